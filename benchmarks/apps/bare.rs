//! What every client stands on and nothing more: three requests by hand.

use std::error::Error;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = reqwest::Client::new();
    let list = client.get(format!("{base}/list")).send().await?;
    let list = list.error_for_status()?.text().await?;
    let one = client.get(format!("{base}/list/{id}")).send().await?;
    let one = one.error_for_status()?.text().await?;
    let sent = client.post(format!("{base}/list")).body(one.clone());
    let sent = sent.send().await?.error_for_status()?.text().await?;

    Ok(format!("{} {} {}", list.len(), one.len(), sent.len()))
}
