//! Goes straight to a value, and looks at what stands behind it when the value is read: so a body is read once, and not walked before.

use super::{step, unescape};
use crate::codec::{Decoded, Reader, Strictness};

/// A value that was gone to; nobody knows yet what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reached {
    /// Its offset in the whole text.
    pub(crate) offset: usize,
    /// In so many objects it stands.
    pub(crate) depth: u32,
}

/// Goes to the first value that a pointer names. `None` where there is no such place, or something is wrong on the way, or a list is
/// passed: whoever walks over the whole text tells which.
pub(crate) fn reach(text: &str, pointer: &str) -> Option<Reached> {
    let mut reader = Reader::new(text, Strictness::Tolerant);
    let mut rest = pointer;
    while !rest.is_empty() {
        let mut first = true;
        reader.begin_object().ok()?;
        rest = loop {
            let name = reader.key(&mut first).ok()??;
            if let Some(below) = step(rest, &name) {
                break below;
            }
            reader.skip().ok()?;
        };
    }
    reader.kind().ok()?;

    Some(Reached {
        offset: reader.position(),
        depth: reader.depth(),
    })
}

/// Passes what stands behind a value that was gone to. False where a member on the way comes twice: the later one counts.
pub(crate) fn is_last(reader: &mut Reader<'_>, pointer: &str) -> Decoded<bool> {
    let mut way = pointer;
    while !way.is_empty() {
        let (above, token) = way.rsplit_once('/').unwrap_or(("", way));
        let token = unescape(token);
        let mut first = false;
        while let Some(name) = reader.key(&mut first)? {
            if name == token {
                return Ok(false);
            }
            reader.skip()?;
        }
        way = above;
    }
    reader.end()?;

    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::{is_last, reach};
    use crate::codec::{Reader, Strictness};

    /// The value that is reached, and whether it is the last one of its place.
    fn read(text: &str, pointer: &str) -> Option<(String, Option<bool>)> {
        let reached = reach(text, pointer)?;
        let mut reader = Reader::new(text, Strictness::Tolerant);
        reader.rewind(reached.offset);
        reader.restore_depth(reached.depth);
        let raw = reader.raw().ok()?.to_owned();

        Some((raw, is_last(&mut reader, pointer).ok()))
    }

    #[test]
    fn a_value_is_gone_to_and_what_is_behind_it_is_looked_at() {
        let rows = [
            (" [1] ", "", Some(("[1]", Some(true)))),
            (r#"{"a":1}"#, "/a", Some(("1", Some(true)))),
            (
                r#"{"x":[{}],"a/b":1 , "y":2 } "#,
                "/a~1b",
                Some(("1", Some(true))),
            ),
            (
                r#"{"a":{"b":[2],"c":3},"d":4}"#,
                "/a/b",
                Some(("[2]", Some(true))),
            ),
            (r#"{"a":{"b":2},"a":3}"#, "/a/b", Some(("2", Some(false)))),
            (
                r#"{"a":{"b":2,"\u0062":3}}"#,
                "/a/b",
                Some(("2", Some(false))),
            ),
            (r#"{"a":1,"b":}"#, "/a", Some(("1", None))),
            (r#"{"a":1}}"#, "/a", Some(("1", None))),
            (r#"{"a":1"#, "/a", Some(("1", None))),
            ("1 2", "", Some(("1", None))),
            ("<html>", "", None),
            ("{}", "/a", None),
            ("[1]", "/0", None),
            (r#"{"x":tru,"a":1}"#, "/a", None),
        ];

        for (text, pointer, expected) in rows {
            let expected = expected.map(|(raw, last)| (raw.to_owned(), last));
            assert_eq!(read(text, pointer), expected, "{text} {pointer}");
        }
    }
}
