//! Markdown of strangers made clean for rustdoc: no broken links, no stray HTML, no code that would be compiled, no headings.

use std::borrow::Cow;

/// Names that look like identifiers and are none.
const PLAIN_NAMES: &[&str] = &[
    "GitHub",
    "GraphQL",
    "JavaScript",
    "OAuth",
    "OpenAPI",
    "PayPal",
    "TypeScript",
    "WebSocket",
    "iOS",
    "macOS",
];

/// Cleans a text. Lines keep their breaks; blank lines at both ends are gone.
pub(super) fn clean(text: &str) -> String {
    let is_ascii = text.is_ascii();
    let breaks = |letter| matches!(letter, '\r' | '\u{2028}' | '\u{2029}');
    let text = if text.contains('\r') || !is_ascii && text.contains(breaks) {
        Cow::Owned(
            text.replace("\r\n", "\n")
                .replace(['\r', '\u{2028}', '\u{2029}'], "\n"),
        )
    } else {
        Cow::Borrowed(text)
    };
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<char> = None;
    for line in text.lines() {
        let has_control = if is_ascii {
            line.bytes().any(|byte| byte.is_ascii_control())
        } else {
            line.contains(char::is_control)
        };
        let line: Cow<'_, str> = if has_control {
            let spaced = line.replace('\t', "    ");
            spaced
                .chars()
                .filter(|character| !character.is_control())
                .collect()
        } else {
            Cow::Borrowed(line)
        };
        let trimmed = line.trim();
        let mark = ["```", "~~~"]
            .iter()
            .find(|mark| trimmed.starts_with(**mark))
            .and_then(|mark| mark.chars().next());
        match (fence, mark) {
            (None, Some(mark)) => {
                fence = Some(mark);
                lines.push("```text".to_owned());
            }
            (Some(open), Some(mark))
                if open == mark && trimmed.chars().all(|character| character == mark) =>
            {
                fence = None;
                lines.push("```".to_owned());
            }
            // A run of backticks inside the other kind of fence would close ours.
            (Some(_), _) => lines.push(line.trim_end().replace("```", "'''")),
            (None, None) => lines.extend(prose_line(&line)),
        }
    }
    if fence.is_some() {
        lines.push("```".to_owned());
    }
    squeeze(&lines)
}

