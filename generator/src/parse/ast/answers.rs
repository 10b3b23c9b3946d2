//! Answers and their headers.

use super::{Additional, Entries, Evidence, MediaType, Schema, Text};
use crate::source::{Span, Spanned};

/// A response, or a reference to one.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// Where it stands.
    pub span: Span,
    /// `$ref`.
    pub reference: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `headers`.
    pub headers: Entries<Header>,
    /// All of them as one object, whose members are the headers; none where there is none that a caller could want.
    pub header_record: Option<Schema>,
    /// `content`, keyed by media type.
    pub content: Entries<MediaType>,
    /// `x-evidence`.
    pub evidence: Vec<Evidence>,
}

/// A response header, or a reference to one.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Where it stands.
    pub span: Span,
    /// `$ref`.
    pub reference: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `schema`.
    pub schema: Option<Schema>,
}

/// Headers that say how an answer travels, not what the vendor tells.
const TRANSPORT: [&str; 8] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "set-cookie",
    "trailer",
    "transfer-encoding",
];

/// What the object of all headers is.
const RECORD: &str = "Headers of an answer. What did not come, or is no such value, is not there.";

impl Response {
    /// Notes the headers as one object. They stand in the document at `pointer`.
    #[must_use]
    pub(in crate::parse) fn with_header_record(mut self, pointer: &str) -> Self {
        let told = |name: &str| !TRANSPORT.iter().any(|own| own.eq_ignore_ascii_case(name));
        let properties: Entries<Schema> = self
            .headers
            .iter()
            .filter(|(name, _)| told(&name.value))
            .map(|(name, header)| (name.clone(), header.member(pointer, name)))
            .collect();
        let place = properties.first().map(|(name, _)| name.span);
        self.header_record = place.map(|span| Schema {
            span,
            pointer: pointer.to_owned(),
            description: Some(Text::new(RECORD.to_owned(), span)),
            types: vec![Text::new("object".to_owned(), span)],
            additional: Some(Additional::Allowed(Spanned::new(false, span))),
            properties,
            ..Schema::default()
        });
        self
    }
}

impl Header {
    /// The header as a member of an object.
    fn member(&self, pointer: &str, name: &Text) -> Schema {
        let reference = self
            .reference
            .as_ref()
            .map(|reference| Text::new(format!("{}/schema", reference.value), reference.span));
        if let Some(schema) = &self.schema {
            return Schema {
                description: self.description.clone().or(schema.description.clone()),
                ..schema.clone()
            };
        }

        Schema {
            span: name.span,
            pointer: format!("{pointer}/{}", name.value),
            types: match reference {
                Some(_) => Vec::new(),
                None => vec![Text::new("string".to_owned(), name.span)],
            },
            reference,
            description: self.description.clone(),
            ..Schema::default()
        }
    }
}
