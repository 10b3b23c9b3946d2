//! What is in a text, seen of many bytes at once.

use memchr::{memchr_iter, memchr3_iter};

/// Whether a text has no character that the parser looks at closer.
pub(super) fn is_simple(text: &str) -> bool {
    let is_odd = |letter| {
        matches!(
            letter,
            '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
    };
    let is_control = |byte: u8| matches!(byte, 0..=8 | 11..=31 | 127);
    // What such letters begin with, as bytes.
    let mut begins_odd = memchr3_iter(0xc2, 0xe2, 0xef, text.as_bytes());
    if begins_odd.any(|at| text.get(at..).unwrap_or_default().starts_with(is_odd)) {
        return false;
    }

    // Many bytes at once, with nothing to decide between them.
    let mut parts = text.as_bytes().chunks(256);

    parts.all(|part| {
        !part
            .iter()
            .fold(false, |found, byte| found | is_control(*byte))
    })
}

/// Where two marks stand beside each other, of which the one that is no blank is rare.
pub(super) fn pair(text: &str, marks: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let shift = usize::from(marks.starts_with(' '));
    let rare = *marks.as_bytes().get(shift)?;
    let mut found = memchr_iter(rare, bytes).filter_map(|at| at.checked_sub(shift));

    found.find(|at| {
        bytes
            .get(*at..)
            .is_some_and(|rest| rest.starts_with(marks.as_bytes()))
    })
}
