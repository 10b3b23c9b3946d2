//! `schemes`, `host` and `basePath`: the address that OpenAPI 3 writes in one piece.

use super::super::ast::{Server, Text};
use super::super::input::Named;
use super::super::reader::MapReader;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Schemes that a client can speak, the one that is rather taken first.
const SCHEMES: &[&str] = &["https", "http"];

/// Where the API is.
pub(super) struct Address {
    /// The one server, as far as it is known.
    pub(super) servers: Vec<Server>,
    /// Whether what is wrong with it was reported.
    pub(super) is_lost: bool,
    /// The scheme that is taken.
    scheme: &'static str,
}

/// Reads the address.
pub(super) fn read(map: &mut MapReader<'_, '_>) -> Address {
    let written = map.texts("schemes", "scheme");
    let scheme = match taken(&written) {
        Some(scheme) => scheme,
        None => {
            report_schemes(map, &written);
            "https"
        }
    };
    let host = map
        .text("host")
        .filter(|host| !host.value.trim().is_empty());
    let path = map.text("basePath");
    let path_text = path.as_ref().map_or("", |path| path.value.as_str());
    if let Some(path) = path
        .as_ref()
        .filter(|path| !path.value.is_empty() && !path.value.starts_with('/'))
    {
        let message = format!("`basePath: {}` does not begin with a slash", path.value);
        let report = Diagnostic::new(Code::BadPath, path.span, message);
        map.input
            .report(report.help(format!("write `/{}`", path.value)));
    }
    let path_text = path_text.trim_matches('/');
    let path_text = match path_text {
        "" => String::new(),
        text => format!("/{text}"),
    };
    let Some(host) = host else {
        return without_host(map, path.map(|path| path.span), &path_text, scheme);
    };
    let url = format!("{scheme}://{}{path_text}", bare(map, &host));

    Address {
        servers: vec![Server {
            url: Text::new(url, host.span),
            description: None,
            variables: Vec::new(),
        }],
        is_lost: false,
        scheme,
    }
}

/// Reads `schemes` of an operation: the server of its own that it has, where it cannot be reached as the others are.
pub(super) fn of_operation(map: &mut MapReader<'_, '_>, usual: &Address) -> Vec<Server> {
    let written = map.texts("schemes", "scheme");
    let is_reached = written.is_empty()
        || written
            .iter()
            .any(|scheme| scheme.value.eq_ignore_ascii_case(usual.scheme));
    let (false, Some(scheme)) = (is_reached, written.first()) else {
        return Vec::new();
    };
    let message = format!("the operation is reached by `{}` only", scheme.value);
    let report = Diagnostic::new(Code::Approximated, scheme.span, message);
    map.input.report(
        report
            .label(format!("sent by `{}`, as all others", usual.scheme))
            .help("leave `schemes` out of the operation: the document's holds for all"),
    );

    Vec::new()
}

/// The scheme that is taken of those that are written.
fn taken(written: &[Text]) -> Option<&'static str> {
    if written.is_empty() {
        return Some("https");
    }
    let is_written = |scheme: &&str| {
        written
            .iter()
            .any(|text| text.value.trim().eq_ignore_ascii_case(scheme))
    };

    SCHEMES.iter().copied().find(|scheme| is_written(scheme))
}

fn report_schemes(map: &mut MapReader<'_, '_>, written: &[Text]) {
    if let Some(scheme) = written.first() {
        let message = format!("the scheme `{}` is not spoken", scheme.value);
        let report = Diagnostic::new(Code::Approximated, scheme.span, message);
        map.input.report(
            report
                .label("taken for `https`")
                .help("write `schemes: [https]`"),
        );
    }
}

/// The host as it belongs there: people write a scheme before it, or a path behind it, which doubles what stands elsewhere.
fn bare<'h>(map: &mut MapReader<'_, '_>, host: &'h Text) -> &'h str {
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

fn without_host(
    map: &mut MapReader<'_, '_>,
    path_span: Option<Span>,
    path: &str,
    scheme: &'static str,
) -> Address {
    let place = path_span.unwrap_or(map.place);
    let named: Option<Named<'_>> = map.get("swagger");
    let message = "the document does not say where the API is";
    map.input.report(
        Diagnostic::new(
            Code::MissingServer,
            named.map_or(place, |named| path_span.unwrap_or(named.place)),
            message,
        )
        .help("add `host: api.example.com`"),
    );
    let description = match path {
        "" => "The document names no host: the caller gives the address.".to_owned(),
        path => format!(
            "The document names no host: the caller gives the address, which ends with `{path}`."
        ),
    };

    Address {
        servers: vec![Server {
            url: Text::new(path.to_owned(), place),
            description: Some(Text::new(description, place)),
            variables: Vec::new(),
        }],
        is_lost: true,
        scheme,
    }
}
