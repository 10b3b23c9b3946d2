//! A dispatcher's evening at `LetsJobIt`, offline: looks through the open visits, writes tomorrow's, and moves one that was missed.
//!
//! ```text
//! cargo run -p letsjobit --example plan_a_day
//! ```
//!
//! It shows how a list is walked page by page, how a bulk call tells of the rows that were not taken, and how a change sends nothing
//! but what is to change.
//!
//! It runs against a simulated vendor, in this process and without a network, with 250 visits that are made up. With `LETSJOBIT_BASE_URL`
//! and `LETSJOBIT_API_KEY` in the environment it talks to the vendor there, `https://app.letsjobit.com/api/v2` being the real one; then
//! these orders stand in the company's plan, since there is no sandbox.

#![expect(clippy::print_stdout, reason = "it tells what it does")]

use std::env;

use brogue_simulator::{Credentials, Simulator};
use letsjobit::jiff::ToSpan;
use letsjobit::jiff::civil::{Date, date};
use letsjobit::types::{Visit, VisitInput, VisitInputRequired, VisitUpdate};
use letsjobit::{Client, ClientBuilder, Error};

/// The day of the story. A program that is used every day asks the clock: `Zoned::now().date()`.
const TODAY: Date = date(2030, 4, 1);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let vendor = Simulator::from_spec(letsjobit::SPEC)?;
    vendor.records("visits")?.fill(250)?;
    let simulated = Client::builder()
        .base_url(vendor.base_url())
        .api_key(Credentials::KEY);
    let client = real().unwrap_or(simulated).build()?;

    let tomorrow = TODAY.checked_add(1.day())?;
    let missed = look_through(&client).await?;
    write_orders(&client, tomorrow).await?;
    if let Some(visit) = missed {
        reschedule(&client, &visit, tomorrow).await?;
    }

    Ok(())
}

/// A client of the vendor that the environment names, where it names one.
fn real() -> Option<ClientBuilder> {
    let url = env::var("LETSJOBIT_BASE_URL").ok()?;
    let key = env::var("LETSJOBIT_API_KEY").ok()?;

    Some(Client::builder().base_url(url).api_key(key))
}

/// Walks through the open visits, and finds the most urgent one of those that should have been done by now.
async fn look_through(client: &Client) -> Result<Option<Visit>, Error> {
    let mut open = Vec::new();
    let mut pages = client.visits().list().closed(false).pages();
    while let Some(page) = pages.try_next().await? {
        let (here, left) = (page.items.len(), page.remaining.unwrap_or_default());
        println!("A page of {here} open visits, {left} more to come.");
        open.extend(page.items);
    }

    let count = open.len();
    open.retain(|visit| visit.date.is_some_and(|date| date < TODAY));
    println!("{} of {count} were due before today.", open.len());

    // Those without a priority come last.
    Ok(open
        .into_iter()
        .min_by_key(|visit| (visit.priority.unwrap_or(i64::MAX), visit.date)))
}

/// Writes what the company's own system has for tomorrow, in one call.
async fn write_orders(client: &Client, day: Date) -> Result<(), Error> {
    let order = |id: i64, customer: &str, address: &str, priority| {
        VisitInput::from(VisitInputRequired {
            driver_id: "van-2".into(),
            date: day,
            id: id.into(),
            doc_no: format!("CALL-{id}"),
            customer: customer.to_owned(),
            address: address.to_owned(),
            city: "Fernhollow".to_owned(),
            company_id: "harbor-repairs".to_owned(),
        })
        .priority(priority)
    };
    let orders = [
        order(40_017, "Harbor Bakery", "12 Example Street", 2),
        // The scale ends at 10: nobody has told the system that this order came from.
        order(40_018, "Orchard School", "3 Chapel Walk", 50),
        order(40_019, "Mill Lane Dental", "110 Mill Lane", 5),
    ];

    let outcome = client.visits().upsert(&orders).await?;
    let new = outcome.value.records_inserted.unwrap_or_default();
    println!(
        "\nSent {} orders for {day}: {new} are new visits.",
        orders.len()
    );
    for error in &outcome.errors {
        println!("One was not taken: {error}.");
    }
    if outcome.errors.is_empty() {
        return Ok(());
    }

    // The vendor does not say which orders it means, so they are looked for.
    for order in &orders {
        let mut found = client.visits().list().id(order.id.clone()).items();
        if found.try_next().await?.is_none() {
            println!("It is {}, for {}.", order.doc_no, order.customer);
        }
    }

    Ok(())
}

/// Gives a visit another day, and reads what the vendor made of it.
async fn reschedule(client: &Client, visit: &Visit, day: Date) -> Result<(), Error> {
    let Some(id) = &visit.internal_id else {
        println!("\nThe visit has no id, so it cannot be changed.");
        return Ok(());
    };
    // What is not named here stays as it is.
    let change = VisitUpdate::new().date(day).obs("Missed once: call ahead");
    let outcome = client.visits().update(id, &change).await?;
    if outcome.updated_records == Some(0) {
        println!("\nThe visit is gone: somebody has deleted it meanwhile.");
        return Ok(());
    }

    let now = client.visits().get(id).await?;
    println!(
        "\nMoved the visit at {} from {} to {}; the driver reads: {}.",
        text(now.customer),
        text(visit.date),
        text(now.date),
        text(now.obs),
    );

    Ok(())
}

/// What an answer may leave out.
fn text(value: Option<impl std::fmt::Display>) -> String {
    value.map_or_else(|| "(nothing)".to_owned(), |value| value.to_string())
}
