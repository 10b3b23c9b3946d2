//! What one call does, once it is known which collections there are.

use brogue_generator::model::contract::{Contract, Kind};
use brogue_generator::model::{Api, Method};

use super::bodies::{
    counts, declared, demanded_key, keeps_unsent, list_in_body, renamed, selectors,
};
use super::calls::{Piece, Seen};
use super::collections::{Place, same, word};
use super::words::{pieces, plain};
use super::{CallPlan, Collection, Deed, Doing, Lookup, Named, Owner, Style};
use super::{filters, keys, schemas};

/// The collections, and where they are.
type Known<'a> = (&'a [Collection], &'a [Place]);

/// What a call does.
pub(crate) fn plan(
    api: &Api,
    contract: &Contract,
    calls: &[Seen<'_>],
    (collections, places): (&Vec<Collection>, &Vec<Place>),
    call: &Seen<'_>,
) -> CallPlan {
    let known: Known<'_> = (collections, places);
    let at = |path: &[Piece]| places.iter().find(|place| same(&place.path, path));
    let mut plan = CallPlan {
        deed: Deed::Nothing,
        collection: None,
        owners: Vec::new(),
        key: None,
        counts: false,
        answer: call.told.object,
        sent: declared(contract, call),
        renamed: None,
    };
    let (place, rest) = if let Some(place) = at(&call.pieces) {
        (place, &[][..])
    } else {
        // The longest path of a collection that this one goes on from.
        let longest = (1..call.pieces.len()).rev().find_map(|length| {
            let place = at(call.pieces.get(..length)?)?;
            Some((place, call.pieces.get(length..)?))
        });
        match longest {
            Some(found) => found,
            None => return alone(contract, known, call, plan),
        }
    };
    let Some(collection) = collections.get(place.collection) else {
        return plan;
    };
    plan.deed = match rest {
        [] if collection.is_single => of_single(api, call),
        [] => of_many(api, contract, collection, call),
        [Piece::Value(_)] if !collection.is_single => of_one(api, call),
        [Piece::Value(_), ..] if !collection.is_single => {
            below_one(contract, collection, call, rest)
        }
        _ => return alone(contract, known, call, plan),
    };
    if let Some(Piece::Value(parameter)) = rest.first() {
        plan.key = Some(lookup(contract, collection, call, parameter));
    }
    plan.collection = Some(place.collection);
    plan.owners = owners(contract, known, place, call);
    plan.counts = counts(contract, collection, call);
    plan.renamed = renamed(contract, collection, calls, call);

    plan
}

/// A call whose path leads to no collection can still list one: `POST /visits/search`, `GET /visits/late`.
fn alone(contract: &Contract, known: Known<'_>, call: &Seen<'_>, mut plan: CallPlan) -> CallPlan {
    let Some(item) = call.told.list.map(|item| schemas::core(contract, item)) else {
        return plan;
    };
    let (collections, places) = known;
    let near = places
        .iter()
        .find(|place| same(&place.path, call.prefix()) && place.shared_by.is_none());
    let of_item = |index: &usize| {
        collections
            .get(*index)
            .is_some_and(|collection| collection.item == Some(item) && !collection.is_single)
    };
    let found = near
        .map(|place| place.collection)
        .filter(of_item)
        .or_else(|| (0..collections.len()).find(of_item));
    let reached = found
        .and_then(|index| collections.get(index))
        .filter(|collection| {
            !collection
                .path
                .iter()
                .any(|piece| matches!(piece, Piece::Value(_)))
        });
    if let Some(collection) = reached {
        plan.collection = found;
        plan.deed = listing(contract, collection, call);
    }

    plan
}

fn of_single(api: &Api, call: &Seen<'_>) -> Deed {
    match call.operation.http_method {
        Method::Get | Method::Head | Method::Query => Deed::Read,
        Method::Put | Method::Patch | Method::Post => Deed::Update(style(api, call)),
        Method::Delete => Deed::Delete,
        Method::Options | Method::Trace | Method::Other(_) => Deed::Nothing,
    }
}

fn of_one(api: &Api, call: &Seen<'_>) -> Deed {
    match call.operation.http_method {
        Method::Post if call.sent.whole.is_none() => Deed::Act { writes: false },
        _ => of_single(api, call),
    }
}

fn of_many(api: &Api, contract: &Contract, collection: &Collection, call: &Seen<'_>) -> Deed {
    let list = list_in_body(contract, collection, call);
    match call.operation.http_method {
        Method::Get | Method::Head | Method::Query => listing(contract, collection, call),
        Method::Post => match list {
            Some((list, element)) => Deed::Named(Named {
                doing: Doing::Put,
                by: demanded_key(contract, collection, element),
                list: Some(list),
            }),
            None if is_paged(call) => listing(contract, collection, call),
            None if call.sent.whole.is_none() && call.told.list.is_some() => {
                listing(contract, collection, call)
            }
            None => Deed::Create,
        },
        Method::Put | Method::Patch => {
            let doing = Doing::Update(style(api, call));
            let element = list.as_ref().map(|(_, element)| *element);
            let named = element.or(call.sent.whole);
            Deed::Named(Named {
                doing,
                by: named.map_or_else(Vec::new, |named| demanded_key(contract, collection, named)),
                list: list.map(|(list, _)| list),
            })
        }
        Method::Delete => match (list, call.sent.whole) {
            (Some((list, element)), _) => Deed::Named(Named {
                doing: Doing::Delete,
                by: selectors(contract, collection, element),
                list: Some(list),
            }),
            (None, Some(whole)) => Deed::Named(Named {
                doing: Doing::Delete,
                by: selectors(contract, collection, whole),
                list: None,
            }),
            (None, None) => Deed::DeleteAll,
        },
        Method::Options | Method::Trace | Method::Other(_) => Deed::Nothing,
    }
}

/// `/visits/{id}/close`: a question whether there is one, or something done about it.
fn below_one(
    contract: &Contract,
    collection: &Collection,
    call: &Seen<'_>,
    rest: &[Piece],
) -> Deed {
    let members = call
        .told
        .object
        .map_or_else(Vec::new, |answer| schemas::members(contract, answer));
    let asked = word(rest);
    let question = members.iter().find(|member| {
        let is_flag = schemas::kinds(contract, member.schema).contains(&Kind::Boolean);
        let name = plain(&member.name);
        is_flag
            && (name == plain(asked) || name == "exists")
            && pieces(asked).iter().any(|piece| piece.starts_with("exist"))
    });
    if let Some(question) = question.filter(|_| call.is_read()) {
        return Deed::Exists(question.name.clone());
    }
    let answers_record = call
        .told
        .object
        .map(|answer| schemas::core(contract, answer))
        == collection.item;

    Deed::Act {
        writes: !call.is_read() && answers_record,
    }
}

fn listing(contract: &Contract, collection: &Collection, call: &Seen<'_>) -> Deed {
    Deed::List(filters::filters(
        contract,
        call.operation,
        call.call,
        collection.item,
        word(&collection.path),
    ))
}

fn is_paged(call: &Seen<'_>) -> bool {
    use brogue_generator::model::Pagination;

    !matches!(call.operation.pagination, Pagination::None)
}

/// What becomes of what is not sent.
fn style(api: &Api, call: &Seen<'_>) -> Style {
    let is_put = call.operation.http_method == Method::Put;
    if is_put && !keeps_unsent(api, call.operation) {
        Style::Replace
    } else {
        Style::Keep
    }
}

fn lookup(
    contract: &Contract,
    collection: &Collection,
    call: &Seen<'_>,
    parameter: &str,
) -> Lookup {
    let members = keys::named_by(
        contract,
        collection.item,
        word(&collection.path),
        parameter,
        call.path_schema(parameter),
    );

    Lookup {
        parameter: parameter.to_owned(),
        members: if members.is_empty() {
            collection.keys.clone()
        } else {
            members
        },
    }
}

/// Whose records a call is about.
fn owners(contract: &Contract, known: Known<'_>, place: &Place, call: &Seen<'_>) -> Vec<Owner> {
    let (collections, places) = known;
    let own = collections.get(place.collection);
    let mut found = Vec::new();
    for (index, piece) in call.pieces.iter().enumerate().take(place.path.len()) {
        let Piece::Value(parameter) = piece else {
            continue;
        };
        let path = call.pieces.get(..index).unwrap_or_default();
        let collection = places
            .iter()
            .find(|place| same(&place.path, path))
            .map(|place| place.collection);
        let owner = collection.and_then(|index| collections.get(index));
        let member = match &place.shared_by {
            Some(member) => Some(member.clone()),
            None => own
                .and_then(|own| own.owner_members.get(found.len()).cloned())
                .flatten(),
        };
        found.push(Owner {
            lookup: owner.map_or_else(
                || Lookup {
                    parameter: parameter.clone(),
                    members: Vec::new(),
                },
                |owner| lookup(contract, owner, call, parameter),
            ),
            collection,
            member,
            is_apart: place.shared_by.is_none(),
        });
    }

    found
}
