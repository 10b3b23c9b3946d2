//! Changes of one record, and answers about one.

use std::collections::BTreeSet;

use brogue_generator::model::contract::Kind;
use serde_json::Value;

use super::make::rename;
use super::times;
use super::{ChangeKind, Outcome, Scene, object_sent};
use crate::invent::{self, Invention};
use crate::plan::words::plain;
use crate::plan::{Style, schemas};
use crate::store::{Record, Row};

/// What a body changes.
pub(super) fn sent(body: Option<&Value>) -> Record {
    object_sent(body)
}

/// Changes a record, and notes it; gives it as it is now.
pub(super) fn change(
    scene: &mut Scene<'_>,
    number: u64,
    row: Row,
    sent: &Record,
    style: Style,
) -> Record {
    let setting = scene.setting;
    let contract = &setting.vendor.contract;
    let item = scene.collection.item;
    let members = item.map_or_else(Vec::new, |item| schemas::members(contract, item));
    let of_name = |name: &str| members.iter().find(|member| member.name == name);
    let mut record = row.record;
    let mut changes = sent.clone();
    rename(&mut changes, scene.call.renamed.as_ref());
    let declared = |name: &String| {
        let renamed = scene.call.renamed.as_ref();
        scene.call.sent.contains(name) || renamed.is_some_and(|(_, known)| known == name)
    };
    // The vendor's own id stays what it is.
    let is_own = |name: &str| scene.collection.keys.first().is_some_and(|key| key == name);
    changes.retain(|name, _| !is_own(name) && (declared(name) || of_name(name).is_none()));
    if item.is_some_and(|item| schemas::is_closed(contract, item)) {
        changes.retain(|name, _| of_name(name).is_some());
    }
    if style == Style::Replace {
        let must = |name: &String| of_name(name).is_some_and(|member| member.required);
        record.retain(|name, _| is_own(name) || !declared(name) || must(name));
    }
    for (name, value) in changes {
        let can_be_null = of_name(&name)
            .is_none_or(|member| schemas::kinds(contract, member.schema).contains(&Kind::Null));
        if value.is_null() && !can_be_null {
            // Cleared: it is made anew below where an answer must have it.
            record.remove(&name);
        } else {
            record.insert(name, value);
        }
    }
    for member in members
        .iter()
        .filter(|member| times::tells_change(&member.name))
    {
        let was_sent = sent.contains_key(&member.name) && declared(&member.name);
        if let (false, Some(now)) = (
            was_sent,
            times::stamp(contract, &member.name, member.schema, setting.now),
        ) {
            record.insert(member.name.clone(), now);
        }
    }
    let kept: BTreeSet<String> = record.keys().cloned().collect();
    if let Some(item) = item {
        let mut value = Value::Object(record);
        let mut invention = Invention::at(setting.seed, &scene.place(number));
        invent::complete(contract, item, &mut value, &mut invention);
        record = object_sent(Some(&value));
        record.retain(|name, _| {
            kept.contains(name) || of_name(name).is_some_and(|member| member.required)
        });
    }
    if let Some(shelf) = scene.store.shelf_mut(scene.index) {
        let row = Row {
            owners: row.owners,
            record: record.clone(),
        };
        shelf.put(number, row);
    }
    scene.changed(ChangeKind::Updated, &record);

    record
}

/// Does something about a record; the answer knows what was sent as well.
pub(super) fn act(scene: &mut Scene<'_>, number: u64, row: Row, writes: bool) -> Outcome {
    let sent = sent(scene.received.body.as_ref());
    if writes {
        let record = change(scene, number, row, &sent, Style::Keep);
        return scene.counted(1, record);
    }
    let mut record = row.record;
    for (name, value) in sent {
        record.insert(name, value);
    }

    scene.counted(1, record)
}

/// Whether there is such a record, as an answer; where there is none, no flag is set.
pub(super) fn existence(scene: &Scene<'_>, question: &str, found: Option<Record>) -> Record {
    let contract = &scene.setting.vendor.contract;
    let exists = found.is_some();
    let known = found.unwrap_or_default();
    let mut answer = Record::new();
    let Some(schema) = scene.call.answer else {
        return answer;
    };
    for member in schemas::members(contract, schema) {
        let is_flag = schemas::kinds(contract, member.schema).contains(&Kind::Boolean);
        let one = plain(&scene.collection.one());
        let short = plain(&member.name);
        // `client_active` of a client is `active`.
        let short = short.strip_prefix(&one).and_then(|name| known.get(name));
        if let Some(value) = known.get(&member.name).or(short) {
            answer.insert(member.name, value.clone());
        } else if is_flag && !exists {
            answer.insert(member.name, Value::Bool(false));
        }
    }
    answer.insert(question.to_owned(), Value::Bool(exists));

    answer
}

/// A deleted record with the time of it, where the answer has a time that the record has not.
pub(super) fn with_times_of_answer(scene: &Scene<'_>, mut record: Record) -> Record {
    let contract = &scene.setting.vendor.contract;
    let Some(answer) = scene.call.answer else {
        return record;
    };
    for member in schemas::members(contract, answer) {
        if record.contains_key(&member.name) {
            continue;
        }
        let stamp = times::stamp(contract, &member.name, member.schema, scene.setting.now);
        if let Some(stamp) = stamp {
            record.insert(member.name, stamp);
        }
    }

    record
}
