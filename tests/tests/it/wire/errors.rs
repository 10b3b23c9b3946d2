//! Calls that fail. Every file in `fixtures/wire/letsjobit/errors/` is a case: one `get`, its answer, and the sentence that comes of it.

use std::time::Duration;

use letsjobit::{Client, ErrorKind, RetryPolicy};

use super::case::{KEY, wire_error};
use crate::expected::Faults;
use crate::workspace::files;

#[tokio::test]
async fn every_failure_says_what_happened() {
    let folder = "tests/fixtures/wire/letsjobit/";
    let cases = files(&format!("{folder}errors"), ".http");
    assert!(cases.len() > 10, "{cases:?}");

    let mut faults = Faults::default();
    for case in cases {
        let name = case.trim_start_matches(folder).trim_end_matches(".http");
        wire_error(name, &mut faults, async |client: Client| {
            client.visits().get("1").await
        })
        .await;
    }
    faults.settle();
}

#[tokio::test]
async fn a_server_that_is_not_there_is_no_connection() {
    let free = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let client = Client::builder()
        .api_key(KEY)
        .base_url(format!("http://{free}"))
        .retry(RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO))
        .build()
        .unwrap();
    let error = client.visits().delete("1").await.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Connect);
    let sentence = error.to_string().replace(&free.to_string(), "server");
    // The reason in between is the operating system's.
    let (start, end) = (
        "`deleteVisit` failed: DELETE http://server/visits/1?API_KEY=[redacted]: no connection: ",
        " (after 3 attempts)",
    );
    assert!(
        sentence.starts_with(start) && sentence.ends_with(end),
        "{sentence}"
    );
}

#[test]
fn a_client_that_cannot_work_is_not_made() {
    let cases = [
        (
            Client::builder(),
            "no credential is set: call `.api_key(..)` or `.bearer_token(..)` on the builder",
        ),
        (
            Client::builder().api_key(""),
            "the credential given to `.api_key(..)` is empty",
        ),
        (
            Client::builder().basic("user", KEY),
            "`LetsJobIt` takes no `.basic(..)`: call `.api_key(..)` or `.bearer_token(..)`",
        ),
        (
            Client::builder().bearer_token("line\n"),
            "the credential given to `.bearer_token(..)` has control characters, perhaps a line break at its end",
        ),
        (
            Client::builder()
                .api_key(KEY)
                .base_url("http://api.example.com"),
            "the credential would go to `api.example.com` over plain http: use https",
        ),
        (
            Client::builder().api_key(KEY).base_url("/api"),
            "the base URL is no URL such as `https://api.example.com/v1`",
        ),
    ];

    for (builder, sentence) in cases {
        let error = builder.build().unwrap_err();

        assert!(error.is_builder());
        assert_eq!(error.to_string(), sentence);
    }
}
