//! Three calls by openapi-generator's client.

use std::error::Error;

use client::apis::configuration::Configuration;
use client::apis::messaging_v1_service_api::{fetch_service, list_service};
use client::apis::messaging_v1_short_code_api::list_short_code;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let configuration = Configuration {
        base_path: base.to_owned(),
        ..Configuration::new()
    };
    let list = list_service(&configuration, Some(2), None, None).await?;
    let one = fetch_service(&configuration, id).await?;
    let codes = list_short_code(&configuration, id, None, None, None).await?;

    Ok(format!(
        "{:?} {:?} {:?}",
        list.services.map(|list| list.len()),
        one.friendly_name,
        codes.short_codes.map(|list| list.len())
    ))
}
