//! Receiving an event, shown: in the documentation of the module, where it runs, and in the README.

use crate::emit::context::Context;
use crate::emit::markdown::{cell, code, prose};
use crate::emit::readme::markdown_lines;
use crate::emit::text::{is_hidden, literal, plain};
use crate::model::{
    EventTag, KeyText, Primitive, Signature, SignaturePart, Trigger, TypeRef, WebhookEvent,
    Webhooks,
};

/// Columns of a line in an example.
const SHORT: usize = 80;

/// A delivery that is made and received, as a block of Markdown.
pub(in crate::emit) fn example(context: &Context<'_>, webhooks: &Webhooks) -> Option<String> {
    let name = context.crate_ident();
    let (module, receiver) = (super::module(webhooks), super::receiver(webhooks));
    let Shown { event, body, runs } = shown(webhooks)?;
    let run = if runs { "" } else { ",no_run" };
    let named = named(event);
    let matched = matched(event);
    // A line that begins with a blank is not wrapped.
    let body = match format!("let body = {body};") {
        short if short.len() <= SHORT => short,
        _ => format!("let body =\n    {body};"),
    };
    let lines = match &webhooks.signature {
        Some(signature) => format!(
            "let webhooks = {receiver}::new({})?;\n\n\
             // As the vendor signs it, for a test. Otherwise headers and body come from a web server.\n\
             {body}\n{}\n\n\
             let delivery = webhooks.receive{named}&headers, &body)?;",
            secret(signature),
            sign(signature)
        ),
        None => format!(
            "let webhooks = {receiver}::unauthenticated();\n\n\
             // They come from a web server.\nlet headers = HeaderMap::new();\n{body}\n\n\
             let delivery = webhooks.parse{named}&headers, body)?;"
        ),
    };
    let http = match &webhooks.signature {
        Some(signature) if signed_headers(signature).next().is_some() => "{HeaderMap, HeaderValue}",
        Some(_) => "",
        None => "HeaderMap",
    };
    let uses = match http {
        "" => String::new(),
        http => format!("use {name}::http::{http};\n"),
    };
    let time = if webhooks.signature.is_some() {
        "use std::time::SystemTime;\n\n"
    } else {
        ""
    };

    let imports = match webhooks.trigger {
        Trigger::Vendor => "{Event, Webhooks}",
        Trigger::Call => "{Callbacks, Event}",
    };

    Some(format!(
        "```rust{run}\n{time}{uses}use {name}::{module}::{imports};\n\n\
         # fn main() -> Result<(), {name}::{module}::WebhookError> {{\n{lines}\n{matched}\n# Ok(())\n# }}\n```"
    ))
}

/// The section of the README.
pub(in crate::emit) fn readme(context: &Context<'_>, webhooks: &Webhooks) -> Option<String> {
    let name = context.crate_ident();
    let (module, receiver) = (super::module(webhooks), super::receiver(webhooks));
    let event = shown(webhooks)?.event;
    let (make, method) = if webhooks.signature.is_some() {
        ("new(secret)", "receive")
    } else {
        ("unauthenticated()", "parse")
    };
    let (names, lead) = match webhooks.trigger {
        Trigger::Vendor => (
            "{Delivery, Event, Webhooks}",
            "What the vendor sends on its own account",
        ),
        Trigger::Call => (
            "{Callbacks, Delivery, Event}",
            "What the vendor sends because of a call, to an address that the call tells,",
        ),
    };
    let rows: Vec<String> = webhooks.events.iter().map(row).collect();
    // A link would lead nowhere where the feature is off.
    let shown = if context.gate_of_events(module).is_closed() {
        format!("`{module}::{receiver}`")
    } else {
        format!("[`{module}::{receiver}`]")
    };
    let matched = matched(event).replace('\n', "\n            ");

    Some(format!(
        "## {receiver}\n\n{lead} is received by {shown}: give it the headers and every byte of the body\n\
         as they came, from whatever web server there is.\n\n```rust\nuse {name}::http::{{HeaderMap, StatusCode}};\n\
         use {name}::{module}::{names};\n\n/// Takes what is made once, by `{receiver}::{make}`.\n\
         fn answer(webhooks: &{receiver}, headers: &HeaderMap, body: &[u8]) -> StatusCode {{\n    \
             match webhooks.{method}{}headers, body) {{\n        \
                 Ok(delivery) => {{\n            {matched}\n            Delivery::ACCEPT\n        }}\n        \
                 Err(error) => error.status(),\n    }}\n}}\n```\n\n{}\n\n\
         | Event | Rust | |\n|---|---|---|\n{}",
        named(event),
        markdown_lines(&super::about(webhooks)),
        rows.join("\n")
    ))
}

