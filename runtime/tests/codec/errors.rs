//! What errors say.

use std::collections::BTreeMap;

use brogue_runtime::Encoding;
use brogue_runtime::codec::{DecodeErrorKind, Form, Shape, Slot, TimeFormat, Zone, encode};
use jiff::civil::Date;

use crate::harness::{error, nested, read};
use crate::models::{Line, Tree, Visit};

#[test]
fn a_text_that_is_no_json_says_where_and_what() {
    let table = [
        (
            "",
            "not JSON at byte 0: expected a value, found the end of the text",
        ),
        (
            "{",
            "not JSON at byte 1: expected a member name or `}`, found the end of the text",
        ),
        (
            r#"{"sku":"a","#,
            "not JSON at byte 11: expected a member name, found the end of the text",
        ),
        (
            r#"{"sku":"a" "unit""#,
            "not JSON at byte 11: expected `,` or `}`, found `\"`",
        ),
        (
            r#"{"sku" 1}"#,
            "not JSON at byte 7: expected `:`, found `1`",
        ),
        (
            r#"{"sku":'a'}"#,
            "not JSON at byte 7: expected a value, found `'`",
        ),
        (
            r#"{"sku":undefined}"#,
            "not JSON at byte 7: expected a value, found `undefined`",
        ),
        (
            r#"{"x":nul}"#,
            "not JSON at byte 5: expected null, found `nul`",
        ),
        (
            r#"{"x":01}"#,
            "not JSON at byte 6: expected no digit after a leading zero, found `1`",
        ),
        (
            r#"{"x":1.}"#,
            "not JSON at byte 7: expected a digit, found `}`",
        ),
        (
            r#"{"x":"\ud800"}"#,
            "not JSON at byte 12: expected the second half of a surrogate pair, found `\"`",
        ),
        (
            "{\"x\":\"\u{1}\"}",
            "not JSON at byte 6: expected no control character in a string, found a control character",
        ),
        (
            r#"{"x":"a"#,
            "not JSON at byte 7: expected a closing quote, found the end of the text",
        ),
        (
            r#"{"sku":"a","unit":null} x"#,
            "not JSON at byte 24: expected the end of the text, found `x`",
        ),
        ("é", "not JSON at byte 0: expected a value, found `é`"),
    ];
    for (text, message) in table {
        let error = error::<Line>(text);

        assert_eq!(
            (error.kind(), error.to_string().as_str()),
            (DecodeErrorKind::Syntax, message),
            "{text}"
        );
    }
}

#[test]
fn an_error_tells_its_parts() {
    let error = error::<Vec<Line>>(r#"[{"sku":"a","unit":null}, {"sku":5,"unit":null}]"#);

    assert_eq!(error.kind(), DecodeErrorKind::Mismatch);
    assert_eq!(
        (error.path(), error.expected(), error.seen(), error.offset()),
        ("[1].sku", "a string", "`5`", 33)
    );
}

#[test]
fn too_deep_says_how_deep() {
    let error = error::<Tree>(&nested(200));

    assert_eq!(error.kind(), DecodeErrorKind::TooDeep);
    assert!(
        error
            .to_string()
            .ends_with("expected at most 127 levels, found more"),
        "{error}"
    );
}

#[test]
fn a_value_without_a_wire_form_names_its_member() {
    let line = |amount| Line {
        amount: Some(amount),
        ..read(r#"{"sku":"a","unit":null}"#)
    };
    let visit = |amount| {
        let mut visit: Visit = read(r#"{"_id":"7","number":1}"#);
        visit.lines = Some(vec![line(1.0), line(amount)]);
        visit
    };
    for amount in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for result in [
            encode(&visit(amount), &Shape::PLAIN).map(drop),
            Encoding::QUERY
                .encode("visit", &visit(amount), &Shape::PLAIN)
                .map(drop),
        ] {
            let error = result.unwrap_err();

            assert_eq!(error.member(), Some("amount"));
            assert_eq!(
                error.to_string(),
                "`amount` cannot be sent: a number that is not finite has no JSON"
            );
        }
    }
}

#[test]
fn a_value_outside_of_members_is_told_without_a_name() {
    const HOURS: TimeFormat = TimeFormat::new("%H:%M", Zone::None);
    let comma = Shape::PLAIN.sends(Form::CommaList);
    let map: BTreeMap<String, f64> = [("a".to_owned(), f64::NAN)].into();
    let after_object = vec![read::<Tree>(r#"{"left":1}"#), Tree::Number(f64::NAN)];
    let table: [(&dyn Slot, Shape, &str); 7] = [
        (
            &f64::NAN,
            Shape::PLAIN,
            "a number that is not finite has no JSON",
        ),
        (
            &f64::NAN,
            Shape::PLAIN.sends(Form::Text),
            "a number that is not finite has no JSON",
        ),
        (
            &map,
            Shape::PLAIN,
            "a number that is not finite has no JSON",
        ),
        (
            &after_object,
            Shape::PLAIN,
            "a number that is not finite has no JSON",
        ),
        (
            &Date::ZERO,
            Shape::PLAIN.time(&HOURS),
            "its format does not fit a time of this kind",
        ),
        (
            &vec!["a,b".to_owned()],
            comma,
            "an element with a comma cannot stand in a list with commas",
        ),
        (
            &vec![vec![1_i64, 2]],
            comma,
            "only a list of single values can be written with commas",
        ),
    ];
    for (value, shape, problem) in table {
        let error = encode(value, &shape).unwrap_err();

        assert_eq!(
            error.to_string(),
            format!("the value cannot be sent: {problem}")
        );
        assert_eq!(error.member(), None);
    }
}
