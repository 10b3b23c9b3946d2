//! Answers that are not JSON: texts, bytes, downloads.

use brogue_runtime::api::{Answers, Api, Credential, Envelope, Operation};
use brogue_runtime::bytes::Bytes;
use brogue_runtime::{
    CallOptions, ClientBuilder, Core, Download, ErrorKind, Method, ScriptedTransport,
};

use crate::shop::SECRET;

static API: Api = Api::new("files", "https://files.example.com")
    .credentials(&[Credential::bearer()])
    .envelope(Envelope::at("/data").errors(&["/error"]));
static NOTE: Operation = Operation::get("note", "/note").answers(Answers::text("text/plain"));
static SCAN: Operation = Operation::get("scan", "/scan").answers(Answers::bytes("application/pdf"));
static PEEK: Operation =
    Operation::head("peek", "/scan").answers(Answers::bytes("application/pdf"));

fn client(transport: &ScriptedTransport) -> Core {
    ClientBuilder::new(&API)
        .bearer_token(SECRET)
        .transport(transport.clone())
        .build()
        .unwrap()
}

/// A client that is answered once.
fn answered(headers: &[(&str, &str)], body: impl Into<Bytes>) -> (ScriptedTransport, Core) {
    let transport = ScriptedTransport::new().answer_with(200, headers, body);
    let client = client(&transport);

    (transport, client)
}

