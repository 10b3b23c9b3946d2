//! Drift from the spec, as values; and the way from an offset in a text to its path.

use std::borrow::Cow;
use std::fmt;
use std::fmt::Write as _;

use super::Strictness;
use super::reader::{Fault, Reader};

/// Stands for what must not be shown.
pub(crate) const REDACTED: &str = "[redacted]";

/// Excerpts of a body, and names in a path, are cut to so many characters.
const EXCERPT: usize = 80;

/// A place where an answer differs from the spec, and was taken all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where, such as `data[3].lat`.
    pub path: String,
    /// What the spec says.
    pub expected: String,
    /// What is there, cut short; `[redacted]` where the member is sensitive.
    pub seen: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}`: expected {}, found {}",
            self.path, self.expected, self.seen
        )
    }
}

/// A finding whose path is not known yet: finding paths costs a scan, and is done once for all of them.
#[derive(Debug)]
pub(crate) struct Noted {
    offset: usize,
    name: Option<Box<str>>,
    expected: Cow<'static, str>,
    seen: String,
}

impl Noted {
    pub(crate) fn new(fault: Fault, text: &str) -> Self {
        let offset = fault.offset();
        let (name, expected, seen) = fault.into_unplaced(text);

        Self {
            offset,
            name,
            expected,
            seen,
        }
    }

    pub(crate) fn redact(&mut self) {
        REDACTED.clone_into(&mut self.seen);
    }

    /// Gives all of them their paths in one scan of the text.
    pub(crate) fn resolve(noted: Vec<Self>, text: &str) -> Vec<Finding> {
        if noted.is_empty() {
            return Vec::new();
        }
        let noted = in_order(noted);
        let offsets: Vec<usize> = noted.iter().map(|noted| noted.offset).collect();

        noted
            .into_iter()
            .zip(paths_of(text, &offsets))
            .map(|(noted, mut path)| {
                if let Some(name) = &noted.name {
                    push_name(&mut path, name);
                }
                Finding {
                    path,
                    expected: noted.expected.into_owned(),
                    seen: noted.seen,
                }
            })
            .collect()
    }
}

/// As they stand in the text. They are few and nearly in order, for which a sort of the standard library would be a lot of code.
fn in_order(all: Vec<Noted>) -> Vec<Noted> {
    let mut ordered: Vec<Noted> = Vec::with_capacity(all.len());
    for noted in all {
        let before = ordered
            .iter()
            .rposition(|other| other.offset <= noted.offset);
        ordered.insert(before.map_or(0, |place| place + 1), noted);
    }

    ordered
}

/// Appends a member's name to a path.
pub(crate) fn push_name(path: &mut String, name: &str) {
    let plain = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    // A long name in the path of many findings would take more memory than the text.
    if let Some((end, _)) = name.char_indices().nth(EXCERPT) {
        let start = name.get(..end).unwrap_or_default();
        let _ = write!(path, "[\"{}…\"]", crate::excerpt::escaped(start));
        return;
    }
    if !plain {
        let _ = write!(path, "[{name:?}]");
        return;
    }
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

/// The start of what stands at an offset, on one line.
pub(crate) fn excerpt_at(text: &str, offset: usize) -> String {
    let mut reader = Reader::new(text, Strictness::Tolerant);
    reader.rewind(offset);
    let whole = reader
        .raw()
        .unwrap_or_else(|_| text.get(offset..).unwrap_or_default());
    if whole.is_empty() {
        return "the end of the text".to_owned();
    }
    let mut excerpt: String = whole
        .chars()
        .take(EXCERPT)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if excerpt.len() < whole.len() {
        excerpt.push('…');
    }

    format!("`{excerpt}`")
}

/// The word or character at an offset where the text is no JSON. No more of it: what follows may be a secret.
pub(crate) fn token_at(text: &str, offset: usize) -> String {
    let rest = text.get(offset..).unwrap_or_default();
    let word = rest
        .bytes()
        .take(10)
        .take_while(u8::is_ascii_alphabetic)
        .count();
    let token = match rest.chars().next() {
        None => return "the end of the text".to_owned(),
        Some(letter) if letter.is_control() => return "a control character".to_owned(),
        Some(letter) => rest.get(..word.max(letter.len_utf8())).unwrap_or_default(),
    };
    let goes_on = |next: char| !next.is_whitespace() && !matches!(next, ',' | ':' | ']' | '}');
    let after = rest.get(token.len()..).and_then(|rest| rest.chars().next());
    let mark = if word > 0 && after.is_some_and(goes_on) {
        "…"
    } else {
        ""
    };

    format!("`{token}{mark}`")
}

/// The path of the value at an offset.
pub(crate) fn path_of(text: &str, offset: usize) -> String {
    paths_of(text, &[offset]).pop().unwrap_or_default()
}

/// The paths of values at ascending offsets, in one scan. An offset that is not the start of a value gets the path of what holds it.
pub(crate) fn paths_of(text: &str, offsets: &[usize]) -> Vec<String> {
    let mut scan = Scan {
        reader: Reader::new(text, Strictness::Tolerant),
        offsets,
        paths: Vec::new(),
        path: String::new(),
    };
    let _ = scan.value();
    scan.paths.resize(offsets.len(), scan.path);

    scan.paths
}

struct Scan<'text, 'offsets> {
    reader: Reader<'text>,
    offsets: &'offsets [usize],
    paths: Vec<String>,
    path: String,
}

impl Scan<'_, '_> {
    /// Records paths up to the reader's place. The reader's own bound on depth bounds the recursion.
    fn value(&mut self) -> Result<(), Fault> {
        let first = self.reader.next_byte();
        while self
            .offsets
            .get(self.paths.len())
            .is_some_and(|offset| *offset <= self.reader.position())
        {
            self.paths.push(self.path.clone());
        }
        if self.paths.len() == self.offsets.len() {
            return Ok(());
        }
        let outer = self.path.len();
        let mut at_first = true;
        match first {
            Some(b'{') => {
                self.reader.begin_object()?;
                while let Some(name) = self.reader.key(&mut at_first)? {
                    push_name(&mut self.path, &name);
                    self.value()?;
                    if self.paths.len() == self.offsets.len() {
                        return Ok(());
                    }
                    self.path.truncate(outer);
                }
            }
            Some(b'[') => {
                self.reader.begin_list()?;
                let mut index = 0_usize;
                while self.reader.element(&mut at_first)? {
                    let _ = write!(self.path, "[{index}]");
                    self.value()?;
                    if self.paths.len() == self.offsets.len() {
                        return Ok(());
                    }
                    self.path.truncate(outer);
                    index += 1;
                }
            }
            _ => self.reader.skip()?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{path_of, paths_of};

    #[test]
    fn a_path_leads_to_the_value_at_an_offset() {
        let text =
            r#"{"meta": {"next start": 1}, "data": [ {"lat": 1}, {"lat": "x", "": [[2]]} ]}"#;
        let place = |part: &str| text.find(part).unwrap();

        assert_eq!(path_of(text, 0), "");
        assert_eq!(path_of(text, place("1}, \"data")), "meta[\"next start\"]");
        assert_eq!(
            paths_of(text, &[place("[ {"), place("\"x\""), place("2]]")]),
            ["data", "data[1].lat", "data[1][\"\"][0][0]"]
        );
    }

    #[test]
    fn a_text_that_breaks_off_gives_the_path_so_far() {
        assert_eq!(path_of(r#"{"a": [1, {"b": nul"#, 16), "a[1].b");
        assert_eq!(path_of("", 0), "");
    }

    #[test]
    fn a_long_name_is_cut_in_a_path() {
        let text = format!("{{\"{}\": [1]}}", "é".repeat(1_000_000));
        let path = path_of(&text, text.len() - 3);

        assert!(path.ends_with("é…\"][0]") && path.len() < 200, "{path}");
    }
}
