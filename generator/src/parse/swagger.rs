//! Swagger 2.0, told as OpenAPI 3.2 would: the same tree, with the pointers and places of the document that was read.
//!
//! What 2.0 says in one place and 3.x in another is put together here: the address (`address`), media types (`media`), bodies and
//! forms, which are parameters in 2.0 (`parameters`, `sent`, `bodies`, `forms`), values without a `schema` (`values`), lists in one text
//! (`lists`), answers (`answers`), credentials (`security`). Schemas are read as in 3.x; `schema::dialects` knows the few words
//! that differ. References stay as they are written: [`Components::folders`] says where they lead.

mod address;
mod answers;
mod bodies;
mod forms;
mod lists;
mod media;
mod operations;
mod parameters;
mod security;
mod sent;
mod values;

use self::media::MediaTypes;
use self::parameters::Home;
use super::ast::{Components, Folders, Spec};
use super::input::{Input, Pointer};
use super::operation::PATHS;
use super::quirk::Quirks;
use super::reader::MapReader;
use super::vocabulary::Place;
use super::{document, schema};

/// What the document says for all of its operations.
struct Usual {
    /// `consumes`.
    consumes: MediaTypes,
    /// `produces`.
    produces: MediaTypes,
    /// How lists go where nothing is said of them.
    silence: Silence,
}

/// Whether a quirk says how lists go that say nothing themselves; else they are texts with commas.
#[derive(Clone, Copy, Default)]
struct Silence {
    /// In queries.
    in_query: bool,
    /// In forms.
    in_form: bool,
}

impl Silence {
    /// What the quirks of a place add.
    fn with(self, quirks: &Quirks) -> Self {
        let style = quirks.array_style.as_ref().map(|word| word.value);

        Self {
            in_query: self.in_query || style.is_some_and(|style| style.query().is_some()),
            in_form: self.in_form || style.is_some_and(|style| style.body().is_some()),
        }
    }
}

/// Reads the whole document.
pub(super) fn read(input: &Input<'_>) -> Spec {
    let Some(mut map) = document::open(input) else {
        return Spec::default();
    };
    let mut spec = document::said_of_all(&mut map);
    let address = address::read(&mut map);
    let usual = Usual {
        consumes: MediaTypes::read(&mut map, "consumes"),
        produces: MediaTypes::read(&mut map, "produces"),
        silence: Silence::default().with(&spec.quirks),
    };
    for key in PATHS {
        if let Some(named) = map.get(key) {
            let paths = operations::paths(input, named, &usual, &address);
            spec.paths.extend(paths);
        }
    }
    spec.components = components(&mut map, &usual);
    spec.servers_lost = address.is_lost;
    spec.servers = vec![address.server];
    map.pass_over(&["swagger"]);
    map.finish();

    spec
}

fn components(map: &mut MapReader<'_, '_>, usual: &Usual) -> Components {
    let input = map.input;
    let (definitions, responses) = (Pointer::root("definitions"), Pointer::root("responses"));
    let mut components = Components {
        schemas: map.entries("definitions", |name, named| {
            schema::read(input, named, definitions.child(name), Place::Schema)
        }),
        responses: map.entries("responses", |name, named| {
            answers::read(input, named, responses.child(name), &usual.produces)
        }),
        security_schemes: map.entries("securityDefinitions", |_, named| {
            security::scheme(input, named)
        }),
        folders: Folders {
            schemas: "definitions",
            parameters: "parameters",
            request_bodies: "parameters",
            responses: "responses",
            headers: "headers",
            security_schemes: "securityDefinitions",
        },
        ..Components::default()
    };
    let parameters = Pointer::root("parameters");
    for (name, named) in map.mapping("parameters") {
        let pointer = parameters.child(named.name);
        match parameters::home(input, named.node) {
            Home::Body => {
                let body = bodies::read(input, named, pointer, &usual.consumes);
                components
                    .request_bodies
                    .extend(body.map(|body| (name, body)));
            }
            // Fields are read where they are used, as they become members of what is sent there.
            Home::Form => {}
            Home::Beside => {
                let parameter = parameters::read(input, named, pointer, usual.silence);
                let parameter = parameter.map(|parameter| (name, parameter));
                components.parameters.extend(parameter);
            }
        }
    }

    components
}
