//! The vendor's prose becomes documentation: a first sentence, the rest, and how sure it is.

mod html;
mod markdown;

use std::borrow::Cow;

use super::uses::Use;
use crate::model::{Doc, TypeName};
use crate::parse::quirk::{Evidence, Grade};

/// Prose as documentation.
pub(super) fn of_text(text: &str) -> Doc {
    let clean = markdown::clean(&html::to_markdown(text));
    let (paragraph, rest) = clean.split_once("\n\n").unwrap_or((clean.as_str(), ""));
    if starts_block(paragraph) {
        return Doc {
            details: clean,
            ..Doc::default()
        };
    }
    let line: Cow<'_, str> = if paragraph.contains('\n') {
        let lines: Vec<&str> = paragraph.lines().map(str::trim).collect();
        lines.join(" ").into()
    } else {
        paragraph.trim().into()
    };
    let (summary, remainder) = line.split_at(sentence_end(&line));
    let remainder = remainder.trim();
    let details = match (remainder.is_empty(), rest.is_empty()) {
        (true, _) => rest.trim_matches('\n').to_owned(),
        (false, true) => remainder.to_owned(),
        (false, false) => format!("{remainder}\n\n{}", rest.trim_matches('\n')),
    };

    Doc {
        summary: closed(summary.trim()),
        details,
        ..Doc::default()
    }
}

/// A title and a longer text as documentation; a plain sentence where there is neither.
pub(super) fn of_texts(title: Option<&str>, text: Option<&str>, otherwise: &str) -> Doc {
    of_texts_or(title, text, || otherwise.to_owned())
}

fn of_texts_or(title: Option<&str>, text: Option<&str>, otherwise: impl FnOnce() -> String) -> Doc {
    let text = text.map(of_text).filter(|doc| *doc != Doc::default());
    let title = title.map(of_text).filter(|doc| !doc.summary.is_empty());

    match (title, text) {
        (Some(title), Some(text)) if title.summary == text.summary => text,
        (Some(title), Some(text)) => {
            let parts = [title.details, text.summary, text.details];
            Doc {
                summary: title.summary,
                details: paragraphs(parts),
                ..Doc::default()
            }
        }
        (Some(title), None) => title,
        (None, Some(text)) if !text.summary.is_empty() => text,
        (None, Some(text)) => Doc {
            summary: otherwise(),
            ..text
        },
        (None, None) => Doc {
            summary: otherwise(),
            ..Doc::default()
        },
    }
}

/// The documentation of a type, by what was written where the schema stands.
pub(super) fn of_type(used: &Use<'_>, name: &TypeName) -> Doc {
    let target = used.target;
    let description = target.description.as_ref().map(|text| text.value.as_str());
    let title = target
        .title
        .as_ref()
        .map(|text| text.value.as_str())
        .filter(|_| description.is_none());
    let doc = of_texts_or(title, description, || format!("The type `{name}`."));

    with_evidence(doc, target.evidence.iter())
}

/// The documentation of a member. What is not certain about a schema that many members share is told once, for the API.
pub(super) fn of_member(used: &Use<'_>, wire: &str) -> Doc {
    let description = used.description().map(|text| text.value.as_str());
    let doc = of_texts_or(None, description, || {
        ["The ", &code(wire), " member."].concat()
    });

    with_evidence(doc, used.written().evidence.iter())
}

/// The documentation of all members that are not declared.
pub(super) fn of_additional(used: &Use<'_>) -> Doc {
    let description = used.written().description.as_ref();
    let description = description.map(|text| text.value.as_str());
    let doc = of_texts(None, description, "All other members, by their names.");

    with_evidence(doc, used.written().evidence.iter())
}

/// Adds how sure it is, as last paragraphs.
pub(super) fn with_evidence<'e>(mut doc: Doc, evidence: impl Iterator<Item = &'e Evidence>) -> Doc {
    for one in evidence {
        let text = evidence_text(one);
        let colon = if text.is_empty() { "." } else { ". " };
        doc.evidence
            .push(format!("Evidence: {}{colon}{text}", grade(one.grade)));
    }
    doc
}

