//! The built-in transport over real sockets on this machine.

use std::time::Duration;

use brogue_runtime::{ErrorKind, RetryPolicy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::shop::{SECRET, Shop, builder};

/// What a server does on one connection after it has read a request.
#[derive(Clone, Copy)]
enum Act {
    /// Sends this and closes.
    Say(&'static str),
    /// Sends this and then nothing, without closing.
    Stall(&'static str),
    /// Sends this, and then as much as is taken.
    Flood(&'static str),
}

/// A server of one act per connection, and a client for it.
async fn serve(acts: &'static [Act]) -> (Shop, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let served = tokio::spawn(async move {
        let mut requests = Vec::new();
        for act in acts {
            let (mut stream, _) = listener.accept().await.unwrap();
            requests.push(head(&mut stream).await);
            play(*act, stream).await;
        }
        requests
    });
    let shop = builder()
        .base_url(url)
        .retry(RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO))
        .timeout(Duration::from_millis(500))
        .max_body_bytes(1_000_000)
        .build()
        .unwrap();

    (shop, served)
}

async fn head(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") {
        read.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(read).unwrap()
}

async fn play(act: Act, mut stream: TcpStream) {
    match act {
        Act::Say(text) => stream.write_all(text.as_bytes()).await.unwrap(),
        Act::Stall(text) => {
            stream.write_all(text.as_bytes()).await.unwrap();
            // Until the client gives up.
            let _ = stream.read(&mut [0]).await;
        }
        Act::Flood(text) => {
            stream.write_all(text.as_bytes()).await.unwrap();
            while stream.write_all(&[b' '; 8 * 1024]).await.is_ok() {}
        }
    }
}

const FOUND: Act = Act::Say(
    "HTTP/1.1 200 OK\r\ncontent-length: 19\r\nconnection: close\r\n\r\n{\"data\": {\"id\": 7}}",
);

#[tokio::test]
async fn a_call_over_a_socket_gives_its_value() {
    let (shop, served) = serve(&[FOUND]).await;
    let response = shop.get("a b").with_response().await.unwrap();

    assert_eq!(
        (
            response.value().id,
            response.headers()["content-length"].to_str().unwrap()
        ),
        (7, "19")
    );
    let requests = served.await.unwrap();
    assert!(
        requests[0].starts_with("GET /v1/things/a%20b?apikey=s3cr%2Ft%2Bkey%3D HTTP/1.1\r\n"),
        "{requests:?}"
    );
}

#[tokio::test]
async fn a_connection_that_breaks_is_tried_again() {
    let (shop, served) = serve(&[
        Act::Say("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"data\": "),
        Act::Say("HTTP/1.1 200 OK\r\ncontent-le"),
        FOUND,
    ])
    .await;

    assert_eq!(shop.get("7").with_response().await.unwrap().attempts(), 3);
    assert_eq!(served.await.unwrap().len(), 3);
}

#[tokio::test]
async fn faults_of_the_network_have_their_kinds() {
    let cases: [(&'static [Act], ErrorKind); 6] = [
        (&[Act::Stall("")], ErrorKind::Timeout),
        (
            &[Act::Stall("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{")],
            ErrorKind::Timeout,
        ),
        (
            &[Act::Say("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{")],
            ErrorKind::Transport,
        ),
        (&[Act::Say("no http\r\n\r\n")], ErrorKind::Transport),
        (
            &[Act::Say(
                "HTTP/1.1 200 OK\r\ncontent-length: 1000001\r\n\r\n",
            )],
            ErrorKind::TooLarge,
        ),
        (
            &[Act::Flood("HTTP/1.1 200 OK\r\n\r\n")],
            ErrorKind::TooLarge,
        ),
    ];
    for (acts, kind) in cases {
        let (shop, served) = serve(acts).await;
        let call = shop
            .get("7")
            .with(crate::shop::options().retry(RetryPolicy::none()));
        let error = call.await.unwrap_err();

        assert_eq!(error.kind(), kind, "{error}");
        assert!(!format!("{error} {error:?}").contains("s3cr"), "{error:?}");
        served.await.unwrap();
    }
}

#[tokio::test]
async fn a_redirect_carries_the_credential_nowhere() {
    let (shop, served) = serve(&[Act::Say(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    )])
    .await;
    let error = shop.get("7").await.unwrap_err();

    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Redirected, 1));
    assert!(error.to_string().contains("http://127.0.0.1"), "{error}");
    assert_eq!(served.await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_port_that_nobody_listens_on_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let shop = builder()
        .base_url(url)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = shop.add(&[]).await.unwrap_err();

    assert!(error.is_connect(), "{error}");
    let shown = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
    assert!(
        !shown.contains(SECRET) && !shown.contains("s3cr"),
        "{shown}"
    );
}
