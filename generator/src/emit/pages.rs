//! The pages that people read: static HTML without scripts, which fetches nothing, from the model of an API.
//!
//! One folder an API: an overview, a page for each resource, one for the types. What is not certain stands beside what it is
//! about, and once more collected. Anchors are names: of calls, of types, and of their members.

mod cells;
mod curl;
mod facts;
mod frame;
mod front;
mod given;
mod html;
mod json;
mod notes;
mod operation;
mod overview;
mod prose;
mod resource;
mod rust;
mod sample;
mod site;
mod types;
mod webhooks;
mod wire;

use crate::model::Api;

use self::site::{Site, TYPES, WEBHOOKS, page_of};
use super::File;
use super::context::Context;

/// The look of all pages.
const STYLE: &str = include_str!("pages/style.css");

/// The pages of an API, in the order of their paths inside the API's folder.
pub fn pages(api: &Api) -> Vec<File> {
    let context = Context::new(api);
    let site = Site::new(&context);
    let mut files = vec![
        File {
            path: "index.html".to_owned(),
            text: overview::page(&site),
        },
        File {
            path: TYPES.to_owned(),
            text: types::page(&site),
        },
    ];
    files.extend(api.resources.iter().map(|resource| File {
        path: page_of(resource),
        text: resource::page(&site, resource),
    }));
    files.extend(api.webhooks.as_ref().map(|webhooks| File {
        path: WEBHOOKS.to_owned(),
        text: webhooks::page(&site, webhooks),
    }));
    files.sort_by(|one, other| one.path.cmp(&other.path));

    files
}

/// What stands above the folders of the APIs: the way to each of them, and the look of all.
pub fn front(apis: &[&Api]) -> Vec<File> {
    vec![
        File {
            path: "index.html".to_owned(),
            text: front::page(apis),
        },
        File {
            path: "style.css".to_owned(),
            text: format!("/* {}docs`. Do not edit. */\n{STYLE}", super::BANNERS[0]),
        },
    ]
}

/// An example that a page has of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The call.
    pub place: String,
    /// It in Rust: statements that name a `client`.
    pub rust: String,
    /// It as a command.
    pub curl: String,
    /// What the builder of that client is given, as calls on it.
    pub credentials: String,
}

/// The examples of all pages that are written in Rust and as a command, so that they can be tried.
pub fn examples(api: &Api) -> Vec<Example> {
    let context = Context::new(api);
    let site = Site::new(&context);
    let calls = api
        .resources
        .iter()
        .flat_map(|resource| resource.operations.iter().map(move |one| (resource, one)));

    calls
        .filter_map(|(resource, operation)| {
            let given = given::given(api, operation);

            Some(Example {
                place: site::place(operation),
                rust: rust::example(&site, resource, operation, &given)?,
                curl: curl::command(api, operation, &given),
                credentials: curl::builder_calls(api, operation),
            })
        })
        .collect()
}
