//! Any bytes as a stream of events: what is cut does not depend on how they come, and every event is read or refused.

#![no_main]

use brogue_runtime::codec::{self, Shape, Strictness, Value};
use brogue_runtime::{Format, Frame, Framing};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, u8, Vec<u8>, Vec<u8>)| {
    let (format, bound, sizes, text) = input;
    let format = match format % 3 {
        0 => Format::ServerSent,
        1 => Format::Lines,
        _ => Format::Sequence,
    };
    let bound = usize::from(bound) * 4;
    let whole = cut(format, bound, &[&text]);
    let bytes: Vec<&[u8]> = text.chunks(1).collect();
    assert_eq!(cut(format, bound, &bytes), whole);

    let mut pieces = Vec::new();
    let mut rest = &text[..];
    for size in sizes {
        let (piece, after) = rest.split_at(usize::from(size).min(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    assert_eq!(cut(format, bound, &pieces), whole);

    for frame in whole.0 {
        let data = frame.data.unwrap_or_default();
        if let Ok(text) = std::str::from_utf8(&data) {
            let _ = codec::decode::<Value>(text, &Shape::PLAIN, Strictness::Tolerant);
        }
    }
});

/// All frames of a stream that comes in these pieces, and whether it was given up.
fn cut(format: Format, bound: usize, pieces: &[&[u8]]) -> (Vec<Frame>, bool) {
    let mut framing = Framing::new(format, bound);
    let mut frames = Vec::new();
    for piece in pieces {
        framing.feed(piece);
        loop {
            match framing.frame() {
                Ok(Some(frame)) => frames.push(frame),
                Ok(None) => break,
                Err(_) => return (frames, true),
            }
        }
    }
    framing.finish();
    loop {
        match framing.frame() {
            Ok(Some(frame)) => frames.push(frame),
            Ok(None) => break,
            Err(_) => return (frames, true),
        }
    }
    frames.extend(framing.rest());

    (frames, false)
}
