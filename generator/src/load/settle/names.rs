//! Names for schemas that references lead to and that no author has put under a name: read off the place they stand at.

use std::collections::{BTreeMap, BTreeSet};

use super::resolve::Found;

/// Keys on the way to a schema that say nothing about what it is.
const SILENT: &[&str] = &[
    "components",
    "schemas",
    "definitions",
    "$defs",
    "properties",
    "patternProperties",
    "items",
    "additionalProperties",
    "prefixItems",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "schema",
    "content",
    "paths",
    "responses",
    "parameters",
    "headers",
    "requestBodies",
    "requestBody",
    "itemSchema",
    "webhooks",
    "callbacks",
    "pathItems",
];

/// What a schema may be called: a short name, and a longer one for where others have the short one, too.
#[derive(Debug)]
pub(super) struct Names {
    short: String,
    long: String,
}

impl Names {
    pub(super) fn of(found: &Found) -> Self {
        let stem = found.file.as_deref().map(stem).unwrap_or_default();
        let is_call = found.tokens.first().is_some_and(|first| first == "paths");
        let telling: Vec<&str> = found
            .tokens
            .iter()
            .enumerate()
            .filter(|(index, token)| is_telling(&found.tokens, *index, token))
            .map(|(_, token)| token.as_str())
            .collect();
        let all = || std::iter::once(stem).chain(telling.iter().copied());
        let short = match telling.last() {
            None => sanitized([stem].into_iter()),
            Some(_) if is_call => sanitized(telling.iter().copied()),
            Some(last) => sanitized([*last].into_iter()),
        };

        Self {
            short: or_schema(short),
            long: or_schema(sanitized(all())),
        }
    }
}

/// Names for all of them, none of which is taken: the short one unless something else has it or asks for it.
pub(super) fn assign(asked: &[Names], mut taken: BTreeSet<String>) -> Vec<String> {
    let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
    for names in asked {
        *wanted.entry(&names.short).or_default() += 1;
    }

    asked
        .iter()
        .map(|names| {
            let is_free = wanted.get(names.short.as_str()) == Some(&1);
            let choice = if is_free && !taken.contains(&names.short) {
                &names.short
            } else {
                &names.long
            };
            let numbered = (2..).map(|number| format!("{choice}-{number}"));
            let name = std::iter::once(choice.clone())
                .chain(numbered)
                .find(|name| !taken.contains(name))
                .unwrap_or_default();
            taken.insert(name.clone());
            name
        })
        .collect()
}

/// Whether a key says something about what stands behind it. A number is a position, but for a status.
fn is_telling(tokens: &[String], index: usize, token: &str) -> bool {
    let before = index.checked_sub(1).and_then(|before| tokens.get(before));
    let before = before.map_or("", String::as_str);
    let is_position = token.bytes().all(|byte| byte.is_ascii_digit()) && before != "responses";

    // What stands under `properties` is a name, whatever it is.
    matches!(before, "properties" | "schemas" | "definitions" | "$defs")
        || !is_position && before != "content" && !SILENT.contains(&token)
}

/// The name of a file without its folder and ending.
fn stem(way: &str) -> &str {
    let name = way.rsplit('/').next().unwrap_or(way);

    name.split('.').next().unwrap_or(name)
}

/// Words as a name of a component may be.
fn sanitized<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut name = String::new();
    let letters = words.flat_map(|word| word.chars().chain(['-']));
    for letter in letters {
        if letter.is_alphanumeric() || matches!(letter, '_' | '.') {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }

    name.trim_end_matches('-').to_owned()
}

fn or_schema(name: String) -> String {
    if name.is_empty() {
        "Schema".to_owned()
    } else {
        name
    }
}
