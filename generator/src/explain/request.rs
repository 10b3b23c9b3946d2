//! The request: its line, what goes into it, its body.

use super::{Item, Section, body, words};
use crate::model::{
    Api, Doc, EncodingPlace, Operation, Output, Parameter, ParameterPlace, Presence, QueryStyle,
    Segment, Shape, TypeRef,
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
        beside(api, operation, ParameterPlace::Cookie, "cookies", "cookies"),
        Section {
            key: "body",
            title: "body",
            items: operation
                .body
                .iter()
                .map(|body| body::item(api, body))
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
        api.base_of(operation)
    )];
    for (index, parameter) in query.enumerate() {
        let sign = if index == 0 { '?' } else { '&' };
        block.push(format!("    {sign}{}", pair(api, parameter)));
    }

    Item {
        block,
        ..Item::default()
    }
}

/// A parameter as it stands in the query, a list with two values.
fn pair(api: &Api, parameter: &Parameter) -> String {
    let encoding = parameter.encoding.unwrap_or(api.encodings.query);
    let name = &parameter.wire;
    let (TypeRef::List(_), EncodingPlace::Query(style)) = (&parameter.ty, encoding.place) else {
        return format!("{name}={{{name}}}");
    };
    let two = |between: &str| format!("{name}={{1}}{between}{{2}}");

    match style {
        QueryStyle::Repeated | QueryStyle::DeepObject => two(&format!("&{name}=")),
        QueryStyle::Comma => two(","),
        QueryStyle::Space => two("%20"),
        QueryStyle::Pipe => two("%7C"),
        QueryStyle::Unindexed => format!("{name}[]={{1}}&{name}[]={{2}}"),
        QueryStyle::Indexed => format!("{name}[0]={{1}}&{name}[1]={{2}}"),
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
    let mut usual = vec![Item::new("accept", accept(&operation.output))];
    if let Some(body) = &operation.body {
        usual.push(Item::new("content-type", body::media_type(&body.sending)));
    }
    usual.push(Item::new(
        "user-agent",
        "the client's name and version, unless the builder says another",
    ));
    usual.append(&mut section.items);
    section.items = usual;

    section
}

/// What may come back.
fn accept(output: &Output) -> &str {
    match output {
        Output::Nothing | Output::Value { .. } | Output::Page { .. } => "application/json",
        Output::Text { media } | Output::Download { media } => media,
        Output::Events { stream, .. } => &stream.media,
    }
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
