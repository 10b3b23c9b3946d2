//! Trees: what they hold and where it stands, alike from YAML and JSON.

use std::fs;
use std::path::Path;

use brogue_generator::diagnostic::Diagnostics;
use brogue_generator::load::{Kind, NodeId, Tree, Value, list_specs, load, read_file};
use brogue_generator::source::Source;

fn source(path: &str, text: &str) -> Source {
    Source::new(path, text)
}

fn json(path: &str, text: &str) -> String {
    let source = source(path, text);
    let mut diagnostics = Diagnostics::default();
    let tree = load(&source, &mut diagnostics).expect("the text is a document");
    assert!(!diagnostics.has_errors());

    Value::from_node(&tree, tree.root()).to_json()
}

#[test]
fn yaml_is_read_by_the_core_schema() {
    for (yaml, expected) in [
        (
            "a: 1\nb: [x, ~, true, yes, 1.50, 0x10]",
            r#"{"a":1,"b":["x",null,true,"yes",1.50,16]}"#,
        ),
        (
            "200: {description: fine}",
            r#"{"200":{"description":"fine"}}"#,
        ),
        ("on: \"1\"\n2.0: '~'", r#"{"on":"1","2.0":"~"}"#),
        (
            "a: |\n  one\n  two\nb: >-\n  one\n  two",
            r#"{"a":"one\ntwo\n","b":"one two"}"#,
        ),
        ("a: !!str 12\nb: !!int \"12\"", r#"{"a":"12","b":12}"#),
        ("a: &x [1]\nb: *x", r#"{"a":[1],"b":[1]}"#),
        ("{a: b, c: [d]}", r#"{"a":"b","c":["d"]}"#),
        (
            "a: 123456789012345678901234567890",
            r#"{"a":123456789012345678901234567890}"#,
        ),
        ("\u{feff}a: 1", r#"{"a":1}"#),
        ("a: \"\\u0001\\t\\\"\"", r#"{"a":"\u0001\t\""}"#),
    ] {
        assert_eq!(json("a.yaml", yaml), expected, "{yaml}");
    }
}

#[test]
fn json_is_read_under_either_name() {
    let text = "{\"a\": [1, -2.5e+3, \"x\\u00e9\\ud83d\\ude9a\\n\", null, true, false, {}, []],\r\n\t\"b\\/\": \"日本\"}";
    let expected = r#"{"a":[1,-2.5e+3,"xé🚚\n",null,true,false,{},[]],"b/":"日本"}"#;

    assert_eq!(json("a.json", text), expected);
    assert_eq!(json("a.yaml", text), expected);
    assert_eq!(json("a.json", &format!("\u{feff}{text}")), expected);
}

#[test]
fn what_is_not_json_is_refused() {
    for text in [
        "",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{a:1}",
        "nul",
        "01",
        "1.",
        ".5",
        "1e",
        "-",
        "+1",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12",
        "\"\\ud83d\"",
        "\"\\ud83dx\"",
        "\"\u{1}\"",
        "1 2",
        "{} x",
        "'a'",
        "\"\\u00é0\"",
    ] {
        let source = source("a.json", text);
        let mut diagnostics = Diagnostics::default();
        assert!(load(&source, &mut diagnostics).is_none(), "{text}");
        assert!(diagnostics.has_errors(), "{text}");
    }
}

/// The text at the place of every scalar and key.
fn written(source: &Source, tree: &Tree<'_>, node: NodeId, found: &mut Vec<String>) {
    let at = |span: brogue_generator::source::Span| source.text[span.range()].to_owned();
    match tree.kind(node) {
        Kind::List => tree
            .items(node)
            .iter()
            .for_each(|item| written(source, tree, *item, found)),
        Kind::Mapping => {
            for entry in tree.entries(node) {
                found.push(at(entry.key_span));
                written(source, tree, entry.value, found);
            }
        }
        _ => found.push(at(tree.span(node))),
    }
}

#[test]
fn places_are_bytes_of_the_text() {
    for (path, text, expected) in [
        (
            "a.yaml",
            "ä: \"日本\" # c\r\n'🚚': [x, ü]\r\n",
            vec!["ä", "\"日本\"", "'🚚'", "x", "ü"],
        ),
        (
            "a.json",
            "{\"ä\": \"日本\",\r\n \"🚚\": [1, \"ü\"]}",
            vec!["\"ä\"", "\"日本\"", "\"🚚\"", "1", "\"ü\""],
        ),
        ("a.yaml", "\u{feff}a: b\nc: d", vec!["a", "b", "c", "d"]),
        ("a.yaml", "a:\nb: ~\n", vec!["a", "", "b", "~"]),
    ] {
        let source = source(path, text);
        let tree = load(&source, &mut Diagnostics::default()).expect("the text is a document");
        let mut found = Vec::new();
        written(&source, &tree, tree.root(), &mut found);
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_block_ends_where_its_last_line_does() {
    let text = "a:\n  b: 1\n  c: 2\n\n  # a comment\nd: 3\n";
    let source = source("a.yaml", text);
    let tree = load(&source, &mut Diagnostics::default()).expect("the text is a document");
    let block = tree.entries(tree.root())[0].value;

    assert_eq!(&source.text[tree.span(block).range()], "b: 1\n  c: 2");
}

#[test]
fn files_and_folders_that_cannot_be_read_say_why() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("b.yaml"), "\u{feff}a: 1").expect("the folder is writable");
    fs::write(path("a.json"), "{}").expect("the folder is writable");
    fs::write(path("c.yml"), b"a: 1\nb: \xff").expect("the folder is writable");
    fs::write(path("notes.txt"), "").expect("the folder is writable");
    fs::write(path("D.YAML"), "").expect("the folder is writable");
    fs::create_dir(path("empty")).expect("the folder is writable");

    let specs = list_specs(folder.path()).expect("the folder holds documents");
    let names: Vec<_> = specs
        .iter()
        .filter_map(|path| path.file_name()?.to_str())
        .collect();
    assert_eq!(names, ["D.YAML", "a.json", "b.yaml", "c.yml"]);
    assert_eq!(
        read_file(&path("b.yaml")).expect("it is readable").text,
        "a: 1"
    );

    // Some shells write what a command prints as UTF-16.
    for (name, bytes) in [
        ("little.yaml", b"\xff\xfea\0:\0 \0\xe9\0".as_slice()),
        ("big.yaml", b"\xfe\xff\0a\0:\0 \0\xe9"),
    ] {
        fs::write(path(name), bytes).expect("the folder is writable");
        assert_eq!(read_file(&path(name)).expect("it is readable").text, "a: é");
    }

    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("gone.yaml", path("link.yaml")).expect("links can be made");
        let specs = list_specs(folder.path()).expect("the folder holds documents");
        assert!(
            specs.contains(&path("link.yaml")),
            "a link to nothing is not passed over"
        );
    }

    let message = |error: &dyn std::error::Error| {
        error
            .to_string()
            .replace(&folder.path().display().to_string(), "specs")
    };
    let file = |path: &Path| message(&read_file(path).expect_err("it cannot be read"));
    assert_eq!(
        file(&path("c.yml")),
        "`specs/c.yml` is not UTF-8 from line 2, byte 4 on"
    );
    assert_eq!(file(&path("gone.yaml")), "`specs/gone.yaml` does not exist");
    assert_eq!(
        file(&path("empty")),
        "`specs/empty` is a folder, not a document"
    );
    let list = |path: &Path| message(&list_specs(path).expect_err("it cannot be listed"));
    assert_eq!(
        list(&path("empty")),
        "`specs/empty` holds no .yaml, .yml or .json file"
    );
    assert_eq!(list(&path("gone")), "`specs/gone` does not exist");
    assert_eq!(
        list(&path("a.json")),
        "`specs/a.json` is a file, not a folder"
    );
}
