//! What goes out: outcomes and refusals in the bodies that the document declares.
//!
//! Every answer fits its declared schema; what cannot be told so is made up, from the seed and from what the answer is about, so that
//! it is the same next time.

mod body;
mod data;
mod errors;
mod facts;
mod files;
mod headers;
mod media;
mod paging;
mod places;
mod sheet;
mod streams;
#[cfg(test)]
mod tests;

use brogue_generator::model::contract::{Content, Kind};
use brogue_generator::model::{Operation, Output, PagedBy, Pagination};
use http::StatusCode;
use serde_json::Value;

use self::data::Maker;
use self::media::Form;
pub(crate) use self::sheet::Sheets;
use self::sheet::{Sheet, status_of};
use crate::behave::{Acted, Outcome, Page};
use crate::invent::{self, Invention};
use crate::plan;
use crate::received::essence;
use crate::reply::{Refusal, RefusalKind, Reply, Request};
use crate::vendor::{OperationId, Vendor};
use crate::world::World;

/// Events of a stream that is about no record.
const EVENTS: usize = 3;

/// The answer to a call that was carried out.
pub(crate) fn answer(world: &World, id: OperationId, request: &Request, acted: &Acted) -> Reply {
    let vendor = &world.vendor;
    let contract = &vendor.contract;
    let (_, operation) = vendor.operation(id);
    let blank = Sheet::default();
    let sheet = vendor.sheets.sheet(id).unwrap_or(&blank);
    let success = sheet.success(contract);
    let maker = Maker {
        contract,
        sheet,
        received: &acted.received,
        invention: Invention::at(
            world.settings.seed,
            &place(world, id, operation, &acted.outcome),
        ),
    };
    let contents = success.map_or(&[][..], |answer| &answer.contents);
    let accept = accept(request);
    let content = media::chosen(contract, contents, accept);
    if matches!(acted.outcome, Outcome::Missing) {
        let is_json = content.is_none_or(|content| media::form(contract, content) == Form::Json);
        let body = content
            .filter(|_| is_json)
            .and_then(|content| body::nothing(operation, content.schema, &maker));
        return match (body, content) {
            (Some(body), Some(content)) => {
                json(success.map_or(StatusCode::OK, status_of), content, body)
            }
            _ => refusal(
                world,
                Some(id),
                &Refusal::new(RefusalKind::NotFound, "there is no such thing"),
            ),
        };
    }
    let status = success.map_or(StatusCode::OK, status_of);
    let page = match &acted.outcome {
        Outcome::Page(page) => Some(page),
        _ => None,
    };
    let link = page.and_then(|page| next_link(world, id, operation, request, page));
    let mut reply = match content.map(|content| (content, media::form(contract, content))) {
        None => Reply::empty(status),
        Some((content, Form::Json)) => {
            let body = body::body(
                operation,
                content.schema,
                &acted.outcome,
                &maker,
                link.clone(),
            );
            json(status, content, body)
        }
        Some((content, form)) => {
            let body = match form {
                Form::Text => text(content, &acted.outcome, &maker).into_bytes(),
                Form::Bytes => files::content(&essence(&content.media)),
                Form::ServerEvents | Form::Lines | Form::Sequence | Form::Json => {
                    let stream = match &operation.output {
                        Output::Events { stream, .. } => Some(stream),
                        _ => None,
                    };
                    streams::written(form, &events(content, &acted.outcome, &maker), stream)
                        .into_bytes()
                }
            };
            Reply::bytes(status, &media::content_type(content, form), body)
        }
    };
    if let (Some(link), Pagination::Pages(pages)) = (link, &operation.pagination)
        && pages.by == PagedBy::LinkHeader
    {
        reply.header("link", &format!("<{link}>; rel=\"next\""));
    }
    if let Some(answer) = success {
        headers::add(
            contract,
            &vendor.api,
            operation,
            answer,
            &maker.invention,
            &mut reply,
        );
    }

    reply
}

/// Whether a success of an operation can hold a refusal.
pub(crate) fn refuses_inside(vendor: &Vendor, id: OperationId) -> bool {
    let contract = &vendor.contract;
    let (_, operation) = vendor.operation(id);
    let envelope = &operation.envelope;
    let sheet = vendor.sheets.sheet(id);
    let success = sheet.and_then(|sheet| sheet.success(contract));

    (!envelope.error.is_empty() || envelope.success.is_some())
        && success.is_some_and(|answer| errors::can_hold(contract, answer))
}

