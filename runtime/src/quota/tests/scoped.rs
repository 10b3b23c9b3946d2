//! Limiters by value: few are kept, and none is forgotten that knows something.

use super::apart::MOST_KEPT_APART;
use super::*;
use crate::api::{Operation, Quota, QuotaScope};
use crate::request::Request;

static OPERATION: Operation = Operation::get("list", "/things");
const QUOTA: Quota =
    Quota::new(&[QuotaWindow::new(1, 10_000)]).scope(QuotaScope::Parameter("company"));

fn quotas() -> Quotas {
    Quotas::new("shop".to_owned(), Some(QUOTA), Arc::new(TokioClock), None)
}

fn lanes(quotas: &Quotas, company: u64) -> Lanes {
    let mut request = Request::new(http::Method::GET, "/things");
    request.add_query_text("company", &company.to_string());

    quotas.of_call(&OPERATION, &request)
}

async fn send(quotas: &Quotas, company: u64) -> bool {
    let impatient = patience(QuotaMode::FailFast, None);
    let Ok(mut permits) = lanes(quotas, company).acquire(impatient).await else {
        return false;
    };
    permits.leaves();
    permits.answered();
    true
}

#[tokio::test(start_paused = true)]
async fn limiters_of_values_are_forgotten_when_they_know_nothing_any_more() {
    let quotas = quotas();
    for company in 0..20_000 {
        assert!(send(&quotas, company).await);
        assert!(!send(&quotas, company).await);
        TokioClock.sleep(Duration::from_millis(100)).await;
        // A hundred are in use at a time.
        assert!(quotas.kept_apart("") < 300, "{}", quotas.kept_apart(""));
    }
}

#[tokio::test(start_paused = true)]
async fn a_value_that_shared_a_limiter_gets_its_own_when_that_is_idle() {
    let quotas = quotas();
    let many = MOST_KEPT_APART as u64;
    for company in 0..many {
        assert!(send(&quotas, company).await);
    }
    TokioClock.sleep(5 * SECOND).await;
    assert!(send(&quotas, many).await);
    assert!(!send(&quotas, many + 1).await);
    assert_eq!(quotas.kept_apart(""), MOST_KEPT_APART);

    // The kept ones are idle, and the shared one is not: its count may be of any of these.
    TokioClock.sleep(6 * SECOND).await;
    assert!(!send(&quotas, many).await);
    assert!(!send(&quotas, many + 1).await);
    assert!(send(&quotas, 7).await);
    TokioClock.sleep(5 * SECOND).await;
    assert!(send(&quotas, many).await);
    assert!(send(&quotas, many + 1).await);
    assert!(!send(&quotas, many).await);
    assert!(!send(&quotas, 7).await, "it was kept all the time");
    assert!(quotas.kept_apart("") < 10, "{}", quotas.kept_apart(""));
}

#[tokio::test(start_paused = true)]
async fn owners_count_apart_unless_the_vendor_counts_the_client() {
    for (scope, counts_apart) in [(QuotaScope::Credential, true), (QuotaScope::Client, false)] {
        let quota = QUOTA.scope(scope);
        let one = Quotas::new("shop".to_owned(), Some(quota), Arc::new(TokioClock), None);
        let other = one.for_owner("other");

        assert!(send(&one, 1).await);
        assert_eq!(send(&other, 1).await, counts_apart, "{scope:?}");
        assert!(!send(&one.clone(), 1).await);
    }
}
