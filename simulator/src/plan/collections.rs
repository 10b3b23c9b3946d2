//! Which collections there are: what the paths and the answers of all calls together tell of them.

use brogue_generator::model::Method;
use brogue_generator::model::contract::{Contract, SchemaId};

use super::Collection;
use super::calls::{Piece, Seen};
use super::items::{fits, item_of, wrapped};
use super::keys;
use super::schemas;
use super::words::{is_plural, plain};

/// A place where records are, by its path.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The path, without the value that names a record.
    pub(crate) path: Vec<Piece>,
    /// The collection that is there.
    pub(crate) collection: usize,
    /// The member that says whose the items are, where the collection is one that also stands elsewhere.
    pub(crate) shared_by: Option<String>,
}

/// What tells that there is a collection; the earlier ones count for more.
#[derive(Clone, Copy)]
enum Sign {
    Item,
    List,
    Making,
    Alone,
}

/// Finds the collections and where they are.
pub(crate) fn find(contract: &Contract, calls: &[Seen<'_>]) -> (Vec<Collection>, Vec<Place>) {
    let mut paths: Vec<(Vec<Piece>, bool)> = Vec::new();
    let mut by_length: Vec<&Seen<'_>> = calls.iter().collect();
    by_length.sort_by_key(|call| call.pieces.len());
    for sign in [Sign::Item, Sign::List, Sign::Making, Sign::Alone] {
        for call in &by_length {
            let found = match sign {
                Sign::Item => is_item(call),
                Sign::List => is_list(contract, calls, &paths, call),
                Sign::Making => is_added_to(contract, calls, call),
                Sign::Alone => is_single(calls, call),
            };
            let (path, single) = match sign {
                Sign::Item => (call.prefix(), false),
                Sign::List | Sign::Making => (call.pieces.as_slice(), false),
                Sign::Alone => (call.pieces.as_slice(), true),
            };
            if found && !path.is_empty() && paths.iter().all(|(known, _)| !same(known, path)) {
                paths.push((path.to_vec(), single));
            }
        }
    }
    // In document order, so that what is printed is in the order of the document.
    let first = |path: &[Piece]| {
        calls.iter().position(|call| {
            call.pieces
                .get(..path.len())
                .is_some_and(|start| same(start, path))
        })
    };
    paths.sort_by_key(|(path, _)| first(path));

    settle(contract, calls, &paths)
}

/// Whether two paths are one; the names of values do not count.
pub(crate) fn same(one: &[Piece], other: &[Piece]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|pair| match pair {
            (Piece::Text(one), Piece::Text(other)) => one == other,
            (Piece::Value(_), Piece::Value(_)) => true,
            _ => false,
        })
}

/// The last word of a path.
pub(crate) fn word(path: &[Piece]) -> &str {
    let words = path.iter().rev().find_map(|piece| match piece {
        Piece::Text(word) => Some(word.as_str()),
        Piece::Value(_) => None,
    });

    words.unwrap_or_default()
}

/// `/visits/{id}`: there are visits.
fn is_item(call: &Seen<'_>) -> bool {
    let is_text = matches!(call.prefix().last(), Some(Piece::Text(_)));
    let about_record = match call.operation.http_method {
        Method::Get => call.told.object.is_some(),
        Method::Put | Method::Patch | Method::Delete => true,
        Method::Post => call.sent.whole.is_some() && call.told.object.is_some(),
        _ => false,
    };

    call.last_value().is_some() && is_text && about_record
}

