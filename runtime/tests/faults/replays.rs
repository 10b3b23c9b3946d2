//! Bodies that are sent a second time, and bodies that never are.

use std::sync::Arc;
use std::time::Duration;

use brogue_runtime::{Call, Multipart, Part, RetryPolicy, Upload};

use crate::case::{ends, fails, succeeds};
use crate::market::{Market, STALL, Stall, telling};
use crate::server::{Act, Server, Step, answer, say};
use crate::source::Source;
use crate::uploads::{PUT, add, file, put};

/// An attempt that would be tried again if its body could be.
fn refusals() -> Vec<(Act, &'static str)> {
    vec![
        (
            answer("503 Service Unavailable", &[], ""),
            "answered 503 Service Unavailable",
        ),
        (
            answer("429 Too Many Requests", &["retry-after: 0"], ""),
            "answered 429 Too Many Requests",
        ),
        (vec![Step::Read, Step::Reset], "the connection broke"),
        (
            say("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
            "the connection broke",
        ),
    ]
}

#[tokio::test]
async fn a_stream_is_not_sent_a_second_time_and_the_error_says_why() {
    for (refusal, says) in refusals() {
        let shown = Arc::default();
        let server = Server::new(vec![refusal, answer("200 OK", &[], STALL)]).await;
        let market = telling(server.url(), &shown).build().unwrap();
        let error = fails(
            put(&market, Upload::stream(Source::of(&["a,", "b"]))),
            &shown,
        )
        .await;

        assert_eq!((error.attempts(), server.connections()), (1, 1), "{error}");
        let said = error.to_string();
        assert!(said.contains(says), "{said}");
        assert!(
            said.contains("; not sent again: the body is a stream that can be read once"),
            "{said}"
        );

        // What is not tried again anyway does not speak of it.
        let server = Server::new(vec![answer("400 Bad Request", &[], "")]).await;
        let market = telling(server.url(), &shown).build().unwrap();
        let error = fails(put(&market, Upload::stream(Source::of(&["a"]))), &shown).await;
        assert!(!error.to_string().contains("not sent again"), "{error}");
    }
}

type Making<'call> = dyn Fn(&Market) -> Call<Stall> + 'call;

#[tokio::test]
async fn a_file_is_sent_again_and_so_is_what_can_be_made_again() {
    let list = file(b"a,b");
    let form = Multipart::new().part(Part::path("list", list.path()));
    for (refusal, _) in refusals() {
        let shown = Arc::default();
        let acts = vec![refusal.clone(), refusal, answer("200 OK", &[], STALL)];
        let of_parts = |market: &Market| {
            let call = market.core.call(&PUT).path("id", &"7".to_owned());
            call.multipart(&form).returns()
        };
        let made = || Upload::replayable(|| Source::of(&["a,", "b"])).length(3);
        let calls: [&Making<'_>; 3] = [
            &|market| put(market, Upload::path(list.path())),
            &|market| put(market, made()),
            &of_parts,
        ];
        for call in calls {
            let server = Server::new(acts.clone()).await;
            let market = telling(server.url(), &shown).build().unwrap();
            let response = succeeds(call(&market), &shown).await;

            assert_eq!(response.attempts(), 3);
            let requests = server.requests();
            assert!(
                requests.iter().all(|request| *request == requests[0]),
                "{requests:?}"
            );
            assert!(
                requests[0].contains("\r\n\r\na,b") || requests[0].contains("; name=\"list\""),
                "{requests:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_stream_that_was_not_begun_waits_for_the_next_connection() {
    // Nobody listens yet.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    let shown = Arc::default();
    let pause = Duration::from_millis(100);
    let market = telling(format!("http://{address}"), &shown)
        .retry(
            RetryPolicy::default()
                .max_attempts(100)
                .backoff(pause, pause),
        )
        .build()
        .unwrap();
    let call = tokio::spawn(add(&market, Upload::stream(Source::of(&["a,b"]))).with_response());
    tokio::time::sleep(pause).await;
    let server = Server::bound_to(&address, vec![answer("200 OK", &[], STALL)]).await;

    let response = ends(call).await.unwrap().unwrap();
    assert!(response.attempts() > 1);
    assert!(server.requests()[0].ends_with("3\r\na,b\r\n0\r\n\r\n"));
}
