//! Quotas by the clock, and what headers tell of them.

use std::time::Duration;

use brogue_simulator::Simulator;

use crate::ask::{Answer, ask, vendor};

const SPEC: &str = include_str!("specs/market.yaml");

async fn stalls(vendor: &Simulator, key: &str) -> Answer {
    ask(vendor, "GET /stalls", &[&format!("x-key: {key}")]).await
}

fn told(answer: &Answer) -> [&str; 4] {
    ["x-limit", "x-left", "x-reset", "retry-after"].map(|name| answer.header(name))
}

#[tokio::test]
async fn windows_slide() {
    let vendor = vendor(SPEC);
    // How much later it is, whether the request is let through, and what is told: limit, left, reset, wait.
    let steps: &[(u64, bool, [&str; 4])] = &[
        (0, true, ["3", "2", "10", ""]),
        (2_500, true, ["3", "1", "8", ""]),
        (0, true, ["3", "0", "8", ""]),
        (1, false, ["3", "0", "8", "8"]),
        (7_498, false, ["3", "0", "1", "1"]),
        (1, true, ["3", "0", "3", ""]),
        (2_500, true, ["5", "0", "48", ""]),
        (20_000, false, ["5", "0", "28", "28"]),
        (27_500, true, ["5", "0", "3", ""]),
    ];
    for (index, (later, is_good, expected)) in steps.iter().enumerate() {
        vendor.clock().advance(Duration::from_millis(*later));
        let answer = stalls(&vendor, "simulated-key").await;
        let status = if *is_good { 200..300 } else { 429..430 };
        assert!(status.contains(&answer.status), "step {index}: {answer:?}");
        assert_eq!(told(&answer), *expected, "step {index}");
    }
}

#[tokio::test]
async fn each_credential_has_its_own() {
    let vendor = vendor(SPEC);
    for _ in 0..3 {
        assert!(stalls(&vendor, "simulated-key").await.is_good());
    }
    assert_eq!(stalls(&vendor, "simulated-key").await.status, 429);
    assert!(stalls(&vendor, "simulated-token").await.is_good());
    // Who is not let in is not counted, and is told all the same.
    for _ in 0..7 {
        let answer = stalls(&vendor, "other").await;
        assert_eq!(answer.status, 401);
        assert_eq!(told(&answer), ["3", "3", "0", ""]);
    }
}

#[tokio::test]
async fn an_operation_can_have_its_own_besides() {
    let vendor = vendor(SPEC);
    let key = &["x-key: simulated-key"];
    assert_ne!(ask(&vendor, "GET /stalls/a%20b", key).await.status, 429);
    // Its own by the value of a parameter, however it is written.
    let answer = ask(&vendor, "GET /stalls/%61%20b", key).await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, "1"));
    assert_ne!(ask(&vendor, "GET /stalls/c", key).await.status, 429);
    // What was refused for one was not counted by the other.
    assert_eq!(ask(&vendor, "GET /stalls", key).await.header("x-left"), "0");

    let other = &["x-key: simulated-token"];
    let answer = ask(&vendor, "DELETE /stalls/a", other).await;
    assert_eq!(told(&answer), ["3", "1", "10", ""]);
    assert_eq!(answer.header("x-closing"), "Wed, 18 Nov 2026 11:06:42 GMT");
    assert_ne!(ask(&vendor, "DELETE /stalls/b", other).await.status, 429);
    let answer = ask(&vendor, "DELETE /stalls/c", other).await;
    assert_eq!(answer.status, 429);
    assert_eq!(told(&answer), ["3", "0", "10", "2"]);
}

#[tokio::test]
async fn quotas_can_be_left_alone() {
    let vendor = Simulator::builder(SPEC).quotas(false).start().unwrap();
    for _ in 0..20 {
        let answer = stalls(&vendor, "simulated-key").await;
        assert!(answer.is_good());
        assert_eq!(told(&answer), ["3", "3", "0", ""]);
    }
}
