//! A new record: what was sent, and what the vendor adds.

use brogue_generator::model::contract::{Kind, SchemaId};
use brogue_generator::model::{Json, View};
use serde_json::{Map, Value};

use super::times;
use super::{ChangeKind, Outcome, Scene, Setting, Whose, object_sent};
use crate::invent::{self, Invention};
use crate::plan::words::{pieces, plain};
use crate::plan::{Collection, schemas};
use crate::reply::{Refusal, RefusalKind};
use crate::store::{MOST, Record, Row, Store, key_text};

/// What a new record is made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Making<'a> {
    /// What was sent.
    pub(crate) sent: Record,
    /// The members that the sender may set; all where nothing is said.
    pub(crate) declared: Option<&'a [String]>,
    /// What the answer tells beyond the record, this once.
    pub(crate) told: Option<SchemaId>,
    /// Whether it is there from the start: then everything about it is made up.
    pub(crate) is_seed: bool,
}

/// Adds the record that the body is.
pub(super) fn create(scene: &mut Scene<'_>, whose: &Whose) -> Result<Outcome, Box<Refusal>> {
    let sent = object_sent(scene.received.body.as_ref());
    let record = created(scene, sent, whose)?;

    Ok(scene.counted(1, record))
}

/// Adds a record, and notes it as a change.
pub(super) fn created(
    scene: &mut Scene<'_>,
    mut sent: Record,
    whose: &Whose,
) -> Result<Record, Box<Refusal>> {
    for file in &scene.received.files {
        sent.remove(&file.name);
    }
    rename(&mut sent, scene.call.renamed.as_ref());
    let item = scene.collection.item;
    let answers_item = |answer: &SchemaId| {
        let contract = &scene.setting.vendor.contract;
        let core = schemas::core(contract, *answer);
        let of_record = item.map_or_else(Vec::new, |item| schemas::members(contract, item));
        Some(core) != item
            && schemas::members(contract, core)
                .iter()
                .any(|member| of_record.iter().any(|known| known.name == member.name))
    };
    let making = Making {
        sent,
        declared: Some(&scene.call.sent),
        told: scene.call.answer.filter(answers_item),
        is_seed: false,
    };
    let (_, record) = insert(scene.setting, scene.store, scene.index, whose, making)?;
    scene.changed(ChangeKind::Created, &record);

    Ok(record)
}

/// Puts a new record into a collection; gives its number and what there is to tell of it.
pub(crate) fn insert(
    setting: Setting<'_>,
    store: &mut Store,
    index: usize,
    whose: &Whose,
    making: Making<'_>,
) -> Result<(u64, Record), Box<Refusal>> {
    let contract = &setting.vendor.contract;
    let found = setting.vendor.plan.collections.get(index);
    let (Some(collection), Some(shelf)) = (found, store.shelf_mut(index)) else {
        return Err(Refusal::new(
            RefusalKind::Refused,
            "there is no such collection",
        ));
    };
    if shelf.len() >= MOST {
        let message = format!(
            "there are {MOST} of `{}`, and no more are kept",
            collection.name
        );
        return Err(Refusal::new(RefusalKind::Refused, message));
    }
    let members = collection
        .item
        .map_or_else(Vec::new, |item| schemas::members(contract, item));
    let mut record = making.sent;
    if let Some(declared) = making.declared {
        record.retain(|name, _| {
            declared.contains(name) || members.iter().all(|member| member.name != *name)
        });
    }
    for (member, value) in &whose.members {
        record.insert(member.clone(), value.clone());
    }
    let number = shelf.next_number();
    let place = format!("{}/{number}", collection.name);
    let invention = || Invention::at(setting.seed, &place);
    if let Some(key) = collection.keys.first() {
        let sent = record.get(key).and_then(key_text);
        match sent {
            Some(text) => {
                let keys = std::slice::from_ref(key);
                if shelf.find(keys, &text, &whose.owners).is_some() {
                    let message =
                        format!("there is a {} with this `{key}` already", collection.one());
                    let mut refusal = Refusal::new(RefusalKind::Conflict, message);
                    refusal.field = Some(key.clone());
                    return Err(refusal);
                }
            }
            None => {
                let schema = members.iter().find(|member| member.name == *key);
                let schema = schema.map(|member| member.schema);
                let made = new_key(setting, shelf, (collection, key, schema), number);
                record.insert(key.clone(), made);
            }
        }
    }
    if !making.is_seed {
        begin(setting, &members, &mut record);
    }
    let mut value = Value::Object(record);
    if let Some(item) = collection.item {
        invent::complete(contract, item, &mut value, &mut invention());
    }
    let record = object(value);
    let told = making.told.map(|told| {
        let mut value = Value::Object(record.clone());
        invent::complete(contract, told, &mut value, &mut invention());
        object(value)
    });
    let row = Row {
        owners: whose.owners.clone(),
        record: record.clone(),
    };
    shelf.put(number, row);

    Ok((number, told.unwrap_or(record)))
}

