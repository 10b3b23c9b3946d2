//! Every answer and every refusal of every document fits what the document declares.

use std::fmt::Write as _;

use brogue_generator::model::contract::Answer;
use brogue_generator::source::Source;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use super::{answer, refusal};
use crate::behave::{Acted, Bulk, BulkFailure, Outcome, Page};
use crate::clock::SimulatedClock;
use crate::invent::{self, Invention};
use crate::received::Received;
use crate::received::check::check;
use crate::reply::{Refusal, RefusalKind, Reply, ReplyBody, Request};
use crate::store::Record;
use crate::testing::{documents, fixture, vendor};
use crate::vendor::{OperationId, Vendor};
use crate::world::{Settings, World};

const KINDS: &[RefusalKind] = &[
    RefusalKind::NoSuchPath,
    RefusalKind::MethodNotAllowed,
    RefusalKind::Unauthorized,
    RefusalKind::Forbidden,
    RefusalKind::RateLimited,
    RefusalKind::UnsupportedMediaType,
    RefusalKind::NotAcceptable,
    RefusalKind::TooLarge,
    RefusalKind::Malformed,
    RefusalKind::NotFound,
    RefusalKind::Conflict,
    RefusalKind::Refused,
    RefusalKind::Failed,
];

fn world(document: &Source, seed: u64) -> World {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let settings = Settings {
        seed,
        keeps_quotas: false,
        ..Settings::default()
    };

    World::new(
        vendor(document),
        settings,
        SimulatedClock::new(),
        runtime.handle().clone(),
    )
}

fn operations(vendor: &Vendor) -> Vec<OperationId> {
    let mut ids = Vec::new();
    for (resource, handle) in vendor.api.resources.iter().enumerate() {
        ids.extend((0..handle.operations.len()).map(|operation| OperationId {
            resource,
            operation,
        }));
    }

    ids
}

fn request(path: &str) -> Request {
    Request {
        method: "GET".to_owned(),
        path: path.to_owned(),
        query: Some("filter=a%26b&page=1".to_owned()),
        headers: HeaderMap::new(),
        body: Bytes::new(),
    }
}

/// A record as the store would hold it.
fn record(world: &World, id: OperationId, seed: u64) -> Record {
    let plan = &world.vendor.plan;
    let collection = plan
        .call(id)
        .and_then(|call| plan.collections.get(call.collection?));
    let Some(item) = collection.and_then(|collection| collection.item) else {
        return Record::new();
    };
    let mut value = json!({});
    invent::complete(
        &world.vendor.contract,
        item,
        &mut value,
        &mut Invention::at(seed, "record"),
    );

    match value {
        Value::Object(members) => members,
        _ => Record::new(),
    }
}

fn outcomes(world: &World, id: OperationId, seed: u64) -> Vec<(&'static str, Outcome)> {
    let one = || record(world, id, seed);
    let page = |next: Option<Value>| {
        let is_last = next.is_none();
        Outcome::Page(Page {
            items: vec![one(), record(world, id, seed + 1)],
            start: 0,
            total: if is_last { 2 } else { 7 },
            size: 2,
            next,
        })
    };
    let failure = BulkFailure {
        index: 1,
        code: 404,
        message: "there is no such driver".to_owned(),
        field: Some("driverId".to_owned()),
    };

    vec![
        ("record", Outcome::Record(one())),
        ("page", page(Some(json!(2)))),
        ("last page", page(None)),
        (
            "empty page",
            Outcome::Page(Page {
                size: 2,
                ..Page::default()
            }),
        ),
        (
            "bulk",
            Outcome::Bulk(Bulk {
                inserted: 1,
                updated: 1,
                records: vec![one(), one()],
                failures: vec![failure],
                ..Bulk::default()
            }),
        ),
        (
            "one of a bulk",
            Outcome::Bulk(Bulk {
                deleted: 1,
                records: vec![one()],
                ..Bulk::default()
            }),
        ),
        ("missing", Outcome::Missing),
        ("done", Outcome::Done),
    ]
}

/// The declared answer that a status belongs to.
fn declared(answers: &[Answer], status: StatusCode) -> Option<&Answer> {
    let range = format!("{}XX", status.as_u16() / 100);
    let names = [status.as_str().to_owned(), range, "default".to_owned()];

    names.iter().find_map(|name| {
        answers
            .iter()
            .find(|answer| answer.status.eq_ignore_ascii_case(name))
    })
}

/// What a reply breaks of the document.
fn faults(world: &World, id: OperationId, reply: &Reply) -> Vec<String> {
    let call = world.vendor.call(id).expect("the document has the call");
    let Some(answer) = declared(&call.answers, reply.status) else {
        return vec![format!("{} is not declared", reply.status)];
    };
    let content_type = reply
        .headers
        .get("content-type")
        .map(|value| value.to_str().expect("it is text"));
    let content = answer.contents.iter().find(|content| {
        content_type == Some(content.media.as_str()) || content.media.contains('*')
    });

    match (&reply.body, content) {
        (ReplyBody::Nothing, _) if answer.contents.is_empty() => Vec::new(),
        (ReplyBody::Json(body), Some(content)) => content.schema.map_or_else(Vec::new, |schema| {
            check(&world.vendor, schema, body)
                .iter()
                .map(|broken| format!("{} {} ({})", broken.place, broken.message, broken.line))
                .collect()
        }),
        (ReplyBody::Bytes(_), Some(_)) => Vec::new(),
        (body, _) => vec![format!(
            "{content_type:?} is not declared, or its body is another: {body:?}"
        )],
    }
}

