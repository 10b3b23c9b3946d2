//! Three calls by ploidy's client.

use std::error::Error;

use client::Client;
use client::client::default::parameters::{
    GetBalanceQuery, GetCouponsCouponQuery, GetCouponsQuery,
};
use client::util::absent::AbsentOr;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = Client::new(base)?;
    let query = GetCouponsQuery {
        limit: Some(2),
        ..GetCouponsQuery::default()
    };
    let list = client.get_coupons(&query, ()).await?;
    let query = GetCouponsCouponQuery::default();
    let one = client.get_coupons_coupon(id, &query, ()).await?;
    let balance = client.get_balance(&GetBalanceQuery::default(), ()).await?;
    let name = match one.name {
        AbsentOr::Present(name) => Some(name),
        AbsentOr::Absent | AbsentOr::Null => None,
    };

    Ok(format!(
        "{} {name:?} {}",
        list.data.len(),
        balance.available.len()
    ))
}
