//! Every cell of the table: place, style, exploded or joined, null policy, escape.

use std::collections::BTreeMap;
use std::fmt::Debug;

use brogue_runtime::codec::{Form, Shape, Slot, Value, View};
use brogue_runtime::{Encoding, Escape, Nulls, PathStyle, QueryStyle};
use serde_json::json;

const LABEL: Encoding = Encoding::path(PathStyle::Label);
const MATRIX: Encoding = Encoding::path(PathStyle::Matrix);
const QUERY: Encoding = Encoding::QUERY;
const COMMA: Encoding = Encoding::query(QueryStyle::Comma);
const SPACE: Encoding = Encoding::query(QueryStyle::Space);
const PIPE: Encoding = Encoding::query(QueryStyle::Pipe);
const DEEP: Encoding = Encoding::query(QueryStyle::DeepObject);
const NESTED: Encoding = Encoding::query(QueryStyle::Nested);
const UNINDEXED: Encoding = Encoding::query(QueryStyle::Unindexed);

type Map = BTreeMap<String, String>;

fn text(text: &str) -> String {
    text.to_owned()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().copied().map(str::to_owned).collect()
}

fn map(members: &[(&str, &str)]) -> Map {
    members
        .iter()
        .map(|(name, value)| (text(name), text(value)))
        .collect()
}

/// A value goes to exactly these bytes, and these bytes to the value.
#[track_caller]
fn row<T: Slot + PartialEq + Debug>(encoding: &Encoding, value: &T, wire: &str) {
    shaped(encoding, value, &Shape::PLAIN, wire);
}

#[track_caller]
fn shaped<T: Slot + PartialEq + Debug>(encoding: &Encoding, value: &T, shape: &Shape, wire: &str) {
    assert_eq!(
        encoding.encode("id", value, shape).unwrap(),
        wire,
        "{encoding:?}"
    );

    let mut read = T::hollow();
    assert_eq!(
        encoding.decode("id", wire, &mut read, shape),
        Ok(true),
        "{encoding:?} {wire}"
    );
    assert_eq!(&read, value, "{encoding:?} {wire}");
}

#[track_caller]
fn refused(encoding: &Encoding, value: &dyn Slot, problem: &str) {
    let error = encoding
        .encode("id", value, &Shape::PLAIN)
        .unwrap_err()
        .to_string();

    assert!(error.contains(problem), "{encoding:?}: {error}");
}

#[test]
fn single_values() {
    let value = text("a b/c?d#e&f=g,h;i%j+k.l");
    let percent = "a%20b%2Fc%3Fd%23e%26f%3Dg%2Ch%3Bi%25j%2Bk.l";
    for (encoding, before) in [
        (Encoding::PATH, ""),
        (Encoding::PATH.exploded(), ""),
        (LABEL, "."),
        (MATRIX, ";id="),
        (MATRIX.exploded(), ";id="),
        (QUERY, "id="),
        (COMMA, "id="),
        (NESTED, "id="),
        (UNINDEXED, "id="),
        (Encoding::COOKIE, "id="),
        (Encoding::COOKIE.exploded(), "id="),
    ] {
        row(&encoding, &value, &format!("{before}{percent}"));
        row(&encoding, &-7_i64, &format!("{before}-7"));
        row(&encoding, &1.5_f64, &format!("{before}1.5"));
        row(&encoding, &true, &format!("{before}true"));
        let flag = Shape::PLAIN.view(View::Flag).sends(Form::Integer);
        shaped(&encoding, &true, &flag, &format!("{before}1"));
    }
    row(&LABEL.exploded(), &text("a.b"), ".a%2Eb");
    row(&MATRIX, &text(""), ";id");
    row(&QUERY, &text(""), "id=");
    row(&SPACE, &text("a"), "id=a");
    row(&PIPE, &text("a"), "id=a");
    row(
        &Encoding::HEADER,
        &text("a b/c?d#e&f=g,h;i%j"),
        "a b/c?d#e&f=g,h;i%j",
    );
    row(&Encoding::HEADER.exploded(), &text("a=b"), "a=b");
}

#[test]
fn a_space_can_be_a_plus() {
    let value = text("a b+c/d%20");
    let plus = "a+b%2Bc%2Fd%2520";
    row(&Encoding::PATH.escape(Escape::Plus), &value, plus);
    for (encoding, before) in [
        (QUERY.escape(Escape::Plus), "id="),
        (Encoding::form(QueryStyle::Repeated), "id="),
        (Encoding::COOKIE.escape(Escape::Plus), "id="),
    ] {
        row(&encoding, &value, &format!("{before}{plus}"));
    }
    row(
        &Encoding::form(QueryStyle::Space),
        &texts(&["a", "b+c"]),
        "id=a+b%2Bc",
    );
}

#[test]
fn reserved_characters_can_stay_where_they_end_nothing() {
    let value = text(":@!$'()*/?#[]&=+,;%");
    let escaped = "%23%5B%5D%26%3D%2B%2C%3B%25";
    row(
        &QUERY.escape(Escape::Reserved),
        &value,
        &format!("id=:@!$'()*/?{escaped}"),
    );
    row(
        &NESTED.escape(Escape::Reserved),
        &value,
        &format!("id=:@!$'()*/?{escaped}"),
    );
    row(
        &Encoding::PATH.escape(Escape::Reserved),
        &value,
        &format!(":@!$'()*%2F%3F{escaped}"),
    );
}

