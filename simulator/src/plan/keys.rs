//! Which members tell a record from others, and which member says whose a record is.

use brogue_generator::model::contract::{Contract, Kind, SchemaId};

use super::schemas::{self, Member};
use super::words::{alternatives, meant, plain, singular};

/// The members that the value of a path names a record by: the ones of the value's own named type, then the ones of its name.
///
/// The name counts with and without that of the collection: `clientId` below `/clients` is `clientId`, `client_id` or `id`; and
/// `clientIdOrClientEmail` is either of two members. Where the items are open and declare no such member, the shortest name it is.
pub(crate) fn named_by(
    contract: &Contract,
    item: Option<SchemaId>,
    word: &str,
    parameter: &str,
    schema: Option<SchemaId>,
) -> Vec<String> {
    let members = item.map_or_else(Vec::new, |item| schemas::members(contract, item));
    let mut found = of_type(contract, &members, schema);
    found.sort_by_key(|name| !is_id(name));
    found.truncate(1);
    let one = plain(&singular(word));
    for wanted in alternatives(parameter) {
        let short = wanted
            .strip_prefix(&one)
            .or_else(|| wanted.strip_suffix(&one))
            .filter(|short| !short.is_empty())
            .unwrap_or(&wanted)
            .to_owned();
        let names = [wanted.clone(), short.clone(), format!("{one}{short}")];
        let member = names
            .iter()
            .find_map(|name| meant(&members, |member| &member.name, name));
        if let Some(member) = member {
            found.push(member.name.clone());
        }
    }
    if found.is_empty() && members.is_empty() {
        found.push("id".to_owned());
    }
    without_repeats(found)
}

/// The member that names a record where no path does: `id` and its kin, or the one named after the collection or its items.
pub(crate) fn usual(contract: &Contract, item: SchemaId, word: &str) -> Option<String> {
    let members = schemas::members(contract, item);
    let one = plain(&singular(word));
    let type_name = plain(&contract.schema(item).name);
    let names = [
        "id".to_owned(),
        format!("{one}id"),
        format!("{type_name}id"),
        "uuid".to_owned(),
        "guid".to_owned(),
        "uid".to_owned(),
    ];
    let found = names
        .iter()
        .filter_map(|name| meant(&members, |member| &member.name, name))
        .find(|member| is_scalar(contract, member.schema));

    found.map(|member| member.name.clone())
}

/// The member that says whose an item is, by the value of the path that names its owner.
pub(crate) fn owner_member(
    contract: &Contract,
    item: SchemaId,
    keys: &[String],
    owner_word: &str,
    parameter: &str,
    schema: Option<SchemaId>,
) -> Option<String> {
    let members: Vec<Member> = schemas::members(contract, item)
        .into_iter()
        .filter(|member| !keys.contains(&member.name))
        .collect();
    let one = plain(&singular(owner_word));
    let of_type = of_type(contract, &members, schema).into_iter().next();

    of_type.or_else(|| {
        let names = [format!("{one}id"), one, plain(parameter)];
        let found = names
            .iter()
            .filter(|name| *name != "id")
            .filter_map(|name| meant(&members, |member| &member.name, name))
            .find(|member| is_scalar(contract, member.schema));
        found.map(|member| member.name.clone())
    })
}

/// Whether a name looks like that of an identifier.
pub(crate) fn is_id(name: &str) -> bool {
    let name = plain(name);

    name.ends_with("id") && !["paid", "valid", "void", "grid", "bid"].contains(&name.as_str())
}

/// Whether a value is one number or one text.
pub(crate) fn is_scalar(contract: &Contract, schema: SchemaId) -> bool {
    let kinds = schemas::kinds(contract, schema);

    kinds.is_empty()
        || kinds
            .iter()
            .any(|kind| matches!(kind, Kind::Integer | Kind::Number | Kind::Text))
}

/// The members whose values are of the same named schema.
fn of_type(contract: &Contract, members: &[Member], schema: Option<SchemaId>) -> Vec<String> {
    let Some(schema) = schema.map(|schema| schemas::core(contract, schema)) else {
        return Vec::new();
    };

    members
        .iter()
        .filter(|member| schemas::core(contract, member.schema) == schema)
        .map(|member| member.name.clone())
        .collect()
}

fn without_repeats(names: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
    }

    all
}
