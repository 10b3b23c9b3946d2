//! Operations with a server of their own: where they go, and what goes with them.

use brogue_runtime::api::{Api, Operation};
use brogue_runtime::codec::Value;
use brogue_runtime::{ClientBuilder, Core, Credential, ScriptedTransport};

static API: Api =
    Api::new("depot", "https://api.example.com/v1").credentials(&[Credential::bearer()]);
static FILES: Operation = Operation::get("file", "/f").server("https://files.example.com");
static PLAIN: Operation = Operation::get("plain", "/p").server("http://plain.example.com");
static HEALTH: Operation = Operation::get("health", "/health").server("");
static COPY: Operation = Operation::other("COPY", "copy", "/c");
static QUERY: Operation = Operation::query("query", "/q");

type Configure = fn(ClientBuilder<Core>) -> ClientBuilder<Core>;

async fn sent(
    operation: &'static Operation,
    configure: Configure,
) -> Result<(String, bool), String> {
    let transport = ScriptedTransport::new().answer(200, "1");
    let builder = ClientBuilder::<Core>::new(&API).bearer_token("t");
    let core = configure(builder.transport(transport.clone())).build();
    let core = core.map_err(|error| error.to_string())?;
    let outcome = core.call(operation).returns::<Value>().await;
    outcome.map_err(|error| error.to_string())?;
    let request = transport.requests().remove(0);
    let line = format!("{} {}", request.method(), request.uri());

    Ok((line, request.headers().contains_key("authorization")))
}

#[tokio::test]
async fn a_call_goes_to_its_server_with_the_credential() {
    let as_declared: Configure = |builder| builder;
    let moved: Configure = |builder| builder.base_url("http://127.0.0.1:7/api");
    let placed: Configure = |builder| {
        builder
            .base_url("http://127.0.0.1:7/api")
            .server_url("https://files.example.com/", "http://127.0.0.1:8/files/")
    };
    for (operation, configure, expected) in [
        (&FILES, as_declared, "GET https://files.example.com/f"),
        (&FILES, moved, "GET http://127.0.0.1:7/api/f"),
        (&FILES, placed, "GET http://127.0.0.1:8/files/f"),
        (&HEALTH, as_declared, "GET https://api.example.com/health"),
        (&HEALTH, moved, "GET http://127.0.0.1:7/health"),
        (&COPY, as_declared, "COPY https://api.example.com/v1/c"),
        (&QUERY, as_declared, "QUERY https://api.example.com/v1/q"),
    ] {
        assert_eq!(
            sent(operation, configure).await,
            Ok((expected.to_owned(), true))
        );
    }
}

#[tokio::test]
async fn no_credential_goes_over_plain_http() {
    let error = sent(&PLAIN, |builder| builder).await.unwrap_err();
    assert!(error.contains("plain http, nothing was sent"), "{error}");

    let error = sent(&FILES, |builder| {
        builder.server_url("https://files.example.com", "http://files.example.com")
    });
    let error = error.await.unwrap_err();
    assert!(error.contains("plain http: use https"), "{error}");
}
