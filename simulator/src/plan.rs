//! What each call does to which records: worked out once, from the whole document.
//!
//! OpenAPI says what calls look like, not what they do. So it is inferred, by rules that hold for any document:
//!
//! - **Collections.** `/visits/{id}` that answers an object or is written to, a `GET /visits` that answers a list, and a `POST /visits`
//!   that makes something (its answer has an id, or is a 201; it takes a file; the same path also deletes; or the word is a plural and
//!   the answer is like what was sent) each tell that there are visits. `GET /company` that answers an object is a collection of one. A
//!   list below a collection, of the same items, is a view of it; the same items under the singular of the word, or below an owner
//!   (`/clients/{id}/visits`) where a member names that owner, are the same collection.
//! - **Items.** What reading one tells, else what the list holds, else what making one tells where that is like what is sent, else what
//!   is sent.
//! - **Keys.** The member of the path value's own named type, and the one of its name: `clientIdOrClientEmail` below `/clients` is
//!   `client_id` or `email`. Where no path names a record: `id`, one named after the collection or the type of its items, `uuid`.
//! - **Calls.** GET reads or lists, DELETE deletes, PUT, PATCH and POST of a record change it. POST to a collection adds to it; with a
//!   list it adds each element, or changes the record that the element's key names. PUT, PATCH and DELETE of a collection name the
//!   records in the body, by a key of the collection or by all members that the body demands.
//! - **Changes.** What is not sent stays where the document says so (`update`), and for PATCH and POST. Otherwise a PUT takes away what
//!   the body could hold and does not, except what an answer must hold.
//! - **Other words.** Where a body has one required text that answers do not know, and answers one required text that bodies do not
//!   know, they are one member by two names.
//! - **Below a record** (`/visits/{id}/close`): a call that answers the record with what was sent; where the answer has a flag that asks
//!   the same as the path (`exists`), it is answered for records that are not there, too.
//! - All else is about no record: its answer comes from the request alone.

mod bodies;
mod calls;
mod collections;
mod deeds;
mod filters;
mod items;
mod keys;
mod links;
mod print;
pub(crate) mod schemas;
pub(crate) mod words;

use std::collections::BTreeMap;

use brogue_generator::model::Api;
use brogue_generator::model::contract::{Contract, SchemaId};

pub(crate) use self::bodies::keeps_unsent;
pub(crate) use self::calls::Piece;
pub(crate) use self::filters::{Filter, FilterPlace, LARGEST, Test, number};
pub(crate) use self::links::link;
pub(crate) use self::print::in_words;
use crate::vendor::OperationId;

/// What all calls do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// The collections.
    pub(crate) collections: Vec<Collection>,
    calls: BTreeMap<OperationId, CallPlan>,
}

/// Records of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Collection {
    /// Its name: the last word of its path, or all of them where another has the same.
    pub(crate) name: String,
    /// Its path.
    pub(crate) path: Vec<Piece>,
    /// Whether it holds one thing alone.
    pub(crate) is_single: bool,
    /// What a record is.
    pub(crate) item: Option<SchemaId>,
    /// The members that name a record, the vendor's own id first.
    pub(crate) keys: Vec<String>,
    /// For each value in its path, the member of a record that repeats it.
    pub(crate) owner_members: Vec<Option<String>>,
    /// Whether some call adds to it.
    pub(crate) is_made: bool,
}

/// What one call does.
#[derive(Clone, Debug)]
pub(crate) struct CallPlan {
    /// What it does.
    pub(crate) deed: Deed,
    /// To which collection.
    pub(crate) collection: Option<usize>,
    /// Whose records: the values of the path before the collection.
    pub(crate) owners: Vec<Owner>,
    /// The value of the path that names the record.
    pub(crate) key: Option<Lookup>,
    /// Whether it answers how many records it was, and not which.
    pub(crate) counts: bool,
    /// The object that it answers.
    pub(crate) answer: Option<SchemaId>,
    /// The members that its body, or each element of it, declares.
    pub(crate) sent: Vec<String>,
    /// A member of the body that records have under another name.
    pub(crate) renamed: Option<(String, String)>,
}

