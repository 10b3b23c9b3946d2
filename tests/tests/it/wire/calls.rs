//! Calls that go well: reading, changing and deleting visits.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::civil::date;
use letsjobit::types::VisitUpdate;
use letsjobit::{CallOptions, Client, ClientBuilder, Method, Patch, RetryPolicy, Value};

use super::case::{KEY, shows_key, wire, wire_with};
use crate::case::play;

#[tokio::test]
async fn a_visit_is_read_in_all_its_forms() {
    let response = wire("get", async |client: Client| {
        client.visits().get("vQ3/8 x").with_response().await
    })
    .await
    .unwrap();
    let visit = response.value();

    assert_eq!(
        visit.internal_id.as_ref().unwrap().as_str(),
        "vQ3nT8xLm5RkZ2pWd"
    );
    assert_eq!(visit.id.as_ref().unwrap().as_str(), "40017");
    assert_eq!(visit.site_id.as_ref().unwrap().as_str(), "7001");
    assert_eq!(
        (visit.closed, visit.skipped, visit.in_progress),
        (Some(true), Some(false), None)
    );
    assert_eq!(visit.priority, Some(3));
    assert_eq!(visit.date, Some(date(2030, 5, 14)));
    assert_eq!(visit.modified_at, Some(date(2030, 5, 14).at(15, 45, 38, 0)));
    assert_eq!(visit.close_date, Some(date(2030, 5, 14).at(15, 45, 0, 0)));
    assert_eq!(visit.skipped_reason_id, None);
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-ratelimit-remaining"], "98");
    assert_eq!(response.attempts(), 1);
    assert_eq!(response.findings(), []);
    assert!(response.text().starts_with("{\n  \"meta\""));
}

#[tokio::test]
async fn a_visit_in_a_list_is_a_visit() {
    let visit = wire("get-in-list", async |client: Client| {
        client.visits().get(40017).await
    })
    .await
    .unwrap();

    assert_eq!(visit.doc_no.as_deref(), Some("T-004017"));
    assert_eq!(visit.closed, Some(true));
}

#[tokio::test]
async fn no_visit_is_not_found() {
    let errors = wire("get-nothing", async |client: Client| {
        [
            client.visits().get("a").await.unwrap_err(),
            client.visits().get("b").await.unwrap_err(),
        ]
    })
    .await;

    for error in errors {
        assert!(error.is_not_found());
        assert_eq!(error.status().unwrap(), 200);
    }
}

#[tokio::test]
async fn a_list_takes_every_filter() {
    let page = wire("list-filters", async |client: Client| {
        client
            .visits()
            .list()
            .skipped(false)
            .priority(2)
            .in_progress(true)
            .confirm_close(false)
            .closed(true)
            .doc_no("T-00 40&17/ü")
            .driver_id("dH7s+K4")
            .date(date(2030, 5, 14))
            .id(40017)
            .internal_id("vQ3nT8")
            .pagination(100)
            .query("new[filter]", "yes=1")
            .header("x-trace", "42")
            .await
    })
    .await
    .unwrap();

    assert_eq!(page.items.len(), 2);
    assert_eq!(page.items[1].skipped, Some(true));
    assert_eq!(page.next, None);
    assert_eq!((page.remaining, page.total), (Some(1900), Some(2000)));
}

#[tokio::test]
async fn the_last_and_the_empty_page_lead_nowhere() {
    let pages = wire("list-ends", async |client: Client| {
        let list = || client.visits().list();
        [list().await.unwrap(), list().await.unwrap()]
    })
    .await;

    assert_eq!(pages.each_ref().map(|page| page.items.len()), [1, 0]);
    assert!(
        pages
            .iter()
            .all(|page| page.next.is_none() && page.remaining == Some(0))
    );
}

/// Plays a case of one call with these credentials.
async fn delete_with(name: &str, give: impl FnOnce(ClientBuilder) -> ClientBuilder) {
    let builder = |url: &str| give(Client::builder()).base_url(format!("{url}/api/v2"));
    let deleted = play("letsjobit", name, builder, async |client: Client| {
        client.visits().delete("7").await
    });

    assert_eq!(deleted.await.unwrap().deleted_records, Some(1));
}

#[tokio::test]
async fn the_key_goes_as_a_bearer_token_or_both_ways_or_under_another_name() {
    delete_with("delete-bearer", |builder| builder.bearer_token("t0ken")).await;
    delete_with("delete-both", |builder| {
        builder.api_key(KEY).bearer_token(KEY)
    })
    .await;
    delete_with("delete-named", |builder| builder.api_key_as("api key", KEY)).await;
}