fn row(event: &WebhookEvent) -> String {
    let names: Vec<String> = event.names.iter().map(|name| code(name)).collect();

    format!(
        "| {} | `Event::{}` | {} |",
        cell(&names.join(", ")),
        event.name,
        cell(&prose(&event.doc.summary))
    )
}

/// How the name of the method goes on, up to the headers.
fn named(event: &WebhookEvent) -> String {
    match event.names.first() {
        Some(name) if event.tag == EventTag::Address => format!("_named({}, ", literal(name)),
        Some(_) | None => "(".to_owned(),
    }
}

fn matched(event: &WebhookEvent) -> String {
    format!(
        "match delivery.event {{\n    Event::{}(event) => println!(\"{{event:?}}\"),\n    other => println!(\"{{other:?}}\"),\n}}",
        event.name
    )
}

fn signed_headers(signature: &Signature) -> impl Iterator<Item = &str> {
    signature.parts.iter().filter_map(|part| match part {
        SignaturePart::Header(name) => Some(name.as_str()),
        SignaturePart::Body | SignaturePart::Timestamp | SignaturePart::Text(_) => None,
    })
}

/// A secret in the form that the vendor gives it out in, as a literal.
fn secret(signature: &Signature) -> String {
    let key = match signature.key_text {
        KeyText::Text => "the secret",
        KeyText::Hex => "74686520736563726574",
        KeyText::Base64 => "dGhlIHNlY3JldA==",
    };

    literal(&format!("{}{key}", signature.key_prefix))
}

/// The statements that sign a body.
fn sign(signature: &Signature) -> String {
    let inserts: Vec<String> = signed_headers(signature)
        .map(|header| {
            let name = literal(&header.to_ascii_lowercase());
            format!("sent.insert({name}, HeaderValue::from_static(\"1\"));\n")
        })
        .collect();
    if inserts.is_empty() {
        return "let (headers, body) = webhooks.signer().sign(body, SystemTime::now())?;"
            .to_owned();
    }

    format!(
        "let mut sent = HeaderMap::new();\n{}\
         let (headers, body) = webhooks.signer().sign_with(sent, body, SystemTime::now())?;",
        inserts.concat()
    )
}

/// An event to show, a body of it as an expression, and whether that is known to be one.
struct Shown<'a> {
    event: &'a WebhookEvent,
    body: String,
    runs: bool,
}

fn shown(webhooks: &Webhooks) -> Option<Shown<'_>> {
    let mut events = webhooks.events.iter();
    let with_example = events.find_map(|event| Some((event, event.example.as_deref()?)));
    if let Some((event, json)) = with_example {
        return Some(Shown {
            event,
            body: bytes(json),
            runs: true,
        });
    }
    let event = webhooks.events.first()?;
    let (json, runs) = match &event.tag {
        // An event that nobody knows is received, too.
        EventTag::Member(pointer) => (unknown_event(pointer), true),
        EventTag::Header(_) => ("{}".to_owned(), true),
        EventTag::Only | EventTag::Address => (
            "{}".to_owned(),
            event.ty == TypeRef::Primitive(Primitive::Value),
        ),
    };

    Some(Shown {
        event,
        body: bytes(&json),
        runs,
    })
}

/// `{"event": "something_new"}`
fn unknown_event(pointer: &str) -> String {
    let tokens: Vec<&str> = pointer.split('/').skip(1).collect();

    tokens
        .iter()
        .rev()
        .fold("\"something_new\"".to_owned(), |inner, token| {
            let name = token.replace("~1", "/").replace("~0", "~");
            let name = plain(&name).replace('\\', "\\\\").replace('"', "\\\"");
            format!("{{\"{name}\": {inner}}}")
        })
}

/// JSON as an expression of bytes.
fn bytes(json: &str) -> String {
    let is_plain = json.is_ascii() && !json.contains("\"#") && !json.contains(is_hidden);
    if is_plain {
        format!("br#\"{json}\"#")
    } else {
        format!("{}.as_bytes()", literal(json))
    }
}
