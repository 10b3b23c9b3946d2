//! The outermost mapping: what the document says of itself, and its components.

use super::ast::{Components, Folders, Info, Server, ServerVariable, Spec, Tag, Text};
use super::input::{Input, Named, Pointer};
use super::quirk_reader;
use super::reader::MapReader;
use super::vocabulary::Place;
use super::{body, operation, parameter, schema, security, webhook};
use crate::load::Kind;
use crate::source::Spanned;

/// Reads the whole document.
pub(super) fn read(input: &Input<'_>) -> Spec {
    let Some(mut map) = open(input) else {
        return Spec::default();
    };
    let mut spec = said_of_all(&mut map);
    spec.servers = servers(&mut map);
    spec.servers_lost = spec.servers.is_empty()
        && map.get("servers").is_some_and(|named| {
            *input.tree.kind(named.node) != Kind::List || !input.tree.items(named.node).is_empty()
        });
    for key in operation::PATHS {
        if let Some(named) = map.get(key) {
            spec.paths.extend(operation::paths(input, named));
        }
    }
    if let Some(named) = map.get("components") {
        spec.components = components(input, named);
    }
    spec.webhooks = webhook::webhooks(&mut map);
    map.pass_over(&["openapi", "jsonSchemaDialect", "$self"]);
    map.finish();

    spec
}

/// Opens the outermost mapping.
pub(super) fn open<'i, 't>(input: &'i Input<'t>) -> Option<MapReader<'i, 't>> {
    let root = input.tree.root();
    let start = input.tree.span(root).start;
    let place = input
        .tree
        .entries(root)
        .first()
        .map_or(crate::source::Span { start, end: start }, |entry| {
            entry.key_span
        });
    let document = Named {
        name: "the document",
        node: root,
        place,
    };

    MapReader::open(input, document)
}

/// What every version says in the same words of the document as a whole.
pub(super) fn said_of_all(map: &mut MapReader<'_, '_>) -> Spec {
    let input = map.input;
    let mut spec = Spec {
        security: security::requirements(map),
        tags: map
            .list("tags", "tag")
            .into_iter()
            .filter_map(|named| tag(input, named))
            .collect(),
        external_docs: external_docs(map),
        quirks: quirk_reader::quirks(map, Place::Document),
        evidence: quirk_reader::evidence(map),
        ..Spec::default()
    };
    if let Some(named) = map.required("info") {
        read_info(input, named, &mut spec);
    }

    spec
}

/// Reads `servers` of the document or an operation.
pub(super) fn servers(map: &mut MapReader<'_, '_>) -> Vec<Server> {
    let input = map.input;

    map.list("servers", "server")
        .into_iter()
        .filter_map(|named| server(input, named))
        .collect()
}

/// Reads the address in `externalDocs`.
pub(super) fn external_docs(map: &mut MapReader<'_, '_>) -> Option<Text> {
    let named = map.get("externalDocs")?;
    let mut map = MapReader::open(map.input, named)?;
    let url = map.required_text("url");
    map.pass_over(&["description"]);
    map.finish();

    url
}

fn server(input: &Input<'_>, named: Named<'_>) -> Option<Server> {
    if let (Kind::Text(url), true) = (input.tree.kind(named.node), input.is_lenient()) {
        input.mended(named.node, named.name, "a mapping");
        return Some(Server {
            url: Spanned::new(url.to_string(), input.tree.span(named.node)),
            name: None,
            description: None,
            variables: Vec::new(),
        });
    }
    let mut map = MapReader::open(input, named)?;
    let url = map.required_text("url");
    let description = map.text("description");
    let variables = map.entries("variables", |_, named| server_variable(input, named));
    let name = map.text("name");
    map.finish();

    url.map(|url| Server {
        url,
        name,
        description,
        variables,
    })
}

fn server_variable(input: &Input<'_>, named: Named<'_>) -> Option<ServerVariable> {
    let mut map = MapReader::open(input, named)?;
    let variable = ServerVariable {
        default: map.text("default"),
        values: map.texts("enum", "value"),
        description: map.text("description"),
    };
    map.finish();

    Some(variable)
}

fn tag(input: &Input<'_>, named: Named<'_>) -> Option<Tag> {
    let mut map = MapReader::open(input, named)?;
    let name = map.required_text("name");
    let description = map.text("description");
    let external_docs = external_docs(&mut map);
    let summary = map.text("summary");
    map.pass_over(&["parent", "kind"]);
    map.finish();

    name.map(|name| Tag {
        name,
        summary,
        description,
        external_docs,
    })
}

fn read_info(input: &Input<'_>, named: Named<'_>, spec: &mut Spec) {
    let Some(mut map) = MapReader::open(input, named) else {
        return;
    };
    spec.info = Info {
        span: named.place,
        title: map.required_text("title"),
        version: map.required_text("version"),
        summary: map.text("summary"),
        description: map.text("description"),
    };
    spec.evidence.extend(quirk_reader::evidence(&mut map));
    map.pass_over(&["termsOfService", "contact", "license"]);
    map.finish();
}

fn components(input: &Input<'_>, named: Named<'_>) -> Components {
    let Some(mut map) = MapReader::open(input, named) else {
        return Components::default();
    };
    let pointer = Pointer::root("components");
    let under = |kind: &'static str| pointer.child(kind);
    let (schemas, parameters, bodies) = (
        under("schemas"),
        under("parameters"),
        under("requestBodies"),
    );
    let (responses, headers) = (under("responses"), under("headers"));
    let components = Components {
        schemas: map.entries("schemas", |name, named| {
            schema::read(input, named, schemas.child(name), Place::Schema)
        }),
        parameters: map.entries("parameters", |name, named| {
            parameter::read(input, named, parameters.child(name))
        }),
        request_bodies: map.entries("requestBodies", |name, named| {
            body::request_body(input, named, bodies.child(name))
        }),
        responses: map.entries("responses", |name, named| {
            body::response(input, named, responses.child(name))
        }),
        headers: map.entries("headers", |name, named| {
            body::header(input, named, headers.child(name))
        }),
        security_schemes: map.entries("securitySchemes", |_, named| security::scheme(input, named)),
        folders: Folders::default(),
    };
    map.pass_over(&["examples", "links", "callbacks", "pathItems", "mediaTypes"]);
    map.finish();

    components
}