/// Joins lines with at most one blank line between two of them.
fn squeeze(lines: &[String]) -> String {
    let mut text = String::new();
    let mut blank = false;
    let mut in_code = false;
    for line in lines {
        if line.is_empty() && !in_code {
            blank = !text.is_empty();
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        if std::mem::take(&mut blank) {
            text.push('\n');
        }
        in_code ^= line.starts_with("```");
        text.push_str(line);
    }
    text
}

/// A line outside of code. Underlines of headings vanish, headings become bold, deep indents (which would be code) become shallow.
fn prose_line(line: &str) -> Option<String> {
    let trimmed = line.trim();
    let underlines = !trimmed.is_empty()
        && (trimmed.chars().all(|character| character == '=')
            || (trimmed.len() > 1 && trimmed.chars().all(|character| character == '-')));
    if underlines {
        return None;
    }
    let title = trimmed.trim_start_matches('#');
    if title.len() < trimmed.len() && title.starts_with(' ') {
        let title = inline(title.trim().trim_end_matches('#').trim_end());
        return (!title.is_empty()).then(|| format!("**{title}**"));
    }
    let indent = if line.starts_with("  ") { "  " } else { "" };

    Some(if trimmed.is_empty() {
        String::new()
    } else {
        [indent, &*inline(trimmed)].concat()
    })
}

/// Whether a line has nothing that Markdown could see a mark in, and no word that looks like code.
fn is_plain(line: &str) -> bool {
    let (mut capitals, mut has_small, mut last) = (0, false, b' ');
    for byte in line.bytes() {
        match byte {
            b'a'..=b'z' => has_small = true,
            b'A'..=b'Z' => capitals += 1,
            b'0'..=b'9' => {}
            b'`' | b'\\' | b'[' | b']' | b'<' | b'>' | b'_' | 0x80.. => return false,
            // An address, a path, a call.
            b'/' | b':' if last == b':' => return false,
            b')' if last == b'(' => return false,
            _ if capitals > 1 && has_small => return false,
            _ => (capitals, has_small) = (0, false),
        }
        last = byte;
    }

    capitals < 2 || !has_small
}

/// The inside of a line.
fn inline(line: &str) -> Cow<'_, str> {
    if is_plain(line) {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len() + 8);
    let mut rest = line;
    loop {
        let starts_word = text
            .chars()
            .next_back()
            .is_none_or(|last| !last.is_alphanumeric() && last != '_');
        if starts_word {
            let (plain, behind) = rest.split_at(plain_words(rest));
            text.push_str(plain);
            rest = behind;
        }
        let Some(character) = rest.chars().next() else {
            break;
        };
        let taken = match character {
            '`' => code_span(rest, &mut text),
            '\\' => escape(rest, &mut text),
            '[' => link(rest, &mut text),
            '<' => autolink(rest, &mut text),
            ']' | '>' => {
                text.push('\\');
                text.push(character);
                1
            }
            _ if starts_word && (rest.starts_with("http://") || rest.starts_with("https://")) => {
                bare_url(rest, &mut text)
            }
            _ if starts_word && (character.is_alphanumeric() || character == '_') => {
                word(rest, &mut text)
            }
            _ => {
                text.push(character);
                character.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }

    Cow::Owned(text)
}

/// How long the words are that a text begins with and in which there is nothing to see: letters, digits and what stands between them.
fn plain_words(text: &str) -> usize {
    let mut words = 0;
    let mut is_between = true;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => is_between = false,
            b'A'..=b'Z' if is_between => is_between = false,
            b' ' | b',' | b'.' | b';' | b'\'' | b'"' | b'-' | b'!' | b'?' | b'*' => {
                is_between = true;
                words = at + 1;
            }
            _ => return words,
        }
    }

    text.len()
}

fn code_span(rest: &str, text: &mut String) -> usize {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let (mark, inside) = rest.split_at(ticks);
    match super::near(inside).find(mark) {
        Some(length) if length > 0 => {
            let taken = ticks + length + ticks;
            text.push_str(rest.get(..taken).unwrap_or_default());
            taken
        }
        _ => {
            text.push_str(&"\\`".repeat(ticks));
            ticks
        }
    }
}

fn escape(rest: &str, text: &mut String) -> usize {
    match rest.chars().nth(1) {
        Some(escaped) if escaped.is_ascii_punctuation() => {
            text.push('\\');
            text.push(escaped);
            2
        }
        _ => {
            text.push_str("\\\\");
            1
        }
    }
}

/// A link to a page stays; any other bracket is just a bracket.
fn link(rest: &str, text: &mut String) -> usize {
    // Nothing is looked for behind what cannot be part of it, so that no text takes long.
    let parts = rest.get(1..).and_then(|inside| {
        let (label, tail) = inside.split_at(inside.find(['[', ']', '`', '<', '>'])?);
        let tail = tail.strip_prefix("](")?;
        let (url, tail) = tail.split_at(tail.find(ends_url)?);

        (tail.starts_with(')') && is_url(url)).then_some((label, url))
    });
    if let Some((label, url)) = parts {
        text.extend(["[", label, "](", url, ")"]);
        return label.len() + url.len() + 4;
    }
    text.push_str("\\[");

    1
}

fn autolink(rest: &str, text: &mut String) -> usize {
    let url = rest
        .get(1..)
        .and_then(|inside| inside.split_at_checked(inside.find(ends_url)?))
        .filter(|(url, tail)| tail.starts_with('>') && is_url(url))
        .map(|(url, _)| url);
    if let Some(url) = url {
        text.extend(["<", url, ">"]);
        return url.len() + 2;
    }
    text.push_str("\\<");

    1
}

fn bare_url(rest: &str, text: &mut String) -> usize {
    let end = rest
        .find(|character: char| character.is_whitespace() || "<>\"'`|)]".contains(character))
        .unwrap_or(rest.len());
    let url = rest
        .get(..end)
        .unwrap_or_default()
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    text.extend(["<", url, ">"]);

    url.len()
}

