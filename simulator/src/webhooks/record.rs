//! The record of a registration, or of what has changed: its id, and how it is changed in the store.

use serde_json::Value;

use super::words::words;
use crate::store::{Record, key_text};
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

/// Changes a record in the store: the one with the id of this one, or, where it has none, its equal.
pub(super) fn amend(
    world: &World,
    collection: &str,
    like: &Record,
    change: impl FnOnce(&mut Record),
) {
    let mut collections = world.vendor.plan.collections.iter().enumerate();
    let Some((index, known)) = collections.find(|(_, known)| known.name == collection) else {
        return;
    };
    let id = id_of(&world.vendor, collection, like).and_then(key_text);
    let mut store = lock(&world.store);
    let Some(shelf) = store.shelf_mut(index) else {
        return;
    };
    let by_id = id.and_then(|id| shelf.find_anywhere(&known.keys, &id));
    let found = by_id.or_else(|| {
        let mut rows = shelf.rows().filter(|(_, row)| row.record == *like);
        rows.next().map(|(number, _)| number)
    });
    let row = found.and_then(|number| Some((number, shelf.get(number)?.clone())));
    if let Some((number, mut row)) = row {
        change(&mut row.record);
        shelf.put(number, row);
    }
}
