//! The calls on webhooks, which the developer's own token lets in.

use nicejob::Client;
use nicejob::types::{WebhookInput, WebhookTestInput, WebhookUpdate};

use super::wire;

#[tokio::test]
async fn webhooks_are_created_listed_read_changed_deleted_and_tried() {
    wire("webhooks", async |client: Client| {
        let webhooks = client.webhooks();

        let wanted = WebhookInput::new("https://hooks.example.com/nicejob", ["made-up"]);
        let created = webhooks.create(&wanted).await.unwrap();
        let shown = format!("{created:?}");
        assert!(!shown.contains("made-up-webhook-secret"), "{shown}");
        assert_eq!(created.secret.as_deref(), Some("made-up-webhook-secret"));

        let page = webhooks.list().await.unwrap();
        assert_eq!(page.items[0].is_enabled, Some(false));

        let read = webhooks.get("w-1").await.unwrap();
        assert_eq!(read.subscriptions.unwrap(), ["made-up"]);

        let update = WebhookUpdate::new()
            .subscriptions(["other"])
            .is_enabled(true);
        let changed = webhooks.update("w-1", &update).await.unwrap();
        assert_eq!(changed.subscriptions.unwrap(), ["other"]);

        let gone = webhooks.delete("w-1").await.unwrap();
        assert_eq!(gone.id.unwrap().as_str(), "w-1");

        let subscription = WebhookTestInput::new().member("subscription", "other");
        webhooks.test(&subscription).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_missing_webhook_looks_like_a_bad_token() {
    wire("webhook-missing", async |client: Client| {
        let error = client.webhooks().get("none").await.unwrap_err();
        assert!(error.is_not_found() && error.is_ambiguous(), "{error}");

        let error = client.webhooks().delete("none").await.unwrap_err();
        assert!(error.is_unauthorized() && !error.is_not_found(), "{error}");
    })
    .await;
}
