//! Small parts of pages: tables that a phone shows as cards, lists, where something comes from.

use crate::emit::markdown;
use crate::model::{Doc, Origin, Written};

use super::html::Html;
use super::site::Site;
use super::{json, prose};

/// A table with heads and a caption; `rows` adds its rows. A phone shows rows as cards, which would be no table to a screen reader
/// if roles did not say so.
pub(super) fn table(html: &mut Html, caption: &str, heads: &[&str], rows: impl FnOnce(&mut Html)) {
    html.element("table", &[("role", "table")], |html| {
        html.words("caption", &[], caption);
        html.element("thead", &[("role", "rowgroup")], |html| {
            row(html, None, |html| {
                for head in heads {
                    html.words("th", &[("scope", "col"), ("role", "columnheader")], head);
                }
            });
        });
        html.element("tbody", &[("role", "rowgroup")], rows);
    });
}

/// A row, with an anchor where something leads to it.
pub(super) fn row(html: &mut Html, anchor: Option<&str>, cells: impl FnOnce(&mut Html)) {
    let mut attributes = vec![("role", "row")];
    attributes.extend(anchor.map(|anchor| ("id", anchor)));
    html.element("tr", &attributes, cells);
}

/// A cell; `head` stands before it where there is no room for heads.
pub(super) fn cell(html: &mut Html, head: &str, body: impl FnOnce(&mut Html)) {
    html.element("td", &[("role", "cell"), ("data-head", head)], |html| {
        html.element("div", &[], body);
    });
}

/// What a value is, in the cell of a table: the first sentence and what goes on in the same paragraph are one.
pub(super) fn doc(html: &mut Html, doc: &Doc) {
    let whole = format!("{}\n\n{}", doc.summary, doc.details);
    prose::blocks(html, &flowing(&whole));
}

/// The text with its first two paragraphs in one, where both are plain: a first sentence was cut off what it belongs to.
pub(super) fn flowing(text: &str) -> String {
    let is_plain = |text: &str| {
        text.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '`' | '"' | '('))
            && !text.starts_with("```")
    };
    match text.trim().split_once("\n\n") {
        Some((first, rest)) if is_plain(first) && is_plain(rest) => format!("{first} {rest}"),
        _ => text.trim().to_owned(),
    }
}

/// Sentences as a list; nothing where there are none.
pub(super) fn list(html: &mut Html, sentences: &[String]) {
    if sentences.is_empty() {
        return;
    }
    html.element("ul", &[("class", "small")], |html| {
        for sentence in sentences {
            html.element("li", &[], |html| prose::sentences(html, sentence));
        }
    });
}

/// What was written about a value, as sentences.
pub(super) fn written(written: &Written) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some((first, rest)) = written.limits.split_first() {
        let mut letters = first.chars();
        let first: String = letters
            .next()
            .map(|letter| letter.to_ascii_uppercase())
            .into_iter()
            .chain(letters)
            .collect();
        let mut limits = vec![first];
        limits.extend(rest.iter().cloned());
        sentences.push(format!("{}.", limits.join(", ")));
    }
    if let Some(default) = &written.default {
        sentences.push(format!(
            "Without it {} holds.",
            code(&json::compact(default))
        ));
    }
    if let Some(example) = &written.example {
        sentences.push(format!("For example {}.", code(&json::compact(example))));
    }

    sentences
}

/// A text as code of Markdown, for sentences.
pub(super) fn code(text: &str) -> String {
    markdown::code(text)
}

/// The line in the spec, and the vendor's page.
pub(super) fn source(html: &mut Html, site: &Site<'_>, origin: &Origin) {
    html.element("p", &[("class", "source")], |html| {
        site.line(html, origin.line);
        if let Some(url) = &origin.docs_url {
            html.text(" ");
            html.link(url, "vendor's page");
        }
    });
}
