//! Lists over many pages.

use brogue_runtime::{PageToken, ScriptedTransport};

use crate::shop::{Shop, shop};

/// The number of the first record that a request asks for.
fn start_of(request: &http::Request<bytes::Bytes>) -> usize {
    let query = request.uri().query().unwrap_or_default();

    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("start="))
        .map_or(0, |start| start.parse().unwrap())
}

fn page(start: usize, count: usize, meta: &str) -> String {
    let things: Vec<String> = (start..start + count)
        .map(|id| format!("{{\"id\": {id}}}"))
        .collect();

    format!(
        "{{\"data\": [{}], \"meta\": {{{meta}}}}}",
        things.join(", ")
    )
}

/// A vendor with so many records, whose metadata is made by a function of the start and the count of a page.
fn vendor(records: usize, meta: fn(usize, usize) -> String) -> (ScriptedTransport, Shop) {
    let transport = ScriptedTransport::new().otherwise(move |request| {
        let start = start_of(request);
        let count = records.saturating_sub(start).min(100);

        (200, page(start, count, &meta(start, count)))
    });
    let shop = shop(&transport);

    (transport, shop)
}

fn full(start: usize, count: usize) -> String {
    let next = start + count;
    format!(
        "\"total\": 250, \"remaining\": {}, \"nextStart\": {next}",
        250 - next
    )
}

async fn ids(mut items: brogue_runtime::Items<crate::shop::Thing>) -> Vec<i64> {
    let mut ids = Vec::new();
    while let Some(thing) = items.try_next().await.unwrap() {
        ids.push(thing.id);
    }
    ids
}

#[tokio::test]
async fn all_records_come_once_whatever_the_vendor_tells() {
    let metas: [fn(usize, usize) -> String; 6] = [
        full,
        |start, count| format!("\"remaining\": \"{}\"", 250 - start - count),
        |start, count| {
            format!(
                "\"remaining\": {}, \"nextStart\": null",
                250 - start - count
            )
        },
        |start, count| format!("\"nextStart\": {}", start + count),
        |_, _| "\"total\": 250".to_owned(),
        |_, _| String::new(),
    ];
    for meta in metas {
        let (transport, shop) = vendor(250, meta);

        assert_eq!(
            ids(shop.list().items()).await,
            (0..250).collect::<Vec<_>>(),
            "{}",
            meta(0, 100)
        );
        let starts: Vec<_> = transport.requests().iter().map(start_of).collect();
        assert_eq!(starts[..3], [0, 100, 200], "{}", meta(0, 100));
        assert!(starts.len() <= 4);
    }
}

#[tokio::test]
async fn a_vendor_that_goes_in_circles_is_not_followed() {
    let metas: [fn(usize) -> String; 3] = [
        |_| "\"nextStart\": 100".to_owned(),
        |start| format!("\"nextStart\": {}", start + 100),
        |_| "\"remaining\": 50".to_owned(),
    ];
    for meta in metas {
        let transport = ScriptedTransport::new()
            .otherwise(move |request| (200, page(0, 100, &meta(start_of(request)))));
        let read = ids(shop(&transport).list().items()).await;

        assert_eq!(read.len(), 100, "{}", meta(0));
        assert!(transport.requests().len() <= 2);
    }
    let (transport, shop) = vendor(0, full_of_nothing);
    assert!(ids(shop.list().items()).await.is_empty());
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn pages_of_the_same_items_are_all_read_while_less_is_left_each_time() {
    let transport = ScriptedTransport::new().otherwise(|request| {
        let left = 200_usize.saturating_sub(start_of(request));
        (200, page(0, 100, &format!("\"remaining\": {left}")))
    });
    let read = ids(shop(&transport).list().items()).await;

    assert_eq!(read.len(), 300);
    assert_eq!(transport.requests().len(), 3);
}

fn full_of_nothing(_: usize, _: usize) -> String {
    "\"remaining\": 50, \"nextStart\": 100".to_owned()
}

#[tokio::test]
async fn a_list_resumes_from_a_token_that_was_kept_as_text() {
    let (_, shop) = vendor(250, full);
    let mut pages = shop.list().pages();
    let first = pages.try_next().await.unwrap().unwrap();
    assert_eq!(
        (first.items.len(), first.remaining, first.total),
        (100, Some(150), Some(250))
    );
    let kept = first.next.unwrap().to_string();
    assert_eq!(pages.next_page().unwrap().to_string(), kept);

    let token: PageToken = kept.parse().unwrap();
    assert_eq!(
        ids(shop.list().items_from(&token)).await,
        (100..250).collect::<Vec<_>>()
    );
    assert_eq!(
        ids(shop.list().query("start", 240).items()).await,
        (240..250).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn a_limit_reads_no_page_too_many() {
    for (limit, requests) in [(0, 0), (1, 1), (100, 1), (101, 2), (1_000, 3)] {
        let (transport, shop) = vendor(250, full);
        let items = shop.list().limit(limit).items();
        let read: Vec<_> = items.try_collect().await.unwrap();

        assert_eq!(read.len(), limit.min(250));
        assert_eq!(transport.requests().len(), requests, "{limit}");
    }
}

#[tokio::test]
async fn an_error_ends_the_list_and_tells_where_to_resume() {
    let transport = ScriptedTransport::new()
        .answer(200, page(0, 100, &full(0, 100)))
        .answer(400, "{}")
        .answer(200, page(100, 100, "\"remaining\": 0"));
    let shop = shop(&transport);
    let mut items = shop.list().items();
    for _ in 0..100 {
        items.try_next().await.unwrap().unwrap();
    }

    assert!(items.try_next().await.unwrap_err().is_rejected());
    assert!(items.next().await.is_none());
    let token = items.next_page().unwrap().clone();
    assert_eq!(ids(shop.list().items_from(&token)).await.len(), 100);
}

#[tokio::test]
async fn null_for_no_items_is_an_empty_page_and_no_items_at_all_is_drift() {
    let transport = ScriptedTransport::new()
        .answer(200, r#"{"data": null}"#)
        .answer(200, r#"{"data": null}"#)
        .answer(200, r#"{"meta": {}}"#);
    let shop = shop(&transport);

    assert!(shop.list().await.unwrap().items.is_empty());
    let strict = crate::shop::options().strict(true);
    for call in [shop.list().with(strict), shop.list()] {
        let error = call.await.unwrap_err();
        assert!(error.is_decode() && error.path() == Some("data"), "{error}");
    }
}

#[tokio::test]
async fn one_page_can_be_asked_for_alone() {
    let (transport, shop) = vendor(250, full);
    let response = shop.list().closed(true).with_response().await.unwrap();

    assert_eq!(response.value().items.len(), 100);
    assert_eq!(
        response.value().next.as_ref().unwrap().to_string(),
        "offset:100"
    );
    assert_eq!(transport.requests().len(), 1);
    let own: Vec<serde_json::Value> = shop.list().send_as().await.unwrap();
    assert_eq!(own[99]["id"], 99);
}
