//! Three calls by Brogue's client.

use std::error::Error;

use client::Client;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = Client::builder().base_url(base).bearer_token("a token");
    let client = client.build()?;
    let list = client.tasks().list().project(id).await?;
    let one = client.tasks().get(id).await?;
    let project = client.projects().get(id).await?;
    let name = one.data.and_then(|task| task.name);

    Ok(format!(
        "{:?} {name:?} {:?}",
        list.data.map(|list| list.len()),
        project.data.and_then(|project| project.name)
    ))
}
