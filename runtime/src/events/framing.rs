//! A stream of bytes cut into frames: events of a server, lines, or records of a sequence. What is cut does not depend on how the
//! bytes came; nothing here knows what is in a frame.

use bytes::{Buf, Bytes, BytesMut};

use super::server_sent::{Line, ServerSent};
use crate::charset::BYTE_ORDER_MARK;

/// How a stream is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `text/event-stream`: fields in lines, and an empty line after each event.
    ServerSent,
    /// `application/x-ndjson` and its kin: one value a line.
    Lines,
    /// `application/json-seq`: a record separator before each value.
    Sequence,
}

/// One frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// What the event is called.
    pub name: Option<String>,
    /// Its own id.
    pub id: Option<String>,
    /// How long to wait before another connection, in milliseconds.
    pub retry: Option<u64>,
    /// What is in it; `None` where it has a name or an id only.
    pub data: Option<Bytes>,
}

/// A frame is larger than the bound, of so many bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameTooLarge(pub usize);

/// Cuts a stream.
#[derive(Debug)]
pub struct Framing {
    format: Format,
    bound: usize,
    buffer: BytesMut,
    /// So much of the buffer holds no end of a line.
    scanned: usize,
    begun: bool,
    ended: bool,
    /// The last line ended with CR: a LF that comes next belongs to it.
    after_return: bool,
    event: ServerSent,
}

impl Framing {
    /// A stream whose frames have at most so many bytes.
    pub fn new(format: Format, bound: usize) -> Self {
        Self {
            format,
            bound,
            buffer: BytesMut::new(),
            scanned: 0,
            begun: false,
            ended: false,
            after_return: false,
            event: ServerSent::default(),
        }
    }

    /// How the stream is cut.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// There is no more.
    pub fn finish(&mut self) {
        self.ended = true;
    }

    /// The next frame, as far as the bytes go.
    pub fn frame(&mut self) -> Result<Option<Frame>, FrameTooLarge> {
        if !self.begin() {
            return Ok(None);
        }
        loop {
            let Some(line) = self.line()? else {
                return Ok(None);
            };
            let frame = match self.format {
                Format::ServerSent => match self.event.take(&line) {
                    Line::Ends(frame) => Some(frame),
                    Line::GoesOn if self.event.size() > self.bound => {
                        return Err(FrameTooLarge(self.bound));
                    }
                    Line::GoesOn => None,
                },
                Format::Lines | Format::Sequence => value(&line),
            };
            if frame.is_some() {
                return Ok(frame);
            }
        }
    }

    /// What came of a frame that has no end, where the stream is at its own.
    pub fn rest(&mut self) -> Option<Frame> {
        let line = self.buffer.split().freeze();
        self.scanned = 0;
        match self.format {
            Format::ServerSent => self.event.rest(&line),
            Format::Lines | Format::Sequence => value(&line),
        }
    }

    /// Passes the mark that a stream may begin with; false where it is not known yet.
    fn begin(&mut self) -> bool {
        if self.begun {
            return true;
        }
        if self.buffer.starts_with(BYTE_ORDER_MARK) {
            self.buffer.advance(BYTE_ORDER_MARK.len());
        } else if BYTE_ORDER_MARK.starts_with(&self.buffer) && !self.ended {
            return false;
        }
        self.begun = true;
        true
    }

    /// The next line or record, without what ends it.
    fn line(&mut self) -> Result<Option<Bytes>, FrameTooLarge> {
        if self.after_return && !self.buffer.is_empty() {
            self.after_return = false;
            if self.buffer.starts_with(b"\n") {
                self.buffer.advance(1);
            }
        }
        let ends: fn(&u8) -> bool = match self.format {
            Format::ServerSent => |byte| matches!(byte, b'\n' | b'\r'),
            Format::Lines => |byte| *byte == b'\n',
            Format::Sequence => |byte| *byte == 0x1e,
        };
        let unseen = self.buffer.get(self.scanned..).unwrap_or_default();
        let Some(position) = unseen.iter().position(ends) else {
            self.scanned = self.buffer.len();
            self.check(self.scanned)?;
            return Ok(None);
        };
        let length = self.scanned + position;
        self.check(length)?;
        let line = self.buffer.split_to(length).freeze();
        self.after_return = self.format == Format::ServerSent && self.buffer.starts_with(b"\r");
        self.buffer.advance(1);
        self.scanned = 0;

        Ok(Some(line))
    }

    fn check(&self, length: usize) -> Result<(), FrameTooLarge> {
        if length > self.bound {
            return Err(FrameTooLarge(self.bound));
        }
        Ok(())
    }
}

/// A value on a line; none where the line is blank.
fn value(line: &Bytes) -> Option<Frame> {
    let data = line.trim_ascii();

    (!data.is_empty()).then(|| Frame {
        data: Some(line.slice_ref(data)),
        ..Frame::default()
    })
}
