//! A call in Rust, with the values that curl's example has.

mod layout;
mod value;

use crate::emit::client::accessor;
use crate::emit::operation::is_paged;
use crate::emit::request::{has_request, setter_name};
use crate::model::{Json, Operation, Output, Pagination, Presence, Resource, Sending, TypeRef};

use self::layout::{after, indented, spread};
use self::value::{Printer, Want};
use super::given::Given;
use super::site::Site;

/// The lines of the example, imports first; nothing where a value of it cannot be written in a word.
pub(super) fn example(
    site: &Site<'_>,
    resource: &Resource,
    operation: &Operation,
    given: &Given<'_>,
) -> Option<String> {
    let mut printer = Printer::new(site.context);
    let mut lines: Vec<String> = Vec::new();
    let mut arguments: Vec<String> = Vec::new();
    for (parameter, value) in &given.path {
        arguments.push(printer.given(&parameter.ty, value)?);
    }
    for (parameter, value) in &given.parameters {
        if parameter.is_argument() {
            arguments.push(printer.given(&parameter.ty, value)?);
        }
    }
    let mut setters: Vec<String> = Vec::new();
    for (parameter, value) in &given.parameters {
        if parameter.presence == Presence::Optional {
            let value = printer.given(&parameter.ty, value)?;
            let name = setter_name(operation, parameter.field.as_str(), "parameter");
            setters.push(format!(".{name}({value})"));
        }
    }
    if let (Some(body), Some(json)) = (&operation.body, &given.body) {
        let variable = match body.field.as_str() {
            "client" => "body",
            name => name,
        };
        let value = match (&body.ty, json) {
            (TypeRef::List(item), Json::List(items)) => {
                let items: Option<Vec<String>> = items
                    .iter()
                    .map(|one| printer.value(item, one, Want::Exact))
                    .collect();
                spread("[", &items.filter(|items| !items.is_empty())?, "]")
            }
            (ty, json) => printer.value(ty, json, Want::Exact)?,
        };
        let given = match &body.sending {
            Sending::Text => value,
            Sending::Bytes { .. } => "std::fs::read(\"file\")?".to_owned(),
            Sending::Json { .. }
            | Sending::JsonOrParts(_)
            | Sending::Form(_)
            | Sending::Parts(_)
            | Sending::FormOrParts(_) => {
                lines.push(format!("let {variable} = {value};"));
                format!("&{variable}")
            }
        };
        if body.presence == Presence::Required {
            arguments.push(given);
        } else {
            let name = setter_name(operation, body.field.as_str(), "body");
            setters.push(format!(".{name}({given})"));
        }
    }
    debug_assert!(setters.is_empty() || has_request(operation));
    let accessor = accessor(site.context, resource.field.as_str());
    let call = format!(
        "client.{accessor}().{}({})",
        operation.method_name,
        arguments.join(", ")
    );
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(finish(operation, &call, setters));

    let mut text = printer.imports();
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&lines.join("\n"));
    text.push('\n');

    Some(text)
}

/// The call, and what is done with what it yields.
fn finish(operation: &Operation, call: &str, mut setters: Vec<String>) -> Vec<String> {
    let is_one_page = matches!(operation.pagination, Pagination::Unknown { .. });
    if is_paged(operation) && is_one_page {
        setters.push(".await?".to_owned());
        return vec![
            format!("let page = {};", after(call, &setters)),
            "println!(\"{:?}\", page.items);".to_owned(),
        ];
    }
    if is_paged(operation) {
        setters.push(".items()".to_owned());
        return vec![
            format!("let mut items = {};", after(call, &setters)),
            "while let Some(item) = items.try_next().await? {".to_owned(),
            indented("println!(\"{item:?}\");"),
            "}".to_owned(),
        ];
    }
    let partial = if operation.error_body.partial.is_some() {
        ".complete()?"
    } else {
        ""
    };
    setters.push(format!(".await?{partial}"));
    let call = after(call, &setters);
    match &operation.output {
        Output::Nothing => vec![format!("{call};")],
        Output::Value { optional: true, .. } => vec![
            format!("if let Some(answer) = {call} {{"),
            indented("println!(\"{answer:?}\");"),
            "}".to_owned(),
        ],
        Output::Events { .. } => vec![
            format!("let mut events = {call};"),
            "while let Some(event) = events.try_next().await? {".to_owned(),
            indented("println!(\"{:?}\", event.data);"),
            "}".to_owned(),
        ],
        Output::Download { .. } => vec![
            format!("let bytes = {call}.save_to(\"download\").await?;"),
            "println!(\"{bytes} bytes\");".to_owned(),
        ],
        Output::Value { .. } | Output::Text { .. } | Output::Page { .. } => vec![
            format!("let answer = {call};"),
            "println!(\"{answer:?}\");".to_owned(),
        ],
    }
}
