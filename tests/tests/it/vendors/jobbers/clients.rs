//! Clients: registered, found by id and by address, changed, logged in, deleted.

use jiff::civil::date;
use jobbers::Client;
use jobbers::types::Gender;

use super::wire;
use crate::inputs::{jobbers_client, jobbers_client_update};

#[tokio::test]
async fn a_registered_client_has_a_password_that_is_not_shown() {
    let client = wire("create-client", async |client: Client| {
        let whole = jobbers_client().group_id(372).gender(Gender::Female);
        client.clients().create(&whole).await.unwrap();
        client.clients().create(&jobbers_client()).await
    })
    .await
    .unwrap();

    assert_eq!(client.client_id, "40331");
    assert_eq!(client.password, "made-up>9L");
    assert_eq!(client.gender, Some(Gender::Female));
    let shown = format!("{client:?} {:?}", jobbers_client());
    for secret in ["made-up", "ana@", "Example", "5550101"] {
        assert!(!shown.contains(secret), "{secret} is in {shown}");
    }
}

#[tokio::test]
async fn an_address_is_known_or_not() {
    let existence = wire("client-exists", async |client: Client| {
        client.clients().exists("ana+1 & co@example.com").await
    })
    .await
    .unwrap();

    assert!(existence.exists && existence.subscription_valid && existence.client_active);
    assert!(!existence.movable && !existence.attached_to_another_enterprise);
}

#[tokio::test]
async fn a_client_is_found_by_address_and_by_id() {
    let clients = wire("get-client", async |client: Client| {
        let by_address = client.clients().get("ana+1@example.com").await.unwrap();
        let id = by_address.client_id.to_string();
        [by_address, client.clients().get(id).await.unwrap()]
    })
    .await;

    assert_eq!(clients[0], clients[1]);
    let client = &clients[0];
    assert_eq!(client.client_id, "40331");
    assert_eq!(client.group_id.as_ref().unwrap(), "374");
    assert_eq!(client.registering_date, date(2018, 7, 12).at(10, 9, 24, 0));
    assert_eq!(client.last_login_date, None);
    assert_eq!(
        client.end_subscription_date,
        Some(date(2018, 9, 9).at(14, 37, 3, 0))
    );
    assert!(client.cgu && client.active && !client.optin);
}

#[tokio::test]
async fn a_change_says_everything_but_the_consent() {
    let client = wire("update-client", async |client: Client| {
        let change = jobbers_client_update().group_id("373").gender(Gender::Male);
        client.clients().update("40331", &change).await.unwrap();
        let elsewhere = jobbers_client_update().member("street", "12 Example Street");
        client
            .clients()
            .update("ana+1@example.com", &elsewhere)
            .await
    })
    .await
    .unwrap();

    assert_eq!(client.first_name, "Ana");
}

#[tokio::test]
async fn who_is_deleted_has_left_at_a_time() {
    let deletion = wire("delete-client", async |client: Client| {
        client.clients().delete("ana+1@example.com").await
    })
    .await
    .unwrap();

    assert_eq!(deletion.leaving_date, date(2018, 7, 12).at(11, 18, 44, 0));
}
