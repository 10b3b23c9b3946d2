//! Entries of the lock as lines of YAML. Large documents have thousands, so what was written here is read here, too, line by line; whatever
//! else YAML can say is left to its parser.

use std::collections::BTreeMap;

/// Words that YAML takes for something else than a text.
const WORDS: &[&str] = &[
    "false", "inf", "n", "nan", "no", "null", "off", "on", "true", "y", "yes",
];

/// The longest text that YAML takes as a key on one line, less a margin.
const LONGEST_KEY: usize = 1000;

/// The lines of the entries.
pub(super) fn text(entries: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for (place, name) in entries {
        let start = text.len();
        write(place, &mut text);
        if text.len() - start > LONGEST_KEY {
            text.insert_str(start, "? ");
            text.push('\n');
        }
        text.push_str(": ");
        write(name, &mut text);
        text.push('\n');
    }

    text
}

/// The entries of such lines; `None` where there is anything else.
pub(super) fn read(text: &str) -> Option<BTreeMap<String, String>> {
    let mut entries = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (place, rest) = if let Some(quoted) = line.strip_prefix('\'') {
            unquoted(quoted)?
        } else {
            let end = line.find(": ")?;
            (line.get(..end)?.to_owned(), line.get(end..)?)
        };
        let name = rest.strip_prefix(": ")?;
        let name = match name.strip_prefix('\'') {
            Some(quoted) => unquoted(quoted).filter(|(_, behind)| behind.is_empty())?.0,
            None => Some(name).filter(|name| is_plain(name))?.to_owned(),
        };
        let is_ours = line.starts_with('\'') || is_plain(&place);
        if !is_ours || entries.insert(place, name).is_some() {
            return None;
        }
    }

    Some(entries)
}

/// A text behind its first quote, and what is behind its last.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('\'')?;
        out.push_str(before);
        match after.strip_prefix('\'') {
            Some(after) => {
                out.push('\'');
                rest = after;
            }
            None => return Some((out, after)),
        }
    }
}

/// Writes a text as a scalar.
fn write(text: &str, out: &mut String) {
    let is_shown =
        |letter: char| letter == ' ' || letter.is_ascii_graphic() || letter.is_alphanumeric();
    if is_plain(text) {
        return out.push_str(text);
    }
    let is_ascii = |all, byte: u8| all & matches!(byte, b' '..=b'~');
    if text.bytes().fold(true, is_ascii) || text.chars().all(is_shown) {
        out.push('\'');
        for (index, piece) in text.split('\'').enumerate() {
            out.push_str(if index > 0 { "''" } else { "" });
            out.push_str(piece);
        }
        return out.push('\'');
    }
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            _ if is_shown(letter) => out.push(letter),
            _ => out.extend(["\\U", &format!("{:08x}", u32::from(letter))]),
        }
    }
    out.push('"');
}

/// Whether YAML takes it for a text as it stands.
fn is_plain(text: &str) -> bool {
    let is_harmless = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b' ' | b'_' | b'/' | b'{' | b'}' | b'.' | b'=' | b'-')
    };

    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.bytes().all(is_harmless)
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}
