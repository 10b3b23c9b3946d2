//! Bodies whose members are fields or parts, and paths that nobody declared in an API with its own ways.

use brogue_runtime::api::{Api, Operation};
use brogue_runtime::codec::{Member, Members, Model, Value};
use brogue_runtime::{
    CallDraft, ClientBuilder, Core, Encoding, Escape, Field, Fields, Method, Multipart, QueryStyle,
    ScriptedTransport, Upload,
};
use serde_json::json;

static API: Api = Api::new("files", "https://files.example.com")
    .path_encoding(Encoding::PATH.escape(Escape::Plus))
    .query_encoding(Encoding::query(QueryStyle::Comma))
    .form_encoding(Encoding::form(QueryStyle::Unindexed));
static ADD: Operation = Operation::post("add", "/things/{id}");

#[derive(Clone, Default, PartialEq)]
struct Thing {
    name: Option<String>,
    tags: Option<Vec<String>>,
    place: Option<Value>,
    photo: Option<Upload>,
    pages: Option<Vec<Upload>>,
    unknown: Members,
}

impl Model for Thing {
    const NAME: &'static str = "Thing";
    const MEMBERS: &'static [Member] = &[
        Member::optional("name"),
        Member::optional("tags"),
        Member::optional("place"),
        Member::optional("photo"),
        Member::optional("pages"),
    ];
}

brogue_runtime::slots!(Thing: name, tags, place, photo, pages; unknown);

fn core(transport: &ScriptedTransport) -> Core {
    ClientBuilder::new(&API)
        .transport(transport.clone())
        .build()
        .unwrap()
}

async fn sent(
    describe: impl FnOnce(CallDraft) -> CallDraft,
) -> Result<http::Request<bytes::Bytes>, String> {
    let transport = ScriptedTransport::new().answer(200, "{}");
    let draft = core(&transport).call(&ADD).path("id", &"a b+c".to_owned());
    let outcome = describe(draft).returns::<Value>().await;

    outcome.map(drop).map_err(|error| error.to_string())?;
    Ok(transport.requests().remove(0))
}

fn thing() -> Thing {
    Thing {
        name: Some("a chair".to_owned()),
        tags: Some(vec!["red".to_owned(), "old".to_owned()]),
        place: Some(json!({"area": "x", "floors": [1, 2]})),
        ..Thing::default()
    }
}

fn parts(request: &http::Request<bytes::Bytes>) -> Vec<(String, Option<String>, String)> {
    let content_type = request.headers()["content-type"].to_str().unwrap();
    let body = Multipart::decode(content_type, request.body()).unwrap();
    let part = |part: &brogue_runtime::Part| {
        let content = String::from_utf8_lossy(part.content().unwrap()).into_owned();
        (
            part.name().to_owned(),
            part.file_name().map(str::to_owned),
            content,
        )
    };

    body.parts().iter().map(part).collect()
}

fn plain(name: &str, content: &str) -> (String, Option<String>, String) {
    (name.to_owned(), None, content.to_owned())
}

fn file(name: &str, file_name: &str, content: &str) -> (String, Option<String>, String) {
    (
        name.to_owned(),
        Some(file_name.to_owned()),
        content.to_owned(),
    )
}

#[tokio::test]
async fn fields_go_as_the_api_the_body_and_the_member_say() {
    const OWN: Fields = Fields::new(Encoding::form(QueryStyle::Repeated)).fields(&[
        Field::new("tags")
            .sent_as("labels")
            .encoding(Encoding::form(QueryStyle::Pipe)),
        Field::new("place").json(),
    ]);
    for (fields, body) in [
        (
            Fields::USUAL,
            "name=a+chair&tags%5B%5D=red&tags%5B%5D=old&place%5Barea%5D=x&place%5Bfloors%5D%5B%5D=1&place%5Bfloors%5D%5B%5D=2",
        ),
        (
            OWN,
            "name=a+chair&labels=red%7Cold&place=%7B%22area%22%3A%22x%22%2C%22floors%22%3A%5B1%2C2%5D%7D",
        ),
    ] {
        let request = sent(|draft| draft.form(&thing(), fields)).await.unwrap();

        assert_eq!(request.body(), body);
        assert_eq!(request.uri(), "https://files.example.com/things/a+b%2Bc");
    }
}

