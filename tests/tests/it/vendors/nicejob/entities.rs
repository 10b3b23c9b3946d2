//! Lists, entities, creations and changes: the calls that a company's token lets in.

use nicejob::Client;
use nicejob::types::{
    BookingId, BookingInput, BookingUpdate, CampaignEnrollmentInput, CaseId, CaseInput, CaseUpdate,
    EmployeeId, EmployeeInput, EmployeeUpdate, InvoiceId, InvoiceInput, InvoiceUpdate, PaymentId,
    PaymentInput, PaymentUpdate, PersonId, PersonInput, PersonUpdate, VisitId, VisitInput,
    VisitUpdate,
};

use super::wire;

#[tokio::test]
async fn bookings_are_listed_read_created_and_changed() {
    wire("bookings", async |client: Client| {
        let bookings = client.bookings();

        // An id is a text, also where the vendor writes a number.
        let page = bookings.list().await.unwrap();
        let ids = page.items.iter().filter_map(|one| one.id.as_ref());
        let ids: Vec<&str> = ids.map(BookingId::as_str).collect();
        assert_eq!(ids, ["b-1", "7"]);

        let created = bookings
            .create(&BookingInput::new().complete(true).member("total", "120.50"))
            .await
            .unwrap();
        assert_eq!(created.unknown.get("total").unwrap(), "120.50");
        assert!(created.complete == Some(true));

        let read = bookings.get("b-1").await.unwrap();
        assert_eq!(read.unknown.get("total").unwrap(), "120.50");

        let changed = bookings
            .update("b-1", &BookingUpdate::new().complete(true))
            .await
            .unwrap();
        assert!(changed.complete == Some(true));

        let error = bookings.get("none").await.unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
        let error = bookings
            .update("none", &BookingUpdate::new().complete(true))
            .await
            .unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
    })
    .await;
}

#[tokio::test]
async fn cases_are_listed_read_created_and_changed() {
    wire("cases", async |client: Client| {
        let cases = client.cases();

        // An id is a text, also where the vendor writes a number.
        let page = cases.list().await.unwrap();
        let ids = page.items.iter().filter_map(|one| one.id.as_ref());
        let ids: Vec<&str> = ids.map(CaseId::as_str).collect();
        assert_eq!(ids, ["c-1", "7"]);

        let created = cases
            .create(&CaseInput::new().complete(true).member("matter", "lease"))
            .await
            .unwrap();
        assert_eq!(created.unknown.get("matter").unwrap(), "lease");
        assert!(created.complete == Some(true));

        let read = cases.get("c-1").await.unwrap();
        assert_eq!(read.unknown.get("matter").unwrap(), "lease");

        let changed = cases
            .update("c-1", &CaseUpdate::new().complete(true))
            .await
            .unwrap();
        assert!(changed.complete == Some(true));

        let error = cases.get("none").await.unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
        let error = cases
            .update("none", &CaseUpdate::new().complete(true))
            .await
            .unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
    })
    .await;
}

#[tokio::test]
async fn employees_are_listed_read_created_and_changed() {
    wire("employees", async |client: Client| {
        let employees = client.employees();

        // An id is a text, also where the vendor writes a number.
        let page = employees.list().await.unwrap();
        let ids = page.items.iter().filter_map(|one| one.id.as_ref());
        let ids: Vec<&str> = ids.map(EmployeeId::as_str).collect();
        assert_eq!(ids, ["e-1", "7"]);

        let created = employees
            .create(&EmployeeInput::new().member("first_name", "Ana"))
            .await
            .unwrap();
        assert_eq!(created.unknown.get("first_name").unwrap(), "Ana");

        let read = employees.get("e-1").await.unwrap();
        assert_eq!(read.unknown.get("first_name").unwrap(), "Ana");

        let changed = employees
            .update("e-1", &EmployeeUpdate::new().member("first_name", "Bea"))
            .await
            .unwrap();
        assert!(changed.unknown.get("first_name").unwrap() == "Bea");

        let error = employees.get("none").await.unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
        let error = employees
            .update("none", &EmployeeUpdate::new().member("first_name", "Bea"))
            .await
            .unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
    })
    .await;
}

#[tokio::test]
async fn invoices_are_listed_read_created_and_changed() {
    wire("invoices", async |client: Client| {
        let invoices = client.invoices();

        // An id is a text, also where the vendor writes a number.
        let page = invoices.list().await.unwrap();
        let ids = page.items.iter().filter_map(|one| one.id.as_ref());
        let ids: Vec<&str> = ids.map(InvoiceId::as_str).collect();
        assert_eq!(ids, ["i-1", "7"]);

        let created = invoices
            .create(&InvoiceInput::new().member("number", "2026-17"))
            .await
            .unwrap();
        assert_eq!(created.unknown.get("number").unwrap(), "2026-17");

        let read = invoices.get("i-1").await.unwrap();
        assert_eq!(read.unknown.get("number").unwrap(), "2026-17");

        let changed = invoices
            .update("i-1", &InvoiceUpdate::new().member("number", "2026-18"))
            .await
            .unwrap();
        assert!(changed.unknown.get("number").unwrap() == "2026-18");

        let error = invoices.get("none").await.unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
        let error = invoices
            .update("none", &InvoiceUpdate::new().member("number", "2026-18"))
            .await
            .unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
    })
    .await;
}

