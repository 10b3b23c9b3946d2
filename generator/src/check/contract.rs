//! The wire's side of a document: what requests and answers hold as bytes, for who plays the vendor or checks what was sent.
//!
//! Total and silent: what is wrong with a document is reported by [`super::check`], and what cannot be followed says nothing here.

mod schemas;

use self::schemas::Schemas;
use super::resources;
use crate::model::contract::{Answer, Body, Call, Content, Contract, Header, Parameter};
use crate::parse::ast::{self, Entries, PathItem, Spec, Text};
use crate::source::Source;

/// What a document says of requests and answers.
///
/// ```
/// use brogue_generator::diagnostic::Diagnostics;
/// use brogue_generator::model::Method;
/// use brogue_generator::source::Source;
/// use brogue_generator::{check, load, parse};
///
/// let source = Source::new(
///     "things.yaml",
///     "\
/// openapi: 3.1.0
/// info: {title: Things, version: '1'}
/// paths:
///   /things:
///     get: {responses: {'204': {description: Done.}}}
/// ",
/// );
/// let mut diagnostics = Diagnostics::default();
/// let spec = load::load(&source, &mut diagnostics).map(|tree| parse::parse(&tree, &mut diagnostics));
/// let contract = check::contract(&spec.unwrap_or_default(), &source);
///
/// assert_eq!(contract.call(Method::Get, "/things").map(|call| call.line), Some(5));
/// ```
pub fn contract(spec: &Spec, source: &Source) -> Contract {
    let mut schemas = Schemas::new(spec, source);
    let mut calls = Vec::new();
    for (path, item) in &spec.paths {
        for (key, operation) in &item.operations {
            calls.extend(call(&mut schemas, (path, item), key, operation));
        }
    }
    let events = spec
        .webhooks
        .iter()
        .filter_map(|(name, webhook)| {
            let written = webhook.operation.request_body.as_ref()?;
            Some((name.value.clone(), body(&mut schemas, written)?))
        })
        .collect();
    let mut contract = schemas.finish();
    contract.calls = calls;
    contract.events = events;

    contract
}

fn call<'a>(
    schemas: &mut Schemas<'a>,
    (path, item): (&Text, &'a PathItem),
    key: &Text,
    operation: &'a ast::Operation,
) -> Option<Call> {
    let mut parameters: Vec<Parameter> = Vec::new();
    for written in item.parameters.iter().chain(&operation.parameters) {
        let Some(found) = parameter(schemas, written) else {
            continue;
        };
        let same = |other: &&mut Parameter| other.name == found.name && other.place == found.place;
        match parameters.iter_mut().find(same) {
            Some(overridden) => *overridden = found,
            None => parameters.push(found),
        }
    }

    Some(Call {
        method: resources::method(&key.value)?,
        path: item.called.clone().unwrap_or_else(|| path.value.clone()),
        line: schemas.line(key.span),
        parameters,
        body: operation
            .request_body
            .as_ref()
            .and_then(|written| body(schemas, written)),
        answers: operation
            .responses
            .iter()
            .filter_map(|(status, written)| answer(schemas, status, written))
            .collect(),
    })
}

fn parameter<'a>(schemas: &mut Schemas<'a>, written: &'a ast::Parameter) -> Option<Parameter> {
    let found = schemas.resolve(written)?;
    let content = found.content.first();
    let schema = found
        .schema
        .as_ref()
        .or_else(|| content.and_then(|(_, media)| media.schema.as_ref()));

    Some(Parameter {
        name: found.name.as_ref()?.value.clone(),
        place: found.location.as_ref()?.value.clone(),
        required: found.required,
        schema: schema.map(|schema| schemas.id(schema)),
        line: schemas.line(found.span),
    })
}

fn body<'a>(schemas: &mut Schemas<'a>, written: &'a ast::RequestBody) -> Option<Body> {
    let found = schemas.resolve(written)?;

    Some(Body {
        required: found.required,
        contents: contents(schemas, &found.content),
        line: schemas.line(written.span),
    })
}

fn answer<'a>(
    schemas: &mut Schemas<'a>,
    status: &Text,
    written: &'a ast::Response,
) -> Option<Answer> {
    let found = schemas.resolve(written)?;
    let headers = found
        .headers
        .iter()
        .filter_map(|(name, header)| {
            let found = schemas.resolve(header)?;
            let schema = found.schema.as_ref();
            Some(Header {
                name: name.value.clone(),
                schema: schema.map(|schema| schemas.id(schema)),
            })
        })
        .collect();

    Some(Answer {
        status: status.value.clone(),
        headers,
        contents: contents(schemas, &found.content),
        line: schemas.line(status.span),
    })
}

fn contents<'a>(schemas: &mut Schemas<'a>, written: &'a Entries<ast::MediaType>) -> Vec<Content> {
    written
        .iter()
        .map(|(media, content)| Content {
            media: media.value.clone(),
            schema: content.schema.as_ref().map(|schema| schemas.id(schema)),
            item: content
                .item_schema
                .as_ref()
                .map(|schema| schemas.id(schema)),
            example: content.example.as_ref().map(super::written::json),
            line: schemas.line(media.span),
        })
        .collect()
}
