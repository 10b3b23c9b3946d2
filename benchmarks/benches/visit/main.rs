//! A visit and a page of a hundred, through the generated client's types, against hand-written structs with serde's derive.
//!
//! Both sides read every wire form that the vendor sends. Ours also keeps unknown members and nulls, and would go on where a member does
//! not fit; the hand-written structs drop the ones and stop at the other.

#![expect(
    clippy::expect_used,
    reason = "a benchmark whose texts do not fit stops"
)]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

mod by_hand;
mod forms;

use brogue_benchmarks::{compare, heading};
use brogue_runtime::codec::{self, Shape, Strictness};
use letsjobit::types::Visit;

/// A page as the fixtures have it: two visits in the vendor's different forms.
const PAGE: &str = include_str!("../../../tests/fixtures/letsjobit/list-page.json");

fn main() {
    let page: serde_json::Value = serde_json::from_str(PAGE).expect("JSON");
    let visits = page
        .get("data")
        .and_then(serde_json::Value::as_array)
        .expect("a list");
    let one = visits.first().expect("a visit").to_string();
    let hundred: Vec<_> = visits.iter().cycle().take(100).collect();
    let hundred = serde_json::to_string(&hundred).expect("JSON");

    let decode = |text: &str| {
        codec::decode::<Visit>(text, &Shape::PLAIN, Strictness::Tolerant)
            .expect("it decodes")
            .value
    };
    let decode_page = |text: &str| {
        codec::decode::<Vec<Visit>>(text, &Shape::PLAIN, Strictness::Tolerant)
            .expect("it decodes")
            .value
    };
    let derive = |text: &str| serde_json::from_str::<by_hand::Visit>(text).expect("it decodes");
    let derive_page =
        |text: &str| serde_json::from_str::<Vec<by_hand::Visit>>(text).expect("it decodes");

    println!("{}", heading("by hand"));
    println!(
        "{}",
        compare("decode a visit", || decode(&one), || derive(&one))
    );
    let (ours, theirs) = (decode(&one), derive(&one));
    println!(
        "{}",
        compare(
            "encode a visit",
            || codec::encode(&ours, &Shape::PLAIN).expect("it encodes"),
            || serde_json::to_string(&theirs).expect("it encodes"),
        )
    );
    println!(
        "{}",
        compare(
            "decode a page of 100",
            || decode_page(&hundred),
            || derive_page(&hundred)
        )
    );
    let (ours, theirs) = (decode_page(&hundred), derive_page(&hundred));
    println!(
        "{}",
        compare(
            "encode a page of 100",
            || codec::encode(&ours, &Shape::PLAIN).expect("it encodes"),
            || serde_json::to_string(&theirs).expect("it encodes"),
        )
    );
}
