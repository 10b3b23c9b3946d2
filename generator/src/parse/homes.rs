//! Where the words of OpenAPI belong: a word that stands elsewhere was indented wrongly, or is remembered from another version.

/// Words with what they belong to; those that belong nearly everywhere are left out.
const HOMES: &[(&str, &[&str])] = &[
    (
        "the document",
        &[
            "openapi",
            "info",
            "servers",
            "paths",
            "components",
            "webhooks",
        ],
    ),
    (
        "`components`",
        &["schemas", "securitySchemes", "requestBodies", "pathItems"],
    ),
    (
        "a path",
        &[
            "get", "put", "post", "delete", "options", "head", "patch", "trace",
        ],
    ),
    (
        "an operation",
        &[
            "operationId",
            "requestBody",
            "responses",
            "tags",
            "callbacks",
            "security",
        ],
    ),
    ("an operation or a path", &["parameters"]),
    ("a parameter", &["in", "style", "explode"]),
    ("a request body or a response", &["content"]),
    ("a parameter, a header or a media type", &["schema"]),
    (
        "a schema",
        &[
            "type",
            "format",
            "enum",
            "const",
            "properties",
            "items",
            "allOf",
            "oneOf",
            "anyOf",
            "nullable",
            "additionalProperties",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "pattern",
            "default",
            "readOnly",
            "writeOnly",
        ],
    ),
];

/// Words of OpenAPI 3, and what Swagger 2.0 has in their place.
const BEFORE: &[(&str, &str)] = &[
    (
        "components",
        "write `definitions`, `parameters`, `responses` and `securityDefinitions` at the document",
    ),
    (
        "servers",
        "write `host`, `basePath` and `schemes` at the document",
    ),
    (
        "requestBody",
        "write a parameter `{in: body, name: body, schema: ..}`",
    ),
    (
        "content",
        "write `schema`, and the media types in `consumes` or `produces` of the operation",
    ),
    ("style", "write `collectionFormat`"),
    ("explode", "write `collectionFormat`"),
    (
        "securitySchemes",
        "write `securityDefinitions` at the document",
    ),
    (
        "flows",
        "write `flow`, with its addresses and `scopes` beside it",
    ),
    ("schemas", "write `definitions` at the document"),
    (
        "requestBodies",
        "write `parameters` at the document, with `in: body`",
    ),
    (
        "callbacks",
        "what a vendor sends has no place in Swagger 2.0",
    ),
    (
        "webhooks",
        "what a vendor sends has no place in Swagger 2.0",
    ),
    ("links", "links have no place in Swagger 2.0"),
];

/// What to do with a word of OpenAPI 3 in a document of Swagger 2.0.
pub(super) fn way_back(word: &str) -> Option<String> {
    let (_, instead) = BEFORE.iter().find(|(later, _)| *later == word)?;

    Some(format!("`{word}` is a word of OpenAPI 3: {instead}"))
}

/// What to do with a word that the mapping does not know; `known` are the words it knows. Nothing for words that are none of OpenAPI.
pub(super) fn way_home(word: &str, known: &[&'static str]) -> Option<String> {
    let (home, _) = HOMES.iter().find(|(_, words)| words.contains(&word))?;

    Some(match *home {
        "a schema" if known.contains(&"schema") => format!("put `{word}` under `schema`"),
        _ if word == "schema" && known.contains(&"content") => {
            "write `content: {application/json: {schema: ..}}`".to_owned()
        }
        home => format!("`{word}` belongs to {home}: look at its indentation"),
    })
}
