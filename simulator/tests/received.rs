//! Requests that are as the document has them, and requests that are not: what is answered, and which line the log says is broken.
//!
//! The vendor is `fixtures/received.yaml`, the requests are in `fixtures/received/`: a request as HTTP has it, then `=>` and the status, or
//! `accepted`, then what the log tells: `@` and the marker of the line in the document, the place, and what is wrong there.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail loudly"
)]

#[path = "received/bodies.rs"]
mod bodies;
#[path = "received/noise.rs"]
mod noise;
#[path = "received/send.rs"]
mod send;

use std::iter::Peekable;
use std::str::Lines;

use brogue_simulator::Simulator;
use send::{SPEC, Sent, line_of, send};

/// One request of a file, and what is to come of it.
struct Case {
    line: String,
    headers: Vec<String>,
    body: String,
    status: String,
    /// Lines, places and messages.
    broken: Vec<(usize, String, String)>,
}

fn cases(text: &str) -> Vec<Case> {
    let mut lines = text.lines().peekable();
    let mut cases = Vec::new();
    loop {
        while lines.next_if_eq(&"").is_some() {}
        let Some(line) = lines.next() else {
            return cases;
        };
        let is_end = |line: &str| line.is_empty() || line.starts_with("=> ");
        let headers = until(&mut lines, is_end);
        let body = until(&mut lines, |line| line.starts_with("=> "));
        let outcome = lines.next().and_then(|line| line.strip_prefix("=> "));
        let broken = until(&mut lines, str::is_empty);
        let broken = broken.iter().map(|line| {
            let mut parts = line.splitn(3, " | ");
            let mut part = || parts.next().expect("a marker, a place and a message");
            let marker = part().strip_prefix('@').expect("a marker");
            (line_of(marker), part().to_owned(), part().to_owned())
        });
        cases.push(Case {
            line: line.to_owned(),
            headers,
            // The first line is the empty one before the body.
            body: body.get(1..).unwrap_or_default().join("\r\n"),
            status: outcome.expect("an outcome").to_owned(),
            broken: broken.collect(),
        });
    }
}

fn until(lines: &mut Peekable<Lines<'_>>, is_end: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    while let Some(line) = lines.next_if(|line| !is_end(line)) {
        found.push(line.to_owned());
    }

    found
}

/// Sends each request of a file.
fn check(text: &str) {
    let vendor = Simulator::from_spec(SPEC).unwrap_or_else(|error| panic!("{error}"));
    let cases = cases(text);
    assert!(cases.len() > 5, "{} requests", cases.len());
    for case in cases {
        let shown = format!("{}\n{}", case.line, case.body);
        let headers: Vec<&str> = case.headers.iter().map(String::as_str).collect();
        let Sent { status, broken } = send(&vendor, &case.line, &headers, case.body.as_bytes());
        let broken: Vec<(usize, String, String)> = broken
            .into_iter()
            .map(|broken| {
                let (message, line) = broken
                    .message
                    .rsplit_once(" (spec line ")
                    .expect("a line in the message");
                assert!(line.starts_with(&format!("{}: ", broken.line)), "{shown}");
                (broken.line, broken.place, message.to_owned())
            })
            .collect();
        assert_eq!(broken, case.broken, "{shown}");
        // What becomes of a request that breaks nothing is not for the reader to say.
        match case.status.as_str() {
            "accepted" => assert!(![400, 406, 415].contains(&status), "{shown}\n{status}"),
            expected => assert_eq!(status.to_string(), expected, "{shown}"),
        }
    }
}

#[test]
fn queries_are_held_against_their_parameters() {
    check(include_str!("fixtures/received/queries.txt"));
}

#[test]
fn paths_headers_and_cookies_are_held_against_their_parameters() {
    check(include_str!("fixtures/received/others.txt"));
}

#[test]
fn bodies_are_held_against_their_schemas() {
    check(include_str!("fixtures/received/bodies.txt"));
}

#[test]
fn forms_are_held_against_their_schemas() {
    check(include_str!("fixtures/received/forms.txt"));
}

#[test]
fn parts_are_held_against_their_schemas() {
    check(include_str!("fixtures/received/parts.txt"));
}

#[test]
fn secrets_are_in_no_entry() {
    let vendor = Simulator::from_spec(SPEC).unwrap_or_else(|error| panic!("{error}"));
    let headers = ["content-type: application/json"];
    let body = br#"{"qty": 1, "lines": [], "secret": "hush-hush", "vault": {"door": "hush-hush"}}"#;
    let sent = send(&vendor, "POST /orders?dry=true", &headers, body);

    assert_eq!(sent.status, 400);
    let shown = format!("{:?}", sent.broken);
    assert!(!shown.contains("hush-hush"), "{shown}");
    assert!(!shown.contains("simulated-key"), "{shown}");
}
