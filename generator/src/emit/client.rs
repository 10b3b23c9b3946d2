//! `src/client.rs`: the client, an accessor for each resource, and the way to undeclared paths.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::consent;
use super::context::{Context, free_name};
use super::docs::DocLines;
use super::print;
use super::print::tokens;
use super::symbol::Symbols;

/// Methods of every client; a resource of that name gets another accessor.
const OWN_METHODS: &[&str] = &[
    "authorize",
    "authorize_device",
    "authorize_device_for",
    "authorize_for",
    "builder",
    "exchange",
    "exchange_for",
    "for_credential",
    "quota",
    "request",
    "revoke",
    "revoke_for",
];

/// The accessor of a resource, given its field.
pub(super) fn accessor(context: &Context<'_>, field: &str) -> String {
    if !OWN_METHODS.contains(&field) {
        return field.to_owned();
    }

    free_name(&format!("{field}_calls"), "_calls", |name| {
        context
            .api
            .resources
            .iter()
            .any(|resource| resource.field.as_str() == name)
    })
}

/// The file.
pub(super) fn client(context: &Context<'_>) -> String {
    let title = &context.api.title;
    let locals = vec!["Client".to_owned(), "ClientBuilder".to_owned()];
    let symbols = Symbols::new(context, locals);
    let [core, call, method, status, value] = ["Core", "Call", "Method", "QuotaStatus", "Value"]
        .map(|name| tokens(&symbols.runtime(name)));
    let builder = tokens(&symbols.runtime("ClientBuilder"));
    let api = tokens(&symbols.foreign("crate::api", "API"));

    let accessors = context.api.resources.iter().map(|resource| {
        let name = format_ident!("{}", accessor(context, resource.field.as_str()));
        let path = format!("crate::{}", context.module_of(resource));
        let gate = context.gate_of(resource);
        let handle = tokens(&if gate.is_closed() {
            // A `use` would need the same condition a second time.
            format!("{path}::{}", resource.name)
        } else {
            symbols.foreign(&path, resource.name.as_str())
        });
        let gate = gate.tokens();
        let mut docs = DocLines::of(&resource.doc.summary);
        if docs.is_empty() {
            docs.paragraph(&format!("The calls in `{}`.", resource.field));
        }
        let docs = print::doc_attributes(&docs);
        quote! {
            #docs
            #gate
            pub fn #name(&self) -> #handle<'_> {
                #handle { core: &self.core }
            }
        }
    });
    // A resource may hide what everybody has without a `use`: they come first.
    let accessors: Vec<TokenStream> = accessors.collect();
    let (from, into, string) = (
        tokens(&symbols.prelude("std::convert", "From")),
        tokens(&symbols.prelude("std::convert", "Into")),
        tokens(&symbols.prelude("std::string", "String")),
    );

    let consent = consent::methods(context, &symbols);

    let client_docs = print::doc_attributes(&DocLines::of(&format!(
        "A client of {title}. Clones are cheap and share connections, credentials and the quota."
    )));
    let builder_docs = print::doc_attributes(&DocLines::of("Configures a [`Client`]."));
    let start_docs = print::doc_attributes(&DocLines::of(if context.api.credentials.is_empty() {
        "Starts a client, which needs no credential: configure it, then build it."
    } else {
        "Starts a client: give it a credential, then build it."
    }));
    let items = quote! {
        #builder_docs
        pub type ClientBuilder = #builder<Client>;

        #client_docs
        #[derive(Clone, Debug)]
        pub struct Client {
            core: #core,
        }

        impl Client {
            #start_docs
            #[inline]
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new(&#api)
            }

            #(#accessors)*

            #consent
            /// How the quota stands: what is left of it, and when the next call would have its turn.
            #[inline]
            pub fn quota(&self) -> #status {
                self.core.quota()
            }

            /// Calls a path that this version of the spec does not know, with the same machinery.
            pub fn request(&self, method: #method, path: impl #into<#string>) -> #call<#value> {
                self.core.request(method, path)
            }
        }

        impl #from<#core> for Client {
            fn from(core: #core) -> Self {
                Self { core }
            }
        }
    };

    print::file(
        context,
        &DocLines::of(&format!("The client of {title}.")),
        &symbols,
        items,
    )
}
