//! Three calls by openapi-to-rust's client.

use std::error::Error;

use client::generated::HttpClient;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = HttpClient::new().with_base_url(base);
    let list = client.list_service(Some(2), None, None::<&str>).await?;
    let one = client.fetch_service(id).await?;
    let codes = client.list_short_code(id, None, None, None::<&str>).await?;

    Ok(format!(
        "{:?} {:?} {:?}",
        list.services.map(|list| list.len()),
        one.friendly_name,
        codes.short_codes.map(|list| list.len())
    ))
}
