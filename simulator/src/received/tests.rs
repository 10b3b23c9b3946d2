//! What requests come to as values. That broken ones are refused is shown from outside.

use brogue_generator::diagnostic::Strictness;
use brogue_generator::source::Source;
use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::check::Direction;
use super::{Received, read_by};
use crate::builder;
use crate::reply::Request;
use crate::routes::Found;
use crate::vendor::Vendor;

fn vendor(text: &str) -> Vendor {
    let source = Source::new("spec", text);

    builder::read(&source, Strictness::Strict).expect("a spec without errors")
}

fn kettles() -> Vendor {
    vendor(include_str!("../../tests/fixtures/received.yaml"))
}

/// Reads `POST /orders?dry=true` with a content type and a body.
fn received(vendor: &Vendor, line: &str, content_type: &str, body: &str) -> Received {
    let (method, target) = line.split_once(' ').expect("a method and a path");
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut headers = HeaderMap::new();
    if !content_type.is_empty() {
        headers.insert(CONTENT_TYPE, content_type.parse().expect("a header"));
    }
    let request = Request {
        method: method.to_owned(),
        path: format!("/v1{path}"),
        query: Some(query.to_owned()),
        headers,
        body: Bytes::copy_from_slice(body.as_bytes()),
    };
    let Found::Operation(id, path) = vendor.routes.find(method, &request.path) else {
        panic!("no operation: {line}");
    };

    read_by(vendor, id, &path, &request).unwrap_or_else(|refusal| panic!("{line}: {refusal:?}"))
}

#[test]
fn texts_of_paths_and_queries_become_values() {
    let vendor = kettles();
    let cases: &[(&str, Value)] = &[
        (
            "limit=5&paid=true&state=open",
            json!({"limit": 5, "paid": true, "state": "open"}),
        ),
        ("limit=1e1", json!({"limit": 10})),
        ("tags=1", json!({"tags": ["1"]})),
        ("tags=a&tags=b%26", json!({"tags": ["a", "b&"]})),
        ("tags=", json!({"tags": [""]})),
        ("ids=1,2", json!({"ids": [1, 2]})),
        ("ids=1%2C2", json!({"ids": [1, 2]})),
        ("ids=1&ids=2", json!({"ids": [1, 2]})),
        ("ids=", json!({"ids": []})),
        ("colors=a%2Cb%7Cc", json!({"colors": ["a,b", "c"]})),
        ("colors=a|b", json!({"colors": ["a", "b"]})),
        (
            "near%5Blat%5D=1.5&near[city]=5",
            json!({"near": {"city": "5", "lat": 1.5}}),
        ),
        ("from=1&to=2", json!({"span": {"from": 1, "to": 2}})),
        ("filter=%7B%22qty%22:1%7D", json!({"filter": {"qty": 1}})),
        ("flag=1", json!({"flag": 1})),
        ("flag=true", json!({"flag": true})),
        ("until=", json!({"until": null})),
        ("sizes[0]=2&sizes[1]=1", json!({"sizes": [2, 1]})),
        ("box=wide,1,high,2", json!({"box": {"wide": 1, "high": 2}})),
        ("api_key=long-enough", json!({})),
    ];
    for (query, expected) in cases {
        let received = received(&vendor, &format!("GET /orders?{query}"), "", "");
        assert_eq!(json!(received.query), *expected, "{query}");
    }

    let measures = received(&vendor, "GET /measures?a=1&unit=2&b=3", "", "").query;
    assert_eq!(
        json!(measures),
        json!({"unit": 2, "choice": {"a": 1, "b": 3}})
    );
    let path = received(&vendor, "GET /names/a+b%2Bc", "", "").path;
    assert_eq!(json!(path), json!({"name": "a b+c"}));
    let path = received(&vendor, "DELETE /orders/7", "", "").path;
    assert_eq!(json!(path), json!({"id": 7}));
}

#[test]
fn forms_become_the_objects_that_they_stand_for() {
    let vendor = kettles();
    let least = "qty=1&lines[][name]=a";
    let cases: &[(&str, Value)] = &[
        ("", json!({})),
        ("ids[]=1&ids[]=2", json!({"ids[]": [1, 2]})),
        ("ids=1", json!({"ids[]": [1]})),
        ("tags[]=x", json!({"tags": ["x"]})),
        (
            "place[lat]=1&place[city]=",
            json!({"place": {"lat": 1, "city": ""}}),
        ),
        ("day=", json!({"day": null})),
        ("day=2026-02-28", json!({"day": "2026-02-28"})),
        ("flag=0", json!({"flag": 0})),
        ("contact=Bob+%2B", json!({"contact": "Bob +"})),
        (
            "contact[mail]=a@example.com",
            json!({"contact": {"mail": "a@example.com"}}),
        ),
        ("x=1&x=2&y[z]=3", json!({"x": ["1", "2"], "y": {"z": "3"}})),
        ("a[b=1&]=2&=3", json!({"a[b": "1", "]": "2", "": "3"})),
        ("id=made", json!({})),
    ];
    for (more, expected) in cases {
        let body = format!("{least}&{more}");
        let form = "application/x-www-form-urlencoded";
        let received = received(&vendor, "POST /orders?dry=false", form, &body);
        let mut expected = expected.clone();
        expected["qty"] = json!(1);
        expected["lines"] = json!([{"name": "a"}]);
        assert_eq!(received.body, Some(expected), "{more}");
    }

    let lines = "qty=1&lines[][name]=a&lines[][sizes][]=1&lines[][sizes][]=2&lines[][name]=b";
    let form = "application/x-www-form-urlencoded";
    let body = received(&vendor, "POST /orders?dry=false", form, lines).body;
    let lines = json!([{"name": "a", "sizes": [1, 2]}, {"name": "b"}]);
    assert_eq!(body.expect("a body")["lines"], lines);
}

