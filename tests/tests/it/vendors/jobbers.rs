//! The calls of Jobbers One: each operation, with the request to the byte and the result by its types.

mod boxes;
mod clients;
mod conversations;
mod errors;

use jiff::civil::date;
use jobbers::types::{DurationType, EchoInput, PassAssignmentInput, TokenRequest};
use jobbers::{Client, ClientBuilder, CredentialValue, RetryPolicy};

use crate::case::play;

/// A client with a token from elsewhere, for a server. What fails is not tried again.
fn client(url: &str) -> ClientBuilder {
    Client::builder()
        .credential("account", CredentialValue::bearer("made-up-token"))
        .retry(RetryPolicy::none())
        .base_url(url)
}

async fn wire<T>(name: &str, calls: impl AsyncFnOnce(Client) -> T) -> T {
    play("jobbers", name, client, calls).await
}

#[tokio::test]
async fn a_text_in_the_path_is_a_form_value() {
    let echo = wire("echo-path", async |client: Client| {
        client.echo().path("hello world + 1/2").await
    })
    .await
    .unwrap();

    assert_eq!(echo, "echo hello world");
}

#[tokio::test]
async fn an_echo_needs_no_text() {
    let echoes = wire("echo", async |client: Client| {
        let text = EchoInput::new().text("hello world");
        [
            client.echo().nothing().await.unwrap(),
            client.echo().body(&text).await.unwrap(),
            client.echo().body(&EchoInput::new()).await.unwrap(),
        ]
    })
    .await;

    assert_eq!(echoes, ["echo", "echo hello world", "echo"]);
}

#[tokio::test]
async fn a_token_is_asked_for_without_one() {
    let token = wire("create-token", async |client: Client| {
        let request = TokenRequest::new("made-up-key", "made-up \"secret\"");
        let shown = format!("{request:?}");
        assert!(!shown.contains("made-up"), "{shown}");
        client.authentication().create_token(&request).await
    })
    .await
    .unwrap();

    assert_eq!(token.access_token, "00000000-0000-4000-8000-000000000001");
    assert_eq!(token.token_type, "bearer");
    assert_eq!(token.expires_in, 3600);
    assert!(!format!("{token:?}").contains("00000000-"));
}

#[tokio::test]
async fn an_id_is_the_same_in_both_forms() {
    let enterprises = wire("current", async |client: Client| {
        let current = || client.authentication().current();
        [
            current().with_response().await.unwrap(),
            current().with_response().await.unwrap(),
        ]
    })
    .await;

    for enterprise in enterprises {
        assert_eq!(enterprise.findings(), []);
        assert_eq!(enterprise.value().enterprise_id, "20");
    }
}

#[tokio::test]
async fn groups_have_ids_and_names() {
    let groups = wire("groups", async |client: Client| {
        client.enterprise().groups().await
    })
    .await
    .unwrap();

    assert_eq!(groups.len(), 2);
    assert_eq!(groups[0].group_id, "373");
    assert_eq!(groups[1].name, "South branch");
}

#[tokio::test]
async fn statistics_are_of_the_enterprise_and_of_each_group() {
    let stats = wire("stats", async |client: Client| {
        client.enterprise().stats(7, 2018).await
    })
    .await
    .unwrap();

    assert_eq!(stats.len(), 3);
    let whole = &stats[0];
    assert_eq!(whole.group_id, None);
    assert_eq!(whole.last_updated, date(2018, 9, 3).at(18, 33, 43, 0));
    assert_eq!((whole.total_requests, whole.delta_clients), (52, 10));
    assert!((whole.percentage_male_clients - 20.0).abs() < f64::EPSILON);
    assert!((whole.average_conversation_rating).abs() < f64::EPSILON);
    assert_eq!(whole.nologin_clients.total, 10);
    assert_eq!(whole.nologin_clients.emails.len(), 10);
    assert!((whole.tags[4].percent - 82.61).abs() < f64::EPSILON);
    assert_eq!(whole.total_orders.categories[1].category_id, "21");
    assert_eq!(stats[1].group_id.as_ref().unwrap(), "373");
    assert_eq!(stats[1].nologin_clients.emails, [""; 0]);
    // Addresses of people are in no log.
    let shown = format!("{stats:?}");
    assert!(!shown.contains("example.com"), "{shown}");
}

#[tokio::test]
async fn prices_of_passes_keep_their_digits() {
    let stocks = wire("stocks", async |client: Client| {
        client.stock_of_passes().list().await
    })
    .await
    .unwrap();
    let stock = &stocks[1];

    assert_eq!(stock.stock_id, "52");
    assert_eq!(
        (stock.duration, &stock.duration_type),
        (1, &DurationType::Year)
    );
    assert_eq!(stock.expiration_date, date(2018, 12, 27).at(23, 59, 59, 0));
    assert_eq!(
        (stock.total_units, stock.total_available, stock.total_used),
        (10, 10, 0)
    );
    assert_eq!(stock.price.to_string(), "10.1");
    assert_eq!(stock.net_price.to_string(), "10");
    assert_eq!(stock.vat, 10);
}

#[tokio::test]
async fn a_pass_lengthens_a_subscription() {
    let assignment = wire("assign-pass", async |client: Client| {
        let pass = PassAssignmentInput::new("ana+1@example.com", "52", "payment_reference_01");
        client.stock_of_passes().assign(&pass).await
    })
    .await
    .unwrap();

    assert_eq!(
        assignment.end_subscription_date,
        date(2021, 9, 9).at(23, 59, 59, 0)
    );
}
