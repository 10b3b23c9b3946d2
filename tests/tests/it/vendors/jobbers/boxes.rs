//! Boxes: tags, locations, and webhooks of both kinds.

use jobbers::Client;
use jobbers::types::{
    BoxesOutcome, ClientLocationInput, TagCode, TagCodesInput, TagInput, TagsInput, WebhookInput,
};

use super::wire;

#[tokio::test]
async fn tags_come_and_go() {
    let results = wire("boxes-tags", async |client: Client| {
        let tag = |code: &str| TagInput::new(code, "two", "MifareClassicEV1_1K");
        let tags = TagsInput::new([tag("2223"), tag("2224")]);
        let codes = TagCodesInput::new([TagCode::new("1111"), TagCode::new("2222")]);
        let boxes = client.boxes_tags();
        [
            boxes.create(&tags).await.unwrap(),
            boxes.delete(&codes).await.unwrap(),
            boxes.disconnect(&codes).await.unwrap(),
        ]
    })
    .await;

    assert!(
        results
            .iter()
            .all(|done| done.result == BoxesOutcome::Success)
    );
}

#[tokio::test]
async fn clients_come_to_boxes_and_go() {
    let uid = "2f3cb5c8-7b95-468d-9bb1-715ba9c44d93";
    let results = wire("boxes-client-location", async |client: Client| {
        let by_number = ClientLocationInput::new(12399, uid);
        let by_text = ClientLocationInput::new("12399", uid);
        let location = client.boxes_client_location();
        [
            location.create(&by_number).await.unwrap(),
            location.delete(&by_text).await.unwrap(),
        ]
    })
    .await;

    assert!(
        results
            .iter()
            .all(|done| done.result == BoxesOutcome::Success)
    );
}

const TARGET: &str = "http://www.jobbers.com/oneapi/v0/webhooks/callback2";

#[tokio::test]
async fn webhooks_for_messages_come_and_go() {
    let (created, list, deleted) = wire("message-webhooks", async |client: Client| {
        let webhooks = client.message_webhooks();
        (
            webhooks.create(&WebhookInput::new(TARGET)).await.unwrap(),
            webhooks.list().await.unwrap(),
            webhooks.delete(149).await.unwrap(),
        )
    })
    .await;

    assert_eq!((created.url.as_str(), &created.enterprise), (TARGET, &None));
    assert_eq!(list[0].id, created.id);
    assert_eq!(list[0].enterprise.as_ref().unwrap(), "280");
    assert_eq!(deleted.id, "149");
}

#[tokio::test]
async fn webhooks_for_boxes_come_and_go() {
    let (created, list, deleted) = wire("boxes-webhooks", async |client: Client| {
        let webhooks = client.boxes_webhooks();
        (
            webhooks.create(&WebhookInput::new(TARGET)).await.unwrap(),
            webhooks.list().await.unwrap(),
            webhooks.delete("149").await.unwrap(),
        )
    })
    .await;

    assert_eq!(created.id, "149");
    assert_eq!(list[0].id, "150");
    assert_eq!(deleted.id, "149");
}