#[test]
fn lists() {
    for (encoding, wire) in [
        (Encoding::PATH, "3,a%2Cb"),
        (Encoding::PATH.exploded(), "3,a%2Cb"),
        (LABEL, ".3,a%2Cb"),
        (LABEL.exploded(), ".3.a%2Cb"),
        (MATRIX, ";id=3,a%2Cb"),
        (MATRIX.exploded(), ";id=3;id=a%2Cb"),
        (QUERY, "id=3&id=a%2Cb"),
        (COMMA, "id=3,a%2Cb"),
        (SPACE, "id=3%20a%2Cb"),
        (PIPE, "id=3%7Ca%2Cb"),
        (NESTED, "id=3&id=a%2Cb"),
        (UNINDEXED, "id%5B%5D=3&id%5B%5D=a%2Cb"),
        (Encoding::COOKIE, "id=3,a%2Cb"),
        (Encoding::COOKIE.exploded(), "id=3; id=a%2Cb"),
    ] {
        row(&encoding, &texts(&["3", "a,b"]), wire);
        let one = encoding.encode("id", &vec![7_i64], &Shape::PLAIN).unwrap();
        row(&encoding, &vec![7_i64], &one);
    }
    row(&Encoding::HEADER, &texts(&["3", "a b"]), "3,a b");
    row(&Encoding::HEADER.exploded(), &vec![3_i64, 4], "3,4");
}

#[test]
fn objects() {
    for (encoding, wire) in [
        (Encoding::PATH, "G,a%3Db,R,1"),
        (Encoding::PATH.exploded(), "G=a%3Db,R=1"),
        (LABEL, ".G,a%3Db,R,1"),
        (LABEL.exploded(), ".G=a%3Db.R=1"),
        (MATRIX, ";id=G,a%3Db,R,1"),
        (MATRIX.exploded(), ";G=a%3Db;R=1"),
        (QUERY, "G=a%3Db&R=1"),
        (COMMA, "id=G,a%3Db,R,1"),
        (SPACE, "id=G%20a%3Db%20R%201"),
        (PIPE, "id=G%7Ca%3Db%7CR%7C1"),
        (DEEP, "id%5BG%5D=a%3Db&id%5BR%5D=1"),
        (NESTED, "id%5BG%5D=a%3Db&id%5BR%5D=1"),
        (UNINDEXED, "id%5BG%5D=a%3Db&id%5BR%5D=1"),
        (Encoding::COOKIE, "id=G,a%3Db,R,1"),
        (Encoding::COOKIE.exploded(), "G=a%3Db; R=1"),
        (Encoding::HEADER, "G,a=b,R,1"),
        (Encoding::HEADER.exploded(), "G=a=b,R=1"),
    ] {
        row(&encoding, &map(&[("G", "a=b"), ("R", "1")]), wire);
    }
}

#[test]
fn brackets_go_deep() {
    let value = json!({"a": {"b": "1", "c": ["2", "3"]}, "d": "x y"});
    row(
        &NESTED,
        &value,
        "id%5Ba%5D%5Bb%5D=1&id%5Ba%5D%5Bc%5D=2&id%5Ba%5D%5Bc%5D=3&id%5Bd%5D=x%20y",
    );
    let value = json!({"a": [{"b": "1", "c": ["2", "3"]}, {"b": "4"}], "d": [["5"]]});
    row(
        &UNINDEXED,
        &value,
        "id%5Ba%5D%5B%5D%5Bb%5D=1&id%5Ba%5D%5B%5D%5Bc%5D%5B%5D=2&id%5Ba%5D%5B%5D%5Bc%5D%5B%5D=3\
         &id%5Ba%5D%5B%5D%5Bb%5D=4&id%5Bd%5D%5B%5D%5B%5D=5",
    );
}

#[test]
fn a_form_is_an_object_without_a_name() {
    let value = json!({"a": "x y", "b": ["1", "2"], "c": {"d": "&"}, "e": [{"f": "1", "g": "2"}, {"f": "3"}]});
    let form = Encoding::form(QueryStyle::Unindexed);
    let wire =
        "a=x+y&b%5B%5D=1&b%5B%5D=2&c%5Bd%5D=%26&e%5B%5D%5Bf%5D=1&e%5B%5D%5Bg%5D=2&e%5B%5D%5Bf%5D=3";
    assert_eq!(form.encode("", &value, &Shape::PLAIN).unwrap(), wire);
    let mut read = Value::Null;
    assert_eq!(form.decode("", wire, &mut read, &Shape::PLAIN), Ok(true));
    assert_eq!(read, value);

    for (style, wire) in [
        (QueryStyle::Repeated, "a=1&b=2&b=3"),
        (QueryStyle::Comma, "a=1&b=2,3"),
        (QueryStyle::Pipe, "a=1&b=2%7C3"),
        (QueryStyle::Nested, "a=1&b=2&b=3"),
    ] {
        let value = json!({"a": 1, "b": [2, 3]});
        assert_eq!(
            Encoding::form(style)
                .encode("", &value, &Shape::PLAIN)
                .unwrap(),
            wire
        );
    }
}

