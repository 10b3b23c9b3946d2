//! Nesting is bounded, so that no text and no value overflows the stack.

use std::collections::BTreeMap;

use brogue_runtime::codec::{DecodeErrorKind, MAX_DEPTH, Shape, Value, encode};
use brogue_runtime::{Encoding, QueryStyle};

use crate::harness::{again, error, nested, read, tolerated};
use crate::models::{Event, Tree, Visit};

const DEEP: usize = 10_000;

#[test]
fn ten_thousand_levels_are_too_deep_wherever_they_stand() {
    let lists = nested(DEEP);
    let objects = format!("{}1{}", r#"{"left":"#.repeat(DEEP), "}".repeat(DEEP));
    let visits = r#"{"_id":"7","number":1,"followUp":"#.repeat(DEEP);
    let open = "[".repeat(DEEP);
    let events = r#"{"type":"ended","inner":"#.repeat(DEEP);
    let late_events = format!(
        "{}null{}",
        r#"{"inner":"#.repeat(DEEP),
        r#","type":"ended"}"#.repeat(DEEP)
    );
    for inner in [&lists, &objects, &visits, &open, &events, &late_events] {
        let inside = |member: &str| format!(r#"{{"_id":"7","number":1,"{member}":{inner}}}"#);
        let kinds = [
            error::<Tree>(inner).kind(),
            error::<Value>(inner).kind(),
            error::<()>(inner).kind(),
            error::<Visit>(&inside("followUp")).kind(),
            error::<Visit>(&inside("anything")).kind(),
            error::<Visit>(&inside("unheard")).kind(),
            error::<Visit>(&inside("note")).kind(),
            error::<Visit>(&inside("event")).kind(),
        ];

        assert_eq!(kinds, [DecodeErrorKind::TooDeep; 8]);
    }
    assert_eq!(
        error::<Event>(&late_events).kind(),
        DecodeErrorKind::TooDeep
    );
}

#[test]
fn the_bound_is_the_same_for_all() {
    let bound = MAX_DEPTH as usize;
    for (depth, fits) in [(bound, true), (bound + 1, false)] {
        let text = nested(depth);
        assert_eq!(tolerated::<Tree>(&text).is_ok(), fits);
        assert_eq!(tolerated::<Value>(&text).is_ok(), fits);
        assert_eq!(serde_json::from_str::<Value>(&text).is_ok(), fits);
        assert_eq!(tolerated::<()>(&text).is_ok(), fits);
    }
    assert_eq!(again::<Tree>(&nested(bound)), nested(bound));
}

#[test]
fn values_built_too_deep_are_refused() {
    let mut list = Tree::List(Vec::new());
    let mut map = Tree::Map(BTreeMap::new());
    let mut value = Value::Array(Vec::new());
    let mut visit: Visit = read(r#"{"_id":"7","number":1}"#);
    let plain = visit.clone();
    for _ in 0..1_000 {
        list = Tree::List(vec![list]);
        map = Tree::Map([("a".to_owned(), map)].into());
        value = Value::Array(vec![value]);
        visit = Visit {
            follow_up: Some(Box::new(visit)),
            ..plain.clone()
        };
    }
    for deep in [
        &list as &dyn brogue_runtime::codec::Slot,
        &map,
        &value,
        &visit,
    ] {
        let json = encode(deep, &Shape::PLAIN).unwrap_err();
        let pairs = Encoding::query(QueryStyle::Unindexed)
            .encode("a", deep, &Shape::PLAIN)
            .unwrap_err();

        assert!(
            json.to_string()
                .ends_with("cannot be sent: it nests too deep"),
            "{json}"
        );
        assert_eq!(json, pairs);
    }
}
