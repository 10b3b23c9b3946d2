//! The ways lists go on, named by the caller, and how each of them ends.

mod cursors;
mod links;
mod numbers;
mod sockets;
mod tokens;

use crate::shop::Shop;
use brogue_runtime::{Items, Method, Pagination, Value};

type Request = http::Request<bytes::Bytes>;

/// The value of a parameter of the query.
fn asked(request: &Request, name: &str) -> Option<String> {
    let query = request.uri().query()?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));

    pairs
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value.to_owned())
}

/// What of a list of so many numbers stands from `start` on, `size` of them.
fn slice(count: u64, start: u64, size: u64) -> Vec<u64> {
    (start..count)
        .take(usize::try_from(size).unwrap())
        .collect()
}

async fn all(mut items: Items<Value>) -> Vec<u64> {
    let mut all = Vec::new();
    while let Some(item) = items.try_next().await.unwrap() {
        all.push(item.pointer("/id").unwrap_or(&item).as_u64().unwrap());
    }
    all
}

fn list(shop: &Shop, pagination: Pagination) -> Items<Value> {
    shop.core
        .request(Method::GET, "/numbers")
        .items_with(pagination)
}
