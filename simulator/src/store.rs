//! The records of a vendor, in memory: collections by name, records in the order in which they were made.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// One record: what was sent, and what the vendor added.
pub(crate) type Record = Map<String, Value>;

/// All collections by name. A collection that holds one thing alone is a collection with one record.
#[derive(Debug, Default)]
pub(crate) struct Store {
    collections: BTreeMap<String, Vec<Record>>,
}

impl Store {
    /// The records of a collection, in the order in which they were made.
    pub(crate) fn records(&self, collection: &str) -> &[Record] {
        self.collections.get(collection).map_or(&[], Vec::as_slice)
    }

    /// The same, to be changed.
    pub(crate) fn records_mut(&mut self, collection: &str) -> &mut Vec<Record> {
        self.collections.entry(collection.to_owned()).or_default()
    }
}
