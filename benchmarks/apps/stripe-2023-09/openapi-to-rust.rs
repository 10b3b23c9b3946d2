//! Three calls by openapi-to-rust's client.

use std::error::Error;

use client::generated::HttpClient;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = HttpClient::new().with_base_url(base);
    let none = None::<&str>;
    let list = client
        .get_coupons(none, none, none, Some(2), none, None)
        .await?;
    let one = client.get_coupons_coupon(id, none, None).await?;
    let balance = client.get_balance(none, None).await?;

    Ok(format!(
        "{} {:?} {}",
        list.data.len(),
        one.name,
        balance.available.len()
    ))
}
