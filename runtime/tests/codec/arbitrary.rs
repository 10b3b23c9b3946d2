//! Values and texts of all kinds.

use std::collections::BTreeMap;

use brogue_runtime::codec::{Id, Members, Patch};
use jiff::civil::{DateTime, date};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use serde_json::Value;

use crate::models::{
    Branch, Credentials, Ended, Event, Kind, Line, Started, Tree, Visit, VisitUpdate,
};

/// Any finite double.
pub(crate) fn double() -> impl Strategy<Value = f64> {
    any::<u64>()
        .prop_map(f64::from_bits)
        .prop_filter("finite", |value| value.is_finite())
}

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9_]{0,6}",
        "\\PC{0,12}",
        vec(any::<char>(), 0..6).prop_map(String::from_iter)
    ]
}

fn time() -> impl Strategy<Value = DateTime> {
    (
        1_i16..9999,
        1_i8..13,
        1_i8..29,
        0_i8..24,
        0_i8..60,
        0_i8..60,
    )
        .prop_map(|(year, month, day, hour, minute, second)| {
            date(year, month, day).at(hour, minute, second, 0)
        })
}

/// Any value that serde knows.
pub(crate) fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        double().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(text(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Members that are in no table.
fn members() -> impl Strategy<Value = Members> {
    btree_map(text().prop_map(|name| format!("~{name}")), value(), 0..3).prop_map(|entries| {
        let mut members = Members::new();
        for (name, value) in entries {
            members.insert(name, value);
        }
        members
    })
}

fn line() -> impl Strategy<Value = Line> {
    let credentials =
        (text(), option::of(any::<i64>())).prop_map(|(user, pin)| Credentials { user, pin });

    (
        text(),
        option::of(double()),
        option::of(credentials),
        option::of(text()),
    )
        .prop_map(|(sku, amount, secret, unit)| Line {
            sku,
            amount,
            secret,
            unit,
        })
}

fn kind() -> impl Strategy<Value = Kind> {
    text().prop_map(Kind::from)
}

pub(crate) fn event() -> impl Strategy<Value = Event> {
    let leaf = prop_oneof![
        ("started|resumed", any::<i64>())
            .prop_map(|(tag, minute)| Event::Started(Started { tag, minute })),
        btree_map("[a-s]{1,3}", value(), 0..3)
            .prop_map(|members| Event::Unknown(Value::Object(members.into_iter().collect()))),
    ];
    leaf.prop_recursive(4, 8, 1, |inner| {
        (
            option::of(inner),
            option::of(text()),
            option::of(any::<i64>()),
            members(),
        )
            .prop_map(|(inner, pin, score, mut unknown)| {
                unknown.insert("type", "ended");
                Event::Ended(Box::new(Ended {
                    inner,
                    pin,
                    score,
                    unknown,
                }))
            })
    })
}

pub(crate) fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        double().prop_map(Tree::Number),
        text().prop_map(Tree::Text),
        any::<bool>().prop_map(Tree::Flag),
    ];
    leaf.prop_recursive(5, 32, 4, |inner| {
        let map = |entries: BTreeMap<String, Tree>| {
            Tree::Map(
                entries
                    .into_iter()
                    .filter(|(name, _)| name != "left")
                    .collect(),
            )
        };
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Tree::List),
            btree_map(text(), inner.clone(), 0..4).prop_map(map),
            (inner.clone(), option::of(inner))
                .prop_map(|(left, right)| Tree::Branch(Box::new(Branch { left, right }))),
        ]
    })
}

pub(crate) fn update() -> impl Strategy<Value = VisitUpdate> {
    fn patch<T: std::fmt::Debug + Clone>(
        inner: impl Strategy<Value = T>,
    ) -> impl Strategy<Value = Patch<T>> {
        prop_oneof![
            Just(Patch::Keep),
            Just(Patch::Clear),
            inner.prop_map(Patch::Set)
        ]
    }
    (
        patch(text()),
        patch(time()),
        patch(vec(line(), 0..3)),
        members(),
    )
        .prop_map(|(note, modified, lines, unknown)| VisitUpdate {
            note,
            closed: Patch::Keep,
            modified,
            lines,
            unknown,
        })
}

pub(crate) fn visit() -> impl Strategy<Value = Visit> {
    let scalars = (
        text(),
        any::<i64>(),
        option::of(any::<bool>()),
        option::of(text()),
        option::of(double()),
    );
    let rest = (
        option::of(vec(text(), 0..3)),
        option::of(vec(line(), 0..3)),
        option::of(text()),
        option::of(time()),
        option::of(value().prop_filter("null is none", |value| !value.is_null())),
        option::of(kind()),
        option::of(event()),
        members(),
    );
    let flat = (scalars, rest)
        .prop_map(
            |(
                (id, number, closed, note, latitude),
                (skills, lines, token, modified, anything, kind, event, unknown),
            )| Visit {
                id: Id::from(id),
                number,
                closed,
                note,
                latitude,
                skills,
                lines,
                follow_up: None,
                token,
                modified,
                anything,
                kind,
                event,
                unknown,
            },
        )
        .boxed();
    (flat.clone(), option::of(flat)).prop_map(|(visit, follow_up)| Visit {
        follow_up: follow_up.map(Box::new),
        ..visit
    })
}

/// Texts that are JSON, nearly JSON, or neither.
pub(crate) fn json_like() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        5 => proptest::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\"a\"", "\"a\":", "null", "true", "false", " ", "\n", "0", "-", "1", ".", "e", "E+",
            "12", "1.5", "-0", "1e9", "1e400", "\\u00e9", "\\ud83d\\ude00", "\\ud800", "\\n", "\\x", "\u{1}", "é", "\"\"", "{}", "[]",
        ]).prop_map(str::to_owned),
        1 => text(),
    ];
    prop_oneof![
        vec(token.clone(), 0..12).prop_map(|tokens| tokens.concat()),
        (value(), token, any::<proptest::sample::Index>(), 0_usize..3)
            .prop_map(|(value, token, index, cut)| mutated(&value, &token, index, cut)),
        value().prop_map(|value| serde_json::to_string_pretty(&value).unwrap()),
    ]
}

/// The text of a value with a token put in somewhere, and some characters cut out there.
fn mutated(value: &Value, token: &str, index: proptest::sample::Index, cut: usize) -> String {
    let mut letters: Vec<char> = value.to_string().chars().collect();
    let at = index.index(letters.len() + 1);
    let end = (at + cut).min(letters.len());
    letters.splice(at..end, token.chars());

    letters.into_iter().collect()
}
