//! A server on a socket that does to each connection what it is told, and remembers what it was asked.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// One thing that a server does.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Reads one request to its end. A body in chunks stays as it came.
    Read,
    /// Reads the head of a request, and leaves its body where it is.
    ReadHead,
    /// Sends this.
    Say(Vec<u8>),
    /// Sends this byte by byte, with a pause after each.
    Drip(Vec<u8>, Duration),
    /// Sends this again and again, so many times at most.
    Flood(Vec<u8>, u64),
    /// Does nothing until the client goes away.
    Stall,
    /// Does nothing, and takes nothing that the client sends.
    Ignore,
    /// Breaks the connection without a farewell.
    Reset,
}

/// What happens on one connection. At its end the connection is closed.
pub(crate) type Act = Vec<Step>;

/// Reads a request and sends this.
pub(crate) fn say(answer: impl AsRef<[u8]>) -> Act {
    vec![Step::Read, Step::Say(answer.as_ref().to_vec())]
}

/// Reads a request and sends this, and then does something else.
pub(crate) fn say_then(answer: impl AsRef<[u8]>, then: Step) -> Act {
    vec![Step::Read, Step::Say(answer.as_ref().to_vec()), then]
}

/// Reads a request and answers it with a whole answer.
pub(crate) fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Act {
    say(whole(status, headers, body))
}

/// A whole answer with its true length.
pub(crate) fn whole(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut answer = format!("HTTP/1.1 {status}\r\nconnection: close\r\n").into_bytes();
    for header in headers {
        answer.extend_from_slice(header.as_bytes());
        answer.extend_from_slice(b"\r\n");
    }
    answer.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
    answer.extend_from_slice(body);
    answer
}

/// A server; it ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    task: JoinHandle<()>,
    seen: Arc<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    connections: AtomicUsize,
    open: AtomicUsize,
    sent: AtomicU64,
    requests: Mutex<Vec<String>>,
}

impl Server {
    /// A server that does the acts in turn, one a connection, and the last one again and again.
    pub(crate) async fn new(acts: Vec<Act>) -> Self {
        Self::bound_to("127.0.0.1:0", acts).await
    }

    pub(crate) async fn bound_to(address: &str, acts: Vec<Act>) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Seen::default());
        let task = tokio::spawn(serve(listener, acts, Arc::clone(&seen)));

        Self {
            address,
            task,
            seen,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far: head and body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().unwrap().clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// How many bytes clients have taken.
    pub(crate) fn sent(&self) -> u64 {
        self.seen.sent.load(Ordering::SeqCst)
    }

    /// Waits until so many connections are open.
    pub(crate) async fn is_at(&self, open: usize) {
        let reached = async {
            while self.seen.open.load(Ordering::SeqCst) != open {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        let reached = tokio::time::timeout(Duration::from_secs(5), reached).await;
        assert!(reached.is_ok(), "{:?} instead of {open}", self.seen.open);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, acts: Vec<Act>, seen: Arc<Seen>) {
    // The tasks end with the set, and the set with this task.
    let mut playing = tokio::task::JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let number = seen.connections.fetch_add(1, Ordering::SeqCst);
        let act = acts[number.min(acts.len() - 1)].clone();
        let seen = Arc::clone(&seen);
        seen.open.fetch_add(1, Ordering::SeqCst);
        playing.spawn(async move {
            // A client that goes away in the middle is what many cases are about.
            let _ = play(stream, act, &seen).await;
            seen.open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

async fn play(mut stream: TcpStream, act: Act, seen: &Seen) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    for step in act {
        match step {
            Step::Read => read(&mut stream, seen, true).await?,
            Step::ReadHead => read(&mut stream, seen, false).await?,
            Step::Say(text) => say_all(&mut stream, seen, &text).await?,
            Step::Drip(text, pause) => {
                for byte in text {
                    say_all(&mut stream, seen, &[byte]).await?;
                    tokio::time::sleep(pause).await;
                }
            }
            Step::Flood(text, times) => {
                for _ in 0..times {
                    say_all(&mut stream, seen, &text).await?;
                }
            }
            Step::Stall => while stream.read(&mut [0; 1024]).await? > 0 {},
            Step::Ignore => std::future::pending().await,
            Step::Reset => return stream.set_zero_linger(),
        }
    }
    stream.shutdown().await?;
    // A socket that is closed with something unread in it resets the connection, and what was said with it.
    while stream.read(&mut [0; 1024]).await? > 0 {}
    Ok(())
}

async fn say_all(stream: &mut TcpStream, seen: &Seen, text: &[u8]) -> std::io::Result<()> {
    stream.write_all(text).await?;
    seen.sent.fetch_add(text.len() as u64, Ordering::SeqCst);
    Ok(())
}

async fn read(stream: &mut TcpStream, seen: &Seen, with_body: bool) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let mut request = String::from_utf8_lossy(&head).into_owned();
    let length = request
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    if let Some(length) = length.filter(|_| with_body) {
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await?;
        request.push_str(&String::from_utf8_lossy(&body));
    }
    if with_body && request.contains("\r\ntransfer-encoding: chunked\r\n") {
        let mut body = Vec::new();
        while !body.ends_with(b"0\r\n\r\n") {
            body.push(stream.read_u8().await?);
        }
        request.push_str(&String::from_utf8_lossy(&body));
    }
    seen.requests.lock().unwrap().push(request);
    Ok(())
}
