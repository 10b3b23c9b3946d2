//! A small HTTP/1.1 server on this machine: it remembers what it was asked and answers what it is told.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Its first line without the version.
    pub(crate) line: String,
    /// Its headers in the order they came, names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

/// What the server does after a request.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Say {
        /// Code and reason: `200 OK`.
        status: String,
        /// With `transfer-encoding: chunked` the body goes in small chunks, else its length is told.
        headers: Vec<(String, String)>,
        body: String,
    },
    /// Closes the connection without a word.
    HangUp,
}

/// The server. It stops when it is dropped.
pub(crate) struct Server {
    /// Where it listens: `http://127.0.0.1:49152`.
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<Request>>>,
    listening: JoinHandle<()>,
}

impl Server {
    /// Starts a server that gives these answers in order, and hangs up afterwards.
    pub(crate) async fn start(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let answers = Arc::new(Mutex::new(answers.into_iter()));

        let seen = Arc::clone(&requests);
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (seen, answers) = (Arc::clone(&seen), Arc::clone(&answers));
                tokio::spawn(async move {
                    let answer = |request| {
                        lock(&seen).push(request);
                        lock(&answers).next().unwrap_or(Answer::HangUp)
                    };
                    // The client may go away at any time.
                    let _ = serve(stream, answer).await;
                });
            }
        });

        Self {
            url,
            requests,
            listening,
        }
    }

    /// The requests so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        lock(&self.requests).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One connection: requests and answers in turn, until one side has enough.
async fn serve(stream: TcpStream, mut answer: impl FnMut(Request) -> Answer) -> io::Result<()> {
    let mut stream = BufStream::new(stream);
    while let Some(request) = read(&mut stream).await? {
        let Answer::Say {
            status,
            headers,
            body,
        } = answer(request)
        else {
            break;
        };
        let mut head = format!("HTTP/1.1 {status}\r\n");
        for (name, value) in &headers {
            head += &format!("{name}: {value}\r\n");
        }
        let chunked = headers.iter().any(|(name, _)| name == "transfer-encoding");
        if chunked {
            stream.write_all(format!("{head}\r\n").as_bytes()).await?;
            for chunk in body.as_bytes().chunks(7) {
                let size = format!("{:x}\r\n", chunk.len());
                stream.write_all(size.as_bytes()).await?;
                stream.write_all(chunk).await?;
                stream.write_all(b"\r\n").await?;
                stream.flush().await?;
            }
            stream.write_all(b"0\r\n\r\n").await?;
        } else {
            // A 204 has no body and tells no length.
            if !status.starts_with("204") {
                head += &format!("content-length: {}\r\n", body.len());
            }
            stream
                .write_all(format!("{head}\r\n{body}").as_bytes())
                .await?;
        }
        stream.flush().await?;
    }

    stream.shutdown().await
}

/// The next request; `None` where the client has closed the connection.
async fn read(stream: &mut BufStream<TcpStream>) -> io::Result<Option<Request>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let mut lines = lines.into_iter();
    let line = lines.next().unwrap_or_default();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_ascii_lowercase(), value.trim().to_owned()))
        })
        .collect();
    let length = headers
        .iter()
        .find(|(name, _)| name == "content-length")
        .map_or(0, |(_, length)| length.parse().expect("a length"));
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;

    Ok(Some(Request {
        line: line.trim_end_matches(" HTTP/1.1").to_owned(),
        headers,
        body: String::from_utf8(body).expect("a body in UTF-8"),
    }))
}
