//! A client that costs little: it looks for the length of an answer and nothing else.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

/// A connection that stays open.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub(crate) fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("the vendor listens");
        stream.set_nodelay(true).expect("a setting");

        Self {
            stream,
            buffer: vec![0; 1 << 20],
        }
    }

    pub(crate) fn send(&mut self, request: &[u8]) {
        self.stream.write_all(request).expect("it is sent");
    }

    /// Reads an answer to its end; its status.
    pub(crate) fn receive(&mut self) -> u16 {
        let mut filled = 0;
        let (status, end) = loop {
            filled += self.read(filled);
            let text = &self.buffer[..filled];
            if let Some(head) = text.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                let head_text = String::from_utf8_lossy(&text[..head]);
                break (status(&head_text), head + 4 + length(&head_text));
            }
        };
        while filled < end {
            filled += self.read(filled);
        }

        status
    }

    fn read(&mut self, filled: usize) -> usize {
        if filled == self.buffer.len() {
            self.buffer.resize(2 * filled, 0);
        }
        let count = self
            .stream
            .read(&mut self.buffer[filled..])
            .expect("an answer");
        assert!(count > 0, "the vendor closed the connection");

        count
    }
}

fn status(head: &str) -> u16 {
    let word = head.split(' ').nth(1).unwrap_or_default();

    word.parse().expect("a status")
}

fn length(head: &str) -> usize {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    let length = lines.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));

    length
        .map(|(_, value)| value.parse().expect("a length"))
        .next()
        .unwrap_or_default()
}
