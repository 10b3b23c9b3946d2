//! Lists over pages, from a simulated vendor that honors `pagination`.

use letsjobit::types::Visit;
use letsjobit::{Client, Method, PageToken, Pagination, RetryPolicy, ScriptedTransport};
use serde_json::{Value, json};

use super::KEY;

/// A vendor with so many visits. It gives 100 from `pagination` on; `meta` makes the rest of the answer of start, end and count.
fn vendor(count: u64, meta: fn(u64, u64, u64) -> Value) -> ScriptedTransport {
    ScriptedTransport::new()
        .otherwise(move |request| page(start_of(request.uri().query()), count, meta))
}

fn page(start: u64, count: u64, meta: fn(u64, u64, u64) -> Value) -> (u16, String) {
    let start = start.min(count);
    let end = (start + 100).min(count);
    let data: Vec<Value> = (start..end).map(|number| json!({"id": number})).collect();

    (
        200,
        json!({"meta": meta(start, end, count), "data": data}).to_string(),
    )
}

fn documented(_start: u64, end: u64, count: u64) -> Value {
    let next = (end < count).then_some(end);

    json!({"totalRecords": count, "remainingRecords": count - end, "nextStart": next})
}

fn start_of(query: Option<&str>) -> u64 {
    query
        .unwrap_or_default()
        .split('&')
        .find_map(|pair| pair.strip_prefix("pagination="))
        .map_or(0, |start| start.parse().unwrap())
}

