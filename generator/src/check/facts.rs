//! What holds for the whole API: its names, its address.

use super::context::Context;
use super::{docs, names, servers};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::CrateName;
use crate::parse::ast::ServerVariable;
use crate::source::Span;

/// Names that would stand in the way of crates every Rust program has, or of our own.
const TAKEN: &[&str] = &["alloc", "core", "proc-macro", "std", "test", "xtask"];

/// Crates that clients depend on: none can depend on one of its own name.
const DEPENDED_ON: &[&str] = &[
    "bytes",
    "futures-core",
    "getrandom",
    "hmac",
    "http",
    "http-body",
    "itoa",
    "jiff",
    "percent-encoding",
    "reqwest",
    "secrecy",
    "serde",
    "serde_json",
    "sha2",
    "tokio",
    "tracing",
    "url",
    "zmij",
];

/// Whether a crate cannot have a name because another one has it that it meets.
pub fn is_taken(name: &str) -> bool {
    let same = |other: &str| other.replace('_', "-") == name.replace('_', "-");

    TAKEN.iter().chain(DEPENDED_ON).any(|other| same(other)) || name.starts_with("brogue-")
}

/// The name of a crate that is made of somebody else's document: that of the file, as far as it can be one.
pub fn crate_name_of(path: &str) -> Option<CrateName> {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let (stem, _) = file.rsplit_once('.').unwrap_or((file, ""));
    let words = names::words(stem).join("-");
    let own = CrateName::parse(words.as_str()).filter(|name| !is_taken(name.as_str()));

    own.or_else(|| CrateName::parse(format!("{words}-client")))
        .or_else(|| CrateName::parse("api-client"))
}

/// The name of the crate: the name of the spec's file, letter for letter, so that nobody has to guess which belongs to which.
pub(super) fn crate_name(context: &mut Context<'_>) -> Option<CrateName> {
    if let Some(chosen) = context.crate_name {
        return Some(chosen.clone());
    }
    let path = context.path();
    if context.is_lenient() {
        return crate_name_of(path);
    }
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, "yaml"));
    let words = names::words(stem).join("-");
    let name = CrateName::parse(words.as_str());
    let (fault, way_out) = if is_taken(stem) {
        ("is the name of another crate", None)
    } else if let Some(name) = name {
        if name.as_str() == stem {
            return Some(name);
        }
        ("is not written as the name of a crate", Some(name))
    } else {
        ("cannot be the name of a crate", None)
    };
    let help = match &way_out {
        Some(name) => format!("rename the file to `{name}.{}`", extension.to_lowercase()),
        None => "give the spec's file a name of lower-case letters, digits and hyphens that starts with a letter, such as `swift-jobs.yaml`".to_owned(),
    };
    let message = format!("`{stem}` {fault}");
    context.report(Diagnostic::new(Code::InvalidName, Span::default(), message).help(help));
    None
}

/// The base of every path, without a closing slash.
pub(super) fn base_url(context: &mut Context<'_>) -> Option<String> {
    let spec = context.spec;
    // Who has no address asks the caller for it.
    let from_caller = context.is_lenient().then(String::new);
    if spec.servers_lost {
        return from_caller;
    }
    let Some(server) = spec.servers.first() else {
        context.report(
            Diagnostic::new(
                Code::MissingServer,
                spec.info.span,
                "the document does not say where the API is",
            )
            .help("add `servers: [{url: https://api.example.com/v2}]`"),
        );
        return from_caller;
    };
    let address = servers::address(server);
    let fault = match address.fault {
        None if address.is_cut => "has a query or a fragment in it",
        None => return Some(address.url),
        Some(fault) => fault,
    };
    let report = Diagnostic::new(
        Code::MissingServer,
        server.url.span,
        format!("the address `{}` {fault}", server.url.value),
    )
    .help("write the whole address, such as `https://api.example.com/v2`");
    if address.fault.is_none() && context.is_lenient() {
        context.report(report.label(format!("read as `{}`", address.url)));
        return Some(address.url);
    }
    context.report(report);
    from_caller
}

/// What is said of that address.
pub(super) fn base_url_doc(context: &Context<'_>) -> String {
    let server = context.spec.servers.first();
    let text = server.and_then(|server| server.description.as_ref());

    let mut doc = text
        .map(|text| docs::of_text(&text.value))
        .map(|doc| [doc.summary, doc.details].join("\n\n").trim().to_owned())
        .unwrap_or_default();
    for (name, variable) in server.iter().flat_map(|server| &server.variables) {
        doc.push_str(&variable_doc(&name.value, variable));
    }

    doc.trim_start().to_owned()
}

/// What may stand for a variable of the address.
fn variable_doc(name: &str, variable: &ServerVariable) -> String {
    let mut sentence = format!("\n\n{} stands for ", docs::code(&format!("{{{name}}}")));
    let default = variable
        .default
        .as_ref()
        .or_else(|| variable.values.first());
    match default {
        Some(default) => sentence.push_str(&docs::code(&default.value)),
        None => sentence.push_str("a value of the caller's"),
    }
    let others: Vec<String> = variable
        .values
        .iter()
        .filter(|value| default.is_none_or(|default| default.value != value.value))
        .map(|value| docs::code(&value.value))
        .collect();
    if !others.is_empty() {
        sentence.extend([", or for ", &others.join(", ")]);
    }
    sentence.push('.');
    if let Some(description) = &variable.description {
        let doc = docs::of_text(&description.value);
        sentence.extend([" ", &doc.summary]);
    }

    sentence
}

/// What is wrong with the part of an address that names the host.
pub(super) fn fault_of_host(url: &str) -> Option<&'static str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split('/').next().unwrap_or_default();
    // A colon inside of brackets is part of an address of IP version 6.
    let port = authority
        .rsplit_once(':')
        .map(|(_, port)| port)
        .filter(|port| !port.contains(']'));

    if authority.contains('@') {
        return Some("has a name or a password in it, which a spec never holds");
    }
    if authority.is_empty() || authority.starts_with(':') {
        return Some("names no host");
    }
    port.is_some_and(|port| port.parse::<u16>().is_err())
        .then_some("has a port that is none")
}

/// Whether every PUT changes only what is sent. It holds for calls that nobody declared, too, so it is never idle.
pub(super) fn partial_puts(context: &mut Context<'_>) -> bool {
    let word = context.spec.quirks.update.as_ref();

    word.map(|word| context.effect(word)).is_some()
}
