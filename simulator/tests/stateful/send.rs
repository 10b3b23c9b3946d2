//! A client with one connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use brogue_simulator::Simulator;
use serde_json::Value;

/// Somebody who asks.
pub(crate) struct Client {
    reader: BufReader<TcpStream>,
    base_path: String,
}

impl Client {
    /// A new connection.
    pub(crate) fn of(vendor: &Simulator) -> Self {
        let stream = TcpStream::connect(vendor.address()).expect("a connection");
        let address = format!("http://{}", vendor.address());

        Self {
            reader: BufReader::new(stream),
            base_path: vendor.base_url().replacen(&address, "", 1),
        }
    }

    /// Sends a request, and gives the status and the body of the answer; null where there is none.
    pub(crate) fn ask(&mut self, method: &str, target: &str, body: &Value) -> (u16, Value) {
        let base = &self.base_path;
        let text = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let kind = if body.is_null() {
            ""
        } else {
            "content-type: application/json\r\n"
        };
        let head = format!(
            "{method} {base}{target} HTTP/1.1\r\nhost: localhost\r\n{kind}content-length: {}\r\n\r\n",
            text.len()
        );
        let stream = self.reader.get_mut();
        stream.write_all(head.as_bytes()).expect("sent");
        stream.write_all(text.as_bytes()).expect("sent");
        let mut status = String::new();
        self.reader.read_line(&mut status).expect("a status");
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.reader.read_line(&mut line).expect("a header");
            let line = line.trim().to_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(text) = line.strip_prefix("content-length:") {
                length = text.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).expect("a body");
        let status = status
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());

        (
            status.expect("a status"),
            serde_json::from_slice(&body).unwrap_or_default(),
        )
    }
}
