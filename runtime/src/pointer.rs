//! Finds the places that JSON Pointers (RFC 6901) name in a JSON text, in one walk and without decoding anything else.

use std::borrow::Cow;

use crate::codec::{Fault, Kind, Reader, Strictness};

/// The raw values at several pointers: one entry each, `None` where there is no such place. A later duplicate of a member wins.
pub(crate) fn find<'text>(
    text: &'text str,
    pointers: &[&str],
) -> Result<Vec<Option<Place<'text>>>, Fault> {
    let mut walk = Walk {
        reader: Reader::new(text, Strictness::Tolerant),
        text,
        found: vec![None; pointers.len()],
    };
    let wanted = pointers.iter().copied().enumerate().collect();
    walk.value(wanted)?;
    walk.reader.end()?;

    Ok(walk.found)
}

/// A value in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place<'text> {
    /// Its offset in the whole text.
    pub(crate) offset: usize,
    /// Its own text.
    pub(crate) raw: &'text str,
}

impl Place<'_> {
    /// The value as one line of text: the content of a string, the digits of a number. `None` for null and what holds others.
    pub(crate) fn scalar(&self) -> Option<String> {
        let mut reader = Reader::new(self.raw, Strictness::Tolerant);

        match reader.kind().ok()? {
            Kind::Text => reader.text().ok().map(Cow::into_owned),
            Kind::Number | Kind::Boolean => Some(self.raw.to_owned()),
            Kind::Null | Kind::Object | Kind::List => None,
        }
    }

    /// The value as a count, also where it is a text of digits.
    pub(crate) fn count(&self) -> Option<u64> {
        self.scalar()?.trim().parse().ok()
    }

    /// Whether it says anything: not null, false, 0, nor empty.
    pub(crate) fn is_set(&self) -> bool {
        let inside = self.raw.get(1..self.raw.len().saturating_sub(1));

        match self.raw.as_bytes().first() {
            Some(b'{' | b'[' | b'"') => inside.is_some_and(|inside| !inside.trim().is_empty()),
            Some(b'n' | b'f') | None => false,
            _ => self.raw != "0",
        }
    }

    /// Whether it is null.
    pub(crate) fn is_null(&self) -> bool {
        self.raw == "null"
    }

    /// Whether it is a list of nothing.
    pub(crate) fn is_empty_list(&self) -> bool {
        self.raw.starts_with('[') && !self.is_set()
    }
}

struct Walk<'text> {
    reader: Reader<'text>,
    text: &'text str,
    found: Vec<Option<Place<'text>>>,
}

impl<'text> Walk<'text> {
    /// Passes one value. The pointers' lengths bound the recursion, and the reader's depth does.
    fn value(&mut self, wanted: Vec<(usize, &str)>) -> Result<(), Fault> {
        for (index, _) in &wanted {
            self.set(*index, None);
        }
        let (here, deeper): (Vec<_>, Vec<_>) =
            wanted.into_iter().partition(|(_, rest)| rest.is_empty());
        let kind = self.reader.kind()?;
        let start = self.reader.position();

        match kind {
            Kind::Object if !deeper.is_empty() => self.object(&deeper)?,
            Kind::List if !deeper.is_empty() => self.list(&deeper)?,
            _ => self.reader.skip()?,
        }

        let raw = self.text.get(start..self.reader.position());
        for (index, _) in here {
            self.set(index, raw.map(|raw| Place { offset: start, raw }));
        }
        Ok(())
    }

    fn object(&mut self, wanted: &[(usize, &str)]) -> Result<(), Fault> {
        let mut first = true;
        self.reader.begin_object()?;
        while let Some(name) = self.reader.key(&mut first)? {
            self.value(below(wanted, &name))?;
        }
        Ok(())
    }

    fn list(&mut self, wanted: &[(usize, &str)]) -> Result<(), Fault> {
        let mut first = true;
        let mut position = 0_usize;
        self.reader.begin_list()?;
        while self.reader.element(&mut first)? {
            self.value(below(wanted, itoa::Buffer::new().format(position)))?;
            position += 1;
        }
        Ok(())
    }

    fn set(&mut self, index: usize, place: Option<Place<'text>>) {
        if let Some(slot) = self.found.get_mut(index) {
            *slot = place;
        }
    }
}

/// The pointers that go on below a member of this name.
fn below<'pointer>(wanted: &[(usize, &'pointer str)], name: &str) -> Vec<(usize, &'pointer str)> {
    wanted
        .iter()
        .filter_map(|(index, pointer)| Some((*index, step(pointer, name)?)))
        .collect()
}

/// What is left of a pointer below a member of this name; `None` where it leads elsewhere.
pub(crate) fn step<'pointer>(pointer: &'pointer str, name: &str) -> Option<&'pointer str> {
    let pointer = pointer.strip_prefix('/').unwrap_or(pointer);
    let end = pointer.find('/').unwrap_or(pointer.len());
    let (token, rest) = pointer.split_at_checked(end)?;

    (unescape(token) == name).then_some(rest)
}

/// A token of a pointer as the name it stands for.
pub(crate) fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    fn raw(text: &str, pointer: &str) -> Option<String> {
        find(text, &[pointer])
            .unwrap()
            .pop()
            .unwrap()
            .map(|place| place.raw.to_owned())
    }

    #[test]
    fn a_pointer_finds_its_value_and_nothing_else() {
        let text = r#" {"a": {"b/c": [10, {"~": "x"}], "": 1}, "d": null, "a2": 5, "d": 2 } "#;

        for (pointer, value) in [
            ("/a/b~1c/1/~0", Some("\"x\"")),
            ("/a/b~1c/0", Some("10")),
            ("/a/", Some("1")),
            ("/d", Some("2")),
            ("/a/b~1c/2", None),
            ("/a/b", None),
            ("/d/x", None),
            ("/missing/deep", None),
        ] {
            assert_eq!(raw(text, pointer).as_deref(), value, "{pointer}");
        }
        assert_eq!(raw(" [1] ", "").as_deref(), Some("[1]"));
        assert_eq!(raw(r#"{"a": {"b": 1}, "a": 2}"#, "/a/b"), None);
    }

    #[test]
    fn one_walk_finds_a_value_and_what_is_inside_it() {
        let found = find(r#"{"a": {"b": 1}}"#, &["/a", "/a/b", ""]).unwrap();
        let raw: Vec<_> = found.iter().map(|place| place.unwrap().raw).collect();

        assert_eq!(raw, [r#"{"b": 1}"#, "1", r#"{"a": {"b": 1}}"#]);
    }

    #[test]
    fn what_is_empty_is_not_set() {
        for (text, set) in [
            ("null", false),
            ("false", false),
            ("0", false),
            ("\"\"", false),
            ("[ ]", false),
            ("{}", false),
            ("true", true),
            ("-1", true),
            ("\"no\"", true),
            ("[0]", true),
            (r#"{"a":0}"#, true),
        ] {
            let place = find(text, &[""]).unwrap().pop().unwrap().unwrap();

            assert_eq!(place.is_set(), set, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_no_json_is_a_fault() {
        for text in ["", "{", "{\"a\":1} x", "<html>", &"[".repeat(100_000)] {
            assert!(find(text, &["/a"]).is_err(), "{text:.20}");
        }
    }
}
