//! What an event without a change behind it tells of: a record that there is, so that a receiver can fetch it, or one that is made up.

use brogue_runtime::Clock as _;
use serde_json::Value;

use super::occasion::{Occasion, path_of};
use super::places::is_about_webhooks;
use crate::behave::{Change, ChangeKind};
use crate::invent::{self, Invention};
use crate::world::{World, lock};

/// The newest record of the collection that an occasion is about, as if it had just been changed; of any collection that calls add to,
/// where it is about anything. What the occasion does not say is added to it.
pub(super) fn sample(world: &World, occasion: &mut Occasion) -> Option<Change> {
    let collections = &world.vendor.plan.collections;
    let mut all = collections.iter().enumerate().map(|(index, known)| {
        let path = path_of(known);
        let is_usual = known.is_made && !is_about_webhooks(&path);
        (index, known, is_usual, Occasion::of_path(&path, None, None))
    });
    let (index, collection, _, about) = all.find(|(_, _, is_usual, about)| {
        let mut subjects = occasion.subjects.iter();
        let fits = subjects.any(|subject| about.subjects.contains(subject));
        fits || (*is_usual && occasion.is_anything)
    })?;
    if occasion.entity.is_empty() {
        occasion.entity = about.entity;
    }
    let kind = *occasion.kind.get_or_insert(ChangeKind::Updated);
    let newest = {
        let store = lock(&world.store);
        let shelf = store.shelf(index)?;
        let row = shelf.rows().next_back();
        row.map(|(_, row)| row.record.clone())
    };
    let made_up = || {
        let place = format!("webhooks/{}", collection.name);
        let now = world.clock.time_of_day();
        let mut invention = Invention::at(world.settings.seed, &place).near(now);
        match invent::value(&world.vendor.contract, collection.item?, &mut invention) {
            Value::Object(record) => Some(record),
            _ => None,
        }
    };

    Some(Change {
        collection: collection.name.clone(),
        kind,
        record: newest.or_else(made_up)?,
    })
}
