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
        let code = match diagnostics.strictness() {
            Strictness::Strict => Code::WrongType,
            Strictness::Lenient => Code::UnsupportedVersion,
        };
        diagnostics.report(Diagnostic::new(code, tree.span(root), message).help(HELP));
        return None;
    }
    let find = |key: &str| {
        tree.entries(root)
            .iter()
            .find(|entry: &&Entry<'_>| entry.key == key)
    };
    if let Some(entry) = find("openapi") {
        return openapi(tree, entry, diagnostics);
    }
    if let Some(entry) = find("swagger") {
        return swagger(tree, entry, diagnostics);
    }
    let message = "the document does not say which version of OpenAPI it follows";
    let is_lenient = diagnostics.strictness() == Strictness::Lenient;
    // What has calls is meant to be read.
    let guess = match (find("paths").or(find("webhooks")), find("definitions")) {
        (Some(_), Some(_)) if is_lenient => Some(Dialect::V2_0),
        (Some(_), None) if is_lenient => Some(Dialect::V3_1),
        _ => None,
    };
    let code = if is_lenient && guess.is_none() {
        Code::UnsupportedVersion
    } else {
        Code::MissingKey
    };
    let report = Diagnostic::new(code, tree.span(root), message).help(HELP);
    let near = tree
        .entries(root)
        .iter()
        .find(|entry| did_you_mean(&entry.key, ["openapi", "swagger"]).is_some());
    let report = match near {
        Some(entry) => report.also(entry.key_span, "this is nearly it"),
        None => report,
    };
    diagnostics.report(match guess {
        Some(Dialect::V2_0) => report.label("read as Swagger 2.0"),
        Some(Dialect::V3_0 | Dialect::V3_1) => report.label("read as OpenAPI 3.2"),
        None => report,
    });

    guess
}

/// What a document that begins as those of OpenAPI follows.
fn openapi(tree: &Tree<'_>, entry: &Entry<'_>, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    let version = match tree.kind(entry.value) {
        Kind::Text(version) | Kind::Number(version) | Kind::Integer(version) => version.trim(),
        _ => "",
    };
    let belongs = |minor: &str| {
        version
            .strip_prefix(minor)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
    };
    if belongs("3.0") {
        return Some(Dialect::V3_0);
    }
    if belongs("3.1") || belongs("3.2") {
        return Some(Dialect::V3_1);
    }
    let span = tree.span(entry.value);
    if diagnostics.strictness() == Strictness::Strict {
        let message = format!("OpenAPI `{version}` is not read");
        diagnostics.report(Diagnostic::new(Code::UnsupportedVersion, span, message).help(HELP));
        return None;
    }
    // Some write the version of Swagger behind the key of OpenAPI; what is newer than all that is known is most like the newest.
    let (dialect, name) = if version == "2" || belongs("2.0") {
        (Dialect::V2_0, "Swagger 2.0")
    } else {
        (Dialect::V3_1, "OpenAPI 3.2")
    };
    let message = match version {
        "" => "`openapi` names no version".to_owned(),
        version => format!("OpenAPI `{version}` is not known"),
    };
    let report = Diagnostic::new(Code::Approximated, span, message);
    diagnostics.report(report.label(format!("read as {name}")).help(HELP));

    Some(dialect)
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
