//! Neither the key nor a signature is in anything that may be logged.

use letsjobit::types::VisitUpdate;
use letsjobit::{Client, RetryPolicy, ScriptedTransport};

use super::KEY;
use super::case::{shown, shows_key};

/// Answers that repeat the key where a vendor might.
fn vendor() -> ScriptedTransport {
    let echo = "no made up/key+1&2 (API_KEY=made%20up%2Fkey%2B1%262)";
    let body = format!(r#"{{"error": "{echo}", "meta": {{"error": "{echo}"}}}}"#);

    [200, 302, 400, 401, 404, 429, 500]
        .into_iter()
        .fold(ScriptedTransport::new(), |vendor, status| {
            vendor.answer(status, body.clone())
        })
        .answer_with(
            200,
            &[("content-type", "text/html")],
            format!("<p>{echo}</p>"),
        )
        .answer(200, format!(r#"{{"data": "{echo}"}}"#))
        .answer(200, format!(r#"{{"data": {{"lines": "{echo}"}}}}"#))
        .answer(200, echo)
        .refuse_connection()
        .break_connection()
}

#[tokio::test]
async fn the_key_is_shown_nowhere() {
    let vendor = vendor();
    let builder = Client::builder()
        .api_key(KEY)
        .transport(vendor.clone())
        .retry(RetryPolicy::none());
    let mut texts = vec![format!("{builder:?} {builder:#?}")];
    let client = builder.build().unwrap();
    let visits = client.visits();
    texts.push(format!("{client:?} {client:#?} {visits:?}"));
    texts.push(format!(
        "{:?} {:?}",
        visits.get("1"),
        visits.list().closed(true)
    ));
    texts.push(format!(
        "{:?} {:?}",
        visits.update("1", &VisitUpdate::new()),
        visits.list().items()
    ));

    let mut asked = 0;
    for _ in 0..13 {
        match visits.get("1").with_response().await {
            Ok(response) => texts.push(format!("{response:?} {:?}", response.findings())),
            Err(error) => texts.extend(shown(&error)),
        }
        asked += 1;
    }

    assert_eq!(vendor.requests().len(), asked);
    for request in vendor.requests() {
        assert!(
            shows_key(&request.uri().to_string()),
            "the key has to be sent: {}",
            request.uri()
        );
    }
    for text in texts {
        assert!(!shows_key(&text), "{text}");
    }
}

#[tokio::test]
async fn a_bearer_token_is_shown_nowhere() {
    let vendor = ScriptedTransport::new().answer(401, r#"{"error": "bad token t0ken-of-mine"}"#);
    let builder = Client::builder()
        .bearer_token("t0ken-of-mine")
        .transport(vendor.clone());
    let mut texts = vec![format!("{builder:?}")];
    let client = builder.build().unwrap();
    texts.push(format!("{client:?}"));
    texts.extend(shown(&client.visits().get("1").await.unwrap_err()));

    assert_eq!(
        vendor.requests()[0].headers()["authorization"],
        "Bearer t0ken-of-mine"
    );
    // Who logs the request of a transport of their own sees no token either.
    texts.push(format!("{:?}", vendor.requests()));
    for text in texts {
        assert!(!text.contains("t0ken-of-mine"), "{text}");
    }
}

#[tokio::test]
async fn a_signature_is_never_shown() {
    let vendor = ScriptedTransport::new().otherwise(|request| {
        let visit = r#"{"signature": "c2lnbmVk", "docNo": "T-1"}"#;
        let is_list = request.uri().path().ends_with("visits");
        (
            200,
            if is_list {
                format!(r#"{{"data": [{visit}]}}"#)
            } else {
                format!(r#"{{"data": {visit}}}"#)
            },
        )
    });
    let client = Client::builder()
        .api_key(KEY)
        .transport(vendor)
        .build()
        .unwrap();
    let response = client.visits().get("1").with_response().await.unwrap();
    let page = client.visits().list().await.unwrap();

    let signature = response.value().signature.as_ref().unwrap();
    assert_eq!(signature.bytes().unwrap(), b"signed".as_slice());
    for shown in [
        format!("{response:?}"),
        format!("{response:#?}"),
        format!("{page:?}"),
    ] {
        assert!(
            shown.contains("T-1") && !shown.contains("c2lnbmVk"),
            "{shown}"
        );
    }
}
