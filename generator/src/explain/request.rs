//! The request: its line, what goes into it, its body.

use super::example::example;
use super::{Item, Section, words};
use crate::model::{
    Api, Body, Doc, Operation, Parameter, ParameterPlace, Presence, Segment, Shape, TypeRef,
};

/// All that is sent.
pub(super) fn sections(api: &Api, operation: &Operation) -> Vec<Section> {
    vec![
        Section {
            key: "request",
            title: "request",
            items: vec![line(api, operation)],
        },
        Section {
            key: "path",
            title: "values of the path",
            items: operation
                .path_parameters
                .iter()
                .map(|parameter| {
                    let name = format!("{{{}}}", parameter.wire);
                    value(
                        api,
                        name,
                        &parameter.ty,
                        &parameter.shape,
                        None,
                        &parameter.doc,
                    )
                })
                .collect(),
        },
        beside(api, operation, ParameterPlace::Query, "query", "query"),
        headers(api, operation),
        Section {
            key: "body",
            title: "body",
            items: operation
                .body
                .iter()
                .map(|body| of_body(api, body))
                .collect(),
        },
    ]
}

/// The method and the whole URL, with placeholders.
fn line(api: &Api, operation: &Operation) -> Item {
    let path: String = operation
        .path
        .iter()
        .map(|segment| match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Parameter(name) => format!("{{{name}}}"),
        })
        .collect();
    let query = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == ParameterPlace::Query);
    let mut block = vec![format!(
        "{} {}{path}",
        operation.http_method.as_str(),
        api.base_url
    )];
    for (index, parameter) in query.enumerate() {
        let sign = if index == 0 { '?' } else { '&' };
        block.push(format!("    {sign}{0}={{{0}}}", parameter.wire));
    }

    Item {
        block,
        ..Item::default()
    }
}

fn beside(
    api: &Api,
    operation: &Operation,
    place: ParameterPlace,
    key: &'static str,
    title: &'static str,
) -> Section {
    let items = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == place)
        .map(|parameter| of_parameter(api, parameter));

    Section {
        key,
        title,
        items: items.collect(),
    }
}

/// Headers that every call has, and declared ones.
fn headers(api: &Api, operation: &Operation) -> Section {
    let mut section = beside(api, operation, ParameterPlace::Header, "headers", "headers");
    let mut usual = vec![Item::new("accept", "`application/json`")];
    if let Some(body) = &operation.body {
        usual.push(Item::new("content-type", format!("`{}`", media_type(body))));
    }
    usual.push(Item::new(
        "user-agent",
        "the client's name and version, unless the builder says another",
    ));
    usual.append(&mut section.items);
    section.items = usual;

    section
}

fn of_parameter(api: &Api, parameter: &Parameter) -> Item {
    let presence = Some(parameter.presence);

    value(
        api,
        parameter.wire.clone(),
        &parameter.ty,
        &parameter.shape,
        presence,
        &parameter.doc,
    )
}

fn value(
    api: &Api,
    name: String,
    ty: &TypeRef,
    shape: &Shape,
    presence: Option<Presence>,
    doc: &Doc,
) -> Item {
    let mut facts = vec![words::of_type(api, ty)];
    if presence == Some(Presence::Optional) {
        facts.push("optional".to_owned());
    }
    facts.extend(words::of_shape(shape));

    Item::new(name, format!("{}. {}", facts.join(", "), doc.summary))
}

fn media_type(_body: &Body) -> &'static str {
    "application/json"
}

fn of_body(api: &Api, body: &Body) -> Item {
    let optional = match body.presence {
        Presence::Required => "",
        Presence::Optional => ", optional",
    };
    let text = format!(
        "`{}`, {}{optional}. {}",
        media_type(body),
        words::of_type(api, &body.ty),
        body.doc.summary
    );
    let (example, left_out) = example(api, &body.ty);
    let mut block: Vec<String> = example
        .to_pretty_json()
        .lines()
        .map(str::to_owned)
        .collect();
    if left_out > 0 {
        block.push(format!("(and {left_out} more members that may be sent)"));
    }

    Item {
        text,
        block,
        ..Item::default()
    }
}
