//! The naming rules: from a spelling on the wire to a spelling in Rust. Pure; [`super::scope`] makes them unique.

mod letters;

use std::borrow::Cow;

use self::letters::{spaced, symbol, with_acronyms};
use crate::model::{FieldName, TypeName, case};

/// Names of types that generated modules have in scope anyway, sorted.
pub(super) const RESERVED_TYPES: &[&str] = &[
    "Api",
    "BTreeMap",
    "Box",
    "Bytes",
    "Call",
    "CallOptions",
    "Client",
    "ClientBuilder",
    "Clone",
    "Copy",
    "Credential",
    "Date",
    "DateTime",
    "Debug",
    "Default",
    "Drop",
    "Envelope",
    "Eq",
    "Err",
    "Error",
    "ErrorBody",
    "ErrorKind",
    "Form",
    "From",
    "Hash",
    "Id",
    "Into",
    "IntoIterator",
    "Iterator",
    "Member",
    "Members",
    "Model",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Ord",
    "Page",
    "PagedCall",
    "Pagination",
    "Partial",
    "PartialEq",
    "PartialOrd",
    "Patch",
    "Reader",
    "Response",
    "Result",
    "Self",
    "Send",
    "Shape",
    "Slot",
    "Some",
    "String",
    "Sync",
    "TimeFormat",
    "Timestamp",
    "ToString",
    "Value",
    "Vec",
    "View",
    "Views",
    "Writer",
    "Zone",
];

/// How many letters a name has at most: a module is a file, and many file systems take no more than 143 or 255.
const LONGEST: usize = 120;

/// Fields that a struct has anyway, and constructors that a setter would hide.
pub(super) const RESERVED_FIELDS: &[&str] =
    &["clone", "default", "from", "member", "new", "unknown"];

/// Methods that a request has anyway.
pub(super) const RESERVED_PARAMETERS: &[&str] = &[
    "call",
    "clone",
    "header",
    "into_future",
    "items",
    "items_from",
    "items_with",
    "json",
    "member",
    "pages",
    "path",
    "query",
    "send",
    "send_as",
    "with",
    "with_response",
];

/// Methods and modules that a client has anyway.
pub(super) const RESERVED_RESOURCES: &[&str] = &[
    "api",
    "brogue_runtime",
    "builder",
    "bytes",
    "client",
    "clone",
    "core",
    "error",
    "http",
    "jiff",
    "lib",
    "main",
    "new",
    "request",
    "shared",
    "std",
    "types",
];

/// Cases that an open enum has anyway.
pub(super) const RESERVED_VARIANTS: &[&str] = &["Self", "Unknown"];

/// The name of a field, a parameter or a resource's accessor.
pub(super) fn field(wire: &str) -> String {
    snake(wire, "field")
}

/// The name of a method.
pub(super) fn method(wire: &str) -> String {
    snake(wire, "call")
}

/// The name of a type.
pub(super) fn type_name(wire: &str) -> String {
    camel(wire, "Model")
}

/// The name of an enum's case.
pub(super) fn variant(wire: &str) -> String {
    camel(wire, "Value")
}

/// Whether a text is spelled as its variant in snake case, the one of all spellings that gives way to none: `call_out` of `CallOut`.
pub(super) fn is_spelled_as_variant(wire: &str, variant: &str) -> bool {
    let is_snake = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');

    wire.bytes().all(is_snake) && case::snake(variant) == wire
}

