//! Entries of a map that stand among the members of an object.

use super::Reader;

/// The next value is one entry of a map, not a whole object.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: Box<str>,
    /// Where the object begins.
    pub(crate) object: usize,
}

impl Reader<'_> {
    /// The next value is an entry of a map, under this name.
    pub(crate) fn name_entry(&mut self, name: &str, object: usize) {
        self.entry = Some(Entry {
            name: name.into(),
            object,
        });
    }

    /// The entry that comes next; nothing where a whole object comes.
    pub(crate) fn take_entry(&mut self) -> Option<Entry> {
        self.entry.take()
    }
}
