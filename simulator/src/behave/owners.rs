//! Whose records a call is about.

use serde_json::Value;

use super::{Setting, plant};
use crate::plan::CallPlan;
use crate::received::Received;
use crate::store::{Row, Store, key_text};

/// The owners that the path names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Whose {
    /// What the rows are marked with.
    pub(crate) owners: Vec<String>,
    /// The members that repeat the owners, with what they are.
    pub(crate) members: Vec<(String, Value)>,
    /// Whether these members tell whose a row is.
    pub(crate) by_members: bool,
}

impl Whose {
    /// Whether a row is theirs.
    pub(crate) fn has(&self, row: &Row) -> bool {
        let is_theirs = |(member, value): &(String, Value)| {
            row.record.get(member).and_then(key_text) == key_text(value)
        };

        row.owners == self.owners && (!self.by_members || self.members.iter().all(is_theirs))
    }
}

/// Finds the owners; nothing where one of them does not exist.
pub(crate) fn resolve(
    setting: Setting<'_>,
    store: &mut Store,
    call: &CallPlan,
    received: &Received,
) -> Option<Whose> {
    let mut whose = Whose::default();
    let mut above = Vec::new();
    for owner in &call.owners {
        let mut value = received.path.get(&owner.lookup.parameter)?.clone();
        let text = key_text(&value)?;
        let mut mark = text.clone();
        if let Some(collection) = owner.collection {
            let up = Whose {
                owners: above.clone(),
                ..Whose::default()
            };
            // Where there is no room for them, there are none.
            let _ = plant(setting, store, collection, &up);
            let shelf = store.shelf(collection)?;
            let number = shelf.find(&owner.lookup.members, &text, &above)?;
            let keys = &setting.vendor.plan.collections.get(collection)?.keys;
            let own = shelf.get(number)?.record.get(keys.first()?);
            value = own.cloned().unwrap_or(value);
            mark = format!("#{number}");
        }
        above.push(mark.clone());
        if owner.is_apart {
            whose.owners.push(mark);
        } else {
            whose.by_members = true;
        }
        if let Some(member) = &owner.member {
            whose.members.push((member.clone(), value));
        }
    }

    Some(whose)
}