#[tokio::test]
async fn a_list_whose_name_has_brackets_gets_no_more() {
    for fields in [
        Fields::USUAL,
        Fields::new(Encoding::form(QueryStyle::Repeated)),
    ] {
        let mut thing = Thing::default();
        thing.unknown.insert("ids[]", json!([7, 8]));
        thing.unknown.insert("x[]", "one");
        let request = sent(|draft| draft.form(&thing, fields)).await.unwrap();

        assert_eq!(request.body(), "ids%5B%5D=7&ids%5B%5D=8&x%5B%5D=one");
    }
}

#[tokio::test]
async fn files_are_parts_of_their_own() {
    let mut thing = thing();
    thing.photo = Some(Upload::new("chair.png", "PNG").content_type("image/png"));
    thing.pages = Some(vec![
        Upload::from(b"1".to_vec()),
        Upload::new("two.txt", "2"),
    ]);
    let fields = Fields::new(Encoding::FORM)
        .fields(const { &[Field::new("pages").content_type("text/plain")] });
    let request = sent(|draft| draft.parts(&thing, fields)).await.unwrap();

    assert_eq!(
        parts(&request),
        [
            plain("name", "a chair"),
            plain("tags", "red"),
            plain("tags", "old"),
            plain("place", r#"{"area":"x","floors":[1,2]}"#),
            file("photo", "chair.png", "PNG"),
            file("pages", "pages", "1"),
            file("pages", "two.txt", "2"),
        ]
    );
    let text = String::from_utf8_lossy(request.body());
    assert_eq!(text.matches("Content-Type: text/plain").count(), 2);
    assert_eq!(text.matches("Content-Type: image/png").count(), 1);
}

#[tokio::test]
async fn a_file_makes_parts_of_a_form_and_of_json() {
    let content_type = |request: &http::Request<bytes::Bytes>| {
        request.headers()["content-type"]
            .to_str()
            .unwrap()
            .to_owned()
    };
    let without = thing();
    let mut with = thing();
    with.photo = Some(Upload::new("chair.png", "PNG"));

    let form = sent(|draft| draft.form_or_parts(&without, Fields::USUAL))
        .await
        .unwrap();
    assert_eq!(content_type(&form), "application/x-www-form-urlencoded");
    let json = sent(|draft| draft.json_or_parts(&without, Fields::USUAL))
        .await
        .unwrap();
    assert_eq!(content_type(&json), "application/json");

    let form = sent(|draft| draft.form_or_parts(&with, Fields::USUAL))
        .await
        .unwrap();
    let json = sent(|draft| draft.json_or_parts(&with, Fields::USUAL))
        .await
        .unwrap();
    for request in [form, json] {
        let parts = parts(&request);
        assert_eq!(parts[1], plain("tags[]", "red"));
        assert_eq!(parts[3], plain("place[area]", "x"));
        assert_eq!(parts.last().unwrap(), &file("photo", "chair.png", "PNG"));
    }
}

#[tokio::test]
async fn a_file_where_none_can_go_is_named() {
    let with = Thing {
        photo: Some(Upload::from(vec![1])),
        ..Thing::default()
    };
    for error in [
        sent(|draft| draft.form(&with, Fields::USUAL))
            .await
            .unwrap_err(),
        sent(|draft| draft.json(&with)).await.unwrap_err(),
    ] {
        assert!(
            error.contains("`photo`") && error.contains("several parts"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn undeclared_paths_follow_the_api() {
    let transport = ScriptedTransport::new().answer(200, "{}").answer(200, "{}");
    let core = core(&transport);
    core.request(Method::GET, "/e c/{text}")
        .path("text", "1 + 1/2")
        .query_list("ids[]", [1, 2])
        .query_list("names", ["a,b", "c"])
        .await
        .unwrap();
    core.request(Method::POST, "/x")
        .form(&json!({"a": [{"b": 1}, {"b": 2}]}), Fields::USUAL)
        .await
        .unwrap();

    let requests = transport.requests();
    assert_eq!(
        requests[0].uri(),
        "https://files.example.com/e+c/1+%2B+1%2F2?ids=1,2&names=a%2Cb,c"
    );
    assert_eq!(requests[1].body(), "a%5B%5D%5Bb%5D=1&a%5B%5D%5Bb%5D=2");
}
