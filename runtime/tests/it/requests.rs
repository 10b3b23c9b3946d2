//! What goes out.

use brogue_runtime::{Form, Member, Method, ScriptedTransport, Value};

use crate::shop::{FIND, options, shop, thing};

fn answering(times: usize, body: &'static str) -> ScriptedTransport {
    (0..times).fold(ScriptedTransport::new(), |transport, _| {
        transport.answer(200, body)
    })
}

fn uris(transport: &ScriptedTransport) -> Vec<String> {
    transport
        .requests()
        .iter()
        .map(|request| request.uri().to_string())
        .collect()
}

#[tokio::test]
async fn a_get_goes_out_with_path_key_and_headers() {
    let transport = answering(1, r#"{"data": {"id": 7}}"#);
    let found = shop(&transport)
        .get("a/b")
        .header("x-trace", 5)
        .await
        .unwrap();
    assert_eq!(found.id, 7);

    let requests = transport.requests();
    let request = &requests[0];
    assert_eq!(request.method(), Method::GET);
    assert_eq!(
        request.uri(),
        "https://shop.example.com/v1/things/a%2Fb?apikey=s3cr%2Ft%2Bkey%3D"
    );
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(request.headers()["x-trace"], "5");
    assert!(
        request.headers()["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("shop/0.1.0 brogue/")
    );
    assert!(request.body().is_empty() && !request.headers().contains_key("content-type"));
}

#[tokio::test]
async fn a_body_can_be_of_a_type_of_the_callers_own() {
    let transport = answering(1, r#"{"meta": {}}"#);
    let body = std::collections::BTreeMap::from([("color", "red")]);
    let _added = shop(&transport)
        .add(&[thing(1)])
        .json_from(&body)
        .await
        .unwrap();

    let requests = transport.requests();
    assert_eq!(requests[0].headers()["content-type"], "application/json");
    assert_eq!(requests[0].body().as_ref(), br#"{"color":"red"}"#);

    let no_json = std::collections::BTreeMap::from([((1, 2), 3)]);
    let call = shop(&transport).add(&[]).json_from(&no_json);
    assert!(call.await.unwrap_err().to_string().contains("serialized"));
    assert_eq!(transport.requests().len(), 1, "nothing was sent");
}

#[tokio::test]
async fn a_body_is_the_json_of_its_model() {
    let transport = answering(1, r#"{"meta": {}}"#);
    let mut chair = thing(1);
    chair.name = Some("chair \u{1f}".to_owned());
    chair.unknown.insert("height", 0.5);
    let _added = shop(&transport).add(&[chair, thing(2)]).await.unwrap();

    let requests = transport.requests();
    assert_eq!(requests[0].headers()["content-type"], "application/json");
    let sent: Value = serde_json::from_slice(requests[0].body()).unwrap();
    let expected = serde_json::json!([{"id": 1, "name": "chair \u{1f}", "height": 0.5}, {"id": 2}]);
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn setters_replace_and_free_parameters_add() {
    let transport = answering(1, r#"{"data": []}"#);
    let call = shop(&transport)
        .list()
        .closed(false)
        .closed(true)
        .query("tag", "a&b")
        .query("tag", "é");
    let page = call.await.unwrap();

    assert!(page.items.is_empty());
    let key = "apikey=s3cr%2Ft%2Bkey%3D";
    let query = format!("closed=1&tag=a%26b&tag=%C3%A9&{key}");
    assert_eq!(
        uris(&transport),
        [format!("https://shop.example.com/v1/things?{query}")]
    );
}

#[tokio::test]
async fn what_cannot_be_sent_is_named_and_not_sent() {
    let transport = answering(9, "{}");
    let shop = shop(&transport);
    let cases = [
        (shop.get("").await.map(drop), "`id` is empty"),
        (shop.get("..").await.map(drop), "`id` would change the path"),
        (
            shop.find().header("x-a", "b\r\nc: d").await.map(drop),
            "`x-a`",
        ),
        (
            shop.find().header("content-length", 3).await.map(drop),
            "`content-length`",
        ),
        (
            shop.find()
                .with(options().header("a b", "c"))
                .await
                .map(drop),
            "`a b`",
        ),
        (
            shop.core.request(Method::GET, "/a/../../b").await.map(drop),
            "dots",
        ),
        (
            shop.core.request(Method::GET, "/a?b=c").await.map(drop),
            "`?`: give the query by `.query(..)`",
        ),
        (
            shop.core
                .call(&FIND)
                .query(
                    Member::required("tags").sends(Form::CommaList),
                    &vec!["a,b".to_owned()],
                )
                .returns::<()>()
                .await,
            "`tags` cannot be sent: an element with a comma",
        ),
        (
            shop.core.request(Method::GET, "/{id}").await.map(drop),
            "`id` has no value",
        ),
        (
            shop.find()
                .query("long", "x".repeat(70_000))
                .await
                .map(drop),
            "URL",
        ),
    ];

    for (outcome, named) in cases {
        let error = outcome.unwrap_err();
        assert!(
            error.is_builder() && error.to_string().contains(named),
            "{error}"
        );
    }
    assert!(transport.requests().is_empty());
}

#[tokio::test]
async fn an_undeclared_path_goes_the_same_way() {
    let transport = answering(1, r#"{"data": {"n": 1.0}}"#)
        .answer(200, r#"{"error": "closed"}"#)
        .answer(200, r#"{"bare": true}"#);
    let core = shop(&transport).core;

    let value = core
        .request(Method::GET, "reports/2026 q1")
        .query("deep", true)
        .await
        .unwrap();
    assert_eq!(value["n"], 1.0);
    let body = serde_json::json!({"a": 1});
    let error = core
        .request(Method::POST, "/reports")
        .json(&body)
        .await
        .unwrap_err();
    assert!(error.is_refused(), "{error}");

    let bare = core.request(Method::GET, "/bare").await.unwrap();
    assert_eq!(bare["bare"], true);

    assert!(
        uris(&transport)[0].starts_with("https://shop.example.com/v1/reports/2026%20q1?deep=true&")
    );
    assert_eq!(transport.requests()[1].body(), r#"{"a":1}"#);
}

#[test]
fn futures_and_clients_move_between_threads() {
    fn is_send<T: Send>(_: &T) {}
    fn is_shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    fn is_stream<T: futures_core::Stream + Send + Unpin>(_: &T) {}

    let shop = shop(&ScriptedTransport::new());
    is_shared(&shop);
    is_send(&shop.get("1").send());
    is_send(&shop.get("1").into_future());
    is_send(&shop.get("1").with_response());
    is_send(&shop.get("1").send_as::<Value>());
    is_send(&shop.list().send());
    is_stream(&shop.list().items());
    is_stream(&shop.list().pages());
    is_send(&async move { shop.list().items().try_next().await });
}
