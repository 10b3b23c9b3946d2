//! Bodies that stop moving, and bodies that take long and keep moving.

use std::sync::Arc;
use std::time::Duration;

use brogue_runtime::{Call, CallOptions, ErrorKind, RetryPolicy, Upload};

use crate::case::{ends, fails, succeeds};
use crate::market::{ADD, Market, STALL, Stall, telling};
use crate::server::{Server, Step, answer, say_then};
use crate::source::{Piece, Source};

const SHORT: Duration = Duration::from_millis(300);
const STEP: Duration = Duration::from_millis(100);

fn add(market: &Market, body: impl Into<Upload>) -> Call<Stall> {
    let call = market.core.call(&ADD).returns::<Stall>();
    call.body_stream("text/csv", body)
}

fn endless() -> Source {
    Source::new((0..10_000).map(|_| Piece::Bytes(vec![b'x'; 64 * 1024])))
}

#[tokio::test]
async fn a_server_that_takes_nothing_any_more_is_given_up() {
    let shown = Arc::default();
    let server = Server::new(vec![vec![Step::ReadHead, Step::Ignore]]).await;
    let market = telling(server.url(), &shown)
        .timeout(Duration::from_secs(60))
        .stall_timeout(SHORT)
        .build()
        .unwrap();
    let large = vec![b'x'; 64 << 20];
    let bodies = [
        Upload::from(large),
        Upload::stream(endless()),
        Upload::replayable(endless).length(10_000 * 64 * 1024),
    ];
    for body in bodies {
        let what = format!("{body:?}");
        let error = fails(add(&market, body), &shown).await;

        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Stalled, 1),
            "{what}: {error}"
        );
        assert!(error.is_stalled() && error.is_timeout());
        assert!(
            error.to_string().contains(
                "the body to send stalled: nothing of it was taken for 0.3 s; the request may"
            ),
            "{what}: {error}"
        );
    }
    shown.lock().unwrap().assert_no_secret();
}

#[tokio::test]
async fn a_source_that_gives_nothing_any_more_is_given_up() {
    let shown = Arc::default();
    let server = Server::new(vec![vec![Step::ReadHead, Step::Stall]]).await;
    let market = telling(server.url(), &shown)
        .stall_timeout(SHORT)
        .build()
        .unwrap();
    let start = Piece::Bytes(b"a,b".to_vec());
    for pieces in [vec![Piece::Hang], vec![start, Piece::Hang]] {
        let error = fails(add(&market, Upload::stream(Source::new(pieces))), &shown).await;

        assert_eq!(error.kind(), ErrorKind::Stalled, "{error}");
        assert!(
            error
                .to_string()
                .contains("stalled: its source gave nothing for 0.3 s"),
            "{error}"
        );
        server.is_at(0).await;
    }
}

#[tokio::test]
async fn an_answer_that_stalls_is_given_up_and_tried_again_where_that_is_safe() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n";
    for start in [head.to_owned(), format!("{head}{STALL}")] {
        let shown = Arc::default();
        let server = Server::new(vec![say_then(start, Step::Stall)]).await;
        let market = telling(server.url(), &shown)
            .timeout(Duration::from_secs(60))
            .stall_timeout(SHORT)
            .build()
            .unwrap();
        for (call, attempts) in [
            (market.get("7"), 3),
            (market.add(&crate::market::stall()), 1),
        ] {
            let error = fails(call, &shown).await;

            assert_eq!(
                (error.kind(), error.attempts()),
                (ErrorKind::Stalled, attempts),
                "{error}"
            );
            assert!(error.is_timeout(), "{error}");
            let says = "answered 200 OK: the answer stalled: nothing came for 0.3 s";
            assert!(error.to_string().contains(says), "{error}");
        }
        shown.lock().unwrap().assert_no_secret();
    }
}

#[tokio::test]
async fn what_moves_takes_longer_than_an_attempt_may_where_it_is_streamed() {
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown)
        .timeout(2 * SHORT)
        .stall_timeout(2 * SHORT)
        .build()
        .unwrap();
    let slow = || {
        let piece = [Piece::Bytes(b"a,b".to_vec()), Piece::Wait(STEP)];
        Source::new(piece.into_iter().cycle().take(20))
    };
    succeeds(add(&market, Upload::stream(slow())), &shown).await;
    succeeds(add(&market, Upload::stream(slow()).length(30)), &shown).await;

    // The call as a whole has an end all the same.
    let whole = CallOptions::new().total_timeout(2 * STEP);
    let call = add(&market, Upload::stream(slow())).with(whole);
    let error = fails(call, &shown).await;
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(
        error.to_string().contains("no answer within 0.2 s"),
        "{error}"
    );
}

#[tokio::test]
async fn once_a_stream_is_sent_its_answer_has_the_time_of_an_attempt() {
    let server = Server::new(vec![vec![Step::Read, Step::Stall]]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown)
        .timeout(SHORT)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    for body in [
        Upload::stream(Source::of(&["a,b"])),
        Upload::stream(Source::of(&["a,b"])).length(3),
    ] {
        let error = fails(add(&market, body), &shown).await;
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert!(
            error.to_string().contains("no answer within 0.3 s"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn an_answer_that_keeps_moving_does_not_stall() {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", STALL.len());
    let act = vec![
        Step::Read,
        Step::Say(head.into()),
        Step::Drip(STALL.into(), STEP / 2),
    ];
    let server = Server::new(vec![act]).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown)
        .stall_timeout(SHORT)
        .build()
        .unwrap();

    assert_eq!(ends(market.get("7")).await.unwrap().id, 7);
}
