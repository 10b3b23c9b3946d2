//! Three calls by ploidy's client.

use std::error::Error;

use client::Client;
use client::client::default::parameters::{ListServiceQuery, ListShortCodeQuery};
use client::util::absent::AbsentOr;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = Client::new(base)?;
    let query = ListServiceQuery {
        page_size: Some(2),
        ..ListServiceQuery::default()
    };
    let list = client.list_service(&query).await?;
    let one = client.fetch_service(id).await?;
    let query = ListShortCodeQuery::default();
    let codes = client.list_short_code(id, &query).await?;

    Ok(format!(
        "{:?} {:?} {:?}",
        present(list.services).map(|list| list.len()),
        present(one.friendly_name),
        present(codes.short_codes).map(|list| list.len())
    ))
}

fn present<Value>(value: AbsentOr<Value>) -> Option<Value> {
    match value {
        AbsentOr::Present(value) => Some(value),
        AbsentOr::Absent | AbsentOr::Null => None,
    }
}
