//! Rendered reports: places in texts with Windows line ends, and colors.

use crate::read;

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
    let source = brogue_generator::source::Source::new("spec.yaml", "swagger: '1.2'");
    let mut diagnostics = brogue_generator::diagnostic::Diagnostics::default();
    let tree = brogue_generator::load::load(&source, &mut diagnostics).expect("it is YAML");
    brogue_generator::parse::parse(&tree, &mut diagnostics);
    let colored = brogue_generator::diagnostic::render(&source, &diagnostics, true);

    assert!(colored.contains("\u{1b}["), "{colored}");
    assert!(colored.contains("Swagger `1.2` is not read"), "{colored}");
}
