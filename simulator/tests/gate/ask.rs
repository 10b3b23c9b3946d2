//! Plain requests to a simulated vendor, so that nothing of a client stands between.

use std::time::{Duration, SystemTime};

use brogue_runtime::{Body, ReqwestTransport, Transport};
use brogue_simulator::{SimulatedClock, Simulator};
use http::{HeaderMap, Request};
use serde_json::Value;

/// A vendor whose clock stands.
pub(crate) fn vendor(spec: &str) -> Simulator {
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_000_000);

    Simulator::builder(spec)
        .clock(SimulatedClock::standing_at(start))
        .start()
        .unwrap()
}

/// What came back.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// A header; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).map(|value| value.to_str().unwrap());

        value.unwrap_or_default()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// A text of the body, by its pointer.
    pub(crate) fn text(&self, pointer: &str) -> String {
        let body = self.json();
        let found = body.pointer(pointer).and_then(Value::as_str);

        found
            .unwrap_or_else(|| panic!("no `{pointer}` in {body}"))
            .to_owned()
    }
}

/// Sends `GET /path` with headers, written `name: value`.
pub(crate) async fn ask(vendor: &Simulator, request: &str, headers: &[&str]) -> Answer {
    send(vendor, request, headers, "").await
}

/// Sends fields as a form.
pub(crate) async fn form(vendor: &Simulator, path: &str, fields: &str) -> Answer {
    let form = "content-type: application/x-www-form-urlencoded";

    send(vendor, &format!("POST {path}"), &[form], fields).await
}

pub(crate) async fn send(
    vendor: &Simulator,
    request: &str,
    headers: &[&str],
    body: &str,
) -> Answer {
    let (method, path) = request.split_once(' ').unwrap();
    let mut built = Request::builder()
        .method(method)
        .uri(format!("http://{}{path}", vendor.address()));
    for header in headers {
        let (name, value) = header.split_once(": ").unwrap();
        built = built.header(name, value);
    }
    let request = built.body(Body::from(body.to_owned())).unwrap();
    let network = ReqwestTransport::direct(Duration::from_secs(5)).unwrap();
    let (head, mut body) = network.send(request).await.unwrap().into_parts();
    let mut bytes = Vec::new();
    while let Some(chunk) = body.chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }

    Answer {
        status: head.status.as_u16(),
        headers: head.headers,
        body: String::from_utf8(bytes).unwrap(),
    }
}
