//! Whether Prism looks at all: what it refuses, and what it lets pass, so that nobody takes its silence for a proof.

use brogue_runtime::{Error, Method};
use nicejob::CredentialValue;

use crate::round::{address, say};
use crate::unserved::{NOT_LOOKED_AT, REFUSED, Wrong};

#[tokio::test]
async fn what_the_spec_does_not_allow_is_refused_but_for_a_few_things() {
    let mut faults = Vec::new();
    for (wrong, expected) in [(REFUSED, true), (NOT_LOOKED_AT, false)] {
        for request in wrong {
            let Some(url) = address(request.vendor) else {
                return;
            };
            let result = send(request, &url).await;
            let refused = match &result {
                Ok(()) => false,
                Err(error) => {
                    let status = error.status().map(|status| status.as_u16());
                    assert!(matches!(status, Some(404 | 405 | 415 | 422)), "{error}");
                    true
                }
            };
            if refused != expected {
                faults.push(format!("{}: refused: {refused}", request.what));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));

    say(&format!(
        "controls: {} wrong requests refused",
        REFUSED.len()
    ));
    for request in NOT_LOOKED_AT {
        say(&format!("    not looked at: {}", request.what));
    }
}

/// Sends a request as it stands, past what a client would do to it.
async fn send(request: &Wrong, url: &str) -> Result<(), Error> {
    let token = CredentialValue::bearer("made-up-token");
    let client: nicejob::Client = nicejob::Client::builder()
        .credential("company", token)
        .base_url(url)
        .build()?;
    let method = Method::from_bytes(request.method.as_bytes()).unwrap();
    let (path, query) = request
        .target
        .split_once('?')
        .unwrap_or((request.target, ""));
    let mut call = client.request(method, path);
    if let Some((name, value)) = query.split_once('=') {
        call = call.query(name, value);
    }
    if let Some((content_type, body)) = request.body {
        call = call.bytes(content_type, body.as_bytes().to_vec());
    }

    call.send().await.map(drop)
}
