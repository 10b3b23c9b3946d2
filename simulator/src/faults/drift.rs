//! Drift: a success that is no longer what the spec says of it. Which member it is comes from the seed.

use brogue_generator::model::Json;
use brogue_generator::model::contract::{Contract, Kind, SchemaId};
use serde_json::{Value, json};

use super::fault::Kind as Fault;
use super::pointer;
use crate::schema;

/// The most places of an answer that are looked at.
const MOST_SITES: usize = 5_000;

/// The deepest that an answer is looked into.
const DEEPEST: usize = 64;

/// A place of an answer.
struct Site {
    pointer: String,
    /// What the document says of it.
    said: Vec<SchemaId>,
    /// The same, with all that it refers to and is put together of.
    schemas: Vec<SchemaId>,
    /// Whether it is a member that must be there.
    is_required: bool,
    /// Whether it is a member that the document names.
    is_named: bool,
}

/// Changes an answer; where, or nothing where there is no place for such a change. Places inside `within` come first.
pub(super) fn bend(
    contract: &Contract,
    root: SchemaId,
    within: &str,
    body: &mut Value,
    fault: Fault,
    seed: u64,
) -> Option<String> {
    let mut sites = Vec::new();
    let whole = Site {
        pointer: String::new(),
        said: vec![root],
        schemas: schema::expanded(contract, &[root]),
        is_required: false,
        is_named: false,
    };
    collect(contract, whole, body, 0, &mut sites);
    sites.retain(|site| {
        body.pointer(&site.pointer)
            .is_some_and(|value| fits(contract, site, value, fault))
    });
    let is_inside = |site: &Site| {
        let rest = site.pointer.strip_prefix(within);
        rest.is_some_and(|rest| rest.starts_with('/') || within.is_empty())
            || (fault == Fault::ExtraMember && site.pointer == within)
    };
    if sites.iter().any(is_inside) {
        sites.retain(is_inside);
    }
    if fault == Fault::MissingMember && sites.iter().any(|site| site.is_required) {
        sites.retain(|site| site.is_required);
    }
    let chosen = fastrand::Rng::with_seed(seed).usize(..sites.len().max(1));
    let site = sites.into_iter().nth(chosen)?;

    change(contract, &site, body, fault)
}

/// All places of a value, in order, those inside before the next.
fn collect(contract: &Contract, site: Site, value: &Value, depth: usize, sites: &mut Vec<Site>) {
    if sites.len() >= MOST_SITES || depth > DEEPEST {
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let said = schema::member(contract, &site.schemas, name);
                let member = Site {
                    pointer: format!("{}/{}", site.pointer, pointer::escaped(name)),
                    is_required: says(contract, &site.schemas, name).0,
                    is_named: says(contract, &site.schemas, name).1,
                    schemas: schema::expanded(contract, &said),
                    said,
                };
                collect(contract, member, value, depth + 1, sites);
            }
        }
        Value::Array(elements) => {
            let said = schema::elements(contract, &site.schemas);
            let schemas = schema::expanded(contract, &said);
            for (index, element) in elements.iter().enumerate() {
                let element_site = Site {
                    pointer: format!("{}/{index}", site.pointer),
                    said: said.clone(),
                    schemas: schemas.clone(),
                    is_required: false,
                    is_named: false,
                };
                collect(contract, element_site, element, depth + 1, sites);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    sites.push(site);
}

/// Whether a member must be there, and whether it is named.
fn says(contract: &Contract, schemas: &[SchemaId], name: &str) -> (bool, bool) {
    let schemas = || schemas.iter().map(|id| contract.schema(*id));
    let is_required =
        schemas().any(|schema| schema.required.iter().any(|(known, _)| known == name));
    let is_named = schemas().any(|schema| schema.properties.iter().any(|(known, _)| known == name));

    (is_required, is_named)
}

/// Whether a change can be made at a place.
fn fits(contract: &Contract, site: &Site, value: &Value, fault: Fault) -> bool {
    let forbids = |kind| !schema::some_admits(contract, &site.said, kind);
    match fault {
        Fault::ExtraMember => {
            let mut schemas = site.schemas.iter();
            value.is_object() && schemas.any(|id| !contract.schema(*id).properties.is_empty())
        }
        Fault::Null => site.is_named && !value.is_null() && forbids(Kind::Null),
        Fault::NewEnumValue => value.is_string() && !listed(contract, &site.schemas).is_empty(),
        Fault::WrongType => site.is_named && other_kind(contract, site, value).is_some(),
        Fault::MissingMember => site.is_named || site.is_required,
        _ => false,
    }
}

fn change(contract: &Contract, site: &Site, body: &mut Value, fault: Fault) -> Option<String> {
    let mut told = site.pointer.clone();
    match fault {
        Fault::ExtraMember => {
            let Some(Value::Object(members)) = body.pointer_mut(&site.pointer) else {
                return None;
            };
            let name = numbered("simulated_extra", |name| {
                members.contains_key(name) || says(contract, &site.schemas, name).1
            });
            told = format!("{told}/{name}");
            members.insert(name, json!("something new"));
        }
        Fault::Null => *body.pointer_mut(&site.pointer)? = Value::Null,
        Fault::NewEnumValue => {
            let known = listed(contract, &site.schemas);
            let value = numbered("simulated-new-value", |value| known.contains(&value));
            *body.pointer_mut(&site.pointer)? = Value::String(value);
        }
        Fault::WrongType => {
            let value = body.pointer_mut(&site.pointer)?;
            *value = other_kind(contract, site, value)?;
        }
        Fault::MissingMember => pointer::remove(body, &site.pointer),
        _ => return None,
    }

    Some(told)
}

/// The texts that an enumeration lists.
fn listed<'c>(contract: &'c Contract, schemas: &[SchemaId]) -> Vec<&'c str> {
    schemas
        .iter()
        .flat_map(|id| &contract.schema(*id).values)
        .filter_map(|value| match value {
            Json::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// A value of a kind that is not allowed there.
fn other_kind(contract: &Contract, site: &Site, value: &Value) -> Option<Value> {
    let others = [
        json!({"simulated": "drift"}),
        json!("drift"),
        json!(7.5),
        json!(true),
        json!([]),
    ];

    others.into_iter().find(|other| {
        let kind = schema::kind(other);
        kind != schema::kind(value) && !schema::some_admits(contract, &site.said, kind)
    })
}

/// A name that is free: the name itself, or one with a number behind it.
fn numbered(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut free = name.to_owned();
    let mut number = 2_u32;
    while is_taken(&free) && number < u32::MAX {
        free = format!("{name}{number}");
        number += 1;
    }

    free
}

#[cfg(test)]
mod tests;
