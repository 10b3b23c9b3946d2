//! An explanation as JSON: the same, for programs.

use super::{Explanation, Item, Role};
use crate::load::Value;

/// The whole object.
pub(super) fn json(explanation: &Explanation) -> String {
    let mut members = vec![
        member("operation", &explanation.id),
        member("http", &explanation.http),
        member("rust", &explanation.rust),
        member("path", &explanation.path),
        number("line", explanation.line),
        member("summary", &explanation.summary),
    ];
    for section in &explanation.sections {
        let items = section.items.iter().map(of_item).collect();
        members.push((section.key.to_owned(), Value::List(items)));
    }

    Value::Object(members).to_pretty_json()
}

fn of_item(item: &Item) -> Value {
    let mut members = Vec::new();
    if !item.name.is_empty() {
        members.push(member("name", &item.name));
    }
    if !item.text.is_empty() {
        members.push(member("text", &item.text));
    }
    if !item.block.is_empty() {
        members.push(member("shown", &item.block.join("\n")));
    }
    if !item.lines.is_empty() {
        let lines = item.lines.iter().map(|line| {
            let role = match line.role {
                Role::Holds => "holds",
                Role::Loses => "loses",
                Role::Says => "says",
            };
            Value::Object(vec![
                member("role", role),
                number("line", line.line),
                member("text", &line.text),
            ])
        });
        members.push(("lines".to_owned(), Value::List(lines.collect())));
    }

    Value::Object(members)
}

fn member(name: &str, text: &str) -> (String, Value) {
    (name.to_owned(), Value::Text(text.to_owned()))
}

fn number(name: &str, number: usize) -> (String, Value) {
    (name.to_owned(), Value::Number(number.to_string()))
}
