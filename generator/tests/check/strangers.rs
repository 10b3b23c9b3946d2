//! What a lenient reader makes of versions, servers and credentials as strangers write them.

use brogue_generator::check::{NameLock, check};
use brogue_generator::diagnostic::{Diagnostics, Strictness};
use brogue_generator::model::{Api, Credential};
use brogue_generator::source::Source;
use brogue_generator::{load, parse};

/// The model of a document, and the messages about it.
fn read(text: &str) -> (Option<Api>, Vec<String>) {
    let source = Source::new("stranger.yaml", text);
    let mut diagnostics = Diagnostics::new(Strictness::Lenient);
    let tree = load::load(&source, &mut diagnostics).expect("the document is YAML");
    let spec = parse::parse(&tree, &mut diagnostics);
    let lock = NameLock::parse("").expect("an empty lock is one");
    let api = check(&spec, &source, &lock, &mut diagnostics).map(|checked| checked.api);
    let messages = diagnostics
        .sorted()
        .into_iter()
        .map(|report| report.message.clone());

    (api, messages.collect())
}

const PATHS: &str = "info: {title: T, version: '1'}
paths:
  /visits:
    get: {operationId: listVisits, responses: {'204': {description: Done.}}}
";

#[test]
fn a_version_that_is_not_known_is_read_all_the_same() {
    let servers = "servers: [{url: 'https://a.example.com'}]\n";
    for (version, told) in [
        ("openapi: '3.1'", None),
        ("openapi: 3.0", None),
        ("openapi: 3.1.0-rc1", None),
        ("openapi: 3.3.0", Some("OpenAPI `3.3.0` is not known")),
        ("openapi: 3", Some("OpenAPI `3` is not known")),
        ("openapi: ''", Some("`openapi` names no version")),
        (
            "x-none: 1",
            Some("the document does not say which version of OpenAPI it follows"),
        ),
    ] {
        let (api, messages) = read(&format!("{version}\n{servers}{PATHS}"));
        let api = api.unwrap_or_else(|| panic!("{version}: {messages:?}"));

        assert_eq!(api.resources.len(), 1, "{version}");
        assert_eq!(
            messages,
            told.map(str::to_owned).into_iter().collect::<Vec<_>>(),
            "{version}"
        );
    }
}

#[test]
fn an_address_is_what_can_be_had_of_it() {
    for (servers, base, choices) in [
        (
            "[{url: 'https://a.example.com/v1/'}]",
            "https://a.example.com/v1",
            0,
        ),
        (
            "[{url: '//a.example.com/v1'}]",
            "https://a.example.com/v1",
            0,
        ),
        (
            "[{url: 'https://a.example.com/v1?x=1#y'}]",
            "https://a.example.com/v1",
            0,
        ),
        ("[{url: /v1}]", "", 0),
        ("[]", "", 0),
        ("[{url: 'https://{x}.example.com'}]", "", 0),
        (
            "[{url: 'https://{x}.example.com', variables: {x: {default: eu}}}]",
            "https://eu.example.com",
            1,
        ),
        (
            "[{url: 'https://a.example.com'}, {url: 'https://b.example.com', description: Sandbox}]",
            "https://a.example.com",
            2,
        ),
    ] {
        let (api, messages) = read(&format!("openapi: 3.1.0\nservers: {servers}\n{PATHS}"));
        let api = api.unwrap_or_else(|| panic!("{servers}: {messages:?}"));

        assert_eq!(
            (api.base_url.as_str(), api.servers.len()),
            (base, choices),
            "{servers}"
        );
    }
}

#[test]
fn a_call_has_a_server_of_its_own_where_that_is_another_one() {
    for (server, own) in [
        ("https://a.example.com/v1/", None),
        ("https://a.example.com/v2", Some("/v2")),
        ("https://b.example.com/", Some("https://b.example.com")),
        ("/", Some("")),
        ("/v1", None),
        ("files", Some("/files")),
        ("https://{nobody}.example.com", None),
    ] {
        let (api, messages) = read(&format!(
            "openapi: 3.1.0\nservers: [{{url: 'https://a.example.com/v1'}}]\n{PATHS}      servers: [{{url: '{server}'}}]\n"
        ).replace("    get: {operationId: listVisits, responses: {'204': {description: Done.}}}\n", "    get:\n      responses: {'204': {description: Done.}}\n"));
        let api = api.unwrap_or_else(|| panic!("{server}: {messages:?}"));
        let found = api.resources[0].operations[0].server.as_deref();

        assert_eq!(found, own, "{server}: {messages:?}");
    }
}

#[test]
fn a_scheme_that_nobody_declares_is_what_its_name_says() {
    let (api, messages) = read(&format!(
        "openapi: 3.1.0\nservers: [{{url: 'https://a.example.com'}}]\nsecurity: [{{bearerAuth: []}}, {{basicAuth: []}}, {{magic: []}}]\n{PATHS}"
    ));
    let api = api.unwrap_or_else(|| panic!("{messages:?}"));
    let schemes: Vec<&str> = api.credentials.iter().map(Credential::scheme).collect();

    assert_eq!(schemes, ["bearerAuth", "basicAuth"]);
    assert_eq!(messages.len(), 3, "{messages:?}");
}
