//! Whatever a value is, it stays in its place of the path, the query or the body.

use std::fmt;
use std::sync::Arc;

use brogue_runtime::{ErrorKind, Method, ScriptedTransport};
use proptest::prelude::*;
use url::Url;

use crate::case::{Shown, ends, fails, succeeds};
use crate::market::{Market, STALL, builder, telling};
use crate::server::{Server, answer};

const BASE: &str = "https://market.example.com/v1";

#[tokio::test]
async fn a_path_value_is_one_segment_or_is_refused_by_name() {
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown).build().unwrap();
    let long = "ab".repeat(5_000);

    for (value, sent) in [
        ("7", "7"),
        ("a/b", "a%2Fb"),
        ("../../admin", "..%2F..%2Fadmin"),
        ("%2F", "%252F"),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
        ("a\\b", "a%5Cb"),
        ("?key=evil", "%3Fkey%3Devil"),
        ("#", "%23"),
        (";v=1", "%3Bv%3D1"),
        ("@evil.example.com", "%40evil.example.com"),
        (" ", "%20"),
        ("\r\nx-evil: 1", "%0D%0Ax-evil%3A%201"),
        ("\0", "%00"),
        ("😀", "%F0%9F%98%80"),
        ("{id}", "%7Bid%7D"),
        (&long, &long),
    ] {
        succeeds(market.get(value), &shown).await;
        let request = server.requests().pop().unwrap();
        let line = format!("GET /stalls/{sent}?key=hush%2Fh%2Bsh%3D9 HTTP/1.1\r\n");
        assert!(request.starts_with(&line), "{value}: {request}");
        assert!(!request.contains("\r\nx-evil"), "{request}");
    }
    let sent = server.connections();
    for (value, says) in [
        ("", "the path parameter `id` is empty"),
        (".", "the path parameter `id` would change the path"),
        ("..", "the path parameter `id` would change the path"),
        (&"x".repeat(70_000), "the URL is no URL or too long"),
    ] {
        let error = fails(market.get(value), &shown).await;
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Request, 0),
            "{error}"
        );
        assert!(error.to_string().contains(says), "{error}");
    }
    assert_eq!(server.connections(), sent);
    shown.lock().unwrap().assert_no_secret();
}

#[tokio::test]
async fn a_query_value_is_one_value_whatever_it_is() {
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown).build().unwrap();
    let long = "a".repeat(10_000);
    let cases: [(&dyn fmt::Display, &str); 12] = [
        (&"", ""),
        (&"a&key=evil", "a%26key%3Devil"),
        (&"a=b", "a%3Db"),
        (&"+ ", "%2B%20"),
        (&"%41", "%2541"),
        (&"#?/", "%23%3F%2F"),
        (&"\r\n", "%0D%0A"),
        (&"é😀", "%C3%A9%F0%9F%98%80"),
        (&true, "true"),
        (&-0.5, "-0.5"),
        (&i128::MIN, "-170141183460469231731687303715884105728"),
        (&long, &long),
    ];
    for (value, sent) in cases {
        succeeds(market.get("7").query("q&", value), &shown).await;
        let request = server.requests().pop().unwrap();
        let line = format!("GET /stalls/7?q%26={sent}&key=hush%2Fh%2Bsh%3D9 HTTP/1.1\r\n");
        assert!(request.starts_with(&line), "{value}: {request}");
    }
    shown.lock().unwrap().assert_no_secret();
}

#[tokio::test]
async fn a_number_that_json_does_not_have_is_named_and_not_sent() {
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown).build().unwrap();
    for price in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut stall = crate::market::stall();
        stall.price = Some(price);
        let error = fails(market.add(&stall), &shown).await;

        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Request, 0),
            "{error}"
        );
        assert!(
            error.to_string().contains("`price` cannot be sent"),
            "{error}"
        );
    }
    assert_eq!(server.connections(), 0);
}

/// The URL that a call is sent to, or nothing where it is refused.
fn sent(call: impl FnOnce(&Market) -> brogue_runtime::Call<brogue_runtime::Value>) -> Option<Url> {
    let transport = ScriptedTransport::new().otherwise(|_| (200, "{}".to_owned()));
    let market = builder(BASE).transport(transport.clone()).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let outcome = runtime.block_on(ends(call(&market)));
    let mut requests = transport.requests();
    if let Err(error) = outcome {
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
        assert!(requests.is_empty());
        let mut shown = Shown::default();
        shown.error(&error);
        shown.assert_no_secret();
        return None;
    }
    assert_eq!(requests.len(), 1);
    let url = Url::parse(&requests.remove(0).uri().to_string()).unwrap();

    Some(url)
}

/// Texts that like to break out, and any others.
fn values() -> impl Strategy<Value = String> {
    let mean = prop::collection::vec(
        prop::sample::select(vec![
            ".", "..", "/", "\\", "%", "2e", "2F", "?", "#", "&", "=", "{", "}", "id", ":", "@",
            ";", "+", " ", "\r\n", "\0", "é", "😀", "\u{202e}", "key",
        ]),
        0..8,
    );

    prop_oneof![mean.prop_map(|parts| parts.concat()), any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_path_value_never_leaves_its_segment(value in values(), other in values()) {
        static TWO: brogue_runtime::Operation =
            brogue_runtime::Operation::get("two", "/a/{id}/b.{other}/c");

        let url = sent(|market| {
            let call = market.core.call(&TWO).path("id", &value).path("other", &other);
            call.returns()
        });
        let is_refused = matches!(&*value, "" | "." | "..") || other.is_empty();
        prop_assert_eq!(url.is_none(), is_refused);
        if let Some(url) = url {
            let segments: Vec<String> = url
                .path_segments()
                .unwrap()
                .map(|segment| percent_encoding::percent_decode_str(segment).decode_utf8().unwrap().into_owned())
                .collect();
            prop_assert_eq!(segments, ["v1", "a", &*value, &*format!("b.{other}"), "c"]);
            prop_assert_eq!(url.origin().ascii_serialization(), "https://market.example.com");
            let query: Vec<_> = url.query_pairs().collect();
            prop_assert_eq!(query, [("key".into(), crate::market::SECRET.into())]);
            prop_assert!(url.fragment().is_none() && url.username().is_empty());
        }
    }

    #[test]
    fn a_query_value_never_leaves_its_place(name in values(), value in values(), more in values()) {
        let url = sent(|market| {
            let call = market.core.request(Method::GET, "/a");
            call.query(&name, &value).query("more", &more)
        });
        let url = url.unwrap();
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let expected = [
            (name, value),
            ("more".to_owned(), more),
            ("key".to_owned(), crate::market::SECRET.to_owned()),
        ];

        prop_assert_eq!(pairs, expected);
        prop_assert_eq!(url.path(), "/v1/a");
        prop_assert!(url.fragment().is_none());
    }

    #[test]
    fn a_path_of_the_caller_stays_below_the_base(path in values()) {
        let url = sent(|market| market.core.request(Method::GET, path));
        if let Some(url) = url {
            prop_assert_eq!(url.origin().ascii_serialization(), "https://market.example.com");
            prop_assert!(url.path().starts_with("/v1/"), "{}", url);
            let query: Vec<_> = url.query_pairs().collect();
            prop_assert_eq!(query, [("key".into(), crate::market::SECRET.into())]);
        }
    }
}