/// What a piece of evidence says: the fact, what was chosen, the source.
pub(super) fn evidence_text(evidence: &Evidence) -> String {
    let sentence = |text: &Option<String>| {
        text.as_deref()
            .map(|text| closed(&markdown::clean(text).replace('\n', " ")))
    };
    let source = evidence
        .source
        .as_deref()
        .map(|source| format!("({})", markdown::clean(source).replace('\n', " ")));

    [sentence(&evidence.fact), sentence(&evidence.note), source]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The grade as the vocabulary writes it.
pub(super) fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Vendor => "vendor",
        Grade::ThirdParty => "third-party",
        Grade::Inferred => "inferred",
        Grade::Unknown => "unknown",
    }
}

/// A text in code font, whatever it holds.
pub(super) fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .collect();
    if text.trim().is_empty() {
        return "unnamed".to_owned();
    }
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

pub(super) fn paragraphs<const N: usize>(parts: [String; N]) -> String {
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn starts_block(paragraph: &str) -> bool {
    let numbered = paragraph.trim_start_matches(|digit: char| digit.is_ascii_digit());

    ["```", "- ", "* ", "+ ", "|", "> "]
        .iter()
        .any(|mark| paragraph.starts_with(mark))
        || (numbered.len() < paragraph.len()
            && (numbered.starts_with(". ") || numbered.starts_with(") ")))
}

/// What ends with a full stop that ends no sentence.
const ABBREVIATIONS: &[&str] = &["e.g", "i.e", "etc", "vs", "no", "approx", "incl", "resp"];

/// Where the first sentence ends: behind a full stop that a new sentence follows.
fn sentence_end(line: &str) -> usize {
    let mut in_code = false;
    for (index, byte) in line.bytes().enumerate() {
        match byte {
            b'`' => in_code = !in_code,
            b'.' | b'!' | b'?' if !in_code => {
                let (before, after) = (
                    line.get(..index).unwrap_or_default(),
                    line.get(index + 1..).unwrap_or_default(),
                );
                let starts_anew = after
                    .strip_prefix(' ')
                    .is_some_and(|next| !next.starts_with(|first: char| first.is_lowercase()));
                let abbreviated = || ABBREVIATIONS.iter().any(|short| ends_with(before, short));
                if starts_anew && !abbreviated() {
                    return index + 1;
                }
            }
            _ => {}
        }
    }
    line.len()
}

/// Whether a text ends so, in capitals or not.
fn ends_with(text: &str, end: &str) -> bool {
    text.len()
        .checked_sub(end.len())
        .and_then(|start| text.get(start..))
        .is_some_and(|found| found.eq_ignore_ascii_case(end))
}

/// As much of a text as is looked through for what ends something.
fn near(text: &str) -> &str {
    const FAR: usize = 8192;
    let is_near = |end: &usize| text.is_char_boundary(*end);
    let end = (0..=FAR.min(text.len())).rev().find(is_near);

    text.get(..end.unwrap_or_default()).unwrap_or(text)
}

/// The sentence with a full stop.
fn closed(sentence: &str) -> String {
    // What is emphasized, quoted or set aside may end the sentence inside.
    let words = sentence.trim_end_matches(['*', '_', '"', ')']);
    if sentence.is_empty() || words.ends_with(['.', '!', '?', ':']) {
        sentence.to_owned()
    } else {
        format!("{sentence}.")
    }
}

#[cfg(test)]
mod tests {
    use super::of_text;

    #[test]
    fn the_first_sentence_stands_alone() {
        for (text, summary, details) in [
            (
                "Lists visits. Newest first.",
                "Lists visits.",
                "Newest first.",
            ),
            ("Lists visits", "Lists visits.", ""),
            ("# Welcome!\n\nTo us", "**Welcome!**", "To us"),
            ("Lists all (or none).", "Lists all (or none).", ""),
            (
                "Uses e.g. Version 2 of it.\nMore.",
                "Uses e.g. Version 2 of it.",
                "More.",
            ),
            ("One\ntwo.\r\n\r\nThree.", "One two.", "Three."),
            ("- a\n- b", "", "- a\n- b"),
            ("", "", ""),
        ] {
            let doc = of_text(text);
            assert_eq!(
                (doc.summary.as_str(), doc.details.as_str()),
                (summary, details),
                "of {text:?}"
            );
        }
    }
}
