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
    let usual = || {
        let collections = world.vendor.plan.collections.iter().enumerate();
        collections.filter_map(|(index, known)| {
            let path = path_of(known);
            let about = Occasion::of_path(&path, None, None);
            (!is_about_webhooks(&path)).then_some((index, known, about))
        })
    };
    let mut subjects = occasion.subjects.iter().filter(|nouns| !nouns.is_empty());
    let whole = || usual().find(|(_, _, about)| has_any(&about.subjects, &occasion.subjects));
    let (index, collection, about) = if occasion.is_anything {
        usual().find(|(_, known, _)| known.is_made)?
    } else {
        whole().or_else(|| {
            let nouns = subjects.next()?;
            let holds = |subject: &Vec<String>| nouns.iter().all(|noun| subject.contains(noun));
            usual().find(|(_, _, about)| about.subjects.iter().any(holds))
        })?
    };
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

fn has_any(all: &[Vec<String>], of: &[Vec<String>]) -> bool {
    of.iter().any(|subject| all.contains(subject))
}
