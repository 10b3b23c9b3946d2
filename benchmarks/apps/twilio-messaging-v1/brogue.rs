//! Three calls by Brogue's client.

use std::error::Error;

use client::Client;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = Client::builder().base_url(base).basic("you", "secret");
    let client = client.build()?;
    let services = client.messaging_v1_service();
    let list = services.list_service().page_size(2).await?;
    let one = services.fetch_service(id).await?;
    let codes = client.messaging_v1_short_code().list_short_code(id).await?;

    Ok(format!(
        "{:?} {:?} {:?}",
        list.services.map(|list| list.len()),
        one.friendly_name,
        codes.short_codes.map(|list| list.len())
    ))
}
