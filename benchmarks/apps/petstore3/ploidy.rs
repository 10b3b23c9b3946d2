//! Three calls by ploidy's client.

use std::error::Error;

use client::Client;
use client::client::default::parameters::FindPetsByStatusQuery;
use client::types::Pet;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = Client::new(base)?;
    let query = FindPetsByStatusQuery {
        status: Some("sold".parse()?),
    };
    let list = client.find_pets_by_status(&query).await?;
    let one = client.get_pet_by_id(id).await?;
    let pet = Pet {
        name: "Rex".to_owned(),
        photo_urls: vec![id.to_owned()],
        ..Pet::default()
    };
    let added = client.add_pet(pet).await?;

    Ok(format!("{} {} {}", list.len(), one.name, added.name))
}
