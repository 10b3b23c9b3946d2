//! What the members of a registration are for, by their names, and what their values say.
//!
//! | role | words in the name |
//! |---|---|
//! | address | `url`, `uri`, `endpoint`, `target`, `callback`, `address` |
//! | wanted events | `event`, `subscription`, `topic`, `trigger`; `type` where it is a list |
//! | secret | `secret`, `token`, `signing` with `key` |
//! | switch | `enabled`, `active`, `status`, `state`; `disabled`, `paused` and `inactive` say the opposite |

use brogue_generator::model::contract::{Contract, SchemaId};
use serde_json::{Map, Value};
use url::Url;

use super::words::words;

/// What a member of a registration is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Where deliveries go.
    Address,
    /// Which events are wanted.
    Events,
    /// What deliveries are signed with.
    Secret,
    /// Whether deliveries are made.
    Flag,
}

/// What a member is for, by its name.
pub(super) fn role(name: &str) -> Option<Role> {
    let words = words(name);
    let has = |among: &[&str]| words.iter().any(|word| among.contains(&word.as_str()));
    if has(&["secret", "token"]) || (has(&["signing", "signature"]) && has(&["key"])) {
        return (!has(&["id"])).then_some(Role::Secret);
    }
    if has(&["address", "callback", "endpoint", "target", "uri", "url"]) {
        return Some(Role::Address);
    }
    if has(&["enabled", "active", "status", "state"]) || has(OPPOSITE) {
        return Some(Role::Flag);
    }
    let wanted = [
        "event",
        "events",
        "subscription",
        "subscriptions",
        "topic",
        "topics",
        "trigger",
        "triggers",
        "types",
    ];

    (has(&wanted) && !has(&["id", "at"])).then_some(Role::Events)
}

/// Words of a switch that is on where nothing is delivered.
const OPPOSITE: &[&str] = &["disabled", "inactive", "paused"];

/// The address in these members: the value that is one, of the member that is called most like it.
pub(super) fn address(members: &Map<String, Value>) -> Option<(&str, String)> {
    let addresses = members.iter().filter_map(|(name, value)| {
        let url = Url::parse(value.as_str()?).ok()?;
        let is_one = matches!(url.scheme(), "http" | "https") && url.has_host();

        is_one.then(|| (name.as_str(), value.as_str().unwrap_or_default().to_owned()))
    });

    // `url` before `logo_url` before `homepage`.
    addresses.min_by_key(|(name, _)| (role(name) != Some(Role::Address), words(name).len()))
}

/// The events that are wanted, where one of these members says so: texts and numbers, in a list, alone, or with commas between.
pub(super) fn events(members: &Map<String, Value>) -> Option<Vec<String>> {
    let (_, value) = members
        .iter()
        .find(|(name, _)| role(name) == Some(Role::Events))?;

    Some(match value {
        Value::Array(list) => list.iter().filter_map(event).collect(),
        Value::String(text) => text
            .split(',')
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect(),
        other => event(other).into_iter().collect(),
    })
}

fn event(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(members) => ["name", "event", "topic", "type"]
            .iter()
            .find_map(|name| members.get(*name)?.as_str().map(str::to_owned)),
        Value::Null | Value::Bool(_) | Value::Array(_) => None,
    }
}

/// The secret in these members.
pub(super) fn secret(members: &Map<String, Value>) -> Option<String> {
    let mut secrets = members
        .iter()
        .filter(|(name, _)| role(name) == Some(Role::Secret));

    secrets.find_map(|(_, value)| value.as_str().map(str::to_owned))
}

/// Whether deliveries are wanted, where one of these members says so.
pub(super) fn is_on(members: &Map<String, Value>) -> Option<bool> {
    let mut flags = members
        .iter()
        .filter(|(name, _)| role(name) == Some(Role::Flag));

    flags.find_map(|(name, value)| {
        let says = match value {
            Value::Bool(says) => *says,
            Value::Number(number) => number.as_i64()? != 0,
            Value::String(text) => text_says(text)?,
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };

        Some(says != is_opposite(name))
    })
}

