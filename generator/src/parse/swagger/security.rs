//! `securityDefinitions`: credentials, with the names that OpenAPI 3 gave their kinds and flows.

use super::super::ast::{OAuthFlow, SecurityScheme, Text};
use super::super::input::{Input, Named};
use super::super::quirk_reader;
use super::super::reader::{MapReader, text};
use super::super::vocabulary::Place;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};

/// The flows, and what OpenAPI 3 calls them.
const FLOWS: &[(&str, &str)] = &[
    ("implicit", "implicit"),
    ("password", "password"),
    ("application", "clientCredentials"),
    ("accessCode", "authorizationCode"),
];

const KINDS: &[&str] = &["basic", "apiKey", "oauth2"];

/// Reads a security scheme.
pub(super) fn scheme(input: &Input<'_>, named: Named<'_>) -> Option<SecurityScheme> {
    let mut map = MapReader::open(input, named)?;
    let mut scheme = SecurityScheme {
        span: named.place,
        kind: map.required_text("type"),
        description: map.text("description"),
        name: map.text("name"),
        location: map.text("in"),
        scheme: None,
        flows: Vec::new(),
        deprecated: false,
        quirks: quirk_reader::quirks(&mut map, Place::SecurityScheme),
        evidence: quirk_reader::evidence(&mut map),
    };
    let kind = scheme.kind.clone();
    let is = |word: &str| {
        kind.as_ref()
            .is_some_and(|kind| kind.value.eq_ignore_ascii_case(word))
    };
    if is("basic") {
        let say = |word: &str| {
            kind.as_ref()
                .map(|kind| Text::new(word.to_owned(), kind.span))
        };
        (scheme.kind, scheme.scheme) = (say("http"), say("basic"));
    } else if is("oauth2") {
        scheme.flows.extend(flow(&mut map, named));
    } else if is("http") {
        scheme.scheme = map.text("scheme");
        map.pass_over(&["bearerFormat"]);
        report_kind(input, kind.as_ref(), "read as in OpenAPI 3");
    } else if !is("apiKey") && kind.is_some() {
        report_kind(input, kind.as_ref(), "left out of the client");
        // What has no kind is left out later, without a further word.
        scheme.kind = None;
    }
    map.pass_over(&["flow", "authorizationUrl", "tokenUrl", "scopes"]);
    map.finish();

    Some(scheme)
}

fn report_kind(input: &Input<'_>, kind: Option<&Text>, label: &str) {
    let Some(kind) = kind else { return };
    let message = format!("`{}` is no kind of credential in Swagger 2.0", kind.value);
    let help = match did_you_mean(&kind.value, KINDS.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "the kinds are `basic`, `apiKey` and `oauth2`; a token in a header is `{type: apiKey, in: header, name: Authorization}`".to_owned(),
    };
    let report = Diagnostic::new(Code::WrongType, kind.span, message);
    input.report(report.label(label).help(help));
}

/// The one flow of a scheme, under the name of OpenAPI 3.
fn flow(map: &mut MapReader<'_, '_>, named: Named<'_>) -> Option<(Text, OAuthFlow)> {
    let input = map.input;
    let flow = OAuthFlow {
        span: named.place,
        authorization_url: map.text("authorizationUrl"),
        token_url: map.text("tokenUrl"),
        refresh_url: None,
        device_authorization_url: None,
        scopes: map.entries("scopes", |name, named| {
            (!name.starts_with("x-"))
                .then(|| text(input, named))
                .flatten()
        }),
    };
    let written = map.required_text("flow")?;
    let known = FLOWS.iter().find(|(word, later)| {
        // People who know OpenAPI 3 write its words.
        [word, later]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(&written.value))
    });
    let Some((_, name)) = known else {
        let message = format!("`{}` is no flow of Swagger 2.0", written.value);
        let help = match did_you_mean(&written.value, FLOWS.iter().map(|(word, _)| *word)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => {
                "the flows are `implicit`, `password`, `application` and `accessCode`".to_owned()
            }
        };
        let report = Diagnostic::new(Code::WrongType, written.span, message);
        input.report(report.help(help));
        return None;
    };

    Some((Text::new((*name).to_owned(), written.span), flow))
}
