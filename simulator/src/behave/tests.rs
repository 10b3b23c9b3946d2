//! What calls do, asked as over the wire and looked at before it is an answer.

mod documents;
mod lists;
mod many;
mod one;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use serde_json::Value;

use super::{Acted, Bulk, Outcome, Page, act};
use crate::clock::SimulatedClock;
use crate::received;
use crate::reply::{Refusal, Request};
use crate::routes::Found;
use crate::simulator::Simulator;
use crate::testing;

/// A vendor of the fixtures.
struct Bench(Simulator);

/// The vendor of a document, at 9 o'clock of a Tuesday in May 2030.
fn bench(fixture: &str) -> Bench {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_904_979_600);
    let builder = Simulator::builder(&testing::fixture(fixture).text);

    Bench(
        builder
            .clock(SimulatedClock::standing_at(time))
            .start()
            .expect("it starts"),
    )
}

#[expect(clippy::needless_pass_by_value, reason = "bodies are written in place")]
impl Bench {
    fn act(&self, method: &str, target: &str, body: Value) -> Result<Acted, Box<Refusal>> {
        let world = self.0.world();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path = format!("{}{path}", world.vendor.base_path);
        let mut headers = HeaderMap::new();
        if !body.is_null() {
            headers.insert("content-type", HeaderValue::from_static("application/json"));
        }
        let request = Request {
            method: method.to_owned(),
            path: path.clone(),
            query: (!query.is_empty()).then(|| query.to_owned()),
            headers,
            body: if body.is_null() {
                Bytes::new()
            } else {
                Bytes::from(body.to_string())
            },
        };
        let Found::Operation(id, values) = world.vendor.routes.find(method, &path) else {
            panic!("there is no {method} {target}");
        };

        received::read(world, id, &values, &request).and_then(|received| act(world, id, received))
    }

    fn outcome(&self, method: &str, target: &str, body: Value) -> Outcome {
        let acted = self.act(method, target, body);

        acted
            .unwrap_or_else(|refusal| panic!("{method} {target}: {refusal:?}"))
            .outcome
    }

    fn record(&self, method: &str, target: &str, body: Value) -> Value {
        match self.outcome(method, target, body) {
            Outcome::Record(record) => Value::Object(record),
            other => panic!("{method} {target}: {other:?}"),
        }
    }

    fn page(&self, method: &str, target: &str, body: Value) -> Page {
        match self.outcome(method, target, body) {
            Outcome::Page(page) => page,
            other => panic!("{method} {target}: {other:?}"),
        }
    }

    fn bulk(&self, method: &str, target: &str, body: Value) -> Bulk {
        match self.outcome(method, target, body) {
            Outcome::Bulk(bulk) => bulk,
            other => panic!("{method} {target}: {other:?}"),
        }
    }

    /// One member of all items of a list.
    fn listed(&self, target: &str, member: &str) -> Vec<Value> {
        let items = self.page("GET", target, Value::Null).items;

        items
            .iter()
            .map(|item| item.get(member).cloned().unwrap_or_default())
            .collect()
    }
}

fn is_missing(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Missing)
}
