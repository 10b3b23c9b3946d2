//! The name lock: a file beside the spec that records which names are exceptions to the naming rules, and thereby keeps them.
//!
//! A Rust name is a pure function of its place in the spec. Where two places would come to one name they are qualified, and that
//! depends on what else the spec holds; so such a name is recorded. The rule:
//!
//! - an entry wins over the naming rules; a `rust-name` in the spec wins over an entry, which is then dropped;
//! - check yields the lock as it should be: an entry for every name that was qualified because of a collision, and every entry that was
//!   given, while its place exists; `regen` writes it, `regen --check` fails where it would change;
//! - a name that an entry gave takes no part in a collision: the others are qualified or reported.
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
//! tag Visits: visits                                          # a resource
//! ```

use std::collections::BTreeMap;

use thiserror::Error;

use super::usage::Variant;

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
        let entries: Option<BTreeMap<String, String>> = serde_yaml::from_str(text)?;

        Ok(Self {
            entries: entries.unwrap_or_default(),
        })
    }

    /// The text of the lock file; empty where there is nothing to record.
    pub fn to_text(&self) -> Result<String, LockError> {
        if self.entries.is_empty() {
            return Ok(String::new());
        }
        let entries = serde_yaml::to_string(&self.entries)?;

        Ok(format!(
            "# Names that are exceptions to the naming rules. `brogue generate` and `regen` keep this file.\n{entries}"
        ))
    }

    /// The name recorded for a place.
    pub fn get(&self, place: &str) -> Option<&str> {
        self.entries.get(place).map(String::as_str)
    }

    /// Records the name of a place.
    pub fn set(&mut self, place: impl Into<String>, name: impl Into<String>) {
        self.entries.insert(place.into(), name.into());
    }
}

/// How the lock writes the place of a type.
pub(super) fn type_place(pointer: &str, at_property: bool, variant: Variant) -> String {
    match (variant, at_property) {
        (Variant::Plain, false) => pointer.to_owned(),
        (Variant::Plain, true) => format!("{pointer} (type)"),
        (Variant::Input, _) => format!("{pointer} (input)"),
        (Variant::Update, _) => format!("{pointer} (update)"),
    }
}
