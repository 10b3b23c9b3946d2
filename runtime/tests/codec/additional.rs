//! Members that are not declared, of one type.

use std::collections::BTreeMap;

use brogue_runtime::codec::{self, Member, Members, Model, Shape};

use crate::harness::{again, error, findings, read, strict_error, written};
use crate::models::Line;

/// What a job costs, by whatever the vendor charges for.
#[derive(Clone, PartialEq)]
struct Costs {
    total: i64,
    note: Option<String>,
    additional: BTreeMap<String, i64>,
    unknown: Members,
}

impl Model for Costs {
    const NAME: &'static str = "Costs";
    const MEMBERS: &'static [Member] = &[
        Member::required("total"),
        Member::optional("note").nullable(),
        Member::additional(),
    ];
}

brogue_runtime::slots! { Costs: total, note, additional; unknown }

/// The same without a place for what does not fit, of objects and of secrets.
#[derive(Clone, PartialEq)]
struct Tight {
    lines: BTreeMap<String, Line>,
}

impl Model for Tight {
    const NAME: &'static str = "Tight";
    const MEMBERS: &'static [Member] = &[Member::additional().sensitive()];
}

brogue_runtime::slots! { Tight: lines }

#[test]
fn what_is_not_declared_goes_into_the_map() {
    let text = r#"{"travel":3,"total":10,"":4,"labor":7,"note":null}"#;
    let costs = read::<Costs>(text);

    let expected = [("", 4), ("labor", 7), ("travel", 3)];
    let found = costs.additional.iter();
    assert!(
        found
            .map(|(name, cost)| (name.as_str(), *cost))
            .eq(expected)
    );
    assert!(costs.unknown.is_empty());
    assert_eq!(
        written(&costs),
        r#"{"total":10,"note":null,"":4,"labor":7,"travel":3}"#
    );
    assert_eq!(
        format!("{costs:?}"),
        r#"Costs { total: 10, additional: {"": 4, "labor": 7, "travel": 3} }"#
    );
}

#[test]
fn one_that_does_not_fit_is_kept_as_it_came_and_hides_no_other() {
    let text = r#"{"total":10,"labor":7,"parts":[1.50],"travel":null,"fee":2}"#;
    let costs = read::<Costs>(text);

    assert_eq!(costs.additional.len(), 2);
    assert_eq!(costs.unknown.raw("parts"), Some("[1.50]"));
    assert_eq!(
        findings::<Costs>(text),
        [
            "`parts`: expected an integer, found a list",
            "`travel`: expected an integer, found null"
        ]
    );
    assert_eq!(
        again::<Costs>(text),
        r#"{"total":10,"fee":2,"labor":7,"parts":[1.50],"travel":null}"#
    );
    assert_eq!(
        strict_error::<Costs>(text),
        "at `parts`: expected an integer, found a list"
    );
}

#[test]
fn of_one_that_comes_twice_the_last_stays() {
    let text = r#"{"total":1,"labor":2,"labor":3}"#;

    assert_eq!(read::<Costs>(text).additional["labor"], 3);
    assert_eq!(
        findings::<Costs>(text),
        ["`labor`: expected the member once, found it again"]
    );
}

#[test]
fn a_caller_cannot_write_a_member_twice() {
    let mut costs = read::<Costs>(r#"{"total":1}"#);
    costs.additional.insert("total".to_owned(), 2);
    costs.additional.insert("note".to_owned(), 3);

    assert_eq!(written(&costs), r#"{"total":1,"note":3}"#);
}

#[test]
fn maps_of_objects_stand_in_lists_and_maps() {
    type Many = BTreeMap<String, Vec<Tight>>;

    let text = r#"{"a":[{"x":{"sku":"1","unit":null},"y":{"sku":"2","unit":"m"}},{}],"b":[]}"#;
    assert_eq!(again::<Many>(text), text);
    let shown = format!(
        "{:?}",
        codec::decode::<Many>(text, &Shape::PLAIN, codec::Strictness::Strict)
    );
    assert!(!shown.contains("sku"), "{shown}");

    // Nobody keeps what does not fit; it is told without what was seen.
    let text = r#"{"x":{"sku":7},"y":{"sku":"2","unit":"m"}}"#;
    assert_eq!(again::<Tight>(text), r#"{"y":{"sku":"2","unit":"m"}}"#);
    let told = findings::<Tight>(text).concat();
    assert!(told.contains("`x") && !told.contains('7'), "{told}");
    assert_eq!(
        error::<Tight>(r#"{"x":}"#).to_string(),
        "not JSON at byte 5: expected a value, found `}`"
    );
}