/// `GET /visits` answers a list, and not one of what another place holds.
fn is_list(
    contract: &Contract,
    calls: &[Seen<'_>],
    paths: &[(Vec<Piece>, bool)],
    call: &Seen<'_>,
) -> bool {
    let asks = call.operation.http_method == Method::Get && call.last_value().is_none();

    asks && (call.told.list.is_some() || wrapped(contract, calls, call).is_some())
        && !is_view(contract, calls, paths, call)
}

/// `POST /visits` makes one: it tells an id, or takes a file, or the same path also deletes, or the word is a plural.
fn is_added_to(contract: &Contract, calls: &[Seen<'_>], call: &Seen<'_>) -> bool {
    let sends = call.operation.http_method == Method::Post && call.sent.whole.is_some();
    if !sends || call.last_value().is_some() {
        return false;
    }
    let others: Vec<&Seen<'_>> = calls
        .iter()
        .filter(|other| same(&other.pieces, &call.pieces))
        .collect();
    let has_object = |other: &&Seen<'_>| other.is_read() && other.told.object.is_some();
    if others.iter().any(has_object) || answers_owner(contract, calls, call) {
        return false;
    }
    let item = call.told.object;
    let tells_id =
        item.is_some_and(|item| keys::usual(contract, item, word(&call.pieces)).is_some());
    let also = |other: &&Seen<'_>| {
        matches!(
            other.operation.http_method,
            Method::Put | Method::Patch | Method::Delete
        )
    };
    let of_many = is_plural(word(&call.pieces)) && fits(contract, call);

    tells_id
        || (call.sent.has_file && item.is_some())
        || (call.told.is_made && item.is_some())
        || others.iter().any(also)
        || of_many
}

/// `POST /visits/{id}/close` answers the visit: it makes nothing.
fn answers_owner(contract: &Contract, calls: &[Seen<'_>], call: &Seen<'_>) -> bool {
    let Some((Piece::Value(_), owner)) = call.prefix().split_last() else {
        return false;
    };
    let told = call
        .told
        .object
        .map(|object| schemas::core(contract, object));

    told.is_some() && told == item_of(contract, calls, owner, false)
}

/// `GET /company` answers one object. Below a record it is one of its own only where it can be changed.
fn is_single(calls: &[Seen<'_>], call: &Seen<'_>) -> bool {
    let asks = call.operation.http_method == Method::Get && call.last_value().is_none();
    let below_record = matches!(call.prefix().last(), Some(Piece::Value(_)));
    let is_written = calls
        .iter()
        .any(|other| same(&other.pieces, &call.pieces) && !other.is_read());

    asks && call.told.list.is_none() && call.told.object.is_some() && (!below_record || is_written)
}

/// `GET /visits/late` is another view of the visits, where it tells the same kind of items and there is nothing else there.
fn is_view(
    contract: &Contract,
    calls: &[Seen<'_>],
    paths: &[(Vec<Piece>, bool)],
    call: &Seen<'_>,
) -> bool {
    let others = |other: &Seen<'_>| {
        other.pieces.len() >= call.pieces.len()
            && other
                .pieces
                .get(..call.pieces.len())
                .is_some_and(|start| same(start, &call.pieces))
            && other.id != call.id
    };
    let known = paths.iter().any(|(path, _)| same(path, call.prefix()));
    let items = |path: &[Piece]| item_of(contract, calls, path, false);

    known
        && !calls.iter().any(others)
        && call.told.list.map(|list| schemas::core(contract, list)) == items(call.prefix())
}

/// Names, items, keys; and which of them are the same.
fn settle(
    contract: &Contract,
    calls: &[Seen<'_>],
    paths: &[(Vec<Piece>, bool)],
) -> (Vec<Collection>, Vec<Place>) {
    let mut collections: Vec<Collection> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    let mut top_first: Vec<&(Vec<Piece>, bool)> = paths.iter().collect();
    top_first.sort_by_key(|(path, _)| {
        path.iter()
            .filter(|piece| matches!(piece, Piece::Value(_)))
            .count()
    });
    for (path, single) in top_first {
        let item = item_of(contract, calls, path, *single);
        let shared = shared_with(contract, calls, &collections, path, item);
        if let Some((collection, shared_by)) = shared {
            places.push(Place {
                path: path.clone(),
                collection,
                shared_by,
            });
            continue;
        }
        let keys = if *single {
            Vec::new()
        } else {
            keys_of(contract, calls, path, item)
        };
        places.push(Place {
            path: path.clone(),
            collection: collections.len(),
            shared_by: None,
        });
        collections.push(Collection {
            name: name(paths, path),
            path: path.clone(),
            is_single: *single,
            item,
            keys,
            owner_members: owner_members(contract, calls, path, item),
            is_made: false,
        });
    }

    (collections, places)
}

/// A collection that stands elsewhere already: under the same word or its plural, of the same items.
fn shared_with(
    contract: &Contract,
    calls: &[Seen<'_>],
    collections: &[Collection],
    path: &[Piece],
    item: Option<SchemaId>,
) -> Option<(usize, Option<String>)> {
    let item = item.filter(|item| !contract.schema(*item).name.is_empty())?;
    let wanted = super::words::singular(word(path));
    let found = collections.iter().position(|known| {
        known.item == Some(item)
            && !known.is_single
            && super::words::singular(word(&known.path)) == wanted
    })?;
    let known = collections.get(found)?;
    let values = path.iter().filter(|piece| matches!(piece, Piece::Value(_)));
    match values.count() {
        0 if known.path.len() == path.len() && word(&known.path) != word(path) => {
            Some((found, None))
        }
        1 if known
            .path
            .iter()
            .all(|piece| matches!(piece, Piece::Text(_))) =>
        {
            let owners = owner_members(contract, calls, path, Some(item));
            let owner = owners.into_iter().next().flatten()?;
            Some((found, Some(owner)))
        }
        _ => None,
    }
}

/// All members that some path names a record by; identifiers first.
fn keys_of(
    contract: &Contract,
    calls: &[Seen<'_>],
    path: &[Piece],
    item: Option<SchemaId>,
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for call in calls {
        let starts = call
            .pieces
            .get(..path.len())
            .is_some_and(|start| same(start, path));
        let Some(Piece::Value(parameter)) = call.pieces.get(path.len()).filter(|_| starts) else {
            continue;
        };
        let schema = call.path_schema(parameter);
        for key in keys::named_by(contract, item, word(path), parameter, schema) {
            if !found.contains(&key) {
                found.push(key);
            }
        }
    }
    found.sort_by_key(|key| !keys::is_id(key));
    if found.is_empty() {
        found.extend(item.and_then(|item| keys::usual(contract, item, word(path))));
    }
    // What deleting demands of each alone tells it as well.
    let deleted = calls
        .iter()
        .filter(|call| call.operation.http_method == Method::Delete && same(&call.pieces, path))
        .find_map(|call| call.sent.elements);
    if let (true, Some(item), Some(deleted)) = (found.is_empty(), item, deleted) {
        let demanded = schemas::members(contract, deleted)
            .into_iter()
            .filter(|member| member.required)
            .filter(|member| schemas::member(contract, item, &member.name).is_some());
        let demanded: Vec<String> = demanded.map(|member| member.name).collect();
        if demanded.len() == 1 {
            found = demanded;
        }
    }

    found
}

/// For each value in the path of a place, the member of the items that repeats it.
fn owner_members(
    contract: &Contract,
    calls: &[Seen<'_>],
    path: &[Piece],
    item: Option<SchemaId>,
) -> Vec<Option<String>> {
    let keys = keys_of(contract, calls, path, item);
    let call = calls.iter().find(|call| {
        call.pieces
            .get(..path.len())
            .is_some_and(|start| same(start, path))
    });
    let values = path
        .iter()
        .enumerate()
        .filter_map(|(index, piece)| match piece {
            Piece::Value(name) => Some((index, name)),
            Piece::Text(_) => None,
        });

    values
        .map(|(index, name)| {
            let schema = call.and_then(|call| call.path_schema(name));
            let owner = word(path.get(..index).unwrap_or_default());
            keys::owner_member(contract, item?, &keys, owner, name, schema)
        })
        .collect()
}

/// The last word of the path; where another collection has the same, all words, joined by slashes.
fn name(paths: &[(Vec<Piece>, bool)], path: &[Piece]) -> String {
    let same_word = paths
        .iter()
        .filter(|(other, _)| plain(word(other)) == plain(word(path)))
        .count();
    if same_word <= 1 {
        return word(path).to_owned();
    }
    let words: Vec<&str> = path
        .iter()
        .filter_map(|piece| match piece {
            Piece::Text(word) => Some(word.as_str()),
            Piece::Value(_) => None,
        })
        .collect();

    words.join("/")
}
