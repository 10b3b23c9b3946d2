//! A new record: what was sent, and what the vendor adds.

use brogue_generator::model::contract::{Kind, SchemaId};
use serde_json::{Map, Value};

use super::begin::begin;
use super::{ChangeKind, Outcome, Scene, Setting, Whose, object_sent};
use crate::invent::{self, Invention};
use crate::plan::{Collection, schemas};
use crate::received::ReceivedFile;
use crate::reply::{Refusal, RefusalKind};
use crate::store::{MOST, Record, Row, Store, key_text};

/// What a new record is made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Making {
    /// What was sent.
    pub(crate) sent: Record,
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
    let contract = &scene.setting.vendor.contract;
    let item = scene.collection.item;
    let members = item.map_or_else(Vec::new, |item| schemas::members(contract, item));
    sent.retain(|name, _| {
        scene.call.sent.contains(name) || members.iter().all(|member| member.name != *name)
    });
    rename(&mut sent, scene.call.renamed.as_ref());
    if let [file] = scene.received.files.as_slice() {
        for member in &members {
            if let (None, Some(value)) = (sent.get(&member.name), told_of(file, &member.name)) {
                sent.insert(member.name.clone(), value);
            }
        }
    }
    let tells_record = |answer: &SchemaId| {
        let core = schemas::core(contract, *answer);
        let told = schemas::members(contract, core);
        let is_known = |name: &String| members.iter().any(|member| member.name == *name);
        Some(core) != item && told.iter().any(|member| is_known(&member.name))
    };
    let making = Making {
        sent,
        told: scene.call.answer.filter(tells_record),
        is_seed: false,
    };
    let (_, record) = insert(scene.setting, scene.store, scene.index, whose, making)?;
    scene.changed(ChangeKind::Created, &record);

    Ok(record)
}

/// What a member says of the file that was sent, by its name.
fn told_of(file: &ReceivedFile, member: &str) -> Option<Value> {
    let name: String = member
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();

    Some(match name.as_str() {
        "filename" | "originalname" | "originalfilename" | "name" => {
            Value::String(file.file_name.clone())
        }
        "mimetype" | "contenttype" | "mediatype" | "mime" => {
            Value::String(file.content_type.clone())
        }
        "size" | "filesize" | "bytes" | "contentlength" => Value::from(file.content.len()),
        _ => return None,
    })
}

/// Nothing more is kept.
pub(super) fn full() -> Box<Refusal> {
    let message = "the records take all the memory that they may: delete some of them";

    Refusal::new(RefusalKind::Refused, message)
}

/// Puts a new record into a collection; gives its number and what there is to tell of it.
pub(crate) fn insert(
    setting: Setting<'_>,
    store: &mut Store,
    index: usize,
    whose: &Whose,
    making: Making,
) -> Result<(u64, Record), Box<Refusal>> {
    let contract = &setting.vendor.contract;
    let found = setting.vendor.plan.collections.get(index);
    if store.is_full() {
        return Err(full());
    }
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
    if collection
        .item
        .is_some_and(|item| schemas::is_closed(contract, item))
    {
        record.retain(|name, _| members.iter().any(|member| member.name == *name));
    }
    for (member, value) in &whose.members {
        record.insert(member.clone(), value.clone());
    }
    let number = shelf.next_number();
    let place = format!("{}/{number}", collection.name);
    let invention = || Invention::at(setting.seed, &place);
    if let Some(key) = collection.keys.first() {
        if let Some(text) = record.get(key).and_then(key_text) {
            let keys = std::slice::from_ref(key);
            if shelf.find(keys, &text, &whose.owners).is_some() {
                let message = format!("there is a {} with this `{key}` already", collection.one());
                let mut refusal = Refusal::new(RefusalKind::Conflict, message);
                refusal.field = Some(key.clone());
                return Err(refusal);
            }
        } else {
            let schema = members.iter().find(|member| member.name == *key);
            let schema = schema.map(|member| member.schema);
            let made = new_key(setting, shelf, (collection, key, schema), number);
            record.insert(key.clone(), made);
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
    if let Some((from, to)) = renamed
        && let Some(value) = sent.remove(from)
    {
        sent.insert(to.clone(), value);
    }
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
