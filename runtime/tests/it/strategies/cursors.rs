//! Pages by what the one before tells: a cursor, the last item, also in a body.

use brogue_runtime::{Method, Pagination, ScriptedTransport, Value};
use serde_json::json;

use super::{all, asked, list, slice};
use crate::shop::shop;

/// A vendor of 25 things in pages of 10, who knows where a page begins by a text; `next` makes the rest of the answer.
fn by_cursor(next: fn(u64) -> Value) -> ScriptedTransport {
    ScriptedTransport::new().otherwise(move |request| {
        let start = asked(request, "after").map_or(0, |after| {
            after.trim_start_matches("c%2B").parse::<u64>().unwrap()
        });
        let data: Vec<Value> = slice(25, start, 10)
            .into_iter()
            .map(|id| json!({"id": id}))
            .collect();
        let mut body = next(start + 10);
        body.as_object_mut()
            .unwrap()
            .insert("data".to_owned(), json!(data));

        (200, body.to_string())
    })
}

#[tokio::test]
async fn cursors_lead_on_until_there_is_none() {
    let ends: [fn(u64) -> Value; 6] = [
        |next| json!({"next": (next < 25).then(|| format!("c+{next}"))}),
        |next| {
            if next < 25 {
                json!({"next": format!("c+{next}")})
            } else {
                json!({"next": ""})
            }
        },
        |next| {
            if next < 25 {
                json!({"next": format!("c+{next}")})
            } else {
                json!({})
            }
        },
        |next| {
            if next < 25 {
                json!({"next": next})
            } else {
                json!({"next": 0})
            }
        },
        |next| json!({"next": format!("c+{next}"), "more": next < 25}),
        |next| json!({"next": format!("c+{next}"), "left": 25_u64.saturating_sub(next)}),
    ];
    let pagination = Pagination::cursor("after", "/next")
        .more("/more")
        .remaining("/left");
    for (index, next) in ends.into_iter().enumerate() {
        let transport = by_cursor(next);
        let read = all(list(&shop(&transport), pagination)).await;

        assert_eq!(read, (0..25).collect::<Vec<_>>(), "{index}");
        assert_eq!(transport.requests().len(), 3, "{index}");
    }
}

/// What `more` is, of the start of the next page.
type More = fn(u64) -> Value;

#[tokio::test]
async fn the_last_item_leads_on_where_the_vendor_says_so() {
    let vendor = |more: fn(u64) -> Value| {
        ScriptedTransport::new().otherwise(move |request| {
            let start =
                asked(request, "after").map_or(0, |after| after.parse::<u64>().unwrap() + 1);
            let data: Vec<Value> = slice(25, start, 10)
                .into_iter()
                .map(|id| json!({"id": id}))
                .collect();

            (
                200,
                json!({"data": data, "more": more(start + 10)}).to_string(),
            )
        })
    };
    let plain = Pagination::after_last("after", "/id");
    let cases: [(Pagination, More, usize); 3] = [
        (plain.more("/more"), |next| json!(next < 25), 3),
        (plain.size(10), |_| json!(null), 3),
        (plain, |_| json!(null), 4),
    ];
    for (pagination, more, requests) in cases {
        let transport = vendor(more);
        let read = all(list(&shop(&transport), pagination)).await;

        assert_eq!(read, (0..25).collect::<Vec<_>>(), "{pagination:?}");
        assert_eq!(transport.requests().len(), requests, "{pagination:?}");
    }
}

#[tokio::test]
async fn a_list_by_post_carries_its_cursor_in_the_body() {
    let transport = ScriptedTransport::new()
        .answer(200, r#"{"data": [0, 1], "next": {"id": 7, "at": "x"}}"#)
        .answer(200, r#"{"data": [2], "next": "plain"}"#)
        .answer(200, r#"{"data": [3]}"#);
    let pagination = Pagination::cursor("/page/after", "/next")
        .in_body()
        .size_parameter("/page/size")
        .size(2);
    let search =
        json!({"filter": {"exact": 12_345_678_901_234_567_890_u64}, "page": {"sort": "id"}});
    let call = shop(&transport)
        .core
        .request(Method::POST, "/search")
        .json(&search);

    assert_eq!(all(call.items_with(pagination)).await, [0, 1, 2, 3]);
    let bodies: Vec<Value> = transport
        .requests()
        .iter()
        .map(|request| serde_json::from_slice(request.body()).unwrap())
        .collect();
    let after: Vec<&Value> = bodies.iter().map(|body| &body["page"]["after"]).collect();
    assert_eq!(
        after,
        [&json!(null), &json!({"id": 7, "at": "x"}), &json!("plain")]
    );
    for body in &bodies {
        assert_eq!(body["filter"], search["filter"]);
        assert_eq!(
            (&body["page"]["sort"], &body["page"]["size"]),
            (&json!("id"), &json!(2))
        );
    }
}
