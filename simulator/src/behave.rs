//! What a call does to the records, as the [`plan`](crate::plan) has it.
//!
//! A record is complete when it is made: what was sent, and what the vendor adds. The vendor's own id counts up, or is made up as the
//! schema has it; what is evident of a new thing (`begin`) is so; the rest is made up once and stays. What the body does not declare and
//! records do is the vendor's own affair: it is not taken from a request.
//!
//! All of a call is done in one step under one lock, so that two clients never see half of it.

mod begin;
mod change;
mod list;
mod make;
mod many;
mod matches;
mod owners;
mod pages;
mod seeds;
#[cfg(test)]
mod tests;
pub(crate) mod times;

use std::time::SystemTime;

use brogue_runtime::Clock;
use serde_json::Value;

pub(crate) use self::make::{Making, insert};
pub(crate) use self::owners::Whose;
pub(crate) use self::seeds::{plant, plant_all};
use crate::plan::{CallPlan, Collection, Deed};
use crate::received::Received;
use crate::reply::Refusal;
use crate::store::{Record, Row, Shelf, Store, key_text};
use crate::vendor::{OperationId, Vendor};
use crate::world::{World, lock};
pub(crate) use many::MOST_AT_ONCE;

/// What came of a call.
#[derive(Clone, Debug)]
pub(crate) struct Acted {
    /// What the call was.
    pub(crate) received: Received,
    /// What there is to answer.
    pub(crate) outcome: Outcome,
    /// What has changed, for webhooks.
    pub(crate) changes: Vec<Change>,
}

/// What there is to answer.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// One record, as it is now; for a deletion, as it was.
    Record(Record),
    /// A list, or a page of one.
    Page(Page),
    /// What a call over several records did.
    Bulk(Bulk),
    /// What the call is about does not exist.
    Missing,
    /// The call is about no record: its answer comes from the request alone.
    Done,
}

/// A page of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// The records of the page.
    pub(crate) items: Vec<Record>,
    /// The position of its first one in the whole list, counted from 0.
    pub(crate) start: usize,
    /// How many there are in all pages together.
    pub(crate) total: usize,
    /// How many a full page holds.
    pub(crate) size: usize,
    /// The value that leads to the next page, where there is one: a position, a number, a cursor, as the document has it.
    pub(crate) next: Option<Value>,
}

/// What a call over several records did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bulk {
    /// Records that were made.
    pub(crate) inserted: usize,
    /// Records that were changed.
    pub(crate) updated: usize,
    /// Records that were deleted.
    pub(crate) deleted: usize,
    /// What was written, in the order of the request.
    pub(crate) records: Vec<Record>,
    /// What was not done.
    pub(crate) failures: Vec<BulkFailure>,
}

/// An element that was not done.
#[derive(Clone, Debug)]
pub(crate) struct BulkFailure {
    /// Its position in the request.
    pub(crate) index: usize,
    /// A code like an HTTP status.
    pub(crate) code: u16,
    /// Why, a sentence without a full stop.
    pub(crate) message: String,
    /// The member at fault.
    pub(crate) field: Option<String>,
}

/// A record that was made, changed or deleted.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// The collection.
    pub(crate) collection: String,
    /// What happened.
    pub(crate) kind: ChangeKind,
    /// The record as it is now; as it was where it is gone.
    pub(crate) record: Record,
}

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChangeKind {
    /// It was made.
    Created,
    /// It was changed.
    Updated,
    /// It was deleted.
    Deleted,
}

/// Carries a call out.
pub(crate) fn act(
    world: &World,
    id: OperationId,
    received: Received,
) -> Result<Acted, Box<Refusal>> {
    let plan = &world.vendor.plan;
    let about = plan.call(id).and_then(|call| {
        let index = call.collection?;
        Some((call, index, plan.collections.get(index)?))
    });
    let Some((call, index, collection)) = about else {
        return Ok(Acted {
            received,
            outcome: Outcome::Done,
            changes: Vec::new(),
        });
    };
    let mut store = lock(&world.store);
    let mut scene = Scene {
        setting: Setting::of(world),
        id,
        call,
        index,
        collection,
        received: &received,
        store: &mut store,
        changes: Vec::new(),
    };
    let outcome = scene.play()?;
    let changes = scene.changes;
    drop(store);

    Ok(Acted {
        received,
        outcome,
        changes,
    })
}

/// What all calls go by.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    /// The document.
    pub(crate) vendor: &'a Vendor,
    /// The seed of all that is made up.
    pub(crate) seed: u64,
    /// How many records a collection begins with that no call adds to.
    pub(crate) records: usize,
    /// The time.
    pub(crate) now: SystemTime,
}

