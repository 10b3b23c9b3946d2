//! Drift: where it is, what is said of it, and that strict reading refuses it.

use brogue_runtime::codec::Tolerated;
use serde_json::Value;

use crate::harness::{findings, read, strict_error, tolerated};
use crate::models::{Event, Line, Visit};

/// What stands before the members under test.
const BASE: &str = r#""_id":"7","number":1"#;

const DRIFT: [(&str, &str); 12] = [
    (
        r#""closed":2"#,
        "`closed`: expected a flag (true, false, 0, 1, \"0\" or \"1\"), found `2`",
    ),
    (
        r#""closed":null"#,
        "`closed`: expected no null, found `null`",
    ),
    (r#""note":7"#, "`note`: expected a string, found `7`"),
    (
        r#""latitude":"57.1""#,
        "`latitude`: expected a number, found `\"57.1\"`",
    ),
    (
        r#""latitude":1e999"#,
        "`latitude`: expected a number in the range of a double, found `1e999`",
    ),
    (
        r#""skills":[["x"]]"#,
        "`skills[0]`: expected a string, found a list",
    ),
    (
        r#""modifiedAt":"yesterday""#,
        "`modifiedAt`: expected a date and time as `%Y-%m-%d %H:%M:%S`, found `\"yesterday\"`",
    ),
    (
        r#""followUp":{"_id":{},"number":1}"#,
        "`followUp._id`: expected a string, found an object",
    ),
    (
        r#""followUp":{"_id":"8","number":1,"skills":true}"#,
        "`followUp.skills`: expected a list, found `true`",
    ),
    (r#""kind":0"#, "`kind`: expected a string, found `0`"),
    (
        r#""event":[]"#,
        "`event`: expected one of several types, found a list",
    ),
    (
        r#""event":{"type":"started","minute":"x"}"#,
        "`event.minute`: expected an integer, found `\"x\"`",
    ),
];

#[test]
fn each_drift_has_its_finding_and_a_strict_reader_refuses_it() {
    for (member, finding) in DRIFT {
        let text = format!("{{{BASE},{member}}}");

        assert_eq!(findings::<Visit>(&text), [finding], "{text}");
        assert_eq!(
            strict_error::<Visit>(&text),
            format!("at {finding}"),
            "{text}"
        );
    }
}

#[test]
fn drift_in_a_list_is_told_in_the_order_of_the_text_with_paths_that_lead_there() {
    let visits: Vec<String> = DRIFT
        .iter()
        .map(|(member, _)| format!("{{{member},{BASE}}}"))
        .collect();
    let text = format!("[ {} ]", visits.join(" , "));
    let Tolerated { findings, .. } = tolerated::<Vec<Visit>>(&text).unwrap();
    let document: Value = serde_json::from_str(&text.replace("1e999", "1")).unwrap();

    assert_eq!(findings.len(), DRIFT.len());
    for (index, (found, (_, expected))) in findings.iter().zip(DRIFT).enumerate() {
        assert_eq!(
            found.to_string(),
            expected.replacen('`', &format!("`[{index}]."), 1)
        );
        assert!(
            crate::properties::at_path(&document, &found.path).is_some(),
            "{}",
            found.path
        );
    }
}

#[test]
fn findings_inside_a_value_that_was_set_aside_are_dropped() {
    // The visit inside has drift of its own, and then lacks its number.
    let text = format!(r#"{{{BASE},"followUp":{{"_id":"8","closed":9,"note":1}},"note":2}}"#);
    assert_eq!(
        findings::<Visit>(&text),
        [
            "`followUp.number`: expected a value, found nothing",
            "`note`: expected a string, found `2`"
        ]
    );

    // The same in a case of a union that does not fit after all.
    let text =
        r#"{"type":"ended","inner":{"type":"ended","score":"a","inner":{"type":"started"}}}"#;
    assert_eq!(
        findings::<Event>(text),
        [
            "`inner.score`: expected an integer, found `\"a\"`",
            "`inner.inner.minute`: expected a value, found nothing"
        ]
    );
}

#[test]
fn what_is_shown_is_short_and_on_one_line() {
    let text = format!(r#"{{{BASE},"latitude":"{}"}}"#, "é\u{7f}".repeat(500));
    let found = findings::<Visit>(&text);

    assert!(
        found[0].chars().count() < 140 && found[0].ends_with("…`"),
        "{found:?}"
    );
    assert!(!found[0].contains(char::is_control));
}

#[test]
fn findings_are_bounded() {
    let text = format!(
        "[{}]",
        vec![r#"{"sku":"a","unit":"m","amount":"x"}"#; 3_000].join(",")
    );

    assert_eq!(findings::<Vec<Line>>(&text).len(), 1_000);
    assert_eq!(read::<Vec<Line>>(&text).len(), 3_000);
}

#[test]
fn unusual_names_are_quoted_in_paths() {
    let table = [
        (
            r#"{"a b":{"sku":"x","unit":"","amount":true}}"#,
            "[\"a b\"].amount",
        ),
        (
            r#"{"":{"sku":"x","unit":"","amount":true}}"#,
            "[\"\"].amount",
        ),
        (
            r#"{"q\"\n":{"sku":"x","unit":"","amount":true}}"#,
            "[\"q\\\"\\n\"].amount",
        ),
        (
            r#"{"a":{"sku":"x","unit":""},"a":{"sku":"x","unit":""}}"#,
            "a",
        ),
    ];
    for (text, path) in table {
        let read = tolerated::<std::collections::BTreeMap<String, Line>>(text).unwrap();

        assert_eq!(
            read.findings
                .iter()
                .map(|finding| finding.path.as_str())
                .collect::<Vec<_>>(),
            [path]
        );
    }
}

#[test]
fn a_name_twice_is_told_wherever_it_stands() {
    let rows = [
        (
            r#"{"a":{"b":1,"b":2}}"#,
            "`a.b`: expected the member once, found it again",
        ),
        (
            r#"[{"\u0000":1,"\u0000":2}]"#,
            r#"`[0]["\0"]`: expected the member once, found it again"#,
        ),
        (
            r#"{"a":1,"\u0061":2}"#,
            "`a`: expected the member once, found it again",
        ),
    ];
    for (text, finding) in rows {
        assert_eq!(findings::<Value>(text), [finding], "{text}");
        let refusal = strict_error::<Value>(text);
        assert!(refusal.contains("the member once"), "{refusal}");
    }
    assert_eq!(read::<Value>(r#"{"a":1,"a":2}"#)["a"], 2);
}

#[test]
fn odd_names_and_numbers_are_kept_and_what_is_no_json_is_refused() {
    let odd = r#""a\u0000b":1,"big":123456789012345678901234567890,"tiny":1e-400,"deep":{"\u0000":[0.10]}"#;
    let visit = read::<Visit>(&format!("{{{BASE},{odd}}}"));
    assert_eq!(visit.unknown.raw("a\0b"), Some("1"));
    assert_eq!(
        visit.unknown.raw("big"),
        Some("123456789012345678901234567890")
    );
    assert_eq!(visit.unknown.raw("deep"), Some(r#"{"\u0000":[0.10]}"#));
    let again = crate::harness::written(&visit);
    assert_eq!(read::<Visit>(&again).unknown, visit.unknown);

    for none in [
        "NaN",
        "-Infinity",
        "01",
        "+1",
        "0x1",
        r#""\ud800""#,
        r#""\udc00\ud800""#,
    ] {
        let text = format!(r#"{{{BASE},"x":{none}}}"#);
        assert!(tolerated::<Visit>(&text).is_err(), "{text}");
    }
}