#[test]
fn every_answer_fits_what_the_document_declares() {
    for document in documents()
        .iter()
        .filter(|document| document.path != "nasty.yaml")
    {
        let mut world = world(document, 0);
        for id in operations(&world.vendor) {
            for seed in 0..20 {
                world.settings.seed = seed;
                for (name, outcome) in outcomes(&world, id, seed) {
                    let is_missing = matches!(outcome, Outcome::Missing);
                    let acted = Acted {
                        received: Received::default(),
                        outcome,
                        changes: Vec::new(),
                    };
                    let reply = answer(&world, id, &request("/things"), &acted);
                    let faults = faults(&world, id, &reply);
                    let operation = world.vendor.operation(id).1;
                    let told = &operation.id;
                    if let ReplyBody::Json(body) = &reply.body {
                        let mut places = operation.envelope.error.iter();
                        let error = places
                            .find_map(|place| body.pointer(place).filter(|error| !error.is_null()));
                        assert!(
                            error.is_none() || is_missing,
                            "{} {told}, {name}: a success tells of {error:?}",
                            document.path
                        );
                    }
                    // What does not exist may be told with a status that nobody declares.
                    let is_undeclared = is_missing
                        && faults
                            .iter()
                            .any(|fault| fault.ends_with("is not declared"));
                    assert!(
                        faults.is_empty() || is_undeclared,
                        "{} {told}, {name}, seed {seed}: {:?}\n{}",
                        document.path,
                        reply.body,
                        faults.join("\n")
                    );
                }
            }
        }
    }
}

#[test]
fn every_refusal_fits_what_the_document_declares() {
    for document in documents()
        .iter()
        .filter(|document| document.path != "nasty.yaml")
    {
        let world = world(document, 5);
        for id in operations(&world.vendor) {
            for kind in KINDS {
                let mut reason = Refusal::new(*kind, "`qty` is no number");
                reason.field = Some("qty".to_owned());
                let reply = refusal(&world, Some(id), &reason);
                let faults = faults(&world, id, &reply);
                let told = &world.vendor.operation(id).1.id;
                let is_undeclared = faults
                    .iter()
                    .all(|fault| fault.ends_with("is not declared"));
                assert!(
                    is_undeclared,
                    "{} {told}, {kind:?}: {:?}\n{}",
                    document.path,
                    reply.body,
                    faults.join("\n")
                );
            }
        }
    }
}

/// The answers of a document of our own, as a person reads them.
#[test]
fn answers_read_like_a_vendors() {
    let world = world(&fixture("vendor.yaml"), 7);
    let mut text = String::new();
    for id in operations(&world.vendor) {
        let (_, operation) = world.vendor.operation(id);
        let about = world
            .vendor
            .plan
            .call(id)
            .and_then(|call| call.collection)
            .is_some();
        let shown = |name: &str| match operation.http_method.as_str() {
            "GET" if about => matches!(name, "record" | "page" | "last page" | "missing"),
            _ if about => matches!(name, "record" | "bulk" | "missing"),
            _ => name == "done",
        };
        let is_list = operation.path_text().ends_with('s');
        for (name, outcome) in outcomes(&world, id, 7) {
            let fits = match name {
                "page" | "last page" | "bulk" => is_list,
                "record" | "missing" => {
                    !is_list || operation.http_method.as_str() == "POST" && name == "record"
                }
                _ => true,
            };
            if shown(name) && fits {
                let mut received = Received::default();
                received.path.insert("text".to_owned(), json!("hello"));
                let acted = Acted {
                    received,
                    outcome,
                    changes: Vec::new(),
                };
                write_reply(
                    &mut text,
                    &format!(
                        "{} {}, {name}",
                        operation.http_method.as_str(),
                        operation.path_text()
                    ),
                    &answer(&world, id, &request("/api/things"), &acted),
                );
            }
        }
        for kind in [RefusalKind::Malformed, RefusalKind::Conflict] {
            let mut reason = Refusal::new(kind, "`name` is too long");
            reason.field = Some("name".to_owned());
            write_reply(
                &mut text,
                &format!(
                    "{} {}, {kind:?}",
                    operation.http_method.as_str(),
                    operation.path_text()
                ),
                &refusal(&world, Some(id), &reason),
            );
        }
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/vendor.answers.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).expect("the fixture can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        text == expected,
        "the answers differ from {}; with UPDATE=1 they are written anew:\n{text}",
        path.display()
    );
}

fn write_reply(text: &mut String, title: &str, reply: &Reply) {
    writeln!(text, "## {title}\n\n{}", reply.status).expect("a text takes all");
    for (name, value) in &reply.headers {
        writeln!(text, "{name}: {}", value.to_str().expect("it is text"))
            .expect("a text takes all");
    }
    match &reply.body {
        ReplyBody::Nothing => writeln!(text),
        ReplyBody::Json(body) => writeln!(
            text,
            "\n{}\n",
            serde_json::to_string_pretty(body).expect("it is JSON")
        ),
        ReplyBody::Bytes(bytes) => writeln!(
            text,
            "\n{}\n",
            String::from_utf8_lossy(bytes).escape_debug()
        ),
    }
    .expect("a text takes all");
}
