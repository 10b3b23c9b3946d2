//! One call: what it does, what it takes, how it is made, what it yields, and what is not certain about it.

use crate::model::{
    EvidenceNote, Operation, ParameterPlace, Presence, QuirkNote, Resource, Shape, TypeRef, Written,
};

use super::given::given;
use super::html::Html;
use super::site::{Site, place};
use super::{cells, curl, facts, json, notes, prose, rust};

/// The section of a call.
pub(super) fn section(
    html: &mut Html,
    site: &Site<'_>,
    resource: &Resource,
    operation: &Operation,
) {
    let name = operation.method_name.as_str();
    let title = format!("{name}-title");
    html.element(
        "section",
        &[
            ("id", name),
            ("class", "entry call"),
            ("aria-labelledby", &title),
        ],
        |html| {
            html.element("h2", &[("id", &title)], |html| heading(html, operation));
            advice(html, operation);
            prose::blocks(html, &operation.doc.summary);
            prose::blocks(html, &cells::flowing(&operation.doc.details));
            cells::source(html, site, &operation.origin);
            facts::list(html, site, resource, operation);
            parameters(html, site, operation);
            body(html, site, operation);
            examples(html, site, resource, operation);
            answers(html, site, operation);
            peculiar(html, site, operation);
        },
    );
}

/// `GET /visits/{ID}`
fn heading(html: &mut Html, operation: &Operation) {
    let method = operation.http_method.as_str();
    html.words(
        "span",
        &[("class", &format!("method {}", method.to_lowercase()))],
        method,
    );
    html.text(" ");
    html.name(&operation.path_text());
}

fn advice(html: &mut Html, operation: &Operation) {
    if operation.deprecated {
        html.words(
            "p",
            &[("class", "advice")],
            "The vendor advises against this call.",
        );
    }
    if operation.announced {
        let text = "The vendor has announced this call and may not have it yet.";
        html.words("p", &[("class", "advice")], text);
    }
}

/// A row of the table of parameters.
struct Row<'a> {
    field: &'a str,
    wire: &'a str,
    place: &'static str,
    required: bool,
    deprecated: bool,
    ty: &'a TypeRef,
    shape: &'a Shape,
    doc: &'a crate::model::Doc,
    written: &'a Written,
}

fn parameters(html: &mut Html, site: &Site<'_>, operation: &Operation) {
    let in_path = operation.path_parameters.iter().map(|one| Row {
        field: one.field.as_str(),
        wire: &one.wire,
        place: "path",
        required: true,
        deprecated: false,
        ty: &one.ty,
        shape: &one.shape,
        doc: &one.doc,
        written: &one.written,
    });
    let beside = operation.parameters.iter().map(|one| Row {
        field: one.field.as_str(),
        wire: &one.wire,
        place: match one.place {
            ParameterPlace::Query => "query",
            ParameterPlace::Header => "header",
            ParameterPlace::Cookie => "cookie",
        },
        required: one.presence == Presence::Required,
        deprecated: one.deprecated,
        ty: &one.ty,
        shape: &one.shape,
        doc: &one.doc,
        written: &one.written,
    });
    let rows: Vec<Row<'_>> = in_path.chain(beside).collect();
    if rows.is_empty() {
        return;
    }
    html.words("h3", &[], "Parameters");
    let heads = ["On the wire", "In Rust", "Type", "Meaning"];
    let caption = format!("Parameters of {}", place(operation));
    cells::table(html, &caption, &heads, |html| {
        for row in &rows {
            parameter(html, site, operation, row);
        }
    });
}

fn parameter(html: &mut Html, site: &Site<'_>, operation: &Operation, row: &Row<'_>) {
    let anchor = format!("{}.{}", operation.method_name, row.field);
    cells::row(html, Some(&anchor), |html| {
        cells::cell(html, "On the wire", |html| {
            html.name(row.wire);
            html.words("span", &[("class", "presence")], row.place);
        });
        cells::cell(html, "In Rust", |html| html.name(row.field));
        cells::cell(html, "Type", |html| {
            site.ty(html, row.ty);
            let presence = if row.required { "required" } else { "optional" };
            html.words("span", &[("class", "presence")], presence);
        });
        cells::cell(html, "Meaning", |html| {
            cells::doc(html, row.doc);
            let mut facts = row.shape.sent_in_words();
            if row.deprecated {
                facts.push("The vendor advises against it.".to_owned());
            }
            facts.extend(cells::written(row.written));
            cells::list(html, &facts);
            let named = format!("{}, {}", place(operation), row.wire);
            let notes = site.context.api.evidence.iter();
            notes::evidence(html, site, notes.filter(|note| note.place == named));
            html.element("p", &[("class", "source")], |html| {
                site.line(html, row.written.line);
            });
        });
    });
}

fn body(html: &mut Html, site: &Site<'_>, operation: &Operation) {
    let Some(body) = &operation.body else {
        return;
    };
    html.words("h3", &[], "Body");
    cells::doc(html, &body.doc);
    html.element("p", &[], |html| {
        site.ty(html, &body.ty);
        let presence = match body.presence {
            Presence::Required => ", required, as JSON.",
            Presence::Optional => ", optional, as JSON.",
        };
        html.text(presence);
    });
    html.element("p", &[("class", "source")], |html| {
        site.line(html, body.written.line);
    });
    if let Some(example) = &given(site.context.api, operation).body {
        prose::pre(html, &json::pretty(example));
    }
}

fn examples(html: &mut Html, site: &Site<'_>, resource: &Resource, operation: &Operation) {
    let given = given(site.context.api, operation);
    html.words("h3", &[], "Example");
    if let Some(example) = rust::example(site, resource, operation, &given) {
        html.words("h4", &[], "Rust");
        prose::pre(html, &example);
    }
    html.words("h4", &[], "curl");
    prose::pre(html, &curl::command(site.context.api, operation, &given));
}

fn answers(html: &mut Html, site: &Site<'_>, operation: &Operation) {
    if operation.answers.is_empty() {
        return;
    }
    html.words("h3", &[], "Answers");
    let heads = ["Status", "Meaning"];
    let caption = format!("Answers to {}", place(operation));
    cells::table(html, &caption, &heads, |html| {
        for answer in &operation.answers {
            cells::row(html, None, |html| {
                cells::cell(html, "Status", |html| html.code(&answer.status));
                cells::cell(html, "Meaning", |html| {
                    prose::blocks(html, &answer.text);
                    html.element("p", &[("class", "source")], |html| {
                        site.line(html, answer.line);
                    });
                });
            });
        }
    });
}

/// Quirks and doubts.
fn peculiar(html: &mut Html, site: &Site<'_>, operation: &Operation) {
    let api = site.context.api;
    let named = place(operation);
    let quirks: Vec<&QuirkNote> = api
        .quirks
        .iter()
        .filter(|note| note.place == named)
        .collect();
    if !quirks.is_empty() {
        html.words("h3", &[], "Quirks");
        notes::quirks(html, quirks);
    }
    let mut doubts: Vec<&EvidenceNote> = operation.evidence.iter().collect();
    for note in api.evidence.iter().filter(|note| note.place == named) {
        if !doubts.contains(&note) {
            doubts.push(note);
        }
    }
    if !doubts.is_empty() {
        html.words("h3", &[], "Not simply documented");
        notes::evidence(html, site, doubts);
    }
}
