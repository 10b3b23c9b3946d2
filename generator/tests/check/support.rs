//! Reads a small document, and writes a model down in few lines.

use std::fmt::Write as _;

use brogue_generator::check::{Checked, NameLock, check};
use brogue_generator::diagnostic::Diagnostics;
use brogue_generator::model::{
    Api, Encoding, Member, Operation, Output, PagedBy, Pagination, Presence, Shape, Struct,
    TypeKind, TypeRef, Types,
};
use brogue_generator::source::Source;
use brogue_generator::{load, parse};

/// What every document begins with; it takes five lines.
const HEAD: &str = "openapi: 3.1.0
info: {title: Sample, version: '1'}
servers: [{url: 'https://api.example.com/v1/'}]
x-nothing: 0
x-nothing-else: 0
";

/// Checks a document that begins with the usual head.
pub(crate) fn checked(rest: &str, lock: &str) -> (Option<Checked>, String) {
    whole(&format!("{HEAD}{rest}"), lock)
}

/// Checks a whole document.
pub(crate) fn whole(text: &str, lock: &str) -> (Option<Checked>, String) {
    let source = Source::new("specs/sample.yaml", text);
    let lock = NameLock::parse(lock).expect("the lock of a test is sound");
    let mut diagnostics = Diagnostics::default();
    let tree = load::load(&source, &mut diagnostics).expect("the document of a test is YAML");
    let spec = parse::parse(&tree, &mut diagnostics);
    let result = check(&spec, &source, &lock, &mut diagnostics);
    assert_eq!(
        result.is_none(),
        diagnostics.has_errors(),
        "an Api is missing exactly when an error was reported"
    );

    let mut reports = String::new();
    for report in diagnostics.sorted() {
        let line = source.position(report.span.start).line;
        writeln!(reports, "{} {line}: {}", report.code.name(), report.message).unwrap();
        for other in &report.others {
            writeln!(
                reports,
                "  {}: {}",
                source.position(other.span.start).line,
                other.text
            )
            .unwrap();
        }
        for help in &report.help {
            writeln!(reports, "  help: {help}").unwrap();
        }
    }
    (result, reports)
}

/// The model of a document without faults.
pub(crate) fn model(rest: &str) -> Api {
    let (result, reports) = checked(rest, "");
    assert_eq!(reports, "", "nothing is to be reported");

    result.expect("a document without faults has a model").api
}

/// Asserts the operations of a document.
#[track_caller]
pub(crate) fn assert_operations(rest: &str, expected: &str) {
    let api = model(rest);
    let mut text = String::new();
    for resource in &api.resources {
        writeln!(text, "{}: {}", resource.field, resource.name).unwrap();
        for operation in &resource.operations {
            text.push_str(&operation_text(&api, operation));
        }
    }
    assert_eq!(text.trim(), trimmed(expected));
}

/// Asserts the types of a document.
#[track_caller]
pub(crate) fn assert_types(rest: &str, expected: &str) {
    assert_eq!(types_text(&model(rest).types).trim(), trimmed(expected));
}

/// Asserts the reports of a document.
#[track_caller]
pub(crate) fn assert_reports(rest: &str, expected: &str) {
    let (_, reports) = checked(rest, "");
    assert_eq!(reports.trim(), trimmed(expected));
}

/// A document with one call, whose answer is the schema `Thing`.
pub(crate) fn answering(schemas: &str) -> String {
    format!(
        "paths:\n  /things:\n    get:\n      operationId: getThing\n      tags: [things]\n      responses:\n        '200':\n          description: A thing.\n          \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}\ncomponents:\n  schemas:\n{schemas}"
    )
}

fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text
        .trim_end()
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .collect();
    let indent = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);

    lines
        .iter()
        .map(|line| line.get(indent..).unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n")
}

