//! Whatever the text is, reading it ends, without a panic, with a spec or a report.

use crate::read;

const DOCUMENT: &str = include_str!("well/visits.yaml");
const SWAGGER: &str = include_str!("well/visits-2.yaml");
const JSON: &str = r#"{"openapi": "3.1.0", "info": {"title": "Vis\u00eets", "version": "1"}, "paths": {"/visits": {"get": {"tags": [1, true, null]}}}}"#;

/// Neither a panic nor silence.
fn survives(path: &str, text: &str) {
    let (spec, reports) = read(path, text);
    assert!(spec.is_some() || !reports.is_empty(), "{text:?}");
}

#[test]
fn documents_cut_anywhere() {
    for (path, document) in [
        ("a.yaml", DOCUMENT),
        ("a.yaml", SWAGGER),
        ("a.yaml", JSON),
        ("a.json", JSON),
    ] {
        for end in (0..document.len()).filter(|end| document.is_char_boundary(*end)) {
            survives(path, &document[..end]);
        }
    }
}

#[test]
fn documents_with_a_byte_changed() {
    for strange in [
        "\0", "\t", "\r", ":", "&", "*", "!", "{", "]", "\"", "'", "|", "%", "#", "-", "\u{feff}",
        "é", "\u{85}", "\u{2028}",
    ] {
        for at in (0..DOCUMENT.len()).step_by(3) {
            let mut text = DOCUMENT[..at].to_owned();
            text.push_str(strange);
            text.push_str(&DOCUMENT[at + 1..]);
            survives("a.yaml", &text);
        }
    }
}

#[test]
fn values_of_another_kind() {
    for document in [DOCUMENT, SWAGGER] {
        let ends = document.match_indices(": ").map(|(at, _)| at + 2);
        for at in ends {
            let end = document[at..]
                .find([',', '}', '\n'])
                .map_or(document.len(), |end| at + end);
            for other in ["[]", "{}", "1", "null", "{$ref: '#/parameters/ID'}", "[{}]"] {
                let text = [&document[..at], other, &document[end..]].concat();
                survives("a.yaml", &text);
            }
        }
    }
}

#[test]
fn nesting_without_end() {
    for (open, path) in [
        ("[", "a.json"),
        ("[", "a.yaml"),
        ("{\"a\":", "a.json"),
        ("{a: ", "a.yaml"),
        ("- ", "a.yaml"),
        ("? ", "a.yaml"),
    ] {
        let (spec, reports) = read(path, &open.repeat(100_000));
        assert!(spec.is_none(), "{open}");
        assert!(
            reports.starts_with("error[nesting]") || reports.starts_with("error[wrong-type]"),
            "{open}: {reports:.300}"
        );
    }
}

#[test]
fn schemas_as_deep_as_allowed() {
    for key in ["items", "additionalProperties", "not"] {
        let depth = 124;
        let text = format!(
            "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"t\",\"version\":\"1\"}},\"components\":{{\"schemas\":{{\"A\":{}{{}}{}}}}}}}",
            format!("{{\"{key}\":").repeat(depth),
            "}".repeat(depth)
        );
        let (spec, reports) = read("a.json", &text);
        assert_eq!(reports, "");
        let spec = spec.expect("a document without reports has a spec");
        // What every later stage does: walk it to the ground, by recursion.
        assert!(format!("{:?}", spec.clone()).len() > 1000);
    }
}

#[test]
fn many_keys_and_many_duplicates() {
    let keys: Vec<String> = (0..20_000)
        .map(|index| format!("\"k{index}\":1,"))
        .collect();
    let keys = keys.concat();
    survives("a.json", &format!("{{{keys}\"k0\":1}}"));
    let same = "\"k\":1,".repeat(2_000);
    let (_, reports) = read("a.json", &format!("{{{same}\"k\":1}}"));
    assert_eq!(reports.matches("error[duplicate-key]").count(), 2_000);
}
