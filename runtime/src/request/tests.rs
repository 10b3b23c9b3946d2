//! What a value can and cannot do to the request it is in.

use super::Request;

fn filled(template: &'static str, value: &str) -> Result<String, String> {
    let mut request = Request::new(http::Method::GET, template);
    request.set_path(&"id".into(), &value.to_owned());

    request.target("").map(|target| target.url)
}

#[test]
fn a_value_stays_in_its_place() {
    for (value, path) in [
        ("7", "/things/7/parts"),
        ("a/b", "/things/a%2Fb/parts"),
        ("../..", "/things/..%2F../parts"),
        ("?x=1#y", "/things/%3Fx%3D1%23y/parts"),
        ("%2e", "/things/%252e/parts"),
        ("\r\nhost: evil", "/things/%0D%0Ahost%3A%20evil/parts"),
        ("{id}", "/things/%7Bid%7D/parts"),
        ("é ", "/things/%C3%A9%20/parts"),
        ("...", "/things/.../parts"),
    ] {
        assert_eq!(filled("/things/{id}/parts", value).unwrap(), path);
    }
}

#[test]
fn a_value_that_would_change_the_path_is_refused_by_name() {
    for value in ["", ".", ".."] {
        let problem = filled("/things/{id}", value).unwrap_err();

        assert!(problem.contains("`id`"), "{problem}");
    }
    assert!(filled("/things/{id}{id}", ".").is_err());
    assert!(filled("/things/.{id}", ".").is_err());
}

#[test]
fn a_query_is_encoded_once() {
    let mut request = Request::new(http::Method::GET, "/things");
    request.set_query_text("a[b]", "x&y=z +1");
    request.add_query_text("empty", "");
    let target = request.target("https://api.example.com/v1").unwrap();

    assert_eq!(
        target.url,
        "https://api.example.com/v1/things?a%5Bb%5D=x%26y%3Dz%20%2B1&empty="
    );
}

#[test]
fn a_header_takes_no_line_break_and_no_framing() {
    for (name, value) in [("x-a", "b\r\nc: d"), ("content-length", "1"), ("a b", "c")] {
        let mut request = Request::new(http::Method::GET, "/");
        request.set_header_text(name, value, false);

        assert!(request.target("").is_err(), "{name}");
    }
}
