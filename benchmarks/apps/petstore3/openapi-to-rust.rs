//! Three calls by openapi-to-rust's client.

use std::error::Error;

use client::generated::{FindPetsByStatusStatus, HttpClient, Pet};

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = HttpClient::new().with_base_url(base);
    let status = Some(FindPetsByStatusStatus::Sold);
    let list = client.find_pets_by_status(status).await?;
    let one = client.get_pet_by_id(id.parse()?).await?;
    let pet = Pet::new("Rex".to_owned(), vec![id.to_owned()]);
    let added = client.add_pet(pet).await?;

    Ok(format!("{} {} {}", list.len(), one.name, added.name))
}
