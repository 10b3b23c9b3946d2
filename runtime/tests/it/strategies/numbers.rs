//! Pages by number, and what holds for all ways.

use brogue_runtime::{Method, Pagination, ScriptedTransport, Value};
use serde_json::json;

use super::{all, asked, list, slice};
use crate::shop::{Shop, builder, shop};

/// A vendor of 25 numbers in pages of 10, who counts pages from `first` and tells what `rest` makes of page and last page.
fn by_page(first: u64, rest: fn(u64, u64) -> Value) -> ScriptedTransport {
    ScriptedTransport::new().otherwise(move |request| {
        let page = asked(request, "page").map_or(first, |page| page.parse().unwrap());
        let data = slice(25, (page - first) * 10, 10);

        (
            200,
            json!({"data": data, "meta": rest(page, first + 2)}).to_string(),
        )
    })
}

#[tokio::test]
async fn pages_by_number_end_in_every_way_a_vendor_may_end_them() {
    /// What `meta` is, of a page and the last one.
    type Rest = fn(u64, u64) -> Value;
    let plain = Pagination::page("page");
    let cases: [(&str, Pagination, u64, Rest, usize); 9] = [
        (
            "number of pages",
            plain.total_pages("/meta/pages"),
            1,
            |_, _| json!({"pages": 3}),
            3,
        ),
        (
            "number of pages, from 0",
            plain.first(0).total_pages("/meta/pages"),
            0,
            |_, _| json!({"pages": "3"}),
            3,
        ),
        (
            "number of pages, from 5",
            plain.first(5).total_pages("/meta/pages"),
            5,
            |_, _| json!({"pages": 3}),
            3,
        ),
        (
            "next page",
            plain.next("/meta/next"),
            1,
            |page, last| json!({"next": (page < last).then_some(page + 1)}),
            3,
        ),
        (
            "whether there is more",
            plain.more("/meta/more"),
            1,
            |page, last| json!({"more": page < last}),
            3,
        ),
        (
            "number of items",
            plain.size(10).total("/meta/total"),
            1,
            |_, _| json!({"total": 25}),
            3,
        ),
        ("a short page", plain.size(10), 1, |_, _| json!({}), 3),
        ("an empty page", plain, 1, |_, _| json!({}), 4),
        (
            "items left",
            plain.remaining("/meta/left"),
            1,
            |page, _| json!({"left": 25_u64.saturating_sub(page * 10)}),
            3,
        ),
    ];

    for (name, pagination, first, rest, requests) in cases {
        let transport = by_page(first, rest);
        let read = all(list(&shop(&transport), pagination)).await;

        assert_eq!(read, (0..25).collect::<Vec<_>>(), "{name}");
        assert_eq!(transport.requests().len(), requests, "{name}");
    }
}

#[tokio::test]
async fn a_size_is_asked_for_unless_the_caller_asks_for_another() {
    let vendor = || {
        ScriptedTransport::new().otherwise(|request| {
            // More than 20 at once are never given.
            let size = asked(request, "size")
                .map_or(10, |size| size.parse().unwrap())
                .min(20);
            let page: u64 = asked(request, "page").map_or(1, |page| page.parse().unwrap());

            (200, json!(slice(50, (page - 1) * size, size)).to_string())
        })
    };
    let sized = Pagination::page("page")
        .items("")
        .size_parameter("size")
        .size(20);
    // the caller's size -> sizes asked for, requests
    for (own, size, requests) in [(None, "20", 3), (Some(500), "500", 3), (Some(7), "7", 8)] {
        let transport = vendor();
        let mut call = shop(&transport).core.request(Method::GET, "/numbers");
        if let Some(own) = own {
            call = call.query("size", own);
        }
        let read = all(call.items_with(sized)).await;

        assert_eq!(read, (0..50).collect::<Vec<_>>(), "{own:?}");
        assert_eq!(transport.requests().len(), requests, "{own:?}");
        for request in transport.requests() {
            assert_eq!(asked(&request, "size").as_deref(), Some(size));
        }
    }
}

#[tokio::test]
async fn a_caller_names_the_way_once_for_all_lists_nobody_knows_the_way_of() {
    let transport = by_page(1, |_, _| json!({}));
    let shop: Shop = builder()
        .pagination(Pagination::page("page").size(10))
        .transport(transport.clone())
        .build()
        .unwrap();

    assert_eq!(
        all(shop.core.request(Method::GET, "/numbers").items())
            .await
            .len(),
        25
    );
    let unknown = shop.core.call(&crate::shop::LIST_UNKNOWN).pages::<i64>();
    let read: Vec<i64> = unknown.clone().items().try_collect().await.unwrap();
    assert_eq!(read.len(), 25);
    // For one call it can be said otherwise.
    let read: Vec<i64> = unknown
        .items_with(Pagination::NONE)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(read.len(), 10);
    // What the spec knows stays.
    let sent = transport.requests().len();
    let _ = shop.list().items().next().await;
    assert_eq!(asked(&transport.requests()[sent], "page"), None);
}
