//! The records of a running vendor, for tests: to look at, and to change behind the API's back.

use serde_json::Value;

use crate::behave::{Making, Setting, Whose, insert};
use crate::store::{Row, key_text};
use crate::world::{World, lock};

/// Why records cannot be had or kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordsError {
    /// The vendor has no such collection.
    #[error("there are no `{name}`; there are {}", .known.join(", "))]
    UnknownCollection {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A record is an object.
    #[error("a record is an object, not {0}")]
    NoObject(Value),
    /// The vendor does not take it.
    #[error("{0}")]
    Refused(String),
}

/// The records of one collection, from [`Simulator::records`](crate::Simulator::records).
///
/// What is done here is no call: it is in no log, counts against no quota, and no webhook tells of it. Collections below an owner
/// (`/clients/{id}/notes`) show the records of all owners.
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    world: &'a World,
    index: usize,
}

impl<'a> Records<'a> {
    pub(crate) fn of(world: &'a World, name: &str) -> Result<Self, RecordsError> {
        let plan = &world.vendor.plan;
        match plan.named(name) {
            Some(index) => Ok(Self { world, index }),
            None => Err(RecordsError::UnknownCollection {
                name: name.to_owned(),
                known: names(world),
            }),
        }
    }

    /// All records, in the order in which they were made.
    pub fn all(&self) -> Vec<Value> {
        let store = lock(&self.world.store);
        let rows = store.shelf(self.index).into_iter();

        rows.flat_map(|shelf| shelf.rows().map(|(_, row)| value(row)))
            .collect()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        let store = lock(&self.world.store);

        store.shelf(self.index).map_or(0, crate::store::Shelf::len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The record that a key names: the vendor's own id, or another member that paths name records by. A number and its text are the
    /// same key.
    pub fn get(&self, key: impl Into<Value>) -> Option<Value> {
        let number = self.number(&key.into())?;
        let store = lock(&self.world.store);

        store.shelf(self.index)?.get(number).map(value)
    }

    /// Adds a record. What is missing is made up as if it had been sent by a client. Gives its key; null where records of this
    /// collection have none.
    ///
    /// # Errors
    ///
    /// What is no object; a key that is taken; more than 100,000 records.
    pub fn insert(&self, record: impl Into<Value>) -> Result<Value, RecordsError> {
        let sent = match record.into() {
            Value::Object(sent) => sent,
            other => return Err(RecordsError::NoObject(other)),
        };

        self.make(Making {
            sent,
            ..Making::default()
        })
    }

    /// Adds so many records that are made up altogether; gives their keys.
    ///
    /// # Errors
    ///
    /// More than 100,000 records.
    pub fn fill(&self, count: usize) -> Result<Vec<Value>, RecordsError> {
        let seed = || Making {
            is_seed: true,
            ..Making::default()
        };

        (0..count).map(|_| self.make(seed())).collect()
    }

    /// Takes a record away, and gives it back as it was.
    pub fn remove(&self, key: impl Into<Value>) -> Option<Value> {
        let number = self.number(&key.into())?;
        let mut store = lock(&self.world.store);
        let row = store.shelf_mut(self.index)?.take(number)?;

        Some(Value::Object(row.record))
    }

    /// Takes all records away.
    pub fn clear(&self) {
        let mut store = lock(&self.world.store);
        if let Some(shelf) = store.shelf_mut(self.index) {
            shelf.clear();
        }
    }

    fn make(&self, making: Making) -> Result<Value, RecordsError> {
        let collection = self.world.vendor.plan.collections.get(self.index);
        let key = collection.and_then(|collection| collection.keys.first());
        let mut store = lock(&self.world.store);
        let whose = Whose::default();
        let (_, record) = insert(
            Setting::of(self.world),
            &mut store,
            self.index,
            &whose,
            making,
        )
        .map_err(|refusal| RecordsError::Refused(refusal.message))?;

        Ok(key
            .and_then(|key| record.get(key).cloned())
            .unwrap_or_default())
    }

    fn number(&self, key: &Value) -> Option<u64> {
        let text = key_text(key)?;
        let keys = &self.world.vendor.plan.collections.get(self.index)?.keys;
        let store = lock(&self.world.store);

        store.shelf(self.index)?.find_anywhere(keys, &text)
    }
}

/// The names of all collections, in document order.
pub(crate) fn names(world: &World) -> Vec<String> {
    let collections = &world.vendor.plan.collections;

    collections
        .iter()
        .map(|collection| collection.name.clone())
        .collect()
}

fn value(row: &Row) -> Value {
    Value::Object(row.record.clone())
}
