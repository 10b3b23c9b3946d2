//! The vocabulary as a JSON Schema (2020-12), which lets editors complete words and members where they may stand.

use super::shape;
use crate::load::Value;
use crate::parse::payload::{Choice, Form, Mapping, Rule};
use crate::parse::{Place, VOCABULARY, Word};

/// The schema of a spec: OpenAPI 3.1 in outline, and the vocabulary in full. Made from the table of words.
pub fn quirks_schema() -> String {
    let mut definitions: Vec<(String, Value)> = vec![("evidence".to_owned(), evidence())];
    for place in Place::ALL {
        definitions.push((format!("quirks-of-{}", key(*place)), quirks(*place)));
    }
    for word in VOCABULARY {
        definitions.push((format!("word-{}", word.name), of_word(word)));
    }
    definitions.extend(shape::definitions());
    let mut schema = object([
        (
            "$schema",
            text("https://json-schema.org/draft/2020-12/schema"),
        ),
        ("title", text("A spec with quirks")),
        (
            "$comment",
            text(
                "Made by `cargo xtask regen` from the table of words in generator/src/parse/vocabulary.rs. Do not edit.",
            ),
        ),
    ]);
    push(&mut schema, shape::document());
    push(
        &mut schema,
        [("$defs".to_owned(), Value::Object(definitions))],
    );

    schema.to_pretty_json()
}

/// A place as part of a name.
pub(super) fn key(place: Place) -> String {
    let name = place.name();
    let name = name
        .strip_prefix("the ")
        .or_else(|| name.strip_prefix("an "))
        .or_else(|| name.strip_prefix("a "))
        .unwrap_or(name);

    name.replace(' ', "-")
}

/// What may be written for `x-quirks` at a place.
fn quirks(place: Place) -> Value {
    let words = VOCABULARY
        .iter()
        .filter(|word| word.places.contains(&place))
        .map(|word| {
            (
                word.name.to_owned(),
                reference(&format!("word-{}", word.name)),
            )
        });

    object([
        (
            "description",
            text(&format!(
                "What the vendor does differently, at {}.",
                place.name()
            )),
        ),
        ("type", text("object")),
        ("properties", Value::Object(words.collect())),
        ("additionalProperties", Value::Bool(false)),
    ])
}

fn of_word(word: &Word) -> Value {
    let mut schema = object([(
        "description",
        text(&format!("{} {}", word.meaning, word.manual)),
    )]);
    push(&mut schema, of_form(&word.payload));

    schema
}

/// A form as keywords, so that a description can stand beside them.
fn of_form(form: &Form) -> Vec<(String, Value)> {
    let keywords = match form {
        Form::Boolean => vec![("type", text("boolean"))],
        Form::Text => vec![("type", text("string"))],
        Form::Pattern { pattern, .. } => {
            vec![("type", text("string")), ("pattern", text(pattern))]
        }
        Form::Integer { least, most } => {
            let number = |number: &u32| Value::Number(number.to_string());
            vec![
                ("type", text("integer")),
                ("minimum", number(least)),
                ("maximum", number(most)),
            ]
        }
        Form::Scalar => vec![("type", texts(&["string", "integer", "boolean"]))],
        Form::Words([only]) => vec![
            ("const", text(only.word)),
            ("description", text(only.meaning)),
        ],
        Form::Words(words) => vec![("oneOf", Value::List(words.iter().map(of_choice).collect()))],
        Form::Filled(element) => vec![
            ("type", text("array")),
            ("items", Value::Object(of_form(element))),
            ("minItems", Value::Number("1".to_owned())),
        ],
        Form::List(element) => vec![
            ("type", text("array")),
            ("items", Value::Object(of_form(element))),
        ],
        Form::Mapping(mapping) => return of_mapping(mapping),
        Form::Named(value) => vec![
            ("type", text("object")),
            ("additionalProperties", Value::Object(of_form(value))),
            ("minProperties", Value::Number("1".to_owned())),
        ],
        Form::Either(forms) => vec![(
            "anyOf",
            Value::List(
                forms
                    .iter()
                    .map(|form| Value::Object(of_form(form)))
                    .collect(),
            ),
        )],
    };

    keywords
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn of_choice(choice: &Choice) -> Value {
    object([
        ("const", text(choice.word)),
        ("description", text(choice.meaning)),
    ])
}

fn of_mapping(mapping: &Mapping) -> Vec<(String, Value)> {
    let properties = mapping.members.iter().map(|member| {
        let mut schema = object([("description", text(member.meaning))]);
        let keywords = of_form(&member.form);
        // A word that is alone has a description of its own; what the member says is told first.
        push(
            &mut schema,
            keywords
                .into_iter()
                .filter(|(name, _)| name != "description"),
        );

        (member.name.to_owned(), schema)
    });
    let required: Vec<&str> = mapping
        .members
        .iter()
        .filter(|member| member.required)
        .map(|member| member.name)
        .collect();
    let mut keywords = vec![
        ("type".to_owned(), text("object")),
        ("properties".to_owned(), Value::Object(properties.collect())),
    ];
    if !required.is_empty() {
        keywords.push(("required".to_owned(), texts(&required)));
    }
    keywords.push(("additionalProperties".to_owned(), Value::Bool(false)));
    keywords.extend(of_rule(mapping.rule));

    keywords
}

fn of_rule(rule: Rule) -> Option<(String, Value)> {
    let needs = |names: &[&str]| -> Value {
        let each = names
            .iter()
            .map(|name| object([("required", texts(&[name]))]));

        Value::List(each.collect())
    };

    match rule {
        Rule::Free => None,
        Rule::AtLeastOne(names) => Some(("anyOf".to_owned(), needs(names))),
        Rule::ExactlyOne([names]) => Some(("oneOf".to_owned(), needs(names))),
        Rule::ExactlyOne(lists) => {
            let all = lists.iter().map(|names| object([("oneOf", needs(names))]));

            Some(("allOf".to_owned(), Value::List(all.collect())))
        }
    }
}

fn evidence() -> Value {
    let grade =
        |word: &str, meaning: &str| object([("const", text(word)), ("description", text(meaning))]);
    let grades = Value::List(vec![
        grade("vendor", "The vendor says so elsewhere."),
        grade("third-party", "Others have seen it."),
        grade("inferred", "It follows; nobody says it."),
        grade("unknown", "Not to be had."),
    ]);
    let told = |meaning: &str| object([("description", text(meaning)), ("type", text("string"))]);
    let fact = object([
        ("type", text("object")),
        (
            "properties",
            object([
                (
                    "grade",
                    object([("description", text("Who says so.")), ("oneOf", grades)]),
                ),
                ("fact", told("The fact, where the place does not say it.")),
                ("source", told("Where it is said.")),
                ("note", told("What was chosen and why.")),
            ]),
        ),
        ("required", texts(&["grade"])),
        ("additionalProperties", Value::Bool(false)),
    ]);
    let list = object([("type", text("array")), ("items", fact.clone())]);

    object([
        (
            "description",
            text("How sure a fact is, where the vendor's own document does not simply state it."),
        ),
        ("anyOf", Value::List(vec![fact, list])),
    ])
}

/// A reference to a definition.
pub(super) fn reference(name: &str) -> Value {
    object([("$ref", text(&format!("#/$defs/{name}")))])
}

pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn texts(texts: &[&str]) -> Value {
    Value::List(texts.iter().map(|one| text(one)).collect())
}

pub(super) fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let members = members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));

    Value::Object(members.collect())
}

fn push(object: &mut Value, more: impl IntoIterator<Item = (String, Value)>) {
    if let Value::Object(members) = object {
        members.extend(more);
    }
}
