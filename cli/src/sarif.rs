//! Reports as SARIF 2.1.0, the format of static analysis that code scanning reads.

use std::fmt::Write as _;

use brogue_generator::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use brogue_generator::load::Value;
use brogue_generator::source::{Source, Span};

use crate::report::{Sheet, object, severity, text};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One log with one run: all rules, and the reports of all documents.
pub(crate) fn log(found: &[(Source, Diagnostics)]) -> Value {
    let rules = Code::ALL.iter().map(|code| {
        object([
            ("id", text(code.name())),
            ("fullDescription", message(code.manual())),
            (
                "defaultConfiguration",
                object([("level", text(level(code.severity())))]),
            ),
        ])
    });
    let driver = object([
        ("name", text(env!("CARGO_PKG_NAME"))),
        ("semanticVersion", text(env!("CARGO_PKG_VERSION"))),
        ("rules", Value::List(rules.collect())),
    ]);
    let results = found.iter().flat_map(|(source, diagnostics)| {
        let sheet = Sheet::new(source);
        let results: Vec<Value> = diagnostics
            .sorted()
            .into_iter()
            .map(|report| result(&sheet, report))
            .collect();
        results
    });
    let run = object([
        ("tool", object([("driver", driver)])),
        ("columnKind", text("unicodeCodePoints")),
        ("results", Value::List(results.collect())),
    ]);

    object([
        ("$schema", text(SCHEMA)),
        ("version", text("2.1.0")),
        ("runs", Value::List(vec![run])),
    ])
}

fn result(sheet: &Sheet<'_>, report: &Diagnostic) -> Value {
    let index = Code::ALL.iter().position(|code| *code == report.code);
    let mut said = report.message.clone();
    for help in &report.help {
        let _ = write!(said, "\nhelp: {help}");
    }
    let mut members = vec![
        ("ruleId", text(report.code.name())),
        (
            "ruleIndex",
            Value::Number(index.unwrap_or_default().to_string()),
        ),
        ("level", text(severity(report))),
        ("message", message(&said)),
        ("locations", Value::List(vec![location(sheet, report.span)])),
    ];
    if !report.others.is_empty() {
        let others = report.others.iter().map(|other| {
            object([
                ("physicalLocation", place(sheet, other.span)),
                ("message", message(&other.text)),
            ])
        });
        members.push(("relatedLocations", Value::List(others.collect())));
    }

    Value::Object(
        members
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

/// A place in a text, and what stands there in the document: the JSON Pointer.
fn location(sheet: &Sheet<'_>, span: Span) -> Value {
    let physical = ("physicalLocation", place(sheet, span));
    match sheet.pointers.of(span) {
        None => object([physical]),
        Some(pointer) => {
            let logical = object([
                ("fullyQualifiedName", text(&pointer)),
                ("kind", text("element")),
            ]);
            object([physical, ("logicalLocations", Value::List(vec![logical]))])
        }
    }
}

fn place(sheet: &Sheet<'_>, span: Span) -> Value {
    let file = sheet.places.file(span.start);
    let (start, end) = (file.position(span.start), file.position(span.end));
    let number = |number: usize| Value::Number(number.to_string());

    object([
        ("artifactLocation", object([("uri", text(&uri(file.path)))])),
        (
            "region",
            object([
                ("startLine", number(start.line)),
                ("startColumn", number(start.column)),
                ("endLine", number(end.line)),
                ("endColumn", number(end.column)),
            ]),
        ),
    ])
}

fn message(said: &str) -> Value {
    object([("text", text(said))])
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A path as a reference that a URI may be: relative ones stay relative.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }

    uri
}
