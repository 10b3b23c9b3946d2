//! Somebody who receives deliveries: a listener that keeps what comes and answers with the statuses of its script, then with 200.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver as Inbox, Sender, channel};
use std::time::Duration;

use brogue_runtime::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

/// What came.
#[derive(Debug)]
pub(crate) struct Arrived {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Arrived {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a delivery is JSON")
    }
}

/// A receiver on this machine.
pub(crate) struct Listening {
    pub(crate) url: String,
    inbox: Inbox<Arrived>,
}

impl Listening {
    /// Answers with these statuses in turn; a status of 0 breaks the connection off.
    pub(crate) fn answering(statuses: &[u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let address = listener.local_addr().expect("it has an address");
        let (sender, inbox) = channel();
        let statuses = statuses.to_vec();
        std::thread::spawn(move || {
            let mut script = statuses.into_iter();
            for stream in listener.incoming().flatten() {
                if take(&stream, script.next().unwrap_or(200), &sender).is_none() {
                    return;
                }
            }
        });

        Self {
            url: format!("http://{address}/hook"),
            inbox,
        }
    }

    /// The next delivery.
    pub(crate) fn next(&self) -> Arrived {
        self.inbox
            .recv_timeout(Duration::from_secs(10))
            .expect("a delivery comes")
    }

    /// Whether nothing has come.
    pub(crate) fn is_quiet(&self) -> bool {
        self.inbox.try_recv().is_err()
    }
}

/// Nothing where nobody wants to know any more.
fn take(stream: &TcpStream, status: u16, sender: &Sender<Arrived>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = HeaderMap::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        let name = HeaderName::try_from(name).expect("it is a header");
        if name == "content-length" {
            length = value.parse().expect("a length is a number");
        }
        headers.append(name, HeaderValue::try_from(value).expect("it is a header"));
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let arrived = Arrived {
        path,
        headers,
        body,
    };
    sender.send(arrived).ok()?;
    if status != 0 {
        let answer = format!(
            "HTTP/1.1 {status} Whatever\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"
        );
        let mut stream = stream;
        let _ = stream.write_all(answer.as_bytes());
    }

    Some(())
}
