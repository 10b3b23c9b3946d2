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
