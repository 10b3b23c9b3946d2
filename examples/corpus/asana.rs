//! A team's evening with the crate of Asana's own document: looks through the open tasks of a project, marks one as done, and puts a
//! file beside it.
//!
//! Run by `cargo xtask corpus --programs`, against a simulated vendor.

use asana::types::{AttachmentRequest, TaskCompact, TaskUpdateRequest, UpdateTasksBody};
use asana::{Client, Error, Upload};
use brogue_simulator::{Credentials, Simulator};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let vendor = Simulator::builder(asana::SPEC).lenient().start()?;
    vendor.records("tasks")?.fill(7)?;
    let client = Client::builder()
        .base_url(vendor.base_url())
        .bearer_token(Credentials::TOKEN)
        .build()?;

    let open = open_tasks(&client, "12345").await?;
    println!("{} open tasks.", open.len());
    if let Some(gid) = open.first().and_then(|task| task.gid.as_deref()) {
        finish(&client, gid).await?;
        attach(&client, gid).await?;
    }

    Ok(())
}

/// All tasks of a project that are not done yet, page by page: the document says in prose how its lists go on.
async fn open_tasks(client: &Client, project: &str) -> Result<Vec<TaskCompact>, Error> {
    let mut tasks = Vec::new();
    let mut offset: Option<String> = None;
    loop {
        let mut call = client.tasks().list().project(project);
        if let Some(offset) = &offset {
            call = call.offset(offset);
        }
        let page = call.await?;
        tasks.extend(page.data.unwrap_or_default());
        offset = page.next_page.and_then(|next| next.offset);
        // A simulated list never ends by itself.
        if offset.is_none() || tasks.len() >= 20 {
            return Ok(tasks);
        }
    }
}

async fn finish(client: &Client, gid: &str) -> Result<(), Error> {
    let change = TaskUpdateRequest::new()
        .completed(true)
        .notes("The pump holds. Photos are beside this.");
    let body = UpdateTasksBody::new().data(change);
    let answer = client.tasks().update(gid, &body).await?;
    let name = answer.data.and_then(|task| task.name);
    println!(
        "Done: {}.",
        name.as_deref().unwrap_or("a task without a name")
    );

    Ok(())
}

async fn attach(client: &Client, gid: &str) -> Result<(), Error> {
    let photo = Upload::new("pump.txt", "What a photo would show.").content_type("text/plain");
    let request = AttachmentRequest::new(gid).file(photo);
    let call = client.attachments().create_for_object();
    let answer = call.attachment_request(&request).await?;
    println!("Attached: {:?}.", answer.data.and_then(|data| data.gid));

    Ok(())
}