/// Sets the switch of a record, in the form that it has.
pub(super) fn switch(record: &mut Map<String, Value>, on: bool) {
    for (name, value) in record.iter_mut() {
        if role(name) != Some(Role::Flag) {
            continue;
        }
        let says = on != is_opposite(name);
        let words = match &value {
            Value::Bool(_) => Value::Bool(says),
            Value::Number(number) if number.is_i64() => Value::from(i64::from(says)),
            Value::String(text) if text_says(text).is_some_and(|known| known != says) => {
                Value::from(opposite_text(text))
            }
            _ => continue,
        };
        *value = words;
    }
}

fn is_opposite(name: &str) -> bool {
    words(name)
        .iter()
        .any(|word| OPPOSITE.contains(&word.as_str()))
}

/// Pairs of words for on and off.
const SWITCHES: &[(&str, &str)] = &[
    ("enabled", "disabled"),
    ("active", "inactive"),
    ("on", "off"),
    ("yes", "no"),
    ("true", "false"),
    ("1", "0"),
    ("running", "paused"),
];

fn text_says(text: &str) -> Option<bool> {
    let text = text.to_lowercase();

    SWITCHES.iter().find_map(|(on, off)| {
        (text == *on)
            .then_some(true)
            .or((text == *off).then_some(false))
    })
}

fn opposite_text(text: &str) -> String {
    let small = text.to_lowercase();
    let found = SWITCHES.iter().find_map(|(on, off)| {
        (small == *on)
            .then_some(*off)
            .or((small == *off).then_some(*on))
    });
    let found = found.unwrap_or(&small).to_owned();

    match text.chars().next() {
        Some(first) if first.is_uppercase() && text.chars().all(char::is_uppercase) => {
            found.to_uppercase()
        }
        _ => found,
    }
}

/// The members that a schema names, those of all its parts together; each is found once.
pub(super) fn properties(contract: &Contract, schema: SchemaId) -> Vec<(&str, SchemaId)> {
    let mut found: Vec<(&str, SchemaId)> = Vec::new();
    let mut visited = Vec::new();
    let mut waiting = vec![schema];
    while let Some(id) = waiting.pop() {
        if visited.contains(&id) {
            continue;
        }
        visited.push(id);
        let schema = contract.schema(id);
        for (name, property) in &schema.properties {
            if !found.iter().any(|(known, _)| known == name) {
                found.push((name, *property));
            }
        }
        waiting.extend(schema.reference);
        waiting.extend(schema.all_of.iter().rev());
        // Of several forms the first is what is made up.
        waiting.extend(schema.any_of.first().or(schema.one_of.first()));
    }

    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{address, events, is_on, secret, switch};

    fn members(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(members) => members,
            other => panic!("{other} is no object"),
        }
    }

    #[test]
    fn a_registration_is_read_whatever_its_members_are_called() {
        let nice = members(json!({
            "id": "7", "logo_url": "https://example.com/logo", "endpoint_url": "http://127.0.0.1:1/a",
            "subscriptions": ["Person", {"name": "Job"}], "is_enabled": true,
        }));
        assert_eq!(
            address(&nice),
            Some(("endpoint_url", "http://127.0.0.1:1/a".to_owned()))
        );
        assert_eq!(
            events(&nice),
            Some(vec!["Person".to_owned(), "Job".to_owned()])
        );
        assert_eq!(is_on(&nice), Some(true));

        let other = members(json!({
            "hook": "http://localhost/b", "event": "made, sold", "signing_key": "hush", "disabled": 1, "target_id": 5,
        }));
        assert_eq!(
            address(&other),
            Some(("hook", "http://localhost/b".to_owned()))
        );
        assert_eq!(
            events(&other),
            Some(vec!["made".to_owned(), "sold".to_owned()])
        );
        assert_eq!(secret(&other).as_deref(), Some("hush"));
        assert_eq!(is_on(&other), Some(false));
        assert_eq!(
            address(&members(json!({"url": "mailto:a@example.com"}))),
            None
        );
    }

    #[test]
    fn a_switch_keeps_its_form() {
        for (on, off) in [
            (json!({"enabled": true}), json!({"enabled": false})),
            (json!({"paused": 0}), json!({"paused": 1})),
            (json!({"status": "ACTIVE"}), json!({"status": "INACTIVE"})),
            (json!({"status": "draft"}), json!({"status": "draft"})),
        ] {
            let mut record = members(on.clone());
            switch(&mut record, false);
            assert_eq!(Value::Object(record.clone()), off);
            switch(&mut record, true);
            assert_eq!(Value::Object(record), on);
        }
    }
}
