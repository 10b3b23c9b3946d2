//! Texts that try to be more than texts, everywhere where a document can hold one: none becomes code, and none a path.

use std::path::{Component, Path};

use brogue_generator::load::Value;
use brogue_generator::source::Source;

use crate::generated;

/// What somebody could write to get out of a comment, a literal, an attribute, a name or a folder.
const HOSTILE: &[&str] = &[
    "*/ pub fn escaped() {} /*",
    "\"# ; compile_error!(\"escaped\"); r#\"",
    "\"##; compile_error!(\"escaped\"); r##\"",
    "\"); compile_error!(\"escaped\"); (\"",
    "]] #![deny(warnings)] [[",
    "#![feature(escaped)]",
    "\n#![feature(escaped)]\n//! ",
    "x\nmod escaped {}\n",
    "x\r\nmod escaped {}\r",
    "x\u{85}mod escaped {}",
    "x\u{2028}mod escaped {}\u{2029}",
    "\u{202e}edoc\u{2066} // \u{202c}",
    "\u{0}\u{1}\u{7}\u{8}\u{b}\u{1b}[2J\u{7f}\u{9f}",
    "\u{feff}\u{200b}\u{200d}\u{ad}",
    "\\u{22} \\\" \\x22 \\",
    "{} {{ }} {escaped} {0} {:?}",
    "../../../etc/passwd",
    "/etc/passwd",
    "..\\..\\windows",
    "con",
    "aux.rs",
    "nul",
    "lib",
    "mod",
    "main",
    "self",
    "Self",
    "r#type",
    "crate::escaped!()",
    "'; drop",
    "'static",
    "`backticks` ```\n```rust\ncompile_error!(\"escaped\")\n```\n",
    "<script>escaped</script> [link](javascript:escaped) ![](x)",
    "[`crate::Nothing`] [Nothing] <https://example.com>",
    "$name $crate macro_rules! x",
    "include_str!(\"/etc/passwd\")",
    "env!(\"HOME\")",
    "= 1; pub const ESCAPED: u8",
    "\u{1f600}",
    "",
    " ",
    "%0a%0d%00",
    "--- \n...",
    "-",
    "\"",
    "'",
    "\\",
    "\n",
];

const DOCUMENT: &str = include_str!("rich.yaml");

/// The places of a document where a text or a key may be anything.
fn texts(value: &Value) -> usize {
    match value {
        Value::Text(_) => 1,
        Value::List(items) => items.iter().map(texts).sum(),
        Value::Object(members) => members.iter().map(|(_, member)| 1 + texts(member)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// The document with the text or key at a position changed: what it was stays in front where that is asked for.
fn changed(value: &Value, at: &mut isize, hostile: &str, keep: bool) -> Value {
    let put = |text: &str, at: &mut isize| {
        *at -= 1;
        match (*at, keep) {
            (-1, true) => format!("{text}{hostile}"),
            (-1, false) => hostile.to_owned(),
            _ => text.to_owned(),
        }
    };
    match value {
        Value::Text(text) => Value::Text(put(text, at)),
        Value::List(items) => Value::List(
            items
                .iter()
                .map(|item| changed(item, at, hostile, keep))
                .collect(),
        ),
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, member)| (put(name, at), changed(member, at, hostile, keep)))
                .collect(),
        ),
        other => other.clone(),
    }
}

fn document() -> Value {
    let source = Source::new("rich.yaml", DOCUMENT);
    let tree = brogue_generator::load::load(
        &source,
        &mut brogue_generator::diagnostic::Diagnostics::default(),
    )
    .expect("the fixture is a document");

    Value::from_node(&tree, tree.root())
}

/// What holds for every crate, whatever the document said.
fn assert_tame(source: &Source, what: &str) {
    let outcome = generated(source);
    for file in &outcome.files {
        let path = Path::new(&file.path);
        let is_inside = path
            .components()
            .all(|component| matches!(component, Component::Normal(_)));
        assert!(
            is_inside && !file.path.contains('\\'),
            "{what}: {}",
            file.path
        );
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        assert!(
            !["con", "aux", "nul", "prn"].contains(&stem.as_str()),
            "{what}: {}",
            file.path
        );
        // The copy of the document is its own text.
        if file.path.starts_with("spec.") {
            continue;
        }
        assert!(
            !file.text.contains(is_unseen),
            "{what}: {} holds {:?}",
            file.path,
            file.text.chars().find(|letter| is_unseen(*letter))
        );
        if Path::new(&file.path)
            .extension()
            .is_none_or(|extension| extension != "rs")
        {
            continue;
        }
        let parsed = syn::parse_file(&file.text);
        let tokens: Vec<String> = parsed
            .map(|file| file.items.iter().filter_map(name).collect())
            .unwrap_or_default();
        assert!(
            !tokens
                .iter()
                .any(|name| name == "escaped" || name == "compile_error"),
            "{what}: {}",
            file.path
        );
    }
}

/// What an item is called that only a text could have brought in.
fn name(item: &syn::Item) -> Option<String> {
    match item {
        syn::Item::Fn(item) => Some(item.sig.ident.to_string()),
        syn::Item::Mod(item) => Some(item.ident.to_string()),
        syn::Item::Macro(item) => item.mac.path.get_ident().map(ToString::to_string),
        syn::Item::Const(item) => Some(item.ident.to_string().to_lowercase()),
        _ => None,
    }
}

/// Characters that make text look other than it is, and controls: the compiler refuses some of them.
fn is_unseen(letter: char) -> bool {
    letter.is_control() && letter != '\n'
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[test]
fn no_text_becomes_code_or_a_path() {
    let document = document();
    let count = texts(&document);
    // Each hostile text somewhere, each place with something hostile: all pairs would be the same over and over.
    for position in 0..count {
        let hostile = HOSTILE[position * 7 % HOSTILE.len()];
        let mut at = isize::try_from(position).expect("it is small");
        let text = changed(&document, &mut at, hostile, position % 3 == 0).to_json();
        let what = format!("{hostile:?} at {position}");
        assert_tame(&Source::new("rich.json", text), &what);
    }
}

#[test]
fn no_text_becomes_code_where_all_are_hostile() {
    let document = document();
    for hostile in HOSTILE {
        let text = everywhere(&document, hostile, false).to_json();
        assert_tame(
            &Source::new("rich.json", text),
            &format!("{hostile:?} everywhere"),
        );
    }
}

/// The document with all texts that are free changed: those that people read, and names.
pub(crate) fn everywhere(value: &Value, hostile: &str, is_free: bool) -> Value {
    const FREE: &[&str] = &[
        "title",
        "description",
        "summary",
        "tags",
        "enum",
        "example",
        "examples",
        "default",
        "const",
        "x-anything",
        "version",
        "termsOfService",
        "pattern",
        "operationId",
    ];

    match value {
        Value::Text(text) if is_free => Value::Text(format!("{text}{hostile}")),
        Value::List(items) => Value::List(
            items
                .iter()
                .map(|item| everywhere(item, hostile, is_free))
                .collect(),
        ),
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, member)| {
                    let is_free = is_free || FREE.contains(&name.as_str());
                    (name.clone(), everywhere(member, hostile, is_free))
                })
                .collect(),
        ),
        other => other.clone(),
    }
}
