//! What the author wrote, in its order: one tree shaped like OpenAPI 3.2, with places, `$ref` unresolved, quirks typed but not applied.

mod answers;
mod components;
mod inner;
mod made;
mod parts;
mod security;

pub use answers::{Header, Response};
pub use components::{Components, Folders};
pub use made::Made;
pub use parts::{Additional, Discriminator};
pub use security::{OAuthFlow, SecurityRequirement, SecurityScheme};

use crate::load::Value;
use crate::parse::quirk::{Evidence, Quirks};
use crate::source::{Span, Spanned};

/// A text with its place.
pub type Text = Spanned<String>;

/// Named entries in document order.
pub type Entries<T> = Vec<(Text, T)>;

/// A whole document.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// `info`.
    pub info: Info,
    /// `servers`.
    pub servers: Vec<Server>,
    /// Whether what is wrong with the servers was reported: nobody reports it again.
    pub servers_lost: bool,
    /// `security` at the document; `None` where it is not said.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `tags`, declared.
    pub tags: Vec<Tag>,
    /// `externalDocs.url`.
    pub external_docs: Option<Text>,
    /// `paths`.
    pub paths: Entries<PathItem>,
    /// `webhooks`.
    pub webhooks: Entries<Webhook>,
    /// `components`.
    pub components: Components,
    /// `x-quirks` at the document.
    pub quirks: Quirks,
    /// `x-evidence` at the document and at `info`.
    pub evidence: Vec<Evidence>,
    /// A schema that says nothing: stands where one is missing or cannot be followed.
    pub anything: Schema,
    /// Schemas that were made of others.
    pub made: Made,
}

/// `info`.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// Where it stands.
    pub span: Span,
    /// `title`.
    pub title: Option<Text>,
    /// `version` of the document.
    pub version: Option<Text>,
    /// `summary`.
    pub summary: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
}

/// One of `servers`.
#[derive(Clone, Debug)]
pub struct Server {
    /// `url`, variables unfilled.
    pub url: Text,
    /// `name`.
    pub name: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `variables`, by the names in the braces of `url`.
    pub variables: Entries<ServerVariable>,
}

/// One of `variables` of a server.
#[derive(Clone, Debug, Default)]
pub struct ServerVariable {
    /// `default`.
    pub default: Option<Text>,
    /// `enum`.
    pub values: Vec<Text>,
    /// `description`.
    pub description: Option<Text>,
}

/// One of `tags`.
#[derive(Clone, Debug)]
pub struct Tag {
    /// `name`.
    pub name: Text,
    /// `summary`.
    pub summary: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `externalDocs.url`.
    pub external_docs: Option<Text>,
}

/// The operations of one path.
#[derive(Clone, Debug, Default)]
pub struct PathItem {
    /// Where it stands.
    pub span: Span,
    /// The path as a lenient reader takes it; a strict one takes it as it is written.
    pub called: Option<String>,
    /// `parameters` shared by all operations.
    pub parameters: Vec<Parameter>,
    /// The operations, keyed by HTTP method: in lower case, and as written where it is none of those that have a key of their own.
    pub operations: Entries<Operation>,
    /// `servers`.
    pub servers: Vec<Server>,
    /// `x-quirks`.
    pub quirks: Quirks,
    /// `x-evidence`.
    pub evidence: Vec<Evidence>,
}

/// One operation.
#[derive(Clone, Debug, Default)]
pub struct Operation {
    /// Where it stands.
    pub span: Span,
    /// From there to its end.
    pub extent: Span,
    /// `operationId`.
    pub operation_id: Option<Text>,
    /// `tags`.
    pub tags: Vec<Text>,
    /// `summary`.
    pub summary: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `externalDocs.url`.
    pub external_docs: Option<Text>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `parameters`.
    pub parameters: Vec<Parameter>,
    /// `requestBody`.
    pub request_body: Option<RequestBody>,
    /// `responses`, keyed by status, range or `default`.
    pub responses: Entries<Response>,
    /// `security`; `None` where the document's holds.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `servers`.
    pub servers: Vec<Server>,
    /// `callbacks`.
    pub callbacks: Vec<Callback>,
    /// `x-quirks`.
    pub quirks: Quirks,
    /// `x-evidence`.
    pub evidence: Vec<Evidence>,
}

/// One of `webhooks`: what the vendor sends on its own account.
#[derive(Clone, Debug, Default)]
pub struct Webhook {
    /// Where it stands.
    pub span: Span,
    /// What it sends; `x-quirks` and `x-evidence` may stand there, too.
    pub operation: Operation,
    /// `x-quirks` beside the operation.
    pub quirks: Quirks,
    /// `x-evidence` beside the operation.
    pub evidence: Vec<Evidence>,
}

