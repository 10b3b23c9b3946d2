//! Connections that do not come about, break, or come to no end.

use std::sync::Arc;
use std::time::Duration;

use brogue_runtime::ErrorKind::{
    Connect, ConnectTimeout, Decode, Server as Failed, Timeout, Transport,
};
use brogue_runtime::{ReqwestTransport, RetryPolicy};

use crate::case::{Case, fails, run, succeeds};
use crate::market::{STALL, builder, stall, telling};
use crate::server::{Server, Step, answer, say, say_then, whole};

const BROKE: &str = "the connection broke";
const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

#[tokio::test]
async fn a_broken_connection_has_its_kind_and_is_tried_again_where_that_is_safe() {
    let with_length = |length: usize| format!("{HEAD}content-length: {length}\r\n\r\n{STALL}");
    let chunked = |rest: &str| format!("{HEAD}transfer-encoding: chunked\r\n\r\n{rest}");

    run(vec![
        Case::new(
            "reset before the request is read",
            vec![Step::Reset],
            Transport,
            BROKE,
        )
        .again(),
        Case::new(
            "reset before the answer",
            vec![Step::Read, Step::Reset],
            Transport,
            BROKE,
        )
        .again(),
        Case::new(
            "closed before the answer",
            vec![Step::Read],
            Transport,
            BROKE,
        )
        .again(),
        Case::new(
            "reset in the headers",
            say_then("HTTP/1.1 200 OK\r\ncont", Step::Reset),
            Transport,
            BROKE,
        )
        .again(),
        Case::new(
            "closed in the headers",
            say("HTTP/1.1 200 OK\r\ncont"),
            Transport,
            BROKE,
        )
        .again(),
        Case::new(
            "reset in the body",
            say_then(with_length(100), Step::Reset),
            Transport,
            "answered 200 OK: the connection broke",
        )
        .again(),
        Case::new(
            "a body shorter than declared",
            say(with_length(STALL.len() + 1)),
            Transport,
            BROKE,
        )
        .again(),
        Case::new(
            "chunks that break off",
            say(chunked("5\r\n{\"dat")),
            Transport,
            BROKE,
        )
        .again(),
        Case::new(
            "a chunk of no size",
            say(chunked("zz\r\n{}\r\n0\r\n\r\n")),
            Transport,
            BROKE,
        )
        .again(),
        Case::new(
            "a chunk of too great a size",
            say(chunked("fffffffffffffffff\r\n{}")),
            Transport,
            BROKE,
        )
        .again(),
        Case::new("no HTTP", say("SSH-2.0-OpenSSH_9.9\r\n"), Transport, BROKE).again(),
        Case::new("TLS", say([0x15, 3, 1, 0, 2, 2, 0x46]), Transport, BROKE).again(),
        Case::new(
            "two lengths",
            say(format!(
                "{HEAD}content-length: 3\r\ncontent-length: 19\r\n\r\n{STALL}"
            )),
            Transport,
            BROKE,
        )
        .again(),
        Case::new(
            "a negative length",
            say(format!("{HEAD}content-length: -1\r\n\r\n{STALL}")),
            Transport,
            BROKE,
        )
        .again(),
        Case::new(
            "a status of no number",
            say("HTTP/1.1 OK\r\n\r\n"),
            Transport,
            BROKE,
        )
        .again(),
        Case::new(
            "a header without a name",
            say("HTTP/1.1 200 OK\r\n: x\r\n\r\n"),
            Transport,
            BROKE,
        )
        .again(),
        Case::new(
            "a body longer than declared",
            say(with_length(STALL.len() - 1)),
            Decode,
            "not JSON at byte 18: expected `,` or `}`, found the end of the text",
        ),
    ])
    .await;
}