fn accepted(transport: &ScriptedTransport) -> String {
    let requests = transport.requests();

    let request = requests.first().unwrap();

    request.headers()["accept"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_text_is_the_value_in_whatever_charset_it_comes() {
    let rows: [(&str, &[u8], &str); 6] = [
        ("text/plain", b"\"caf\xc3\xa9\"\n", "\"café\"\n"),
        ("text/plain; charset=iso-8859-1", b"caf\xe9", "café"),
        ("text/plain", b"\xef\xbb\xbfa\0b", "a\0b"),
        ("text/plain", b"\xff\xfea\0", "a"),
        ("application/octet-stream", b"7", "7"),
        ("text/plain", b"", ""),
    ];
    for (content_type, body, expected) in rows {
        let (transport, client) = answered(&[("content-type", content_type)], body);
        let response = client.call(&NOTE).returns::<String>().with_response();
        let response = response.await.unwrap();

        assert_eq!((&**response.value(), response.text()), (expected, expected));
        assert_eq!(accepted(&transport), "text/plain");
    }
    let (_, client) = answered(&[("content-type", "text/plain")], &b"caf\xe9"[..]);
    let error = client.call(&NOTE).returns::<String>().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`note` failed: GET https://files.example.com/note: answered 200 OK: the body is not UTF-8 at byte 3"
    );
    let (_, client) = answered(&[], "chair");
    let own: std::borrow::Cow<'_, str> = client
        .call(&NOTE)
        .returns::<String>()
        .send_as()
        .await
        .unwrap();
    assert_eq!(own, "chair");
}

#[tokio::test]
async fn json_is_read_in_another_charset_with_a_finding_and_refused_when_strict() {
    static COUNT: Operation = Operation::get("name", "/name");
    let rows: [(&str, &[u8], &str, Option<&str>); 4] = [
        (
            "application/json; charset=iso-8859-1",
            b"{\"data\": \"caf\xe9\"}",
            "café",
            Some("ISO-8859-1"),
        ),
        (
            "application/json; charset=iso-8859-1",
            b"{\"data\": \"caf\xc3\xa9\"}",
            "café",
            None,
        ),
        (
            "application/json",
            b"\xff\xfe{\0\"\0d\0a\0t\0a\0\"\0:\0\"\0\xe9\0\"\0}\0",
            "é",
            Some("UTF-16"),
        ),
        (
            "application/json",
            b"\xef\xbb\xbf{\"data\": \"\"}",
            "",
            None,
        ),
    ];
    for (content_type, body, expected, charset) in rows {
        let transport = ScriptedTransport::new()
            .answer_with(200, &[("content-type", content_type)], body)
            .answer_with(200, &[("content-type", content_type)], body);
        let client = client(&transport);
        let call = client.call(&COUNT).returns::<String>();
        let response = call.clone().with_response().await.unwrap();

        assert_eq!(response.value(), expected);
        let seen: Vec<_> = response
            .findings()
            .iter()
            .map(|found| &*found.seen)
            .collect();
        assert_eq!(seen, charset.into_iter().collect::<Vec<_>>());
        let strict = call.with(CallOptions::new().strict(true)).await;
        assert_eq!(strict.is_err(), charset.is_some(), "{strict:?}");
    }
}

#[tokio::test]
async fn bytes_come_as_they_are() {
    let body = &b"\xef\xbb\xbf\0\xff{"[..];
    let (transport, client) = answered(
        &[
            ("content-type", "application/pdf"),
            ("x-pages", "2"),
            ("x-request-id", "r-9"),
        ],
        body,
    );
    let response = client.call(&SCAN).returns::<Bytes>().with_response();
    let response = response.await.unwrap();

    assert_eq!(
        (&**response.value(), response.header("X-Pages")),
        (body, Some("2"))
    );
    assert_eq!(response.request_id(), Some("r-9"));
    assert_eq!(accepted(&transport), "application/pdf");

    let (_, client) = answered(&[], vec![0; 101]);
    let small = CallOptions::new().max_body_bytes(100);
    let error = client
        .call(&SCAN)
        .returns::<Bytes>()
        .with(small)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
}

#[tokio::test]
async fn a_refusal_is_seen_where_bytes_or_a_text_are_due() {
    let json = [("content-type", "application/json; charset=utf-8")];
    let body = format!(r#"{{"error": "no scan for {SECRET}"}}"#);
    for _ in 0..2 {
        let transport = (0..3).fold(ScriptedTransport::new(), |transport, _| {
            transport.answer_with(200, &json, body.clone())
        });
        let client = client(&transport);
        let errors = [
            client.call(&SCAN).returns::<Bytes>().await.map(drop),
            client.call(&SCAN).returns::<Download>().await.map(drop),
            client.call(&NOTE).returns::<String>().await.map(drop),
        ];
        for error in errors {
            let error = error.unwrap_err();
            assert!(error.is_refused(), "{error}");
            assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
        }
    }
    // What is not a refusal is handed out all the same.
    let (_, client) = answered(&json, r#"{"data": 1}"#);
    let download = client.call(&SCAN).returns::<Download>().await.unwrap();
    assert_eq!(download.text().await.unwrap(), r#"{"data": 1}"#);
    // As JSON is what the file holds, perhaps nothing of it is read ahead.
    let (transport, client) = answered(&json, body);
    let download = client.request(Method::GET, "/any").returning::<Download>();
    assert!(download.await.unwrap().text().await.is_ok());
    assert_eq!(accepted(&transport), "*/*");
}

#[tokio::test]
async fn an_error_of_a_download_is_one_of_its_call() {
    let transport = ScriptedTransport::new()
        .answer(503, "{}")
        .answer(404, r#"{"error": "no"}"#);
    let retry = brogue_runtime::RetryPolicy::default();
    let retry = retry.backoff(std::time::Duration::ZERO, std::time::Duration::ZERO);
    let call = client(&transport).call(&SCAN).returns::<Download>();
    let error = call
        .with(CallOptions::new().retry(retry))
        .await
        .unwrap_err();

    assert_eq!((error.kind(), error.attempts()), (ErrorKind::NotFound, 2));
}

#[tokio::test]
async fn a_download_tells_its_head_before_its_body() {
    let headers = [
        ("content-type", "application/pdf"),
        ("content-length", "4"),
        (
            "content-disposition",
            "attachment; filename=\"../scan 7.pdf\"",
        ),
    ];
    let (_, client) = answered(&headers, "%PDF");
    let mut download = client.call(&SCAN).returns::<Download>().await.unwrap();

    assert_eq!(download.status(), 200);
    assert_eq!(download.content_type(), Some("application/pdf"));
    assert_eq!(download.file_name().as_deref(), Some("scan 7.pdf"));
    assert_eq!(download.length(), Some(4));
    assert_eq!(download.chunk().await.unwrap().unwrap(), "%PDF");
    assert_eq!(download.chunk().await.unwrap(), None);
    assert_eq!(download.chunk().await.unwrap(), None);

    let transport = ScriptedTransport::new().answer_with(200, &headers, "");
    let client = self::client(&transport);
    let peek = client.call(&PEEK).returns::<Download>().await.unwrap();
    assert_eq!(peek.length(), Some(4));
    assert_eq!(peek.bytes().await.unwrap(), "");
}

#[tokio::test]
async fn a_download_is_a_stream() {
    use futures_core::Stream as _;

    let (_, client) = answered(&[], "%PDF");
    let mut download = client.call(&SCAN).returns::<Download>().await.unwrap();
    let mut chunks = Vec::new();
    while let Some(chunk) =
        std::future::poll_fn(|context| std::pin::Pin::new(&mut download).poll_next(context)).await
    {
        chunks.push(chunk.unwrap());
    }
    assert_eq!(chunks, ["%PDF"]);
}

#[tokio::test]
async fn a_download_that_is_short_or_too_long_is_an_error_once() {
    let (_, client) = answered(&[("content-length", "5")], "%PDF");
    let mut download = client.call(&SCAN).returns::<Download>().await.unwrap();
    download.chunk().await.unwrap();
    let error = download.chunk().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(
        error
            .to_string()
            .contains("the body ended after 4 of 5 bytes"),
        "{error}"
    );
    assert_eq!(download.chunk().await.unwrap(), None);

    for headers in [&[("content-length", "4")][..], &[]] {
        let (_, client) = answered(headers, "%PDF");
        let download = client.call(&SCAN).returns::<Download>().await.unwrap();
        let mut download = download.limit(3);
        let error = download.chunk().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
        assert_eq!(download.chunk().await.unwrap(), None);
    }
    let (_, client) = answered(&[], "%PDF");
    let small = CallOptions::new().max_body_bytes(3);
    let call = client.call(&SCAN).returns::<Download>().with(small);
    let error = call.await.unwrap().bytes().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
}

#[tokio::test]
async fn a_file_is_there_when_it_is_whole_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scan.pdf");
    let files = || std::fs::read_dir(folder.path()).unwrap().count();

    let (_, client) = answered(&[("content-length", "5")], "%PDF");
    let download = client.call(&SCAN).returns::<Download>().await.unwrap();
    let error = download.save_to(&path).await.unwrap_err();
    assert_eq!(
        (error.kind(), files()),
        (ErrorKind::Transport, 0),
        "{error}"
    );

    for text in ["%PDF", "newer"] {
        let (_, client) = answered(&[], text);
        let download = client.call(&SCAN).returns::<Download>().await.unwrap();
        let bytes = download.save_to(&path).await.unwrap();
        let read = std::fs::read_to_string(&path).unwrap();
        assert_eq!(
            (bytes, read.as_str(), files()),
            (text.len() as u64, text, 1)
        );
    }

    let (_, client) = answered(&[], "%PDF");
    let download = client.call(&SCAN).returns::<Download>().await.unwrap();
    let nowhere = folder.path().join("nowhere").join("scan.pdf");
    let error = download.save_to(nowhere).await.unwrap_err();
    assert!(error.is_file() && error.status().is_some(), "{error}");
    assert!(
        error.to_string().contains("scan.pdf` cannot be written: "),
        "{error}"
    );
}