/// What the vendor sends because of one call, to an address that this call tells.
#[derive(Clone, Debug)]
pub struct Callback {
    /// Where it is written, which is one place for all calls that refer to it.
    pub pointer: String,
    /// Its key among `callbacks`.
    pub name: Text,
    /// The runtime expression that leads to the address.
    pub expression: Text,
    /// The HTTP method, as the key of a path has it.
    pub method: Text,
    /// What is sent.
    pub webhook: Webhook,
}

/// One parameter, or a reference to one.
#[derive(Clone, Debug, Default)]
pub struct Parameter {
    /// Where it stands.
    pub span: Span,
    /// `$ref`; then nothing else is said here.
    pub reference: Option<Text>,
    /// `name`.
    pub name: Option<Text>,
    /// `in`: path, query, header, cookie, querystring.
    pub location: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `style`.
    pub style: Option<Text>,
    /// `explode`.
    pub explode: Option<Spanned<bool>>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// `schema`.
    pub schema: Option<Schema>,
    /// `content`.
    pub content: Entries<MediaType>,
    /// `example` or the first of `examples`.
    pub example: Option<Value>,
    /// `x-quirks`.
    pub quirks: Quirks,
    /// `x-evidence`.
    pub evidence: Vec<Evidence>,
}

/// A request body, or a reference to one.
#[derive(Clone, Debug, Default)]
pub struct RequestBody {
    /// Where it stands.
    pub span: Span,
    /// `$ref`.
    pub reference: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `required`.
    pub required: bool,
    /// `content`, keyed by media type.
    pub content: Entries<MediaType>,
    /// `x-quirks`.
    pub quirks: Quirks,
    /// `x-evidence`.
    pub evidence: Vec<Evidence>,
}

/// One media type of a body.
#[derive(Clone, Debug, Default)]
pub struct MediaType {
    /// Where it stands.
    pub span: Span,
    /// `schema`.
    pub schema: Option<Schema>,
    /// `itemSchema`, of streams.
    pub item_schema: Option<Schema>,
    /// `encoding`, keyed by the members of a form or of parts.
    pub encoding: Entries<PropertyEncoding>,
    /// `example` or the first of `examples`.
    pub example: Option<Value>,
}

/// How one member of a form or of parts is written.
#[derive(Clone, Debug, Default)]
pub struct PropertyEncoding {
    /// `contentType`.
    pub content_type: Option<Text>,
    /// `style`.
    pub style: Option<Text>,
    /// `explode`.
    pub explode: Option<Spanned<bool>>,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

/// A schema. Keywords that only validate are kept for people; keywords nobody reads are reported by the parser.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Where it stands.
    pub span: Span,
    /// JSON Pointer of the schema in its document, for the name lock and for messages.
    pub pointer: String,
    /// `$ref`.
    pub reference: Option<Text>,
    /// `type`, one or several, `null` among them where it may be null; empty where not said.
    pub types: Vec<Text>,
    /// `format`.
    pub format: Option<Text>,
    /// `title`.
    pub title: Option<Text>,
    /// `description`.
    pub description: Option<Text>,
    /// `contentMediaType`.
    pub content_media_type: Option<Text>,
    /// `contentEncoding`.
    pub content_encoding: Option<Text>,
    /// `default`.
    pub default: Option<Spanned<Value>>,
    /// `const`.
    pub constant: Option<Spanned<Value>>,
    /// `enum`.
    pub enumeration: Vec<Spanned<Value>>,
    /// `properties`.
    pub properties: Entries<Schema>,
    /// `required`.
    pub required: Vec<Text>,
    /// `additionalProperties`.
    pub additional: Option<Additional>,
    /// `items`.
    pub items: Option<Box<Schema>>,
    /// `contentSchema`, of texts that hold another document.
    pub content_schema: Option<Box<Schema>>,
    /// `prefixItems`.
    pub prefix_items: Vec<Schema>,
    /// `allOf`.
    pub all_of: Vec<Schema>,
    /// `oneOf`.
    pub one_of: Vec<Schema>,
    /// `anyOf`.
    pub any_of: Vec<Schema>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `example` or the first of `examples`.
    pub example: Option<Value>,
    /// Keywords that only validate, with their values.
    pub limits: Vec<(&'static str, Spanned<Value>)>,
    /// Keywords that only validate, with their schemas.
    pub checks: Vec<(&'static str, Schema)>,
    /// `patternProperties`
    pub pattern_properties: Entries<Schema>,
    /// `dependentSchemas`: what else holds where a member is there.
    pub dependent: Entries<Schema>,
    /// `x-quirks`.
    pub quirks: Quirks,
    /// `x-evidence`.
    pub evidence: Vec<Evidence>,
}
