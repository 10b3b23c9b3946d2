//! Keeps `NiceJob` up to date with a company's own records: customers are people there, their jobs are bookings, and whoever's job is done is
//! enrolled in the campaign that asks for a review, once.
//!
//! ```text
//! cargo run -p nicejob --example sync_people
//! ```
//!
//! It runs against a simulated vendor, in this process and without a network. With `NICEJOB_CLIENT_ID`, `NICEJOB_CLIENT_SECRET` and
//! `NICEJOB_REFRESH_TOKEN` (of a user who has permitted the program) in the environment it talks to the real one, or to the one at
//! `NICEJOB_BASE_URL`; then these customers are created there.

#![expect(clippy::print_stdout, reason = "a program tells what it does")]

use std::env;
use std::error::Error;

use brogue_simulator::{Credentials, Simulator};
use nicejob::types::{
    BookingId, BookingInput, BookingUpdate, CampaignEnrollmentInput, PersonId, PersonInput,
    PersonUpdate,
};
use nicejob::{Client, OAuthCredentials};

/// A customer as the company's own program has it, with what `NiceJob` has told about it.
struct Customer {
    name: &'static str,
    email: Option<&'static str>,
    job: &'static str,
    is_done: bool,
    /// The ids that `NiceJob` has given, kept from one round to the next.
    person: Option<PersonId>,
    booking: Option<BookingId>,
    is_enrolled: bool,
}

impl Customer {
    fn new(name: &'static str, email: Option<&'static str>, job: &'static str) -> Self {
        Self {
            name,
            email,
            job,
            is_done: false,
            person: None,
            booking: None,
            is_enrolled: false,
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let scopes = ["bookings", "enrollments", "people"];
    let vendor = Simulator::from_spec(nicejob::SPEC)?;
    let client = client(&vendor, &scopes)?;
    let mut customers = [
        Customer::new("Ada Fern", Some("ada@example.com"), "gutters cleaned"),
        Customer::new("Ben Okoro", Some("ben@example.com"), "roof mended"),
        Customer::new("Chi Tanaka", None, "windows washed"),
    ];

    println!("Monday. The job for Ada Fern is done.");
    customers[0].is_done = true;
    sync(&client, &mut customers).await?;

    println!("Tuesday. All jobs are done, and Ben Okoro has a new address.");
    for customer in &mut customers {
        customer.is_done = true;
    }
    customers[1].email = Some("ben.okoro@example.com");
    sync(&client, &mut customers).await?;

    println!("NiceJob has now:");
    for customer in &customers {
        if let Some(id) = &customer.person {
            // What the vendor does not document is read by name.
            let person = client.people().get(id.clone()).await?;
            let name: Option<String> = person.unknown.get_as("name");
            let email: Option<String> = person.unknown.get_as("email");
            println!(
                "  {} <{}>",
                name.as_deref().unwrap_or("somebody"),
                email.as_deref().unwrap_or("no address")
            );
        }
    }

    Ok(())
}

/// A client of the real vendor where the environment says who is asking, else of the simulated one.
fn client(vendor: &Simulator, scopes: &[&str]) -> Result<Client, nicejob::Error> {
    let given = |name: &str| env::var(format!("NICEJOB_{name}")).ok();
    let builder = Client::builder();
    let (Some(id), Some(secret), Some(token)) = (
        given("CLIENT_ID"),
        given("CLIENT_SECRET"),
        given("REFRESH_TOKEN"),
    ) else {
        let token = vendor.credentials().refresh_token(scopes);

        return builder
            .base_url(vendor.base_url())
            .oauth(
                OAuthCredentials::new()
                    .client(Credentials::CLIENT_ID, Credentials::CLIENT_SECRET)
                    .refresh_token(token),
            )
            .build();
    };
    let builder = match given("BASE_URL") {
        Some(url) => builder.base_url(url),
        None => builder,
    };

    builder
        .oauth(
            OAuthCredentials::new()
                .client(id, secret)
                .refresh_token(token),
        )
        .build()
}

/// One round: people first, then their jobs, then who is to be asked for a review.
async fn sync(client: &Client, customers: &mut [Customer]) -> Result<(), Box<dyn Error>> {
    for customer in customers {
        let person = sync_person(client, customer).await?;
        sync_booking(client, customer, &person).await?;
        if customer.is_done && !customer.is_enrolled {
            enroll(client, customer, &person).await?;
        }
    }

    Ok(())
}

/// Creates the person, or brings it to what the company knows.
async fn sync_person(client: &Client, customer: &mut Customer) -> Result<PersonId, Box<dyn Error>> {
    if let Some(id) = &customer.person {
        let mut changes = PersonUpdate::new().member("name", customer.name);
        if let Some(email) = customer.email {
            changes = changes.member("email", email);
        }
        client.people().update(id.clone(), &changes).await?;

        return Ok(id.clone());
    }
    let mut person = PersonInput::new().member("name", customer.name);
    if let Some(email) = customer.email {
        person = person.member("email", email);
    }
    let created = client.people().create(&person).await?;
    let id = created.id.ok_or("NiceJob has given a person no id")?;
    println!("  {}: is new to NiceJob", customer.name);
    customer.person = Some(id.clone());

    Ok(id)
}

/// Creates the booking, or tells that it is done.
async fn sync_booking(
    client: &Client,
    customer: &mut Customer,
    person: &PersonId,
) -> Result<(), Box<dyn Error>> {
    let Some(id) = &customer.booking else {
        let booking = BookingInput::new()
            .complete(customer.is_done)
            .member("person_id", person.as_str())
            .member("description", customer.job);
        let created = client.bookings().create(&booking).await?;
        customer.booking = created.id;

        return Ok(());
    };
    // Only what is set is sent: the description stays as it is.
    let changes = BookingUpdate::new().complete(customer.is_done);
    client.bookings().update(id.clone(), &changes).await?;

    Ok(())
}

/// Asks `NiceJob` to ask for a review. A refusal concerns one customer only, so the round goes on.
async fn enroll(
    client: &Client,
    customer: &mut Customer,
    person: &PersonId,
) -> Result<(), nicejob::Error> {
    let Customer { name, job, .. } = customer;
    if customer.email.is_none() {
        println!("  {name}: {job}, but there is no address to ask at");
        return Ok(());
    }
    let enrollment = CampaignEnrollmentInput::new().member("person_id", person.as_str());
    match client.campaign_enrollments().create(&enrollment).await {
        Ok(_) => {
            println!("  {name}: {job}, will be asked for a review");
            customer.is_enrolled = true;
            Ok(())
        }
        // Whoever is enrolled already is refused, in an answer with status 200.
        Err(error) if error.is_refused() => {
            println!("  {name}: is not asked for a review: {error}");
            Ok(())
        }
        Err(error) => Err(error),
    }
}