impl<'a> Setting<'a> {
    /// Those of a world.
    pub(crate) fn of(world: &'a World) -> Self {
        Self {
            vendor: &world.vendor,
            seed: world.settings.seed,
            records: world.settings.records,
            now: world.clock.time_of_day(),
        }
    }
}

/// One call while it is carried out.
struct Scene<'a> {
    setting: Setting<'a>,
    id: OperationId,
    call: &'a CallPlan,
    index: usize,
    collection: &'a Collection,
    received: &'a Received,
    store: &'a mut Store,
    changes: Vec<Change>,
}

impl Scene<'_> {
    fn play(&mut self) -> Result<Outcome, Box<Refusal>> {
        let Some(whose) = owners::resolve(self.setting, self.store, self.call, self.received)
        else {
            return Ok(Outcome::Missing);
        };
        plant(self.setting, self.store, self.index, &whose)?;
        // What is new is refused where it would be put in.
        let changes = matches!(self.call.deed, Deed::Update(_) | Deed::Act { writes: true });
        if changes && self.store.is_full() {
            return Err(make::full());
        }
        match &self.call.deed {
            Deed::List(filters) => list::list(self, filters, &whose),
            Deed::Create => make::create(self, &whose),
            Deed::Named(named) => many::named(self, named, &whose),
            Deed::DeleteAll => Ok(many::delete_all(self, &whose)),
            Deed::Read => Ok(match self.found(&whose) {
                Some((_, row)) => Outcome::Record(row.record),
                None => Outcome::Missing,
            }),
            Deed::Update(style) => match self.found(&whose) {
                Some((number, row)) => {
                    let changes = change::sent(self.received.body.as_ref());
                    let record = change::change(self, number, row, &changes, *style);
                    Ok(self.counted(1, record))
                }
                // What stands alone is there again once it is written.
                None if self.collection.is_single => make::create(self, &whose),
                None => Ok(Outcome::Missing),
            },
            Deed::Delete => Ok(match self.found(&whose) {
                Some((number, _)) => {
                    let record = many::delete(self, number).unwrap_or_default();
                    let record = change::with_times_of_answer(self, record);
                    self.counted(1, record)
                }
                None => Outcome::Missing,
            }),
            Deed::Exists(member) => {
                let found = self.found(&whose).map(|(_, row)| row.record);
                Ok(Outcome::Record(change::existence(self, member, found)))
            }
            Deed::Act { writes } => Ok(match self.found(&whose) {
                Some((number, row)) => change::act(self, number, row, *writes),
                None => Outcome::Missing,
            }),
            Deed::Nothing => Ok(Outcome::Done),
        }
    }

    /// The record that the path names; of what stands alone, that one.
    fn found(&self, whose: &Whose) -> Option<(u64, Row)> {
        let kept = self.shelf()?;
        let number = if self.collection.is_single {
            let mut rows = kept.rows().filter(|(_, row)| whose.has(row));
            rows.next().map(|(number, _)| number)
        } else {
            let key = self.call.key.as_ref()?;
            let text = key_text(self.received.path.get(&key.parameter)?)?;
            kept.find(&key.members, &text, &whose.owners)
        };
        let number = number?;
        let row = kept.get(number).filter(|row| whose.has(row))?;

        Some((number, row.clone()))
    }

    fn shelf(&self) -> Option<&Shelf> {
        self.store.shelf(self.index)
    }

    fn changed(&mut self, kind: ChangeKind, record: &Record) {
        self.changes.push(Change {
            collection: self.collection.name.clone(),
            kind,
            record: record.clone(),
        });
    }

    /// One record, or how many there were where that is what is answered.
    fn counted(&self, count: usize, record: Record) -> Outcome {
        if !self.call.counts {
            return Outcome::Record(record);
        }
        let mut bulk = Bulk::default();
        match &self.call.deed {
            Deed::Create => bulk.inserted = count,
            Deed::Delete => bulk.deleted = count,
            _ => bulk.updated = count,
        }
        bulk.records.push(record);

        Outcome::Bulk(bulk)
    }

    /// Where made-up values of a row come from.
    fn place(&self, number: u64) -> String {
        format!("{}/{number}", self.collection.name)
    }
}

/// The object that was sent, if it is one.
fn object_sent(body: Option<&Value>) -> Record {
    body.and_then(Value::as_object).cloned().unwrap_or_default()
}
