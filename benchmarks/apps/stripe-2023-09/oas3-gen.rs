//! Three calls by oas3-gen's client.

use std::error::Error;

use client::{
    ApiResponse, GetBalanceRequest, GetCouponsCouponRequest, GetCouponsCouponRequestPath,
    GetCouponsRequest, GetCouponsRequestQuery, StripeApiClient,
};

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = StripeApiClient::with_base_url(base)?;
    let request = GetCouponsRequest {
        query: GetCouponsRequestQuery {
            limit: Some(2),
            ..GetCouponsRequestQuery::default()
        },
        ..GetCouponsRequest::default()
    };
    let list = ok(client.get_coupons(request).await?)?;
    let request = GetCouponsCouponRequest {
        path: GetCouponsCouponRequestPath {
            coupon: id.to_owned(),
        },
        ..GetCouponsCouponRequest::default()
    };
    let one = ok(client.get_coupons_coupon(request).await?)?;
    let balance = ok(client.get_balance(GetBalanceRequest::default()).await?)?;

    Ok(format!(
        "{} {:?} {}",
        list.data.len(),
        one.name,
        balance.available.len()
    ))
}

fn ok<Value, Failure>(answer: ApiResponse<Value, Failure>) -> Result<Value, Box<dyn Error>> {
    match answer {
        ApiResponse::Ok(value) => Ok(value),
        _ => Err("refused".into()),
    }
}