#[test]
fn null_is_skipped_empty_or_a_word() {
    let list = vec![Some(text("a")), None];
    let object: BTreeMap<String, Option<String>> =
        [(text("a"), None), (text("b"), Some(text("1")))].into();
    for (nulls, in_list, in_object, alone) in [
        (Nulls::Skip, "id=a", "id%5Bb%5D=1", ""),
        (Nulls::Empty, "id=a&id=", "id%5Ba%5D=&id%5Bb%5D=1", "id="),
        (
            Nulls::Word("nil"),
            "id=a&id=nil",
            "id%5Ba%5D=nil&id%5Bb%5D=1",
            "id=nil",
        ),
    ] {
        let encoding = NESTED.nulls(nulls);
        let encode = |value: &dyn Slot| encoding.encode("id", value, &Shape::PLAIN).unwrap();
        assert_eq!(encode(&None::<i64>), alone);
        assert_eq!(encode(&list), in_list);
        assert_eq!(encode(&object), in_object);
        if nulls != Nulls::Skip {
            row(&encoding, &list, in_list);
            row(&encoding, &object, in_object);
            row(&encoding, &None::<i64>, alone);
        }
    }
    row(
        &Encoding::HEADER.nulls(Nulls::Word("-")),
        &vec![Some(1_i64), None],
        "1,-",
    );
    row(
        &Encoding::PATH.nulls(Nulls::Word("-")),
        &vec![Some(1_i64), None],
        "1,-",
    );
}

#[test]
fn what_is_not_there_is_absent() {
    for encoding in [QUERY, COMMA, DEEP, NESTED, UNINDEXED, Encoding::COOKIE] {
        let mut number = Some(7_i64);
        assert_eq!(
            encoding.decode("id", "other=1&x", &mut number, &Shape::PLAIN),
            Ok(false)
        );
        assert_eq!(number, None);
        assert_eq!(
            encoding
                .encode("id", &Vec::<i64>::new(), &Shape::PLAIN)
                .unwrap(),
            ""
        );
        let mut list = vec![1_i64];
        assert_eq!(
            encoding.decode("id", "", &mut list, &Shape::PLAIN),
            Ok(false)
        );
        assert!(list.is_empty());
    }
}

#[test]
fn what_would_be_read_as_something_else_is_refused() {
    let deep = json!({"a": {"b": 1}});
    let lists = json!([[1], [2]]);
    for encoding in [
        Encoding::PATH,
        LABEL,
        MATRIX,
        QUERY,
        COMMA,
        SPACE,
        PIPE,
        Encoding::HEADER,
        Encoding::COOKIE,
    ] {
        refused(&encoding, &lists, "single values");
    }
    for encoding in [Encoding::PATH, LABEL, MATRIX, COMMA, PIPE, Encoding::HEADER] {
        refused(&encoding, &deep, "single values");
    }
    refused(&QUERY, &deep, "no place");
    refused(&DEEP, &deep, "single values");
    refused(&DEEP, &vec![1_i64], "no object");
    refused(&NESTED, &lists, "single values");
    refused(&NESTED, &json!([{"a": 1}]), "single values");
    refused(&UNINDEXED, &lists, "told apart");
    refused(&UNINDEXED, &json!([{"a": 1}, {"b": 2}]), "told apart");
    for name in ["", "a]", "[b"] {
        refused(&NESTED, &json!({ name: 1 }), "brackets");
    }
    refused(&SPACE, &texts(&["a b"]), "parts elements");
    refused(&PIPE, &texts(&["a|b"]), "parts elements");
    refused(&Encoding::HEADER, &texts(&["a,b"]), "parts elements");
    refused(
        &Encoding::HEADER.exploded(),
        &map(&[("a=", "b")]),
        "ends names",
    );
    refused(&Encoding::HEADER, &text("a\r\nb: c"), "control");
    refused(&Encoding::HEADER, &text(" a"), "spaces");
    let form = Encoding::form(QueryStyle::Nested).encode("", &1_i64, &Shape::PLAIN);
    assert!(form.unwrap_err().to_string().contains("object"));
}

#[test]
fn what_is_no_such_value_is_an_error() {
    let deep = "a".to_owned() + &"[b]".repeat(200_000) + "=1";
    for (encoding, wire) in [
        (QUERY, "id=x"),
        (QUERY, "id=1&id=2"),
        (QUERY, "id=%FF"),
        (NESTED, "id[a=1"),
        (NESTED, "id=1&id[a]=2"),
        (NESTED, &*deep),
        (LABEL, "7"),
        (MATRIX, "7"),
        (Encoding::PATH, "1,2"),
        (Encoding::HEADER, "seven"),
    ] {
        let mut number = 0_i64;
        assert!(
            encoding
                .decode("id", wire, &mut number, &Shape::PLAIN)
                .is_err(),
            "{wire:.20}"
        );
    }
}
