//! What holds for the whole API: its names, its address.

use super::context::Context;
use super::{docs, names};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::CrateName;
use crate::parse::ast::{Server, ServerVariable};
use crate::source::Span;

/// Names that would stand in the way of crates every Rust program has, or of our own.
const TAKEN: &[&str] = &["alloc", "core", "proc-macro", "std", "test", "xtask"];

/// The name of the crate: the name of the spec's file, letter for letter, so that nobody has to guess which belongs to which.
pub(super) fn crate_name(context: &mut Context<'_>) -> Option<CrateName> {
    let path = context.path();
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, "yaml"));
    let words = names::words(stem).join("-");
    let name = CrateName::parse(words.as_str());
    let (fault, way_out) = if TAKEN.contains(&stem) || stem.starts_with("brogue-") {
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
    let own = way_out.or_else(|| CrateName::parse(format!("{words}-client")));
    if context.is_lenient() {
        return own.or_else(|| CrateName::parse("api-client"));
    }
    let message = format!("`{stem}` {fault}");
    context.report(Diagnostic::new(Code::InvalidName, Span::default(), message).help(help));
    None
}

/// The base of every path, without a closing slash.
pub(super) fn base_url(context: &mut Context<'_>) -> Option<String> {
    let spec = context.spec;
    report_own_servers(context);
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
    let url = filled(server);
    let url = url.trim_end_matches('/');
    let fault = if url.contains(['{', '}']) {
        "has a variable in it that has no default"
    } else if !url.starts_with("https://") && !url.starts_with("http://") {
        "is not a whole address"
    } else if url.contains(['?', '#']) || url.contains(char::is_whitespace) {
        "has `?`, `#` or a blank in it"
    } else if let Some(fault) = fault_of_host(url) {
        fault
    } else {
        return Some(url.to_owned());
    };
    context.report(
        Diagnostic::new(
            Code::MissingServer,
            server.url.span,
            format!("the address `{}` {fault}", server.url.value),
        )
        .help("write the whole address, such as `https://api.example.com/v2`"),
    );
    from_caller
}

/// The address with the defaults of its variables.
fn filled(server: &Server) -> String {
    let mut url = String::new();
    let mut rest = server.url.value.as_str();
    while let Some((text, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        let variable = server
            .variables
            .iter()
            .find(|(known, _)| known.value == name);
        let value = variable.and_then(|(_, variable)| {
            variable
                .default
                .as_ref()
                .or_else(|| variable.values.first())
        });
        let Some(value) = value else { break };
        url.extend([text, &value.value]);
        rest = tail;
    }
    url.push_str(rest);

    url
}

/// Reports operations that have a server of their own.
fn report_own_servers(context: &mut Context<'_>) {
    let spec = context.spec;
    for operation in spec
        .paths
        .iter()
        .flat_map(|(_, item)| &item.operations)
        .map(|(_, operation)| operation)
    {
        if let Some(own) = operation.servers.first() {
            let report = Diagnostic::new(
                Code::Unsupported,
                own.url.span,
                "an operation with a server of its own is not supported",
            );
            context.report(
                report.help("leave `servers` out of the operation: the document's holds for all"),
            );
        }
    }
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