fn client(vendor: &ScriptedTransport) -> Client {
    Client::builder()
        .api_key(KEY)
        .transport(vendor.clone())
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn count(numbers: std::ops::Range<u64>) -> Vec<u64> {
    numbers.collect()
}

/// The starts that were asked for.
fn starts(vendor: &ScriptedTransport) -> Vec<u64> {
    vendor
        .requests()
        .iter()
        .map(|request| start_of(request.uri().query()))
        .collect()
}

fn number(visit: &Visit) -> u64 {
    visit.id.as_ref().unwrap().as_str().parse().unwrap()
}

#[tokio::test]
async fn all_items_come_in_order_with_a_request_a_page() {
    let vendor = vendor(250, documented);
    let mut items = client(&vendor).visits().list().closed(false).items();
    let mut numbers = Vec::new();
    while let Some(visit) = items.try_next().await.unwrap() {
        numbers.push(number(&visit));
    }

    assert_eq!(numbers, count(0..250));
    assert_eq!(starts(&vendor), [0, 100, 200]);
    assert!(
        vendor
            .requests()
            .iter()
            .all(|request| request.uri().query().unwrap().contains("closed=0"))
    );
}

#[tokio::test]
async fn items_are_a_stream() {
    use futures_util::{StreamExt, TryStreamExt};

    let vendor = vendor(250, documented);
    let even: Vec<u64> = client(&vendor)
        .visits()
        .list()
        .items()
        .map_ok(|visit| number(&visit))
        .try_filter(|number| std::future::ready(number % 2 == 0))
        .take(60)
        .try_collect()
        .await
        .unwrap();

    assert_eq!(even, (0..120).step_by(2).collect::<Vec<_>>());
    assert_eq!(starts(&vendor), [0, 100]);
}

#[tokio::test]
async fn pages_tell_where_they_stand_and_a_token_leads_back() {
    let vendor = vendor(250, documented);
    let client = client(&vendor);
    let mut pages = client.visits().list().pages();
    let first = pages.try_next().await.unwrap().unwrap();

    assert_eq!(
        (first.items.len(), first.remaining, first.total),
        (100, Some(150), Some(250))
    );

    // Kept as text, over a restart.
    let token: PageToken = first.next.unwrap().to_string().parse().unwrap();
    let mut rest = client.visits().list().pages_from(&token);
    let mut sizes = Vec::new();
    while let Some(page) = rest.try_next().await.unwrap() {
        sizes.push(page.items.len());
    }

    assert_eq!(sizes, [100, 50]);
    assert_eq!(starts(&vendor), [0, 100, 200]);
}

#[tokio::test]
async fn a_limit_reads_no_page_more_than_it_needs() {
    for (limit, requests) in [(0, 0), (1, 1), (100, 1), (101, 2), (1_000, 3)] {
        let vendor = vendor(250, documented);
        let mut items = client(&vendor).visits().list().limit(limit).items();
        let mut count = 0;
        while items.try_next().await.unwrap().is_some() {
            count += 1;
        }

        assert_eq!(
            (count, vendor.requests().len()),
            (limit.min(250), requests),
            "limit {limit}"
        );
    }
}

#[tokio::test]
async fn a_list_ends_in_every_way_a_vendor_may_end_it() {
    /// What `meta` is, of start, end and count.
    type Meta = fn(u64, u64, u64) -> Value;
    let cases: [(&str, u64, Meta, usize); 9] = [
        ("as documented", 200, documented, 2),
        (
            "nothing remains, whatever the next start",
            200,
            |_, end, count| json!({"remainingRecords": count - end, "nextStart": end}),
            2,
        ),
        (
            "a next start only, null at the end",
            200,
            |_, end, count| json!({"nextStart": (end < count).then_some(end)}),
            3,
        ),
        (
            "a next start as text",
            200,
            |_, end, count| json!({"remainingRecords": count - end, "nextStart": end.to_string()}),
            2,
        ),
        (
            "counts as text",
            200,
            |_, end, count| json!({"remainingRecords": (count - end).to_string()}),
            2,
        ),
        (
            "a next start that stands still",
            200,
            |start, _, _| json!({"nextStart": start}),
            1,
        ),
        (
            "the same next start for ever",
            300,
            |_, _, _| json!({"nextStart": 100}),
            2,
        ),
        (
            "no word: a short page is the last",
            150,
            |_, _, _| json!({}),
            2,
        ),
        (
            "no word: an empty page is the end",
            200,
            |_, _, _| json!({}),
            3,
        ),
    ];

    for (name, visits, meta, requests) in cases {
        let vendor = vendor(visits, meta);
        let mut items = client(&vendor).visits().list().items();
        let mut numbers = Vec::new();
        while let Some(visit) = items.try_next().await.unwrap() {
            numbers.push(number(&visit));
        }
        let read = (requests as u64 * 100).min(visits);

        assert_eq!(numbers, count(0..read), "{name}");
        assert_eq!(vendor.requests().len(), requests, "{name}");
    }
}

#[tokio::test]
async fn an_error_comes_after_the_items_before_it_and_can_be_resumed_from() {
    let mut calls = 0;
    let failing = ScriptedTransport::new().otherwise(move |request| {
        calls += 1;
        match calls {
            2 => (500, r#"{"error": "out of order"}"#.to_owned()),
            _ => page(start_of(request.uri().query()), 250, documented),
        }
    });
    let client = client(&failing);
    let mut items = client.visits().list().items();
    let mut numbers = Vec::new();
    let error = loop {
        match items.try_next().await {
            Ok(visit) => numbers.push(number(&visit.unwrap())),
            Err(error) => break error,
        }
    };

    assert_eq!(numbers, count(0..100));
    assert_eq!(
        error.api().unwrap().message.as_deref(),
        Some("out of order")
    );
    assert!(
        items.try_next().await.unwrap().is_none(),
        "after an error it has ended"
    );

    let token = items.next_page().unwrap().clone();
    let mut rest = client.visits().list().items_from(&token);
    while let Some(visit) = rest.try_next().await.unwrap() {
        numbers.push(number(&visit));
    }

    assert_eq!(numbers, count(0..250));
    assert_eq!(starts(&failing), [0, 100, 100, 200]);
}

#[tokio::test]
async fn a_path_the_spec_does_not_know_has_pages_as_the_caller_says() {
    let vendor = vendor(250, documented);
    let by_start = Pagination::offset("pagination").remaining("/meta/remainingRecords");
    let leads = client(&vendor).request(Method::GET, "/leads");
    let read: Vec<Value> = leads.items_with(by_start).try_collect().await.unwrap();

    assert_eq!(read.len(), 250);
    assert_eq!(starts(&vendor), [0, 100, 200]);

    // Without a way it is the one page that came.
    let leads = client(&vendor).request(Method::GET, "/leads");
    let read: Vec<Value> = leads.items().try_collect().await.unwrap();
    assert_eq!(read.len(), 100);
}

#[tokio::test]
async fn a_page_is_read_ahead_by_choice_and_a_caller_may_know_better_than_the_spec() {
    let vendor = vendor(250, documented);
    let client = client(&vendor);
    let mut pages = client.visits().list().prefetch().pages();
    pages.try_next().await.unwrap().unwrap();
    tokio::task::yield_now().await;
    assert_eq!(starts(&vendor), [0, 100]);
    drop(pages);

    let one = client.visits().list().items_with(Pagination::NONE);
    let read: Vec<Visit> = one.try_collect().await.unwrap();
    assert_eq!(read.len(), 100);
}
