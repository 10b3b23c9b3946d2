//! Which version of OpenAPI a document follows.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Strictness, did_you_mean};
use crate::load::{Entry, Kind, Tree};

/// Versions that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Swagger 2.0: bodies and forms among the parameters, media types apart from what they are of.
    V2_0,
    /// 3.0: schemas of its own, with `nullable`.
    V3_0,
    /// 3.1 and 3.2: JSON Schema.
    V3_1,
}

const HELP: &str = "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are read: write `openapi: 3.1.0`";

/// The version, or `None` where the document is none that is read, which is then reported.
pub(super) fn read(tree: &Tree<'_>, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    let root = tree.root();
    if *tree.kind(root) != Kind::Mapping {
        let message = match tree.kind(root) {
            Kind::Null => "the document has no value".to_owned(),
            kind => format!("the document is {}, not a mapping", kind.name()),
        };
        diagnostics.report(Diagnostic::new(Code::WrongType, tree.span(root), message).help(HELP));
        return None;
    }
    let is_lenient = diagnostics.strictness() == Strictness::Lenient;
    let find = |key: &str| {
        tree.entries(root)
            .iter()
            .find(|entry: &&Entry<'_>| entry.key == key)
    };
    if let Some(entry) = find("openapi") {
        let version = match tree.kind(entry.value) {
            Kind::Text(version) | Kind::Number(version) | Kind::Integer(version) => &**version,
            _ => "",
        };
        let belongs = |minor: &str| {
            version
                .strip_prefix(minor)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if belongs("3.0") {
            return Some(Dialect::V3_0);
        }
        if belongs("3.1") || belongs("3.2") {
            return Some(Dialect::V3_1);
        }
        if let Some(meant) = meant(version).filter(|_| is_lenient) {
            let message = format!("there is no version `{version}` of OpenAPI");
            let report = Diagnostic::new(Code::WrongType, tree.span(entry.value), message);
            diagnostics.report(report.label("read as the nearest one").help(HELP));
            return Some(meant);
        }
        let message = format!("OpenAPI `{version}` is not read");
        diagnostics.report(
            Diagnostic::new(Code::UnsupportedVersion, tree.span(entry.value), message).help(HELP),
        );
    } else if let Some(entry) = find("swagger") {
        return swagger(tree, entry, diagnostics);
    } else {
        let message = "the document does not say which version of OpenAPI it follows";
        let report = Diagnostic::new(Code::MissingKey, tree.span(root), message).help(HELP);
        let near = tree
            .entries(root)
            .iter()
            .find(|entry| did_you_mean(&entry.key, ["openapi", "swagger"]).is_some());
        diagnostics.report(match near {
            Some(entry) => report.also(entry.key_span, "this is nearly it"),
            None => report,
        });
        // What it holds tells enough.
        let of_swagger = ["definitions", "host", "basePath", "securityDefinitions"];
        return match is_lenient && find("paths").is_some() {
            true if of_swagger.iter().any(|key| find(key).is_some()) => Some(Dialect::V2_0),
            true => Some(Dialect::V3_0),
            false => None,
        };
    }

    None
}

/// The version that is meant by what is none: `3`, `v3.0.1`, or that of the document itself.
fn meant(version: &str) -> Option<Dialect> {
    let version = version.trim().trim_start_matches(['v', 'V']);
    match version.split('.').collect::<Vec<_>>().as_slice() {
        ["2", ..] => Some(Dialect::V2_0),
        ["3"] | ["3", "0", ..] => Some(Dialect::V3_0),
        ["3", ..] => Some(Dialect::V3_1),
        _ => None,
    }
}

/// What a document that begins as those of Swagger follows.
fn swagger(tree: &Tree<'_>, entry: &Entry<'_>, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    let (version, is_text) = match tree.kind(entry.value) {
        Kind::Text(version) => (&**version, true),
        Kind::Number(version) | Kind::Integer(version) => (&**version, false),
        _ => ("", false),
    };
    let span = tree.span(entry.value);
    if !matches!(version, "2.0" | "2") && !version.starts_with("2.0.") {
        let message = format!("Swagger `{version}` is not read");
        diagnostics.report(Diagnostic::new(Code::UnsupportedVersion, span, message).help(HELP));
        return None;
    }
    if !is_text {
        let message = "`swagger` is a number, not a text";
        let report = Diagnostic::new(Code::WrongType, span, message);
        diagnostics.report(report.help("put it in quotes: `swagger: \"2.0\"`"));
    }

    Some(Dialect::V2_0)
}