/// The answer to a call that was not; `id` where its path leads to an operation.
pub(crate) fn refusal(world: &World, id: Option<OperationId>, refusal: &Refusal) -> Reply {
    let vendor = &world.vendor;
    let contract = &vendor.contract;
    let sheet = id.and_then(|id| vendor.sheets.sheet(id));
    let call = sheet.and_then(|sheet| sheet.call(contract));
    // Where the path leads nowhere, the vendor speaks as it does elsewhere.
    let elsewhere = contract
        .calls
        .iter()
        .find(|call| call.answers.iter().any(|answer| answer.status == "default"));
    let answers = call.or(elsewhere).map_or(&[][..], |call| &call.answers);
    let success = sheet.and_then(|sheet| sheet.success(contract));
    let operation = id.map(|id| vendor.operation(id).1);
    let (envelope, places, others) = match operation {
        Some(operation) => (
            &operation.envelope,
            &operation.error_body,
            operation.not_found.statuses.as_slice(),
        ),
        None => (&vendor.api.envelope, &vendor.api.error_body, &[][..]),
    };
    let others = if refusal.kind == RefusalKind::NotFound {
        others
    } else {
        &[]
    };
    let telling = errors::telling(contract, refusal.kind, others, answers, success, envelope);
    let contents = telling.answer.map_or(&[][..], |answer| &answer.contents);
    let content = media::chosen(contract, contents, None);
    let name = operation.map_or("", |operation| operation.id.as_str());
    let mut invention = Invention::at(world.settings.seed, &format!("{name}/{:?}", refusal.kind));
    let mut reply = match content {
        Some(content) if media::form(contract, content) == Form::Json => {
            let body = if telling.is_inside {
                errors::inside(
                    contract,
                    content.schema,
                    envelope,
                    places,
                    refusal,
                    &mut invention,
                )
            } else {
                errors::body(
                    contract,
                    Some(content),
                    places,
                    refusal,
                    telling.status,
                    &mut invention,
                )
            };
            json(telling.status, content, body)
        }
        Some(content) => {
            let form = media::form(contract, content);
            Reply::bytes(
                telling.status,
                &media::content_type(content, form),
                refusal.message.clone(),
            )
        }
        None if telling.answer.is_some() => Reply::empty(telling.status),
        None => Reply::json(
            telling.status,
            errors::body(
                contract,
                None,
                places,
                refusal,
                telling.status,
                &mut invention,
            ),
        ),
    };
    if let (Some(answer), Some(operation)) = (telling.answer, operation) {
        headers::add(
            contract,
            &vendor.api,
            operation,
            answer,
            &invention,
            &mut reply,
        );
    }
    reply.headers.extend(refusal.headers.clone());

    reply
}

fn json(status: StatusCode, content: &Content, body: Value) -> Reply {
    let mut reply = Reply::json(status, body);
    reply.header("content-type", &media::content_type(content, Form::Json));

    reply
}

fn accept(request: &Request) -> Option<&str> {
    let written = request.headers.get(http::header::ACCEPT)?;

    written.to_str().ok()
}

/// What an answer is about: the same for the same record, so that what is made up for it stays.
fn place(world: &World, id: OperationId, operation: &Operation, outcome: &Outcome) -> String {
    let plan = &world.vendor.plan;
    let collection = plan
        .call(id)
        .and_then(|call| plan.collections.get(call.collection?));
    let record = match outcome {
        Outcome::Record(record) => Some(record),
        _ => None,
    };
    let key = collection.and_then(|collection| record?.get(collection.keys.first()?));
    let key = key.map(Value::to_string).unwrap_or_default();

    format!("answer/{}/{key}", operation.id)
}

/// The address of the next page, where the document leads on by one.
fn next_link(
    world: &World,
    id: OperationId,
    operation: &Operation,
    request: &Request,
    page: &Page,
) -> Option<String> {
    let parameter = plan::link(operation, world.vendor.call(id))?.parameter;
    let host = request
        .headers
        .get(http::header::HOST)
        .and_then(|host| host.to_str().ok());
    let origin = format!("http://{}", host.unwrap_or("127.0.0.1"));

    paging::link(&origin, request, &parameter, page)
}

/// A text: the one that was sent where there is one, else the example or a made-up one.
fn text(content: &Content, outcome: &Outcome, maker: &Maker<'_>) -> String {
    if let Some(Value::String(example)) = content.example.as_ref().map(invent::plain) {
        return example;
    }
    let ids: Vec<_> = content.schema.into_iter().collect();
    let value = match maker.value(&ids, outcome) {
        Some(value) if !ids.is_empty() => value,
        _ => Value::Null,
    };

    match value {
        Value::String(text) => text,
        Value::Null if places::allows(maker.contract, &ids, Kind::Text) => {
            String::from_utf8_lossy(&files::content(&essence(&content.media))).into_owned()
        }
        other => other.to_string(),
    }
}

/// The values of a stream: the records of a list, or some made-up ones.
fn events(content: &Content, outcome: &Outcome, maker: &Maker<'_>) -> Vec<Value> {
    let contract = maker.contract;
    let list = content
        .schema
        .and_then(|schema| places::as_list(contract, &[schema]));
    let ids = match (content.item, list) {
        (Some(item), _) => vec![item],
        (None, Some(list)) => list.element(0),
        (None, None) => content.schema.into_iter().collect(),
    };
    let mut items: Vec<Value> = match outcome {
        Outcome::Page(page) => page
            .items
            .iter()
            .map(|record| Value::Object(record.clone()))
            .collect(),
        Outcome::Record(record) => vec![Value::Object(record.clone())],
        Outcome::Bulk(_) | Outcome::Missing | Outcome::Done => Vec::new(),
    };
    if items.is_empty() && !matches!(outcome, Outcome::Page(_)) {
        let made = |number| {
            ids.first().map_or_else(
                || Value::from(number),
                |id| invent::value(contract, *id, &mut maker.invention.element(number)),
            )
        };
        items = (0..EVENTS).map(made).collect();
    }
    for item in &mut items {
        if let Some(id) = ids.first() {
            invent::require(contract, *id, item, &mut maker.invention.clone());
        }
    }

    items
}
