//! What a failure tells.

use brogue_runtime::{CallOptions, ErrorKind, RetryPolicy, ScriptedTransport};

use crate::shop::{Shop, builder};

const JSON: (&str, &str) = ("content-type", "application/json");
const HTML: (&str, &str) = ("content-type", "text/html; charset=utf-8");

fn shop(status: u16, headers: &[(&str, &str)], body: &'static str) -> Shop {
    let transport = ScriptedTransport::new().answer_with(status, headers, body);

    builder()
        .retry(RetryPolicy::none())
        .transport(transport)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_status_gives_its_kind_and_keeps_what_the_vendor_says() {
    let body = r#"{"error": "no such thing", "code": "E7", "field": "id"}"#;
    for (status, kind) in [
        (301, ErrorKind::Redirected),
        (400, ErrorKind::Rejected),
        (403, ErrorKind::Forbidden),
        (404, ErrorKind::NotFound),
        (408, ErrorKind::Timeout),
        (410, ErrorKind::NotFound),
        (422, ErrorKind::Rejected),
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::Server),
        (599, ErrorKind::Server),
    ] {
        let headers = [JSON, ("x-request-id", "r-1")];
        let error = shop(status, &headers, body).get("7").await.unwrap_err();

        assert_eq!(error.kind(), kind, "{status}");
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.request_id(), Some("r-1"));
        assert_eq!(error.headers().unwrap()["content-type"], "application/json");
        assert_eq!(error.operation(), Some("getThing"));
        assert_eq!(error.excerpt(), Some(body));
        let api = error.api().unwrap();
        let parts = [&api.code, &api.message, &api.field].map(|part| part.as_deref().unwrap());
        assert_eq!(parts, ["E7", "no such thing", "id"]);
    }
}

#[tokio::test]
async fn a_401_means_what_the_operation_says() {
    assert!(
        shop(401, &[], "")
            .get("7")
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert!(
        shop(401, &[], "")
            .find()
            .await
            .unwrap_err()
            .is_unauthorized()
    );
}

#[tokio::test]
async fn an_error_reads_as_a_sentence() {
    let url = "https://shop.example.com/v1/things/7?apikey=[redacted]";
    for (status, headers, body, sentence) in [
        (
            404,
            [JSON],
            r#"{"error": "gone\nfishing", "code": 3}"#,
            "answered 404 Not Found: gone fishing (code 3)",
        ),
        (
            403,
            [JSON],
            "{}",
            "answered 403 Forbidden: {}; the credential does not allow this call",
        ),
        (
            429,
            [("retry-after", "7")],
            "",
            "answered 429 Too Many Requests; try again in 7 s",
        ),
        (
            502,
            [HTML],
            "<h1>Oops</h1>",
            "answered 502 Bad Gateway: an HTML page, not the API's own answer",
        ),
        (
            302,
            [("location", "https://sso.example.com/?k=v")],
            "",
            "answered 302 Found: a redirect to https://sso.example.com, which is not followed; check the base URL",
        ),
        (
            200,
            [JSON],
            r#"{"error": "locked"}"#,
            "answered 200 OK: the call was refused: locked",
        ),
        (
            200,
            [JSON],
            r#"{"data": {"name": 1}}"#,
            "answered 200 OK: at `data.id`: expected a value, found nothing",
        ),
        (
            200,
            [HTML],
            "<html>Log in</html>",
            "answered 200 OK: an HTML page where JSON is due",
        ),
    ] {
        let error = shop(status, &headers, body).get("7").await.unwrap_err();

        assert_eq!(
            error.to_string(),
            format!("`getThing` failed: GET {url}: {sentence}")
        );
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_tells_where() {
    for (body, path) in [
        (&b"{\"data\": {\"id\": 1"[..], "data"),
        (b"", ""),
        (b"\xff\xfe", ""),
        (b"{\"data\": {\"id\": \xff}}", ""),
    ] {
        let transport = ScriptedTransport::new().answer(200, body);
        let shop = builder().transport(transport).build().unwrap();
        let error = shop
            .core
            .call(&crate::shop::LIST)
            .returns::<Vec<i64>>()
            .await
            .unwrap_err();

        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        assert!(
            error.path().unwrap_or_default().starts_with(path),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn nesting_without_end_is_an_error() {
    let deep = format!("{{\"data\": {}", "[{\"a\":".repeat(10_000));
    let transport = ScriptedTransport::new()
        .answer(200, deep.clone())
        .answer(400, deep);
    let shop = builder().transport(transport).build().unwrap();

    assert!(shop.find().await.unwrap_err().is_decode());
    assert!(shop.find().await.unwrap_err().is_rejected());
}

#[tokio::test]
async fn the_largest_body_is_bounded_and_the_status_of_an_error_is_not_hidden() {
    let large = format!("{{\"data\": null, \"fill\": \"{}\"}}", "x".repeat(200));
    let transport = ScriptedTransport::new()
        .answer(200, large.clone())
        .answer(418, large.clone())
        .answer(200, large);
    let shop = builder()
        .max_body_bytes(100)
        .transport(transport)
        .build()
        .unwrap();

    let error = shop.find().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::TooLarge, 200)
    );
    assert_eq!(shop.find().await.unwrap_err().status().unwrap(), 418);
    assert!(
        shop.find()
            .with(CallOptions::new().max_body_bytes(1_000))
            .await
            .unwrap()
            .is_none()
    );
}

#[test]
fn an_error_is_an_ordinary_error() {
    fn is_ordinary<T: std::error::Error + Send + Sync + 'static>() {}
    is_ordinary::<brogue_runtime::Error>();

    assert_eq!(size_of::<brogue_runtime::Error>(), size_of::<usize>());
}
