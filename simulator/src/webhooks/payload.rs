//! What a delivery says.
//!
//! The payload has the members of its schema. Filled in are: the event's name where the document says it travels; members that the
//! changed record has, by their names; the record's id (`id`, `entity_id`, `client_id` of a client); the whole record, or what the
//! schema names of it, in a member called `data`, `object`, `payload` and the like, or after the entity; times (`timestamp`, `time`,
//! `.._at`) by the clock; and for an event about every change what has happened (`event_code`, `action`: `person_created`). The rest
//! is made up. A body that the document says nothing about is the record itself.

use std::time::SystemTime;

use brogue_generator::model::EventTag;
use brogue_generator::model::contract::{Contract, Kind, Schema, SchemaId};
use serde_json::{Map, Value};

use super::events::Event;
use super::members::properties;
use super::occasion::Occasion;
use super::words::{has_word, stems, words};
use crate::behave::ChangeKind;
use crate::invent::{self, Invention};
use crate::store::Record;

/// How deep a record is looked for.
const DEEPEST: usize = 4;

/// What a payload is made of.
pub(super) struct Facts<'a> {
    /// What it is about.
    pub(super) occasion: &'a Occasion,
    /// What has changed; nothing where nothing did.
    pub(super) record: Option<&'a Record>,
    /// Its id.
    pub(super) id: Option<&'a Value>,
    /// The time.
    pub(super) now: SystemTime,
}

/// Makes the payload of an event.
pub(super) fn payload(
    contract: &Contract,
    event: &Event,
    facts: &Facts<'_>,
    invention: &mut Invention,
) -> Value {
    let mut payload = match event.schema {
        Some(schema) if says_something(contract, schema) => {
            let filler = Filler {
                contract,
                event,
                facts,
            };
            let mut partial = Value::Object(filler.members(schema, DEEPEST));
            if !takes(contract, schema, Kind::Object) {
                partial = Value::Null;
            }
            invent::complete(contract, schema, &mut partial, invention);
            partial
        }
        _ => Value::Object(facts.record.cloned().unwrap_or_default()),
    };
    tag(&mut payload, event, false);

    payload
}

/// Puts the event's name where it travels, unless something stands there and is to stay.
pub(super) fn tag(payload: &mut Value, event: &Event, stays: bool) {
    let EventTag::Member(pointer) = &event.tag else {
        return;
    };
    if stays && payload.pointer(pointer).is_some() {
        return;
    }
    let mut target = payload;
    for part in pointer.split('/').skip(1) {
        let name = part.replace("~1", "/").replace("~0", "~");
        if !target.is_object() {
            *target = Value::Object(Map::new());
        }
        let Value::Object(members) = target else {
            return;
        };
        target = members.entry(name).or_insert(Value::Null);
    }
    *target = Value::String(event.name.clone());
}

struct Filler<'a> {
    contract: &'a Contract,
    event: &'a Event,
    facts: &'a Facts<'a>,
}

impl Filler<'_> {
    fn members(&self, schema: SchemaId, depth: usize) -> Map<String, Value> {
        let is_outermost = depth == DEEPEST;
        properties(self.contract, schema)
            .into_iter()
            .filter_map(|(name, schema)| {
                let value = self.member(name, schema, depth, is_outermost)?;
                Some((name.to_owned(), value))
            })
            .collect()
    }

    fn member(
        &self,
        name: &str,
        schema: SchemaId,
        depth: usize,
        is_outermost: bool,
    ) -> Option<Value> {
        if is_outermost && let Some(time) = self.time(name, schema) {
            return Some(time);
        }
        if is_outermost && self.event.is_generic && is_about_event(name) {
            return self.code(schema);
        }
        let record = self.facts.record?;
        if let Some(value) = record.get(name).filter(|value| self.fits(schema, value)) {
            return Some(value.clone());
        }
        if self.is_its_id(name) {
            // A number becomes a text where the schema has one, when the rest is made up.
            return self.facts.id.cloned();
        }
        if depth == 0 || !takes(self.contract, schema, Kind::Object) {
            return None;
        }
        if !self.holds_it(name) {
            return None;
        }

        Some(if says_something(self.contract, schema) {
            Value::Object(self.members(schema, depth - 1))
        } else {
            Value::Object(record.clone())
        })
    }

    /// Whether a member holds what has changed.
    fn holds_it(&self, name: &str) -> bool {
        let usual = [
            "attributes",
            "body",
            "content",
            "data",
            "entity",
            "item",
            "model",
            "object",
            "payload",
            "record",
            "resource",
        ];

        has_word(name, &usual) || self.facts.occasion.subjects.contains(&stems(name))
    }

    fn is_its_id(&self, name: &str) -> bool {
        let mut words = words(name);
        if words.last().is_none_or(|last| last != "id") {
            return false;
        }
        words.pop();
        let whose = words.join("_");

        whose.is_empty() || self.holds_it(&whose)
    }

    /// What has happened, for an event about every change: one of the values that the schema lists, or a name like `person_created`.
    fn code(&self, schema: SchemaId) -> Option<Value> {
        let occasion = self.facts.occasion;
        let schema = self.contract.resolved(schema);
        let listed = schema.values.iter().find_map(|value| match value {
            brogue_generator::model::Json::Text(text) if occasion.is_called(text) => {
                Some(text.clone())
            }
            _ => None,
        });
        if listed.is_some() || !schema.values.is_empty() {
            return listed.map(Value::String);
        }
        if occasion.entity.is_empty() || !allows(schema, Kind::Text) {
            return None;
        }
        let entity = &occasion.entity;

        Some(Value::String(match occasion.kind {
            Some(ChangeKind::Created) => format!("{entity}_created"),
            Some(ChangeKind::Updated) => format!("{entity}_updated"),
            Some(ChangeKind::Deleted) => format!("{entity}_deleted"),
            None => entity.clone(),
        }))
    }

    /// The time, in the form that the schema has for it.
    fn time(&self, name: &str, schema: SchemaId) -> Option<Value> {
        let words = words(name);
        let is_time = words
            .iter()
            .any(|word| word == "timestamp" || word == "time")
            || words.last().is_some_and(|last| last == "at");
        if !is_time {
            return None;
        }
        let schema = self.contract.resolved(schema);
        let since = self.facts.now.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        if allows(schema, Kind::Integer) {
            return Some(Value::from(since.as_secs()));
        }
        let is_text = allows(schema, Kind::Text)
            && schema.time.is_none()
            && schema.format.as_deref() == Some("date-time");
        let seconds = i64::try_from(since.as_secs()).ok()?;

        is_text
            .then(|| jiff::Timestamp::from_second(seconds).ok())
            .flatten()
            .map(|time| Value::String(time.to_string()))
    }

    fn fits(&self, schema: SchemaId, value: &Value) -> bool {
        let kind = match value {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Boolean,
            Value::Number(number) if number.is_f64() => Kind::Number,
            Value::Number(_) => Kind::Integer,
            Value::String(_) => Kind::Text,
            Value::Array(_) => Kind::List,
            Value::Object(_) => Kind::Object,
        };

        takes(self.contract, schema, kind)
    }
}

