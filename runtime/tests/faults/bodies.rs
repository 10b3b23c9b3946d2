//! Bodies of a success that are odd, wrong or mean.

use std::sync::Arc;

use brogue_runtime::ErrorKind::Decode;

use crate::case::{Case, Shown, ends, fails, run, succeeds};
use crate::market::{SECRET, STALL, builder, telling};
use crate::server::{Server, answer};

const JSON: &str = "content-type: application/json";

#[tokio::test]
async fn a_body_that_is_no_json_tells_what_it_is_and_where() {
    let deep = |open: &str| format!("{{\"data\": {}", open.repeat(10_000));
    let too_deep = "expected at most 127 levels, found more";

    run(vec![
        Case::new(
            "a word",
            answer("200 OK", &[JSON], "OK"),
            Decode,
            "not JSON at byte 0: expected a value, found `OK`",
        ),
        Case::new(
            "the secret",
            answer("200 OK", &[JSON], SECRET),
            Decode,
            "not JSON at byte 0: expected a value, found `[redacted]…`",
        ),
        Case::new(
            "a broken text",
            answer("200 OK", &[JSON], "{\"data\": {\"id\": 7"),
            Decode,
            "not JSON at byte 17: expected `,` or `}`, found the end of the text",
        ),
        Case::new(
            "two values",
            answer("200 OK", &[JSON], [STALL, STALL].concat()),
            Decode,
            "expected the end of the text, found `{`",
        ),
        Case::new(
            "no UTF-8",
            answer("200 OK", &[JSON], b"{\"data\": {\"id\": \"\xff\"}}"),
            Decode,
            "the body is not UTF-8 at byte 17",
        ),
        Case::new(
            "UTF-16",
            answer("200 OK", &[JSON], [0xff, 0xfe, b'{', 0]),
            Decode,
            "not JSON at byte 1",
        ),
        Case::new(
            "UTF-16 with half a letter",
            answer("200 OK", &[JSON], [0xff, 0xfe, b'{', 0, b'}']),
            Decode,
            "the body is not UTF-16",
        ),
        Case::new(
            "half of a pair",
            answer("200 OK", &[JSON], r#"{"data": {"id": "\ud800"}}"#),
            Decode,
            "not JSON at byte",
        ),
        Case::new(
            "zeros",
            answer("200 OK", &[JSON], [0; 1_000]),
            Decode,
            "found a control character",
        ),
        Case::new(
            "a coding that nobody asked for",
            answer(
                "200 OK",
                &[JSON, "content-encoding: compress"],
                [0x1f, 0x8b, 8, 0, 0],
            ),
            Decode,
            "the body is encoded as `compress`, which was not asked for",
        ),
        Case::new(
            "gzip unsaid",
            answer("200 OK", &[JSON], [0x1f, 0x8b, 8, 0, 0]),
            Decode,
            "the body is not UTF-8 at byte 1",
        ),
        Case::new(
            "deep lists",
            answer("200 OK", &[JSON], deep("[")),
            Decode,
            too_deep,
        ),
        Case::new(
            "deep objects",
            answer("200 OK", &[JSON], deep("{\"a\":")),
            Decode,
            too_deep,
        ),
        Case::new(
            "deep unknown members",
            answer(
                "200 OK",
                &[JSON],
                r#"{"data": {"id": 7, "x": "#.to_owned() + &"[".repeat(10_000),
            ),
            Decode,
            too_deep,
        ),
        Case::new(
            "no object",
            answer("200 OK", &[JSON], "[[[]]]"),
            Decode,
            "answered 200 OK: the body has no `/data`",
        ),
        Case::new(
            "a member missing",
            answer("200 OK", &[JSON], r#"{"data": {}}"#),
            Decode,
            "at `data.id`: expected a value, found nothing",
        ),
        Case::new(
            "the secret for a value",
            answer(
                "200 OK",
                &[JSON],
                format!(r#"{{"data": {{"id": "{SECRET}"}}}}"#),
            ),
            Decode,
            "found `\"[redacted]\"`",
        ),
        Case::new(
            "the secret for a value, cut",
            answer(
                "200 OK",
                &[JSON],
                format!(r#"{{"data": {{"id": "{}{SECRET}"}}}}"#, "x".repeat(74)),
            ),
            Decode,
            "xxx[redacted]…`",
        ),
        Case::new(
            "a huge number",
            answer("200 OK", &[JSON], r#"{"data": {"id": 1e999}}"#),
            Decode,
            "at `data.id`",
        ),
        Case::new(
            "four hundred digits",
            answer(
                "200 OK",
                &[JSON],
                format!(r#"{{"data": {{"id": {}}}}}"#, "9".repeat(400)),
            ),
            Decode,
            "999…`",
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_value_is_read_whatever_the_server_calls_it() {
    let with_mark = format!("\u{feff}{STALL}");
    let cases: [(&[&str], &str); 9] = [
        (&[], STALL),
        (&["content-type: text/html"], STALL),
        (&["content-type: text/plain; charset=latin-1"], STALL),
        (&["content-type: "], STALL),
        (&["content-type: \u{e9}"], STALL),
        (&[JSON, "content-type: application/xml"], STALL),
        (&["content-encoding: identity"], STALL),
        (&["content-encoding: compress"], STALL),
        (&[JSON], &with_mark),
    ];
    for (headers, body) in cases {
        let server = Server::new(vec![answer("200 OK", headers, body)]).await;
        let shown = Arc::default();
        let market = builder(server.url()).build().unwrap();

        assert_eq!(
            succeeds(market.get("7"), &shown).await.value().id,
            7,
            "{headers:?}"
        );
    }
}

#[tokio::test]
async fn what_does_not_fit_is_set_aside_with_its_digits_and_told_without_the_secret() {
    let digits = "9".repeat(400);
    let body = format!(
        r#"{{"data": {{"id": 7, "price": 1e999, "name": ["{SECRET}"], "x": {digits}, "e": -1e-999}}}}"#
    );
    let server = Server::new(vec![answer("200 OK", &[JSON], body)]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown).build().unwrap();
    let response = succeeds(market.get("7"), &shown).await;

    let stall = response.value();
    assert_eq!((stall.price, &stall.name), (None, &None));
    assert_eq!(stall.unknown.raw("price"), Some("1e999"));
    assert_eq!(stall.unknown.raw("x"), Some(&*digits));
    assert_eq!(stall.unknown.raw("e"), Some("-1e-999"));
    let paths: Vec<_> = response
        .findings()
        .iter()
        .map(|finding| &*finding.path)
        .collect();
    assert_eq!(paths, ["data.price", "data.name"]);
    shown.lock().unwrap().assert_no_secret();
}

#[tokio::test]
async fn the_secret_as_a_name_is_not_shown_in_a_path() {
    let long = "x".repeat(76);
    for name in [SECRET, "hush\\/h\\u002Bsh=9", &format!("{long}{SECRET}")] {
        let body = format!(r#"{{"{name}": {{"id": 7}}, "data": 1}}"#);
        let nested = format!(r#"{{"data": [{{"id": 7, "{name}": [}}]}}"#);
        let twice = format!(r#"{{"data": {{"id": 7, "{name}": 1, "{name}": 2}}}}"#);
        let acts = [body, nested, twice].map(|body| answer("200 OK", &[JSON], body));
        let server = Server::new(acts.into()).await;
        let shown = Arc::default();
        let market = telling(server.url(), &shown).build().unwrap();

        let error = fails(market.get("7"), &shown).await;
        assert_eq!(error.path(), Some("data"), "{error}");
        fails(market.get("7"), &shown).await;
        let strict = brogue_runtime::CallOptions::new().strict(true);
        let error = fails(market.get("7").with(strict), &shown).await;
        assert!(error.path().unwrap().contains("[redacted]"), "{error}");
        shown.lock().unwrap().assert_no_secret();
    }
}

#[tokio::test]
async fn a_type_of_the_callers_own_fails_as_shortly_and_as_silently() {
    let body = format!(r#"{{"data": "{SECRET} {}"}}"#, "x".repeat(1_000_000));
    let server = Server::new(vec![answer("200 OK", &[JSON], body)]).await;
    let market = builder(server.url()).build().unwrap();
    let error = ends(market.get("7").send_as::<bool>()).await.unwrap_err();

    let mut shown = Shown::default();
    shown.error(&error);
    shown.assert_no_secret();
    assert!(
        error.is_decode() && error.to_string().len() < 1_000,
        "{error}"
    );
}

#[tokio::test]
async fn where_nothing_is_due_any_body_is_taken() {
    for body in [&b""[..], b"OK", b"\xff\xfe", b"<p>", &[b'['; 10_000]] {
        let server = Server::new(vec![answer("200 OK", &[], body)]).await;
        let market = builder(server.url()).build().unwrap();

        ends(market.close("7")).await.unwrap();
    }
}
