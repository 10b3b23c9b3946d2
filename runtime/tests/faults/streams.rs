//! Answers that are handed out while they come: downloads and events.

use std::sync::Arc;
use std::time::Duration;

use brogue_runtime::api::{Answers, Operation};
use brogue_runtime::{Call, CallOptions, Download, ErrorKind, Events};

use crate::case::{Shown, ends};
use crate::market::{Market, SECRET, builder, telling};
use crate::server::{Act, Server, Step, say, say_then, whole};

static WATCH: Operation =
    Operation::get("watch", "/watch").answers(Answers::events("text/event-stream").end("[DONE]"));
static SCAN: Operation = Operation::get("scan", "/scan").answers(Answers::bytes("image/*"));

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
const PAUSE: Duration = Duration::from_millis(20);

fn watch(market: &Market) -> Call<Events<i64>> {
    market.core.call(&WATCH).returns()
}

fn scan(market: &Market) -> Call<Download> {
    market.core.call(&SCAN).returns()
}

/// A client that waits 0.3 s for a head, and for each piece behind it.
async fn soon(act: Act) -> (Server, Market) {
    let server = Server::new(vec![act]).await;
    let timeout = Duration::from_millis(300);
    let market = builder(server.url()).timeout(timeout).build().unwrap();

    (server, market)
}

#[tokio::test]
async fn events_come_as_they_are_sent_however_slowly() {
    let drip = Step::Drip(
        b"\r\ndata: 1\r\n\r\ndata: 2\n\ndata: [DONE]\n\n".to_vec(),
        PAUSE,
    );
    let mut act = say_then(HEAD, drip);
    act.push(Step::Stall);
    let (server, market) = soon(act).await;
    let mut events = ends(watch(&market)).await.unwrap();

    // All of it takes longer than an attempt may.
    for number in 1..=2 {
        let event = ends(events.try_next()).await.unwrap().unwrap();
        assert_eq!(event.data, number);
    }
    assert!(ends(events.try_next()).await.unwrap().is_none());
    // What is over holds no connection, though the server does.
    server.is_at(0).await;
}

#[tokio::test]
async fn a_stream_that_breaks_or_stalls_is_told_with_its_call_and_not_sent_again() {
    let begin = format!("{HEAD}data: 1\n\nda");
    let chunked =
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\nff\r\nda";
    let cases = [
        (
            say_then(&begin, Step::Stall),
            ErrorKind::Timeout,
            "nothing more came within 0.3 s",
        ),
        (
            say_then(&begin, Step::Reset),
            ErrorKind::Transport,
            "the connection broke",
        ),
        (say(chunked), ErrorKind::Transport, "the connection broke"),
        (
            say(&begin),
            ErrorKind::Transport,
            "the stream ended in the middle of an event",
        ),
        (
            say(format!("{HEAD}data: 1\n\n")),
            ErrorKind::Transport,
            "the stream ended without `[DONE]`",
        ),
    ];
    for (act, kind, says) in cases {
        let (server, market) = soon(act).await;
        let mut events = ends(watch(&market)).await.unwrap();
        assert_eq!(ends(events.try_next()).await.unwrap().unwrap().data, 1);
        let error = ends(events.try_next()).await.unwrap_err();

        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(says), "{error}");
        assert!(
            error.url().unwrap().contains("/watch?key=[redacted]"),
            "{error}"
        );
        assert!(ends(events.try_next()).await.unwrap().is_none(), "{says}");
        assert_eq!((server.connections(), error.attempts()), (1, 1));
        server.is_at(0).await;
    }
}