/// The words of a name, in lower case.
pub(super) fn words(wire: &str) -> Vec<String> {
    case::snake(&with_acronyms(&spaced(wire)))
        .split('_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What tells a spelling from others that come to the same words: `_id` is `underscore`, `ID` is `upper`, `id` is `plain`.
pub(super) fn spelling(wire: &str) -> String {
    let mut traits: Vec<String> = Vec::new();
    for character in wire
        .chars()
        .filter(|character| !character.is_ascii_alphanumeric())
    {
        let name = symbol(character);
        if !traits.contains(&name) {
            traits.push(name);
        }
    }
    let letters: Vec<char> = wire.chars().filter(char::is_ascii_alphabetic).collect();
    if letters.iter().all(char::is_ascii_uppercase) && !letters.is_empty() {
        traits.push("upper".to_owned());
    } else if letters.first().is_some_and(char::is_ascii_uppercase) {
        traits.push("capital".to_owned());
    } else if letters.iter().any(char::is_ascii_uppercase) {
        traits.push("camel".to_owned());
    }
    if traits.is_empty() {
        "plain".to_owned()
    } else {
        traits.join("_")
    }
}

/// One of several: `visits` is `visit`. Only endings that are safe to cut.
pub(super) fn singular(word: &str) -> String {
    let kept = ["ss", "us", "is"]
        .iter()
        .any(|ending| word.ends_with(ending));
    if kept || word.len() < 3 {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if word.ends_with(ending) {
            return word.strip_suffix("es").unwrap_or(word).to_owned();
        }
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

fn snake(wire: &str, prefix: &str) -> String {
    let name = case::snake(&bounded(with_acronyms(&spaced(wire))));
    let name = if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("{prefix}_{name}")
    } else {
        name
    };

    if FieldName::is_one(&name) {
        name
    } else {
        format!("{name}_")
    }
}

fn camel(wire: &str, prefix: &str) -> String {
    let name = case::camel(&bounded(spaced(wire)));

    if TypeName::is_one(&name) {
        name
    } else {
        format!("{prefix}{name}")
    }
}

/// A name that people and file systems can bear: what is longer is cut, and a hash of the whole tells it from others with that beginning.
fn bounded(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.len() <= LONGEST {
        return text;
    }
    let snake = case::snake(&text);
    if snake.len() <= LONGEST {
        return Cow::Owned(snake);
    }
    let start: String = snake.chars().take(LONGEST - 20).collect();
    let start = start.rsplit_once('_').map_or(&*start, |(words, _)| words);
    // FNV-1a, since the same name has to come of it at all times and everywhere.
    let hash = snake.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });

    Cow::Owned(format!("{start}_x{hash:016x}"))
}

#[cfg(test)]
mod tests {
    use super::{field, singular, spelling, type_name, variant};

    #[test]
    fn a_long_name_is_cut_and_told_from_others_with_its_beginning() {
        let long = "report_".repeat(100);
        let (one, other) = (field(&format!("{long}a")), field(&format!("{long}b")));
        assert!(
            one.len() <= 125 && one.starts_with("report_report_"),
            "{one}"
        );
        assert_ne!(one, other);
        assert_eq!(field(&one), one);
        assert!(type_name(&"S".repeat(400)).len() <= 125);
        assert_ne!(variant(&"x".repeat(300)), variant(&"x".repeat(301)));
    }

    #[test]
    fn a_name_is_a_function_of_its_spelling() {
        for (wire, name) in [
            ("docNo", "doc_no"),
            ("_id", "id"),
            ("NPSMandatory", "nps_mandatory"),
            ("type", "type_"),
            ("userIDs", "user_ids"),
            ("URLsToCheck", "urls_to_check"),
            ("OAuthToken", "oauth_token"),
            ("srcIPv4", "src_ipv4"),
            ("DNSsec", "dn_ssec"),
            ("1st", "field_1st"),
            ("", "empty"),
            ("$", "dollar"),
            ("a[b]", "a_b"),
            ("né", "ne"),
            ("self", "self_"),
            ("名", "ming"),
            ("_", "underscore"),
        ] {
            assert_eq!(field(wire), name, "of {wire:?}");
        }
        for (wire, name) in [
            ("CALL OUT", "CallOut"),
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            ("1", "Value1"),
            ("", "Empty"),
        ] {
            assert_eq!(variant(wire), name, "of {wire:?}");
        }
        assert_eq!(type_name("visit_line"), "VisitLine");
        assert_eq!(type_name("2d"), "Model2d");
    }

    #[test]
    fn spellings_are_told_apart() {
        for (wire, told) in [
            ("id", "plain"),
            ("_id", "underscore"),
            ("ID", "upper"),
            ("Id", "capital"),
            ("aB", "camel"),
            ("a-b", "hyphen"),
        ] {
            assert_eq!(spelling(wire), told, "of {wire:?}");
        }
    }

    #[test]
    fn only_safe_plurals_are_cut() {
        for (many, one) in [
            ("lines", "line"),
            ("companies", "company"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("status", "status"),
            ("data", "data"),
        ] {
            assert_eq!(singular(many), one);
        }
    }
}
