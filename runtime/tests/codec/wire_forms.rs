//! Every wire form that is read and every one that is written.

use brogue_runtime::codec::{self, Form, Id, Member, Model, Shape, Slot, Strictness, Value, View};

use crate::harness::{again, findings};
use crate::models::{DriverId, Kind, Line};

const PLAIN: Shape = Shape::PLAIN;
const FLAG: Shape = PLAIN.view(View::Flag);
const ID: Shape = PLAIN.view(View::Id);
const TEXT: Shape = PLAIN.view(View::Text);
const NUMBER: Shape = PLAIN.view(View::Number);
const INTEGER: Shape = PLAIN.view(View::Integer);
const EMPTY: Shape = PLAIN.empty_is_none();
const COMMAS: Shape = PLAIN.sends(Form::CommaList);

/// One value of each kind, and the texts that may stand for others.
const SCALARS: &str = r#"true false 0 1 2 1.0 -7 "0" "1" "true" "false" "" "7" null [1] {}"#;

/// Reads each text, and shows the value or an `x`.
fn readings<T: Slot>(shape: Shape, texts: &str) -> String {
    let show = |text| match codec::decode::<T>(text, &shape, Strictness::Strict) {
        Ok(read) => codec::encode(&read.value, &PLAIN).unwrap(),
        Err(_) => "x".to_owned(),
    };

    texts
        .split_whitespace()
        .map(show)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn every_view_reads_its_wire_forms_and_no_others() {
    let table = [
        (
            "bool plain",
            readings::<bool>(PLAIN, SCALARS),
            "true false x x x x x x x x x x x x x x",
        ),
        (
            "bool flag",
            readings::<bool>(FLAG, SCALARS),
            "true false false true x x x false true true false x x x x x",
        ),
        (
            "i64 plain",
            readings::<i64>(PLAIN, SCALARS),
            "x x 0 1 2 1 -7 x x x x x x x x x",
        ),
        (
            "i64 integer",
            readings::<i64>(INTEGER, SCALARS),
            "x x 0 1 2 1 -7 0 1 x x x 7 x x x",
        ),
        (
            "i64 number",
            readings::<i64>(NUMBER, SCALARS),
            "x x 0 1 2 1 -7 0 1 x x x 7 x x x",
        ),
        (
            "u32 plain",
            readings::<u32>(PLAIN, SCALARS),
            "x x 0 1 2 1 x x x x x x x x x x",
        ),
        (
            "u64 plain",
            readings::<u64>(PLAIN, SCALARS),
            "x x 0 1 2 1 x x x x x x x x x x",
        ),
        (
            "u64 integer",
            readings::<u64>(INTEGER, SCALARS),
            "x x 0 1 2 1 x 0 1 x x x 7 x x x",
        ),
        (
            "f64 plain",
            readings::<f64>(PLAIN, SCALARS),
            "x x 0.0 1.0 2.0 1.0 -7.0 x x x x x x x x x",
        ),
        (
            "f64 number",
            readings::<f64>(NUMBER, SCALARS),
            "x x 0.0 1.0 2.0 1.0 -7.0 0.0 1.0 x x x 7.0 x x x",
        ),
        (
            "String plain",
            readings::<String>(PLAIN, SCALARS),
            r#"x x x x x x x "0" "1" "true" "false" "" "7" x x x"#,
        ),
        (
            "String text",
            readings::<String>(TEXT, SCALARS),
            r#"x x "0" "1" "2" "1.0" "-7" "0" "1" "true" "false" "" "7" x x x"#,
        ),
        (
            "String id",
            readings::<String>(ID, SCALARS),
            r#"x x "0" "1" "2" "1.0" "-7" "0" "1" "true" "false" "" "7" x x x"#,
        ),
        (
            "Id",
            readings::<Id>(PLAIN, SCALARS),
            r#"x x "0" "1" "2" "1.0" "-7" "0" "1" "true" "false" "" "7" x x x"#,
        ),
        (
            "newtype",
            readings::<DriverId>(PLAIN, SCALARS),
            r#"x x "0" "1" "2" "1.0" "-7" "0" "1" "true" "false" "" "7" x x x"#,
        ),
        (
            "open enum",
            readings::<Kind>(PLAIN, SCALARS),
            r#"x x x x x x x "0" "1" "true" "false" "" "7" x x x"#,
        ),
        ("open enum text", readings::<Kind>(TEXT, "3"), r#""3""#),
    ];
    for (name, seen, expected) in table {
        assert_eq!(seen, expected, "{name}");
    }
}

#[test]
fn views_of_missing_listed_and_long_values() {
    let table = [
        (
            "empty is none",
            readings::<Option<String>>(EMPTY, r#""" "a" null 1"#),
            r#"null "a" null x"#,
        ),
        (
            "empty id",
            readings::<Option<Id>>(EMPTY, r#""" "a" 1"#),
            r#"null "a" "1""#,
        ),
        (
            "empty flag",
            readings::<Option<bool>>(EMPTY.view(View::Flag), r#""" "0""#),
            "null false",
        ),
        (
            "empty required",
            readings::<i64>(EMPTY.view(View::Integer), r#""""#),
            "x",
        ),
        (
            "long integers",
            readings::<i64>(
                INTEGER,
                r#"9223372036854775807 "-9223372036854775808" 9223372036854775808 "07" "1e3" "0x10""#,
            ),
            "9223372036854775807 -9223372036854775808 x x 1000 x",
        ),
        (
            "long integers without a sign",
            readings::<u64>(
                INTEGER,
                r#"18446744073709551615 "18446744073709551615" 18446744073709551616 -1 "-1" 1e3"#,
            ),
            "18446744073709551615 18446744073709551615 x x x 1000",
        ),
        (
            "i32",
            readings::<i32>(PLAIN, "2147483647 -2147483648 2147483648"),
            "2147483647 -2147483648 x",
        ),
        (
            "lists of views",
            readings::<Vec<bool>>(FLAG, r#"[0,"1",true] [2]"#),
            "[false,true,true] x",
        ),
        (
            "comma list",
            readings::<Vec<String>>(COMMAS, r#""a,b" "" "a,,b" ["a","b"] 1"#),
            r#"["a","b"] [] ["a","b"] ["a","b"] x"#,
        ),
        (
            "comma numbers",
            readings::<Vec<i64>>(COMMAS, r#""1,2,-3" "1,x" "1;2" "1.5" "[1]""#),
            "[1,2,-3] x x x x",
        ),
        (
            "comma ids",
            readings::<Vec<Id>>(COMMAS, r#""1,b,007" "1.50""#),
            r#"["1","b","007"] ["1.50"]"#,
        ),
        (
            "comma flags",
            readings::<Vec<bool>>(COMMAS.view(View::Flag), r#""1,true,0" "2""#),
            "[true,true,false] x",
        ),
        (
            "anything",
            readings::<Value>(PLAIN, SCALARS),
            r#"true false 0 1 2 1.0 -7 "0" "1" "true" "false" "" "7" null [1] {}"#,
        ),
        (
            "nothing",
            readings::<()>(PLAIN, r#"1 "a" {} ["#),
            "null null null x",
        ),
    ];
    for (name, seen, expected) in table {
        assert_eq!(seen, expected, "{name}");
    }
}

#[test]
fn every_form_is_written() {
    let flag = true;
    let number = -7_i64;
    let double = 1.5;
    let digits = "0042".to_owned();
    let whole = "42".to_owned();
    let id = Id::from(42);
    let ids = vec![Id::from(1), Id::from("b")];
    let kind = Kind::Repair;
    let table: [(&dyn Slot, Form, &str); 25] = [
        (&flag, Form::Plain, "true"),
        (&flag, Form::Boolean, "true"),
        (&flag, Form::Integer, "1"),
        (&flag, Form::NumericText, "\"1\""),
        (&flag, Form::Text, "\"true\""),
        (&number, Form::Plain, "-7"),
        (&number, Form::Integer, "-7"),
        (&number, Form::Text, "\"-7\""),
        (&number, Form::NumericText, "\"-7\""),
        (&double, Form::Plain, "1.5"),
        (&double, Form::Text, "\"1.5\""),
        (&whole, Form::Plain, "\"42\""),
        (&whole, Form::Integer, "42"),
        // Not as JSON would write the number: it stays a text, so that no digit is lost.
        (&digits, Form::Integer, "\"0042\""),
        (&digits, Form::Text, "\"0042\""),
        (&id, Form::Plain, "\"42\""),
        (&id, Form::Integer, "42"),
        (&ids, Form::Plain, r#"["1","b"]"#),
        (&ids, Form::Integer, r#"[1,"b"]"#),
        (&ids, Form::CommaList, r#""1,b""#),
        (&kind, Form::Plain, "\"repair\""),
        (&kind, Form::Text, "\"repair\""),
        (&Option::<bool>::None, Form::Integer, "null"),
        (&Vec::<i64>::new(), Form::CommaList, "\"\""),
        (&(), Form::Plain, "null"),
    ];
    for (value, form, expected) in table {
        assert_eq!(codec::encode(value, &PLAIN.sends(form)).unwrap(), expected);
    }
}

/// Members that come alone or in a list of one.
#[derive(Clone, PartialEq)]
struct Ones {
    line: Line,
    name: Option<String>,
    kind: Option<Kind>,
    id: Option<Id>,
    spare: Option<Box<Line>>,
}

impl Model for Ones {
    const NAME: &'static str = "Ones";
    const MEMBERS: &'static [Member] = &[
        Member::required("line").view(View::One),
        Member::optional("name").view(View::One),
        Member::optional("kind").view(View::One),
        Member::optional("id")
            .view(View::One)
            .empty_is_none()
            .sends(Form::Integer),
        Member::optional("spare").view(View::One),
    ];
}

brogue_runtime::slots! { Ones: line, name, kind, id, spare }

#[test]
fn a_list_of_one_is_its_element() {
    let line = r#"{"sku":"a","unit":"m"}"#;
    let plain = format!(r#"{{"line":{line},"name":"n","kind":"repair","id":7,"spare":{line}}}"#);
    let listed = format!(
        r#"{{"line":[{line}],"name":["n"],"kind":[ "repair" ],"id":["7"],"spare":[{line}]}}"#
    );

    assert_eq!(again::<Ones>(&plain), plain);
    assert_eq!(again::<Ones>(&listed), plain);
    assert_eq!(findings::<Ones>(&listed), [""; 0]);
    assert_eq!(
        findings::<Ones>(&format!(
            r#"{{"line":{line},"name":[],"kind":["a","b"],"id":[[1]],"spare":[{{}}]}}"#
        )),
        [
            "`name`: expected a value, or a list of one, found `[]`",
            "`kind`: expected a list of one, not of more, found `[\"a\",\"b\"]`",
            "`id[0]`: expected a string, found a list",
            "`spare[0].sku`: expected a value, found nothing",
        ]
    );
    // A model by itself, as in the body of an answer.
    let one = codec::decode::<Line>(
        &format!("[{line}]"),
        &PLAIN.view(View::One),
        Strictness::Strict,
    )
    .unwrap();
    assert_eq!(one.value.sku, "a");
}