/// Whether a member says which event it is.
fn is_about_event(name: &str) -> bool {
    has_word(name, &["action", "event", "topic", "trigger"]) && !has_word(name, &["id", "at"])
        || words(name) == ["type"]
}

fn allows(schema: &Schema, kind: Kind) -> bool {
    let wider = kind == Kind::Integer && schema.kinds.contains(&Kind::Number);

    schema.kinds.is_empty() || wider || schema.kinds.contains(&kind)
}

fn takes(contract: &Contract, schema: SchemaId, kind: Kind) -> bool {
    allows(contract.resolved(schema), kind)
}

/// Whether a schema says anything of what it describes.
fn says_something(contract: &Contract, schema: SchemaId) -> bool {
    let resolved = contract.resolved(schema);
    let is_plain_object = resolved.kinds.iter().all(|kind| *kind == Kind::Object);

    !properties(contract, schema).is_empty() || !is_plain_object
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use serde_json::{Map, Value, json};

    use super::{Facts, payload};
    use crate::behave::{Change, ChangeKind};
    use crate::invent::Invention;
    use crate::webhooks::events::events;
    use crate::webhooks::occasion::Occasion;
    use crate::webhooks::tests::vendor;

    /// What is known of a payload when a person was made, without what is made up.
    fn made(name: &str, quirk: &str, schema: &str) -> Value {
        let vendor = vendor(&format!(
            "webhooks:
  {name}:
    post:
      x-quirks: {{{quirk}}}
      requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}
      responses: {{'200': {{description: Received.}}}}"
        ));
        let Value::Object(record) = json!({"id": 7, "name": "Ada", "tags": ["a"]}) else {
            return Value::Null;
        };
        let change = Change {
            collection: "people".to_owned(),
            kind: ChangeKind::Created,
            record,
        };
        let occasion = Occasion::of_path("people", None, Some(change.kind));
        let facts = Facts {
            occasion: &occasion,
            record: Some(&change.record),
            id: change.record.get("id"),
            now: SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000),
        };
        let all = events(&vendor);

        payload(
            &vendor.contract,
            &all[0],
            &facts,
            &mut Invention::at(1, "here"),
        )
    }

    #[test]
    fn a_payload_tells_of_the_record_as_its_schema_has_it() {
        let record = json!({"id": 7, "name": "Ada", "tags": ["a"]});
        for (name, quirk, schema, expected) in [
            // Nothing is said: the record itself.
            ("happened", "", "{}", record.clone()),
            (
                "happened",
                "event-tag: /event_name",
                "{properties: {event_name: {type: string}, data: {type: object, properties: {id: {type: integer}}}}}",
                json!({"event_name": "happened", "data": {"id": 7}}),
            ),
            (
                "happened",
                "",
                "{properties: {entity_id: {type: string}, event_code: {type: string}, timestamp: {type: integer}}}",
                json!({"entity_id": "7", "event_code": "person_created", "timestamp": 1_700_000_000}),
            ),
            (
                "happened",
                "",
                "{properties: {action: {enum: [person.gone, person.new]}, person: {type: object}, sent_at: {type: string, format: date-time}}}",
                json!({"action": "person.new", "person": record, "sent_at": "2023-11-14T22:13:20Z"}),
            ),
            (
                "happened",
                "",
                "{allOf: [{properties: {name: {type: string}}}, {properties: {tags: {type: string}}}]}",
                json!({"name": "Ada"}),
            ),
        ] {
            let made = made(name, quirk, schema);
            for (member, value) in expected.as_object().unwrap_or(&Map::new()) {
                assert_eq!(&made[member], value, "`{member}` of {made} by {schema}");
            }
        }
        // A list of texts is no text.
        let made = made("happened", "", "{properties: {tags: {type: string}}}");
        assert!(!made["tags"].is_array());
    }
}