#[tokio::test]
async fn payments_are_listed_read_created_and_changed() {
    wire("payments", async |client: Client| {
        let payments = client.payments();

        // An id is a text, also where the vendor writes a number.
        let page = payments.list().await.unwrap();
        let ids = page.items.iter().filter_map(|one| one.id.as_ref());
        let ids: Vec<&str> = ids.map(PaymentId::as_str).collect();
        assert_eq!(ids, ["p-1", "7"]);

        let created = payments
            .create(&PaymentInput::new().member("amount", 99_999_999_999_999_999_i64))
            .await
            .unwrap();
        assert_eq!(created.unknown.raw("amount").unwrap(), "99999999999999999");

        let read = payments.get("p-1").await.unwrap();
        assert_eq!(read.unknown.raw("amount").unwrap(), "99999999999999999");

        let changed = payments
            .update("p-1", &PaymentUpdate::new().member("amount", 1))
            .await
            .unwrap();
        assert!(changed.unknown.raw("amount") == Some("1"));

        let error = payments.get("none").await.unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
        let error = payments
            .update("none", &PaymentUpdate::new().member("amount", 1))
            .await
            .unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
    })
    .await;
}

#[tokio::test]
async fn people_are_listed_read_created_and_changed() {
    wire("people", async |client: Client| {
        let people = client.people();

        // An id is a text, also where the vendor writes a number.
        let page = people.list().await.unwrap();
        let ids = page.items.iter().filter_map(|one| one.id.as_ref());
        let ids: Vec<&str> = ids.map(PersonId::as_str).collect();
        assert_eq!(ids, ["4025551234567890", "7"]);

        let created = people
            .create(&PersonInput::new().member("email", "ana@example.com"))
            .await
            .unwrap();
        assert_eq!(created.unknown.get("email").unwrap(), "ana@example.com");

        let read = people.get("4025551234567890").await.unwrap();
        assert_eq!(read.unknown.get("email").unwrap(), "ana@example.com");

        let changed = people
            .update(
                "4025551234567890",
                &PersonUpdate::new().member("email", "bea@example.com"),
            )
            .await
            .unwrap();
        assert!(changed.unknown.get("email").unwrap() == "bea@example.com");

        let error = people.get("none").await.unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
        let error = people
            .update(
                "none",
                &PersonUpdate::new().member("email", "bea@example.com"),
            )
            .await
            .unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
    })
    .await;
}

#[tokio::test]
async fn visits_are_listed_read_created_and_changed() {
    wire("visits", async |client: Client| {
        let visits = client.visits();

        // An id is a text, also where the vendor writes a number.
        let page = visits.list().await.unwrap();
        let ids = page.items.iter().filter_map(|one| one.id.as_ref());
        let ids: Vec<&str> = ids.map(VisitId::as_str).collect();
        assert_eq!(ids, ["v-1", "7"]);

        let created = visits
            .create(&VisitInput::new("b-1").complete(true))
            .await
            .unwrap();
        assert_eq!(created.booking_id.as_ref().unwrap().as_str(), "b-1");
        assert!(created.complete == Some(true));

        let read = visits.get("v-1").await.unwrap();
        assert_eq!(read.booking_id.as_ref().unwrap().as_str(), "b-1");

        let changed = visits
            .update("v-1", &VisitUpdate::new().complete(true))
            .await
            .unwrap();
        assert!(changed.complete == Some(true));

        let error = visits.get("none").await.unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
        let error = visits
            .update("none", &VisitUpdate::new().complete(true))
            .await
            .unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");
    })
    .await;
}

#[tokio::test]
async fn campaigns_are_listed() {
    let campaigns = wire("campaigns", async |client: Client| {
        client.campaigns().list().await
    });
    let campaigns = campaigns.await.unwrap();

    assert_eq!(campaigns[0].id.as_ref().unwrap().as_str(), "g-1");
    assert_eq!(campaigns[0].unknown.get("name").unwrap(), "Get Reviews");
}

#[tokio::test]
async fn a_person_is_enrolled_once_and_refused_the_second_time() {
    let ana = CampaignEnrollmentInput::new().member("person_id", "4025551234567890");
    wire("enrollments", async |client: Client| {
        let enrollments = client.campaign_enrollments();

        let enrollment = enrollments.create(&ana).await.unwrap().unwrap();
        assert_eq!(enrollment.unknown.get("campaign_id").unwrap(), "g-1");

        let error = enrollments.create(&ana).await.unwrap_err();
        assert!(error.is_refused() && !error.is_not_found(), "{error}");
        assert_eq!(error.status().unwrap(), 200);
        let message = error.api().unwrap().message.as_deref();
        assert_eq!(message, Some("Ana is enrolled already."));
    })
    .await;
}

#[tokio::test]
async fn reviews_are_read_one_by_one_and_as_a_summary() {
    wire("reviews", async |client: Client| {
        let page = client.reviews().list().await.unwrap();
        assert_eq!(page.items[0].unknown.get("rating").unwrap(), 5);

        let review = client.reviews().get("r-1").await.unwrap();
        assert_eq!(review.id.unwrap().as_str(), "r-1");

        let error = client.reviews().get("none").await.unwrap_err();
        assert!(error.is_not_found() && !error.is_ambiguous(), "{error}");

        let summary = client.review_insights().get().await.unwrap();
        assert_eq!(summary.unknown.raw("average"), Some("4.75"));
    })
    .await;
}