/// Gives a member the name that records have it under.
pub(super) fn rename(sent: &mut Record, renamed: Option<&(String, String)>) {
    if let Some((from, to)) = renamed {
        if let Some(value) = sent.remove(from) {
            sent.insert(to.clone(), value);
        }
    }
}

/// What is evident of a new thing: times, flags, the status.
fn begin(setting: Setting<'_>, members: &[schemas::Member], record: &mut Record) {
    let contract = &setting.vendor.contract;
    for member in members {
        if record.contains_key(&member.name) {
            continue;
        }
        let default = schemas::said(contract, member.schema, |schema| schema.default.clone());
        let value = default
            .as_ref()
            .and_then(json)
            .or_else(|| first_time(setting, member))
            .or_else(|| first_flag(setting, member))
            .or_else(|| first_status(setting, member));
        if let Some(value) = value {
            record.insert(member.name.clone(), value);
        }
    }
}

/// Now; for the time of a change null where that can be, since there was none.
fn first_time(setting: Setting<'_>, member: &schemas::Member) -> Option<Value> {
    let contract = &setting.vendor.contract;
    let changes = times::tells_change(&member.name);
    if !changes && !times::tells_creation(&member.name) {
        return None;
    }
    let stamp = times::stamp(contract, &member.name, member.schema, setting.now)?;
    let can_be_null = schemas::kinds(contract, member.schema).contains(&Kind::Null);

    Some(if changes && can_be_null {
        Value::Null
    } else {
        stamp
    })
}

/// Off, unless it says that it works.
fn first_flag(setting: Setting<'_>, member: &schemas::Member) -> Option<Value> {
    const ON: &[&str] = &["enabled", "active", "open", "valid", "available", "visible"];
    let contract = &setting.vendor.contract;
    let kinds = schemas::kinds(contract, member.schema);
    let has_view = schemas::said(contract, member.schema, |schema| {
        schema.views.contains(&View::Flag).then_some(())
    });
    let is_on = pieces(&member.name)
        .iter()
        .any(|piece| ON.contains(&piece.as_str()));
    if has_view.is_some() && kinds.contains(&Kind::Integer) {
        return Some(Value::from(u8::from(is_on)));
    }

    kinds.contains(&Kind::Boolean).then_some(Value::Bool(is_on))
}

/// The first that is named.
fn first_status(setting: Setting<'_>, member: &schemas::Member) -> Option<Value> {
    let name = plain(&member.name);
    let is_status = name.ends_with("status") || name.ends_with("state");
    let first = schemas::texts(&setting.vendor.contract, member.schema)
        .into_iter()
        .next();

    first.filter(|_| is_status).map(Value::String)
}

/// An id that no other record has: a number that counts up, or what the schema says that it is.
fn new_key(
    setting: Setting<'_>,
    shelf: &crate::store::Shelf,
    (collection, key, schema): (&Collection, &str, Option<SchemaId>),
    number: u64,
) -> Value {
    let contract = &setting.vendor.contract;
    let is_free = |value: &Value| {
        let text = key_text(value).filter(|text| !text.is_empty());
        text.is_some_and(|text| !shelf.knows(key, &text))
    };
    let kinds = schema.map_or_else(Vec::new, |schema| schemas::kinds(contract, schema));
    if matches!(kinds.first(), Some(Kind::Integer | Kind::Number)) {
        let mut count = number;
        while !is_free(&Value::from(count)) {
            count += 1;
        }
        return Value::from(count);
    }
    for attempt in 0..8 {
        let place = format!("{}/{number}/{key}/{attempt}", collection.name);
        let mut invention = Invention::at(setting.seed, &place);
        let made = schema.map(|schema| invent::value(contract, schema, &mut invention));
        if let Some(made) = made.filter(is_free) {
            return made;
        }
    }

    Value::String(format!("{:08x}{number:016x}", setting.seed & 0xffff_ffff))
}

fn object(value: Value) -> Record {
    match value {
        Value::Object(record) => record,
        _ => Map::new(),
    }
}

/// A value of the document.
fn json(value: &Json) -> Option<Value> {
    Some(match value {
        Json::Null => Value::Null,
        Json::Boolean(flag) => Value::Bool(*flag),
        Json::Number(text) => serde_json::from_str(text).ok()?,
        Json::Text(text) => Value::String(text.clone()),
        Json::List(items) => Value::Array(items.iter().filter_map(json).collect()),
        Json::Object(members) => Value::Object(
            members
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), json(value)?)))
                .collect(),
        ),
    })
}
