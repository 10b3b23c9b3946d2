//! `consumes` and `produces`: the media types of bodies, forms and answers.

use super::super::ast::{Entries, MediaType, Schema, Text};
use super::super::input::Input;
use super::super::reader::MapReader;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// How many media types are looked at: each has a schema of its own in OpenAPI 3, and one list may hold for a whole document.
const MAX_NAMES: usize = 16;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data";

/// The media types that are listed; none where nothing is said.
#[derive(Clone, Default)]
pub(super) struct MediaTypes {
    names: Vec<Text>,
}

impl MediaTypes {
    /// Reads a list, each media type once.
    pub(super) fn read(map: &mut MapReader<'_, '_>, key: &'static str) -> Self {
        let mut names: Vec<Text> = Vec::new();
        for name in map.texts(key, key) {
            if names.iter().any(|known| known.value == name.value) {
                continue;
            }
            if names.len() == MAX_NAMES {
                let message = format!("`{key}` lists more than {MAX_NAMES} media types");
                let report = Diagnostic::new(Code::NotGenerated, name.span, message);
                let help = "list those that the client shall send or take";
                map.input
                    .report(report.label("left out from here on").help(help));
                break;
            }
            names.push(name);
        }

        Self { names }
    }

    /// Those of an operation, or else those of the document. A list without anything in it stands against the document's as well.
    pub(super) fn of_operation(
        map: &mut MapReader<'_, '_>,
        key: &'static str,
        usual: &Self,
    ) -> Self {
        match map.get(key) {
            Some(_) => Self::read(map, key),
            None => usual.clone(),
        }
    }

    /// Whether these are the same media types as others.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let names = |types: &Self| -> Vec<String> {
            types.names.iter().map(|name| name.value.clone()).collect()
        };

        names(self) == names(other)
    }

    /// Whether only forms are listed.
    pub(super) fn is_form(&self) -> bool {
        !self.names.is_empty() && self.names.iter().all(is_form)
    }

    /// Of a body: what is no form. A list often stands for all operations of a document, those with forms, too.
    pub(super) fn of_body(&self, place: Span) -> Vec<Text> {
        let is_mixed = !self.is_form();
        let names = self.names.iter();
        let names: Vec<Text> = names
            .filter(|name| !(is_mixed && is_form(name)))
            .cloned()
            .collect();

        or_json(names, place)
    }

    /// Of a form: what is one. A file needs parts.
    pub(super) fn of_form(&self, input: &Input<'_>, file: Option<Span>, place: Span) -> Vec<Text> {
        let forms = self.names.iter().filter(|name| is_form(name));
        let forms: Vec<Text> = forms.cloned().collect();
        let Some(file) = file else {
            return match &*forms {
                [] => vec![Text::new(FORM.to_owned(), place)],
                _ => forms,
            };
        };
        let parts: Vec<Text> = forms
            .iter()
            .filter(|name| essence(name) == PARTS)
            .cloned()
            .collect();
        if let (Some(form), true) = (forms.first(), parts.is_empty()) {
            let message = "a file goes in parts, and only a form without them is taken";
            input.report(
                Diagnostic::new(Code::Approximated, form.span, message)
                    .label(format!("sent as `{PARTS}`"))
                    .also(file, "the file")
                    .help(format!("write `consumes: [{PARTS}]`")),
            );
        }
        match &*parts {
            [] => vec![Text::new(
                PARTS.to_owned(),
                forms.first().map_or(place, |form| form.span),
            )],
            _ => parts,
        }
    }

    /// Of an answer.
    pub(super) fn of_answer(&self, place: Span) -> Vec<Text> {
        or_json(self.names.clone(), place)
    }
}

/// One schema under several media types.
pub(super) fn content(names: Vec<Text>, media: &MediaType) -> Entries<MediaType> {
    let entries = names.into_iter();

    entries
        .map(|name| {
            let media = MediaType {
                span: name.span,
                ..media.clone()
            };
            (name, media)
        })
        .collect()
}

/// A media type of a schema.
pub(super) fn of_schema(schema: Option<Schema>) -> MediaType {
    MediaType {
        schema,
        ..MediaType::default()
    }
}

fn or_json(names: Vec<Text>, place: Span) -> Vec<Text> {
    match &*names {
        [] => vec![Text::new(JSON.to_owned(), place)],
        _ => names,
    }
}

fn is_form(name: &Text) -> bool {
    matches!(essence(name).as_str(), FORM | PARTS)
}

/// The media type in small letters, without its parameters.
pub(super) fn essence(name: &Text) -> String {
    let essence = name.value.split(';').next().unwrap_or_default();

    essence.trim().to_lowercase()
}
