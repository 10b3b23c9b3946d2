//! Parameters and bodies of every kind, as they go out.

use std::time::{Duration, Instant, SystemTime};

use brogue_runtime::api::{Api, Operation};
use brogue_runtime::codec::{Member, Value};
use brogue_runtime::{
    BoxFuture, CallDraft, ClientBuilder, Clock, Core, Encoding, Multipart, Parameter, Part,
    PathStyle, QueryStyle, ScriptedTransport,
};
use serde_json::json;

static API: Api = Api::new("places", "https://places.example.com");
static ROOT: Operation = Operation::post("root", "/{id}/end");

/// A clock whose chance is known.
#[derive(Debug)]
struct Sevens;

impl Clock for Sevens {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn sleep(&self, _duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn random(&self) -> u64 {
        7
    }
}

/// Says more of a call.
type Describe<'a> = &'a dyn Fn(CallDraft) -> CallDraft;

/// The request of a call, or why there is none.
async fn sent(
    describe: impl FnOnce(CallDraft) -> CallDraft,
) -> Result<http::Request<bytes::Bytes>, String> {
    let transport = ScriptedTransport::new().answer(200, "{}");
    let core: Core = ClientBuilder::new(&API)
        .transport(transport.clone())
        .clock(Sevens)
        .build()
        .unwrap();
    let outcome = describe(core.call(&ROOT)).returns::<Value>().await;

    outcome.map(drop).map_err(|error| error.to_string())?;
    Ok(transport.requests().remove(0))
}

fn list() -> Vec<String> {
    vec!["a/b".to_owned(), "..".to_owned()]
}

#[tokio::test]
async fn parameters_go_out_as_they_are_described() {
    const ID: Parameter = Parameter::new(
        Member::required("id"),
        Encoding::path(PathStyle::Matrix).exploded(),
    );
    const TAGS: Parameter =
        Parameter::new(Member::optional("tags"), Encoding::query(QueryStyle::Pipe));
    const SEEN: Parameter = Parameter::new(
        Member::optional("seen").sensitive(),
        Encoding::COOKIE.exploded(),
    );

    let request = sent(|draft| {
        draft
            .path(ID, &list())
            .query(TAGS, &list())
            .query("plain", &list())
            .header("x-list", &list())
            .cookie("first", &"a; b=c".to_owned())
            .cookie(SEEN, &vec!["old".to_owned()])
            .cookie(SEEN, &list())
            .header("cookie", &"own=1".to_owned())
    })
    .await
    .unwrap();

    assert_eq!(
        request.uri(),
        "https://places.example.com/;id=a%2Fb;id=../end?tags=a%2Fb%7C..&plain=a%2Fb&plain=.."
    );
    assert_eq!(request.headers()["x-list"], "a/b,..");
    assert_eq!(
        request.headers()["cookie"],
        "own=1; first=a%3B%20b%3Dc; seen=a%2Fb; seen=.."
    );
    assert!(request.headers()["cookie"].is_sensitive());
}

#[tokio::test]
async fn bodies_have_their_type_and_bytes() {
    let value = json!({"a": [{"b": 1}, {"b": "x y"}]});
    let form = Encoding::form(QueryStyle::Unindexed);
    let parts = Multipart::new().part(Part::file("f", "n.txt", "hi").content_type("text/plain"));
    let boundary = "brogue-00000000000000070000000000000007";
    let multipart = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"f\"; filename=\"n.txt\"\r\nContent-Type: text/plain\r\n\r\nhi\r\n\
         --{boundary}--\r\n"
    );
    let cases: [(Describe<'_>, &str, &str); 5] = [
        (
            &|draft| draft.json(&value),
            "application/json",
            r#"{"a":[{"b":1},{"b":"x y"}]}"#,
        ),
        (
            &|draft| draft.form(&value, &form),
            "application/x-www-form-urlencoded",
            "a%5B%5D%5Bb%5D=1&a%5B%5D%5Bb%5D=x+y",
        ),
        (
            &|draft| draft.multipart(&parts),
            "multipart/form-data; boundary=brogue-00000000000000070000000000000007",
            &multipart,
        ),
        (&|draft| draft.text("é"), "text/plain; charset=utf-8", "é"),
        (
            &|draft| draft.bytes("application/octet-stream", "\0\r\n"),
            "application/octet-stream",
            "\0\r\n",
        ),
    ];
    for (describe, content_type, body) in cases {
        let request = sent(|draft| describe(draft.path("id", &1_i64)))
            .await
            .unwrap();

        assert_eq!(request.headers()["content-type"], content_type);
        assert_eq!(request.body(), body);
    }
}

#[tokio::test]
async fn what_has_no_encoding_is_named_and_not_sent() {
    let nested = json!({"a": {"b": 1}});
    let header = "a\r\nb".to_owned();
    let elsewhere = Parameter::new(Member::optional("q"), Encoding::HEADER);
    let label = Parameter::new(Member::required("id"), Encoding::path(PathStyle::Label));
    let cases: [(Describe<'_>, &str); 7] = [
        (
            &|draft| draft.query("deep", &nested),
            "`deep` cannot be sent",
        ),
        (
            &|draft| draft.header("x-a", &header),
            "`x-a` cannot be sent",
        ),
        (
            &|draft| draft.query(elsewhere, &header),
            "`q` is described for another place",
        ),
        (
            &|draft| draft.form(&1_i64, &Encoding::form(QueryStyle::Nested)),
            "object",
        ),
        (&|draft| draft.form(&nested, &Encoding::QUERY), "no form"),
        (&|draft| draft.bytes("a\r\nb: c", "x"), "content type"),
        (
            &|draft| draft.path(label, &".".to_owned()),
            "`id` would change the path",
        ),
    ];
    for (describe, named) in cases {
        let error = sent(|draft| describe(draft.path("id", &1_i64)))
            .await
            .unwrap_err();

        assert!(error.contains(named), "{error}");
    }
}
