//! Objects: what is required always, what may be there mostly, and what no answer holds never.

use brogue_generator::model::Json;
use brogue_generator::model::contract::{Additional, SchemaId};
use serde_json::{Map, Value};

use super::Invention;
use super::fits::is_write_only;
use super::maker::Maker;
use super::rules::Rules;

/// Names of members where the document leaves them open.
const KEYS: &[&str] = &[
    "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel",
];

/// The most members that are made up because a number of them is asked for.
const MOST: usize = 100;

/// An object that fits.
pub(super) fn object(
    maker: &mut Maker<'_>,
    rules: &Rules<'_>,
    attempt: usize,
    invention: &mut Invention,
) -> Value {
    let mut members = Map::new();
    add(
        maker,
        rules,
        &mut members,
        Wish::of(attempt, maker.is_sparing()),
        invention,
    );

    Value::Object(members)
}

/// Which of the members that need not be there are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// Most of them.
    Most,
    /// None of them.
    None,
    /// All of them.
    All,
    /// One or another.
    Some,
}

impl Wish {
    fn of(attempt: usize, is_sparing: bool) -> Self {
        match attempt {
            _ if is_sparing => Self::None,
            0 => Self::Most,
            1 => Self::None,
            2 => Self::All,
            _ => Self::Some,
        }
    }

    fn takes(self, invention: &mut Invention) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Most => invention.random.u8(..10) > 0,
            Self::Some => invention.random.bool(),
        }
    }
}

/// Adds the members that are not there yet.
pub(super) fn add(
    maker: &mut Maker<'_>,
    rules: &Rules<'_>,
    members: &mut Map<String, Value>,
    wish: Wish,
    invention: &mut Invention,
) {
    let required = rules.required();
    let most = rules.most("maxProperties");
    for name in rules.members().into_iter().chain(required.iter().copied()) {
        let Some(schemas) = rules.member(name) else {
            continue;
        };
        let is_wanted = wish.takes(&mut invention.member(&format!("?{name}")));
        let is_hidden = schemas
            .iter()
            .any(|id| is_write_only(maker.contract(), *id));
        if members.contains_key(name)
            || is_hidden
            || !(required.contains(name) || (is_wanted && members.len() < most))
        {
            continue;
        }
        if !required.contains(name) && maker.circles(&schemas) > 0 {
            continue;
        }
        let value = maker.make(&schemas, name, &mut invention.member(name));
        members.insert(name.to_owned(), value);
    }
    for name in needed_beside(rules, members) {
        let schemas = rules.member(&name).unwrap_or_default();
        let value = maker.make(&schemas, &name, &mut invention.member(&name));
        members.insert(name, value);
    }
    fill(maker, rules, members, wish, invention);
}

/// Members that others want beside them.
fn needed_beside(rules: &Rules<'_>, members: &Map<String, Value>) -> Vec<String> {
    let mut needed: Vec<String> = Vec::new();
    for schema in rules.each() {
        let Some(Json::Object(dependencies)) = schema.limit("dependentRequired") else {
            continue;
        };
        // Each can want others in turn; as many rounds as there are entries find all.
        for _ in dependencies {
            let is_there = |name: &String| members.contains_key(name) || needed.contains(name);
            let triggered = dependencies.iter().filter(|(name, _)| is_there(name));
            let missing: Vec<String> = triggered
                .flat_map(|(_, names)| match names {
                    Json::List(names) => names.as_slice(),
                    _ => &[],
                })
                .filter_map(|name| match name {
                    Json::Text(name) if !is_there(name) => Some(name.clone()),
                    _ => None,
                })
                .collect();
            needed.extend(missing);
        }
    }

    needed
}

/// Adds members whose names the document leaves open: some to a map, and to others as many as there must be.
fn fill(
    maker: &mut Maker<'_>,
    rules: &Rules<'_>,
    members: &mut Map<String, Value>,
    wish: Wish,
    invention: &mut Invention,
) {
    let is_map = rules.members().is_empty()
        && rules.each().any(|schema| {
            matches!(schema.additional, Additional::Schema(_))
                || !schema.pattern_properties.is_empty()
        });
    let usual = if is_map && members.is_empty() && wish != Wish::None {
        2
    } else {
        0
    };
    let wanted = rules
        .least("minProperties")
        .max(usual)
        .min(rules.most("maxProperties"))
        .min(MOST);
    let mut attempt = 0;
    while members.len() < wanted && attempt < wanted.saturating_mul(4) {
        let name = key(
            maker,
            rules,
            attempt,
            &mut invention.member(&format!("#{attempt}")),
        );
        attempt += 1;
        let Some(schemas) = rules.member(&name).filter(|_| !members.contains_key(&name)) else {
            continue;
        };
        if wish != Wish::None || members.len() < rules.least("minProperties") {
            let value = maker.make(&schemas, &name, &mut invention.member(&name));
            members.insert(name, value);
        }
    }
}

/// A name for a member that the document does not name.
fn key(
    maker: &mut Maker<'_>,
    rules: &Rules<'_>,
    attempt: usize,
    invention: &mut Invention,
) -> String {
    let names: Vec<SchemaId> = rules.checks("propertyNames");
    if !names.is_empty()
        && let Value::String(name) = maker.make(&names, "key", invention)
    {
        return name;
    }
    let patterns: Vec<&str> = rules
        .each()
        .flat_map(|schema| &schema.pattern_properties)
        .map(|(pattern, _)| pattern.as_str())
        .collect();
    let only = rules
        .each()
        .any(|schema| matches!(schema.additional, Additional::None(_)));
    if let Some(pattern) = patterns.get(attempt.checked_rem(patterns.len()).unwrap_or_default())
        && (only || attempt.is_multiple_of(2))
        && let Some(name) = super::patterns::text(pattern, 1, 40, &mut invention.random)
    {
        return name;
    }
    let word = KEYS.get(attempt % KEYS.len()).copied().unwrap_or_default();

    if attempt < KEYS.len() {
        word.to_owned()
    } else {
        format!("{word}{attempt}")
    }
}
