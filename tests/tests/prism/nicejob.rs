//! The calls of `NiceJob`.

use nicejob::types::{
    BookingInput, BookingUpdate, CampaignEnrollmentInput, CaseInput, CaseUpdate, EmployeeInput,
    EmployeeUpdate, InvoiceInput, InvoiceUpdate, PaymentInput, PaymentUpdate, PersonInput,
    PersonUpdate, VisitInput, VisitUpdate, WebhookInput, WebhookTestInput, WebhookUpdate,
};
use nicejob::{Client, CredentialValue};

use crate::round::{Round, play};

#[tokio::test]
async fn every_call_is_served() {
    play("nicejob", async |round: &mut Round| {
        let client: Client = round.client(
            Client::builder()
                .credential("company", CredentialValue::bearer("made-up-token"))
                .credential(
                    "developer",
                    CredentialValue::bearer("made-up-developer-token"),
                ),
        );

        entities(&client, round).await;
        what_is_only_read(&client, round).await;
        webhooks(&client, round).await;
    })
    .await;
}

/// Notes the four calls that most entities have.
macro_rules! entity {
    ($round:ident, $resource:expr, $input:expr, $update:expr) => {
        let resource = $resource;
        $round.note(resource.list().with_response().await);
        $round.note(resource.create(&$input).with_response().await);
        $round.note(resource.get("b-1").with_response().await);
        $round.note(resource.update("b-1", &$update).with_response().await);
    };
}

async fn entities(client: &Client, round: &mut Round) {
    let input = BookingInput::new().complete(true).member("total", "120.50");
    let update = BookingUpdate::new().complete(true);
    entity!(round, client.bookings(), input, update);
    let input = CaseInput::new().complete(true).member("matter", "lease");
    let update = CaseUpdate::new().complete(true);
    entity!(round, client.cases(), input, update);
    let input = EmployeeInput::new().member("first_name", "Ana");
    let update = EmployeeUpdate::new().member("first_name", "Bea");
    entity!(round, client.employees(), input, update);
    let input = InvoiceInput::new().member("total", "99.95");
    let update = InvoiceUpdate::new().member("total", 1);
    entity!(round, client.invoices(), input, update);
    let input = PaymentInput::new().member("amount", 99_999_999_999_999_999_i64);
    let update = PaymentUpdate::new().member("amount", 1);
    entity!(round, client.payments(), input, update);
    let input = PersonInput::new().member("email", "ana@example.com");
    let update = PersonUpdate::new().member("email", "bea@example.com");
    entity!(round, client.people(), input, update);
    let input = VisitInput::new("b-1").complete(true);
    let update = VisitUpdate::new().complete(true);
    entity!(round, client.visits(), input, update);
}

async fn what_is_only_read(client: &Client, round: &mut Round) {
    round.note(client.campaigns().list().with_response().await);
    let ana = CampaignEnrollmentInput::new().member("person_id", "4025551234567890");
    let enrollments = client.campaign_enrollments();
    round.note(enrollments.create(&ana).with_response().await);
    round.note(client.company().get().with_response().await);
    round.note(client.reviews().list().with_response().await);
    round.note(client.reviews().get("r-1").with_response().await);
    round.note(client.review_insights().get().with_response().await);
}

async fn webhooks(client: &Client, round: &mut Round) {
    let input = WebhookInput::new("https://hooks.example.com/nicejob", ["made-up"]);
    let update = WebhookUpdate::new()
        .subscriptions(["other"])
        .is_enabled(true);
    entity!(round, client.webhooks(), input, update);
    let webhooks = client.webhooks();
    round.note(webhooks.delete("w-1").with_response().await);
    let subscription = WebhookTestInput::new().member("subscription", "other");
    round.note(webhooks.test(&subscription).with_response().await);
}
