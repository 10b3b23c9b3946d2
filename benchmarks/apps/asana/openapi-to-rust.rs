//! Three calls by openapi-to-rust's client.

use std::error::Error;

use client::generated::HttpClient;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = HttpClient::new().with_base_url(base);
    let none = None::<&str>;
    let list = client
        .get_tasks(
            None,
            none,
            none,
            Some(id),
            none,
            none,
            none,
            none,
            None,
            None,
        )
        .await?;
    let one = client.get_task(id, None, None).await?;
    let project = client.get_project(id, None, None).await?;
    let name = one.data.and_then(|task| task.name);

    Ok(format!(
        "{:?} {name:?} {:?}",
        list.data.map(|list| list.len()),
        project.data.and_then(|project| project.name)
    ))
}
