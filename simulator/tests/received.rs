//! Requests that are as the document has them, and requests that are not: what is answered, and which line the log says is broken.

#[path = "received/bodies.rs"]
mod bodies;
#[path = "received/send.rs"]
mod send;

use brogue_simulator::Simulator;
use send::{SPEC, Sent, line_of, send};

/// The line of the spec by its marker, the place in the request, what is wrong there.
type Expected<'a> = (&'a str, &'a str, &'a str);

const JSON: &[&str] = &["content-type: application/json"];
const FORM: &[&str] = &["content-type: application/x-www-form-urlencoded"];
const PARTS: &[&str] = &["content-type: multipart/form-data; boundary=cut"];

/// Sends each request, and compares what it breaks. Nothing is broken by those that are accepted.
fn check(cases: &[(&str, &[&str], &str, u16, &[Expected<'_>])]) {
    let vendor = Simulator::from_spec(SPEC).unwrap_or_else(|error| panic!("{error}"));
    for (line, headers, body, status, expected) in cases {
        let body = body.replace('\n', "\r\n");
        let Sent {
            status: seen,
            broken,
        } = send(&vendor, line, headers, body.as_bytes());
        let expected: Vec<(usize, String, String)> = expected
            .iter()
            .map(|(marker, place, message)| {
                (line_of(marker), (*place).to_owned(), (*message).to_owned())
            })
            .collect();
        let broken: Vec<(usize, String, String)> = broken
            .into_iter()
            .map(|broken| {
                let (message, line) = broken.message.rsplit_once(" (spec line ").expect("a line");
                assert!(
                    line.starts_with(&format!("{}: ", broken.line)),
                    "{broken:?}"
                );
                (broken.line, broken.place, message.to_owned())
            })
            .collect();
        assert_eq!(broken, expected, "{line} {body}");
        match status {
            0 => assert!(![400, 406, 415].contains(&seen), "{line} {body}: {seen}"),
            status => assert_eq!(seen, *status, "{line} {body}"),
        }
    }
}

/// The status of a request that breaks nothing: the reader has no say in it.
const ACCEPTED: u16 = 0;

#[test]
fn queries_are_held_against_their_parameters() {
    check(&[
        ("GET /orders", &[], "", ACCEPTED, &[]),
        (
            "GET /orders?limit=50&state=open&since=2026-02-28&paid=false",
            &[],
            "",
            ACCEPTED,
            &[],
        ),
        ("GET /orders?limit=1e1", &[], "", ACCEPTED, &[]),
        ("GET /orders?tags=a&tags=b", &[], "", ACCEPTED, &[]),
        (
            "GET /orders?ids=1,2,3&colors=a%7Cb|c",
            &[],
            "",
            ACCEPTED,
            &[],
        ),
        ("GET /orders?ids=1%2C2", &[], "", ACCEPTED, &[]),
        ("GET /orders?ids=", &[], "", ACCEPTED, &[]),
        (
            "GET /orders?near[lat]=1.5&near%5Bcity%5D=x+y",
            &[],
            "",
            ACCEPTED,
            &[],
        ),
        ("GET /orders?from=1&to=2", &[], "", ACCEPTED, &[]),
        (
            "GET /orders?filter=%7B%22qty%22%3A1%7D",
            &[],
            "",
            ACCEPTED,
            &[],
        ),
        ("GET /orders?flag=1", &[], "", ACCEPTED, &[]),
        ("GET /orders?flag=true&until=", &[], "", ACCEPTED, &[]),
        (
            "GET /orders?limit=0",
            &[],
            "",
            400,
            &[(
                "limit",
                "query `limit`",
                "`limit` is `0`, and 1 or more is due",
            )],
        ),
        (
            "GET /orders?limit=ten",
            &[],
            "",
            400,
            &[(
                "limit",
                "query `limit`",
                "`limit` is a text, and a whole number is due",
            )],
        ),
        (
            "GET /orders?limit=0.5",
            &[],
            "",
            400,
            &[(
                "limit",
                "query `limit`",
                "`limit` is a text, and a whole number is due",
            )],
        ),
        (
            "GET /orders?limit=",
            &[],
            "",
            400,
            &[(
                "limit",
                "query `limit`",
                "`limit` is a text, and a whole number is due",
            )],
        ),
        (
            "GET /orders?limit=1&limit=1",
            &[],
            "",
            400,
            &[(
                "limit",
                "query `limit`",
                "`limit` is sent 2 times, and one value is due",
            )],
        ),
        (
            "GET /orders?limit=5%",
            &[],
            "",
            400,
            &[(
                "list",
                "query",
                "the query cannot be read: `limit` has a `%` that begins no escape",
            )],
        ),
        (
            "GET /orders?state=lost",
            &[],
            "",
            400,
            &[(
                "state",
                "query `state`",
                "`state` is `lost`, and one of `open`, `closed` is due",
            )],
        ),
        (
            "GET /orders?since=2026-02-30",
            &[],
            "",
            400,
            &[(
                "since",
                "query `since`",
                "`since` is `2026-02-30`, and a value in the format `date` is due",
            )],
        ),
        (
            "GET /orders?paid=1",
            &[],
            "",
            400,
            &[(
                "paid",
                "query `paid`",
                "`paid` is a text, and a flag is due",
            )],
        ),
        (
            "GET /orders?tags=a&tags=far-too-long",
            &[],
            "",
            400,
            &[(
                "tags",
                "query `tags` /1",
                "element 1 of `tags` is longer than 5 letters",
            )],
        ),
        (
            "GET /orders?ids=1,x",
            &[],
            "",
            400,
            &[(
                "ids",
                "query `ids` /1",
                "element 1 of `ids` is a text, and a whole number is due",
            )],
        ),
        (
            "GET /orders?ids=1,2,3,4",
            &[],
            "",
            400,
            &[("ids", "query `ids`", "`ids` holds more than 3 elements")],
        ),
        (
            "GET /orders?near[lat]=91&near[x]=1",
            &[],
            "",
            400,
            &[
                (
                    "lat",
                    "query `near` /lat",
                    "`lat` is `91`, and 90 or less is due",
                ),
                ("place", "query `near` /x", "`x` is not declared"),
            ],
        ),
        (
            "GET /orders?to=x",
            &[],
            "",
            400,
            &[(
                "span",
                "query `span` /to",
                "`to` is a text, and a whole number is due",
            )],
        ),
        (
            "GET /orders?filter=%7B%22qty%22%3A",
            &[],
            "",
            400,
            &[(
                "filter",
                "query `filter`",
                "`filter` is no JSON: EOF while parsing a value at line 1 column 7",
            )],
        ),
        (
            "GET /orders?filter=%7B%22qty%22%3Atrue%7D",
            &[],
            "",
            400,
            &[(
                "filter",
                "query `filter` /qty",
                "`qty` is a flag, and a whole number is due",
            )],
        ),
        (
            "GET /orders?flag=2",
            &[],
            "",
            400,
            &[(
                "flag",
                "query `flag`",
                "`flag` is `2`, and 1 or less is due",
            )],
        ),
        (
            "GET /orders?Limit=1&x=1&x=2",
            &[],
            "",
            400,
            &[
                (
                    "list",
                    "query `Limit`",
                    "the document has no query parameter `Limit` here",
                ),
                (
                    "list",
                    "query `x`",
                    "the document has no query parameter `x` here",
                ),
            ],
        ),
        (
            "POST /orders",
            JSON,
            r#"{"qty": 1, "lines": []}"#,
            400,
            &[("dry", "query `dry`", "`dry` is missing")],
        ),
    ]);
}

#[test]
fn paths_headers_and_cookies_are_held_against_their_parameters() {
    check(&[
        ("DELETE /orders/7", &[], "", ACCEPTED, &[]),
        ("GET /names/a+b%2Bc", &[], "", ACCEPTED, &[]),
        (
            "GET /names/%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9",
            &[],
            "",
            ACCEPTED,
            &[],
        ),
        (
            "GET /orders",
            &[
                "x-trace: 7",
                "x-parts: 1, 2",
                "cookie: other=%; theme=dark",
                "x-unknown: 1",
            ],
            "",
            ACCEPTED,
            &[],
        ),
        (
            "DELETE /orders/seven",
            &[],
            "",
            400,
            &[(
                "id",
                "path `id`",
                "`id` is a text, and a whole number is due",
            )],
        ),
        (
            "DELETE /orders/2147483648",
            &[],
            "",
            400,
            &[("id", "path `id`", "`id` does not fit into `int32`")],
        ),
        (
            "GET /names/a+b%2Bcd%20",
            &[],
            "",
            400,
            &[("name", "path `name`", "`name` is longer than 6 letters")],
        ),
        (
            "GET /names/%ff",
            &[],
            "",
            400,
            &[("name", "path `name`", "`name` is not in UTF-8")],
        ),
        (
            "GET /orders",
            &["x-trace: x", "cookie: theme=blue"],
            "",
            400,
            &[
                (
                    "trace",
                    "header `x-trace`",
                    "`x-trace` is a text, and a whole number is due",
                ),
                (
                    "theme",
                    "cookie `theme`",
                    "`theme` is `blue`, and one of `dark`, `light` is due",
                ),
            ],
        ),
        (
            "GET /orders",
            &["x-trace: 1", "x-trace: 2"],
            "",
            400,
            &[(
                "trace",
                "header `x-trace`",
                "`x-trace` is sent 2 times, and one value is due",
            )],
        ),
        (
            "GET /orders",
            &["accept: text/plain"],
            "",
            406,
            &[(
                "answer",
                "header `accept`",
                "the answer comes as `application/json` only",
            )],
        ),
        (
            "GET /names/x",
            &["accept: application/json, image/*;q=0"],
            "",
            406,
            &[(
                "picture",
                "header `accept`",
                "the answer comes as `image/png` only",
            )],
        ),
        (
            "DELETE /orders/7",
            &["accept: image/png"],
            "",
            ACCEPTED,
            &[],
        ),
    ]);
}

#[test]
fn bodies_are_held_against_their_schemas() {
    const POST: &str = "POST /orders?dry=true";
    check(&[
        (
            POST,
            JSON,
            r#"{"qty": 1, "lines": [], "unknown": {"a": [null]}}"#,
            ACCEPTED,
            &[],
        ),
        (
            POST,
            JSON,
            r#"{"qty": 1.0, "lines": [{"name": ""}], "contact": "Bob", "day": null}"#,
            ACCEPTED,
            &[],
        ),
        (
            POST,
            &["content-type: Application/JSON; charset=utf-8"],
            r#"{"qty": 1, "lines": [], "id": 7}"#,
            ACCEPTED,
            &[],
        ),
        (
            POST,
            JSON,
            r#"{"qty": "1", "lines": [{"name": "a"}, {"qty": 1.5}]}"#,
            400,
            &[
                ("line-name", "body /lines/1/name", "`name` is missing"),
                (
                    "line-qty",
                    "body /lines/1/qty",
                    "`qty` is a number with a fraction, and a whole number is due",
                ),
                (
                    "qty",
                    "body /qty",
                    "`qty` is a text, and a whole number is due",
                ),
            ],
        ),
        (
            POST,
            JSON,
            r#"{"lines": [], "price": 0, "code": "a", "kind": "pot", "tags": []}"#,
            400,
            &[
                ("code", "body /code", "`code` is shorter than 2 letters"),
                (
                    "code",
                    "body /code",
                    "`code` is `a`, and a text that fits `^[A-Z]+$` is due",
                ),
                ("kind", "body /kind", "`kind` is `pot`, and `kettle` is due"),
                (
                    "price",
                    "body /price",
                    "`price` is `0`, and more than 0 is due",
                ),
                ("required", "body /qty", "`qty` is missing"),
                (
                    "order-tags",
                    "body /tags",
                    "`tags` holds fewer than 1 element",
                ),
            ],
        ),
        (
            POST,
            JSON,
            r#"{"qty": 1, "lines": [], "price": 0.7, "code": "ABCDE", "tags": ["a", "a"], "contact": "Al"}"#,
            400,
            &[
                ("code", "body /code", "`code` is longer than 4 letters"),
                (
                    "contact-name",
                    "body /contact",
                    "`contact` is shorter than 3 letters",
                ),
                (
                    "price",
                    "body /price",
                    "`price` is `0.7`, and a multiple of 0.5 is due",
                ),
                ("order-tags", "body /tags", "`tags` holds an element twice"),
            ],
        ),
        (
            POST,
            JSON,
            r#"{"qty": 1, "lines": [], "contact": {}, "flag": ""}"#,
            400,
            &[
                ("mail", "body /contact/mail", "`mail` is missing"),
                (
                    "order-flag",
                    "body /flag",
                    "`flag` is empty, and a text that fits `^[01]$` is due",
                ),
            ],
        ),
        (
            POST,
            JSON,
            r#"{"qty": 1, "lines": [], "contact": 5}"#,
            400,
            &[(
                "contact",
                "body /contact",
                "`contact` fits none of the forms that it may have",
            )],
        ),
        (
            POST,
            JSON,
            r#"{"qty": 1, "lines": [], "secret": "hush", "vault": {"door": "hush"}}"#,
            400,
            &[
                (
                    "secret",
                    "body /secret",
                    "`secret` is not what is due: a text that fits `^s`",
                ),
                (
                    "vault",
                    "body /vault/door",
                    "`door` is not what is due: one of `red`",
                ),
            ],
        ),
        (
            POST,
            JSON,
            "[]",
            400,
            &[("order", "body", "the body is a list, and an object is due")],
        ),
        (
            POST,
            JSON,
            r#"{"qty": 1, "qty": 1}"#,
            400,
            &[(
                "json",
                "body",
                "the body is no JSON: `qty` is written twice in one object at line 1 column 20",
            )],
        ),
        (
            POST,
            JSON,
            "",
            400,
            &[("body", "body", "the body is missing")],
        ),
        (
            POST,
            &["content-type: text/xml"],
            "<a/>",
            415,
            &[(
                "body",
                "header `content-type`",
                "the body is `text/xml`, and `application/json` or `application/x-www-form-urlencoded` is due",
            )],
        ),
        (
            POST,
            &[],
            "{}",
            415,
            &[(
                "body",
                "header `content-type`",
                "the body has no content type, and `application/json` or `application/x-www-form-urlencoded` is due",
            )],
        ),
        (
            "DELETE /orders/7",
            JSON,
            "{}",
            400,
            &[(
                "delete",
                "body",
                "a body is sent, and the document has none here",
            )],
        ),
        (
            "DELETE /orders/7",
            &["content-type: multipart/form-data"],
            "",
            ACCEPTED,
            &[],
        ),
        (
            "POST /notes",
            &["content-type: text/plain"],
            "short",
            ACCEPTED,
            &[],
        ),
        (
            "POST /notes",
            &["content-type: text/plain"],
            "longer",
            400,
            &[("note", "body", "the body is longer than 5 letters")],
        ),
        (
            "POST /orders/bulk",
            JSON,
            r#"[{"qty": 1, "lines": []}, {"qty": 0}, 5]"#,
            ACCEPTED,
            &[],
        ),
        (
            "POST /orders/bulk",
            JSON,
            r#"[5, 5, 5, 5]"#,
            400,
            &[("bulk", "body", "the body holds more than 3 elements")],
        ),
    ]);
}

#[test]
fn forms_are_held_against_their_schemas() {
    const POST: &str = "POST /orders?dry=true";
    const LINES: &str = "qty=1&lines[][name]=a&lines[][qty]=2&lines[][sizes][]=1&lines[][sizes][]=2&lines[][name]=b";
    let with = |more: &str| format!("{LINES}&{more}");
    check(&[
        (POST, FORM, LINES, ACCEPTED, &[]),
        (
            POST,
            FORM,
            &with("place[city]=x&ids[]=1&ids%5B%5D=2&flag=1&day=&a[b=1&x[y][]=2&x=3"),
            ACCEPTED,
            &[],
        ),
        (
            POST,
            FORM,
            "",
            400,
            &[
                ("required", "body /lines", "`lines` is missing"),
                ("required", "body /qty", "`qty` is missing"),
            ],
        ),
        (
            POST,
            FORM,
            "qty=AAA&lines[][qty]=2&lines[][qty]=x",
            400,
            &[
                ("line-name", "body /lines/0/name", "`name` is missing"),
                ("line-name", "body /lines/1/name", "`name` is missing"),
                (
                    "line-qty",
                    "body /lines/1/qty",
                    "`qty` is a text, and a whole number is due",
                ),
                (
                    "qty",
                    "body /qty",
                    "`qty` is a text, and a whole number is due",
                ),
            ],
        ),
        (
            POST,
            FORM,
            "qty=2147483648&lines[]=a",
            400,
            &[
                (
                    "lines-item",
                    "body /lines/0",
                    "element 0 of `lines` is a text, and an object is due",
                ),
                ("qty", "body /qty", "`qty` does not fit into `int32`"),
            ],
        ),
        (
            POST,
            FORM,
            &with("qty=2"),
            400,
            &[
                (
                    "form",
                    "body /qty",
                    "`qty` is sent 2 times, and one value is due",
                ),
                ("required", "body /qty", "`qty` is missing"),
            ],
        ),
        (
            POST,
            FORM,
            &with("place[city=1"),
            400,
            &[(
                "form",
                "body /place",
                "`place` has brackets that do not close, or go too deep: `[city`",
            )],
        ),
        (
            POST,
            FORM,
            &with("place=1&place[city]=2"),
            400,
            &[(
                "form",
                "body /place",
                "`place` is sent in ways that contradict each other, at `[city]`",
            )],
        ),
        (
            POST,
            FORM,
            "qty=%ff",
            400,
            &[(
                "form",
                "body",
                "the form cannot be read: `qty` is not in UTF-8",
            )],
        ),
    ]);
}

#[test]
fn parts_are_held_against_their_schemas() {
    const PHOTO: &str = "--cut\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\nContent-Type: image/png\n\nPNG\n";
    let part = |name: &str, text: &str| {
        format!("--cut\nContent-Disposition: form-data; name=\"{name}\"\n\n{text}\n")
    };
    let json = |name: &str, text: &str| {
        format!(
            "--cut\nContent-Disposition: form-data; name=\"{name}\"\nContent-Type: application/json\n\n{text}\n"
        )
    };
    let end = "--cut--\n";
    check(&[
        (
            "POST /photos",
            PARTS,
            &format!("{PHOTO}{end}"),
            ACCEPTED,
            &[],
        ),
        (
            "POST /photos",
            PARTS,
            &format!(
                "{PHOTO}{}{}{}{}{end}",
                part("caption", "of me"),
                part("order", "7"),
                json("place", r#"{"lat": 1}"#),
                part("unknown]", ""),
            ),
            ACCEPTED,
            &[],
        ),
        (
            "POST /photos",
            PARTS,
            &format!("{}{end}", part("photo", "raw")),
            ACCEPTED,
            &[],
        ),
        (
            "POST /photos",
            PARTS,
            &format!("{}{end}", part("order", "x")),
            400,
            &[
                (
                    "photo-order",
                    "body /order",
                    "`order` is a text, and a whole number is due",
                ),
                ("photo", "body /photo", "`photo` is missing"),
            ],
        ),
        (
            "POST /photos",
            PARTS,
            &format!(
                "{}{}{end}",
                part("photo", "far too large"),
                json("place", r#"{"x": 1}"#)
            ),
            400,
            &[
                (
                    "photo-size",
                    "body /photo",
                    "`photo` is longer than 8 letters",
                ),
                ("place", "body /place/x", "`x` is not declared"),
            ],
        ),
        (
            "POST /photos",
            PARTS,
            &format!("{PHOTO}{}{end}", json("place", "{")),
            400,
            &[(
                "parts",
                "body",
                "`place` is no JSON: EOF while parsing an object at line 1 column 1",
            )],
        ),
    ]);
}

#[test]
fn secrets_are_in_no_entry() {
    let vendor = Simulator::from_spec(SPEC).unwrap_or_else(|error| panic!("{error}"));
    let body = br#"{"qty": 1, "lines": [], "secret": "hush-hush", "vault": {"door": "hush-hush"}}"#;
    let sent = send(&vendor, "POST /orders?dry=hush", JSON, body);

    assert_eq!(sent.status, 400);
    assert!(!format!("{:?}", sent.broken).contains("hush-hush"));
    assert!(!format!("{:?}", sent.broken).contains("simulated-key"));
}
