//! Markdown that rustdoc and clippy take without a warning: words of code in backticks, no accidental links or tags.

use std::borrow::Cow;
use std::ops::Range;

use super::text::plain;

/// A text as a code span, whatever it holds.
pub(super) fn code(text: &str) -> String {
    let text = plain(text);
    if !text.contains('`') {
        return ["`", &*text, "`"].concat();
    }
    let longest = text
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };

    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A link, unless the address is no plain web address.
pub(super) fn link(text: &str, url: &str) -> Option<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let is_plain = url
        .chars()
        .all(|character| character.is_ascii_graphic() && !"<>()[]`\\\"|".contains(character));

    (is_web && is_plain).then(|| format!("[{text}]({url})"))
}

/// A sentence as Markdown prose: nothing in it links, opens a tag or breaks the line. What is so already stays.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (is_code, part) in spans(&plain(text)) {
        if is_code {
            out.push_str(part);
            continue;
        }
        let mut escaped = false;
        for (index, character) in part.char_indices() {
            let rest = part.get(index..).unwrap_or_default();
            let opens_link = rest.starts_with("<http://") || rest.starts_with("<https://");
            let closes_link =
                character == '>' && inside_autolink(part.get(..index).unwrap_or_default());
            if matches!(character, '[' | ']' | '<' | '>') && !escaped && !opens_link && !closes_link
            {
                out.push('\\');
            }
            escaped = character == '\\' && !escaped;
            out.push(character);
        }
    }

    with_code_marked(&link_bare_urls(&out)).into_owned()
}

/// A sentence in a cell of a table.
pub(super) fn cell(text: &str) -> String {
    text.replace("\\|", "|").replace('|', "\\|")
}

/// The text with words that look like code in backticks, as clippy asks for.
pub(super) fn with_code_marked(text: &str) -> Cow<'_, str> {
    if !may_hold_code(text) {
        return Cow::Borrowed(text.strip_suffix('\n').unwrap_or(text));
    }
    let mut fenced = false;
    let mut marked = String::with_capacity(text.len() + 16);
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            marked.push('\n');
        }
        let is_fence = line.trim_start().starts_with("```");
        fenced ^= is_fence;
        if fenced || is_fence {
            marked.push_str(line);
        } else {
            mark_words(line, &mut marked);
        }
    }

    Cow::Owned(marked)
}

/// A line cut where it is too long and where Markdown does not mind.
pub(super) fn wrap(line: &str, width: usize) -> Vec<&str> {
    let is_prose = line.starts_with(|first: char| first.is_alphabetic() || first == '`')
        && !line.starts_with("```");
    if line.len() <= width || line.chars().count() <= width || !is_prose {
        return vec![line];
    }
    let is_ascii = line.is_ascii();
    let mut lines = Vec::with_capacity(line.len() / width + 2);
    // Where the line that is being filled begins, where its last word ends, and how long it is.
    let (mut start, mut end, mut columns) = (0, 0, 0);
    let blanks = memchr::memchr_iter(b' ', line.as_bytes()).chain([line.len()]);
    let mut word_start = 0;
    for blank in blanks {
        let word = line.get(word_start..blank).unwrap_or_default();
        word_start = blank + 1;
        let length = if is_ascii {
            word.len()
        } else {
            word.chars().count()
        };
        let is_empty = start == end;
        if is_empty || columns + 1 + length <= width || !may_start_line(word) {
            if !is_empty {
                end += 1;
                columns += 1;
            }
        } else {
            lines.push(line.get(start..end).unwrap_or_default());
            (start, columns) = (end + 1, 0);
            end = start;
        }
        end += word.len();
        columns += length;
    }
    lines.push(line.get(start..end).unwrap_or_default());

    lines
}

/// A word that means the same at the start of a line as inside it.
fn may_start_line(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() || matches!(first, '`' | '(' | '"'))
        && !word.starts_with("```")
}

/// Whether a text could hold a word that looks like code: one with an underscore or several capitals, or letters that are looked at closer.
fn may_hold_code(text: &str) -> bool {
    // Nearly all texts have nothing of that, which is seen of many letters at once: no capital stands behind anything but a blank.
    let behind = text.bytes().skip(1).zip(text.bytes());
    let starts_odd = matches!(text.bytes().next(), Some(b'_' | 0x80..));
    let is_odd = behind.fold(starts_odd, |odd, (byte, before)| {
        let joins = byte.is_ascii_uppercase() && before != b' ' && before != b'\n';
        odd || byte == b'_' || !byte.is_ascii() || joins
    });
    if !is_odd {
        return false;
    }
    let mut capitals = 0;

    text.bytes().any(|byte| {
        capitals = match byte {
            b' ' | b'\n' => 0,
            b'A'..=b'Z' => capitals + 1,
            _ => capitals,
        };
        byte == b'_' || !byte.is_ascii() || capitals > 1
    })
}

