//! What a document is made of, as far as references may stand in it: which keys lead to which parts.

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    Body,
    Response,
    Header,
    MediaType,
    Encoding,
    Schema,
    Example,
    Link,
    Callback,
    SecurityScheme,
}

/// How parts stand under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// One.
    One,
    /// One, or a list of them.
    Either,
    /// A list.
    List,
    /// A mapping whose values they are.
    Map,
}

/// A key, how parts stand under it, and which.
type Row = (&'static str, Way, Part);

use Part::{
    Body, Callback, Components, Document, Encoding, Example, Header, Link, MediaType, Operation,
    Parameter, PathItem, Response, Schema, SecurityScheme,
};
use Way::{Either, List, Map, One};

const DOCUMENT: &[Row] = &[
    ("paths", Map, PathItem),
    ("x-ms-paths", Map, PathItem),
    ("webhooks", Map, PathItem),
    ("components", One, Components),
    ("definitions", Map, Schema),
    ("parameters", Map, Parameter),
    ("responses", Map, Response),
    ("securityDefinitions", Map, SecurityScheme),
];

const COMPONENTS: &[Row] = &[
    ("schemas", Map, Schema),
    ("parameters", Map, Parameter),
    ("requestBodies", Map, Body),
    ("responses", Map, Response),
    ("headers", Map, Header),
    ("examples", Map, Example),
    ("links", Map, Link),
    ("callbacks", Map, Callback),
    ("pathItems", Map, PathItem),
    ("mediaTypes", Map, MediaType),
    ("securitySchemes", Map, SecurityScheme),
];

const PATH_ITEM: &[Row] = &[
    ("parameters", List, Parameter),
    ("get", One, Operation),
    ("put", One, Operation),
    ("post", One, Operation),
    ("delete", One, Operation),
    ("options", One, Operation),
    ("head", One, Operation),
    ("patch", One, Operation),
    ("trace", One, Operation),
    ("query", One, Operation),
    ("additionalOperations", Map, Operation),
];

const OPERATION: &[Row] = &[
    ("parameters", List, Parameter),
    ("requestBody", One, Body),
    ("responses", Map, Response),
    ("callbacks", Map, Callback),
];

const PARAMETER: &[Row] = &[
    ("schema", One, Schema),
    ("content", Map, MediaType),
    ("examples", Map, Example),
];

const RESPONSE: &[Row] = &[
    ("headers", Map, Header),
    ("content", Map, MediaType),
    ("links", Map, Link),
    ("schema", One, Schema),
];

const MEDIA_TYPE: &[Row] = &[
    ("schema", One, Schema),
    ("itemSchema", One, Schema),
    ("examples", Map, Example),
    ("encoding", Map, Encoding),
];

const SCHEMA: &[Row] = &[
    ("properties", Map, Schema),
    ("patternProperties", Map, Schema),
    ("$defs", Map, Schema),
    ("definitions", Map, Schema),
    ("dependentSchemas", Map, Schema),
    ("items", Either, Schema),
    ("prefixItems", List, Schema),
    ("allOf", List, Schema),
    ("oneOf", List, Schema),
    ("anyOf", List, Schema),
    ("additionalProperties", One, Schema),
    ("not", One, Schema),
    ("if", One, Schema),
    ("then", One, Schema),
    ("else", One, Schema),
    ("contains", One, Schema),
    ("propertyNames", One, Schema),
    ("unevaluatedItems", One, Schema),
    ("unevaluatedProperties", One, Schema),
    ("contentSchema", One, Schema),
];

impl Part {
    /// What stands under a key of it; nothing where no reference can stand there.
    pub(super) fn under(self, key: &str) -> Option<(Way, Self)> {
        let rows = match self {
            Document => DOCUMENT,
            Components => COMPONENTS,
            PathItem => PATH_ITEM,
            Operation => OPERATION,
            Parameter | Header => PARAMETER,
            Body => &[("content", Map, MediaType)],
            Response => RESPONSE,
            MediaType => MEDIA_TYPE,
            Encoding => &[("headers", Map, Header)],
            Schema => SCHEMA,
            // Every key of it is an expression.
            Callback => return (!key.starts_with("x-")).then_some((One, PathItem)),
            Example | Link | SecurityScheme => &[],
        };

        rows.iter()
            .find(|(known, ..)| *known == key)
            .map(|(_, way, part)| (*way, *part))
    }

    /// The folders in which the parser itself looks such parts up, by the version: before 3.0, and since.
    pub(super) fn folder(self, is_swagger: bool) -> Option<&'static [&'static str]> {
        match (self, is_swagger) {
            (Schema, true) => Some(&["definitions"]),
            (Schema, false) => Some(&["components", "schemas"]),
            (Parameter, false) => Some(&["components", "parameters"]),
            (Body, false) => Some(&["components", "requestBodies"]),
            (Response, false) => Some(&["components", "responses"]),
            (Header, false) => Some(&["components", "headers"]),
            _ => None,
        }
    }

    /// Whether a client is the same without it.
    pub(super) fn only_explains(self) -> bool {
        matches!(self, Example | Link)
    }
}
