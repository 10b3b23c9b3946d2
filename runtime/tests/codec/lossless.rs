//! Nothing is lost: unknown members, their order and digits, nulls, and what was set aside.

use brogue_runtime::codec::{Form, Shape, Value, encode};

use crate::harness::{again, findings, read, written};
use crate::models::{Ended, Line, Visit};

const BASE: &str = r#""_id":"7","number":1"#;

#[test]
fn what_is_read_is_written_back() {
    let table = [
        // Unknown members keep their order and their digits.
        r#""zebra":1.10,"apple":123456789012345678901234567890,"mango":1e400"#,
        r#""a":[1.0,{"b":-0.0,"c":1E5}],"b":"\u00e9\/","c":{ "x" : [ ] }"#,
        // Null is not absent, known or not.
        r#""note":null"#,
        r#""closed":null,"note":null,"latitude":null,"lines":null,"followUp":null"#,
        r#""unheard":null"#,
        // Set aside.
        r#""closed":"maybe""#,
        r#""latitude":"57.1""#,
        r#""skills":{"0":"x"}"#,
        // Names that need escapes.
        r#""a\"b\\c\u0001":1"#,
        r#""":0"#,
        r#""note":"line\nbreak \"quoted\" \\ \u0000 é 😀""#,
    ];
    for members in table {
        let text = format!("{{{BASE},{members}}}");

        assert_eq!(again::<Visit>(&text), text);
    }
}

#[test]
fn the_last_of_repeated_members_wins_and_a_finding_says_so() {
    let table = [
        (r#""note":"a","note":"b""#, r#""note":"b""#, &["note"][..]),
        (r#""note":"a","note":null"#, r#""note":null"#, &["note"]),
        (r#""note":null,"note":"b""#, r#""note":"b""#, &["note"]),
        (r#""x":1,"y":2,"x":3,"x":4"#, r#""y":2,"x":4"#, &["x", "x"]),
        (
            r#""modifiedAt":"2026-11-23 10:00:00","modifieddAt":"2026-11-24 10:00:00""#,
            r#""modifieddAt":"2026-11-24 10:00:00""#,
            &["modifieddAt"],
        ),
        // One of them unfit: it is gone where a later one fits, and is kept where it is the last.
        (
            r#""closed":"x","closed":1"#,
            r#""closed":1"#,
            &["closed", "closed"],
        ),
        (
            r#""closed":1,"closed":"x""#,
            r#""closed":"x""#,
            &["closed", "closed"],
        ),
        (
            r#""closed":"x","closed":"y""#,
            r#""closed":"y""#,
            &["closed", "closed", "closed"],
        ),
        (
            r#""closed":"x","z":1,"closed":null"#,
            r#""closed":null,"z":1"#,
            &["closed", "closed", "closed"],
        ),
    ];
    for (members, kept, paths) in table {
        let text = format!("{{{BASE},{members}}}");
        let found = findings::<Visit>(&text);

        assert_eq!(
            again::<Visit>(&text),
            format!("{{{BASE},{kept}}}"),
            "{text}"
        );
        assert_eq!(
            found
                .iter()
                .map(|finding| finding.split('`').nth(1).unwrap())
                .collect::<Vec<_>>(),
            paths,
            "{text}"
        );
        assert!(
            found
                .iter()
                .any(|finding| finding.ends_with("expected the member once, found it again")),
            "{text}"
        );
    }
}

#[test]
fn many_repeated_members_cost_no_more_than_as_many_different_ones() {
    let unknown = (0..20_000).fold(String::new(), |text, number| {
        text + &format!(",\"u{number}\":0")
    });
    let repeated = r#","note":1,"note":"x""#.repeat(20_000);

    let visit: Visit = read(&format!("{{{BASE}{unknown}{repeated}}}"));
    assert_eq!(
        (visit.note.as_deref(), visit.unknown.len()),
        (Some("x"), 20_000)
    );
}

#[test]
fn unknown_members_are_got_set_and_taken() {
    let mut ended: Ended = read(r#"{"count":1.50,"name":"x","score":null}"#);
    assert_eq!(ended.unknown.raw("count"), Some("1.50"));
    assert_eq!(ended.unknown.get_as::<f64>("count"), Some(1.5));
    assert_eq!(ended.unknown.get_as::<bool>("count"), None);
    assert_eq!(ended.unknown.remove("name"), Some(Value::from("x")));

    ended.unknown.insert("extra", vec![1, 2]);
    assert_eq!(
        written(&ended),
        r#"{"score":null,"count":1.50,"extra":[1,2]}"#
    );
    // A member of the table may be set by name, too; once it has a value of its own, that one is sent.
    ended.unknown.insert("score", "high");
    assert_eq!(
        written(&ended),
        r#"{"count":1.50,"extra":[1,2],"score":"high"}"#
    );
    ended.score = Some(3);
    assert_eq!(written(&ended), r#"{"score":3,"count":1.50,"extra":[1,2]}"#);
}

#[test]
fn members_are_equal_where_their_values_are() {
    let ended = |text: &str| read::<Ended>(text);
    for (left, right, equal) in [
        (r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#, true),
        (r#"{"a":1.10}"#, r#"{"a":1.1}"#, true),
        (r#"{"a":[1, 2]}"#, r#"{"a":[1,2]}"#, true),
        (r#"{"a":1}"#, r#"{"a":2}"#, false),
        (r#"{"a":1}"#, r#"{"a":1,"b":null}"#, false),
        (r#"{"a":1e400}"#, r#"{"a":2e500}"#, false),
        (r#"{"score":null}"#, r"{}", false),
    ] {
        assert_eq!(ended(left) == ended(right), equal, "{left} {right}");
    }
}

#[test]
fn a_model_that_ignores_unknown_members_drops_them() {
    assert_eq!(
        again::<Line>(r#"{"sku":"a","extra":{"deep":[1]},"unit":"m","amount":"x"}"#),
        r#"{"sku":"a","unit":"m"}"#
    );
}

#[test]
fn a_set_value_replaces_the_null_that_came() {
    let mut visit: Visit = read(&format!(r#"{{{BASE},"note":null,"closed":null}}"#));
    visit.note = Some("now".to_owned());

    assert_eq!(
        encode(&visit, &Shape::PLAIN.sends(Form::Plain)).unwrap(),
        format!(r#"{{{BASE},"closed":null,"note":"now"}}"#)
    );
}
