//! Callers that go away in the middle, and many at once.

use std::sync::Arc;
use std::time::{Duration, Instant};

use brogue_runtime::api::{Api, Envelope, Operation, Quota, QuotaWindow};
use brogue_runtime::{CallOptions, ClientBuilder, Core, QuotaMode};

use crate::case::{ends, succeeds};
use crate::market::{STALL, builder};
use crate::server::{Server, Step, answer, say_then};

static TIGHT: Api = Api::new("tight", "https://tight.example.com")
    .envelope(Envelope::at("/data"))
    .quota(Quota::new(&[QuotaWindow::new(1, 200)]));
static COUNT: Operation = Operation::get("count", "/count");

#[tokio::test]
async fn a_call_dropped_in_the_middle_gives_back_its_place_and_its_connection() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
    for stalls in [vec![Step::Read, Step::Stall], say_then(head, Step::Stall)] {
        let count = answer("200 OK", &[], r#"{"data": 7}"#);
        let server = Server::new(vec![stalls, count]).await;
        let client: Core = ClientBuilder::new(&TIGHT)
            .base_url(server.url())
            .build()
            .unwrap();

        let dropped = tokio::spawn(client.call(&COUNT).returns::<i64>().into_future());
        server.is_at(1).await;
        // So many wait behind it as will be dropped with it.
        let waiting: Vec<_> = (0..10)
            .map(|_| tokio::spawn(client.call(&COUNT).returns::<i64>().into_future()))
            .collect();
        tokio::task::yield_now().await;
        dropped.abort();
        for waiting in waiting {
            waiting.abort();
        }
        server.is_at(0).await;

        let begin = Instant::now();
        let count: i64 = ends(client.call(&COUNT).returns()).await.unwrap();
        assert_eq!((count, server.connections()), (7, 2));
        assert!(
            begin.elapsed() < Duration::from_millis(800),
            "{:?}",
            begin.elapsed()
        );
        // It holds its place now, and nobody else does.
        let fast = CallOptions::new().quota(QuotaMode::FailFast);
        let error = ends(client.call(&COUNT).returns::<i64>().with(fast))
            .await
            .unwrap_err();
        assert!(
            error.retry_after().unwrap() <= Duration::from_millis(201),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_call_that_is_never_made_does_nothing() {
    let server = Server::new(vec![answer("200 OK", &[], STALL)]).await;
    let market = builder(server.url()).build().unwrap();
    drop(market.get("7"));
    drop(market.get("7").into_future());
    drop(market.list().items());

    assert_eq!(server.connections(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_callers_at_once_get_each_their_own() {
    let acts = (0..64).map(|n| {
        let body = format!(
            r#"{{"data": {{"id": {n}, "name": "{}"}}}}"#,
            "x".repeat(n * 100)
        );
        answer("200 OK", &[], body)
    });
    let server = Server::new(acts.collect()).await;
    let market = builder(server.url()).build().unwrap();
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let market = market.clone();
        callers.spawn(async move {
            let stall = ends(market.get("7")).await.unwrap();
            let id = usize::try_from(stall.id).unwrap();
            assert_eq!(stall.name.unwrap().len(), id * 100);
            id
        });
    }
    let mut ids = Vec::new();
    while let Some(id) = callers.join_next().await {
        ids.push(id.unwrap());
    }

    ids.sort_unstable();
    assert!(ids.iter().copied().eq(0..64));
    server.is_at(0).await;
}

#[tokio::test]
async fn a_connection_that_the_server_has_closed_is_not_used_again() {
    let keep = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{STALL}",
        STALL.len()
    );
    let server = Server::new(vec![crate::server::say(keep)]).await;
    let shown = Arc::default();
    let market = builder(server.url()).build().unwrap();

    for calls in 1..=3 {
        let response = succeeds(market.get("7"), &shown).await;
        assert_eq!((response.attempts(), server.connections()), (1, calls));
        // The farewell of the server has to arrive first.
        server.is_at(0).await;
    }
}

#[tokio::test]
async fn a_connection_that_both_keep_serves_the_next_call() {
    let keep = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{STALL}",
        STALL.len()
    );
    let twice = vec![
        Step::Read,
        Step::Say(keep.clone().into()),
        Step::Read,
        Step::Say(keep.into()),
    ];
    let server = Server::new(vec![twice]).await;
    let shown = Arc::default();
    let market = builder(server.url()).build().unwrap();
    succeeds(market.get("7"), &shown).await;
    succeeds(market.get("7"), &shown).await;

    assert_eq!((server.connections(), server.requests().len()), (1, 2));
}
