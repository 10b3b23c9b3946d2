//! A client that sees every byte and every break.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// What came of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The status; 0 where there was no answer.
    pub(crate) status: u16,
    /// The head, in small letters.
    pub(crate) head: String,
    /// What came of the body.
    pub(crate) body: String,
    /// How the connection broke, where it did.
    pub(crate) broke: Option<ErrorKind>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            (known == name).then_some(value)
        })
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A request without a body.
pub(crate) fn get(address: SocketAddr, target: &str) -> Seen {
    call(address, "GET", target, "", "")
}

/// A request; `headers` are whole lines.
pub(crate) fn call(
    address: SocketAddr,
    method: &str,
    target: &str,
    headers: &str,
    body: &str,
) -> Seen {
    let host = if headers.contains("host:") {
        String::new()
    } else {
        format!("host: {address}\r\n")
    };
    let kind = if body.is_empty() {
        ""
    } else {
        "content-type: application/json\r\n"
    };
    let length = body.len();
    let text = format!(
        "{method} {target} HTTP/1.1\r\n{host}{kind}{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(address).expect("the vendor listens");
    let timeout = Some(Duration::from_secs(30));
    stream.set_read_timeout(timeout).expect("a timeout");
    stream.write_all(text.as_bytes()).expect("it is sent");
    let mut bytes = Vec::new();
    let broke = stream.read_to_end(&mut bytes).err();
    let text = String::from_utf8(bytes).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));

    Seen {
        status: head
            .split(' ')
            .nth(1)
            .map_or(0, |status| status.parse().expect("a status")),
        head: head.to_ascii_lowercase(),
        body: body.to_owned(),
        broke: broke.map(|error| error.kind()),
    }
}
