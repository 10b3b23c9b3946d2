//! Somebody who calls a vendor, with nothing but a socket.

use std::io::{Read, Write};
use std::net::TcpStream;

use brogue_simulator::Simulator;
use serde_json::Value;

/// Sends JSON, or nothing where it is null; gives the status and the JSON of the answer.
pub(crate) fn call(vendor: &Simulator, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let mut stream = TcpStream::connect(vendor.address()).expect("it listens");
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let json = if body.is_empty() {
        ""
    } else {
        "content-type: application/json\r\n"
    };
    write!(
        stream,
        "{method} /api{path} HTTP/1.1\r\nhost: vendor\r\nconnection: close\r\n{json}content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    let (head, body) = answer.split_once("\r\n\r\n").expect("it answers in HTTP");
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());

    (
        status.expect("there is a status"),
        serde_json::from_str(body).unwrap_or(Value::Null),
    )
}
