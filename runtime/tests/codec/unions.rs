//! Unions: chosen by one look, open to what is new, linear where they nest.

use std::cell::Cell;
use std::time::{Duration, Instant};

use brogue_runtime::codec::{
    Case, CaseSlot, Decoded, Held, Reader, Shape, Slot, Union, Value, Writer,
};

use crate::harness::{again, error, findings, read, strict_error};
use crate::models::{Event, Tree};

#[test]
fn a_tag_chooses_wherever_it_stands() {
    let table = [
        (
            r#"{"type":"started","minute":5}"#,
            "Started { tag: \"started\", minute: 5 }",
        ),
        (
            r#"{"type":"resumed","minute":5}"#,
            "Started { tag: \"resumed\", minute: 5 }",
        ),
        (
            r#"{"minute":5,"more":[{"type":"ended"}],"type":"started"}"#,
            "Started { tag: \"started\", minute: 5 }",
        ),
        (
            r#"{"ty\u0070e":"start\u0065d","minute":5}"#,
            "Started { tag: \"started\", minute: 5 }",
        ),
        (
            r#"{"score":1,"inner":{"minute":2,"type":"started"},"type":"ended"}"#,
            "Ended { inner: Started { tag: \"started\", minute: 2 }, score: 1, unknown: {\"type\"} }",
        ),
        // Nobody has listed these: kept, and no drift.
        (r#"{"type":"paused","minute":5}"#, "{\"minute\", \"type\"}"),
        (r#"{"minute":5}"#, "{\"minute\"}"),
        (r#"{"type":7}"#, "{\"type\"}"),
        (r"{}", "{}"),
    ];
    for (text, shown) in table {
        assert_eq!(format!("{:?}", read::<Event>(text)), shown, "{text}");
        assert_eq!(findings::<Event>(text), [""; 0], "{text}");
    }
}

#[test]
fn of_a_repeated_tag_the_last_chooses() {
    for first in ["\"started\"", "\"new\"", "7"] {
        let text = format!(r#"{{"type":{first},"score":5,"type":"ended"}}"#);

        assert!(matches!(read(&text), Event::Ended(ended) if ended.score == Some(5)));
        assert_eq!(
            findings::<Event>(&text),
            ["`type`: expected the member once, found it again"]
        );
        assert_eq!(again::<Event>(&text), r#"{"score":5,"type":"ended"}"#);
    }
}

#[test]
fn a_case_that_does_not_fit_is_kept_as_it_came_with_a_finding() {
    for (text, finding) in [
        (
            r#"{"type":"started"}"#,
            "`minute`: expected a value, found nothing",
        ),
        (
            r#"{"type":"started","minute":1.5}"#,
            "`minute`: expected an integer of 64 bits, found `1.5`",
        ),
    ] {
        assert!(matches!(read::<Event>(text), Event::Unknown(_)));
        assert_eq!(findings::<Event>(text), [finding]);
        assert_eq!(
            serde_json::from_str::<Value>(&again::<Event>(text)).unwrap(),
            serde_json::from_str::<Value>(text).unwrap()
        );
    }
}

#[test]
fn a_value_of_another_kind_is_no_event() {
    for (text, message) in [
        ("1", "expected one of several types, found `1`"),
        ("null", "expected one of several types, found null"),
        ("[]", "expected one of several types, found a list"),
    ] {
        assert_eq!(error::<Event>(text).to_string(), message);
    }
}

#[test]
fn kinds_and_keys_tell_untagged_cases() {
    let text = r#"[1.5,"a",true,[2],{"left":3},{"right":4,"left":5},{"other":6}]"#;
    let Tree::List(trees) = read(text) else {
        panic!("a list")
    };
    let shown: Vec<String> = trees.iter().map(|tree| format!("{tree:?}")).collect();

    assert_eq!(
        shown,
        [
            "1.5",
            "\"a\"",
            "true",
            "[2.0]",
            "Branch { left: 3.0 }",
            "Branch { left: 5.0, right: 4.0 }",
            "{\"other\": 6.0}"
        ]
    );
    // Null is no case of it; inside a list that leaves the list unfit, and the open case keeps it.
    assert!(matches!(read::<Tree>("[null]"), Tree::Unknown(_)));
}

/// Cases that their table does not tell apart: lists of numbers, lists of texts, lists of anything.
#[derive(Clone, PartialEq)]
enum Row {
    Numbers(Vec<f64>),
    Texts(Vec<String>),
    Any(Vec<Value>),
    Unknown(Value),
}

impl Union for Row {
    const CASES: &'static [Case] = &[Case::list(), Case::list(), Case::list()];
}

brogue_runtime::unions! { Row: Numbers, Texts, Any; Unknown }

#[test]
fn what_does_not_fit_the_chosen_case_is_tried_as_another_that_is_left() {
    let text = r#"[[1.5],["a"],["a",1.5],[]]"#;
    let rows: Vec<Row> = read(text);

    assert!(matches!(
        rows.as_slice(),
        [Row::Numbers(_), Row::Texts(_), Row::Any(_), Row::Numbers(_)]
    ));
    assert_eq!(findings::<Vec<Row>>(text), [""; 0]);
    assert_eq!(again::<Vec<Row>>(text), text);
}

/// Each level has two cases that fit, and the innermost value fits neither.
#[derive(Clone, PartialEq)]
enum Fork {
    Left(Vec<Fork>),
    Right(Vec<Fork>),
    Leaf(Counted),
    Unknown(Value),
}

impl Union for Fork {
    const CASES: &'static [Case] = &[Case::list(), Case::list(), Case::text()];
}

brogue_runtime::unions! { Fork: Left, Right, Leaf; Unknown }

#[test]
fn trying_other_cases_is_bounded_where_unions_nest() {
    READINGS.set(0);
    let text = format!("{}\"x\",1{}", "[".repeat(100), "]".repeat(100));

    // A number is no case. To a strict reader the list around it fits neither case then, nor the list around that.
    let error = strict_error::<Fork>(&text);
    assert!(error.contains("expected one of several types"), "{error}");
    let readings = READINGS.get();
    assert!(readings < text.len() * 10, "{readings} readings");
}

thread_local! {
    static READINGS: Cell<usize> = const { Cell::new(0) };
}

/// A leaf that counts how often it is read.
#[derive(Clone, PartialEq)]
struct Counted;

impl Slot for Counted {
    fn hollow() -> Self {
        Self
    }

    fn decode(&mut self, reader: &mut Reader<'_>, _shape: &Shape) -> Decoded {
        READINGS.set(READINGS.get() + 1);
        reader.skip()
    }

    fn encode(&self, writer: &mut Writer, _shape: &Shape) {
        writer.null();
    }

    fn show(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Counted")
    }

    fn reset(&mut self) {}
}

/// Nested by lists and tags, with counted leaves.
#[derive(Clone, PartialEq)]
enum Knot {
    Inner(Box<Loop>),
    Leaf(Counted),
    Unknown(Value),
}

impl Union for Knot {
    const CASES: &'static [Case] = &[Case::object(&["inner"]), Case::text()];
}

brogue_runtime::unions! { Knot: Inner, Leaf; Unknown }

#[derive(Clone, PartialEq)]
struct Loop {
    inner: Knot,
    beside: Option<Knot>,
}

impl brogue_runtime::codec::Model for Loop {
    const NAME: &'static str = "Loop";
    const MEMBERS: &'static [brogue_runtime::codec::Member] = &[
        brogue_runtime::codec::Member::required("inner"),
        brogue_runtime::codec::Member::optional("beside"),
    ];
}

brogue_runtime::slots! { Loop: inner, beside }

fn knot(depth: usize, innermost: &str) -> String {
    format!(
        r#"{}"{innermost}"{}"#,
        r#"{"inner":"#.repeat(depth),
        r#","beside":"x"}"#.repeat(depth)
    )
}

#[test]
fn every_leaf_of_nested_unions_is_read_once() {
    for depth in [1, 30, 120] {
        READINGS.set(0);
        let read: Knot = read(&knot(depth, "x"));

        assert_eq!(
            READINGS.get(),
            depth + 1,
            "one at the heart and one beside each level"
        );
        assert!(matches!(read.case_slot(), Held::Known(_)));
    }
}

/// The time of the fastest of some readings, which on a busy machine is the one that counts.
fn fastest(text: &str) -> Duration {
    (0..7)
        .map(|_| {
            let start = Instant::now();
            let knot: Knot = read(text);
            let time = start.elapsed();
            drop(knot);
            time
        })
        .min()
        .unwrap()
}

#[test]
fn what_is_skimmed_is_not_scanned_again_at_each_level() {
    // The weight is in the middle. If each level looked through all that is below it, 120 levels would take 120 times as long as one;
    // in fact both look through it twice. Ten times leaves room for any machine.
    let weight = format!(
        r#"x","heavy":[{}],"light":"x"#,
        vec!["[[1],{}]"; 20_000].join(",")
    );
    let (shallow, deep) = (fastest(&knot(1, &weight)), fastest(&knot(120, &weight)));

    assert!(deep < shallow * 10, "{deep:?} against {shallow:?}");
}
