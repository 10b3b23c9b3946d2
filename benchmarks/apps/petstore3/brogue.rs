//! Three calls by Brogue's client.

use std::error::Error;

use client::Client;
use client::types::Pet;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = Client::builder().base_url(base).build()?;
    let list = client.pet().find_by_status().status("sold").await?;
    let one = client.pet().get(id.parse()?).await?;
    let added = client.pet().add(&Pet::new("Rex", [id])).await?;

    Ok(format!("{} {} {}", list.len(), one.name, added.name))
}
