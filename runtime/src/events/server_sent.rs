//! An event of `text/event-stream`, put together from its lines.

use bytes::{BufMut, BytesMut};

use super::framing::Frame;

/// The lines of an event so far.
#[derive(Debug, Default)]
pub(super) struct ServerSent {
    frame: Frame,
    data: Option<BytesMut>,
    size: usize,
}

/// What a line does.
pub(super) enum Line {
    /// The event goes on.
    GoesOn,
    /// The event is whole.
    Ends(Frame),
}

impl ServerSent {
    /// How many bytes the event has so far.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Takes a line.
    pub(super) fn take(&mut self, line: &[u8]) -> Line {
        if line.is_empty() {
            let frame = self.whole();
            let is_empty = frame == Frame::default();
            return if is_empty {
                Line::GoesOn
            } else {
                Line::Ends(frame)
            };
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (field, value) = match colon {
            // A comment, mostly to keep the connection.
            Some(0) => return Line::GoesOn,
            Some(colon) => (
                line.get(..colon).unwrap_or_default(),
                line.get(colon + 1..).unwrap_or_default(),
            ),
            None => (line, &[] as &[u8]),
        };
        self.size = self.size.saturating_add(line.len());
        self.field(field, value.strip_prefix(b" ").unwrap_or(value));

        Line::GoesOn
    }

    /// What came of an event without an end; `None` where nothing did.
    pub(super) fn rest(&mut self, line: &[u8]) -> Option<Frame> {
        if !line.is_empty() {
            self.take(line);
        }
        let frame = self.whole();
        // Half of a line is half of an event, whatever it was to say.
        let is_half = !line.is_empty() && !line.starts_with(b":");

        (is_half || frame != Frame::default()).then_some(frame)
    }

    fn field(&mut self, field: &[u8], value: &[u8]) {
        match field {
            b"data" => match &mut self.data {
                Some(data) => {
                    data.put_u8(b'\n');
                    data.extend_from_slice(value);
                }
                None => self.data = Some(BytesMut::from(value)),
            },
            b"event" => self.frame.name = Some(text(value)).filter(|name| !name.is_empty()),
            b"id" if !value.contains(&0) => self.frame.id = Some(text(value)),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                self.frame.retry = text(value).parse().ok();
            }
            // Other fields mean nothing.
            _ => {}
        }
    }

    fn whole(&mut self) -> Frame {
        self.size = 0;
        let data = self.data.take().map(BytesMut::freeze);

        Frame {
            data,
            ..std::mem::take(&mut self.frame)
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
