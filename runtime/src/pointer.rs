//! Finds the places that JSON Pointers (RFC 6901) name in a JSON text, in one walk and without decoding anything else.

mod reach;

use std::borrow::Cow;

pub(crate) use reach::{Reached, is_last, reach};

use crate::codec::{Fault, Kind, Reader, Strictness};
use crate::replaced::replaced;

/// So many pointers are looked for in one walk.
const AT_ONCE: usize = u64::BITS as usize;

/// The raw values at several pointers: one entry each, `None` where there is no such place. A later duplicate of a member wins.
pub(crate) fn find<'text>(
    text: &'text str,
    pointers: &[&str],
) -> Result<Vec<Option<Place<'text>>>, Fault> {
    let mut sought: Vec<_> = pointers
        .iter()
        .map(|pointer| Sought::at(Some(pointer)))
        .collect();
    seek(text, &mut sought)?;

    Ok(sought.into_iter().map(|sought| sought.place).collect())
}

/// Looks for places in a text, which must be JSON and nothing else.
pub(crate) fn seek<'text>(text: &'text str, sought: &mut [Sought<'_, 'text>]) -> Result<(), Fault> {
    let mut first = true;
    for sought in sought.chunks_mut(AT_ONCE) {
        walk(text, sought)?;
        first = false;
    }
    if first {
        walk(text, &mut [])?;
    }

    Ok(())
}

/// A place that is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Sought<'pointer, 'text> {
    pointer: Option<&'pointer str>,
    /// How much of the pointer the walk has followed.
    followed: usize,
    /// Where it is, if it is anywhere.
    pub(crate) place: Option<Place<'text>>,
}

impl<'pointer> Sought<'pointer, '_> {
    /// The place of a pointer; where there is no pointer nothing is looked for.
    pub(crate) fn at(pointer: Option<&'pointer str>) -> Self {
        Self {
            pointer,
            followed: 0,
            place: None,
        }
    }

    /// What is still to be followed.
    fn rest(&self) -> &'pointer str {
        let pointer = self.pointer.unwrap_or_default();

        pointer.get(self.followed..).unwrap_or_default()
    }

    /// Follows the pointer below a member of this name, if it leads there.
    fn enter(&mut self, name: &str) -> bool {
        let rest = self.rest();
        let Some(after) = step(rest, name) else {
            return false;
        };
        self.followed += rest.len() - after.len();
        true
    }

    /// Goes back to where it was before it entered.
    fn leave(&mut self) {
        let followed = self
            .pointer
            .and_then(|pointer| pointer.get(..self.followed));

        self.followed = followed
            .and_then(|followed| followed.rfind('/'))
            .unwrap_or_default();
    }
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

fn walk<'text>(text: &'text str, sought: &mut [Sought<'_, 'text>]) -> Result<(), Fault> {
    let all = Which::of(sought, |sought| sought.pointer.is_some());
    let mut walk = Walk {
        reader: Reader::new(text, Strictness::Tolerant),
        text,
        sought,
    };
    walk.value(all)?;

    walk.reader.end()
}

/// Some of those that are looked for, a bit for each.
#[derive(Clone, Copy)]
struct Which(u64);

impl Which {
    fn of<'pointer, 'text>(
        sought: &mut [Sought<'pointer, 'text>],
        mut is_meant: impl FnMut(&mut Sought<'pointer, 'text>) -> bool,
    ) -> Self {
        let bits = sought.iter_mut().enumerate();

        Self(bits.fold(0, |bits, (index, sought)| {
            bits | u64::from(is_meant(sought)) << index
        }))
    }

    fn is_nobody(self) -> bool {
        self.0 == 0
    }

    fn has(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }
}

struct Walk<'walk, 'pointer, 'text> {
    reader: Reader<'text>,
    text: &'text str,
    sought: &'walk mut [Sought<'pointer, 'text>],
}

impl<'pointer, 'text> Walk<'_, 'pointer, 'text> {
    /// Passes one value. The pointers' lengths bound the recursion, and the reader's depth does.
    fn value(&mut self, wanted: Which) -> Result<(), Fault> {
        if wanted.is_nobody() {
            return self.reader.skip();
        }
        let mut deeper = 0;
        for (index, sought) in self.each(wanted) {
            sought.place = None;
            deeper |= u64::from(!sought.rest().is_empty()) << index;
        }
        let deeper = Which(deeper);
        let kind = self.reader.kind()?;
        let start = self.reader.position();

        match kind {
            Kind::Object if !deeper.is_nobody() => self.object(deeper)?,
            Kind::List if !deeper.is_nobody() => self.list(deeper)?,
            _ => self.reader.skip()?,
        }

        let raw = self.text.get(start..self.reader.position());
        for (_, sought) in self.each(Which(wanted.0 & !deeper.0)) {
            sought.place = raw.map(|raw| Place { offset: start, raw });
        }
        Ok(())
    }

    fn object(&mut self, wanted: Which) -> Result<(), Fault> {
        let mut first = true;
        self.reader.begin_object()?;
        while let Some(name) = self.reader.key(&mut first)? {
            self.below(wanted, &name)?;
        }
        Ok(())
    }

    fn list(&mut self, wanted: Which) -> Result<(), Fault> {
        let mut first = true;
        let mut position = 0_usize;
        self.reader.begin_list()?;
        while self.reader.element(&mut first)? {
            self.below(wanted, itoa::Buffer::new().format(position))?;
            position += 1;
        }
        Ok(())
    }

    /// Passes the value of a member, with the pointers that go on below it.
    fn below(&mut self, wanted: Which, name: &str) -> Result<(), Fault> {
        let mut entered = 0;
        for (index, sought) in self.each(wanted) {
            entered |= u64::from(sought.enter(name)) << index;
        }
        self.value(Which(entered))?;
        self.each(Which(entered))
            .for_each(|(_, sought)| sought.leave());

        Ok(())
    }

    fn each(
        &mut self,
        which: Which,
    ) -> impl Iterator<Item = (usize, &mut Sought<'pointer, 'text>)> {
        let each = self.sought.iter_mut().enumerate();

        each.filter(move |(index, _)| which.has(*index))
    }
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
        Cow::Owned(replaced(&replaced(token, "~1", "/"), "~0", "~"))
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
    fn any_number_of_places_is_found() {
        let text = format!("[{}]", ["7"; 200].join(","));
        let pointers: Vec<String> = (0..201).map(|index| format!("/{index}")).collect();
        let pointers: Vec<&str> = pointers.iter().map(String::as_str).collect();
        let found = find(&text, &pointers).unwrap();

        assert_eq!(found.iter().flatten().count(), 200);
        assert!(found.last().unwrap().is_none());
    }

    #[test]
    fn a_text_that_is_no_json_is_a_fault() {
        for text in ["", "{", "{\"a\":1} x", "<html>", &"[".repeat(100_000)] {
            assert!(find(text, &["/a"]).is_err(), "{text:.20}");
        }
    }
}
