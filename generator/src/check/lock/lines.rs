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
        let (place, name) = (scalar(place), scalar(name));
        let (mark, separator) = if place.len() > LONGEST_KEY {
            ("? ", "\n: ")
        } else {
            ("", ": ")
        };
        text.extend([mark, &place, separator, &name, "\n"]);
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

fn scalar(text: &str) -> String {
    let is_shown =
        |letter: char| letter == ' ' || letter.is_ascii_graphic() || letter.is_alphanumeric();
    if is_plain(text) {
        return text.to_owned();
    }
    if text.chars().all(is_shown) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            _ if is_shown(letter) => out.push(letter),
            _ => out.extend(["\\U", &format!("{:08x}", u32::from(letter))]),
        }
    }
    out.push('"');

    out
}

/// Whether YAML takes it for a text as it stands.
fn is_plain(text: &str) -> bool {
    let is_harmless = |letter: char| letter.is_ascii_alphanumeric() || " _/{}.=-".contains(letter);

    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(is_harmless)
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}