#[tokio::test]
async fn what_comes_to_no_end_is_given_up_in_time() {
    let second = Duration::from_secs(1);
    let none = "]: no answer within 0.3 s";
    let half = "answered 200 OK: no whole answer within 0.3 s";
    let drip = |text: &str| vec![Step::Read, Step::Drip(text.into(), second / 20)];

    run(vec![
        Case::new("nothing", vec![Step::Read, Step::Stall], Timeout, none)
            .again()
            .soon(),
        Case::new("half a header", say_then(HEAD, Step::Stall), Timeout, none)
            .again()
            .soon(),
        Case::new("slow headers", drip(HEAD), Timeout, none)
            .again()
            .soon(),
        Case::new(
            "half a body",
            say_then(
                format!("{HEAD}content-length: 50\r\n\r\n{STALL}"),
                Step::Stall,
            ),
            Timeout,
            half,
        )
        .again()
        .soon(),
        Case::new(
            "a body without a length that does not end",
            say_then(format!("{HEAD}\r\n{STALL}"), Step::Stall),
            Timeout,
            half,
        )
        .again()
        .soon(),
        Case::new(
            "a slow body",
            vec![
                Step::Read,
                Step::Say(format!("{HEAD}content-length: 50\r\n\r\n").into()),
                Step::Drip(STALL.into(), second / 20),
            ],
            Timeout,
            half,
        )
        .again()
        .soon(),
        Case::new(
            "answers before the answer",
            say_then(
                "",
                Step::Flood(b"HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000), u64::MAX),
            ),
            Timeout,
            none,
        )
        .again()
        .soon(),
    ])
    .await;
}

#[tokio::test]
async fn headers_that_never_end_are_given_up_without_being_read_whole() {
    let head = "HTTP/1.1 200 OK\r\n";
    for flood in ["x-a: b\r\n".repeat(1_000), "x".repeat(10_000)] {
        let server = Server::new(vec![say_then(head, Step::Flood(flood.into(), 10_000))]).await;
        let shown = Arc::default();
        let market = telling(server.url(), &shown)
            .retry(RetryPolicy::none())
            .build()
            .unwrap();
        let error = fails(market.get("7"), &shown).await;

        assert_eq!((error.kind(), error.attempts()), (Transport, 1), "{error}");
        assert!(server.sent() < 8_000_000, "{} bytes", server.sent());
        shown.lock().unwrap().assert_no_secret();
    }
}

#[tokio::test]
async fn the_status_of_an_error_counts_even_where_its_body_breaks_or_stalls() {
    let head = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 100\r\n\r\n";
    let busy = "answered 503 Service Unavailable: busy";

    run(vec![
        Case::new(
            "stalls",
            say_then(format!("{head}busy"), Step::Stall),
            Failed,
            busy,
        )
        .again()
        .soon(),
        Case::new("breaks off", say(format!("{head}busy")), Failed, busy).again(),
        Case::new(
            "is reset",
            say_then(head, Step::Reset),
            Failed,
            "answered 503",
        )
        .again(),
    ])
    .await;
}

#[tokio::test]
async fn no_connection_is_said_so_and_nothing_was_sent() {
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    for url in [closed.as_str(), "http://[::1]:1"] {
        let shown = Arc::default();
        let market = telling(url, &shown).build().unwrap();

        for call in [market.get("7"), market.add(&stall())] {
            let error = fails(call, &shown).await;
            assert_eq!((error.kind(), error.attempts()), (Connect, 3), "{error}");
            assert!(error.to_string().contains(": no connection: "), "{error}");
        }
        shown.lock().unwrap().assert_no_secret();
    }
}

#[tokio::test]
async fn a_connection_that_takes_too_long_was_no_connection() {
    // A socket that listens, accepts nobody and has no more room for those who wait.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(stream) = tokio::time::timeout(
        Duration::from_millis(50),
        tokio::net::TcpStream::connect(address),
    )
    .await
    {
        waiting.push(stream);
    }

    let shown = Arc::default();
    let market = telling(format!("http://{address}"), &shown)
        .transport(ReqwestTransport::direct(Duration::from_millis(50)).unwrap())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = fails(market.add(&stall()), &shown).await;
    assert_eq!(error.kind(), ConnectTimeout, "{error}");
    assert!(error.is_connect() && error.is_timeout());
    shown.lock().unwrap().assert_no_secret();
}

#[tokio::test]
async fn a_second_and_third_attempt_may_go_well() {
    let acts = vec![
        vec![Step::Read, Step::Reset],
        say("HTTP/1.1 200 OK\r\ncontent-le"),
        answer("200 OK", &[], STALL),
    ];
    let server = Server::new(acts).await;
    let shown = Arc::default();
    let market = telling(server.url(), &shown).build().unwrap();

    assert_eq!(succeeds(market.get("7"), &shown).await.attempts(), 3);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn old_and_odd_framing_is_read() {
    let chunks = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n";
    let chunks = STALL.chars().fold(chunks.to_owned(), |all, letter| {
        all + "1;why=not\r\n" + &letter.to_string() + "\r\n"
    });
    let early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n";
    let acts = [
        say(format!("HTTP/1.0 200 OK\r\n\r\n{STALL}")),
        say(format!(
            "HTTP/1.0 200 OK\r\ncontent-length: {}\r\n\r\n{STALL}",
            STALL.len()
        )),
        say(format!("HTTP/1.1 200 OK\r\n\r\n{STALL}")),
        say(format!("HTTP/1.1 200\r\n\r\n{STALL}")),
        say(format!("HTTP/1.1 299 \u{fc}blich\r\n\r\n{STALL}")),
        say(format!(
            "{chunks}0\r\nx-trailer: {}\r\n\r\n",
            crate::market::SECRET
        )),
        say([&early[..], &whole("200 OK", &[], STALL)].concat()),
        vec![
            Step::Read,
            Step::Drip(whole("200 OK", &[], STALL), Duration::ZERO),
        ],
    ];
    for act in acts {
        let server = Server::new(vec![act.clone()]).await;
        let shown = Arc::default();
        let market = builder(server.url()).build().unwrap();

        assert_eq!(
            succeeds(market.get("7"), &shown).await.value().id,
            7,
            "{act:?}"
        );
        assert_eq!(server.connections(), 1, "{act:?}");
        shown.lock().unwrap().assert_no_secret();
    }
}
