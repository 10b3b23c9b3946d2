//! Questions about schemas: which members an object has, what a list is of, which named schema a value is of.
//!
//! Schemas can refer to each other in circles, so every walk remembers where it has been.

use brogue_generator::model::contract::{Additional, Contract, Kind, Schema, SchemaId};
use brogue_generator::model::{Json, TimeFormat};

/// A member of an object.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Its name.
    pub(crate) name: String,
    /// What its value is.
    pub(crate) schema: SchemaId,
    /// Whether it must be there.
    pub(crate) required: bool,
}

/// The members that an object declares: its own, those of all it is made of, and those of the cases that it may be.
pub(crate) fn members(contract: &Contract, schema: SchemaId) -> Vec<Member> {
    let mut found = Vec::new();
    let mut required = Vec::new();
    gather(contract, schema, true, &mut Vec::new(), &mut |id, sure| {
        let schema = contract.schema(id);
        for (name, member) in &schema.properties {
            found.push((name.clone(), *member));
        }
        if sure {
            required.extend(schema.required.iter().map(|(name, _)| name.clone()));
        }
    });
    let mut members: Vec<Member> = Vec::new();
    for (name, schema) in found {
        if members.iter().all(|known| known.name != name) {
            members.push(Member {
                required: required.contains(&name),
                name,
                schema,
            });
        }
    }

    members
}

/// The member of a name.
pub(crate) fn member(contract: &Contract, schema: SchemaId, name: &str) -> Option<SchemaId> {
    let all = members(contract, schema);

    all.into_iter()
        .find(|member| member.name == name)
        .map(|member| member.schema)
}

/// The schema at a JSON Pointer.
pub(crate) fn at(contract: &Contract, schema: SchemaId, pointer: &str) -> Option<SchemaId> {
    let mut found = schema;
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        found = match list_item(contract, found) {
            Some(item) if step.bytes().all(|byte| byte.is_ascii_digit()) => item,
            _ => member(contract, found, &step)?,
        };
    }

    Some(found)
}

/// What the list is of that a value is or may be.
pub(crate) fn list_item(contract: &Contract, schema: SchemaId) -> Option<SchemaId> {
    let mut item = None;
    gather(contract, schema, true, &mut Vec::new(), &mut |id, _| {
        item = item.or(contract.schema(id).items);
    });

    item
}

/// The object that a value is or may be.
pub(crate) fn object(contract: &Contract, schema: SchemaId) -> Option<SchemaId> {
    let core = core(contract, schema);
    let found = contract.schema(core);
    let is_object = found.kinds.contains(&Kind::Object)
        || (found.kinds.is_empty() && (!found.properties.is_empty() || !found.all_of.is_empty()));
    if is_object {
        return Some(core);
    }
    let branches: Vec<SchemaId> = [&found.one_of, &found.any_of]
        .into_iter()
        .flatten()
        .copied()
        .collect();
    // Cases of one thing: none of them alone is it.
    let objects = |branch: &SchemaId| {
        let branch = contract.schema(self::core(contract, *branch));
        branch.kinds.contains(&Kind::Object) || !branch.all_of.is_empty()
    };
    match branches.iter().filter(|branch| objects(branch)).count() {
        0 => None,
        1 => branches
            .iter()
            .find(|branch| objects(branch))
            .map(|branch| self::core(contract, *branch)),
        _ => Some(core),
    }
}

/// The schema that a value is of, behind plain references and beside null.
pub(crate) fn core(contract: &Contract, schema: SchemaId) -> SchemaId {
    let mut found = schema;
    for _ in 0..32 {
        let current = contract.schema(found);
        let cases: Vec<SchemaId> = current
            .one_of
            .iter()
            .chain(&current.any_of)
            .copied()
            .filter(|case| contract.resolved(*case).kinds != [Kind::Null])
            .collect();
        found = match (current.reference, cases.as_slice()) {
            (Some(next), _) => next,
            (None, [only]) if current.properties.is_empty() => *only,
            (None, _) => return found,
        };
    }

    found
}

/// The kinds that a value may be of; empty where it may be of any.
pub(crate) fn kinds(contract: &Contract, schema: SchemaId) -> Vec<Kind> {
    let mut kinds = Vec::new();
    gather(contract, schema, true, &mut Vec::new(), &mut |id, _| {
        for kind in &contract.schema(id).kinds {
            if !kinds.contains(kind) {
                kinds.push(*kind);
            }
        }
    });

    kinds
}

/// The texts that a value may be; empty where it may be any.
pub(crate) fn texts(contract: &Contract, schema: SchemaId) -> Vec<String> {
    let mut texts = Vec::new();
    gather(contract, schema, true, &mut Vec::new(), &mut |id, _| {
        let schema = contract.schema(id);
        for value in schema.values.iter().chain(&schema.constant) {
            if let Json::Text(text) = value {
                texts.push(text.clone());
            }
        }
    });

    texts
}

/// Whether an object holds only what is declared.
pub(crate) fn is_closed(contract: &Contract, schema: SchemaId) -> bool {
    let closed = said(contract, schema, |schema| {
        matches!(schema.additional, Additional::None(_)).then_some(())
    });

    closed.is_some()
}

/// What one of the schemas that hold for a value says.
pub(crate) fn said<T>(
    contract: &Contract,
    schema: SchemaId,
    mut what: impl FnMut(&Schema) -> Option<T>,
) -> Option<T> {
    let mut found = None;
    gather(contract, schema, true, &mut Vec::new(), &mut |id, _| {
        if found.is_none() {
            found = what(contract.schema(id));
        }
    });

    found
}

/// How a value says a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TimeForm {
    /// In the vendor's own format.
    Own(TimeFormat),
    /// As RFC 3339 has it.
    DateTime,
    /// A day.
    Date,
}

/// How a value says a time, where it is evident that it does.
pub(crate) fn time_form(contract: &Contract, schema: SchemaId) -> Option<TimeForm> {
    said(contract, schema, |schema| {
        let own = schema.time.clone().map(TimeForm::Own);

        own.or(match schema.format.as_deref() {
            Some("date-time") => Some(TimeForm::DateTime),
            Some("date") => Some(TimeForm::Date),
            _ => None,
        })
    })
}

/// Walks over a schema, what it refers to, what it is made of, and the cases that it may be.
fn gather(
    contract: &Contract,
    schema: SchemaId,
    sure: bool,
    been: &mut Vec<SchemaId>,
    visit: &mut impl FnMut(SchemaId, bool),
) {
    // So deep is no document that a person wrote; it is the stack that has an end.
    if been.len() > 500 || been.contains(&schema) {
        return;
    }
    been.push(schema);
    visit(schema, sure);
    let found = contract.schema(schema);
    for next in found.reference.iter().chain(&found.all_of) {
        gather(contract, *next, sure, been, visit);
    }
    let cases: Vec<SchemaId> = found.one_of.iter().chain(&found.any_of).copied().collect();
    let is_one = cases
        .iter()
        .filter(|case| contract.resolved(**case).kinds != [Kind::Null])
        .count()
        == 1;
    for case in cases {
        gather(contract, case, sure && is_one, been, visit);
    }
}
