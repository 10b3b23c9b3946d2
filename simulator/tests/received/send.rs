//! Requests as bytes, and what the log says of them.

use std::io::{Read, Write};
use std::net::TcpStream;

use brogue_simulator::{Broken, Simulator};

/// A vendor whose requests have everything.
pub(crate) const SPEC: &str = include_str!("../fixtures/received.yaml");

/// What came of a request.
#[derive(Debug)]
pub(crate) struct Sent {
    /// The status of the answer.
    pub(crate) status: u16,
    /// What the log says is broken.
    pub(crate) broken: Vec<Broken>,
}

/// Sends a request with a good credential.
pub(crate) fn send(vendor: &Simulator, line: &str, headers: &[&str], body: &[u8]) -> Sent {
    let (method, path) = line.split_once(' ').expect("a method and a path");
    let glue = if path.contains('?') { '&' } else { '?' };
    let length = body.len();
    let headers = [headers, &["connection: close", "", ""]]
        .concat()
        .join("\r\n");
    let head = format!(
        "{method} /v1{path}{glue}api_key=simulated-key HTTP/1.1\r\nhost: localhost\r\ncontent-length: {length}\r\n{headers}"
    );
    let mut stream = TcpStream::connect(vendor.address()).expect("a connection");
    stream.write_all(head.as_bytes()).expect("sent");
    stream.write_all(body).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let answer = String::from_utf8_lossy(&answer);
    let status = answer
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());

    Sent {
        status: status.expect("a status"),
        broken: vendor.log().pop().expect("an entry").broken,
    }
}

/// The line of the spec that a comment names.
pub(crate) fn line_of(marker: &str) -> usize {
    let comment = format!("# @{marker}");
    let found = SPEC.lines().position(|line| line.ends_with(&comment));

    found.unwrap_or_else(|| panic!("no line is marked `{comment}`")) + 1
}