fn operation_text(api: &Api, operation: &Operation) -> String {
    let types = &api.types;
    let output = match &operation.output {
        Output::Nothing => "nothing".to_owned(),
        Output::Value {
            ty,
            shape,
            optional,
        } => {
            format!(
                "{}{}{}",
                type_text(types, ty),
                if *optional { "?" } else { "" },
                shape_text(shape)
            )
        }
        Output::Page { item } => format!("pages of {}", type_text(types, item)),
        Output::Text { media } => format!("text {media}"),
        Output::Download { media } => format!("download {media}"),
        Output::Events { item, stream, .. } => {
            format!("events of {} {stream:?}", type_text(types, item))
        }
    };
    let mut text = format!(
        "  {} {} {} {} {:?} -> {output}",
        operation.method_name,
        operation.type_name,
        operation.http_method.as_str(),
        operation.path_text(),
        operation.replay
    );
    if !operation.envelope.data.is_empty() {
        write!(text, " at {}", operation.envelope.data).unwrap();
    }
    if operation.error_body.partial.is_some() {
        text.push_str(" partial");
    }
    if let Some(errors) = &operation.errors {
        write!(text, " errors {}", type_text(types, errors)).unwrap();
    }
    if let Some(headers) = operation.headers {
        write!(text, " headers {}", types.get(headers).name).unwrap();
    }
    match &operation.pagination {
        Pagination::None => {}
        Pagination::Unknown { items } => write!(text, " unknown paging of {items}").unwrap(),
        Pagination::Pages(pages) => match &pages.by {
            PagedBy::Offset { parameter, .. } => {
                write!(text, " offset {parameter} of {}", pages.items).unwrap();
            }
            by => write!(text, " {by:?} of {}", pages.items).unwrap(),
        },
    }
    text.push('\n');
    for parameter in &operation.path_parameters {
        let (ty, shape) = (
            type_text(types, &parameter.ty),
            shape_text(&parameter.shape),
        );
        writeln!(text, "    path {}: {ty}{shape}", parameter.field).unwrap();
    }
    for parameter in &operation.parameters {
        let mark = if parameter.presence == Presence::Required {
            ""
        } else {
            "?"
        };
        let (ty, shape) = (
            type_text(types, &parameter.ty),
            shape_text(&parameter.shape),
        );
        writeln!(
            text,
            "    {:?} {}{mark}: {ty}{shape}{}",
            parameter.place,
            parameter.field,
            encoding_text(parameter.encoding.as_ref()),
        )
        .unwrap();
    }
    if let Some(body) = &operation.body {
        writeln!(
            text,
            "    body {}: {}",
            body.field,
            type_text(types, &body.ty)
        )
        .unwrap();
    }
    text
}

fn types_text(types: &Types) -> String {
    let mut text = String::new();
    for (_, definition) in types.iter() {
        match &definition.kind {
            TypeKind::Struct(object) => {
                writeln!(
                    text,
                    "{:?} {} in {}{}",
                    object.used,
                    definition.name,
                    definition.module,
                    kept(object)
                )
                .unwrap();
                object
                    .members
                    .iter()
                    .for_each(|member| text.push_str(&member_text(types, member)));
            }
            TypeKind::TextEnum(choices) => {
                let variants: Vec<String> = choices
                    .variants
                    .iter()
                    .map(|variant| format!("{}={:?}", variant.name, variant.wire))
                    .collect();
                writeln!(text, "Enum {}: {}", definition.name, variants.join(", ")).unwrap();
            }
            TypeKind::Union(union) => {
                let cases: Vec<String> = union
                    .cases
                    .iter()
                    .map(|(name, ty, tags)| {
                        format!("{name}({}){}", type_text(types, ty), tags.join("|"))
                    })
                    .collect();
                writeln!(
                    text,
                    "Union {} by {:?}: {}",
                    definition.name,
                    union.tag,
                    cases.join(", ")
                )
                .unwrap();
            }
            TypeKind::ByStatus(by_status) => {
                let cases = by_status.cases.iter().map(|case| {
                    let ty = case.ty.as_ref().map(|ty| type_text(types, ty));
                    let statuses = case.statuses.join("|");
                    format!("{}({}) {statuses}", case.name, ty.unwrap_or_default())
                });
                let cases: Vec<String> = cases.collect();
                writeln!(text, "ByStatus {}: {}", definition.name, cases.join(", ")).unwrap();
            }
            TypeKind::Newtype(newtype) => writeln!(
                text,
                "Newtype {}{}",
                definition.name,
                shape_text(&newtype.shape)
            )
            .unwrap(),
        }
    }
    text
}

fn kept(object: &Struct) -> &'static str {
    if object.keeps_unknown { "" } else { ", closed" }
}

fn member_text(types: &Types, member: &Member) -> String {
    let mark = if member.presence == Presence::Required {
        ""
    } else {
        "?"
    };
    let null = if member.nullable { " or null" } else { "" };
    let wire = if member.field.as_str() == member.wire {
        String::new()
    } else {
        format!(" {:?}", member.wire)
    };
    let (ty, shape) = (type_text(types, &member.ty), shape_text(&member.shape));

    format!("  {}{mark}:{wire} {ty}{null}{shape}\n", member.field)
}

fn shape_text(shape: &Shape) -> String {
    if *shape == Shape::default() {
        return String::new();
    }
    let time = shape
        .time
        .as_ref()
        .map(|time| format!(" {:?} {:?} {}", time.pattern, time.zone, time.empty_is_none))
        .unwrap_or_default();

    format!(" {:?} {:?}{time}", shape.views, shape.form)
}

fn encoding_text(encoding: Option<&Encoding>) -> String {
    encoding.map_or_else(String::new, |encoding| format!(" {:?}", encoding.place))
}

fn type_text(types: &Types, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Primitive(primitive) => format!("{primitive:?}"),
        TypeRef::Named(id) => types.get(*id).name.to_string(),
        TypeRef::Nullable(value) => format!("Option<{}>", type_text(types, value)),
        TypeRef::Boxed(id) => format!("Box<{}>", types.get(*id).name),
        TypeRef::List(element) => format!("[{}]", type_text(types, element)),
        TypeRef::Map(value) => format!("{{{}}}", type_text(types, value)),
    }
}
