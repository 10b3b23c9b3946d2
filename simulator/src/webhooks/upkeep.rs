//! Registrations made, changed and deleted through the API.
//!
//! A record is made complete with values that nobody sent. In a registration those would lie: a made-up address, a list of events that
//! nobody wanted, a switch that is off. So what the client sent is what holds; other members with an address get the same address
//! (`target` is sent, `url` comes back), a secret that was not sent is the usual one, a switch that was not sent is on.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::members::{self, Role};
use super::registration::{Registration, Source};
use super::{record, signing, trial};
use crate::behave::{Acted, Change, ChangeKind, Outcome};
use crate::received::Received;
use crate::store::Record;
use crate::vendor::OperationId;
use crate::world::{World, lock};

/// Takes notice of registrations, before the call that made them is answered.
pub(crate) fn settle(world: &Arc<World>, id: OperationId, acted: &mut Acted) {
    let plan = Arc::clone(&lock(&world.webhooks).plan);
    if !plan.registering.contains(&id) {
        return;
    }
    let sent = sent(&acted.received);
    for change in &mut acted.changes {
        let before = change.record.clone();
        note(world, id, change, sent.as_ref());
        let outcome = match &mut acted.outcome {
            Outcome::Record(record) => std::slice::from_mut(record),
            Outcome::Bulk(bulk) => bulk.records.as_mut_slice(),
            Outcome::Page(_) | Outcome::Missing | Outcome::Done => &mut [],
        };
        for record in outcome.iter_mut().filter(|record| **record == before) {
            record.clone_from(&change.record);
        }
    }
    if acted.changes.is_empty() && !matches!(acted.outcome, Outcome::Missing) {
        trial::asked_for(world, id, acted.received.path.values(), sent.as_ref());
    }
}

/// Takes notice of a change of a registration; its record is corrected in the store as well, where it
/// may lack what only the answer to its making tells, as a secret.
fn note(
    world: &Arc<World>,
    by: OperationId,
    change: &mut Change,
    sent: Option<&Map<String, Value>>,
) {
    let mut state = lock(&world.webhooks);
    let position = state.registrations.iter().position(|registration| {
        registration.is(&world.vendor, &change.collection, &change.record)
    });
    if change.kind == ChangeKind::Deleted {
        if let Some(position) = position {
            state.registrations.remove(position);
        }
        return;
    }
    let known = position.and_then(|position| state.registrations.get_mut(position));
    let secret = known.is_none().then(|| usual_secret(world));
    let before = change.record.clone();
    if let Some(sent) = sent {
        correct(&mut change.record, sent, secret.as_deref());
    }
    let members = sent.unwrap_or(&change.record);
    let registration = match known {
        Some(registration) => Some(registration),
        None => members::address(members)
            .or_else(|| members::address(&change.record))
            .and_then(|(_, url)| state.register(url)),
    };
    if let Some(registration) = registration {
        learn(registration, by, change, members);
    }
    drop(state);
    if let Some(sent) = sent {
        record::amend(world, &change.collection, &before, |record| {
            correct(record, sent, secret.as_deref());
        });
    }
}

fn learn(
    registration: &mut Registration,
    by: OperationId,
    change: &Change,
    members: &Map<String, Value>,
) {
    registration.learn(members);
    if registration.secret.is_none() {
        registration.secret = members::secret(&change.record).map(Into::into);
    }
    registration.source = Some(Source {
        collection: change.collection.clone(),
        resource: by.resource,
        record: change.record.clone(),
    });
}

/// Sets what nobody sent to what holds. `usual_secret` is given for a registration that is new.
fn correct(record: &mut Record, sent: &Map<String, Value>, usual_secret: Option<&str>) {
    let address = members::address(sent).map(|(_, url)| url);
    for (name, value) in record.iter_mut() {
        if sent.contains_key(name) || !value.is_string() {
            continue;
        }
        match (members::role(name), &address, usual_secret) {
            (Some(Role::Address), Some(address), _) => *value = Value::String(address.clone()),
            (Some(Role::Secret), _, Some(secret)) => *value = Value::from(secret),
            (Some(Role::Address | Role::Secret | Role::Events | Role::Flag) | None, ..) => {}
        }
    }
    if usual_secret.is_some() && members::is_on(sent).is_none() {
        members::switch(record, true);
    }
}

fn usual_secret(world: &World) -> String {
    let webhooks = world.vendor.api.webhooks.as_ref();

    signing::usual_secret(webhooks.and_then(|webhooks| webhooks.signature.as_ref()))
}

/// The members of the body, and those of the objects in it; nothing where it is no object.
fn sent(received: &Received) -> Option<Map<String, Value>> {
    let Some(Value::Object(body)) = &received.body else {
        return None;
    };
    let mut members = body.clone();
    for (name, value) in body.values().filter_map(Value::as_object).flatten() {
        members.entry(name).or_insert_with(|| value.clone());
    }

    Some(members)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::settle;
    use crate::Simulator;
    use crate::behave::{self, Outcome};
    use crate::received::Received;
    use crate::vendor::OperationId;

    /// `secret` stands in the answer to the call alone; `url` is what records call what is sent as `target`.
    const SPEC: &str = "openapi: 3.1.0
info: {title: Orchard, version: '1'}
servers: [{url: 'https://orchard.example.com'}]
x-quirks: {signature: {in: {header: x-seal}, key: webhook-secret}}
paths:
  /hooks:
    post:
      tags: [Hooks]
      operationId: createHook
      summary: Makes one.
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [target], properties: {target: {type: string}}}}}
      responses:
        '201':
          description: Made.
          content:
            application/json:
              schema:
                allOf:
                  - $ref: '#/components/schemas/Hook'
                  - {type: object, properties: {secret: {type: string}}}
  /hooks/{id}:
    get:
      tags: [Hooks]
      operationId: getHook
      summary: Reads one.
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Hook'}}}}
components:
  schemas:
    Hook:
      type: object
      required: [id, url, is_active]
      properties: {id: {type: string}, url: {type: string}, is_active: {type: boolean}}
webhooks:
  happened: {post: {responses: {'200': {description: Received.}}}}
";

    #[test]
    fn a_registration_comes_back_as_it_holds_and_its_secret_once() {
        let vendor = Simulator::from_spec(SPEC).expect("it starts");
        let webhooks = vendor.webhooks();
        let world = webhooks.world();
        let id = OperationId {
            resource: 0,
            operation: 0,
        };
        let received = Received {
            body: Some(json!({"target": "http://127.0.0.1:1/"})),
            ..Received::default()
        };
        let Ok(mut acted) = behave::act(world, id, received) else {
            panic!("it is taken");
        };
        settle(world, id, &mut acted);

        let Outcome::Record(shown) = &acted.outcome else {
            panic!("{:?} is no record", acted.outcome);
        };
        assert_eq!(shown["url"], "http://127.0.0.1:1/");
        assert_eq!(shown["secret"], "simulated-webhook-secret");
        assert_eq!(shown["is_active"], true);
        let kept = vendor.records("hooks").expect("they are there").all();
        assert_eq!(kept[0].get("secret"), None::<&Value>);
        assert_eq!(kept[0]["url"], "http://127.0.0.1:1/");
        assert_eq!(webhooks.registrations()[0].url, "http://127.0.0.1:1/");
    }
}
