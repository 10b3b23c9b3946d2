//! Each document of the folder yields exactly the reports beside it.

use std::fs;
use std::path::Path;

use brogue_generator::load::list_specs;

use crate::read;

#[test]
fn every_broken_document_yields_its_reports() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/front");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in list_specs(&folder).expect("the folder holds documents") {
        let text = fs::read_to_string(&path).expect("documents are readable");
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("names are text");
        let (_, reports) = read(name, &text);
        let expected_path = folder.join(format!("{name}.txt"));
        if update {
            fs::write(&expected_path, &reports).expect("the folder is writable");
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if reports != expected || reports.is_empty() {
            wrong.push(format!(
                "--- {name}, expected:\n{expected}\n--- but got:\n{reports}"
            ));
        }
    }

    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn windows_line_ends_and_characters_of_several_bytes_do_not_shift_places() {
    let text = "# 🚚 ключ\r\nopenapi: 3.1.0\r\ninfo:\r\n  title: \"日本語\"\r\n  version: 1\r\n";
    let (_, reports) = read("crlf.yaml", text);

    assert_eq!(
        reports,
        "error[wrong-type]: `version` is an integer, not a text
 --> crlf.yaml:5:12
  |
5 |   version: 1
  |            ^ a text is expected
  |
  = help: put it in quotes: `\"1\"`

"
    );
}

#[test]
fn colored_reports_say_the_same() {
    let source = brogue_generator::source::Source {
        path: "spec.yaml".to_owned(),
        text: "swagger: '2.0'".to_owned(),
    };
    let mut diagnostics = brogue_generator::diagnostic::Diagnostics::default();
    let tree = brogue_generator::load::load(&source, &mut diagnostics).expect("it is YAML");
    brogue_generator::parse::parse(&tree, &mut diagnostics);
    let colored = brogue_generator::diagnostic::render(&source, &diagnostics, true);

    assert!(colored.contains("\u{1b}["), "{colored}");
    assert!(colored.contains("Swagger 2.0 is not read"), "{colored}");
}
