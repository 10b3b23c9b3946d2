//! A shop's first hour with the crate of Stripe's own document: creates a customer, and walks through the charges.
//!
//! Run by `cargo xtask corpus --programs`, against a simulated vendor.

use brogue_simulator::{Credentials, Simulator};
use stripe::types::{CreateCustomersBody, Customer};
use stripe::{Client, Error};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let vendor = Simulator::builder(stripe::SPEC).lenient().start()?;
    let client = Client::builder()
        .base_url(vendor.base_url())
        .bearer_token(Credentials::TOKEN)
        .build()?;

    let customer = welcome(&client).await?;
    println!("{} is a customer.", customer.id);
    let total = charged(&client, &customer.id).await?;
    println!("Charged so far: {total} cents.");

    Ok(())
}

async fn welcome(client: &Client) -> Result<Customer, Error> {
    let body = CreateCustomersBody::new()
        .name("Robin Example")
        .email("robin@example.com")
        .phone("+1 555 0100");

    client.customers().create().body(&body).await
}

/// What a customer was charged, page by page: the last one's id is where the next page starts.
async fn charged(client: &Client, customer: &str) -> Result<i64, Error> {
    let mut total = 0;
    let mut after: Option<String> = None;
    loop {
        let mut call = client.charges().list().customer(customer);
        if let Some(after) = &after {
            call = call.starting_after(after);
        }
        let page = call.await?;
        total += page.data.iter().map(|charge| charge.amount).sum::<i64>();
        after = page.data.last().map(|charge| charge.id.clone());
        if !page.has_more || after.is_none() {
            return Ok(total);
        }
    }
}
