//! Code that a caller writes and that compiles: it is a part of this suite. Code that does not compile is in the package `compile`.

use std::pin::Pin;
use std::time::Duration;

use jiff::civil::date;
use letsjobit::types::{
    ExtraFieldInput, ExtraFieldKind, VisitInput, VisitInputRequired, VisitLineInput, VisitUpdate,
    VisitUpdated,
};
use letsjobit::{Call, CallOptions, Client, ErrorKind, Patch, ScriptedTransport};

const VISIT: &str = r#"{"data": {"id": 1}, "meta": {"updatedRecords": 1}}"#;

fn client() -> Client {
    let transport = ScriptedTransport::new().otherwise(|_| (200, VISIT.to_owned()));

    Client::builder()
        .api_key("key")
        .transport(transport)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_call_is_a_value_that_can_wait() {
    let call: Call<VisitUpdated> = {
        // Neither the client nor the body has to live as long as the call.
        let client = client();
        let update = VisitUpdate::new().duration(600);
        client.visits().update("7", &update)
    };
    let again = call.clone();
    let later: Pin<Box<dyn Future<Output = _> + Send>> = Box::pin(call.into_future());

    assert_eq!(later.await.unwrap().updated_records, Some(1));
    assert_eq!(again.send().await.unwrap().updated_records, Some(1));
}

#[tokio::test]
async fn calls_and_streams_move_to_other_tasks() {
    fn moves<T: Send + 'static>(value: T) -> T {
        value
    }
    let client = moves(client());
    let mut items = moves(client.visits().list().limit(3).items());
    let listed = tokio::spawn(async move { items.try_next().await });
    let call = moves(
        client
            .visits()
            .get("1")
            .with(CallOptions::new().timeout(Duration::from_secs(1))),
    );
    let got = tokio::spawn(call.into_future());
    let sent = tokio::spawn(async move { client.visits().delete("1").await });

    assert!(listed.await.unwrap().unwrap_err().is_decode());
    assert_eq!(got.await.unwrap().unwrap().id.unwrap(), "1");
    sent.await.unwrap().unwrap();
}

#[test]
fn inputs_are_built_from_what_is_at_hand() {
    let (borrowed, owned) = ("7".to_owned(), String::from("7"));
    let mut visit = VisitInput::from(VisitInputRequired {
        driver_id: borrowed.as_str().into(),
        date: date(2030, 5, 14),
        id: 40017.into(),
        doc_no: owned.clone(),
        customer: "Harbor Bakery".into(),
        address: "12 Example Street".into(),
        city: "EXAMPLETON".into(),
        company_id: "c".into(),
    })
    .site_id(&borrowed)
    .lines(vec![
        VisitLineInput::new(true, "Repair")
            .qty(2.0)
            .extra_data([ExtraFieldInput::new(ExtraFieldKind::Text, "Seal", "seal")]),
    ]);
    visit.obs = Some(borrowed.clone());

    assert_eq!(
        visit.lines.unwrap()[0].extra_data.as_ref().unwrap()[0].name,
        "seal"
    );
    assert_eq!(visit.id.to_string().parse(), Ok(visit.id));
}

#[test]
fn updates_keep_clear_and_set() {
    let text = "7".to_owned();
    let driver = letsjobit::types::DriverId::from("7");
    let update = VisitUpdate::new()
        .name("Robin")
        .city(text.clone())
        .obs(&text)
        .driver_id(driver)
        .site_id(&text)
        .id(40017)
        .closed(true)
        .lat(57.0)
        .lines([VisitLineInput::new(true, "Repair")])
        .required_skills(["Electrician"])
        .allowed_vehicles(vec![text])
        .customer(Patch::Clear)
        .address(Patch::Keep)
        .country(Patch::Set("GB".to_owned()));

    assert_eq!(update.obs.as_set().unwrap(), "7");
    assert_eq!(update.id, Patch::Set(40017.into()));
    assert_eq!(
        (update.customer, update.address),
        (Patch::Clear, Patch::Keep)
    );
}

#[test]
fn kinds_and_open_enums_are_matched() {
    let error = Client::builder().build().unwrap_err();
    let advice = match error.kind() {
        ErrorKind::Builder => "give it a key",
        ErrorKind::RateLimited | ErrorKind::Timeout => "try again",
        _ => "read it",
    };
    let kind = match ExtraFieldKind::from("barcode") {
        ExtraFieldKind::Text => String::new(),
        ExtraFieldKind::Unknown(text) => text,
        other => other.to_string(),
    };

    assert_eq!((advice, kind.as_str()), ("give it a key", "barcode"));
}
