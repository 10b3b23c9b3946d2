//! What may go over the wire, as the document states it: every answer and request body with its whole envelope, every limit, with the
//! line that says so.
//!
//! Types are for callers: they hold what is inside an envelope, one Rust type for several wire forms, and no limit. Whoever plays the
//! vendor, or holds bytes against the document, needs the other view. So this is no part of [`super::Api`], and is made only for who
//! asks for it ([`crate::check::contract()`]). Schemas stand in an arena and refer to each other by index, circles included; the words are
//! those of JSON Schema 2020-12, whatever dialect the document is written in.

use super::{Json, Method, TimeFormat, View};

/// Everything that a document says of requests and answers.
#[derive(Clone, Debug, Default)]
pub struct Contract {
    /// The calls, in document order.
    pub calls: Vec<Call>,
    /// What the vendor sends on its own account, by the key in the document.
    pub events: Vec<(String, Body)>,
    schemas: Vec<Schema>,
}

/// An index that a [`Contract`] handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(usize);

impl SchemaId {
    /// The number of the schema in its contract, counted from 0.
    pub fn number(self) -> usize {
        self.0
    }
}

impl Contract {
    /// Adds a schema.
    pub fn add(&mut self, schema: Schema) -> SchemaId {
        self.schemas.push(schema);

        SchemaId(self.schemas.len() - 1)
    }

    /// The schema behind an index.
    #[expect(
        clippy::indexing_slicing,
        reason = "an index is only ever handed out by `add` of the same arena"
    )]
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0]
    }

    /// Replaces a schema that was added as a placeholder.
    #[expect(
        clippy::indexing_slicing,
        reason = "an index is only ever handed out by `add` of the same arena"
    )]
    pub fn set(&mut self, id: SchemaId, schema: Schema) {
        self.schemas[id.0] = schema;
    }

    /// All schemas with their indexes.
    pub fn schemas(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        self.schemas
            .iter()
            .enumerate()
            .map(|(index, schema)| (SchemaId(index), schema))
    }

    /// The schema that a chain of plain references comes to.
    pub fn resolved(&self, id: SchemaId) -> &Schema {
        let mut found = self.schema(id);
        // A circle of references says nothing; it ends where it has been round once.
        for _ in 0..self.schemas.len() {
            let Some(next) = found.reference else { break };
            found = self.schema(next);
        }

        found
    }

    /// What a document says of a call, by its method and its path as written.
    pub fn call(&self, method: Method, path: &str) -> Option<&Call> {
        self.calls
            .iter()
            .find(|call| call.method == method && call.path == path)
    }
}

/// What a document says of one call.
#[derive(Clone, Debug)]
pub struct Call {
    /// The HTTP method.
    pub method: Method,
    /// The path as the document writes it.
    pub path: String,
    /// The line of the call.
    pub line: usize,
    /// All parameters, those of the path item among them.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub body: Option<Body>,
    /// The answers, in document order.
    pub answers: Vec<Answer>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name as the document writes it.
    pub name: String,
    /// `path`, `query`, `querystring`, `header` or `cookie`.
    pub place: String,
    /// Whether it must be there.
    pub required: bool,
    /// What its value is.
    pub schema: Option<SchemaId>,
    /// The line that names it.
    pub line: usize,
}

/// A body.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Whether it must be there.
    pub required: bool,
    /// What it may be.
    pub contents: Vec<Content>,
    /// The line that names it.
    pub line: usize,
}

/// One media type of a body.
#[derive(Clone, Debug)]
pub struct Content {
    /// The media type as the document writes it; it may be a range.
    pub media: String,
    /// What the body is; nothing where the document does not say.
    pub schema: Option<SchemaId>,
    /// What each element of a stream is.
    pub item: Option<SchemaId>,
    /// A body that it may be.
    pub example: Option<Json>,
    /// The line that names it.
    pub line: usize,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status, a range of them (`4XX`), or `default`.
    pub status: String,
    /// What comes in the head: name, whether it must be there, what it is.
    pub headers: Vec<Header>,
    /// What the body may be; none where there is no body.
    pub contents: Vec<Content>,
    /// The line that names it.
    pub line: usize,
}

/// A header of an answer.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// What its value is.
    pub schema: Option<SchemaId>,
}

/// A schema. All that it says holds at once.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The line where it stands.
    pub line: usize,
    /// JSON Pointer of the place in its document.
    pub pointer: String,
    /// Its name under `components`, or in the member that it is of; empty where it has none.
    pub name: String,
    /// `$ref`; what stands beside it holds, too.
    pub reference: Option<SchemaId>,
    /// `type`; any kind of value where nothing is said.
    pub kinds: Vec<Kind>,
    /// `format`
    pub format: Option<String>,
    /// `const`
    pub constant: Option<Json>,
    /// `enum`; any value where it is empty.
    pub values: Vec<Json>,
    /// `properties`
    pub properties: Vec<(String, SchemaId)>,
    /// `patternProperties`
    pub pattern_properties: Vec<(String, SchemaId)>,
    /// `required`, each with its line.
    pub required: Vec<(String, usize)>,
    /// `additionalProperties`
    pub additional: Additional,
    /// `items`
    pub items: Option<SchemaId>,
    /// `prefixItems`
    pub prefix_items: Vec<SchemaId>,
    /// `contentSchema`: what a text holds, where it is the text of another value.
    pub content: Option<SchemaId>,
    /// `allOf`
    pub all_of: Vec<SchemaId>,
    /// `anyOf`
    pub any_of: Vec<SchemaId>,
    /// `oneOf`
    pub one_of: Vec<SchemaId>,
    /// Keywords with a schema that only check: `not`, `if`, `then`, `else`, `contains` and their kin.
    pub checks: Vec<(&'static str, SchemaId)>,
    /// Keywords with a value that only check: `maximum`, `pattern` and their kin, each with its line.
    pub limits: Vec<Limit>,
    /// `default`
    pub default: Option<Json>,
    /// `example`, or the first of `examples`
    pub example: Option<Json>,
    /// The vendor makes it: no request holds it.
    pub read_only: bool,
    /// No answer holds it.
    pub write_only: bool,
    /// Whether it is a secret.
    pub sensitive: bool,
    /// The wire forms that its value comes in, by the document's own words.
    pub views: Vec<View>,
    /// How a time is written, where it is not the plain way.
    pub time: Option<TimeFormat>,
}

impl Schema {
    /// The value of a limit, where it is a number.
    pub fn limit(&self, keyword: &str) -> Option<&Json> {
        let mut limits = self.limits.iter();

        limits
            .find(|limit| limit.keyword == keyword)
            .map(|limit| &limit.value)
    }

    /// The line that says a keyword; that of the schema where the keyword has none of its own.
    pub fn line_of(&self, keyword: &str) -> usize {
        let mut limits = self.limits.iter();
        let found = limits.find(|limit| limit.keyword == keyword);

        found.map_or(self.line, |limit| limit.line)
    }
}

/// A keyword that only checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The keyword.
    pub keyword: &'static str,
    /// Its value.
    pub value: Json,
    /// The line that says so.
    pub line: usize,
}

/// `additionalProperties`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Additional {
    /// Anything may stand there.
    #[default]
    Any,
    /// Nothing may: this line says so.
    None(usize),
    /// What fits may.
    Schema(SchemaId),
}

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

impl Kind {
    /// As JSON Schema writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Text => "string",
            Self::List => "array",
            Self::Object => "object",
        }
    }

    /// What JSON Schema writes so.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "null" => Self::Null,
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::Text,
            "array" => Self::List,
            "object" => Self::Object,
            _ => return None,
        })
    }
}
