//! Lists with elements that do not fit.

use brogue_runtime::{Call, ErrorKind, ScriptedTransport, Sifted};

use crate::shop::{Shop, Thing, options, shop};

/// Five records, of which two are bad.
const BODY: &str = r#"{"data": [{"id": 1}, {"id": "x", "name": "hush"}, {"id": 3}, {"name": "?"}, {"id": 5, "name": [0]}], "meta": {"total": 7}}"#;
/// The two others, one of which is bad.
const REST: &str = r#"{"data": [7, {"id": 7}], "meta": {"total": 7}}"#;

fn paged() -> (ScriptedTransport, Shop) {
    let transport = ScriptedTransport::new().otherwise(|request| {
        let query = request.uri().query().unwrap_or_default();
        let body = if query.contains("start=5") {
            REST
        } else {
            BODY
        };

        (200, body.to_owned())
    });
    let shop = shop(&transport);

    (transport, shop)
}

#[tokio::test]
async fn a_bad_element_is_set_apart_with_its_json_and_its_reason() {
    let (_, shop) = paged();
    let response = shop.list().returning::<Sifted<Thing>>().with_response();
    let response = response.await.unwrap();

    let paths: Vec<_> = response
        .findings()
        .iter()
        .map(|found| &*found.path)
        .collect();
    assert_eq!(paths, ["data[4].name", "data[1].id", "data[3].id"]);
    let list = response.into_value();
    let ids: Vec<_> = list.good.iter().map(|thing| thing.id).collect();
    assert_eq!(ids, [1, 3, 5]);
    let bad: Vec<_> = list
        .bad
        .iter()
        .map(|bad| (bad.index(), bad.raw()))
        .collect();
    assert_eq!(
        bad,
        [
            (1, r#"{"id": "x", "name": "hush"}"#),
            (3, r#"{"name": "?"}"#)
        ]
    );
    assert_eq!(list.bad[0].value()["name"], "hush");
    assert!(!format!("{list:?}").contains("hush"), "{list:?}");
    assert_eq!(
        list.bad[1].finding().to_string(),
        "`data[3].id`: expected a value, found nothing"
    );
    let error = list.complete().unwrap_err();
    assert_eq!(
        (error.kind(), error.path(), error.attempts()),
        (ErrorKind::Decode, Some("data[1].id"), 1)
    );
    assert_eq!(error.excerpt(), Some(r#"{"id": "x", "name": "hush"}"#));
}

#[tokio::test]
async fn a_list_that_is_none_is_an_error_as_ever() {
    let rows = [
        (r#"{"data": {"id": 1}}"#, Some("expected a list")),
        (r#"{"data": [{"id": 1}, {"id": "#, Some("not JSON")),
        (r#"{"data": [{"id": 1}, {"id": x}]}"#, Some("not JSON")),
        (r#"{"error": "no"}"#, Some("refused")),
        (r#"{"data": []}"#, None),
        (r#"{"data": null}"#, None),
    ];
    for (body, problem) in rows {
        let shop = shop(&ScriptedTransport::new().answer(200, body));
        let list = shop.list().returning::<Sifted<Thing>>().await;
        match (list, problem) {
            (Err(error), Some(problem)) => assert!(error.to_string().contains(problem), "{error}"),
            (Ok(list), None) => assert!(list.complete().unwrap().is_empty()),
            (list, problem) => panic!("{list:?} {problem:?}"),
        }
    }
}

#[tokio::test]
async fn strict_is_strict() {
    let (_, shop) = paged();
    let list: Call<Sifted<Thing>> = shop.list().with(options().strict(true)).returning();
    assert_eq!(list.await.unwrap_err().path(), Some("data[1].id"));

    let mut items = shop.list().with(options().strict(true)).items();
    assert_eq!(
        items.try_next().await.unwrap_err().path(),
        Some("data[1].id")
    );
    assert!(items.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn items_go_on_behind_a_bad_one_and_lose_none() {
    let (transport, shop) = paged();
    let mut items = shop.list().items();
    let mut told = Vec::new();
    while let Some(item) = items.next().await {
        told.push(
            item.map(|thing| thing.id)
                .map_err(|error| error.path().unwrap().to_owned()),
        );
    }
    let bad = |path: &str| Err(path.to_owned());
    assert_eq!(
        told,
        [
            Ok(1),
            bad("data[1].id"),
            Ok(3),
            bad("data[3].id"),
            Ok(5),
            bad("data[0]"),
            Ok(7)
        ]
    );
    assert_eq!(transport.requests().len(), 2, "bad ones count as records");

    let list = shop.list().items().try_sift().await.unwrap();
    assert_eq!((list.good.len(), list.bad.len()), (4, 3));
    let error = shop
        .list()
        .items()
        .try_collect::<Vec<_>>()
        .await
        .unwrap_err();
    assert_eq!(error.path(), Some("data[1].id"));
    let list = shop.list().limit(2).items().try_sift().await.unwrap();
    assert_eq!((list.good.len(), list.bad.len()), (2, 1));
}

#[tokio::test]
async fn a_page_is_whole_or_an_error_unless_it_is_sifted() {
    let (_, shop) = paged();
    assert!(shop.list().await.unwrap_err().is_decode());

    let page = shop.list().sift().await.unwrap();
    assert_eq!((page.items.len(), page.bad.len()), (3, 2));
    assert_eq!(page.next.unwrap().to_string(), "offset:5");
    let mut pages = shop.list().sift().pages();
    let mut bad = 0;
    while let Some(page) = pages.try_next().await.unwrap() {
        bad += page.bad.len();
    }
    assert_eq!(bad, 3);
}

#[tokio::test]
async fn a_type_of_the_callers_own_takes_a_value_a_list_and_a_page() {
    let (_, shop) = paged();
    let page: Vec<serde_json::Value> = shop.list().send_as().await.unwrap();
    assert_eq!(page.len(), 5);
    let one = shop.core.request(brogue_runtime::Method::GET, "/things");
    let list: Vec<serde_json::Value> = one.send_as().await.unwrap();
    assert_eq!(list[1]["name"], "hush");
}
