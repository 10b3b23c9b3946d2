//! The records of a vendor, in memory: collections of rows, in the order in which they were made.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Number, Value};

use crate::plan::Plan;

/// One record: what was sent, and what the vendor added.
pub(crate) type Record = Map<String, Value>;

/// The most records of a collection.
pub(crate) const MOST: usize = 100_000;

/// The most memory of all records together, as [`size`] reckons it: 256 MiB.
pub(crate) const MOST_BYTES: usize = 256 << 20;

/// All collections, by their numbers in the plan.
#[derive(Debug, Default)]
pub(crate) struct Store {
    shelves: Vec<Shelf>,
}

/// The rows of one collection. A collection that holds one thing alone has one row for each owner.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    rows: BTreeMap<u64, Row>,
    last: u64,
    keys: Vec<String>,
    /// For each key, which rows have it.
    index: Vec<BTreeMap<String, BTreeSet<u64>>>,
    /// The owners whose first records were made up.
    planted: BTreeSet<Vec<String>>,
    /// The memory that the rows take, nearly.
    bytes: usize,
}

/// A record and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The owners that the path names: `#7` is the row of that number in the collection of owners, any other text is as sent.
    pub(crate) owners: Vec<String>,
    /// The record.
    pub(crate) record: Record,
}

impl Store {
    /// Empty collections.
    pub(crate) fn new(plan: &Plan) -> Self {
        let shelf = |collection: &crate::plan::Collection| Shelf {
            keys: collection.keys.clone(),
            index: vec![BTreeMap::new(); collection.keys.len()],
            ..Shelf::default()
        };

        Self {
            shelves: plan.collections.iter().map(shelf).collect(),
        }
    }

    /// Whether more would be too much.
    pub(crate) fn is_full(&self) -> bool {
        self.shelves.iter().map(|shelf| shelf.bytes).sum::<usize>() >= MOST_BYTES
    }

    /// A collection.
    pub(crate) fn shelf(&self, collection: usize) -> Option<&Shelf> {
        self.shelves.get(collection)
    }

    /// The same, to be changed.
    pub(crate) fn shelf_mut(&mut self, collection: usize) -> Option<&mut Shelf> {
        self.shelves.get_mut(collection)
    }
}

impl Shelf {
    /// How many records there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// All rows with their numbers, in the order in which they were made.
    pub(crate) fn rows(&self) -> impl DoubleEndedIterator<Item = (u64, &Row)> {
        self.rows.iter().map(|(number, row)| (*number, row))
    }

    /// A row.
    pub(crate) fn get(&self, number: u64) -> Option<&Row> {
        self.rows.get(&number)
    }

    /// The number that the next row gets; each is given out once.
    pub(crate) fn next_number(&mut self) -> u64 {
        self.last += 1;

        self.last
    }

    /// Whether the first records of these owners are to be made up; asked once.
    pub(crate) fn plants(&mut self, owners: &[String]) -> bool {
        !self.planted.contains(owners) && self.planted.insert(owners.to_vec())
    }

    /// Puts a row in its place, which may be taken.
    pub(crate) fn put(&mut self, number: u64, row: Row) {
        self.take(number);
        for (key, index) in self.keys.iter().zip(&mut self.index) {
            if let Some(text) = row.record.get(key).and_then(key_text) {
                index.entry(text).or_default().insert(number);
            }
        }
        self.bytes += size_of_record(&row.record);
        self.rows.insert(number, row);
    }

    /// Takes a row away.
    pub(crate) fn take(&mut self, number: u64) -> Option<Row> {
        let row = self.rows.remove(&number)?;
        self.bytes = self.bytes.saturating_sub(size_of_record(&row.record));
        for (key, index) in self.keys.iter().zip(&mut self.index) {
            let Some(text) = row.record.get(key).and_then(key_text) else {
                continue;
            };
            if let Some(numbers) = index.get_mut(&text) {
                numbers.remove(&number);
                if numbers.is_empty() {
                    index.remove(&text);
                }
            }
        }

        Some(row)
    }

    /// Takes all rows away. Nothing is made up in their place.
    pub(crate) fn clear(&mut self) {
        self.rows.clear();
        self.bytes = 0;
        for index in &mut self.index {
            index.clear();
        }
    }

    /// The first row of any owner with this value in one of these keys, the earlier keys first.
    pub(crate) fn find_anywhere(&self, keys: &[String], text: &str) -> Option<u64> {
        keys.iter().find_map(|key| {
            let (_, index) = self
                .keys
                .iter()
                .zip(&self.index)
                .find(|(known, _)| *known == key)?;
            index.get(text)?.first().copied()
        })
    }

