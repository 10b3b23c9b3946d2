//! Finds a secret in a text that somebody else wrote: as it stands, percent-encoded, inside JSON or HTML, each letter its own way.

use super::REDACTED;

/// What stands where a text was cut.
const CUT: char = '…';

/// So many letters of a secret before a cut are taken for the secret.
const TELLING: usize = 3;

/// The longest way to write one letter; the last one before a cut may be incomplete.
const LONGEST: usize = 12;

/// Digits of a letter's number, with zeros before it.
const DIGITS: usize = 7;

/// The text with a placeholder wherever the secret stands.
pub(super) fn redact(text: &str, secret: &str) -> String {
    let mut redacted = String::new();
    let mut rest = text;

    while let Some(letter) = rest.chars().next() {
        let passed = if let Some(length) = echo_at(rest, secret) {
            redacted.push_str(REDACTED);
            length
        } else {
            redacted.push(letter);
            letter.len_utf8()
        };
        rest = rest.get(passed..).unwrap_or_default();
    }

    redacted
}

/// How long the secret at the start of this text is, if it stands there.
fn echo_at(text: &str, secret: &str) -> Option<usize> {
    let mut ends = vec![0];
    for (letters, letter) in secret.chars().enumerate() {
        // In order, and each once: there are few.
        let mut next: Vec<usize> = Vec::new();
        for end in &ends {
            let rest = text.get(*end..).unwrap_or_default();
            for length in ways(rest, letter).into_iter().flatten() {
                if let Err(place) = next.binary_search(&(end + length)) {
                    next.insert(place, end + length);
                }
            }
        }
        if next.is_empty() {
            let mut cuts = ends.iter().filter_map(|end| cut_at(text, *end));
            return cuts.next().filter(|_| letters >= TELLING);
        }
        ends = next;
    }

    ends.pop()
}

/// Where the text is cut, if it is here but for an incomplete letter.
fn cut_at(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let within = if rest.starts_with(['%', '\\', '&']) {
        LONGEST
    } else {
        1
    };
    let length = rest
        .char_indices()
        .take(within)
        .find_map(|(length, letter)| (letter == CUT).then_some(length))?;

    Some(end + length)
}

/// How long a letter of a secret is at the start of a text, in each way to write it that stands there.
fn ways(text: &str, letter: char) -> [Option<usize>; 6] {
    let mut place = [0; 4];
    let plain = &*letter.encode_utf8(&mut place);
    let behind_backslash = text
        .strip_prefix('\\')
        .filter(|rest| rest.starts_with(plain) && !letter.is_ascii_alphanumeric());

    [
        text.starts_with(plain).then_some(plain.len()),
        behind_backslash.map(|_| 1 + plain.len()),
        escapes(text, "%", 2, &mut plain.bytes().map(u16::from)),
        escapes(
            text,
            "\\u",
            4,
            &mut letter.encode_utf16(&mut [0; 2]).iter().copied(),
        ),
        numbered(text, u32::from(letter)),
        named(text, letter),
    ]
}

/// How long these are one after another, each in so many hexadecimal digits behind a mark.
#[inline(never)]
fn escapes(
    text: &str,
    mark: &str,
    digits: usize,
    units: &mut dyn Iterator<Item = u16>,
) -> Option<usize> {
    let mut length = 0;
    for unit in units {
        let rest = text.get(length..)?;
        let begin = rest.get(..mark.len())?;
        let number = rest.get(mark.len()..mark.len() + digits)?;
        if !begin.eq_ignore_ascii_case(mark) || code(number, 16)? != u32::from(unit) {
            return None;
        }
        length += mark.len() + digits;
    }

    Some(length)
}

/// How long the letter of this number is, as HTML has it.
fn numbered(text: &str, letter: u32) -> Option<usize> {
    let rest = text.strip_prefix("&#")?;
    let mut within = rest.bytes().take(DIGITS + 2);
    let number = rest.get(..within.position(|byte| byte == b';')?)?;
    let (digits, base) = match number.strip_prefix(['x', 'X']) {
        Some(number) => (number, 16),
        None => (number, 10),
    };

    (code(digits, base)? == letter).then_some("&#;".len() + number.len())
}

/// How long the letter of this name is, as HTML has it, or as forms have a space.
fn named(text: &str, letter: char) -> Option<usize> {
    let name = match letter {
        ' ' => "+",
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&apos;",
        _ => return None,
    };
    let is_there = text.get(..name.len())?.eq_ignore_ascii_case(name);

    is_there.then_some(name.len())
}

/// A number of a few digits and nothing else.
#[inline(never)]
fn code(text: &str, base: u32) -> Option<u32> {
    if text.is_empty() || text.len() > DIGITS {
        return None;
    }

    text.bytes().try_fold(0, |number, digit| {
        Some(number * base + char::from(digit).to_digit(base)?)
    })
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn every_letter_may_be_written_its_own_way() {
        for text in [
            "é/b&1%2",
            "%C3%a9%2Fb&amp;1%2",
            "\\u00e9\\/b\\u00261%252",
            "&#233;&#x2f;b&#38;&#049;%2",
            "\\u00E9/b%26\\u0031\\u00252",
        ] {
            assert_eq!(
                redact(&format!("<{text}>"), "é/b&1%2"),
                "<[redacted]>",
                "{text}"
            );
        }
        assert_eq!(redact("É/B&1%2 é/b&1", "é/b&1%2"), "É/B&1%2 é/b&1");
        assert_eq!(redact("aaa", "a"), "[redacted][redacted][redacted]");
    }

    #[test]
    fn the_start_of_a_secret_goes_where_the_text_was_cut() {
        for text in ["hush/h…", "hush\\…", "hus…", "hush%2…", "hush\\u002…"] {
            let shown = redact(&format!("<{text}"), "hush/hush");
            assert_eq!(shown, "<[redacted]…", "{text}");
            let shown = redact(&format!("`<{text}`"), "hush/hush");
            assert_eq!(shown, "`<[redacted]…`", "{text}");
        }
        assert_eq!(redact("[\"hus…\"].a", "hush/hush"), "[\"[redacted]…\"].a");
        for text in ["hu…", "hush", "hush/hu", "hushed…"] {
            assert_eq!(redact(text, "hush/hush"), text);
        }
    }

    #[test]
    fn a_long_text_of_near_misses_takes_no_time() {
        let text = "ab".repeat(100_000);

        assert_eq!(redact(&text, &"ab".repeat(20).replace("bab", "bac")), text);
    }
}
