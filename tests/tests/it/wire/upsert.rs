//! The bulk write: a bare list of visits with lines and extra fields, and an answer of which a part may have failed.

use letsjobit::Client;

use super::wire;
use crate::inputs::{letsjobit_least_visit, letsjobit_visit};

#[tokio::test]
async fn visits_go_as_a_bare_list() {
    let full = letsjobit_visit("barcode".into());
    let mut least = letsjobit_least_visit();
    least.id = "40018".into();
    let done = wire("upsert", async |client: Client| {
        client.visits().upsert(&[full, least]).await
    })
    .await
    .unwrap()
    .complete()
    .unwrap();

    assert_eq!(
        (done.records_updated, done.records_inserted),
        (Some(1), Some(1))
    );
}

#[tokio::test]
async fn what_was_not_written_stands_beside_what_was() {
    let partial = wire("upsert-partial", async |client: Client| {
        client.visits().upsert(&[letsjobit_least_visit()]).await
    })
    .await
    .unwrap();

    assert_eq!(
        (
            partial.value.records_updated,
            partial.value.records_inserted
        ),
        (Some(5), Some(3))
    );
    assert_eq!(partial.errors.len(), 1);
    assert_eq!(partial.errors[0].to_string(), "driver not found (code 404)");

    let error = partial.complete().unwrap_err();
    assert!(error.is_partial());
    assert_eq!(
        (
            error.operation(),
            error.status().map(|status| status.as_u16())
        ),
        (Some("upsertVisits"), Some(200))
    );
    let told = error.to_string();
    assert!(
        told.starts_with("`upsertVisits` failed: POST http://127.0.0.1:")
            && told.ends_with(
                "/api/v2/visits?API_KEY=[redacted]: answered 200 OK: part of the call was not carried out: driver not found (code 404)"
            ),
        "{told}"
    );
}
