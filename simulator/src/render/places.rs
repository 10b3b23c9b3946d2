//! Places in bodies by JSON Pointers: what may stand there, and what is put there.

use brogue_generator::model::contract::{Contract, Kind, SchemaId};
use serde_json::{Map, Value};

use crate::invent::Rules;

/// Branches of one choice that are looked at.
const BRANCHES: usize = 16;

/// The tokens of a pointer.
pub(super) fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    let tokens = pointer.split('/').skip(1);

    tokens.map(|token| token.replace("~1", "/").replace("~0", "~"))
}

/// What holds for a value, once for each branch that it may take.
pub(super) fn readings<'a>(contract: &'a Contract, ids: &[SchemaId]) -> Vec<Rules<'a>> {
    let mut most = 1;
    let mut readings = Vec::new();
    let mut number = 0;
    while number < most.min(BRANCHES) {
        readings.push(Rules::of(contract, ids, |_, branches| {
            most = most.max(branches.len());
            branches.get(number).or(branches.last()).copied()
        }));
        number += 1;
    }

    readings
}

/// The reading under which a value is an object.
pub(super) fn as_object<'a>(contract: &'a Contract, ids: &[SchemaId]) -> Option<Rules<'a>> {
    readings(contract, ids)
        .into_iter()
        .find(|rules| rules.allows(Kind::Object))
}

/// The reading under which a value is a list.
pub(super) fn as_list<'a>(contract: &'a Contract, ids: &[SchemaId]) -> Option<Rules<'a>> {
    let named = |rules: &Rules<'a>| {
        let kinds = rules.kinds.as_ref();
        kinds.is_some_and(|kinds| kinds.contains(&Kind::List))
            || (kinds.is_none() && !rules.element(0).is_empty())
    };

    readings(contract, ids).into_iter().find(named)
}

/// Whether some reading of a value is of a kind.
pub(super) fn allows(contract: &Contract, ids: &[SchemaId], kind: Kind) -> bool {
    readings(contract, ids)
        .iter()
        .any(|rules| rules.allows(kind))
}

/// What holds at a place; nothing where nothing may stand there.
pub(super) fn schemas_at(
    contract: &Contract,
    root: &[SchemaId],
    pointer: &str,
) -> Option<Vec<SchemaId>> {
    let mut found = root.to_vec();
    for token in tokens(pointer) {
        let as_object = as_object(contract, &found);
        let member = as_object.filter(|rules| rules.kinds.is_some() || !rules.members().is_empty());
        found = match (member, as_list(contract, &found), token.parse::<usize>()) {
            (_, Some(list), Ok(index)) => list.element(index),
            (Some(object), _, _) => object.member(&token)?,
            // Where nothing is said, anything may stand.
            _ if allows(contract, &found, Kind::Object) => Vec::new(),
            _ => return None,
        };
    }

    Some(found)
}

/// Whether the document itself names the member at a place.
pub(super) fn is_declared(contract: &Contract, root: &[SchemaId], pointer: &str) -> bool {
    schemas_at(contract, root, pointer).is_some_and(|found| !found.is_empty())
}

/// Puts a value at a place, with the objects and lists that lead there.
pub(super) fn put(whole: &mut Value, pointer: &str, value: Value) {
    let mut place = whole;
    for token in tokens(pointer) {
        let index = token.parse::<usize>().ok().filter(|index| *index < 100);
        if let Some(index) = index
            && !place.is_object()
        {
            if !place.is_array() {
                *place = Value::Array(Vec::new());
            }
            let Value::Array(elements) = place else {
                return;
            };
            while elements.len() <= index {
                elements.push(Value::Null);
            }
            let Some(element) = elements.get_mut(index) else {
                return;
            };
            place = element;
        } else {
            if !place.is_object() {
                *place = Value::Object(Map::new());
            }
            let Value::Object(members) = place else {
                return;
            };
            place = members.entry(token).or_insert(Value::Null);
        }
    }
    *place = value;
}

/// Takes the value at a place away.
pub(super) fn remove(whole: &mut Value, pointer: &str) {
    let Some((parent, _)) = pointer.rsplit_once('/') else {
        return;
    };
    let last = tokens(pointer).last().unwrap_or_default();
    if let Some(Value::Object(members)) = whole.pointer_mut(parent) {
        members.remove(&last);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{put, remove};

    #[test]
    fn what_leads_to_a_place_is_made() {
        let mut whole = Value::Null;
        put(&mut whole, "/errors/0/detail", json!("gone"));
        put(&mut whole, "/errors/0/a~1b", json!(1));
        assert_eq!(whole, json!({ "errors": [{ "detail": "gone", "a/b": 1 }] }));
        remove(&mut whole, "/errors/0/detail");
        assert_eq!(whole, json!({ "errors": [{ "a/b": 1 }] }));
        put(&mut whole, "", json!(null));
        assert_eq!(whole, Value::Null);
    }
}
