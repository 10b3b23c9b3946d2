//! No credential in anything that is shown.

use std::fmt::Write as _;

use brogue_runtime::{RetryPolicy, ScriptedTransport};

use crate::shop::{SECRET, builder};

#[tokio::test]
async fn no_output_holds_the_key_even_where_the_vendor_repeats_it() {
    let echo = format!(
        r#"{{"error": "bad key {SECRET}", "code": "{SECRET}", "field": "s3cr%2Ft%2Bkey%3D", "data": {{"id": "{SECRET}"}}}}"#
    );
    let escaped = r#"{"data": "s3cr\/t+key="}"#.to_owned();
    let html = format!("<p>{SECRET}</p>");
    let location = format!("https://evil.example.com/?apikey={SECRET}");
    let transport = ScriptedTransport::new()
        .answer(400, echo.clone())
        .answer(200, echo)
        .answer(200, escaped)
        .answer_with(502, &[("content-type", "text/html")], html)
        .answer_with(302, &[("location", &location)], "")
        .refuse_connection()
        .break_connection();
    let shop = builder()
        .retry(RetryPolicy::none())
        .transport(transport)
        .build()
        .unwrap();

    let mut shown = format!("{:?} {shop:?} {:?}", builder(), shop.get("7"));
    for _ in 0..7 {
        let error = shop.get("7").await.unwrap_err();
        let mut source = std::error::Error::source(&error);
        while let Some(inner) = source {
            let _ = write!(shown, "{inner} {inner:?}");
            source = inner.source();
        }
        let _ = writeln!(
            shown,
            "{error} {error:?} {:?} {:?} {:?}",
            error.url(),
            error.excerpt(),
            error.api_errors()
        );
    }

    for secret in [SECRET, "s3cr%2Ft%2Bkey%3D", "s3cr\\/t", "s3cr"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(shown.contains("apikey=[redacted]") && shown.contains("bad key [redacted]"));
}

#[tokio::test]
async fn a_value_of_the_caller_that_holds_the_key_is_redacted_in_the_url() {
    let transport = ScriptedTransport::new().answer(404, "");
    let shop = builder().transport(transport).build().unwrap();
    let error = shop.find().query("also", SECRET).await.unwrap_err();

    assert!(
        error
            .url()
            .unwrap()
            .ends_with("?also=[redacted]&apikey=[redacted]"),
        "{error}"
    );
}
