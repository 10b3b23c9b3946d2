//! Pages by links, and links that are not followed.

use brogue_runtime::{ErrorKind, Method, Pagination, ScriptedTransport};
use serde_json::json;

use super::{all, asked, list};
use crate::shop::{SECRET, builder, shop};

#[tokio::test]
async fn links_are_followed_as_they_stand_with_the_credential_once() {
    for links in [
        [
            "https://shop.example.com/v1/numbers?state=open&at=x%2Fy",
            "?at=last",
        ],
        [
            "/v2/numbers?at=1&apikey=s3cr%2Ft%2Bkey%3D",
            "numbers?at=2&apikey=other",
        ],
        [
            "http://shop.example.com/v1/numbers?at=1",
            "//shop.example.com/v1/numbers?at=2",
        ],
    ] {
        let transport = ScriptedTransport::new()
            .answer(200, json!({"data": [0, 1], "next": links[0]}).to_string())
            .answer(200, json!({"data": [2], "next": links[1]}).to_string())
            .answer(200, json!({"data": [3], "next": null}).to_string());
        let call = shop(&transport).core.request(Method::GET, "/numbers");
        let read = all(call
            .query("state", "open")
            .items_with(Pagination::next_link("/next")))
        .await;

        assert_eq!(read, [0, 1, 2, 3]);
        for request in transport.requests() {
            let uri = request.uri().to_string();
            assert!(uri.starts_with("https://shop.example.com/v"), "{uri}");
            assert_eq!(uri.matches("apikey=").count(), 1, "{uri}");
            assert!(uri.ends_with("apikey=s3cr%2Ft%2Bkey%3D"), "{uri}");
        }
        let second = transport.requests()[1].uri().query().unwrap().to_owned();
        let own = links[0].split_once('?').unwrap().1;
        assert!(
            second.starts_with(own.split("&apikey").next().unwrap()),
            "{second}"
        );
    }
}

#[tokio::test]
async fn the_header_link_leads_on() {
    let transport = ScriptedTransport::new()
        .answer_with(
            200,
            &[
                ("link", "</v1/numbers?page=1>; rel=\"first\""),
                ("link", "<?page=2>; title=\"a, b\"; rel=\"last next\""),
            ],
            "[0, 1]",
        )
        .answer_with(200, &[("link", "</v1/numbers?page=1>; rel=prev")], "[2]");
    let read = all(list(&shop(&transport), Pagination::link_header().items(""))).await;

    assert_eq!(read, [0, 1, 2]);
    assert_eq!(
        asked(&transport.requests()[1], "page").as_deref(),
        Some("2")
    );
}

#[tokio::test]
async fn a_link_to_another_host_is_an_error_and_nothing_is_sent_there() {
    for link in [
        "https://evil.example/v1/numbers",
        "//evil.example/v1/numbers",
        "https://shop.example.com.evil.example/v1",
        "https://shop.example.com:8443/v1/numbers",
        "https://shop.example.com@evil.example/",
        "javascript:alert(1)",
        "http://[",
    ] {
        let transport = ScriptedTransport::new()
            .otherwise(move |_| (200, json!({"data": [0, 1], "next": link}).to_string()));
        let shop = shop(&transport);
        let mut items = list(&shop, Pagination::next_link("/next"));
        // What came before is given.
        assert_eq!(items.try_next().await.unwrap(), Some(json!(0)));
        assert_eq!(items.try_next().await.unwrap(), Some(json!(1)));
        let error = items.try_next().await.unwrap_err();

        assert!(error.kind() == ErrorKind::Request, "{error}");
        let said = error.to_string();
        assert!(
            said.contains("is not on `https://shop.example.com`"),
            "{said}"
        );
        assert!(!said.contains(SECRET), "{said}");
        assert_eq!(transport.requests().len(), 1, "{link}");
        assert_eq!(
            list(&shop, Pagination::next_link("/next"))
                .try_next()
                .await
                .unwrap(),
            Some(json!(0))
        );
    }
}

#[tokio::test]
async fn a_proxy_in_between_is_asked_for_what_the_vendor_links_to() {
    let transport = ScriptedTransport::new()
        .answer(
            200,
            json!({"data": [0], "next": "https://shop.example.com/v1/numbers?page=2"}).to_string(),
        )
        .answer(
            200,
            json!({"data": [1], "next": "/v1/numbers?page=3"}).to_string(),
        )
        .answer(200, json!({"data": [2], "next": "?page=4"}).to_string())
        .answer(200, json!({"data": [3]}).to_string());
    let shop = builder()
        .base_url("https://proxy.example.com/shop/api/")
        .transport(transport.clone())
        .build()
        .unwrap();

    assert_eq!(
        all(list(&shop, Pagination::next_link("/next"))).await,
        [0, 1, 2, 3]
    );
    for request in transport.requests() {
        let uri = request.uri().to_string();
        assert!(
            uri.starts_with("https://proxy.example.com/shop/api/numbers?"),
            "{uri}"
        );
    }
}
