//! Headers of answers that are odd, many, or hold the secret; headers of callers that cannot be sent.

use std::sync::Arc;

use brogue_runtime::ErrorKind::{Rejected, Request};

use crate::case::{ends, fails, succeeds};
use crate::market::{SECRET, STALL, telling};
use crate::server::{Server, answer};

#[tokio::test]
async fn odd_headers_of_an_answer_are_kept_and_do_no_harm() {
    let many: Vec<String> = (0..90)
        .map(|n| format!("x-{n}: {}", "v".repeat(1_000)))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let echo = format!("set-cookie: key={SECRET}");
    let cases: [(&[&str], &str); 7] = [
        (&["x-name: \u{e9}\u{fffd}"], "x-name"),
        (&["x-empty:"], "x-empty"),
        (&["x-tab: a\tb"], "x-tab"),
        (&["X-TWICE: 1", "x-twice: 2"], "x-twice"),
        (&["date: yesterday", "server: ", "vary: *"], "date"),
        (&[&echo], "set-cookie"),
        (&many, "x-89"),
    ];
    for (headers, name) in cases {
        for (status, is_ok) in [("200 OK", true), ("400 Bad Request", false)] {
            let server = Server::new(vec![answer(status, headers, STALL)]).await;
            let shown = Arc::default();
            let market = telling(server.url(), &shown).build().unwrap();

            if is_ok {
                let response = succeeds(market.get("7"), &shown).await;
                assert!(response.headers().contains_key(name), "{name}");
            } else {
                let error = fails(market.get("7"), &shown).await;
                assert_eq!(error.kind(), Rejected);
                assert!(error.headers().unwrap().contains_key(name), "{name}");
            }
            shown.lock().unwrap().assert_no_secret();
        }
    }
}

#[tokio::test]
async fn the_id_of_a_request_is_the_first_that_can_be_read_and_short() {
    let long = format!("x-request-id: {}", "r".repeat(5_000));
    let cases: [(&[&str], Option<&str>); 5] = [
        (&["x-request-id: r-1", "x-request-id: r-2"], Some("r-1")),
        (
            &["x-request-id: \u{e9}", "x-correlation-id: c-1"],
            Some("c-1"),
        ),
        (&["x-request-id:", "request-id: r-3"], Some("r-3")),
        (&["x-other: 1"], None),
        (&[&long], Some("rrr")),
    ];
    for (headers, id) in cases {
        let server = Server::new(vec![answer("400 Bad Request", headers, "{}")]).await;
        let shown = Arc::default();
        let market = telling(server.url(), &shown).build().unwrap();
        let error = fails(market.get("7"), &shown).await;

        assert_eq!(error.request_id().is_some(), id.is_some(), "{headers:?}");
        if let (Some(seen), Some(id)) = (error.request_id(), id) {
            assert!(seen.starts_with(id) && seen.len() < 600, "{seen}");
        }
        assert!(error.to_string().len() < 1_000, "{error}");
    }
}

#[tokio::test]
async fn a_header_of_a_caller_is_sent_as_it_is_or_named_and_not_sent() {
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown).build().unwrap();

    for (name, value, sent) in [
        ("x-a", "b", "x-a: b"),
        ("X-Upper", " spaces ", "x-upper:  spaces "),
        ("x-name", "é", "x-name: é"),
        ("x-empty", "", "x-empty: "),
        ("accept", "text/csv", "accept: text/csv"),
        ("x-long", &"v".repeat(10_000), "x-long: vvv"),
    ] {
        succeeds(market.get("7").header(name, value), &shown).await;
        let request = server.requests().pop().unwrap();
        assert!(request.contains(&format!("\r\n{sent}")), "{request}");
    }
    let sent = server.connections();
    for (name, value, says) in [
        (
            "x-a",
            "b\r\nx-evil: 1",
            "the value of the header `x-a` has control characters",
        ),
        (
            "x-a",
            "\0",
            "the value of the header `x-a` has control characters",
        ),
        ("x-a", SECRET, ""),
        ("", "b", "`` is no header name"),
        ("x a", "b", "`x a` is no header name"),
        ("x-a: b\r\nx-c", "b", "is no header name"),
        ("é", "b", "`é` is no header name"),
        (
            "host",
            "evil.example.com",
            "the header `host` is set by the connection",
        ),
        (
            "Content-Length",
            "0",
            "the header `content-length` is set by the connection",
        ),
        ("transfer-encoding", "chunked", "set by the connection"),
    ] {
        let call = market.get("7").header(name, value);
        if says.is_empty() {
            succeeds(call, &shown).await;
            continue;
        }
        let error = fails(call, &shown).await;
        assert_eq!((error.kind(), error.attempts()), (Request, 0), "{error}");
        assert!(error.to_string().contains(says), "{error}");
    }
    assert_eq!(server.connections(), sent + 1);
    shown.lock().unwrap().assert_no_secret();
}

#[tokio::test]
async fn a_callers_header_does_not_take_the_place_of_the_credential() {
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown)
        .bearer_token(SECRET)
        .build()
        .unwrap();
    ends(market.get("7").header("authorization", "Bearer other"))
        .await
        .unwrap();

    let request = server.requests().pop().unwrap();
    assert!(request.contains(&format!("\r\nauthorization: Bearer {SECRET}\r\n")));
    assert!(!request.contains("other"), "{request}");
}
