//! `type` and `format`: the words of JSON Schema, and what people write in their place.

use super::super::ast::Text;
use super::super::dialect::Dialect;
use super::super::reader::{MapReader, text};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::load::Kind;
use crate::source::Spanned;

const TYPES: &[&str] = &[
    "string", "number", "integer", "boolean", "array", "object", "null",
];

/// What languages and databases call types, and what JSON Schema calls them.
const SYNONYMS: &[(&str, &[&str])] = &[
    (
        "integer",
        &["int", "int32", "int64", "long", "short", "bigint", "uint"],
    ),
    ("number", &["float", "double", "decimal", "numeric", "real"]),
    ("boolean", &["bool", "bit", "flag"]),
    (
        "string",
        &[
            "str", "text", "char", "varchar", "uuid", "email", "uri", "url", "file", "binary",
            "enum",
        ],
    ),
    ("array", &["list", "tuple", "vec", "set"]),
    (
        "object",
        &["dict", "map", "hash", "record", "struct", "json"],
    ),
    ("null", &["nil", "none", "undefined"]),
];

/// Types that JSON Schema writes as a format of texts.
const FORMATS_AS_TYPES: &[(&str, &str)] = &[
    ("date", "date"),
    ("datetime", "date-time"),
    ("date-time", "date-time"),
    ("timestamp", "date-time"),
];

/// Formats that decide on a type in Rust.
const FORMATS: &[&str] = &[
    "date",
    "date-time",
    "int32",
    "int64",
    "uint32",
    "uint64",
    "binary",
];

/// Where `type: file` belongs in Swagger 2.0.
const FILE_HELP: &str = "a file is a parameter with `in: formData`, or the whole `schema` of an answer; write `string` for a text";

/// `type`: one word or a list of them. A word that is no type is reported, and what is meant by it goes on in its place.
pub(in crate::parse) fn read(map: &mut MapReader<'_, '_>) -> Vec<Text> {
    let Some(named) = map.get("type") else {
        return Vec::new();
    };
    let input = map.input;
    let words: Vec<Text> = match input.tree.kind(named.node) {
        Kind::List => {
            let items = input.tree.items(named.node).iter();
            items
                .filter_map(|node| {
                    // `null` without quotes means the type here as well.
                    if *input.tree.kind(*node) == Kind::Null {
                        return Some(null(input.tree.span(*node)));
                    }
                    text(
                        input,
                        super::Named {
                            node: *node,
                            ..named
                        },
                    )
                })
                .collect()
        }
        // `type: null` without quotes is a slip that everybody makes once, and cannot mean anything else.
        Kind::Null => vec![null(input.tree.span(named.node))],
        _ => text(input, named).into_iter().collect(),
    };

    let mut types = Vec::with_capacity(words.len());
    for word in words {
        if TYPES.contains(&&*word.value) {
            types.push(word);
            continue;
        }
        let (meant, help) = match (word.value.as_str(), input.dialect) {
            ("file", Dialect::V2_0) => (vec!["string"], FILE_HELP.to_owned()),
            (other, _) => meant(other),
        };
        let message = format!("`{}` is no type of JSON Schema", word.value);
        input.report(Diagnostic::new(Code::WrongType, word.span, message).help(help));
        let meant = meant.into_iter();
        types.extend(meant.map(|kind| Spanned::new(kind.to_owned(), word.span)));
    }

    types
}

/// Whether a word is a type of JSON Schema.
pub(super) fn is_type(word: &str) -> bool {
    TYPES.contains(&word)
}

fn null(span: crate::source::Span) -> Text {
    Spanned::new("null".to_owned(), span)
}

/// The types that are most likely meant by a word, and what to write. None where nobody can tell: then any value fits.
fn meant(word: &str) -> (Vec<&'static str>, String) {
    let lower = word.to_lowercase();
    if let Some((_, format)) = FORMATS_AS_TYPES.iter().find(|(name, _)| *name == lower) {
        return (
            vec!["string"],
            format!("write `type: string` and `format: {format}`"),
        );
    }
    let words = lower.split(['|', ',', '/']).map(str::trim);
    let meant: Option<Vec<&'static str>> = words.map(one).collect();
    match meant {
        Some(meant) => {
            let help = match meant.as_slice() {
                [one] => format!("write `{one}`"),
                several => format!("write `[{}]`", several.join(", ")),
            };
            (meant, help)
        }
        None => (
            Vec::new(),
            "the types are `string`, `number`, `integer`, `boolean`, `array`, `object` and `null`; leave `type` out where any value fits".to_owned(),
        ),
    }
}

fn one(word: &str) -> Option<&'static str> {
    let of = |wanted: &str| TYPES.iter().copied().find(|known| *known == wanted);
    let synonym = SYNONYMS
        .iter()
        .find(|(_, words)| words.contains(&word))
        .map(|(meant, _)| *meant);

    of(word)
        .or(synonym)
        .or_else(|| did_you_mean(word, TYPES.iter().copied()).and_then(of))
}

/// `format`. Any word may stand there; one that is nearly one of those that are read is reported.
pub(in crate::parse) fn format(map: &mut MapReader<'_, '_>) -> Option<Text> {
    let format = map.text("format")?;
    let letters = |word: &str| -> String {
        let letters = word.chars().filter(|character| character.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let meant = FORMATS
        .iter()
        .find(|known| letters(known) == letters(&format.value))
        .filter(|known| **known != format.value);
    if let Some(meant) = meant {
        let message = format!("the format `{}` is not read", format.value);
        map.input.report(
            Diagnostic::new(Code::UnknownKey, format.span, message)
                .label("nobody reads this")
                .help(format!("did you mean `{meant}`?")),
        );
    }

    Some(format)
}