    /// Whether a row of any owner has this key.
    pub(crate) fn knows(&self, key: &str, text: &str) -> bool {
        let indexed = self
            .keys
            .iter()
            .zip(&self.index)
            .find(|(known, _)| *known == key);

        indexed.is_some_and(|(_, index)| index.contains_key(text))
    }

    /// The first row of some owners with this value in one of these members, the earlier members first.
    pub(crate) fn find(&self, members: &[String], text: &str, owners: &[String]) -> Option<u64> {
        members
            .iter()
            .find_map(|member| self.find_by(member, text, owners))
    }

    fn find_by(&self, member: &str, text: &str, owners: &[String]) -> Option<u64> {
        let of_owners = |number: &u64| {
            self.rows
                .get(number)
                .is_some_and(|row| row.owners == owners)
        };
        let indexed = self
            .keys
            .iter()
            .zip(&self.index)
            .find(|(key, _)| *key == member);
        if let Some((_, index)) = indexed {
            return index.get(text)?.iter().copied().find(of_owners);
        }
        let mut found = self.rows.iter().filter(|(_, row)| {
            row.owners == owners
                && row.record.get(member).and_then(key_text).as_deref() == Some(text)
        });

        found.next().map(|(number, _)| *number)
    }
}

/// The text by which a value names a record: `7` and `"7"` name the same.
pub(crate) fn key_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number_text(number)),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A number without a fraction that is nothing: `1.0` is `1`.
fn number_text(number: &Number) -> String {
    let text = number.to_string();
    match text.strip_suffix(".0") {
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// The memory that a value takes, nearly: its texts, and a place in a tree for each value.
fn size(value: &Value) -> usize {
    const PLACE: usize = 96;

    PLACE
        + match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => 0,
            Value::String(text) => text.len(),
            Value::Array(elements) => elements.iter().map(size).sum(),
            Value::Object(members) => size_of_record(members),
        }
}

fn size_of_record(record: &Record) -> usize {
    record
        .iter()
        .map(|(name, value)| name.len() + size(value))
        .sum()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{BTreeMap, MOST_BYTES, Row, Shelf, Store};

    #[test]
    fn rows_are_found_by_what_they_are_told_by_now() {
        let mut shelf = Shelf {
            keys: vec!["id".to_owned(), "email".to_owned()],
            index: vec![BTreeMap::default(); 2],
            ..Shelf::default()
        };
        let row = |record: serde_json::Value| Row {
            owners: Vec::new(),
            record: record.as_object().cloned().expect("an object"),
        };
        let keys = ["id".to_owned(), "email".to_owned()];
        shelf.put(1, row(json!({"id": 7, "email": "ann@example.com"})));
        shelf.put(2, row(json!({"id": "8", "email": "7"})));
        assert_eq!(
            shelf.find(&keys, "7", &[]),
            Some(1),
            "the first key counts for more"
        );
        assert_eq!(shelf.find(&keys, "8", &[]), Some(2));
        assert_eq!(shelf.find(&keys, "8", &["#1".to_owned()]), None);
        shelf.put(1, row(json!({"id": 9, "email": "bob@example.com"})));
        assert_eq!(shelf.find(&keys, "7", &[]), Some(2));
        assert_eq!(shelf.find(&keys, "ann@example.com", &[]), None);
        shelf.take(2);
        assert_eq!(shelf.find(&keys, "7", &[]), None);
        assert_eq!(shelf.len(), 1);
    }

    #[test]
    fn memory_is_counted_and_given_back() {
        let mut store = Store {
            shelves: vec![Shelf::default()],
        };
        let text = "a".repeat(MOST_BYTES / 4);
        let record = json!({ "note": text }).as_object().cloned();
        let row = Row {
            owners: Vec::new(),
            record: record.expect("an object"),
        };
        for number in 1..=3 {
            store.shelves[0].put(number, row.clone());
            assert!(!store.is_full());
        }
        store.shelves[0].put(3, row.clone());
        assert!(!store.is_full(), "one was replaced");
        store.shelves[0].put(4, row);
        assert!(store.is_full());
        store.shelves[0].take(1);
        assert!(!store.is_full());
        store.shelves[0].clear();
        assert_eq!(store.shelves[0].bytes, 0);
    }
}