#[tokio::test]
async fn an_update_sends_what_is_set_or_cleared() {
    let updated = wire("update", async |client: Client| {
        let change = VisitUpdate::new()
            .date(date(2030, 5, 20))
            .driver_id("12345")
            .obs("Park behind the house")
            .contact_phone(Patch::Clear)
            .customer(Patch::Keep)
            .closed(false)
            .id(7)
            .priority(1)
            .lines([])
            .required_skills(["Electrician"])
            .member("colour", "red");
        client.visits().update("7", &change).await
    })
    .await
    .unwrap();

    assert_eq!(updated.updated_records, Some(1));
}

#[tokio::test]
async fn an_update_without_a_change_is_an_empty_object() {
    let call = async |client: Client| client.visits().update("7", &VisitUpdate::new()).await;

    assert_eq!(
        wire("update-nothing", call).await.unwrap().updated_records,
        None
    );
}

#[tokio::test]
async fn what_does_not_fit_is_set_aside_with_its_path() {
    let response = wire("get-drift", async |client: Client| {
        client.visits().get("1").with_response().await
    })
    .await
    .unwrap();
    let visit = response.value();
    let findings: Vec<String> = response
        .findings()
        .iter()
        .map(ToString::to_string)
        .collect();

    assert_eq!(
        findings,
        [
            "`data.date`: expected a date, found `\"soon\"`",
            "`data.closed`: expected a flag (true, false, 0, 1, \"0\" or \"1\"), found `\"perhaps\"`",
            "`data.lines[1].qty`: expected a number, found `\"many\"`",
            "`data.signature`: expected a string, found [redacted]",
        ]
    );
    assert_eq!((visit.date, visit.closed), (None, None));
    assert_eq!(visit.unknown.get("closed").unwrap(), "perhaps");
    assert_eq!(visit.unknown.raw("weight").unwrap(), "1.50");
    assert_eq!(visit.unknown.get("weight").unwrap(), Value::from(1.5));
    assert_eq!(visit.lines.as_ref().unwrap().len(), 2);
}

#[tokio::test]
async fn a_client_is_told_of_every_drift() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let hook = Arc::clone(&told);
    let set_up = |builder: ClientBuilder| {
        builder.on_finding(move |operation, finding| {
            hook.lock()
                .unwrap()
                .push(format!("{operation} {}", finding.path));
        })
    };
    let call = async |client: Client| client.visits().get("1").await;
    wire_with("get-drift", set_up, call).await.unwrap();

    let paths = ["date", "closed", "lines[1].qty", "signature"];
    assert_eq!(
        *told.lock().unwrap(),
        paths.map(|path| format!("getVisit data.{path}"))
    );
}

#[tokio::test]
async fn a_strict_client_takes_nothing_that_does_not_fit() {
    let call = async |client: Client| {
        client
            .visits()
            .get("1")
            .with(CallOptions::new().strict(true))
            .await
    };
    let error = wire("get-drift", call).await.unwrap_err();

    assert!(error.is_decode());
    assert_eq!(error.path(), Some("data.date"));
}

#[tokio::test]
async fn a_path_that_the_spec_does_not_know_is_called_all_the_same() {
    let value = wire("undeclared", async |client: Client| {
        client
            .request(Method::POST, "/drivers")
            .query("dry", true)
            .json(&serde_json::json!({"name": "Robin Example"}))
            .with(CallOptions::new().header("x-trace", "42"))
            .await
    })
    .await
    .unwrap();

    assert_eq!(value["id"], 7);
}

#[tokio::test]
async fn an_answer_is_read_into_a_type_of_the_callers_own() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Stop {
        doc_no: String,
        city: String,
    }

    let (one, all) = wire("send-as", async |client: Client| {
        let one: Stop = client.visits().get("1").send_as().await.unwrap();
        let all: Vec<Stop> = client.visits().list().send_as().await.unwrap();
        (one, all)
    })
    .await;

    assert_eq!(
        (one.doc_no.as_str(), one.city.as_str()),
        ("T-004017", "EXAMPLETON")
    );
    assert_eq!(all.len(), 2);
}

#[tokio::test]
async fn a_safe_call_is_sent_again_and_an_unsafe_one_is_not() {
    let quick = RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO);
    let set_up = |builder: ClientBuilder| builder.retry(quick);
    let (read, written) = wire_with("retries", set_up, async |client: Client| {
        (
            client.visits().get("1").with_response().await.unwrap(),
            client.visits().upsert(&[]).await.unwrap_err(),
        )
    })
    .await;

    assert_eq!(read.attempts(), 3);
    assert_eq!((written.attempts(), written.is_server()), (1, true));
}

#[test]
fn the_test_key_is_known_when_it_is_shown() {
    assert!(shows_key(KEY) && shows_key("made%20up%2Fkey%2B1%262") && !shows_key("key"));
}
