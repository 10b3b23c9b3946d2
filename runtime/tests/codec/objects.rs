//! Objects: recursion, required members, and that nothing half read is handed out.

use std::collections::BTreeMap;

use brogue_runtime::codec::{DecodeErrorKind, Member, Members, Model};

use crate::harness::{again, error, findings, read};
use crate::models::{Line, Visit};

/// Members that require each other at every depth.
#[derive(Clone, PartialEq)]
struct Holder {
    line: Line,
    spare: Option<Line>,
    lines: Vec<Line>,
    by_name: Option<BTreeMap<String, Line>>,
    unknown: Members,
}

impl Model for Holder {
    const NAME: &'static str = "Holder";
    const MEMBERS: &'static [Member] = &[
        Member::required("line"),
        Member::optional("spare"),
        Member::required("lines"),
        Member::optional("byName"),
    ];
}

brogue_runtime::slots! { Holder: line, spare, lines, by_name; unknown }

#[test]
fn recursion_goes_through_boxes() {
    let text = (0..40).rev().fold(
        r#"{"_id":"last","number":40}"#.to_owned(),
        |inner, number| format!(r#"{{"_id":"{number}","number":{number},"followUp":{inner}}}"#),
    );
    let mut visit = &read::<Visit>(&text);
    for number in 0..40 {
        assert_eq!(visit.number, number);
        visit = visit.follow_up.as_deref().unwrap();
    }

    assert_eq!(visit.id.as_str(), "last");
    assert_eq!(again::<Visit>(&text), text);
}

#[test]
fn a_required_member_is_met_or_the_object_is_refused() {
    let table = [
        (
            r"{}",
            DecodeErrorKind::Missing,
            "at `line`: expected a value, found nothing",
        ),
        (
            r#"{"line":null,"lines":[]}"#,
            DecodeErrorKind::Mismatch,
            "at `line`: expected an object, found null",
        ),
        (
            r#"{"line":7,"lines":[]}"#,
            DecodeErrorKind::Mismatch,
            "at `line`: expected an object, found `7`",
        ),
        (
            r#"{"line":[],"lines":[]}"#,
            DecodeErrorKind::Mismatch,
            "at `line`: expected an object, found a list",
        ),
        (
            r#"{"line":{"unit":null},"lines":[]}"#,
            DecodeErrorKind::Missing,
            "at `line.sku`: expected a value, found nothing",
        ),
        (
            r#"{"line":{"sku":"a"},"lines":[]}"#,
            DecodeErrorKind::Missing,
            "at `line.unit`: expected a value, found nothing",
        ),
        (
            r#"{"line":{"sku":1,"unit":null},"lines":[]}"#,
            DecodeErrorKind::Mismatch,
            "at `line.sku`: expected a string, found `1`",
        ),
        (
            r#"{"line":{"sku":"a","unit":null}}"#,
            DecodeErrorKind::Missing,
            "at `lines`: expected a value, found nothing",
        ),
        (
            r#"{"line":{"sku":"a","unit":null},"lines":[{"sku":"b","unit":"m"},{"unit":"m"}]}"#,
            DecodeErrorKind::Missing,
            "at `lines[1].sku`: expected a value, found nothing",
        ),
        (
            r#"{"line":{"sku":"a","unit":null},"lines":[null]}"#,
            DecodeErrorKind::Mismatch,
            "at `lines[0]`: expected an object, found null",
        ),
    ];
    for (text, kind, message) in table {
        let error = error::<Holder>(text);

        assert_eq!(
            (error.kind(), error.to_string().as_str()),
            (kind, message),
            "{text}"
        );
    }
}

#[test]
fn an_optional_member_that_lacks_something_is_set_aside_whole() {
    let good = r#""line":{"sku":"a","unit":null},"lines":[]"#;
    let table = [
        (
            r#""spare":{"unit":"m"}"#,
            "`spare.sku`: expected a value, found nothing",
        ),
        (
            r#""spare":{"sku":null,"unit":"m"}"#,
            "`spare.sku`: expected a string, found null",
        ),
        (
            r#""byName":{"x":{"sku":"a","unit":"m"},"y":{}}"#,
            "`byName.y.sku`: expected a value, found nothing",
        ),
        (
            r#""byName":{"a b":[]}"#,
            "`byName[\"a b\"]`: expected an object, found a list",
        ),
    ];
    for (member, finding) in table {
        let text = format!("{{{good},{member}}}");
        let holder: Holder = read(&text);

        assert_eq!(findings::<Holder>(&text), [finding]);
        assert!(holder.spare.is_none() && holder.by_name.is_none(), "{text}");
        assert_eq!(holder.unknown.len(), 1, "{text}");
        assert_eq!(again::<Holder>(&text), text);
    }
}

#[test]
fn a_required_nullable_member_is_written_as_null() {
    assert_eq!(
        again::<Line>(r#"{"unit":null,"sku":"a"}"#),
        r#"{"sku":"a","unit":null}"#
    );
}

#[test]
fn a_list_with_one_bad_element_is_not_handed_out_in_part() {
    let text =
        r#"{"_id":1,"number":2,"lines":[{"sku":"a","unit":null},{"sku":"b"}],"skills":["x",1]}"#;
    let visit: Visit = read(text);

    assert_eq!((visit.lines, visit.skills), (None, None));
    assert_eq!(
        findings::<Visit>(text),
        [
            "`lines[1].unit`: expected a value, found nothing",
            "`skills[1]`: expected a string, found `1`",
        ]
    );
    assert_eq!(
        visit.unknown.raw("lines"),
        Some(r#"[{"sku":"a","unit":null},{"sku":"b"}]"#)
    );
}

#[test]
fn what_is_no_object_is_no_model() {
    for (text, message) in [
        ("null", "expected an object, found null"),
        ("[]", "expected an object, found a list"),
        ("\"x\"", "expected an object, found `\"x\"`"),
        ("-1.5", "expected an object, found `-1.5`"),
        (
            "",
            "not JSON at byte 0: expected a value, found the end of the text",
        ),
        (
            "  <html>",
            "not JSON at byte 2: expected a value, found `<`",
        ),
    ] {
        assert_eq!(error::<Visit>(text).to_string(), message);
    }
}
