//! What a 401 leads to.

use std::time::Duration;

use brogue_runtime::{
    Api, Call, ClientBuilder, Core, Credential, Quota, QuotaWindow, RetryPolicy, ScriptedTransport,
};

use super::vendor::{
    ADD, BOTH, FIND, Vendor, builder, client, get, refresh, together, transport, user,
};

#[tokio::test(start_paused = true)]
async fn a_storm_of_401_leads_to_one_renewal_and_one_replay_each() {
    let vendor = Vendor::new();
    let core = client(&vendor, refresh());
    get(&core).await.unwrap();
    // Somebody else renewed: the token of this client does no more.
    vendor.lock().unwrap().tokens += 1;

    let all = together(&core, 64).await;

    assert!(all.iter().all(Result::is_ok));
    assert_eq!(vendor.lock().unwrap().tokens, 3);
    assert_eq!(vendor.lock().unwrap().calls, 65);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_may_not_be_sent_twice_is_replayed_too_since_it_was_not_carried_out() {
    let vendor = Vendor::new();
    let core = builder(&vendor, user())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    get(&core).await.unwrap();
    vendor.lock().unwrap().tokens += 1;

    assert_eq!(core.call(&ADD).returns::<i64>().await.unwrap(), 7);
}

#[tokio::test(start_paused = true)]
async fn a_second_401_is_unauthorized_or_not_found_where_the_spec_says_so() {
    let vendor = Vendor::new();
    vendor.lock().unwrap().lets_nobody_in = true;
    let transport = transport(&vendor);
    let core = builder(&vendor, user())
        .transport(transport.clone())
        .build()
        .unwrap();

    let error = get(&core).await.unwrap_err();
    assert!(error.is_unauthorized() && !error.is_ambiguous(), "{error}");
    assert_eq!(error.attempts(), 2);
    // Two tokens and two tries, and no more.
    assert_eq!(transport.requests().len(), 4);

    let find: Call<i64> = core.call(&FIND).returns();
    let error = find.await.unwrap_err();
    assert!(error.is_not_found() && error.is_ambiguous(), "{error}");
    assert!(
        error
            .to_string()
            .contains("or the credential was not taken")
    );
}

#[tokio::test(start_paused = true)]
async fn a_401_that_says_not_found_costs_no_token_while_the_token_is_known_to_be_good() {
    // The vendor lets `/thing` in by the newest token, and says 401 where nothing is found.
    let mut tokens = 0;
    let transport = ScriptedTransport::new().otherwise(move |request| match request.uri().path() {
        "/v1/token" => {
            tokens += 1;
            (200, format!(r#"{{"access_token": "t-{tokens}"}}"#))
        }
        "/v1/find" => (401, String::new()),
        _ => (200, "7".to_owned()),
    });
    let core = builder(&Vendor::new(), user())
        .transport(transport.clone())
        .build()
        .unwrap();
    let find = async || {
        let before = transport.requests().len();
        let error = core.call(&FIND).returns::<i64>().await.unwrap_err();
        assert!(error.is_not_found() && error.is_ambiguous(), "{error}");
        transport.requests().len() - before
    };

    // A token, and the call.
    assert_eq!(find().await, 2);
    assert_eq!(find().await, 1);
    // Nobody knows whether it is still good: one renewal, one replay, and then it is known again.
    tokio::time::advance(Duration::from_secs(31)).await;
    assert_eq!(find().await, 3);
    assert_eq!(find().await, 1);
    // Another call was let in a moment ago.
    tokio::time::advance(Duration::from_secs(31)).await;
    get(&core).await.unwrap();
    assert_eq!(find().await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_renewed_is_not_sent_again() {
    static API: Api = Api::new("k", "https://k.example.com").credentials(&[Credential::bearer()]);
    let transport = ScriptedTransport::new().answer(401, "");
    let core: Core = ClientBuilder::new(&API)
        .bearer_token("t")
        .transport(transport.clone())
        .build()
        .unwrap();

    assert!(get(&core).await.unwrap_err().is_unauthorized());
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn token_requests_and_replays_pass_the_quota() {
    static API: Api = Api::new("k", "https://k.example.com")
        .credentials(&[Credential::oauth(&BOTH)])
        .quota(Quota::new(&[QuotaWindow::new(1, 10_000)]));
    let vendor = Vendor::new();
    vendor.lock().unwrap().lets_nobody_in = true;
    let core: Core = ClientBuilder::new(&API)
        .oauth(user())
        .transport(transport(&vendor))
        .build()
        .unwrap();
    let begin = tokio::time::Instant::now();
    get(&core).await.unwrap_err();

    // A token, a try, a token, a replay: three whole windows between them.
    assert!(
        begin.elapsed() >= Duration::from_secs(30),
        "{:?}",
        begin.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn no_token_nor_what_it_was_asked_for_with_is_in_any_output() {
    use std::fmt::Write as _;

    let echo = r#"{"error": "access-1 refresh-0 pass-word", "error_description": "access-1"}"#;
    let transport = ScriptedTransport::new()
        .answer(
            200,
            r#"{"access_token": "access-1", "refresh_token": "refresh-2"}"#,
        )
        .answer(500, r#"{"error": "access-1 refresh-2"}"#)
        .answer(200, r#""access-1""#)
        .answer(401, r#"{"error": "access-1"}"#)
        .answer(400, echo)
        .answer(400, echo)
        .answer(400, echo);
    let given = user().refresh_token("refresh-0");
    let builder = builder(&Vendor::new(), given.clone())
        .retry(RetryPolicy::none())
        .transport(transport);
    let mut shown = format!("{builder:?} {given:?}");
    let core = builder.build().unwrap();
    let _ = write!(shown, "{core:?}");
    for _ in 0..3 {
        let error = get(&core).await.unwrap_err();
        let _ = write!(
            shown,
            "{error} {error:?} {:?} {:?}",
            error.excerpt(),
            error.api_errors()
        );
    }

    for secret in ["access-1", "refresh-0", "refresh-2", "pass-word"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(shown.contains("[redacted]"));
}
