//! The body of a request: its media type, and an example as it goes out.

use super::example::example;
use super::{Item, words};
use crate::load::Value;
use crate::model::{
    Api, Body, Encoding, EncodingPlace, Field, Fields, Presence, QueryStyle, Sending,
};

/// What is told of a body.
pub(super) fn item(api: &Api, body: &Body) -> Item {
    let mut facts = vec![words::of_type(api, &body.ty)];
    if body.presence == Presence::Optional {
        facts.push("optional".to_owned());
    }
    let (value, left_out) = example(api, &body.ty);
    let mut block = match &body.sending {
        Sending::Json { .. } | Sending::JsonOrParts(_) => lines(&value.to_pretty_json()),
        Sending::Form(fields) | Sending::FormOrParts(fields) => form(api, fields, &value),
        Sending::Parts(fields) => parts(fields, &value),
        Sending::Text => vec!["text".to_owned()],
        Sending::Bytes { .. } => Vec::new(),
    };
    if left_out > 0 {
        let more = if left_out == 1 { "member" } else { "members" };
        block.push(format!("(and {left_out} more {more} that may be sent)"));
    }

    Item {
        text: format!(
            "{}: {}. {}",
            media_type(&body.sending),
            facts.join(", "),
            body.doc.summary
        ),
        block,
        ..Item::default()
    }
}

/// The media type, in a few words.
pub(super) fn media_type(sending: &Sending) -> String {
    const JSON: &str = "application/json";
    const FORM: &str = "application/x-www-form-urlencoded";
    const PARTS: &str = "multipart/form-data";

    match sending {
        Sending::Json { content_type } => content_type.clone().unwrap_or_else(|| JSON.to_owned()),
        Sending::JsonOrParts(_) => format!("{JSON}, or {PARTS} where a file is set"),
        Sending::Form(_) => FORM.to_owned(),
        Sending::Parts(_) => PARTS.to_owned(),
        Sending::FormOrParts(_) => format!("{FORM}, or {PARTS} where a file is set"),
        Sending::Text => "text/plain; charset=utf-8".to_owned(),
        Sending::Bytes { content_type } => content_type.clone(),
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn members(value: &Value) -> &[(String, Value)] {
    match value {
        Value::Object(members) => members,
        _ => &[],
    }
}

fn own<'f>(fields: &'f Fields, name: &str) -> Option<&'f Field> {
    fields.own.iter().find(|field| field.wire == name)
}

/// The fields of a form, one a line, before anything is escaped.
fn form(api: &Api, fields: &Fields, value: &Value) -> Vec<String> {
    let mut pairs = Vec::new();
    for (name, value) in members(value) {
        let own = own(fields, name);
        let encoding = own
            .and_then(|field| field.encoding)
            .or(fields.encoding)
            .unwrap_or(api.encodings.form);
        let sent_as = own.and_then(|field| field.sent_as.as_ref());
        pair(sent_as.unwrap_or(name), value, encoding, &mut pairs);
    }

    pairs
}

fn pair(name: &str, value: &Value, encoding: Encoding, pairs: &mut Vec<String>) {
    let style = match encoding.place {
        EncodingPlace::Query(style) | EncodingPlace::Form(style) => style,
        EncodingPlace::Path(_) | EncodingPlace::Header | EncodingPlace::Cookie => QueryStyle::Comma,
    };
    match value {
        Value::List(_) | Value::Object(_) if encoding.json => {
            pairs.push(format!("{name}={}", value.to_json()));
        }
        Value::List(elements) => {
            for (index, element) in elements.iter().enumerate() {
                let name = match style {
                    QueryStyle::Unindexed => format!("{name}[]"),
                    QueryStyle::Indexed => format!("{name}[{index}]"),
                    QueryStyle::Repeated
                    | QueryStyle::Comma
                    | QueryStyle::Space
                    | QueryStyle::Pipe
                    | QueryStyle::DeepObject => name.to_owned(),
                };
                pair(&name, element, encoding, pairs);
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                pair(&format!("{name}[{member}]"), value, encoding, pairs);
            }
        }
        scalar => pairs.push(format!("{name}={}", plain(scalar))),
    }
}

/// The parts, one a line.
fn parts(fields: &Fields, value: &Value) -> Vec<String> {
    members(value)
        .iter()
        .map(|(name, value)| {
            let own = own(fields, name);
            let content_type = own
                .and_then(|field| field.content_type.as_ref())
                .map(|content_type| format!(" ({content_type})"))
                .unwrap_or_default();
            format!("{name}{content_type}: {}", plain(value))
        })
        .collect()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        other => other.to_json(),
    }
}
