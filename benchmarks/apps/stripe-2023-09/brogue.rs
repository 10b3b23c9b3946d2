//! Three calls by Brogue's client.

use std::error::Error;

use client::Client;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = Client::builder().base_url(base).bearer_token("a token");
    let client = client.build()?;
    let list = client.coupons().list().limit(2).await?;
    let one = client.coupons().get(id).await?;
    let balance = client.balance().get().await?;

    Ok(format!(
        "{} {:?} {}",
        list.data.len(),
        one.name,
        balance.available.len()
    ))
}
