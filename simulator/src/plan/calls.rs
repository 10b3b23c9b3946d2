//! The calls of a document as the plan looks at them: the pieces of the path, what is sent, what is told.

use brogue_generator::model::contract::{Answer, Body, Call, Contract, SchemaId};
use brogue_generator::model::{Method, Operation, Pagination, Segment};

use super::schemas;
use crate::vendor::OperationId;

/// A piece of a path, between slashes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Piece {
    /// A word.
    Text(String),
    /// The value of a parameter.
    Value(String),
}

/// What is told in a success.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    /// What the list is of, where it is or may be one.
    pub(crate) list: Option<SchemaId>,
    /// The object, where it is or may be one.
    pub(crate) object: Option<SchemaId>,
    /// Whether a success says that something was made: 201.
    pub(crate) is_made: bool,
}

/// What is sent.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sent {
    /// The whole body.
    pub(crate) whole: Option<SchemaId>,
    /// The elements of the list that it is, or holds as its only member.
    pub(crate) elements: Option<SchemaId>,
    /// Whether there is a file in it.
    pub(crate) has_file: bool,
}

/// One call.
#[derive(Clone, Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) id: OperationId,
    pub(crate) operation: &'a Operation,
    pub(crate) call: Option<&'a Call>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) told: Told,
    pub(crate) sent: Sent,
}

impl Seen<'_> {
    /// The value that the path ends with, where it does.
    pub(crate) fn last_value(&self) -> Option<&str> {
        match self.pieces.last() {
            Some(Piece::Value(name)) => Some(name),
            _ => None,
        }
    }

    /// The path without its last piece.
    pub(crate) fn prefix(&self) -> &[Piece] {
        self.pieces.split_last().map_or(&[], |(_, before)| before)
    }

    /// Whether it only asks.
    pub(crate) fn is_read(&self) -> bool {
        matches!(self.operation.http_method, Method::Get | Method::Head)
    }

    /// What a parameter of the path is.
    pub(crate) fn path_schema(&self, name: &str) -> Option<SchemaId> {
        let parameters = &self.call?.parameters;
        let mut found = parameters
            .iter()
            .filter(|parameter| parameter.place == "path" && parameter.name == name);

        found.next()?.schema
    }
}

/// A path in pieces. What stands behind a value without a slash (`/{id}:cancel`) is a piece of its own.
pub(crate) fn pieces(path: &[Segment]) -> Vec<Piece> {
    let mut all = Vec::new();
    for segment in path {
        match segment {
            Segment::Parameter(name) => all.push(Piece::Value(name.clone())),
            Segment::Literal(text) => all.extend(
                text.split(['/', ':'])
                    .filter(|word| !word.is_empty())
                    .map(|word| Piece::Text(word.to_owned())),
            ),
        }
    }

    all
}

/// What a call tells.
pub(crate) fn told(contract: &Contract, operation: &Operation, call: Option<&Call>) -> Told {
    let Some(answer) = call.and_then(success) else {
        return Told::default();
    };
    let is_made = answer.status == "201";
    let whole = answer.contents.iter().find_map(|content| content.schema);
    let Some(whole) = whole else {
        return Told {
            is_made,
            ..Told::default()
        };
    };
    let data = schemas::at(contract, whole, &operation.envelope.data);
    let items = match &operation.pagination {
        Pagination::Pages(pages) => schemas::at(contract, whole, &pages.items),
        Pagination::Unknown { items } => schemas::at(contract, whole, items),
        Pagination::None => data,
    };

    Told {
        list: items.and_then(|items| schemas::list_item(contract, items)),
        object: data.and_then(|data| schemas::object(contract, data)),
        is_made,
    }
}

/// What a call is sent.
pub(crate) fn sent(contract: &Contract, call: Option<&Call>) -> Sent {
    let body: Option<&Body> = call.and_then(|call| call.body.as_ref());
    let contents = body.map_or(&[][..], |body| &body.contents);
    let Some(whole) = contents.iter().find_map(|content| content.schema) else {
        return Sent::default();
    };
    let members = schemas::members(contract, whole);
    let is_file = |schema: SchemaId| {
        schemas::said(contract, schema, |schema| {
            (schema.format.as_deref() == Some("binary")).then_some(())
        })
        .is_some()
    };
    let elements = schemas::list_item(contract, whole).or_else(|| match members.as_slice() {
        [only] => schemas::list_item(contract, only.schema),
        _ => None,
    });

    Sent {
        whole: Some(whole),
        elements,
        has_file: members
            .iter()
            .any(|member| member.required && is_file(member.schema)),
    }
}

/// The answer of a success: JSON where there is some.
fn success(call: &Call) -> Option<&Answer> {
    let is_json = |answer: &&Answer| {
        answer
            .contents
            .iter()
            .any(|content| content.media.contains("json"))
    };
    let successes = || {
        call.answers
            .iter()
            .filter(|answer| answer.status.starts_with('2'))
    };

    successes().find(is_json).or_else(|| successes().next())
}
