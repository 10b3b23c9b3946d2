//! The calls of `LetsJobIt`.

use jiff::civil::date;
use letsjobit::types::{ExtraFieldKind, VisitUpdate};
use letsjobit::{Client, Patch};

use crate::inputs::{letsjobit_least_visit, letsjobit_visit};
use crate::round::{Round, play};

#[tokio::test]
async fn every_call_is_served() {
    play("letsjobit", async |round: &mut Round| {
        let with_key = round.client(Client::builder().api_key("made up/key+1&2"));
        let client = round.client(Client::builder().bearer_token("made-up-token"));

        round.note(with_key.visits().list().with_response().await);
        let filtered = client
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
            .pagination(100);
        round.note_as(", filtered", filtered.with_response().await);
        round.note(with_key.visits().get("vQ3 x").with_response().await);

        let visits = [
            letsjobit_visit(ExtraFieldKind::Text),
            letsjobit_least_visit(),
        ];
        round.note(client.visits().upsert(&visits).with_response().await);

        let change = VisitUpdate::new()
            .date(date(2030, 5, 20))
            .obs("Park behind the house")
            .closed(false)
            .id(7)
            .priority(1)
            .lines([])
            .required_skills(["Electrician"])
            .member("colour", "red");
        round.note(client.visits().update("7", &change).with_response().await);
        let clearing = VisitUpdate::new().contact_phone(Patch::Clear);
        let cleared = client.visits().update("7", &clearing);
        round.note_as(", with a null", cleared.with_response().await);

        round.note(client.visits().delete("7").with_response().await);
    })
    .await;
}
