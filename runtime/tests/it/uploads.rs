//! Bodies that are streamed: what is sent of them, how often, and for how long.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use brogue_runtime::api::{OAuth, TokenField, TokenRequest, TokenValue};
use brogue_runtime::{
    Api, Body, BoxFuture, Call, CallOptions, ClientBuilder, Core, Credential, ErrorKind, Multipart,
    OAuthCredentials, Operation, Part, ScriptedTransport, Transport, TransportError,
    TransportErrorKind, Upload, http,
};
use futures_core::Stream;
use tokio::time::{Instant, Sleep, sleep};

static TOKENS: OAuth =
    OAuth::new().refresh(TokenRequest::form("/token").fields(&[TokenField::required(
        "refresh_token",
        TokenValue::RefreshToken,
    )]));
static API: Api =
    Api::new("depot", "https://depot.example.com").credentials(&[Credential::oauth(&TOKENS)]);
static OPEN: Api = Api::new("depot", "https://depot.example.com");
static PUT: Operation = Operation::put("putFile", "/file");

const TOKEN: &str = r#"{"access_token": "a", "expires_in": 3600}"#;

/// These texts, each after a pause.
struct Texts {
    pause: Duration,
    left: VecDeque<&'static str>,
    waiting: Pin<Box<Sleep>>,
}

fn texts(texts: &[&'static str], pause: Duration) -> Texts {
    Texts {
        pause,
        left: texts.iter().copied().collect(),
        waiting: Box::pin(sleep(pause)),
    }
}

impl Stream for Texts {
    type Item = Result<&'static str, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        std::task::ready!(self.waiting.as_mut().poll(context));
        let next = Instant::now() + self.pause;
        self.waiting.as_mut().reset(next);

        Poll::Ready(self.left.pop_front().map(Ok))
    }
}

fn at_once() -> Texts {
    texts(&["a,", "b"], Duration::ZERO)
}

fn put(core: &Core, body: impl Into<Upload>) -> Call<i64> {
    core.call(&PUT).body_stream("text/csv", body).returns()
}

fn open(transport: impl Transport) -> Core {
    ClientBuilder::new(&OPEN)
        .transport(transport)
        .build()
        .unwrap()
}

fn depot(transport: &ScriptedTransport) -> Core {
    ClientBuilder::new(&API)
        .oauth(OAuthCredentials::new().refresh_token("r"))
        .transport(transport.clone())
        .build()
        .unwrap()
}

fn bodies(transport: &ScriptedTransport) -> Vec<String> {
    let text = |request: &http::Request<_>| -> String {
        let body: &bytes::Bytes = request.body();
        format!("{} {}", request.uri().path(), String::from_utf8_lossy(body))
    };
    transport.requests().iter().map(text).collect()
}

