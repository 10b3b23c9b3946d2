//! A stream is cut the same however its bytes come.

use brogue_runtime::{Format, Frame, Framing};
use proptest::prelude::*;

/// All frames of a stream that comes in these pieces, and what is left.
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
    while let Ok(Some(frame)) = framing.frame() {
        frames.push(frame);
    }
    frames.extend(framing.rest());

    (frames, false)
}

fn text() -> impl Strategy<Value = Vec<u8>> {
    let word = prop::sample::select(vec![
        &b"data"[..],
        b"event",
        b"id",
        b"retry",
        b":",
        b": ",
        b"\n",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"\xef\xbb\xbf",
        b"\xef",
        b"{}",
        b"7",
        b"\x1e",
        b"\0",
        b"data: x\n",
        b"data: 12345678901234567890\n",
        b" ",
    ]);

    prop::collection::vec(word, 0..40).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn a_stream_is_cut_the_same_however_it_comes(
        text in text(),
        format in prop::sample::select(vec![Format::ServerSent, Format::Lines, Format::Sequence]),
        bound in prop::sample::select(vec![8_usize, 30, 1_000]),
        at in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let whole = cut(format, bound, &[&text]);
        let bytes: Vec<&[u8]> = text.chunks(1).collect();
        prop_assert_eq!(&cut(format, bound, &bytes), &whole);

        let mut places: Vec<usize> = at.iter().map(|at| at.index(text.len() + 1)).collect();
        places.sort_unstable();
        let mut pieces = Vec::new();
        let mut start = 0;
        for place in places {
            pieces.push(&text[start..place]);
            start = place;
        }
        pieces.push(&text[start..]);
        prop_assert_eq!(&cut(format, bound, &pieces), &whole);
    }
}
