//! What vendors say in the body of an error, whatever the body is, and the body itself.

use brogue_runtime::{
    Api, ClientBuilder, Core, Error, ErrorKind, Operation, RetryPolicy, ScriptedTransport, Value,
    bytes, http,
};

use crate::shop::{SECRET, builder};

/// An API whose spec says nothing of errors.
static SILENT: Api = Api::new("silent", "https://silent.example.com");
static GET: Operation = Operation::get("getThing", "/thing");
static POST: Operation = Operation::post("addThing", "/thing");

async fn failure(status: u16, content_type: &str, body: impl Into<bytes::Bytes>) -> Error {
    let headers = [("content-type", content_type)];
    let transport = ScriptedTransport::new().answer_with(status, &headers, body.into());

    failed(transport, &GET).await
}

async fn failed(transport: ScriptedTransport, operation: &'static Operation) -> Error {
    let core: Core = ClientBuilder::new(&SILENT)
        .retry(RetryPolicy::none())
        .transport(transport)
        .build()
        .unwrap();

    core.call(operation).returns::<i64>().await.unwrap_err()
}

#[tokio::test]
async fn what_the_vendor_says_is_found_in_every_usual_body() {
    const JSON: &str = "application/json";
    for (content_type, body, code, message) in [
        (JSON, r#"{"message": "no", "code": 7}"#, "7", "no"),
        (JSON, r#"{"error": "no"}"#, "", "no"),
        (
            JSON,
            r#"{"error": {"code": "E", "message": "no"}}"#,
            "E",
            "no",
        ),
        (
            JSON,
            r#"{"errors": [{"code": "E", "message": "no"}, {"message": "x"}]}"#,
            "E",
            "no",
        ),
        (JSON, r#"{"errors": ["no"]}"#, "", "no"),
        (JSON, r#"[{"code": "E", "message": "no"}]"#, "E", "no"),
        (
            JSON,
            r#"{"error": "E", "error_description": "no"}"#,
            "E",
            "no",
        ),
        (JSON, r#"{"message": "", "detail": "no"}"#, "", "no"),
        (JSON, "\"no\"", "", "no"),
        (
            "application/problem+json",
            r#"{"type": "about:blank", "title": "No", "detail": "no", "status": 400}"#,
            "",
            "no",
        ),
        (
            "application/problem+json; charset=utf-8",
            r#"{"type": "https://a.example.com/e", "title": "no"}"#,
            "https://a.example.com/e",
            "no",
        ),
        ("text/plain", "no", "", "no"),
        ("application/octet-stream", r#"{"message": "no"}"#, "", "no"),
        ("text/html", r#"{"message": "no"}"#, "", "no"),
        (JSON, "no\n", "", "no"),
        (
            "application/x-www-form-urlencoded",
            "error=E&error_description=n%6f",
            "E",
            "no",
        ),
        (
            "application/xml",
            "<?xml version=\"1.0\"?><Error><Code>E</Code><Message>no</Message></Error>",
            "E",
            "no",
        ),
        (
            "text/xml",
            "<s:Fault><faultcode a='1'>E</faultcode><faultstring>no</faultstring></s:Fault>",
            "E",
            "no",
        ),
    ] {
        let error = failure(400, content_type, body).await;
        let api = error.api().unwrap();

        assert_eq!(api.code.as_deref().unwrap_or_default(), code, "{body}");
        assert_eq!(api.message.as_deref(), Some(message), "{body}");
        let sentence = format!("answered 400 Bad Request: {api}");
        assert!(error.to_string().ends_with(&sentence), "{error}");
    }
}

#[tokio::test]
async fn a_body_that_says_nothing_hides_nothing() {
    for (content_type, body, sentence) in [
        (
            "text/html",
            "<h1>x</h1>",
            "502 Bad Gateway: an HTML page, not the API's own answer",
        ),
        (
            "application/json",
            "<!DOCTYPE html><html><head><TITLE>Nginx &amp;\nco</TITLE></head>",
            "502 Bad Gateway: an HTML page titled \"Nginx & co\", not the API's own answer",
        ),
        (
            "text/xml",
            "<a><b/></a>",
            "502 Bad Gateway: an XML document, not the API's own answer",
        ),
        (
            "text/xml",
            "<<<",
            "502 Bad Gateway: an XML document, not the API's own answer",
        ),
        ("application/json", "null", "502 Bad Gateway: null"),
        ("application/json", "{\"a\": ", "502 Bad Gateway: {\"a\":"),
        ("application/json", "", "502 Bad Gateway"),
        (
            "application/x-www-form-urlencoded",
            "&=&a",
            "502 Bad Gateway: &=&a",
        ),
    ] {
        let error = failure(502, content_type, body).await;

        assert!(error.to_string().ends_with(sentence), "{error}");
        assert!(error.is_server() && error.api().is_none(), "{error:?}");
    }
    let binary = failure(502, "application/octet-stream", &b"\xff\0\x01"[..]).await;
    assert!(binary.is_server() && binary.api().is_none());
}

#[tokio::test]
async fn the_body_is_kept_for_whoever_asks() {
    #[derive(serde::Deserialize)]
    struct Limits {
        limits: Vec<String>,
    }
    let error = failure(422, "application/json", r#"{"limits": ["a", "b"]}"#).await;

    assert_eq!(error.body().unwrap(), r#"{"limits": ["a", "b"]}"#);
    assert_eq!(error.body_as::<Limits>().unwrap().limits, ["a", "b"]);
    let misfit = error.body_as::<Vec<i64>>().unwrap_err();
    assert!(
        misfit.is_decode() && misfit.to_string().contains("does not fit"),
        "{misfit}"
    );

    // A success that cannot be read has a body, too.
    let error = failure(200, "application/json", "[1]").await;
    assert!(error.is_decode(), "{error}");
    assert_eq!(error.body_as::<Vec<i64>>().unwrap(), [1]);

    let error = failed(ScriptedTransport::new().refuse_connection(), &GET).await;
    assert!(error.body().is_none() && error.body_as::<Value>().unwrap_err().is_decode());
}

#[tokio::test]
async fn of_a_body_64_kib_are_kept_and_no_secret_is_in_them() {
    let long = format!("[\"{}{SECRET}\"]", "x".repeat(64 * 1024 - 10));
    for status in [200, 400] {
        let transport = ScriptedTransport::new()
            .answer(status, format!(r#"{{"x": "{SECRET}", "data": [[]]}}"#))
            .answer(status, long.clone());
        let shop = builder().transport(transport).build().unwrap();
        let error = shop.get("7").await.unwrap_err();
        let body = error.body().unwrap();
        assert!(
            body.contains("[redacted]") && !body.contains(SECRET),
            "{body}"
        );
        assert_eq!(error.body_as::<Value>().unwrap()["x"], SECRET);

        let error = shop.get("7").await.unwrap_err();
        let body = error.body().unwrap();
        assert!(
            !body.contains("s3cr") && body.len() < 64 * 1024 + 20,
            "{status}"
        );
        assert!(!format!("{error:?}").contains("s3cr"));
    }
}

#[tokio::test]
async fn an_error_says_whether_another_try_may_help() {
    let answers = |status| move || ScriptedTransport::new().answer(status, "");
    let refuses = || ScriptedTransport::new().refuse_connection();
    let breaks = || ScriptedTransport::new().break_connection();
    let scripts: [(&dyn Fn() -> ScriptedTransport, bool, bool); 7] = [
        (&answers(503), true, false),
        (&answers(429), true, true),
        (&answers(400), false, false),
        (&answers(401), false, false),
        (&answers(200), false, false),
        (&refuses, true, true),
        (&breaks, true, false),
    ];
    for (script, get, post) in scripts {
        for (operation, expected) in [(&GET, get), (&POST, post)] {
            let error = failed(script(), operation).await;
            assert_eq!(error.is_retryable(), expected, "{operation:?} {error}");
        }
    }
}

#[tokio::test]
async fn every_kind_has_its_word_and_its_question() {
    let broken = failed(ScriptedTransport::new().break_connection(), &GET).await;
    assert!(broken.is_transport() && !broken.is_connect());
    let redirected = failure(302, "text/html", "").await;
    assert!(redirected.is_redirected());
    let words: std::collections::BTreeSet<&str> = [
        ErrorKind::Builder,
        ErrorKind::ConnectTimeout,
        broken.kind(),
        redirected.kind(),
        ErrorKind::Refused,
    ]
    .into_iter()
    .map(ErrorKind::as_str)
    .collect();
    let expected = [
        "builder",
        "connect_timeout",
        "redirected",
        "refused",
        "transport",
    ];
    assert!(words.into_iter().eq(expected));
    assert_eq!(http::StatusCode::FOUND, redirected.status().unwrap());
}
