//! Any text as a model: no panic, and what was read is written so that it reads the same.

#![no_main]

use std::collections::BTreeMap;

use brogue_runtime::codec::{
    self, Case, Form, Id, Member, Members, Model, Patch, Shape, Slot, Strictness, TimeFormat,
    Union, Value, View, Zone,
};
use brogue_runtime::{Encoding, QueryStyle};
use jiff::civil::DateTime;
use libfuzzer_sys::fuzz_target;

const TIME: TimeFormat = TimeFormat::new("%Y-%m-%d %H:%M:%S", Zone::Utc).empty_is_none();

/// A record with a member of each kind.
#[derive(Clone, PartialEq)]
struct Record {
    id: Id,
    flag: Option<bool>,
    ratio: Option<f64>,
    secret: Option<Box<Record>>,
    time: Option<DateTime>,
    inner: Patch<Box<Record>>,
    items: Option<Vec<Record>>,
    csv: Option<Vec<i64>>,
    knot: Option<Knot>,
    by_name: Option<BTreeMap<String, u32>>,
    unknown: Members,
}

impl Model for Record {
    const NAME: &'static str = "Record";
    const MEMBERS: &'static [Member] = &[
        Member::required("id"),
        Member::optional("flag")
            .view(View::Flag)
            .sends(Form::NumericText),
        Member::optional("ratio")
            .view(View::Number)
            .view(View::One)
            .empty_is_none(),
        Member::optional("secret").sensitive(),
        Member::optional("time").time(&TIME),
        Member::optional("inner").nullable(),
        Member::optional("items").aliases(&["item"]),
        Member::optional("csv").sends(Form::CommaList),
        Member::optional("knot"),
        Member::optional("byName"),
    ];
}

brogue_runtime::slots! { Record: id, flag, ratio, secret, time, inner, items, csv, knot, by_name; unknown }

#[derive(Clone, PartialEq)]
enum Knot {
    Record(Box<Record>),
    Wrapped(Box<Wrapped>),
    Unknown(Value),
}

impl Union for Knot {
    const CASES: &'static [Case] = &[
        Case::tagged("type", &["leaf"]),
        Case::tagged("type", &["branch", "twig"]),
    ];
}

brogue_runtime::unions! { Knot: Record, Wrapped; Unknown }

#[derive(Clone, PartialEq)]
struct Wrapped {
    tag: String,
    knot: Knot,
    untagged: Option<Loose>,
}

impl Model for Wrapped {
    const NAME: &'static str = "Wrapped";
    const MEMBERS: &'static [Member] = &[
        Member::required("type"),
        Member::required("knot"),
        Member::optional("inner"),
    ];
}

brogue_runtime::slots! { Wrapped: tag, knot, untagged }

#[derive(Clone, PartialEq)]
enum Loose {
    List(Vec<Loose>),
    Map(BTreeMap<String, Loose>),
    Text(String),
    Unknown(Value),
}

impl Union for Loose {
    const CASES: &'static [Case] = &[Case::list(), Case::object(&[]), Case::text()];
}

brogue_runtime::unions! { Loose: List, Map, Text; Unknown }

/// Any text may be tried; where it is JSON, what was read is written so that it reads the same.
fn survives<T: Slot + PartialEq + std::fmt::Debug>(text: &str) {
    let shape = Shape::PLAIN;
    let _ = format!(
        "{:?}",
        codec::decode::<T>(text, &shape, Strictness::Tolerant)
    );
    let Ok(document) = serde_json::from_str::<Value>(text) else {
        return;
    };
    // Written anew, without repeated members: one that is overwritten may be why a value does not fit.
    let text = document.to_string();
    let strict = codec::decode::<T>(&text, &shape, Strictness::Strict);
    let Ok(read) = codec::decode::<T>(&text, &shape, Strictness::Tolerant) else {
        assert!(strict.is_err());
        return;
    };
    assert_eq!(strict.is_ok(), read.findings.is_empty());
    let written = codec::encode(&read.value, &shape).expect("what was read can be written");
    let again = codec::decode::<T>(&written, &shape, Strictness::Tolerant)
        .expect("what was written can be read");
    assert!(again.value == read.value, "{written}");
    assert_eq!(
        codec::encode(&again.value, &shape).expect("it is written again"),
        written
    );
    let _ = Encoding::query(QueryStyle::Unindexed).encode("a", &read.value, &shape);
}

fuzz_target!(|text: &str| {
    survives::<Record>(text);
    survives::<Vec<Knot>>(text);
    survives::<Loose>(text);
});
