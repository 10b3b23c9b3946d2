//! What a quota is counted by: credentials, the client, values of a parameter; and an operation's own besides.

use std::time::Duration;

use brogue_runtime::{
    Api, Call, ClientBuilder, Core, Operation, Quota, QuotaMode, QuotaScope, QuotaWindow,
    ResetForm, RetryPolicy, ScriptedTransport, Value,
};
use tokio::time::Instant;

static BY_COMPANY: Api = Api::new("companies", "https://companies.example.com")
    .quota(Quota::new(&[QuotaWindow::new(2, 10_000)]).scope(QuotaScope::Parameter("company")));
static BARE: Api = Api::new("bare", "https://bare.example.com");
static USUAL: Api = Api::new("usual", "https://usual.example.com").quota(
    Quota::new(&[QuotaWindow::new(3, 10_000)])
        .remaining_header("X-Left")
        .reset_header("X-Reset", ResetForm::Seconds),
);
static IN_PATH: Operation = Operation::get("inPath", "/companies/{company}");
static IN_QUERY: Operation = Operation::get("inQuery", "/things");
static RARE: Operation =
    Operation::get("rare", "/rare").quota(Quota::new(&[QuotaWindow::new(1, 60_000)]));
static TOLD: Operation = Operation::get("told", "/told").quota(
    Quota::new(&[QuotaWindow::new(9, 60_000)])
        .remaining_header("X-Left")
        .reset_header("X-Reset", ResetForm::Seconds),
);

fn client(api: &'static Api, transport: &ScriptedTransport) -> Core {
    ClientBuilder::new(api)
        .quota(QuotaMode::FailFast)
        .retry(RetryPolicy::none())
        .transport(transport.clone())
        .build()
        .unwrap()
}

fn answering() -> ScriptedTransport {
    ScriptedTransport::new().otherwise(|_| (200, "7".to_owned()))
}

fn in_path(client: &Core, company: &str) -> Call<Value> {
    client
        .call(&IN_PATH)
        .path("company", &company.to_owned())
        .returns()
}

async fn is_limited(call: Call<Value>) -> bool {
    match call.await {
        Ok(_) => false,
        Err(error) => {
            assert!(error.is_rate_limited(), "{error}");
            true
        }
    }
}

#[tokio::test(start_paused = true)]
async fn each_value_of_a_parameter_has_its_own_count() {
    let client = client(&BY_COMPANY, &answering());
    for company in ["north", "south"] {
        assert!(!is_limited(in_path(&client, company)).await);
        // Wherever the value travels, it is the same.
        let in_query = client
            .call(&IN_QUERY)
            .query("company", &company.to_owned())
            .returns();
        assert!(!is_limited(in_query).await);
        let in_header = client
            .call(&IN_QUERY)
            .header("company", &company.to_owned())
            .returns();
        assert!(is_limited(in_header).await);
        assert!(is_limited(in_path(&client.clone(), company)).await);
    }
    let without = || client.call(&IN_QUERY).returns();
    assert!(!is_limited(without()).await);
    assert!(!is_limited(without()).await);
    assert!(is_limited(without()).await);
}

#[tokio::test(start_paused = true)]
async fn more_values_than_are_kept_apart_still_exceed_nothing() {
    let transport = answering();
    let client = client(&BY_COMPANY, &transport);
    let mut succeeded = 0;
    for company in 0..6_000 {
        for _ in 0..3 {
            succeeded += usize::from(!is_limited(in_path(&client, &company.to_string())).await);
        }
    }
    // 4096 have their own, all others share one.
    assert_eq!(succeeded, 2 * 4_096 + 2);

    tokio::time::sleep(Duration::from_secs(11)).await;
    for company in 5_000..6_000 {
        for expected in [false, false, true] {
            assert_eq!(
                is_limited(in_path(&client, &company.to_string())).await,
                expected
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_429_stops_the_value_it_is_about_and_no_other() {
    let transport = ScriptedTransport::new()
        .answer_with(429, &[("retry-after", "5")], "")
        .otherwise(|_| (200, "7".to_owned()));
    let client = client(&BY_COMPANY, &transport);

    assert!(is_limited(in_path(&client, "north")).await);
    assert!(is_limited(in_path(&client, "north")).await);
    assert!(!is_limited(in_path(&client, "south")).await);
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_operations_quota_holds_besides_the_apis() {
    let transport = answering();
    let client = client(&USUAL, &transport);
    let rare = || client.call(&RARE).returns();
    let common = || client.call(&IN_QUERY).returns();

    assert!(!is_limited(rare()).await);
    assert!(is_limited(rare()).await);
    assert!(!is_limited(common()).await);
    assert!(!is_limited(common()).await);
    assert!(is_limited(common()).await, "the rare call counts here, too");
    tokio::time::sleep(Duration::from_secs(11)).await;
    assert!(is_limited(rare()).await);
    assert_eq!(transport.requests().len(), 3);

    // What fails at the second limiter gives the place in the first back.
    tokio::time::sleep(Duration::from_secs(50)).await;
    for _ in 0..3 {
        assert!(!is_limited(common()).await);
    }
    assert!(is_limited(rare()).await);
    tokio::time::sleep(Duration::from_secs(11)).await;
    assert!(!is_limited(rare()).await);
}

#[tokio::test(start_paused = true)]
async fn the_same_header_speaks_of_the_operations_quota_at_its_calls() {
    let spent = [("x-left", "0"), ("x-reset", "30")];
    let transport = ScriptedTransport::new()
        .answer_with(200, &spent, "7")
        .otherwise(|_| (200, "7".to_owned()));
    let client = client(&USUAL, &transport);

    assert!(!is_limited(client.call(&TOLD).returns()).await);
    assert!(is_limited(client.call(&TOLD).returns()).await);
    assert!(!is_limited(client.call(&IN_QUERY).returns()).await);
}

#[tokio::test(start_paused = true)]
async fn a_caller_sees_how_the_quota_stands() {
    let transport = ScriptedTransport::new()
        .answer(200, "7")
        .answer_with(200, &[("X_LEFT", "0"), ("xreset", "4")], "7")
        .otherwise(|_| (200, "7".to_owned()));
    let client = client(&USUAL, &transport);
    let seen = || {
        let status = client.quota();
        (status.limit, status.remaining, status.next_turn.as_secs())
    };

    assert_eq!(seen(), (Some(3), Some(3), 0));
    client.call(&IN_QUERY).returns::<Value>().await.unwrap();
    assert_eq!(seen(), (Some(3), Some(2), 0));
    client.call(&IN_QUERY).returns::<Value>().await.unwrap();
    assert_eq!(
        seen(),
        (Some(3), Some(0), 4),
        "names of headers differ in hyphens only"
    );
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(seen(), (Some(3), Some(1), 0));
    client.call(&IN_QUERY).returns::<Value>().await.unwrap();
    let begin = Instant::now();
    assert_eq!(seen(), (Some(3), Some(0), 6));
    assert!(is_limited(client.call(&IN_QUERY).returns()).await);
    assert_eq!(begin.elapsed(), Duration::ZERO);

    let bare = self::client(&BARE, &answering()).quota();
    assert_eq!(
        (bare.limit, bare.remaining, bare.waiting, bare.next_turn),
        (None, None, 0, Duration::ZERO)
    );
}
