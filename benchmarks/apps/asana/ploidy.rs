//! Three calls by ploidy's client.

use std::error::Error;

use client::Client;
use client::client::default::parameters::{GetProjectQuery, GetTaskQuery, GetTasksQuery};
use client::util::absent::AbsentOr;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = Client::new(base)?;
    let query = GetTasksQuery {
        project: Some(id.to_owned()),
        ..GetTasksQuery::default()
    };
    let list = client.get_tasks(&query).await?;
    let one = client.get_task(id, &GetTaskQuery::default()).await?;
    let project = client.get_project(id, &GetProjectQuery::default()).await?;
    let name = present(one.data).and_then(|task| present(task.name));

    Ok(format!(
        "{:?} {name:?} {:?}",
        present(list.data).map(|list| list.len()),
        present(project.data).and_then(|project| present(project.name))
    ))
}

fn present<Value>(value: AbsentOr<Value>) -> Option<Value> {
    match value {
        AbsentOr::Present(value) => Some(value),
        AbsentOr::Absent | AbsentOr::Null => None,
    }
}
