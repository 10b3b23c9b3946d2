//! `src/lib.rs`: the modules, and what a user names most.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::consent;
use super::context::{Context, EMBEDDED};
use super::depth;
use super::docs::DocLines;
use super::fit;
use super::print;
use super::spec;
use super::symbol::{TIME, version_order};
use super::target::Target;

/// What every generated crate takes over from the runtime, so that users need one crate: also to name streams, to bring a transport of
/// their own, and to test without a vendor.
const REEXPORTS: &[&str] = &[
    "ApiError",
    "Attempt",
    "AttemptOutcome",
    "BadElement",
    "Base64",
    "Body",
    "BoxFuture",
    "Call",
    "CallOptions",
    "Chunks",
    "Clock",
    "Decimal",
    "Download",
    "Encoding",
    "Error",
    "ErrorKind",
    "Event",
    "Events",
    "FailedAttempt",
    "Fields",
    "FileQuotaStore",
    "Finding",
    "Hook",
    "Id",
    "IntoPatch",
    "InvalidPageToken",
    "Items",
    "Members",
    "MemoryQuotaStore",
    "Method",
    "Multipart",
    "Page",
    "PageToken",
    "PagedCall",
    "Pages",
    "Pagination",
    "Part",
    "Partial",
    "Patch",
    "QueryStyle",
    "QuotaGrant",
    "QuotaMode",
    "QuotaRequest",
    "QuotaStatus",
    "QuotaStore",
    "QuotaStoreError",
    "ReqwestTransport",
    "Response",
    "RetryPolicy",
    "ScriptedTransport",
    "Sifted",
    "TokioClock",
    "Transport",
    "TransportError",
    "TransportErrorKind",
    "Upload",
    "Value",
    "bytes",
    "http",
];

/// What is needed to give credentials, where the API takes any.
const OF_CREDENTIALS: &[&str] = &["CredentialValue", "SecretString"];

/// What is needed besides where tokens are asked for.
const OF_TOKENS: &[&str] = &[
    "ExposeSecret",
    "FileTokenStore",
    "MemoryTokenStore",
    "OAuthCredentials",
    "TokenLock",
    "TokenStore",
    "TokenStoreError",
    "Tokens",
];

/// What is needed besides where users are asked.
const OF_CONSENT: &[&str] = &["Authorization", "CodeExchange"];

/// What is needed besides where a code is entered elsewhere.
const OF_DEVICES: &[&str] = &["DeviceAuthorization"];

/// The file.
pub(super) fn library(context: &Context<'_>) -> String {
    let resources: BTreeMap<String, TokenStream> = context
        .api
        .resources
        .iter()
        .map(|resource| {
            let gate = context.gate_of(resource).tokens();
            (context.module_of(resource), gate)
        })
        .collect();
    let has_types = !context.type_modules().is_empty();
    let private = ["api", "client"].map(|module| (module.to_owned(), quote!()));
    let public = resources
        .into_iter()
        .map(|(module, gate)| (module, quote!(#gate pub)));
    let further = [
        (super::webhooks::MODULE, context.api.webhooks.is_some()),
        (super::webhooks::CALLBACKS, context.api.callbacks.is_some()),
        (super::servers::MODULE, !context.api.servers.is_empty()),
    ];
    let mut modules: Vec<_> = private
        .into_iter()
        .chain(public)
        .chain(has_types.then(|| ("types".to_owned(), quote!(pub))))
        .chain(
            context
                .target
                .embeds_runtime()
                .then(|| (EMBEDDED.to_owned(), quote!(pub))),
        )
        .chain(
            further
                .into_iter()
                .filter(|(_, is_there)| *is_there)
                .map(|(module, _)| {
                    let gate = context.gate_of_events(module).tokens();
                    (module.to_owned(), quote!(#gate pub))
                }),
        )
        .collect();
    modules.sort_by(|one, other| one.0.cmp(&other.0));
    let modules = modules.into_iter().map(|(module, visibility)| {
        let module = format_ident!("{module}");
        quote!(#visibility mod #module;)
    });

    let mut names: Vec<String> = REEXPORTS.iter().map(|name| (*name).to_owned()).collect();
    let asks = |can| consent::schemes(context.api, can).next().is_some();
    let wanted = [
        (!context.api.credentials.is_empty(), OF_CREDENTIALS),
        (asks(|_| true), OF_TOKENS),
        (asks(|oauth| oauth.code.is_some()), OF_CONSENT),
        (asks(|oauth| oauth.device.is_some()), OF_DEVICES),
    ];
    for (_, more) in wanted.into_iter().filter(|(is_wanted, _)| *is_wanted) {
        names.extend(more.iter().map(|name| (*name).to_owned()));
    }
    names.sort_by(|one, other| version_order(one, other));
    let mut uses = fit::use_line("pub use", context.runtime(), &names);
    if context.names_crate(TIME) {
        uses.extend(["pub use ", TIME, ";\n"]);
    }
    uses.push_str("\npub use crate::client::{Client, ClientBuilder};\n");

    let docs = match context.target {
        // What is included cannot speak for the whole.
        Target::Included => String::new(),
        Target::Member | Target::Alone { .. } => {
            let readme = "#![doc = include_str!(\"../README.md\")]\n";
            match depth::recursion_limit(&context.api.types) {
                None => readme.to_owned(),
                Some(limit) => format!(
                    "{readme}// The types lead to each other over more steps than the compiler follows unasked.\n\
                     #![recursion_limit = \"{limit}\"]\n"
                ),
            }
        }
    };
    let head = print::head(context, &DocLines::default(), &docs);
    let modules = print::items(quote!(#(#modules)*));

    format!("{head}{modules}\n{uses}\n{}", spec::constant(context.api))
}
