//! Bodies that are too large, or just large.

use std::sync::Arc;

use brogue_runtime::{CallOptions, ErrorKind};

use crate::case::{ends, fails, succeeds};
use crate::market::{STALL, builder, stall, telling};
use crate::server::{Server, Step, answer, say_then};

const GIGABYTE: u64 = 1 << 30;

#[tokio::test]
async fn a_gigabyte_is_refused_at_the_bound_and_not_read_whole() {
    let filler = vec![b' '; 64 * 1024];
    let chunk = [b"10000\r\n", &filler[..], b"\r\n"].concat();
    let pieces = GIGABYTE / 65_536;
    let acts = [
        say_then(
            format!("HTTP/1.1 200 OK\r\ncontent-length: {GIGABYTE}\r\n\r\n"),
            Step::Flood(filler.clone(), pieces),
        ),
        say_then(
            format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n",
                u64::MAX / 2
            ),
            Step::Flood(filler.clone(), pieces),
        ),
        say_then(
            "HTTP/1.1 200 OK\r\n\r\n",
            Step::Flood(filler.clone(), pieces),
        ),
        say_then(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
            Step::Flood(chunk, pieces),
        ),
    ];
    for act in acts {
        let server = Server::new(vec![act]).await;
        let shown = Arc::default();
        let market = telling(server.url(), &shown)
            .max_body_bytes(1_000_000)
            .build()
            .unwrap();
        let error = fails(market.get("7"), &shown).await;

        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::TooLarge, 1),
            "{error}"
        );
        assert!(
            error.to_string().ends_with("answered 200 OK: the body is larger than 1000000 bytes; `max_body_bytes` sets how much is read"),
            "{error}"
        );
        // What lies in the buffers between the two is sent, and not read.
        assert!(server.sent() < GIGABYTE / 16, "{} bytes", server.sent());
        shown.lock().unwrap().assert_no_secret();
    }
}

#[tokio::test]
async fn of_the_body_of_an_error_the_start_is_read() {
    let flood = Step::Flood(vec![b'x'; 64 * 1024], GIGABYTE / 65_536);
    let server = Server::new(vec![say_then("HTTP/1.1 400 Bad Request\r\n\r\n", flood)]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown).build().unwrap();
    let error = fails(market.get("7"), &shown).await;

    assert!(
        error.is_rejected() && error.to_string().ends_with("xxx…"),
        "{error}"
    );
    assert!(server.sent() < GIGABYTE / 16, "{} bytes", server.sent());
}

#[tokio::test]
async fn the_bound_is_exact_and_a_call_may_have_its_own() {
    let length = STALL.len() as u64;
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown)
        .max_body_bytes(length - 1)
        .build()
        .unwrap();

    assert_eq!(
        fails(market.get("7"), &shown).await.kind(),
        ErrorKind::TooLarge
    );
    let larger = CallOptions::new().max_body_bytes(length);
    succeeds(market.get("7").with(larger), &shown).await;
    // Nothing of it is read where nothing may be.
    let none = CallOptions::new().max_body_bytes(0);
    assert_eq!(
        fails(market.get("7").with(none), &shown).await.kind(),
        ErrorKind::TooLarge
    );
}

#[tokio::test]
async fn thirty_megabytes_of_one_list_are_read() {
    let mut body = r#"{"data": [{"id": 0}"#.to_owned();
    while body.len() < 30_000_000 {
        body.push_str(r#", {"id": 7, "name": "a stall of some length", "price": 1.5, "unknown member": [true, null]}"#);
    }
    body.push_str("]}");
    let server = Server::new(vec![answer("200 OK", &[], &body)]).await;
    let market = builder(server.url()).build().unwrap();
    let page = ends(market.list()).await.unwrap();

    assert!(page.items.len() > 300_000 && page.items.iter().skip(1).all(|stall| stall.id == 7));
}

#[tokio::test]
async fn a_hundred_thousand_chunks_are_read() {
    let mut answer = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..100_000 {
        answer.extend_from_slice(b"1\r\n \r\n");
    }
    let end = format!("{:x}\r\n{STALL}\r\n0\r\n\r\n", STALL.len());
    answer.extend_from_slice(end.as_bytes());
    let server = Server::new(vec![crate::server::say(answer)]).await;
    let shown = Arc::default();
    let market = builder(server.url()).build().unwrap();

    assert_eq!(succeeds(market.get("7"), &shown).await.value().id, 7);
}

#[tokio::test]
async fn a_large_body_is_sent_whole() {
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let shown = Arc::default();
    let market = builder(server.url()).build().unwrap();
    let mut large = stall();
    large.name = Some("é".repeat(5_000_000));
    succeeds(market.add(&large), &shown).await;

    assert!(server.requests()[0].len() > 10_000_000);
}

#[tokio::test]
async fn a_server_that_answers_before_it_has_read_the_body_is_heard() {
    let early = |status| {
        vec![
            Step::ReadHead,
            Step::Say(crate::server::whole(
                status,
                &[],
                r#"{"error": "too large"}"#,
            )),
        ]
    };
    let server = Server::new(vec![early("413 Content Too Large")]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown).build().unwrap();
    let mut large = stall();
    large.name = Some("x".repeat(5_000_000));
    let error = fails(market.add(&large), &shown).await;

    assert!(
        error.is_rejected() && error.to_string().ends_with(": too large"),
        "{error}"
    );
    assert_eq!(error.attempts(), 1);
}
