//! What a call does to the records.

use crate::received::Received;
use crate::reply::Refusal;
use crate::store::Record;
use crate::vendor::OperationId;
use crate::world::World;

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
    pub(crate) next: Option<serde_json::Value>,
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
    _world: &World,
    _id: OperationId,
    received: Received,
) -> Result<Acted, Box<Refusal>> {
    Ok(Acted {
        received,
        outcome: Outcome::Done,
        changes: Vec::new(),
    })
}
