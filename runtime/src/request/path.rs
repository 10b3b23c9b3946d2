//! The path of a request: a template, filled with values that are encoded already.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, percent_decode_str, utf8_percent_encode};

use crate::encoding::{PERCENT, PlusSign};
use crate::excerpt;

/// A segment of dots may be written in so many bytes.
const LONGEST_DOTS: usize = "%2e%2e".len();

/// Appends a path template to the base of a URL, with encoded values in its places.
pub(super) fn fill(
    url: &mut String,
    template: &str,
    values: &[(Cow<'static, str>, String)],
    plus: PlusSign,
) -> Result<(), String> {
    let shown = || excerpt::escaped(template);
    let is_wrong = |byte: &u8| matches!(byte, b'?' | b'#' | b'\\');
    if let Some(wrong) = template.bytes().find(is_wrong) {
        let way_out = if wrong == b'?' {
            ": give the query by `.query(..)`"
        } else {
            ""
        };
        let (shown, wrong) = (shown(), char::from(wrong));

        return Err(format!("the path `{shown}` holds `{wrong}`{way_out}"));
    }
    let segments = template.strip_prefix('/').unwrap_or(template);

    for segment in segments.split('/') {
        let start = url.len() + 1;
        let mut named = None;
        let mut rest = segment;
        url.push('/');
        while let Some((literal, (name, after))) = next_place(rest) {
            let value = values.iter().rev().find(|(known, _)| known == name);
            let Some((_, value)) = value else {
                return Err(format!("the path parameter `{name}` has no value"));
            };
            if value.is_empty() {
                return Err(format!("the path parameter `{name}` is empty"));
            }
            append_literal(url, literal, plus);
            url.push_str(value);
            named = Some(name);
            rest = after;
        }
        append_literal(url, rest, plus);

        let made = url.get(start..).unwrap_or_default();
        if made.len() <= LONGEST_DOTS
            && made.bytes().any(|byte| matches!(byte, b'.' | b'%'))
            && matches!(&*percent_decode_str(made).decode_utf8_lossy(), "." | "..")
        {
            return Err(match named {
                Some(name) => format!("the path parameter `{name}` would change the path"),
                None => format!("the path `{}` holds a segment of dots", shown()),
            });
        }
    }

    Ok(())
}

/// The text before the next `{name}`, the name, and the text after it.
fn next_place(text: &str) -> Option<(&str, (&str, &str))> {
    let (literal, after) = text.split_once('{')?;

    Some((literal, after.split_once('}')?))
}

/// Appends a part of a path that the spec or the caller wrote: what is encoded already stays.
fn append_literal(path: &mut String, literal: &str, plus: PlusSign) {
    const LITERAL: &AsciiSet = &PERCENT
        .remove(b'%')
        .remove(b'!')
        .remove(b'$')
        .remove(b'&')
        .remove(b'\'')
        .remove(b'(')
        .remove(b')')
        .remove(b'*')
        .remove(b'+')
        .remove(b',')
        .remove(b';')
        .remove(b'=')
        .remove(b':')
        .remove(b'@');

    if literal.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return path.push_str(literal);
    }
    for (index, piece) in literal.split(' ').enumerate() {
        if index > 0 {
            path.push_str(match plus {
                PlusSign::Space => "+",
                PlusSign::Itself => "%20",
            });
        }
        path.extend(utf8_percent_encode(piece, LITERAL));
    }
}

#[cfg(test)]
mod tests {
    use super::PlusSign;

    fn fill(template: &str, plus: PlusSign) -> Result<String, String> {
        let mut path = String::new();

        super::fill(&mut path, template, &[], plus).map(|()| path)
    }

    #[test]
    fn a_path_of_the_caller_stays_below_the_base() {
        assert!(
            fill("/things/{id}", PlusSign::Itself)
                .unwrap_err()
                .contains("`id`")
        );
        for path in ["/a/../b", "/a/%2e%2E/b", "/a?b", "/a#b", "/a\\b"] {
            assert!(fill(path, PlusSign::Itself).is_err(), "{path}");
        }
        assert_eq!(fill("a b/c%20d", PlusSign::Itself).unwrap(), "/a%20b/c%20d");
        assert_eq!(fill("a b/c+d", PlusSign::Space).unwrap(), "/a+b/c+d");
        assert_eq!(
            fill("//evil.example.com", PlusSign::Itself).unwrap(),
            "//evil.example.com"
        );
    }
}