#[tokio::test]
async fn no_head_in_time_is_tried_again_as_ever() {
    let (server, market) = soon(vec![Step::Read, Step::Stall]).await;
    let error = ends(watch(&market)).await.map(drop).unwrap_err();

    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::Timeout, 3),
        "{error}"
    );
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn a_stream_that_is_dropped_ends() {
    let (server, market) = soon(say_then(format!("{HEAD}data: 1\n\n"), Step::Stall)).await;
    let mut events = ends(watch(&market)).await.unwrap();
    ends(events.try_next()).await.unwrap();
    // Who gives up waiting loses nothing.
    let waiting = tokio::time::timeout(PAUSE, events.try_next()).await;
    assert!(waiting.is_err());
    server.is_at(1).await;
    drop(events);
    server.is_at(0).await;

    let flood = say_then(
        "HTTP/1.1 200 OK\r\n\r\n",
        Step::Flood(vec![0; 65_536], 1 << 20),
    );
    let (server, market) = soon(flood).await;
    let mut download = ends(scan(&market)).await.unwrap();
    assert!(ends(download.chunk()).await.unwrap().is_some());
    drop(download);
    server.is_at(0).await;
    assert!(server.sent() < 1 << 26, "{} bytes", server.sent());
}

#[tokio::test]
async fn a_download_may_be_larger_than_a_body_and_has_the_bound_it_is_given() {
    let pieces: u64 = 1024;
    let flood = || {
        say_then(
            "HTTP/1.1 200 OK\r\n\r\n",
            Step::Flood(vec![0; 65_536], pieces),
        )
    };
    let (_server, market) = soon(flood()).await;
    let small = CallOptions::new().max_body_bytes(10);
    let mut download = ends(scan(&market).with(small)).await.unwrap();
    let mut bytes = 0;
    while let Some(chunk) = ends(download.chunk()).await.unwrap() {
        bytes += chunk.len() as u64;
    }
    assert_eq!(bytes, pieces * 65_536);

    let (server, market) = soon(flood()).await;
    let download = ends(scan(&market)).await.unwrap().limit(1_000_000);
    let error = ends(download.bytes()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
    server.is_at(0).await;
    assert!(server.sent() < pieces * 65_536, "{} bytes", server.sent());
}

#[tokio::test]
async fn a_download_that_breaks_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nscan";
    let cases = [
        (say(head), ErrorKind::Transport),
        (say_then(head, Step::Reset), ErrorKind::Transport),
        (say_then(head, Step::Stall), ErrorKind::Timeout),
    ];
    for (act, kind) in cases {
        let (_server, market) = soon(act).await;
        let download = ends(scan(&market)).await.unwrap();
        let error = ends(download.save_to(folder.path().join("scan")))
            .await
            .unwrap_err();

        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
    let (_server, market) = soon(say_then(head, Step::Stall)).await;
    let saving = ends(scan(&market))
        .await
        .unwrap()
        .save_to(folder.path().join("scan"));
    assert!(tokio::time::timeout(PAUSE, saving).await.is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn the_secret_in_a_stream_is_shown_nowhere() {
    let events = format!(
        "HTTP/1.1 200 OK\r\nx-key: {SECRET}\r\n\r\ndata: \"{SECRET}\"\n\nid: {SECRET}\ndata: {{\"{SECRET}\": [\n\n"
    );
    let refusal = whole(
        "200 OK",
        &["content-type: application/json"],
        format!(r#"{{"error": "{SECRET}"}}"#),
    );
    let server = Server::new(vec![
        say(events),
        say(refusal),
        say(whole("500 No", &[], SECRET)),
    ])
    .await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown).build().unwrap();

    let mut events = ends(watch(&market)).await.unwrap();
    for _ in 0..2 {
        let error = ends(events.next()).await.unwrap().unwrap_err();
        shown.lock().unwrap().error(&error);
        assert!(error.is_decode(), "{error}");
    }
    shown.lock().unwrap().add(&watch(&market));
    for _ in 0..2 {
        let error = ends(scan(&market)).await.map(drop).unwrap_err();
        shown.lock().unwrap().error(&error);
    }
    let shown: &Shown = &shown.lock().unwrap();
    shown.assert_no_secret();
}
