//! Bytes that nobody meant: each gets an answer, and the vendor goes on.

use brogue_simulator::Simulator;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::send::{SPEC, send};

/// Text that looks like a query, a form or JSON more often than chance has it.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..3),
        "qty|lines|place|near|photo|ids|tags|contact|api_key".prop_map(String::into_bytes),
        r#"[\[\]{}&=,|;:%+."0-9a-f -]{1,3}"#.prop_map(String::into_bytes),
        "(\r\n)?--cut(--)?\r\n(content-disposition: form-data; name=\"photo\")?(\r\n\r\n)?"
            .prop_map(String::into_bytes),
    ];

    proptest::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

/// The characters that may stand in a request line.
fn in_a_line(bytes: &[u8]) -> String {
    let plain = bytes
        .iter()
        .filter(|byte| byte.is_ascii_graphic() && !b"#\"<>\\^`{|}".contains(byte));

    plain.map(|byte| char::from(*byte)).collect()
}

#[test]
fn every_request_gets_an_answer() {
    const CALLS: [(&str, &str); 5] = [
        ("POST /orders?dry=true", "content-type: application/json"),
        (
            "POST /orders?dry=true",
            "content-type: application/x-www-form-urlencoded",
        ),
        ("POST /orders/bulk", "content-type: application/json"),
        (
            "POST /photos",
            "content-type: multipart/form-data; boundary=cut",
        ),
        ("POST /notes", "content-type: text/plain"),
    ];
    let vendor = Simulator::from_spec(SPEC).unwrap_or_else(|error| panic!("{error}"));
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(150)
    });
    let outcome = runner.run(&noise(), |noise| {
        for (line, content_type) in CALLS {
            let sent = send(&vendor, line, &[content_type], &noise);
            prop_assert!(sent.status < 500, "{} {:?}", line, sent);
        }
        let noise = in_a_line(&noise);
        for line in [
            format!("GET /orders?{noise}"),
            format!("GET /names/{noise}"),
        ] {
            let sent = send(&vendor, &line, &[], b"");
            prop_assert!(sent.status < 500, "{} {:?}", line, sent);
        }
        Ok(())
    });

    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
