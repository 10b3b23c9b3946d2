//! What the records of a place are.

use brogue_generator::model::Method;
use brogue_generator::model::contract::{Contract, SchemaId};

use super::calls::{Piece, Seen};
use super::collections::{same, word};
use super::keys;
use super::schemas;

/// What the items of a place are: what reading one tells, else the list, else what making one tells, else what is sent.
pub(crate) fn item_of(
    contract: &Contract,
    calls: &[Seen<'_>],
    path: &[Piece],
    single: bool,
) -> Option<SchemaId> {
    let here = || calls.iter().filter(|call| same(&call.pieces, path));
    let items = || {
        calls
            .iter()
            .filter(|call| call.last_value().is_some() && same(call.prefix(), path))
    };
    let read = items()
        .find(|call| call.is_read())
        .and_then(|call| call.told.object);
    let list = || {
        here()
            .filter(|call| call.is_read() && !single)
            .find_map(|call| call.told.list.or_else(|| wrapped(contract, calls, call)))
    };
    let single_one = || here().filter(|_| single).find_map(|call| call.told.object);
    let made = || {
        here()
            .filter(|call| call.operation.http_method == Method::Post)
            .find_map(|call| {
                let object = call.told.object?;
                (fits(contract, call) || call.sent.has_file).then_some(object)
            })
    };
    let changed = || {
        items()
            .filter(|call| {
                matches!(
                    call.operation.http_method,
                    Method::Put | Method::Patch | Method::Post
                )
            })
            .find_map(|call| call.told.object)
    };
    let sent = || {
        let posted = here().find(|call| call.operation.http_method == Method::Post)?;
        posted.sent.elements.or(posted.sent.whole)
    };
    let found = single_one()
        .or(read)
        .or_else(list)
        .or_else(made)
        .or_else(changed)
        .or_else(sent)?;

    Some(schemas::core(contract, found))
}

/// Whether what making one tells can be the thing itself: it has an id, or a member that is sent, or no member that is known.
pub(crate) fn fits(contract: &Contract, call: &Seen<'_>) -> bool {
    let Some(object) = call.told.object else {
        return false;
    };
    let told = schemas::members(contract, object);
    let sent = call.sent.elements.or(call.sent.whole);
    let sent = sent.map_or_else(Vec::new, |sent| schemas::members(contract, sent));

    told.is_empty()
        || keys::usual(contract, object, word(&call.pieces)).is_some()
        || told
            .iter()
            .any(|member| sent.iter().any(|other| other.name == member.name))
}

/// The items of a list that stands in a member of the answer, where only one member is a list of objects and the place also has
/// records that can be read or made one by one.
pub(crate) fn wrapped(
    contract: &Contract,
    calls: &[Seen<'_>],
    call: &Seen<'_>,
) -> Option<SchemaId> {
    let object = call.told.object?;
    let has_records = calls.iter().any(|other| {
        let below = other.last_value().is_some() && same(other.prefix(), &call.pieces);
        let made = other.operation.http_method == Method::Post && same(&other.pieces, &call.pieces);
        below || made
    });
    let lists: Vec<SchemaId> = schemas::members(contract, object)
        .iter()
        .filter_map(|member| schemas::list_item(contract, member.schema))
        .filter(|item| schemas::object(contract, *item).is_some())
        .collect();

    match lists.as_slice() {
        [only] if has_records => Some(*only),
        _ => None,
    }
}
