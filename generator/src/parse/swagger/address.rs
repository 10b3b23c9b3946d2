//! `schemes`, `host` and `basePath`: the address that OpenAPI 3 writes in one piece.

use super::super::ast::{Server, Text};
use super::super::reader::MapReader;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Schemes that a client can speak, the one that is rather taken first.
const SCHEMES: &[&str] = &["https", "http"];

/// Where the API is.
pub(super) struct Address {
    /// The one server, as far as it is known.
    pub(super) server: Server,
    /// Whether what is wrong with it was reported.
    pub(super) is_lost: bool,
    /// The scheme that is taken.
    scheme: &'static str,
}

/// Reads the address.
pub(super) fn read(map: &mut MapReader<'_, '_>) -> Address {
    let scheme = scheme(map);
    let host = map
        .text("host")
        .filter(|host| !host.value.trim().is_empty());
    let base_path = map.text("basePath");
    let path = base_path
        .as_ref()
        .map(|path| rooted(map, path))
        .unwrap_or_default();
    let server = |url: String, span: Span, description: Option<Text>| Server {
        url: Text::new(url, span),
        name: None,
        description,
        variables: Vec::new(),
    };
    if let Some(host) = host {
        let url = format!("{scheme}://{}{path}", bare(map, &host));
        return Address {
            server: server(url, host.span, None),
            is_lost: false,
            scheme,
        };
    }
    let place = match (&base_path, map.get("swagger")) {
        (Some(path), _) => path.span,
        (None, Some(version)) => version.place,
        (None, None) => map.place,
    };
    let message = "the document does not say where the API is";
    map.input.report(
        Diagnostic::new(Code::MissingServer, place, message).help("add `host: api.example.com`"),
    );
    let ending = match path.as_str() {
        "" => String::new(),
        path => format!(" It ends with `{path}`."),
    };
    let description = format!("The document names no host: the caller gives the address.{ending}");

    Address {
        server: server(path, place, Some(Text::new(description, place))),
        is_lost: true,
        scheme,
    }
}

/// Reads `schemes` of an operation, which is sent as all others are.
pub(super) fn check_operation(map: &mut MapReader<'_, '_>, usual: &Address) {
    let written = map.texts("schemes", "scheme");
    let is_reached = written
        .iter()
        .any(|scheme| scheme.value.eq_ignore_ascii_case(usual.scheme));
    let Some(scheme) = written.first().filter(|_| !is_reached) else {
        return;
    };
    let message = format!("the operation is reached by `{}` only", scheme.value);
    let report = Diagnostic::new(Code::Approximated, scheme.span, message);
    map.input.report(
        report
            .label(format!("sent by `{}`, as all others", usual.scheme))
            .help("leave `schemes` out of the operation: the document's holds for all"),
    );
}

/// The scheme that is taken of those that are written; `https` where none is.
fn scheme(map: &mut MapReader<'_, '_>) -> &'static str {
    let written = map.texts("schemes", "scheme");
    let Some(first) = written.first() else {
        return "https";
    };
    let is_written = |scheme: &&str| {
        written
            .iter()
            .any(|text| text.value.trim().eq_ignore_ascii_case(scheme))
    };
    if let Some(known) = SCHEMES.iter().copied().find(is_written) {
        return known;
    }
    let message = format!("the scheme `{}` is not spoken", first.value);
    let report = Diagnostic::new(Code::Approximated, first.span, message);
    map.input.report(
        report
            .label("taken for `https`")
            .help("write `schemes: [https]`"),
    );

    "https"
}

/// The path of all paths, with a slash before it and none behind it.
fn rooted(map: &MapReader<'_, '_>, path: &Text) -> String {
    if !path.value.is_empty() && !path.value.starts_with('/') {
        let message = format!("`basePath: {}` does not begin with a slash", path.value);
        let report = Diagnostic::new(Code::BadPath, path.span, message);
        map.input
            .report(report.help(format!("write `/{}`", path.value)));
    }

    match path.value.trim_matches('/') {
        "" => String::new(),
        inner => format!("/{inner}"),
    }
}

/// The host as it belongs there: people write a scheme before it, or a slash behind it.
fn bare<'h>(map: &MapReader<'_, '_>, host: &'h Text) -> &'h str {
    let written = host.value.trim();
    let rest = written.split_once("://").map_or(written, |(_, rest)| rest);
    let rest = rest.trim_end_matches('/');
    if rest != host.value {
        let message = format!("`host: {}` is more than a host", host.value);
        let report = Diagnostic::new(Code::WrongType, host.span, message);
        map.input.report(report.help(format!("write `{rest}`")));
    }

    rest
}
