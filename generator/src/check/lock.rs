//! The name lock: a file beside the spec that records which names are exceptions to the naming rules, and thereby keeps them.
//!
//! A name that the naming rules give depends on what else there is: another place may come to the same name, and one of them has to make
//! way. So that names do not move when a document grows, the lock records every name that could. The rule:
//!
//! - an entry wins over the naming rules; a `rust-name` in the spec wins over an entry, which is then dropped;
//! - check yields the lock as it should be: an entry for every name that is not spelled in Rust as it is on the wire (which gives way to
//!   nobody), as long as its place exists; `regen` writes it, `regen --check` fails where it would change;
//! - of a strict document only names are recorded that could move without a word: where two members, calls or schemas come to one name, its
//!   author is asked, and nothing moves;
//! - entries are sorted, one a line, so that two branches that add to a document add lines.
//!
//! Places are written as people write them:
//!
//! ```yaml
//! GET /visits/{ID}: get                                       # a method
//! GET /visits query docNo: doc_no                             # a parameter
//! '#/components/schemas/Visit': Visit                         # a type
//! '#/components/schemas/Visit/properties/docNo': doc_no       # a member
//! '#/components/schemas/Visit/properties/geo (type)': VisitGeo  # the type of a member that is written in place
//! '#/components/schemas/Kind = call-out': CallOut             # a value of an enum
//! type ListVisits.state: ListVisitsState                      # a type that stands in a list: of parameters, or of cases
//! tag client: client_resource                                 # a resource
//! ```

mod lines;

use std::collections::BTreeMap;

use memchr::memchr_iter;
use thiserror::Error;

use super::usage::Variant;
use super::uses::Use;

/// Names by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameLock {
    entries: BTreeMap<String, String>,
}

/// A lock file that cannot be read.
#[derive(Debug, Error)]
#[error("the name lock is not a mapping from place to name: {0}")]
pub struct LockError(#[from] serde_yaml::Error);

impl NameLock {
    /// Reads the text of a lock file; an empty text is an empty lock.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        if let Some(entries) = lines::read(text) {
            return Ok(Self { entries });
        }
        // Somebody has edited it.
        let entries: Option<BTreeMap<String, String>> = serde_yaml::from_str(text)?;

        Ok(Self {
            entries: entries.unwrap_or_default(),
        })
    }

    /// The text of the lock file, YAML with one entry a line; empty where there is nothing to record.
    pub fn to_text(&self) -> String {
        if self.entries.is_empty() {
            return String::new();
        }

        format!(
            "# Names that have to stay as they are. `brogue generate` and `regen` keep this file.\n{}",
            lines::text(&self.entries)
        )
    }

    /// Whether no name is recorded.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The name recorded for a place.
    pub fn get(&self, place: &str) -> Option<&str> {
        self.entries.get(place).map(String::as_str)
    }

    /// All places with their names, in the order of the places.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let entries = self.entries.iter();

        entries.map(|(place, name)| (place.as_str(), name.as_str()))
    }

    /// Records the name of a place.
    pub fn set(&mut self, place: impl Into<String>, name: impl Into<String>) {
        self.entries.insert(place.into(), name.into());
    }
}

/// How the lock writes the place of a type.
pub(super) fn type_place(used: &Use<'_>, variant: Variant) -> String {
    let place = steady_place(used);

    match (variant, used.place.is_property()) {
        (Variant::Plain, false) => place,
        // The place itself is that of the member.
        (Variant::Plain, true) => format!("{place} (type)"),
        (Variant::Input, _) => format!("{place} (input)"),
        (Variant::Update, _) => format!("{place} (update)"),
    }
}

/// The pointer of a schema, as long as it stays when others come before it: what stands in a list is called by what it is to its owner.
pub(super) fn steady_place(used: &Use<'_>) -> String {
    let pointer = used.target.pointer.as_str();
    // The ends of the keywords below, and a number behind: most schemas do not stand in a list.
    let may_be_listed = |end: &[u8]| matches!(end, [b'O', b'f', b'/', digit] | [b'r' | b'm', b's', b'/', digit] if digit.is_ascii_digit());
    let bytes = pointer.as_bytes();
    let is_number = |slash| bytes.get(slash + 1).is_some_and(u8::is_ascii_digit);
    if !memchr_iter(b'/', bytes).any(is_number) || !bytes.windows(4).any(may_be_listed) {
        return pointer.to_owned();
    }
    let mut place = String::with_capacity(pointer.len());
    let mut pieces = pointer.split('/').peekable();
    while let Some(piece) = pieces.next() {
        if !place.is_empty() {
            place.push('/');
        }
        place.push_str(piece);
        let is_index =
            |next: &&str| !next.is_empty() && next.bytes().all(|byte| byte.is_ascii_digit());
        match piece {
            // The members of all branches are members of one object.
            "allOf" => {
                pieces.next_if(is_index);
            }
            "anyOf" | "oneOf" | "parameters" | "prefixItems"
                if pieces.peek().is_some_and(is_index) =>
            {
                return format!("type {}", used.place.path());
            }
            _ => {}
        }
    }

    place
}