fn mark_words(line: &str, out: &mut String) {
    for (is_code, part) in spans(line) {
        if is_code {
            out.push_str(part);
            continue;
        }
        let mut copied = 0;
        let mut start = 0;
        while let Some(found) = part.get(start..).and_then(first_odd_word) {
            let (from, to) = (start + found.start, start + found.end);
            let word = part.get(from..to).unwrap_or_default();
            let core = word.trim_matches(|edge: char| !edge.is_alphanumeric());
            if looks_like_code(core)
                && let Some((before, after)) = word.split_once(core)
                && !before.contains(['[', '<', '(', '\\'])
                && !after.contains(['[', '(', '>'])
            {
                out.push_str(part.get(copied..from).unwrap_or_default());
                out.extend([before, "`", core, "`", after]);
                copied = to;
            }
            start = to;
        }
        out.push_str(part.get(copied..).unwrap_or_default());
    }
}

/// Where the first word stands that could look like code.
fn first_odd_word(text: &str) -> Option<Range<usize>> {
    let (mut start, mut capitals) = (0, 0);
    let odd = text.bytes().enumerate().position(|(at, byte)| {
        match byte {
            b' ' => (start, capitals) = (at + 1, 0),
            b'A'..=b'Z' => capitals += 1,
            _ => {}
        }
        byte == b'_' || !byte.is_ascii() || capitals > 1
    })?;
    let length = text.get(odd..).unwrap_or_default().find(' ');

    Some(start..length.map_or(text.len(), |length| odd + length))
}

/// What clippy's `doc_markdown` takes for code: camel case with two humps, or an underscore inside.
fn looks_like_code(word: &str) -> bool {
    let plain = word
        .chars()
        .all(|character| character.is_alphanumeric() || character == '_');
    let upper = word
        .chars()
        .filter(|character| character.is_uppercase())
        .count();
    let lower = word
        .chars()
        .filter(|character| character.is_lowercase())
        .count();
    let singular = word.strip_suffix('s').unwrap_or(word);
    let is_acronym = singular.chars().all(|character| !character.is_lowercase());
    let is_camel = word.starts_with(char::is_uppercase) && upper > 1 && lower > 0 && !is_acronym;

    plain && (is_camel || word.trim_matches('_').contains('_'))
}

/// Cuts a line into code spans (with their backticks) and what is between.
fn spans(line: &str) -> Vec<(bool, &str)> {
    let mut parts = Vec::with_capacity(1);
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let (before, from_tick) = rest.split_at(start);
        let ticks = from_tick.len() - from_tick.trim_start_matches('`').len();
        let (fence, behind) = from_tick.split_at(ticks);
        let Some(end) = behind.find(fence) else { break };
        let (span, after) = from_tick.split_at(ticks + end + ticks);
        parts.extend([(false, before), (true, span)]);
        rest = after;
    }
    parts.push((false, rest));

    parts
}

fn inside_autolink(before: &str) -> bool {
    before
        .rsplit_once('<')
        .is_some_and(|(_, inner)| inner.starts_with("http") && !inner.contains([' ', '>']))
}

fn link_bare_urls(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let has_scheme = word.contains(':');
        let start = has_scheme
            .then(|| word.find("http://").or_else(|| word.find("https://")))
            .flatten();
        let Some((before, url)) = start.and_then(|start| word.split_at_checked(start)) else {
            out.push_str(word);
            continue;
        };
        let bare = url.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
        let after = url.get(bare.len()..).unwrap_or_default();
        if before.ends_with(['<', '(', '`']) && !before.ends_with('(')
            || bare.contains(['<', '>', '`', '\\'])
        {
            out.push_str(word);
        } else {
            out.extend([before, "<", bare, ">", after]);
        }
    }

    out
}

#[cfg(test)]
mod tests {
    use super::{code, prose, wrap};

    #[test]
    fn prose_neither_links_nor_opens_tags() {
        let cases = [
            ("a [link] and <b>", r"a \[link\] and \<b\>"),
            (r"already \[so\]", r"already \[so\]"),
            (
                "see https://example.com/a, or <https://example.com>",
                "see <https://example.com/a>, or <https://example.com>",
            ),
            ("`Vec<[u8]>` stays", "`Vec<[u8]>` stays"),
            (
                "a CamelCase and snake_case word",
                "a `CamelCase` and `snake_case` word",
            ),
            ("two\nlines", "two lines"),
        ];
        for (text, expected) in cases {
            assert_eq!(prose(text), expected);
        }
    }

    #[test]
    fn a_code_span_holds_backticks() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("`a``"), "``` `a`` ```");
    }

    #[test]
    fn wrapping_never_makes_a_list_or_a_heading() {
        assert_eq!(wrap("aaa bbb - ccc", 8), ["aaa bbb -", "ccc"]);
        assert_eq!(wrap("- aaa bbb", 4), ["- aaa bbb"]);
    }
}
