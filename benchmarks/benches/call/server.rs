//! A server in a process of its own: it reads a request and gives a constant answer.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::texts::record;

/// The server, as its client sees it. It ends with this value.
pub(crate) struct Server {
    /// None where the server was there already.
    child: Option<Child>,
    pub(crate) url: String,
}

impl Server {
    /// Starts this program once more, as a server, unless the variable `SERVER` names one that runs: profilers lose themselves in children.
    pub(crate) fn start() -> Self {
        if let Ok(url) = std::env::var("SERVER") {
            return Self { child: None, url };
        }
        let program = std::env::current_exe().expect("this program");
        let mut child = Command::new(program)
            .arg("--serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a second process");
        let output = child.stdout.take().expect("its output");
        let mut url = String::new();
        BufReader::new(output)
            .read_line(&mut url)
            .expect("its first line");

        Self {
            child: Some(child),
            url: url.trim().to_owned(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Serves until the client's end of the standard input closes.
pub(crate) fn serve() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    std::thread::spawn(|| {
        let _ = std::io::stdin().lines().next();
        std::process::exit(0);
    });
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("its address").port();
        println!("http://127.0.0.1:{port}/v1");
        let one = answer(&format!(r#"{{"data": {}}}"#, record(1)));
        let records: Vec<String> = (0..100).map(record).collect();
        let page = answer(&format!(r#"{{"data": [{}]}}"#, records.join(",")));
        let added = answer(r#"{"data": 1}"#);
        loop {
            let (stream, _) = listener.accept().await.expect("a connection");
            let _ = stream.set_nodelay(true);
            let answers = [one.clone(), page.clone(), added.clone()];
            tokio::spawn(converse(stream, answers));
        }
    });
}

fn answer(body: &str) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ndate: Sun, 22 Nov 2026 06:00:00 GMT\r\n\
         x-request-id: 5c0a3f0e\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );

    [head.as_bytes(), body.as_bytes()].concat()
}

/// Answers request after request: the path's length tells which question it is.
async fn converse(mut stream: TcpStream, [one, page, added]: [Vec<u8>; 3]) {
    let mut received = Vec::new();
    loop {
        let end = received.windows(4).position(|window| window == b"\r\n\r\n");
        if let Some(end) = end {
            let head = String::from_utf8_lossy(&received).to_lowercase();
            let declared = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            let length = declared.map_or(0, |length| length.trim().parse().unwrap_or(0));
            if received.len() >= end + 4 + length {
                let answer = match received.first() {
                    Some(b'P') => &added,
                    _ if head.starts_with("get /v1/records/") => &one,
                    _ => &page,
                };
                received.drain(..end + 4 + length);
                if stream.write_all(answer).await.is_err() {
                    return;
                }
                continue;
            }
        }
        match stream.read_buf(&mut received).await {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
    }
}
