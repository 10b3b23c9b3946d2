//! What one call is: the request, what lets it in, what comes of it, which quirks are in force and which lines decide them.
//!
//! Everything is read off the model and off what `check` noted on its way; nothing is settled here a second time.

mod answer;
mod body;
mod example;
mod find;
mod json;
mod lists;
mod origins;
mod request;
mod security;
mod text;
mod words;

use crate::check::{self, NameLock};
use crate::diagnostic::Diagnostics;
use crate::load;
use crate::model::{Api, Operation, Resource};
use crate::parse;
use crate::source::Source;

/// What is told of a call, in sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// `operationId`, or what stands for it.
    pub id: String,
    /// `GET /visits`
    pub http: String,
    /// `client.visits().list()`
    pub rust: String,
    /// The document's path.
    pub path: String,
    /// The line of the call in it.
    pub line: usize,
    /// What the call does.
    pub summary: String,
    /// What is told, in the order it is read.
    pub sections: Vec<Section>,
}

/// What is told about one side of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its name for programs.
    pub key: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What is told.
    pub items: Vec<Item>,
}

/// One thing that is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What it is about; may be empty.
    pub name: String,
    /// What is said; may be empty.
    pub text: String,
    /// Lines as they stand, such as an example.
    pub block: Vec<String>,
    /// Lines of the document that say so.
    pub lines: Vec<Line>,
}

/// A line of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it does.
    pub role: Role,
    /// Its number, from 1.
    pub line: usize,
    /// Its text, without the blanks around it.
    pub text: String,
}

/// What a line of the document does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It holds.
    Holds,
    /// A narrower one holds instead.
    Loses,
    /// It says so.
    Says,
}

impl Item {
    fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            ..Self::default()
        }
    }
}

impl Explanation {
    /// As text for a terminal, at most 100 columns wide but for what has no blanks.
    pub fn to_text(&self) -> String {
        text::text(self)
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        json::json(self)
    }
}

/// Why a call is not explained.
#[derive(Clone, Debug)]
pub enum NotExplained {
    /// The document has errors.
    Faulty(Diagnostics),
    /// There is no such call.
    NoSuchCall {
        /// The one that is meant, as it would have to be written.
        meant: Option<String>,
        /// All calls: their ids, and what they are.
        known: Vec<(String, String)>,
    },
    /// The vendor describes the call and does not have it.
    Absent(String),
}

/// Explains the call that is named by its id, by method and path, or as it is called in Rust.
pub fn explain(
    source: &Source,
    lock: &NameLock,
    wanted: &str,
) -> Result<Explanation, NotExplained> {
    let mut diagnostics = Diagnostics::default();
    let Some(tree) = load::load(source, &mut diagnostics) else {
        return Err(NotExplained::Faulty(diagnostics));
    };
    let spec = parse::parse(&tree, &mut diagnostics);
    let mut reports = diagnostics.clone();
    let Some(checked) = check::check(&spec, source, lock, &mut reports) else {
        return Err(NotExplained::Faulty(reports));
    };
    let place = find::find(&checked.api, &spec, wanted)?;
    let Some((checked, trace)) =
        check::check_and_trace(&spec, source, lock, &mut diagnostics, place.key)
    else {
        return Err(NotExplained::Faulty(diagnostics));
    };
    let api = &checked.api;
    let Some((resource, operation)) = find::call(api, &place.http) else {
        return Err(find::unknown(api, wanted));
    };

    let mut sections = request::sections(api, operation);
    sections.push(security::section(api, operation));
    sections.extend(answer::sections(api, operation));
    sections.extend(origins::sections(source, api, operation, &trace));
    sections.retain(|section| !section.items.is_empty());

    Ok(Explanation {
        id: operation.id.clone(),
        http: place.http,
        rust: rust_call(api, resource, operation),
        path: source.path.clone(),
        line: operation.origin.line,
        summary: operation.doc.summary.clone(),
        sections,
    })
}

/// The call as it is written in Rust.
fn rust_call(api: &Api, resource: &Resource, operation: &Operation) -> String {
    crate::emit::call(api, resource, operation)
}
