//! Text of a vendor on one short line, fit for a message or a log.

/// Longer text is cut to so many characters.
const LONGEST: usize = 500;

/// So much of a body is looked at: a longer one is no excerpt.
const LOOKED_AT: usize = 4 * 1024;

/// The text on one line, without control characters, cut short.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::new();
    let words = text
        .split(|letter: char| letter.is_whitespace() || is_invisible(letter))
        .filter(|word| !word.is_empty());

    for word in words {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > 4 * LONGEST {
            break;
        }
    }
    if let Some((end, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(end);
        line.push('…');
    }

    line
}

/// The start of a body.
pub(crate) fn of_body(body: &[u8], redact: &dyn Fn(&str) -> String) -> Option<String> {
    let start = body.get(..LOOKED_AT).unwrap_or(body);
    let mut text = String::from_utf8_lossy(start).into_owned();
    if start.len() < body.len() {
        // Tells the redactor that a secret may have been cut in two.
        text.push('…');
    }
    let line = one_line(&redact(&text));

    (!line.is_empty()).then_some(line)
}

/// A name in quotes, without them: nothing in it looks like something else.
pub(crate) fn escaped(name: &str) -> String {
    let mut quoted = format!("{name:?}");
    quoted.pop();

    quoted.split_off(1)
}

/// Control characters, and marks that turn the direction of text around.
pub(crate) fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{of_body, one_line};

    #[test]
    fn a_text_becomes_one_short_line() {
        assert_eq!(one_line(" a\r\n\tb\u{1b}[31mc\0\u{202e} d "), "a b [31mc d");
        assert_eq!(one_line(&"é".repeat(10_000)).chars().count(), 501);
        assert_eq!(one_line("\n"), "");
    }

    #[test]
    fn a_body_is_redacted_before_it_is_cut() {
        let body = format!("{}hush", "x".repeat(498));
        let shown = of_body(body.as_bytes(), &|text| text.replace("hush", "-")).unwrap();

        assert!(shown.ends_with('-'), "{shown}");
        assert_eq!(of_body(b"\xff\n", &str::to_owned).unwrap(), "\u{fffd}");
        assert_eq!(of_body(b" ", &str::to_owned), None);

        let body = " ".repeat(4 * 1024 - 2) + "hush";
        let seen = |text: &str| {
            assert!(text.ends_with("hu…"), "{text}");
            text.to_owned()
        };
        assert_eq!(of_body(body.as_bytes(), &seen).unwrap(), "hu…");
    }
}
