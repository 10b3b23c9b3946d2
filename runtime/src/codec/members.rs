//! Members that the spec does not know, kept as they came.

use std::collections::HashMap;
use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Shape, Strictness, decode};

/// Members of an object that have no field, with their raw JSON, so that no digit is lost; and which optional members were null.
///
/// They are written back when the object is sent. By way of serde's traits, `serde_json` reads every digit, too; other formats, and
/// whatever is serialized, have numbers as serde has them.
///
/// # Examples
///
/// ```
/// use brogue_runtime::codec::Members;
///
/// let mut members = Members::new();
/// members.insert("colour", "red");
/// assert_eq!(members.get("colour").unwrap(), "red");
/// ```
#[derive(Clone, Default)]
pub struct Members {
    entries: Vec<(Box<str>, Box<str>)>,
    nulls: Nulls,
}

/// Positions of members that were null; models of up to 64 members need no allocation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Nulls {
    first: u64,
    #[expect(
        clippy::box_collection,
        reason = "wide models are rare, and every object carries this"
    )]
    others: Option<Box<Vec<u64>>>,
}

impl Members {
    /// No members.
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
            nulls: Nulls {
                first: 0,
                others: None,
            },
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The value of a member, parsed.
    pub fn get(&self, name: &str) -> Option<Value> {
        self.raw(name).and_then(parsed)
    }

    /// The value of a member, as a type of the caller's own; `None` also where it does not fit.
    pub fn get_as<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        self.raw(name)
            .and_then(|raw| serde_json::from_str(raw).ok())
    }

    /// The JSON text of a member, as it came.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.entries
            .iter()
            .find(|(known, _)| **known == *name)
            .map(|(_, raw)| &**raw)
    }

    /// The names and JSON texts, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(name, raw)| (&**name, &**raw))
    }

    /// Sets a member.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.set_raw(&name.into(), &value.into().to_string());
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let position = self
            .entries
            .iter()
            .position(|(known, _)| **known == *name)?;
        let (_, raw) = self.entries.remove(position);

        parsed(&raw)
    }

    fn set_raw(&mut self, name: &str, raw: &str) {
        match self.entries.iter_mut().find(|(known, _)| **known == *name) {
            Some(entry) => entry.1 = raw.into(),
            None => self.push(name, raw),
        }
    }

    /// Appends a member without looking for its name; [`settle`](Self::settle) looks once for all.
    pub(crate) fn push(&mut self, name: &str, raw: &str) {
        self.entries.push((name.into(), raw.into()));
    }

    /// Takes out the last member of this name, which was appended not long ago.
    pub(crate) fn take_back(&mut self, name: &str) {
        if let Some(position) = self.entries.iter().rposition(|(known, _)| **known == *name) {
            self.entries.remove(position);
        }
    }

    /// Keeps the last of members with one name; the names that came more than once are returned.
    pub(crate) fn settle(&mut self) -> Vec<Box<str>> {
        if self.entries.len() < 2 {
            return Vec::new();
        }
        let mut last = HashMap::with_capacity(self.entries.len());
        for (position, (name, _)) in self.entries.iter().enumerate() {
            last.insert(name.clone(), position);
        }
        let mut repeated = Vec::new();
        if last.len() < self.entries.len() {
            let mut position = 0;
            self.entries.retain(|(name, _)| {
                let kept = last.get(name) == Some(&position);
                position += 1;
                if !kept {
                    repeated.push(name.clone());
                }
                kept
            });
        }
        repeated
    }

    pub(crate) fn note_null(&mut self, member: usize) {
        self.nulls.set(member);
    }

    pub(crate) fn forget_null(&mut self, member: usize) {
        self.nulls.clear(member);
    }

    /// Whether any member was null.
    pub(crate) fn has_nulls(&self) -> bool {
        self.nulls.first != 0 || self.nulls.others.is_some()
    }

    pub(crate) fn was_null(&self, member: usize) -> bool {
        self.nulls.has(member)
    }
}

/// The value of a JSON text that was kept.
fn parsed(raw: &str) -> Option<Value> {
    decode(raw, &Shape::PLAIN, Strictness::Tolerant)
        .ok()
        .map(|read| read.value)
}

impl Nulls {
    fn word(&mut self, member: usize) -> &mut u64 {
        let Some(index) = (member / 64).checked_sub(1) else {
            return &mut self.first;
        };
        let others = self.others.get_or_insert_default();
        if others.len() <= index {
            others.resize(index + 1, 0);
        }
        // The vector was just made long enough; the first word stands in where that were not so.
        others.get_mut(index).unwrap_or(&mut self.first)
    }

    fn set(&mut self, member: usize) {
        *self.word(member) |= 1 << (member % 64);
    }

    fn clear(&mut self, member: usize) {
        if self.has(member) {
            *self.word(member) &= !(1 << (member % 64));
        }
    }

    fn has(&self, member: usize) -> bool {
        let word = match (member / 64).checked_sub(1) {
            None => self.first,
            Some(index) => self
                .others
                .as_ref()
                .and_then(|others| others.get(index))
                .copied()
                .unwrap_or_default(),
        };

        word >> (member % 64) & 1 == 1
    }
}

impl PartialEq for Members {
    /// Members are equal where their values are, however they are written.
    fn eq(&self, other: &Self) -> bool {
        let same = |left: &str, right: &str| {
            left == right || parsed(left).is_some_and(|left| parsed(right).as_ref() == Some(&left))
        };

        if self.nulls != other.nulls || self.entries.len() != other.entries.len() {
            return false;
        }
        let in_order = || self.iter().zip(other.iter());
        if in_order().all(|((name, _), (their_name, _))| name == their_name) {
            return in_order().all(|((_, raw), (_, theirs))| same(raw, theirs));
        }
        let others: HashMap<&str, &str> = other.iter().collect();

        self.iter()
            .all(|(name, raw)| others.get(name).is_some_and(|theirs| same(raw, theirs)))
    }
}

impl fmt::Debug for Members {
    /// Only names: nobody has said which of the values are secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_set()
            .entries(self.iter().map(|(name, _)| name))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Members;

    #[test]
    fn the_last_of_repeated_members_stays() {
        let mut members = Members::new();
        for (name, raw) in [("a", "1"), ("b", "2"), ("a", "3")] {
            members.push(name, raw);
        }

        assert_eq!(members.settle(), ["a".into()]);
        assert_eq!(members.iter().collect::<Vec<_>>(), [("b", "2"), ("a", "3")]);
    }

    #[test]
    fn nulls_of_wide_models_are_told_apart() {
        let mut members = Members::new();
        members.note_null(3);
        members.note_null(130);

        assert!(
            members.was_null(3)
                && members.was_null(130)
                && !members.was_null(66)
                && !members.was_null(131)
        );
        members.forget_null(130);
        assert!(!members.was_null(130));
    }
}
