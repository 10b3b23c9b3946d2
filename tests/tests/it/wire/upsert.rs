//! The bulk write: a bare list of visits with lines and extra fields, and an answer of which a part may have failed.

use jiff::civil::date;
use letsjobit::Client;
use letsjobit::types::{
    ExtraFieldInput, ExtraFieldKind, RequiredMark, TimeWindow, VisitInput, VisitInputRequired,
    VisitLineInput,
};

use super::wire;

fn bakery() -> VisitInput {
    VisitInput::from(VisitInputRequired {
        driver_id: "dH7sK4cVb9NyX1fGt".into(),
        date: date(2030, 5, 14),
        id: 40017.into(),
        doc_no: "T-004017".to_owned(),
        customer: "Harbor \"Best\" Bakery".to_owned(),
        address: "12 Example Street".to_owned(),
        city: "EXAMPLETON".to_owned(),
        company_id: "cM6jP2wEa8QzU4hRy".to_owned(),
    })
}

#[tokio::test]
async fn visits_go_as_a_bare_list() {
    let full = bakery()
        .site_id("7001")
        .lat(57.25)
        .lng(-2.0)
        .obs("Ring twice\r\n\u{1f6aa} left")
        .priority(3)
        .email_mandatory(true)
        .closed(false)
        .required_skills(["Electrician", "Installer"])
        .sub_contractor_ids(Vec::<String>::new())
        .time_windows([TimeWindow::new().earliest(30_600).latest(64_800)])
        .member("colour", "red")
        .lines([
            VisitLineInput::new(true, "Replace the thermostat")
                .brand_id(12)
                .has_return(true)
                .qty(1.5)
                .extra_data([
                    ExtraFieldInput::new(ExtraFieldKind::Number, "Temperature", "temperature")
                        .value("180.5")
                        .required(RequiredMark::Required)
                        .max(300)
                        .step(0.5),
                    ExtraFieldInput::new("barcode", "Code", "code"),
                ]),
            VisitLineInput::new(false, "Thermostat"),
        ]);
    let mut least = bakery();
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
        client.visits().upsert(&[bakery()]).await
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
    let sentence = error.to_string();
    assert!(
        sentence.starts_with("`upsertVisits` failed: POST http://127.0.0.1:")
            && sentence.ends_with(
                "answered 200 OK: part of the call was not carried out: driver not found (code 404)"
            ),
        "{sentence}"
    );
}
