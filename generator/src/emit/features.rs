//! Features of a crate: those of its runtime, and one for each resource where the crate is large enough to be used in part.
//!
//! A feature is called as the module it compiles: one word for the accessor, the module and the feature.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{FieldName, Resource};

use super::context::{Context, free_name};
use super::target::Target;
use super::webhooks;

/// The features of every client that its runtime has, each with what it is for.
pub(super) const OF_RUNTIME: &[(&str, &str)] = &[
    ("rustls", "TLS by rustls with the platform's trust store."),
    ("native-tls", "TLS by the operating system's library."),
    (
        "brotli",
        "Answers may come compressed, in each coding that is turned on.",
    ),
    ("deflate", ""),
    ("gzip", ""),
    ("zstd", ""),
    (
        "blocking",
        "Calls from code that is not async, by `.blocking()`.",
    ),
    ("tracing", "A span for every call and every attempt."),
    ("serde", "Serialize and Deserialize for every type."),
];

/// The feature that turns on those of all resources.
pub(super) const ALL: &str = "all";

/// Features of every crate besides those of its runtime.
const OWN: &[&str] = &[ALL, "default", "spec"];

/// So long is a line of rustfmt, with its end.
const LINE: usize = 101;

/// A condition, as an attribute takes it: on a feature, or on any of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gate(Vec<String>);

impl Gate {
    /// `#[cfg(feature = "visits")]` and a line end; nothing where there is no condition.
    pub(super) fn line(&self) -> String {
        let features: Vec<String> = self
            .0
            .iter()
            .map(|name| format!("feature = \"{name}\""))
            .collect();

        match features.as_slice() {
            [] => String::new(),
            [only] => format!("#[cfg({only})]\n"),
            several => {
                let flat = format!("#[cfg(any({}))]\n", several.join(", "));
                if flat.len() <= LINE {
                    return flat;
                }
                format!("#[cfg(any(\n    {}\n))]\n", several.join(",\n    "))
            }
        }
    }

    /// The same as tokens.
    pub(super) fn tokens(&self) -> TokenStream {
        let features = &self.0;

        match features.as_slice() {
            [] => TokenStream::new(),
            [only] => quote!(#[cfg(feature = #only)]),
            several => quote!(#[cfg(any(#(feature = #several),*))]),
        }
    }

    /// Whether there is a condition.
    pub(super) fn is_closed(&self) -> bool {
        !self.0.is_empty()
    }
}

impl Context<'_> {
    /// Whether resources are features. What is included into another crate has no manifest to declare them in.
    pub(super) fn has_features(&self) -> bool {
        self.api.has_features && *self.target != Target::Included
    }

    /// What the calls of a resource hang on.
    pub(super) fn gate_of(&self, resource: &Resource) -> Gate {
        if self.has_features() {
            Gate(vec![self.feature_of(resource)])
        } else {
            Gate::default()
        }
    }

    /// What the module of webhooks or of callbacks hangs on; nothing where it is another.
    pub(super) fn gate_of_events(&self, module: &str) -> Gate {
        let is_feature = self.has_features() && self.events().any(|known| known == module);

        Gate(is_feature.then(|| module.to_owned()).into_iter().collect())
    }

    /// The modules of what the vendor sends.
    fn events(&self) -> impl Iterator<Item = &'static str> {
        let webhooks = self.api.webhooks.iter().map(|_| webhooks::MODULE);

        webhooks.chain(self.api.callbacks.iter().map(|_| webhooks::CALLBACKS))
    }

    /// What a module of types hangs on.
    pub(super) fn gate_of_types(&self, module: &str) -> Gate {
        if !self.has_features() {
            return Gate::default();
        }
        let modules = &self.api.type_modules;
        let needed_by = modules
            .iter()
            .filter(|known| known.name.as_str() == module)
            .flat_map(|known| &known.needed_by);
        let mut features: Vec<String> = needed_by.flat_map(|part| self.features_of(part)).collect();
        features.sort();

        Gate(features)
    }

    /// The features of the resources, of webhooks and of callbacks, in alphabetical order.
    pub(super) fn features(&self) -> Vec<String> {
        if !self.has_features() {
            return Vec::new();
        }
        let resources = self.api.resources.iter();
        let mut features: Vec<String> = resources
            .map(|resource| self.feature_of(resource))
            .chain(self.events().map(str::to_owned))
            .collect();
        features.sort();

        features
    }

    /// The features of a part of the API: a resource by its accessor, webhooks and callbacks by their modules.
    fn features_of(&self, part: &FieldName) -> Vec<String> {
        let resources = self.api.resources.iter();
        let named = resources.filter(|resource| resource.field == *part);
        let events = self.events().filter(|module| part.as_str() == *module);

        named
            .map(|resource| self.feature_of(resource))
            .chain(events.map(str::to_owned))
            .collect()
    }

    fn feature_of(&self, resource: &Resource) -> String {
        let module = self.module_of(resource);
        let is_own = |name: &str| {
            OWN.contains(&name) || OF_RUNTIME.iter().any(|(feature, _)| *feature == name)
        };
        if !is_own(&module) {
            return module;
        }

        free_name(&format!("{module}_calls"), "_calls", |name| {
            let mut others = self.api.resources.iter();

            others.any(|other| self.module_of(other) == name)
        })
    }
}

/// The section of the README.
pub(super) fn readme(context: &Context<'_>) -> Option<String> {
    let features = context.features();
    let shown = features.first()?;
    let name = &context.api.crate_name;
    let mut text = format!(
        "## Features\n\nAll calls are compiled unless you say otherwise. Who needs a few resources only turns the default features off and names \
         them, each as its module is named; types go with the calls that need them.\n\n```toml\n[dependencies]\n\
         {name} = {{ version = \"0.1\", default-features = false, features = [\"gzip\", \"rustls\", \"serde\", \"{shown}\"] }}\n```\n"
    );
    let names: Vec<String> = features.iter().map(|name| format!("`{name}`")).collect();
    let _ = write!(
        text,
        "\nThere are {}. `{ALL}` is all of them.",
        names.join(", ")
    );

    Some(text)
}
