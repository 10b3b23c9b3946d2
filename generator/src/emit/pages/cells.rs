//! Small parts of pages: tables that a phone shows as cards, lists, where something comes from.

use crate::emit::markdown;
use crate::model::{Doc, Origin, Written};

use super::html::Html;
use super::site::Site;
use super::{json, prose};

/// A table with heads and a caption; `rows` adds its rows.
pub(super) fn table(html: &mut Html, caption: &str, heads: &[&str], rows: impl FnOnce(&mut Html)) {
    html.element("table", &[], |html| {
        html.words("caption", &[], caption);
        html.element("thead", &[], |html| {
            html.element("tr", &[], |html| {
                for head in heads {
                    html.words("th", &[("scope", "col")], head);
                }
            });
        });
        html.element("tbody", &[], rows);
    });
}

/// A cell; `head` stands before it where there is no room for heads.
pub(super) fn cell(html: &mut Html, head: &str, body: impl FnOnce(&mut Html)) {
    html.element("td", &[("data-head", head)], |html| {
        html.element("div", &[], body);
    });
}

/// What a value is, in the cell of a table: the first sentence and what goes on in the same paragraph are one.
pub(super) fn doc(html: &mut Html, doc: &Doc) {
    let goes_on = doc
        .details
        .starts_with(|first: char| first.is_alphanumeric() || matches!(first, '`' | '"' | '('));
    let gap = if goes_on { " " } else { "\n\n" };
    prose::blocks(html, format!("{}{gap}{}", doc.summary, doc.details).trim());
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