#[test]
fn files_are_handed_out_beside_the_members() {
    let vendor = kettles();
    let body = "--cut\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\ncontent-type: image/png\r\n\r\nPNG\r\n\
        --cut\r\ncontent-disposition: form-data; name=\"more[]\"; filename=\"b\"\r\n\r\n1\r\n\
        --cut\r\ncontent-disposition: form-data; name=\"order\"\r\n\r\n7\r\n--cut--\r\n";
    let content_type = "multipart/form-data; boundary=cut";
    let received = received(&vendor, "POST /photos", content_type, body);

    assert_eq!(received.body, Some(json!({"order": 7})));
    let files: Vec<_> = received
        .files
        .iter()
        .map(|file| {
            let content = std::str::from_utf8(&file.content).expect("text");
            [&file.name, &file.file_name, &file.content_type, content].map(str::to_owned)
        })
        .collect();
    let expected = [
        ["photo", "a.png", "image/png", "PNG"],
        ["more", "b", "", "1"],
    ];
    assert_eq!(files, expected.map(|file| file.map(str::to_owned)));
}

#[test]
fn a_part_is_a_file_where_the_document_says_so() {
    let vendor = kettles();
    let body =
        "--cut\r\ncontent-disposition: form-data; name=\"photo\"\r\n\r\n\u{e9}\r\n--cut--\r\n";
    let content_type = "multipart/form-data; boundary=\"cut\"";
    let received = received(&vendor, "POST /photos", content_type, body);

    assert_eq!(received.body, Some(json!({})));
    assert_eq!(received.files[0].content, "\u{e9}".as_bytes());
}

#[test]
fn of_a_huge_body_the_first_error_is_told() {
    let vendor = kettles();
    let schemas = vendor.contract.schemas();
    let mut lists = schemas.filter(|(_, schema)| schema.limit("maxItems").is_some());
    let told = |elements: usize, lists: &mut dyn Iterator<Item = _>| {
        let (id, _) = lists.next().expect("a list");
        let value = vec![json!(null); elements].into();
        let breaches = vendor
            .checks
            .breaches(&vendor.contract, Direction::Request, id, &value);
        breaches.len()
    };

    assert_eq!(told(30_000, &mut lists), 1);
    assert_eq!(told(300, &mut lists), 301);
}

#[test]
fn bodies_stay_as_they_are_and_lose_what_the_vendor_makes() {
    let vendor = kettles();
    let body = r#"{"qty": 1.0, "lines": [], "id": 5, "x": [18446744073709551615]}"#;
    let read = received(&vendor, "POST /orders?dry=true", "application/json", body);

    let expected = json!({"qty": 1.0, "lines": [], "x": [18_446_744_073_709_551_615_u64]});
    assert_eq!(read.body, Some(expected));
    let read = received(&vendor, "POST /notes", "text/plain", "short");
    assert_eq!(read.body, Some(json!("short")));
}

#[test]
fn elements_of_a_list_are_judged_one_by_one() {
    let vendor = kettles();
    let body = r#"[{"qty": 1, "lines": []}, {"qty": 0, "lines": [{}]}, 5]"#;
    let read = received(&vendor, "POST /orders/bulk", "application/json", body);

    let bad: Vec<(usize, Vec<&str>)> = read
        .bad_elements
        .iter()
        .map(|(index, broken)| {
            (
                *index,
                broken.iter().map(|one| one.place.as_str()).collect(),
            )
        })
        .collect();
    let expected = vec![
        (1, vec!["body /1/lines/0/name", "body /1/qty"]),
        (2, vec!["body /2"]),
    ];
    assert_eq!(bad, expected);
}

/// A word that no validator takes checks nothing; it must not switch off the others, nor may a fault of ours.
#[test]
fn every_schema_of_every_spec_is_checked() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs");
    let mut checked = 0;
    for file in std::fs::read_dir(folder).expect("a folder of specs") {
        let path = file.expect("a file").path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let vendor = vendor(&std::fs::read_to_string(&path).expect("a text"));
        for (id, _) in vendor.contract.schemas() {
            for direction in [Direction::Request, Direction::Answer] {
                let is_built = vendor.checks.is_built(&vendor.contract, direction, id);
                assert!(is_built, "{path:?}: schema {}", id.number());
                checked += 1;
            }
        }
    }

    assert!(checked > 1_000, "{checked} schemas");
}

#[test]
fn an_unsound_word_switches_off_itself_only() {
    let vendor = vendor(
        "openapi: 3.1.0
info: {title: Odd, version: '1', description: Odd.}
servers: [{url: 'https://odd.example.com/v1'}]
paths:
  /odd:
    post:
      operationId: addOdd
      summary: Adds.
      requestBody: {content: {application/json: {schema: {type: string, pattern: '(', maxLength: 2}}}}
      responses: {'204': {description: Done.}}
",
    );
    let (_, plan) = vendor.contract.schemas().next().expect("a schema");
    assert_eq!(plan.limits.len(), 2);
    let (id, _) = vendor.contract.schemas().next().expect("a schema");

    let long = super::check::check(&vendor, id, &json!("abc"));
    assert_eq!(long.len(), 1, "{long:?}");
    assert!(long[0].message.contains("longer than 2 letters"));
    assert!(super::check::check(&vendor, id, &json!("(")).is_empty());
}
