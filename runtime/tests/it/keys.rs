//! Keys that make a call safe to repeat, the tokens that retries are paid with, and what each attempt came to.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use brogue_runtime::{
    Api, Call, CallOptions, ClientBuilder, Core, Credential, ErrorKind, OAuth, OAuthCredentials,
    Operation, Replay, RetryPolicy, ScriptedTransport, TokenField, TokenRequest, Value,
};

static API: Api = Api::new("keys", "https://keys.example.com");
static ADD: Operation =
    Operation::post("add", "/things").replay(Replay::IdempotencyKey("Idempotency-Key"));
static PLAIN: Operation = Operation::get("plain", "/things");

static FIELDS: &[TokenField] = &[TokenField::literal("grant_type", "password")];
static OAUTH: OAuth = OAuth::new().password(TokenRequest::form("/token").fields(FIELDS));
static WITH_TOKENS: Api =
    Api::new("tokens", "https://tokens.example.com").credentials(&[Credential::oauth(&OAUTH)]);

fn client(transport: &ScriptedTransport) -> Core {
    ClientBuilder::new(&API)
        .transport(transport.clone())
        .build()
        .unwrap()
}

fn add(client: &Core) -> Call<Value> {
    client.call(&ADD).json(&"thing".to_owned()).returns()
}

/// The keys that went out, in order.
fn keys(transport: &ScriptedTransport) -> Vec<String> {
    transport
        .requests()
        .iter()
        .filter_map(|request| request.headers().get("idempotency-key"))
        .map(|key| key.to_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_key_stays_the_same_at_every_attempt_and_is_another_at_every_call() {
    let transport = ScriptedTransport::new()
        .answer(503, "")
        .break_connection()
        .answer(200, "1")
        .otherwise(|_| (200, "2".to_owned()));
    let client = client(&transport);
    let call = add(&client);
    let again = call.clone();
    call.await.unwrap();
    again.await.unwrap();
    add(&client).await.unwrap();

    let keys = keys(&transport);
    let different: BTreeSet<&String> = keys.iter().collect();
    assert_eq!((keys.len(), different.len()), (5, 3), "{keys:?}");
    assert!(keys[0] == keys[1] && keys[1] == keys[2], "{keys:?}");
    for key in keys {
        let parts: Vec<&str> = key.split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12], "{key}");
        assert!(
            parts[2].starts_with('4') && parts[3].starts_with(['8', '9', 'a', 'b']),
            "{key}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_callers_own_key_is_sent_as_it_is() {
    let transport = ScriptedTransport::new().answer(500, "").answer(200, "1");
    let call = add(&client(&transport)).header("idempotency-key", "order 7");
    call.await.unwrap();
    assert_eq!(keys(&transport), ["order 7", "order 7"]);
}

#[tokio::test(start_paused = true)]
async fn a_key_outlives_a_new_token() {
    let tokens = Arc::new(Mutex::new(0));
    let transport = ScriptedTransport::new().otherwise(move |request| {
        let mut tokens = tokens.lock().unwrap();
        if request.uri().path().ends_with("/token") {
            *tokens += 1;
            return (200, format!("{{\"access_token\": \"t{tokens}\"}}"));
        }
        let taken = request.headers()["authorization"].to_str().unwrap() != "Bearer t1";
        (if taken { 200 } else { 401 }, "1".to_owned())
    });
    let client: Core = ClientBuilder::new(&WITH_TOKENS)
        .oauth(OAuthCredentials::new())
        .transport(transport.clone())
        .build()
        .unwrap();
    add(&client).await.unwrap();

    let keys = keys(&transport);
    assert!(keys.len() == 2 && keys[0] == keys[1], "{keys:?}");
}

#[tokio::test(start_paused = true)]
async fn retries_end_where_most_calls_fail() {
    let transport = ScriptedTransport::new().otherwise(|_| (503, String::new()));
    let policy = RetryPolicy::default().budget(100);
    let client: Core = ClientBuilder::new(&API)
        .retry(policy)
        .transport(transport.clone())
        .build()
        .unwrap();
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..64 {
        callers.spawn(client.call(&PLAIN).returns::<Value>().into_future());
    }
    while let Some(made) = callers.join_next().await {
        assert!(made.unwrap().is_err());
    }
    assert_eq!(
        transport.requests().len(),
        64 + 20,
        "100 tokens are 20 retries"
    );

    let free = CallOptions::new().retry(RetryPolicy::default().without_budget());
    let call = client.call(&PLAIN).returns::<Value>().with(free);
    assert_eq!(call.await.unwrap_err().attempts(), 3);
    let call = client.call(&PLAIN).returns::<Value>();
    assert_eq!(call.await.unwrap_err().attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn successes_bring_retries_back() {
    let failing = Arc::new(Mutex::new(true));
    let state = Arc::clone(&failing);
    let transport = ScriptedTransport::new().otherwise(move |_| {
        let status = if *state.lock().unwrap() { 503 } else { 200 };
        (status, "1".to_owned())
    });
    let client: Core = ClientBuilder::new(&API)
        .retry(RetryPolicy::default().budget(10))
        .transport(transport)
        .build()
        .unwrap();
    let call = || client.call(&PLAIN).returns::<Value>();

    let tired = call().await.unwrap_err();
    assert_eq!(tired.attempts(), 3);
    assert!(!tired.to_string().contains("retry budget"), "{tired}");
    let unpaid = call().await.unwrap_err();
    assert_eq!(unpaid.attempts(), 1);
    assert!(
        unpaid.to_string().ends_with(
            "; not sent again: too many calls of this client failed, its retry budget is used up"
        ),
        "{unpaid}"
    );
    assert!(unpaid.is_retryable());
    *failing.lock().unwrap() = false;
    for _ in 0..5 {
        call().await.unwrap();
    }
    *failing.lock().unwrap() = true;
    assert_eq!(call().await.unwrap_err().attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_goes_well_costs_nothing() {
    let sent = Arc::new(Mutex::new(0));
    let transport = ScriptedTransport::new().otherwise(move |_| {
        let mut sent = sent.lock().unwrap();
        *sent += 1;
        (if *sent % 2 == 1 { 503 } else { 200 }, "1".to_owned())
    });
    let client: Core = ClientBuilder::new(&API)
        .retry(RetryPolicy::default().budget(10))
        .transport(transport)
        .build()
        .unwrap();
    for _ in 0..20 {
        let call = client.call(&PLAIN).returns::<Value>();
        assert_eq!(call.with_response().await.unwrap().attempts(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_tells_what_each_attempt_came_to() {
    let transport = ScriptedTransport::new()
        .refuse_connection()
        .break_connection()
        .answer(503, "");
    let call = client(&transport).call(&PLAIN).returns::<Value>();
    let error = call.await.unwrap_err();
    let outcomes: Vec<(ErrorKind, Option<u16>)> = error
        .failed_attempts()
        .iter()
        .map(|outcome| (outcome.kind, outcome.status.map(|status| status.as_u16())))
        .collect();

    assert_eq!(
        outcomes,
        [
            (ErrorKind::Connect, None),
            (ErrorKind::Transport, None),
            (ErrorKind::Server, Some(503)),
        ]
    );

    let transport = ScriptedTransport::new().otherwise(|_| (503, String::new()));
    let stubborn = RetryPolicy::default()
        .max_attempts(50)
        .backoff(Duration::from_millis(1), Duration::from_millis(2))
        .without_budget();
    let call = client(&transport).call(&PLAIN).returns::<Value>();
    let error = call
        .with(CallOptions::new().retry(stubborn))
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), error.failed_attempts().len()), (50, 32));
}
