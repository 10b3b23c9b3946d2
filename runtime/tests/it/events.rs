//! Events that come one by one.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use brogue_runtime::api::{Answers, Api, Envelope, ErrorBody, Operation};
use brogue_runtime::{
    CallOptions, ClientBuilder, Core, ErrorKind, Event, Events, ScriptedTransport, Value,
};

use crate::shop::Thing;

static API: Api = Api::new("watch", "https://watch.example.com")
    .envelope(Envelope::at("/data").errors(&["/error"]))
    .error_body(ErrorBody::new().codes(&["/code"]).messages(&["/error"]));
static PLAIN: Operation =
    Operation::get("watch", "/watch").answers(Answers::events("text/event-stream"));
static TEXTS: Operation =
    Operation::get("watch", "/watch").answers(Answers::events("text/event-stream").plain());
static ENDING: Operation = Operation::post("ask", "/ask").answers(
    Answers::events("text/event-stream")
        .end("[DONE]")
        .error_event("error"),
);
static NAMED: Operation = Operation::get("watch", "/watch")
    .answers(Answers::events("text/event-stream").end_event("bye"));
static LINES: Operation =
    Operation::get("export", "/export").answers(Answers::events("application/x-ndjson"));
static SEQUENCE: Operation =
    Operation::get("export", "/export").answers(Answers::events("application/json-seq"));

fn client(transport: &ScriptedTransport) -> Core {
    ClientBuilder::new(&API)
        .transport(transport.clone())
        .build()
        .unwrap()
}

async fn open<T: brogue_runtime::Slot + Send + 'static>(
    operation: &'static Operation,
    body: &str,
    options: CallOptions,
) -> Events<T> {
    let accept = [
        "text/event-stream",
        "application/x-ndjson",
        "application/json-seq",
    ]
    .into_iter()
    .find(|one| format!("{operation:?}").contains(one))
    .unwrap();
    let transport =
        ScriptedTransport::new().answer_with(200, &[("content-type", accept)], body.to_owned());
    let events = client(&transport)
        .call(operation)
        .returns::<Events<T>>()
        .with(options)
        .await;
    let requests = transport.requests();
    assert_eq!(requests.first().unwrap().headers()["accept"], accept);

    events.unwrap()
}

/// What comes, in words, up to the end.
async fn told(operation: &'static Operation, body: &str) -> Vec<String> {
    tell(open::<Value>(operation, body, CallOptions::new()).await).await
}

async fn tell<T: brogue_runtime::Slot + std::fmt::Debug + Send + 'static>(
    mut events: Events<T>,
) -> Vec<String> {
    let mut told = Vec::new();
    while let Some(event) = events.next().await {
        told.push(match event {
            Ok(Event { name, id, data, .. }) => {
                let name = name.map(|name| name + " ").unwrap_or_default();
                let id = id.map(|id| format!("#{id} ")).unwrap_or_default();
                format!("{name}{id}{data:?}")
            }
            Err(error) => {
                let text = error.to_string();
                let problem = text.split("200 OK: ").nth(1).unwrap_or(&text).to_owned();
                format!("{:?}: {problem}", error.kind())
            }
        });
    }
    assert!(events.next().await.is_none(), "an end is an end");
    told
}

const AFTER: &str = "; the request may have been carried out";

#[tokio::test]
async fn events_of_a_server_are_put_together_from_their_lines() {
    let rows: [(&str, &[&str]); 14] = [
        ("", &[]),
        (": hello\n\n\n", &[]),
        ("data: 1\n\n", &["Number(1)"]),
        (
            "data:1\r\n\r\ndata: 2\r\rdata: 3\n\n",
            &["Number(1)", "Number(2)", "Number(3)"],
        ),
        ("\u{feff}data: 1\n\n", &["Number(1)"]),
        ("data: [1,\ndata: 2]\n\n", &["Array [Number(1), Number(2)]"]),
        (
            "event: tick\nid: 7\ndata: 1\n\ndata: 2\n\n",
            &["tick #7 Number(1)", "Number(2)"],
        ),
        ("event\ndata: 1\nid\n\n", &["# Number(1)"]),
        ("id: a\0b\ndata: 1\n\n", &["Number(1)"]),
        (
            ":\n: data: 9\ndata : 9\nDATA: 9\nx: 9\ndata: 1\n\n",
            &["Number(1)"],
        ),
        (
            "event: silent\n\nid: 8\n\nretry: 10\n\ndata: 1\n\n",
            &["Number(1)"],
        ),
        (
            "data:\u{a0}\n\n",
            &["Decode: not JSON at byte 0: expected a value, found `\u{a0}`"],
        ),
        (
            "data\n\n",
            &["Decode: not JSON at byte 0: expected a value, found the end of the text"],
        ),
        (
            "data: {\"a\":\"\\ud800\"}\n\ndata: 1\n\n",
            &[
                "Decode: not JSON at byte 12: expected the second half of a surrogate pair, found `\"`",
                "Number(1)",
            ],
        ),
    ];
    for (body, expected) in rows {
        assert_eq!(told(&PLAIN, body).await, expected, "{body:?}");
    }
}

