//! OpenAPI 3.1 in outline: as much of it as leads an editor to the places where quirks and evidence may stand.

use super::schema::{key, object, reference, text};
use crate::load::Value;
use crate::parse::Place;

/// A mapping of a document: its name, its quirks, and what leads further.
struct Outline {
    name: &'static str,
    quirks: Option<Place>,
    evidence: bool,
    members: &'static [(&'static str, To)],
}

/// What stands under a name.
#[derive(Clone, Copy)]
enum To {
    /// One of these.
    One(&'static str),
    /// A list of them.
    List(&'static str),
    /// A mapping from names to them.
    Map(&'static str),
}

const DOCUMENT: Outline = Outline {
    name: "document",
    quirks: Some(Place::Document),
    evidence: true,
    members: &[
        ("info", To::One("info")),
        ("paths", To::Map("path")),
        ("webhooks", To::Map("webhook")),
        ("components", To::One("components")),
    ],
};

const OUTLINES: &[Outline] = &[
    Outline {
        name: "info",
        quirks: None,
        evidence: true,
        members: &[],
    },
    Outline {
        name: "path",
        quirks: Some(Place::PathItem),
        evidence: true,
        members: &[
            ("parameters", To::List("parameter")),
            ("get", To::One("operation")),
            ("put", To::One("operation")),
            ("post", To::One("operation")),
            ("delete", To::One("operation")),
            ("options", To::One("operation")),
            ("head", To::One("operation")),
            ("patch", To::One("operation")),
            ("trace", To::One("operation")),
        ],
    },
    Outline {
        name: "operation",
        quirks: Some(Place::Operation),
        evidence: true,
        members: &[
            ("parameters", To::List("parameter")),
            ("requestBody", To::One("request-body")),
            ("responses", To::Map("response")),
        ],
    },
    Outline {
        name: "webhook",
        quirks: Some(Place::Webhook),
        evidence: true,
        members: &[
            ("get", To::One("webhook-call")),
            ("put", To::One("webhook-call")),
            ("post", To::One("webhook-call")),
        ],
    },
    Outline {
        name: "webhook-call",
        quirks: Some(Place::Webhook),
        evidence: true,
        members: &[("requestBody", To::One("request-body"))],
    },
    Outline {
        name: "parameter",
        quirks: Some(Place::Parameter),
        evidence: true,
        members: &[
            ("schema", To::One("schema")),
            ("content", To::Map("media-type")),
        ],
    },
    Outline {
        name: "request-body",
        quirks: Some(Place::RequestBody),
        evidence: true,
        members: &[("content", To::Map("media-type"))],
    },
    Outline {
        name: "response",
        quirks: None,
        evidence: true,
        members: &[("content", To::Map("media-type"))],
    },
    Outline {
        name: "media-type",
        quirks: None,
        evidence: false,
        members: &[("schema", To::One("schema"))],
    },
    Outline {
        name: "components",
        quirks: None,
        evidence: false,
        members: &[
            ("schemas", To::Map("schema")),
            ("parameters", To::Map("parameter")),
            ("requestBodies", To::Map("request-body")),
            ("responses", To::Map("response")),
            ("securitySchemes", To::Map("security-scheme")),
        ],
    },
    Outline {
        name: "security-scheme",
        quirks: Some(Place::SecurityScheme),
        evidence: true,
        members: &[],
    },
    Outline {
        name: "schema",
        quirks: Some(Place::Schema),
        evidence: true,
        members: INSIDE_SCHEMAS,
    },
    Outline {
        name: "property",
        quirks: Some(Place::Property),
        evidence: true,
        members: INSIDE_SCHEMAS,
    },
];

const INSIDE_SCHEMAS: &[(&str, To)] = &[
    ("properties", To::Map("property")),
    ("items", To::One("schema")),
    ("prefixItems", To::List("schema")),
    ("additionalProperties", To::One("schema")),
    ("allOf", To::List("schema")),
    ("oneOf", To::List("schema")),
    ("anyOf", To::List("schema")),
];

/// The keywords of a whole document.
pub(super) fn document() -> Vec<(String, Value)> {
    keywords(&DOCUMENT)
}

/// The outlines of all else.
pub(super) fn definitions() -> Vec<(String, Value)> {
    OUTLINES
        .iter()
        .map(|outline| (outline.name.to_owned(), Value::Object(keywords(outline))))
        .collect()
}

fn keywords(outline: &Outline) -> Vec<(String, Value)> {
    let mut properties: Vec<(String, Value)> = outline
        .members
        .iter()
        .map(|(name, to)| ((*name).to_owned(), of(*to)))
        .collect();
    if let Some(place) = outline.quirks {
        let quirks = reference(&format!("quirks-of-{}", key(place)));
        properties.push(("x-quirks".to_owned(), quirks));
    }
    if outline.evidence {
        properties.push(("x-evidence".to_owned(), reference("evidence")));
    }
    // A schema may also be `true` or `false`.
    let kinds = match outline.quirks {
        Some(Place::Schema | Place::Property) => Value::List(vec![text("object"), text("boolean")]),
        _ => text("object"),
    };

    vec![
        ("type".to_owned(), kinds),
        ("properties".to_owned(), Value::Object(properties)),
    ]
}

fn of(to: To) -> Value {
    match to {
        To::One(name) => reference(name),
        To::List(name) => object([("type", text("array")), ("items", reference(name))]),
        To::Map(name) => object([
            ("type", text("object")),
            ("additionalProperties", reference(name)),
        ]),
    }
}
