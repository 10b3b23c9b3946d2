//! Three calls by openapi-generator's client.

use std::error::Error;

use client::apis::configuration::Configuration;
use client::apis::pet_api::{add_pet, find_pets_by_status, get_pet_by_id};
use client::models::Pet;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let configuration = Configuration {
        base_path: base.to_owned(),
        ..Configuration::new()
    };
    let list = find_pets_by_status(&configuration, Some("sold")).await?;
    let one = get_pet_by_id(&configuration, id.parse()?).await?;
    let pet = Pet::new("Rex".to_owned(), vec![id.to_owned()]);
    let added = add_pet(&configuration, pet).await?;

    Ok(format!("{} {} {}", list.len(), one.name, added.name))
}
