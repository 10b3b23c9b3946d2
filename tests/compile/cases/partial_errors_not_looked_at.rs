//! A bulk write of which nobody asks whether all of it was done.

#![deny(unused_must_use)]

async fn write(client: &letsjobit::Client) -> Result<(), letsjobit::Error> {
    client.visits().upsert(&[]).await?;
    Ok(())
}

fn main() {}
