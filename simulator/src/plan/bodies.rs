//! What a call sends and tells, held against the collection that it is about.

use brogue_generator::model::contract::{Contract, Kind, SchemaId};
use brogue_generator::model::{Api, Method, Operation, StructUse, TypeKind, TypeRef};

use super::calls::Seen;
use super::collections::{same, word};
use super::words::plain;
use super::{Collection, keys, schemas};

/// Whether a body changes only what is sent, and null in it clears a member.
pub(crate) fn keeps_unsent(api: &Api, operation: &Operation) -> bool {
    let mut ty = operation.body.as_ref().map(|body| &body.ty);
    while let Some(TypeRef::List(inner)) = ty {
        ty = Some(inner);
    }
    let is_update = match ty {
        Some(TypeRef::Named(id) | TypeRef::Boxed(id)) => match &api.types.get(*id).kind {
            TypeKind::Struct(found) => found.used == StructUse::Update,
            _ => false,
        },
        _ => false,
    };

    is_update || (api.partial_puts && operation.http_method == Method::Put)
}

/// The list of records in a body: it is one, or holds one as its only member where records have no such member.
pub(super) fn list_in_body(
    contract: &Contract,
    collection: &Collection,
    call: &Seen<'_>,
) -> Option<(String, SchemaId)> {
    let whole = call.sent.whole?;
    if let Some(element) = schemas::list_item(contract, whole) {
        return Some((String::new(), element));
    }
    let members = schemas::members(contract, whole);
    let [only] = members.as_slice() else {
        return None;
    };
    let element = schemas::list_item(contract, only.schema)?;
    let own = collection
        .item
        .and_then(|item| schemas::member(contract, item, &only.name));

    own.is_none().then(|| {
        (
            format!("/{}", only.name.replace('~', "~0").replace('/', "~1")),
            element,
        )
    })
}

/// The members of an element that name a record: a key of the collection, or a usual one, that the element has; one that it must have
/// comes first.
pub(super) fn demanded_key(
    contract: &Contract,
    collection: &Collection,
    element: SchemaId,
) -> Vec<String> {
    let members = schemas::members(contract, element);
    let usual = keys::usual(contract, element, word(&collection.path));
    let has = |name: &&String| members.iter().any(|member| member.name == **name);
    let must = |name: &&String| {
        members
            .iter()
            .any(|member| member.name == **name && member.required)
    };
    let known: Vec<&String> = collection.keys.iter().chain(&usual).collect();
    let found = known
        .iter()
        .find(|name| must(name))
        .or_else(|| known.iter().find(|name| has(name)));

    found.map(|name| vec![(**name).clone()]).unwrap_or_default()
}

/// What a body tells by which records are to go: a key, or else all members that it must have and records know.
pub(super) fn selectors(
    contract: &Contract,
    collection: &Collection,
    element: SchemaId,
) -> Vec<String> {
    let key = demanded_key(contract, collection, element);
    if !key.is_empty() {
        return key;
    }
    let item = collection
        .item
        .map_or_else(Vec::new, |item| schemas::members(contract, item));

    schemas::members(contract, element)
        .into_iter()
        .filter(|member| member.required && item.iter().any(|known| known.name == member.name))
        .map(|member| member.name)
        .collect()
}

/// Whether what is answered is a count: numbers named after what was done, and nothing of the record.
pub(super) fn counts(contract: &Contract, collection: &Collection, call: &Seen<'_>) -> bool {
    const DONE: &[&str] = &[
        "insert", "creat", "updat", "modif", "chang", "delet", "remov", "affect", "count",
    ];
    let Some(answer) = call.told.object else {
        return false;
    };
    if Some(schemas::core(contract, answer)) == collection.item || call.is_read() {
        return false;
    }
    let item = collection
        .item
        .map_or_else(Vec::new, |item| schemas::members(contract, item));
    let answer = schemas::members(contract, answer);
    let of_record = answer
        .iter()
        .any(|member| item.iter().any(|known| known.name == member.name));
    let counts = answer.iter().any(|member| {
        let name = plain(&member.name);
        let is_number = schemas::kinds(contract, member.schema).contains(&Kind::Integer);
        is_number && DONE.iter().any(|word| name.contains(word))
    });

    counts && !of_record
}

/// What a body, or each element of it, declares.
pub(super) fn declared(contract: &Contract, call: &Seen<'_>) -> Vec<String> {
    let sent = call
        .sent
        .whole
        .map(|whole| schemas::list_item(contract, whole).unwrap_or(whole));
    let members = sent.map_or_else(Vec::new, |sent| schemas::members(contract, sent));
    let elements = match members.as_slice() {
        [only] => schemas::list_item(contract, only.schema),
        _ => None,
    };
    let elements = elements.map_or_else(Vec::new, |element| schemas::members(contract, element));

    members
        .into_iter()
        .chain(elements)
        .map(|member| member.name)
        .collect()
}

/// The one required text that only bodies know, and the one required text that only answers know.
pub(super) fn renamed(
    contract: &Contract,
    collection: &Collection,
    calls: &[Seen<'_>],
    call: &Seen<'_>,
) -> Option<(String, String)> {
    let item = schemas::members(contract, collection.item?);
    let body = schemas::members(contract, call.sent.whole?);
    let made = calls
        .iter()
        .filter(|other| same(&other.pieces, &collection.path));
    let told: Vec<String> = made
        .filter_map(|other| other.sent.whole)
        .flat_map(|sent| schemas::members(contract, sent))
        .map(|member| member.name)
        .collect();
    let is_text = |schema: SchemaId| {
        schemas::kinds(contract, schema) == [Kind::Text]
            && schemas::texts(contract, schema).is_empty()
            && schemas::time_form(contract, schema).is_none()
            && schemas::said(contract, schema, |schema| schema.format.clone()).is_none()
    };
    let mut sent = body
        .iter()
        .filter(|member| member.required && item.iter().all(|known| known.name != member.name));
    let mut known = item.iter().filter(|member| {
        member.required && !collection.keys.contains(&member.name) && !told.contains(&member.name)
    });
    let pair = (sent.next()?, known.next()?);
    let is_only = sent.next().is_none() && known.next().is_none();
    let are_texts = is_text(pair.0.schema) && is_text(pair.1.schema);

    (is_only && are_texts).then(|| (pair.0.name.clone(), pair.1.name.clone()))
}