#[tokio::test(start_paused = true)]
async fn a_scripted_transport_shows_what_was_streamed() {
    let transport = ScriptedTransport::new()
        .answer(200, "7")
        .answer(200, "7")
        .answer(200, "7");
    let core = open(transport.clone());
    put(&core, Upload::stream(at_once())).await.unwrap();
    put(&core, "a,b").await.unwrap();
    let form = Multipart::new()
        .part(Part::text("kind", "list"))
        .part(Part::stream("list", "list.csv", Some(3), at_once()));
    core.call(&PUT)
        .multipart(&form)
        .returns::<i64>()
        .await
        .unwrap();

    let requests = transport.requests();
    assert_eq!(
        (&**requests[0].body(), &**requests[1].body()),
        (&b"a,b"[..], &b"a,b"[..])
    );
    let content_type = requests[2].headers()["content-type"].to_str().unwrap();
    let read = Multipart::decode(content_type, requests[2].body()).unwrap();
    assert_eq!(read.parts()[0], form.parts()[0]);
    assert_eq!(read.parts()[1].content().unwrap(), "a,b");
    assert_eq!(form.parts()[1].content(), None);
    assert!(form.encode(&mut || 7).is_err());
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_a_stream_is_sent_and_not_for_a_second_time() {
    let transport = ScriptedTransport::new()
        .answer(200, TOKEN)
        .answer(200, "7")
        .answer(200, TOKEN)
        .answer(200, "7")
        .answer(401, "")
        .answer(200, TOKEN)
        .answer(200, "7");
    let core = depot(&transport);
    put(&core, Upload::stream(at_once())).await.unwrap();
    // Close to its end: it is renewed first, and the stream sent once.
    tokio::time::advance(Duration::from_secs(3_599)).await;
    put(&core, Upload::stream(at_once())).await.unwrap();

    let error = put(&core, Upload::stream(at_once())).await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(error.attempts(), 1);
    let says = "; not sent again: the body is a stream that can be read once; check the credential";
    assert!(error.to_string().ends_with(says), "{error}");

    // The next call does not bring the token that was not taken.
    put(&core, Upload::stream(at_once())).await.unwrap();
    let (token, file) = ("/token refresh_token=r", "/file a,b");
    assert_eq!(
        bodies(&transport),
        [token, file, token, file, file, token, file]
    );
}

#[tokio::test(start_paused = true)]
async fn what_can_be_made_again_is_sent_again_with_a_new_token() {
    let transport = ScriptedTransport::new()
        .answer(200, TOKEN)
        .answer(401, "")
        .answer(200, TOKEN)
        .answer(503, "")
        .refuse_connection()
        .answer(200, "7");
    let core = depot(&transport);
    put(&core, Upload::replayable(at_once)).await.unwrap();

    let (token, file) = ("/token refresh_token=r", "/file a,b");
    assert_eq!(
        bodies(&transport),
        [token, file, token, file, "/file ", file]
    );
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_nobody_asked_for_is_still_there() {
    let transport = ScriptedTransport::new()
        .refuse_connection()
        .refuse_connection()
        .answer(200, "7");
    let core = open(transport.clone());
    let call = put(&core, Upload::stream(at_once()));
    let response = call.clone().with_response().await.unwrap();
    assert_eq!(response.attempts(), 3);
    assert_eq!(bodies(&transport)[2], "/file a,b");

    // A clone of the call has the same stream.
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::Request, 0),
        "{error}"
    );
    assert_eq!(transport.requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_stream_takes_its_time_as_long_as_it_moves() {
    let transport = ScriptedTransport::new().answer(200, "7").answer(200, "7");
    let core = open(transport);
    let begin = Instant::now();
    let long = || texts(&["x"; 60], Duration::from_secs(29));
    put(&core, Upload::stream(long())).await.unwrap();
    assert!(
        begin.elapsed() > Duration::from_secs(29 * 60),
        "{:?}",
        begin.elapsed()
    );

    let begin = Instant::now();
    let error = put(
        &core,
        Upload::stream(texts(&["x"], Duration::from_secs(31))),
    )
    .await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Stalled);
    assert_eq!(begin.elapsed().as_secs(), 30);

    let begin = Instant::now();
    let patient = CallOptions::new().stall_timeout(Duration::MAX);
    let slow = texts(&["x"], Duration::from_secs(100_000));
    put(&core, Upload::stream(slow))
        .with(patient)
        .await
        .unwrap();
    assert!(begin.elapsed().as_secs() >= 100_000);
}

/// Takes so many chunks, and then does nothing any more.
#[derive(Debug)]
struct Lazy(usize);

impl Transport for Lazy {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let mut body = request.into_body();
            for _ in 0..self.0 {
                body.chunk().await?;
                sleep(Duration::from_secs(1)).await;
            }
            std::future::pending().await
        })
    }
}

#[tokio::test(start_paused = true)]
async fn each_wait_has_its_own_end() {
    let large = vec![b'x'; 1 << 20];
    let seconds = Duration::from_secs;
    let slow = || Upload::replayable(move || texts(&["x"; 9], seconds(10)));
    // How much is taken, of what, and when it is given up for which reason.
    let cases = [
        (0, slow(), 60, "no answer within 60 s"),
        (4, slow(), 40 + 30, "nothing of it was taken for 30 s"),
        (99, slow(), 100 + 60, "no answer within 60 s"),
        // The last chunk waits until it is certain that it is the last.
        (99, slow().length(9), 100 + 60, "no answer within 60 s"),
        (0, large.clone().into(), 60, "no answer within 60 s"),
        (
            5,
            large.clone().into(),
            4 + 30,
            "nothing of it was taken for 30 s",
        ),
        (16, large.into(), 60, "no answer within 60 s"),
        (1, "small".into(), 60, "no answer within 60 s"),
    ];
    for (taken, body, time, says) in cases {
        let core = open(Lazy(taken));
        let what = format!("{taken} of {body:?}");
        let begin = Instant::now();
        let once = CallOptions::new().retry(brogue_runtime::RetryPolicy::none());
        let error = put(&core, body).with(once).await.unwrap_err();

        assert!(
            error.is_timeout() && error.to_string().contains(says),
            "{what}: {error}"
        );
        assert_eq!(begin.elapsed().as_secs(), time, "{what}: {error}");
    }
}

/// Tells only that the connection broke, as HTTP/2 does where a body fails.
#[derive(Debug)]
struct Terse;

impl Transport for Terse {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let mut body = request.into_body();
            while let Ok(Some(_)) = body.chunk().await {}

            Err(TransportError::new(
                TransportErrorKind::Broken,
                "the stream was reset",
            ))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn why_a_body_failed_is_told_also_where_the_connection_does_not() {
    let core = open(Terse);
    let error = put(&core, Upload::replayable(at_once).length(4))
        .await
        .unwrap_err();
    assert!(error.is_upload(), "{error}");
    assert_eq!(error.attempts(), 1);
    assert!(
        error
            .to_string()
            .ends_with("it ended 1 bytes short of its length"),
        "{error}"
    );

    let error = put(&core, Upload::stream(at_once())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
}
