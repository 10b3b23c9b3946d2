//! The record of a registration, or of what has changed: its id, and how it is replaced in the store.

use serde_json::Value;

use super::words::words;
use crate::store::{Record, Row, key_text};
use crate::vendor::Vendor;
use crate::world::{World, lock};

/// The id of a record: the key of its collection, or what is called most like an id.
pub(super) fn id_of<'a>(
    vendor: &Vendor,
    collection: &str,
    record: &'a Record,
) -> Option<&'a Value> {
    let plan = &vendor.plan;
    let known = plan
        .collections
        .iter()
        .find(|known| known.name == collection);
    let mut keys = known.into_iter().flat_map(|known| &known.keys);
    let is_id = |value: &&Value| key_text(value).is_some();

    keys.find_map(|key| record.get(key).filter(is_id))
        .or_else(|| {
            let mut ids = record.iter().filter(|(name, _)| {
                words(name)
                    .last()
                    .is_some_and(|word| word == "id" || word == "uuid")
            });
            ids.find_map(|(_, value)| Some(value).filter(is_id))
        })
}

/// Puts a record into the place of another, which is given as it is at rest.
pub(super) fn replace(world: &World, collection: &str, before: &Record, after: &Record) {
    let mut collections = world.vendor.plan.collections.iter().enumerate();
    let Some((index, known)) = collections.find(|(_, known)| known.name == collection) else {
        return;
    };
    let id = id_of(&world.vendor, collection, before).and_then(key_text);
    let mut store = lock(&world.store);
    let Some(shelf) = store.shelf_mut(index) else {
        return;
    };
    let by_key = id
        .and_then(|id| shelf.find_anywhere(&known.keys, &id))
        .filter(|number| shelf.get(*number).is_some_and(|row| row.record == *before));
    let found = by_key.or_else(|| {
        let mut rows = shelf.rows().filter(|(_, row)| row.record == *before);
        rows.next().map(|(number, _)| number)
    });
    let row = found.and_then(|number| Some((number, shelf.get(number)?.owners.clone())));
    if let Some((number, owners)) = row {
        let record = after.clone();
        shelf.put(number, Row { owners, record });
    }
}