#[tokio::test]
async fn a_stream_tells_where_to_go_on_and_when() {
    let body = "retry: 1500\nid: 1\ndata: 1\n\nid: 2\nretry: x\nretry: 99999999999999999999\n\ndata: 2\n\nid\ndata: 3\n\n";
    let mut events = open::<i64>(&PLAIN, body, CallOptions::new()).await;

    assert_eq!(
        (events.last_event_id(), events.reconnection_time()),
        (None, None)
    );
    let mut seen = Vec::new();
    while let Some(event) = events.try_next().await.unwrap() {
        seen.push((event.data, events.last_event_id().map(str::to_owned)));
    }
    assert_eq!(
        seen,
        [
            (1, Some("1".to_owned())),
            (2, Some("2".to_owned())),
            (3, None)
        ]
    );
    assert_eq!(
        events.reconnection_time(),
        Some(Duration::from_millis(1500))
    );
}

#[tokio::test]
async fn a_declared_end_ends_the_stream_and_a_stream_without_it_is_cut() {
    let cut = format!("Transport: the stream ended without `[DONE]`{AFTER}");
    let middle = format!("Transport: the stream ended in the middle of an event{AFTER}");
    let rows: [(&'static Operation, &str, &[&str]); 11] = [
        (
            &ENDING,
            "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n",
            &["Number(1)"],
        ),
        (&ENDING, "data: 1\n\ndata: [DONE]\n", &["Number(1)"]),
        (&ENDING, "data: 1\n\ndata: [DONE]", &["Number(1)"]),
        (&ENDING, "data: 1\n\n", &["Number(1)", &cut]),
        (&ENDING, "", &[&cut]),
        (&ENDING, "data: 1\n\ndata: 2\n", &["Number(1)", &middle]),
        (&PLAIN, "data: 1\n\ndata: 2", &["Number(1)", &middle]),
        (&PLAIN, "data: 1\n\n: bye", &["Number(1)"]),
        (&PLAIN, "data: 1\n\nda", &["Number(1)", &middle]),
        (
            &NAMED,
            "data: 1\n\nevent: bye\n\ndata: 2\n\n",
            &["Number(1)"],
        ),
        (&NAMED, "event: bye\ndata: 1\n\n", &[]),
    ];
    for (operation, body, expected) in rows {
        assert_eq!(told(operation, body).await, expected, "{body:?}");
    }
}

#[tokio::test]
async fn an_event_that_is_an_error_of_the_vendor_is_one() {
    let rows = [
        (
            "data: 1\n\nevent: error\ndata: {\"error\": \"busy\", \"code\": 7}\n\ndata: 2\n\n",
            "Refused: the vendor ended the stream with an error: busy (code 7)",
        ),
        (
            "data: 1\n\nevent: error\ndata: busy\n\n",
            "Refused: the vendor ended the stream with an error: busy",
        ),
        (
            "data: 1\n\nevent: error\n\n",
            "Refused: the vendor ended the stream with an error",
        ),
    ];
    for (body, expected) in rows {
        assert_eq!(
            told(&ENDING, body).await,
            ["Number(1)", expected],
            "{body:?}"
        );
    }
}

#[tokio::test]
async fn lines_and_sequences_are_values_one_by_one() {
    let middle = format!("Transport: the stream ended in the middle of an event{AFTER}");
    let rows: [(&'static Operation, &str, &[&str]); 11] = [
        (&LINES, "", &[]),
        (
            &LINES,
            "1\n2\r\n\n  3 \n",
            &["Number(1)", "Number(2)", "Number(3)"],
        ),
        (&LINES, "\u{feff}1\n2", &["Number(1)", "Number(2)"]),
        (&LINES, "1\n{\"a\":", &["Number(1)", &middle]),
        (
            &LINES,
            "[1\n2]\n3\n",
            &[
                "Decode: not JSON at byte 2: expected `,` or `]`, found the end of the text",
                "Decode: not JSON at byte 1: expected the end of the text, found `]`",
                "Number(3)",
            ],
        ),
        (
            &LINES,
            "data: 1\n",
            &["Decode: not JSON at byte 0: expected a value, found `data`"],
        ),
        (
            &SEQUENCE,
            "\u{1e}1\n\u{1e}{\"a\":\n1}\n",
            &["Number(1)", "Object {\"a\": Number(1)}"],
        ),
        (&SEQUENCE, "\u{1e}\u{1e}\n\u{1e}1", &["Number(1)"]),
        (&SEQUENCE, "1\u{1e}2", &["Number(1)", "Number(2)"]),
        (
            &SEQUENCE,
            "\u{1e}[1\n\u{1e}2\n",
            &[
                "Decode: not JSON at byte 2: expected `,` or `]`, found the end of the text",
                "Number(2)",
            ],
        ),
        (&SEQUENCE, "\u{1e}1\n\u{1e}[", &["Number(1)", &middle]),
    ];
    for (operation, body, expected) in rows {
        assert_eq!(told(operation, body).await, expected, "{body:?}");
    }
}

#[tokio::test]
async fn drift_in_an_event_is_told_and_ends_a_strict_stream() {
    let body = "{\"id\": 1, \"name\": [1]}\n{\"id\": \"x\"}\n{\"id\": 3}\n";
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let transport = ScriptedTransport::new()
        .answer_with(200, &[], body)
        .answer_with(200, &[], body);
    let hook = Arc::clone(&told);
    let client: Core = ClientBuilder::new(&API)
        .transport(transport)
        .on_finding(move |operation, finding| {
            hook.lock().unwrap().push(format!("{operation} {finding}"));
        })
        .build()
        .unwrap();
    let call = client.call(&LINES).returns::<Events<Thing>>();

    let mut events = call.clone().await.unwrap();
    let first = events.try_next().await.unwrap().unwrap();
    assert_eq!((first.data.id, first.findings.len()), (1, 1));
    assert_eq!(
        *told.lock().unwrap(),
        ["export `name`: expected a string, found a list"]
    );
    let error = events.try_next().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.path()),
        (ErrorKind::Decode, Some("id"))
    );
    assert_eq!(error.excerpt(), Some("{\"id\": \"x\"}"));
    assert_eq!(events.try_next().await.unwrap().unwrap().data.id, 3);
    assert!(events.try_next().await.unwrap().is_none());

    let mut events = call.with(CallOptions::new().strict(true)).await.unwrap();
    assert_eq!(events.try_next().await.unwrap_err().path(), Some("name"));
    assert!(events.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_event_has_a_bound_and_the_stream_has_none() {
    let small = || CallOptions::new().max_event_bytes(20).max_body_bytes(20);
    let line = format!("data: {}\n\n", "1".repeat(14));
    let events = open::<Value>(&PLAIN, &line.repeat(1000), small()).await;
    assert_eq!(tell(events).await.len(), 1000);

    let long = [
        (&PLAIN, format!("data: {}\n\n", "1".repeat(15))),
        (&PLAIN, format!("data: {}", "1".repeat(15))),
        (&PLAIN, "data: 1\n".repeat(3) + "\n"),
        (&PLAIN, format!(": {}", "x".repeat(19))),
        (&LINES, "1".repeat(21)),
        (&SEQUENCE, "1".repeat(21)),
    ];
    for (operation, body) in long {
        let told = tell(open::<Value>(operation, &body, small()).await).await;
        assert_eq!(
            told,
            ["TooLarge: an event is larger than 20 bytes; `max_event_bytes` sets how much is read"],
            "{body}"
        );
    }
}

#[tokio::test]
async fn data_may_be_plain_text() {
    let body = "data: hello \"you\"\ndata:\ndata: 7\n\ndata\n\n";
    let told = tell(open::<String>(&TEXTS, body, CallOptions::new()).await).await;

    assert_eq!(told, [r#""hello \"you\"\n\n7""#, r#""""#]);
}

#[tokio::test]
async fn what_comes_instead_of_a_stream_is_told() {
    let rows = [
        (
            "application/json",
            r#"{"error": "no seat", "code": 3}"#,
            ErrorKind::Refused,
        ),
        ("application/json", r#"{"data": 1}"#, ErrorKind::Decode),
        ("text/html", "<p>sign in</p>", ErrorKind::Decode),
    ];
    for (content_type, body, kind) in rows {
        let transport =
            ScriptedTransport::new().answer_with(200, &[("content-type", content_type)], body);
        let call = client(&transport).call(&ENDING).returns::<Events<Value>>();
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
    }
    let packed = [("content-encoding", "gzip")];
    let transport = ScriptedTransport::new().answer_with(200, &packed, "x");
    let call = client(&transport).call(&LINES).returns::<Events<Value>>();
    let error = call.await.unwrap_err();
    assert!(error.to_string().contains("encoded as `gzip`"), "{error}");
    // Lines are often called JSON, and a stream nothing at all.
    for (operation, content_type, body) in [
        (&LINES, "application/json", "1\n2\n"),
        (&PLAIN, "application/x-ndjson; charset=utf-8", "1\n2\n"),
        (&LINES, "text/event-stream", "data: 1\n\ndata: 2\n\n"),
        (&PLAIN, "text/plain", "data: 1\n\ndata: 2\n\n"),
    ] {
        let transport =
            ScriptedTransport::new().answer_with(200, &[("content-type", content_type)], body);
        let events = client(&transport)
            .call(operation)
            .returns::<Events<Value>>()
            .await;
        assert_eq!(
            tell(events.unwrap()).await,
            ["Number(1)", "Number(2)"],
            "{content_type}"
        );
    }
    let transport = ScriptedTransport::new().answer_with(204, &[], "");
    let call = client(&transport).call(&ENDING).returns::<Events<Value>>();
    let nothing = call.await.unwrap();
    assert!(tell(nothing).await.is_empty());
    let transport = ScriptedTransport::new().answer(429, "{}");
    let fast = CallOptions::new().retry(brogue_runtime::RetryPolicy::none());
    let call = client(&transport).call(&ENDING).returns::<Events<Value>>();
    assert!(call.with(fast).await.unwrap_err().is_rate_limited());
}
