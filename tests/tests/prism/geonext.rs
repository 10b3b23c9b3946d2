//! The calls of `GeoNext`.

use geonext::types::{ClientDeletionInput, ClientInput};
use geonext::{Client, CredentialValue, Upload};

use crate::inputs::geonext_client;
use crate::quick_clock::QuickClock;
use crate::round::{Round, play};

#[tokio::test]
async fn every_call_is_served() {
    play("geonext", async |round: &mut Round| {
        let client: Client = round.client(
            Client::builder()
                .credential("account", CredentialValue::bearer("made-up-token"))
                .clock(QuickClock::new()),
        );

        let clients = client.clients();
        let least = ClientInput::new().company_name("Harbor Bakery");
        round.note(clients.create(&least).with_response().await);
        let whole = geonext_client();
        round.note_as(
            ", with everything",
            clients.create(&whole).with_response().await,
        );
        let picture = Upload::new("ana.png", "made-up picture");
        let pictured = geonext_client().upload_avatar(picture);
        round.note_as(
            ", with a picture",
            clients.create(&pictured).with_response().await,
        );
        let ids = ClientDeletionInput::new().ids([7, 8]);
        let deletion = clients.bulk_delete(&ids).origin("xero");
        round.note(deletion.with_response().await);

        let open_id = client.open_id();
        round.note(open_id.user_info().with_response().await);
        round.note(open_id.keys().with_response().await);
        round.note(open_id.configuration().with_response().await);
        let person = open_id.webfinger("acct:ana@example.com").rel("issuer");
        round.note(person.with_response().await);
    })
    .await;
}
