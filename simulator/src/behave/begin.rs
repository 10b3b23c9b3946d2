//! How a new thing begins: what nobody sent and is evident all the same.
//!
//! In this order: the default of the document; now, for the time of making, and for that of the last change where it cannot be null; the
//! only time that a record must have is that of making, where no member is called so; a flag is off unless it says that something works; a status is the first one; a counter is 0; what can be null or empty for nothing is that.

use brogue_generator::model::contract::Kind;
use brogue_generator::model::{Json, View};
use serde_json::Value;

use super::{Setting, times};
use crate::plan::schemas::{self, Member};
use crate::plan::words::{pieces, plain};
use crate::store::Record;

/// Sets what is evident.
pub(super) fn begin(setting: Setting<'_>, members: &[Member], record: &mut Record) {
    let contract = &setting.vendor.contract;
    let only = only_time(setting, members);
    for member in members {
        if record.contains_key(&member.name) {
            continue;
        }
        let is_only = only == Some(member.name.as_str());
        let made = || times::stamp(contract, &member.name, member.schema, setting.now);
        let default = schemas::said(contract, member.schema, |schema| schema.default.clone());
        let value = default
            .as_ref()
            .and_then(json)
            .or_else(|| time(setting, member))
            .or_else(|| made().filter(|_| is_only))
            .or_else(|| flag(setting, member))
            .or_else(|| status(setting, member))
            .or_else(|| count(setting, member))
            .or_else(|| nothing(setting, member));
        if let Some(value) = value {
            record.insert(member.name.clone(), value);
        }
    }
}

/// Now; for the time of a change null where that can be, since there was none.
fn time(setting: Setting<'_>, member: &Member) -> Option<Value> {
    let contract = &setting.vendor.contract;
    let changes = times::tells_change(&member.name);
    if !changes && !times::tells_creation(&member.name) {
        return None;
    }
    let stamp = times::stamp(contract, &member.name, member.schema, setting.now)?;

    Some(if changes {
        nothing(setting, member).unwrap_or(stamp)
    } else {
        stamp
    })
}

/// The one time that must be there, where none is called that of making.
fn only_time<'a>(setting: Setting<'_>, members: &'a [Member]) -> Option<&'a str> {
    let contract = &setting.vendor.contract;
    let all: Vec<&Member> = members
        .iter()
        .filter(|member| schemas::time_form(contract, member.schema).is_some())
        .filter(|member| !times::tells_change(&member.name))
        .collect();
    if all.iter().any(|member| times::tells_creation(&member.name)) {
        return None;
    }
    let due = |member: &&&Member| member.required && nothing(setting, member).is_none();
    let mut due = all.iter().filter(due);

    match (due.next(), due.next()) {
        (Some(only), None) => Some(&only.name),
        _ => None,
    }
}

/// Off, unless it says that it works.
fn flag(setting: Setting<'_>, member: &Member) -> Option<Value> {
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
fn status(setting: Setting<'_>, member: &Member) -> Option<Value> {
    let name = plain(&member.name);
    let is_status = name.ends_with("status") || name.ends_with("state");
    let first = schemas::texts(&setting.vendor.contract, member.schema)
        .into_iter()
        .next();

    first.filter(|_| is_status).map(Value::String)
}

/// None yet.
fn count(setting: Setting<'_>, member: &Member) -> Option<Value> {
    let kinds = schemas::kinds(&setting.vendor.contract, member.schema);
    let counts = pieces(&member.name)
        .iter()
        .any(|piece| piece == "count" || piece == "counter");

    (counts && kinds.contains(&Kind::Integer)).then(|| Value::from(0))
}

/// Null where that can be, and an empty text where that stands for none.
fn nothing(setting: Setting<'_>, member: &Member) -> Option<Value> {
    let contract = &setting.vendor.contract;
    if schemas::kinds(contract, member.schema).contains(&Kind::Null) {
        return Some(Value::Null);
    }
    let can_be_empty = schemas::said(contract, member.schema, |schema| {
        let by_view = schema.views.contains(&View::EmptyIsNone);
        let by_time = schema.time.as_ref().is_some_and(|time| time.empty_is_none);
        (by_view || by_time).then_some(())
    });

    can_be_empty.map(|()| Value::String(String::new()))
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
