//! Values one by one: events of a server, lines, sequences.

use brogue_generator::model::EventStream;
use serde_json::Value;

use super::media::Form;

/// The body of a stream of values.
pub(super) fn written(form: Form, items: &[Value], stream: Option<&EventStream>) -> String {
    let mut text = String::new();
    for item in items {
        match form {
            Form::Sequence => text.extend(["\u{1e}", &item.to_string(), "\n"]),
            Form::ServerEvents => event(&mut text, item),
            Form::Json | Form::Lines | Form::Text | Form::Bytes => {
                text.extend([item.to_string().as_str(), "\n"]);
            }
        }
    }
    if form == Form::ServerEvents {
        if let Some(name) = stream.and_then(|stream| stream.end_event.as_ref()) {
            let data = stream
                .and_then(|stream| stream.end.as_deref())
                .unwrap_or("end");
            text.extend(["event: ", name, "\ndata: ", data, "\n\n"]);
        } else if let Some(end) = stream.and_then(|stream| stream.end.as_ref()) {
            text.extend(["data: ", end, "\n\n"]);
        }
    } else if let Some(end) = stream.and_then(|stream| stream.end.as_ref()) {
        text.extend([end.as_str(), "\n"]);
    }

    text
}

/// One event. An object of nothing but an event's own fields is that event; anything else is its data.
fn event(text: &mut String, item: &Value) {
    const FIELDS: &[&str] = &["event", "id", "retry", "data", "comment"];
    let whole = item.as_object().filter(|members| {
        members.contains_key("data") && members.keys().all(|name| FIELDS.contains(&name.as_str()))
    });
    let Some(members) = whole else {
        field(text, "data", item);
        text.push('\n');
        return;
    };
    for name in FIELDS {
        if let Some(value) = members.get(*name) {
            field(text, if *name == "comment" { "" } else { name }, value);
        }
    }
    text.push('\n');
}

fn field(text: &mut String, name: &str, value: &Value) {
    let value = match value {
        Value::String(plain) => plain.clone(),
        other => other.to_string(),
    };
    for line in value.split(['\n', '\r']) {
        text.extend([name, ": ", line, "\n"]);
    }
}