/// A word; one that looks like an identifier, a path or a call is put in code font, as the lints of documentation ask.
fn word(rest: &str, text: &mut String) -> usize {
    let length = |from: usize| {
        let rest = rest.get(from..).unwrap_or_default();
        let ends = |byte: u8| !byte.is_ascii_alphanumeric() && byte != b'_';
        match rest.bytes().position(ends) {
            None => return rest.len(),
            Some(end) if rest.as_bytes().get(end).is_some_and(u8::is_ascii) => return end,
            Some(_) => {}
        }
        rest.find(|character: char| !character.is_alphanumeric() && character != '_')
            .unwrap_or(rest.len())
    };
    let mut end = length(0);
    let mut is_code = false;
    while rest.get(end..).unwrap_or_default().starts_with("::") && length(end + 2) > 0 {
        end += 2 + length(end + 2);
        is_code = true;
    }
    if rest.get(end..).unwrap_or_default().starts_with("()") {
        end += 2;
        is_code = true;
    }
    let word = rest.get(..end).unwrap_or_default();
    let capitals = word
        .chars()
        .filter(|character| character.is_uppercase())
        .count();
    let camel = word.starts_with(char::is_uppercase)
        && capitals > 1
        && word.trim_end_matches('s').chars().any(char::is_lowercase);
    let snake = word.trim_matches('_').contains('_') || (word.starts_with('_') && word.len() > 1);
    if (camel || snake || is_code) && !PLAIN_NAMES.contains(&word) {
        text.extend(["`", word, "`"]);
    } else {
        text.push_str(word);
    }
    word.len()
}

fn is_url(text: &str) -> bool {
    let address = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));

    address.is_some_and(|address| !address.is_empty()) && !text.contains(ends_url)
}

/// What is no part of an address.
fn ends_url(character: char) -> bool {
    character.is_whitespace() || "<>()`\"".contains(character)
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn strange_markdown_is_clean() {
        for (written, cleaned) in [
            ("a [b] c", "a \\[b\\] c"),
            (
                "see [it](https://example.com/x).",
                "see [it](https://example.com/x).",
            ),
            ("see [it](#top)", "see \\[it\\](#top)"),
            ("an <i>id</i>", "an \\<i\\>id\\</i\\>"),
            ("at https://example.com/a.", "at <https://example.com/a>."),
            ("<https://example.com>", "<https://example.com>"),
            ("`a[0]` stays, ` does not", "`a[0]` stays, \\` does not"),
            ("# Title\nText", "**Title**\nText"),
            ("Title\n=====\nText", "Title\nText"),
            ("    let x = 1;", "  let x = 1;"),
            ("```json\n{[]}\n```", "```text\n{[]}\n```"),
            ("~~~\nopen", "```text\nopen\n```"),
            ("a\r\n\r\n\r\nb\u{7}", "a\n\nb"),
            (
                "the doc_no of VisitLine and APIs",
                "the `doc_no` of `VisitLine` and APIs",
            ),
            (
                "calls main() of std::io::Error",
                "calls `main()` of `std::io::Error`",
            ),
            ("a::", "a::"),
            ("a \\[b", "a \\[b"),
            (
                "[a] or [b](https://example.com) or [c](https://example.com/a b)",
                "\\[a\\] or [b](https://example.com) or \\[c\\](<https://example.com/a> b)",
            ),
        ] {
            assert_eq!(clean(written), cleaned, "of {written:?}");
        }
    }

    #[test]
    fn a_text_that_opens_and_never_closes_takes_no_time() {
        for part in [
            "[",
            "[a](",
            "[a](https://example.com",
            "<",
            "<https://a",
            "`` ` ",
        ] {
            assert!(clean(&part.repeat(100_000)).len() >= part.len() * 100_000);
        }
        let runs: String = (1..1000)
            .rev()
            .map(|ticks| "`".repeat(ticks) + " ")
            .collect();
        assert!(clean(&format!("a {runs}")).len() > runs.len());
    }
}