/// A value of the path that names an owner.
#[derive(Clone, Debug)]
pub(crate) struct Owner {
    /// The value.
    pub(crate) lookup: Lookup,
    /// The collection of the owners, where it is known.
    pub(crate) collection: Option<usize>,
    /// The member of the records that repeats it.
    pub(crate) member: Option<String>,
    /// Whether records of other owners are elsewhere; otherwise the member alone tells whose a record is.
    pub(crate) is_apart: bool,
}

/// A value of the path that names a record.
#[derive(Clone, Debug)]
pub(crate) struct Lookup {
    /// The parameter.
    pub(crate) parameter: String,
    /// The members that it may be the value of.
    pub(crate) members: Vec<String>,
}

/// What a call does.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// It lists.
    List(Vec<Filter>),
    /// It reads one.
    Read,
    /// It adds one.
    Create,
    /// It changes one.
    Update(Style),
    /// It deletes one.
    Delete,
    /// It deletes all.
    DeleteAll,
    /// It does something to the records that the body names.
    Named(Named),
    /// It asks whether there is such a record; the answer says so in this member.
    Exists(String),
    /// It does something about one record; what is sent is written to it where it answers the record itself.
    Act { writes: bool },
    /// It is about no record.
    Nothing,
}

/// What becomes of members that are not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// They stay.
    Keep,
    /// They go, except those that an answer must hold.
    Replace,
}

/// A call over the records that its body names.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// What it does to each.
    pub(crate) doing: Doing,
    /// Where the list of them is in the body, as a JSON Pointer; nothing where the body names one.
    pub(crate) list: Option<String>,
    /// The members that name a record; none where the elements are keys themselves, or name nothing.
    pub(crate) by: Vec<String>,
}

/// What is done to each record of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    /// It is added; changed where it is there already and can be named.
    Put,
    /// It is changed.
    Update(Style),
    /// It is deleted.
    Delete,
}

impl Collection {
    /// The word for one record, for messages: `visit`.
    pub(crate) fn one(&self) -> String {
        words::singular(collections::word(&self.path)).replace(['_', '-'], " ")
    }
}

impl Plan {
    /// Works it out.
    pub(crate) fn of(api: &Api, contract: &Contract) -> Self {
        let mut seen = Vec::new();
        for (resource, operations) in api.resources.iter().enumerate() {
            for (operation, found) in operations.operations.iter().enumerate() {
                let call = contract.call(found.http_method, &found.path_text());
                seen.push(calls::Seen {
                    id: OperationId {
                        resource,
                        operation,
                    },
                    operation: found,
                    call,
                    pieces: calls::pieces(&found.path),
                    told: calls::told(contract, found, call),
                    sent: calls::sent(contract, call),
                });
            }
        }
        let (mut collections, places) = collections::find(contract, &seen);
        let mut calls = BTreeMap::new();
        for call in &seen {
            let plan = deeds::plan(api, contract, &seen, (&collections, &places), call);
            let makes = match &plan.deed {
                Deed::Create => true,
                Deed::Named(named) => named.doing == Doing::Put,
                _ => false,
            };
            let made = plan.collection.filter(|_| makes);
            if let Some(made) = made.and_then(|made| collections.get_mut(made)) {
                made.is_made = true;
            }
            calls.insert(call.id, plan);
        }

        Self { collections, calls }
    }

    /// What a call does.
    pub(crate) fn call(&self, id: OperationId) -> Option<&CallPlan> {
        self.calls.get(&id)
    }

    /// The number of the collection of a name.
    pub(crate) fn named(&self, name: &str) -> Option<usize> {
        self.collections
            .iter()
            .position(|collection| collection.name == name)
    }
}
