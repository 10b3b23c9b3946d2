//! What a success holds.

use std::sync::{Arc, Mutex};

use brogue_runtime::{Api, ClientBuilder, Core, Envelope, ErrorKind, Operation, ScriptedTransport};

use crate::shop::{builder, options, shop, thing};

fn answering(body: &str) -> ScriptedTransport {
    ScriptedTransport::new().answer(200, body.to_owned())
}

#[tokio::test]
async fn a_success_that_refuses_is_an_error_wherever_the_error_stands() {
    for (body, message, code) in [
        (r#"{"data": {"id": 7}, "error": "no"}"#, "no", None),
        (
            r#"{"error": "no", "code": 12, "data": null}"#,
            "no",
            Some("12"),
        ),
        (
            r#"{"data": {"id": "x"}, "meta": {"error": ["a", "b"]}}"#,
            r#"["a", "b"]"#,
            None,
        ),
        (r#"{"meta": {"error": {"why": 1}}}"#, r#"{"why": 1}"#, None),
    ] {
        let error = shop(&answering(body)).get("7").await.unwrap_err();

        assert!(error.is_refused(), "{error}");
        assert_eq!(error.status().unwrap(), 200);
        let api = error.api().unwrap();
        assert_eq!(api.message.as_deref(), Some(message));
        assert_eq!(api.code.as_deref(), code);
    }
    for body in [
        r#"{"data": {"id": 7}, "error": null, "meta": {"error": []}}"#,
        r#"{"error": false, "meta": {"error": ""}, "data": {"id": 7}}"#,
        "\u{feff}{\"error\": 0, \"data\": {\"id\": 7}}",
    ] {
        assert_eq!(shop(&answering(body)).get("7").await.unwrap().id, 7);
    }
}

#[tokio::test]
async fn a_value_comes_from_its_last_place_and_all_around_it_is_json() {
    static API: Api = Api::new("box", "https://box.example.com");
    static WRAPPED: Operation = Operation::get("wrapped", "/w").envelope(Envelope::at("/a/data"));
    static BARE: Operation = Operation::get("bare", "/b");

    for (operation, body, expected) in [
        (&BARE, " [1, 2] ", Some(vec![1, 2])),
        (&BARE, "[1, 2] x", None),
        (&BARE, "<html>", None),
        (
            &WRAPPED,
            r#"{"x": {}, "a": {"data": [1], "y": 2}}"#,
            Some(vec![1]),
        ),
        (
            &WRAPPED,
            r#"{"a": {"data": [1, 2], "data": [3]}}"#,
            Some(vec![3]),
        ),
        (
            &WRAPPED,
            r#"{"a": {"data": "no"}, "a": {"data": [3]}}"#,
            Some(vec![3]),
        ),
        (
            &WRAPPED,
            r#"{"a": {"data": [1], "\u0064ata": [3]}}"#,
            Some(vec![3]),
        ),
        (&WRAPPED, r#"{"a": {"data": [1]}, "a": 3}"#, None),
        (&WRAPPED, r#"{"a": {"data": [1]}, "b": tru}"#, None),
        (&WRAPPED, r#"{"a": {"data": [1]}}}"#, None),
        (&WRAPPED, r#"{"a": {"data": [1]}"#, None),
        (&WRAPPED, r#"{"x": tru, "a": {"data": [1]}}"#, None),
    ] {
        let client: Core = ClientBuilder::new(&API)
            .transport(answering(body).answer(200, body.to_owned()))
            .build()
            .unwrap();
        let read = client.call(operation).returns::<Vec<i64>>().await;
        let own = client.call(operation).returns::<()>().send_as().await;

        for read in [read, own] {
            match (&expected, read) {
                (Some(expected), read) => assert_eq!(&read.unwrap(), expected, "{body}"),
                (None, read) => assert!(read.unwrap_err().is_decode(), "{body}"),
            }
        }
    }
}

#[tokio::test]
async fn a_success_that_does_not_say_so_is_refused() {
    static API: Api = Api::new("box", "https://box.example.com");
    const ENVELOPE: Envelope = Envelope::at("/data").success("/state", &["done", "0", "true"]);
    static OPEN: Operation = Operation::post("open", "/open").envelope(ENVELOPE);

    let open = async |body: &str| {
        let client: Core = ClientBuilder::new(&API)
            .transport(answering(body))
            .build()
            .unwrap();
        client.call(&OPEN).returns::<i64>().await
    };
    for state in ["\"done\"", "0", "\"0\"", "true", "null"] {
        let body = format!(r#"{{"data": 7, "state": {state}}}"#);
        assert_eq!(open(&body).await.unwrap(), 7, "{body}");
    }
    assert_eq!(open(r#"{"data": 7}"#).await.unwrap(), 7);
    for state in ["\"failed\"", "1", "false", "\"Done\"", "[\"done\"]", "\"\""] {
        let body = format!(r#"{{"data": 7, "state": {state}}}"#);
        let error = open(&body).await.unwrap_err();
        assert!(error.is_refused(), "{body}: {error}");
    }
}

#[tokio::test]
async fn no_value_is_not_found_where_the_vendor_means_that() {
    for body in [r#"{"data": null}"#, r#"{"data": []}"#, r#"{"meta": {}}"#] {
        let error = shop(&answering(body)).get("7").await.unwrap_err();
        assert!(error.is_not_found(), "{body}: {error}");
    }
    for body in [r#"{"data": null}"#, r#"{"meta": {}}"#] {
        assert!(
            shop(&answering(body)).find().await.unwrap().is_none(),
            "{body}"
        );
    }
}

#[tokio::test]
async fn an_empty_body_is_no_json_and_says_nothing_of_the_thing() {
    for body in ["", " \r\n", "\u{feff}"] {
        for (status, there_is_none) in [(200, false), (202, true), (204, true), (205, true)] {
            let answers = (0..6).fold(ScriptedTransport::new(), |transport, _| {
                transport.answer(status, body.to_owned())
            });
            let shop = shop(&answers);

            for error in [
                shop.get("7").await.map(drop),
                shop.list().await.map(drop),
                shop.get("7").send_as::<Vec<i64>>().await.map(drop),
            ] {
                let error = error.unwrap_err();
                assert!(error.is_decode(), "{status} {body:?}: {error}");
                assert!(
                    error
                        .to_string()
                        .ends_with(": the body is empty, where JSON is due"),
                    "{error}"
                );
            }
            // Under another status than 200 nothing may be due: that is none, where a type has a place for it; where nothing is due, nothing
            // is taken.
            let found = shop.find().await;
            assert_eq!(found.is_ok_and(|found| found.is_none()), there_is_none);
            shop.delete("7").await.unwrap();
            let own: Option<i64> = shop.get("7").send_as().await.unwrap();
            assert_eq!(own, None);
        }
    }
    let shop = shop(&answering(""));
    let path = shop.core.request(brogue_runtime::Method::DELETE, "/cache");
    assert!(
        path.await.unwrap().is_null(),
        "nobody knows what an undeclared path yields"
    );
}

#[tokio::test]
async fn a_call_that_yields_nothing_takes_any_body_but_a_refusal() {
    for body in [
        "",
        "OK",
        "{",
        "[1]",
        r#"{"data": {"deleted": 1}}"#,
        "<p>done</p>",
    ] {
        shop(&answering(body)).delete("7").await.unwrap();
    }
    let error = shop(&answering(r#"{"error": "locked"}"#))
        .delete("7")
        .await
        .unwrap_err();
    assert!(error.is_refused());
}

#[tokio::test]
async fn errors_of_single_elements_come_with_the_value() {
    let body = r#"{"meta": {"inserted": 1, "errors": [{"error": 4, "message": "no date"}, "odd", {"x": 1}]}, "data": null}"#;
    let partial = shop(&answering(body)).add(&[thing(1)]).await.unwrap();

    assert_eq!(partial.value.inserted, Some(1));
    let shown: Vec<_> = partial.errors.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["no date (code 4)", r#""odd""#, r#"{"x": 1}"#]);
    let error = partial.complete().unwrap_err();
    assert!(error.is_partial());
    assert_eq!(error.api_errors().len(), 3);
    assert_eq!(
        error.to_string(),
        "`addThings` failed: POST https://shop.example.com/v1/things?apikey=[redacted]: answered 200 OK: part of the call was not carried \
         out: no date (code 4); and 2 more"
    );
    assert_eq!(
        (
            error.status().map(|status| status.as_u16()),
            error.attempts()
        ),
        (Some(200), 1)
    );

    let body = r#"{"meta": {"inserted": 2, "errors": []}}"#;
    let partial = shop(&answering(body)).add(&[thing(1)]).await.unwrap();
    assert_eq!(partial.complete().unwrap().inserted, Some(2));

    let body = r#"{"meta": {"errors": [{"error": 4}]}}"#;
    let error = shop(&answering(body))
        .add(&[])
        .send_as::<serde_json::Value>()
        .await
        .unwrap_err();
    assert!(
        error.is_partial(),
        "a type without a place for the errors does not lose them"
    );
}

#[tokio::test]
async fn drift_is_taken_told_and_refused_when_strict() {
    let body = r#"{"data": {"id": 7, "name": ["?"], "new": 1}}"#;
    let told = Arc::new(Mutex::new(Vec::new()));
    let hook = {
        let told = Arc::clone(&told);
        move |operation: &str, finding: &brogue_runtime::Finding| {
            told.lock()
                .unwrap()
                .push(format!("{operation} {}", finding.path));
        }
    };
    let transport = answering(body).answer(200, body);
    let shop = builder()
        .transport(transport)
        .on_finding(hook)
        .build()
        .unwrap();

    let response = shop.get("7").with_response().await.unwrap();
    assert_eq!(response.value().id, 7);
    assert_eq!(response.findings()[0].path, "data.name");
    assert_eq!(
        (
            response.status().as_u16(),
            response.attempts(),
            response.text()
        ),
        (200, 1, body)
    );
    assert_eq!(*told.lock().unwrap(), ["getThing data.name"]);

    let error = shop
        .get("7")
        .with(options().strict(true))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.path()),
        (ErrorKind::Decode, Some("data.name"))
    );
}

#[tokio::test]
async fn a_type_of_the_callers_own_is_decoded_from_the_value() {
    let body = r#"{"data": {"id": 7, "name": "chair"}}"#;
    let shop = shop(&answering(body).answer(200, body));

    let own: std::collections::BTreeMap<String, serde_json::Value> =
        shop.get("7").send_as().await.unwrap();
    assert_eq!(own["name"], "chair");

    let error = shop.get("7").send_as::<Vec<i64>>().await.unwrap_err();
    assert_eq!((error.is_decode(), error.path()), (true, Some("data")));
}
