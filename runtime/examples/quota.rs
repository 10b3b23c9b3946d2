//! The quota against a server on a socket that counts for itself, in real time: `cargo run --release --example quota`.
//!
//! The server counts 100 requests in each second, sliding or from fixed times on, and would answer 429. 64 callers call for ten
//! seconds; what is printed is how many requests were let in of the 1000 that are allowed, and how many were too many.

#![expect(clippy::print_stdout, reason = "it is read by a person")]

use std::collections::VecDeque;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use brogue_runtime::{Api, ClientBuilder, Core, Method, Quota, QuotaWindow, RetryPolicy};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

static API: Api = Api::new("counting", "https://counting.example.com")
    .quota(Quota::new(&[QuotaWindow::new(100, 1_000)]));
const WINDOW: Duration = Duration::from_secs(1);

struct Count {
    begin: Instant,
    slides: bool,
    window: VecDeque<Instant>,
    let_in: usize,
    refused: usize,
}

impl Count {
    fn take(&mut self) -> bool {
        let now = Instant::now();
        let index = |time: Instant| time.duration_since(self.begin).as_secs();
        while let Some(first) = self.window.front() {
            let is_over = if self.slides {
                now.duration_since(*first) > WINDOW
            } else {
                index(*first) < index(now)
            };
            if !is_over {
                break;
            }
            self.window.pop_front();
        }
        if self.window.len() >= 100 {
            self.refused += 1;
            return false;
        }
        self.window.push_back(now);
        self.let_in += 1;
        true
    }
}

async fn serve(mut stream: TcpStream, count: Arc<Mutex<Count>>) -> std::io::Result<()> {
    let mut read = Vec::new();
    loop {
        let mut part = [0; 4_096];
        let length = stream.read(&mut part).await?;
        if length == 0 {
            return Ok(());
        }
        read.extend_from_slice(part.get(..length).unwrap_or_default());
        if !read.ends_with(b"\r\n\r\n") {
            continue;
        }
        read.clear();
        let is_let_in = count.lock().unwrap_or_else(PoisonError::into_inner).take();
        let answer = if is_let_in {
            "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7"
        } else {
            "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n"
        };
        stream.write_all(answer.as_bytes()).await?;
    }
}

async fn run(slides: bool) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let count = Arc::new(Mutex::new(Count {
        begin: Instant::now(),
        slides,
        window: VecDeque::new(),
        let_in: 0,
        refused: 0,
    }));
    let counting = Arc::clone(&count);
    let server = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Arc::clone(&counting)));
        }
    });
    let client: Core = ClientBuilder::new(&API)
        .base_url(url)
        .retry(RetryPolicy::none())
        .build()?;
    tokio::time::sleep(Duration::from_millis(370)).await;
    let begin = Instant::now();
    let callers: Vec<_> = (0..64)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                while begin.elapsed() < 10 * WINDOW {
                    let _ = client.request(Method::GET, "/things").await;
                }
            })
        })
        .collect();
    tokio::time::sleep(10 * WINDOW).await;
    callers.iter().for_each(tokio::task::JoinHandle::abort);
    server.abort();

    let count = count.lock().unwrap_or_else(PoisonError::into_inner);
    println!(
        "{}: {} of 1000 let in, {} too many",
        if slides { "sliding" } else { "fixed" },
        count.let_in,
        count.refused
    );
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    run(true).await?;
    run(false).await
}
