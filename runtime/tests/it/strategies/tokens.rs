//! Where a list ends on its own, and where it is taken up again.

use brogue_runtime::{ErrorKind, Method, PageToken, Pagination, ScriptedTransport, Value};
use serde_json::json;

use super::{Request, all, asked, list};
use crate::shop::shop;

#[tokio::test]
async fn circles_are_left_whatever_their_length() {
    let length = 3;
    let of_cursor = move |request: &Request| {
        let at = asked(request, "after").map_or(0, |after| after.parse::<u64>().unwrap());
        // Each answer is another one, so that only the cursor tells.
        (
            at,
            json!({"data": [{"id": at}], "next": (at + 1) % length + 1}),
        )
    };
    let mut answers = 0;
    let transport = ScriptedTransport::new().otherwise(move |request| {
        answers += 1;
        let (_, mut body) = of_cursor(request);
        body["data"][0]["served"] = json!(answers);
        (200, body.to_string())
    });
    let read = all(list(
        &shop(&transport),
        Pagination::cursor("after", "/next"),
    ))
    .await;
    assert!(read.len() <= 4, "{read:?}");

    let of_links = ScriptedTransport::new().otherwise(|request| {
        let next = match asked(request, "page").as_deref() {
            Some("b") => "a",
            _ => "b",
        };
        (
            200,
            json!({"data": [next.len()], "at": next, "next": format!("?page={next}")}).to_string(),
        )
    });
    let read = all(list(&shop(&of_links), Pagination::next_link("/next"))).await;
    assert!(read.len() <= 2, "{read:?}");

    // A vendor who begins again after the last page.
    let around = ScriptedTransport::new().otherwise(|request| {
        let page = asked(request, "page").map_or(1, |page| page.parse::<u64>().unwrap());
        (200, json!({"data": [(page - 1) % 3]}).to_string())
    });
    assert_eq!(
        all(list(&shop(&around), Pagination::page("page"))).await,
        [0, 1, 2]
    );
    assert_eq!(around.requests().len(), 4);

    // A vendor who does not know the parameter.
    let same = ScriptedTransport::new().otherwise(|_| (200, json!({"data": [0, 1]}).to_string()));
    assert_eq!(
        all(list(&shop(&same), Pagination::page("page"))).await,
        [0, 1]
    );
    assert_eq!(same.requests().len(), 2);
}

#[tokio::test]
async fn every_list_resumes_from_a_token_that_was_kept_as_text() {
    let answers = || {
        ScriptedTransport::new().otherwise(|request| {
            let query = request.uri().query().unwrap_or_default();
            let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
            let is_second = ["offset=1", "page=2", "after=x%20y", "at=2"]
                .iter()
                .any(|pair| query.starts_with(pair))
                || body["after"] == json!("x y");
            let data = u8::from(is_second);

            (200, json!({"data": [{"id": data, "key": "x y"}], "next": (data == 0).then_some("x y"), "link": "?at=2", "more": data == 0}).to_string())
        })
    };
    // pagination -> the token after the first page
    let cases = [
        (Pagination::offset("offset").more("/more"), "offset:1"),
        (Pagination::page("page").more("/more"), "page:2"),
        (Pagination::cursor("after", "/next"), "cursor:x y"),
        (
            Pagination::cursor("/after", "/next").in_body(),
            "json:\"x y\"",
        ),
        (
            Pagination::after_last("after", "/key").more("/more"),
            "cursor:x y",
        ),
        (
            Pagination::next_link("/link").more("/more"),
            "link:/v1/numbers?at=2",
        ),
    ];
    for (pagination, text) in cases {
        let transport = answers();
        let call = || {
            let call = shop(&transport).core.request(Method::GET, "/numbers");
            call.paged().paged_by(pagination)
        };
        let token = call().await.unwrap().next.unwrap();
        assert_eq!(token.to_string(), text);

        let kept = serde_json::to_string(&token).unwrap();
        let token: PageToken = serde_json::from_str(&kept).unwrap();
        assert_eq!(all(call().items_from(&token)).await, [1], "{text}");

        // A token of another list is refused before anything is sent.
        let sent = transport.requests().len();
        for (_, other) in cases {
            let other: PageToken = other.parse().unwrap();
            if other.to_string().split(':').next() != text.split(':').next() {
                let error = call().items_from(&other).try_next().await.unwrap_err();
                assert!(
                    error.kind() == ErrorKind::Request
                        && error.to_string().contains("page token of the kind"),
                    "{error}"
                );
            }
        }
        assert_eq!(transport.requests().len(), sent);
    }
    for text in [
        "",
        "offset",
        "offset:x",
        "offset:-1",
        "page:",
        "cursor:",
        "json:{",
        "link:",
        "100",
    ] {
        assert!(text.parse::<PageToken>().is_err(), "{text}");
        assert!(
            serde_json::from_value::<PageToken>(json!(text)).is_err(),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_token_that_someone_else_wrote_leads_to_no_other_host() {
    let transport = ScriptedTransport::new();
    let shop = shop(&transport);
    for text in [
        "link://evil.example/",
        "link:https://evil.example/",
        "link:@evil.example",
        "link:/\\evil.example/",
    ] {
        let token: PageToken = text.parse().unwrap();
        let call = shop.core.request(Method::GET, "/numbers").paged();
        let mut items = call
            .paged_by(Pagination::next_link("/next"))
            .items_from(&token);

        assert!(
            items.try_next().await.unwrap_err().kind() == ErrorKind::Request,
            "{text}"
        );
    }
    assert!(transport.requests().is_empty());
}

#[tokio::test]
async fn a_page_tells_status_headers_and_findings() {
    let transport = ScriptedTransport::new().answer_with(
        200,
        &[("x-request-id", "r1")],
        r#"{"data": [{"id": 1, "closed": "perhaps"}], "meta": {"remaining": 0}}"#,
    );
    let mut pages = shop(&transport).list().pages();
    let page = pages.try_next().await.unwrap().unwrap();

    assert_eq!(page.status(), 200);
    assert_eq!(page.headers()["x-request-id"], "r1");
    assert_eq!(page.findings.len(), 1, "{:?}", page.findings);
    assert_eq!(page.findings[0].path, "data[0].closed");
    assert!(
        !format!("{page:?}").contains("r1"),
        "headers may hold secrets"
    );
}
