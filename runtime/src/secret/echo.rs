//! Finds a secret in a text that somebody else wrote: as it stands, percent-encoded, inside JSON or HTML, each letter its own way.

use std::fmt::Write as _;

use super::REDACTED;

/// What stands where a text was cut.
const CUT: char = '…';

/// So many letters of a secret before a cut are taken for the secret.
const TELLING: usize = 3;

/// The longest way to write one letter; the last one before a cut may be incomplete.
const LONGEST: usize = 12;

/// The text with a placeholder wherever the secret stands.
pub(super) fn redact(text: &str, secret: &str) -> String {
    let ways: Vec<Vec<String>> = secret.chars().map(ways_to_write).collect();
    let mut redacted = String::new();
    let mut rest = text;

    while let Some(letter) = rest.chars().next() {
        let passed = if let Some(length) = echo_at(rest, &ways) {
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
fn echo_at(text: &str, ways: &[Vec<String>]) -> Option<usize> {
    let mut ends = vec![0];
    for (letters, ways) in ways.iter().enumerate() {
        let further = |end: &usize| {
            let rest = text.get(*end..).unwrap_or_default();
            let end = *end;
            ways.iter()
                .filter(|way| starts_with(rest, way))
                .map(move |way| end + way.len())
                .collect::<Vec<_>>()
        };
        // In order, and each once: there are few.
        let mut next: Vec<usize> = Vec::new();
        for end in ends.iter().flat_map(further) {
            if let Err(place) = next.binary_search(&end) {
                next.insert(place, end);
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

/// What stands for one letter of a secret.
fn ways_to_write(letter: char) -> Vec<String> {
    let mut ways = vec![letter.to_string()];
    if !letter.is_ascii_alphanumeric() {
        ways.push(format!("\\{letter}"));
    }
    ways.push(
        letter
            .to_string()
            .bytes()
            .fold(String::new(), |mut way, byte| {
                let _ = write!(way, "%{byte:02X}");
                way
            }),
    );
    ways.push(
        letter
            .encode_utf16(&mut [0; 2])
            .iter()
            .fold(String::new(), |mut way, unit| {
                let _ = write!(way, "\\u{unit:04X}");
                way
            }),
    );
    let code = u32::from(letter);
    ways.extend([
        format!("&#{code};"),
        format!("&#0{code};"),
        format!("&#x{code:X};"),
    ]);
    let named: &[&str] = match letter {
        ' ' => &["+"],
        '&' => &["&amp;"],
        '<' => &["&lt;"],
        '>' => &["&gt;"],
        '"' => &["&quot;"],
        '\'' => &["&apos;"],
        _ => &[],
    };
    ways.extend(named.iter().map(|way| (*way).to_owned()));

    ways
}

/// Whether a text starts with this: a letter as it stands, an escape in either case.
fn starts_with(text: &str, way: &str) -> bool {
    if way.len() < 3 || !way.is_ascii() {
        return text.starts_with(way);
    }

    text.get(..way.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(way))
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
