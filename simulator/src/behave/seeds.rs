//! What is there from the start: records of collections that no call adds to, and what stands alone.

use super::{Making, Setting, Whose, insert};
use crate::reply::Refusal;
use crate::store::{Record, Store};

/// Makes up the first records of these owners, once.
pub(crate) fn plant(
    setting: Setting<'_>,
    store: &mut Store,
    index: usize,
    whose: &Whose,
) -> Result<(), Box<Refusal>> {
    let Some(collection) = setting.vendor.plan.collections.get(index) else {
        return Ok(());
    };
    let wanted = match (collection.is_single, collection.is_made) {
        (true, _) => 1,
        (false, true) => return Ok(()),
        (false, false) => setting.records,
    };
    if !store
        .shelf_mut(index)
        .is_some_and(|shelf| shelf.plants(&whose.owners))
    {
        return Ok(());
    }
    for _ in 0..wanted {
        let making = Making {
            sent: Record::new(),
            is_seed: true,
            ..Making::default()
        };
        insert(setting, store, index, whose, making)?;
    }

    Ok(())
}

/// Makes up what is there from the start, where it has no owners.
pub(crate) fn plant_all(setting: Setting<'_>, store: &mut Store) {
    for (index, collection) in setting.vendor.plan.collections.iter().enumerate() {
        if collection.owner_members.is_empty() {
            // Too many are refused, and then as many are there as can be.
            let _ = plant(setting, store, index, &Whose::default());
        }
    }
}
