//! What will be built: an API in the words of Rust and HTTP, none of OpenAPI. Resolved, named, ordered.
//!
//! `check` is its only builder; emit, the simulator and the documentation read it. A value of this model needs no lookup that can
//! fail, no default and no guess: every name is a checked identifier, every type is an index that its [`Types`] handed out.
//!
//! - An [`Api`] becomes one crate with one client. Its [`Resource`]s become handles on the client, their [`Operation`]s methods.
//! - A type has a direction already: where request and response differ there are two [`TypeDef`]s.
//! - [`Shape`] and [`Member`] say how a value travels; they are printed into constant tables in generated code, and read directly by
//!   whoever walks bodies without generated types.
//! - Everything a reader may ask "says who?" about has an [`Origin`].

pub(crate) mod case;
mod census;
pub mod contract;
mod credential;
mod decision;
mod encoding;
mod method;
mod names;
mod operation;
mod pagination;
mod server;
mod shape;
mod types;
mod webhook;
mod written;

pub use census::{Census, CensusPlace};
pub use credential::{
    ClientPlace, CodeFlow, CodeYields, Credential, DeviceFlow, OAuth, Pkce, Revocation,
    RevocationMethod, SchemeUse, SecuritySet, TokenBody, TokenField, TokenLifetime, TokenRequest,
    TokenValue, have_same_schemes,
};
pub use decision::{Decision, Mark, ValueKind, decide};
pub use encoding::{
    Encoding, EncodingPlace, Encodings, Escape, Field, Fields, PathStyle, QueryStyle, Sending,
};
pub use method::{Method, Token};
pub use names::{CrateName, FieldName, MethodName, TypeName, VariantName};
pub use operation::{
    Body, Envelope, ErrorBody, EventStream, Negotiation, NotFound, Operation, Output, Parameter,
    ParameterPlace, PartialErrors, PathParameter, Replay, Resource, Segment, Success,
};
pub use pagination::{PagedBy, Pages, Pagination};
pub use server::{Server, ServerPiece, ServerVariable};
pub use shape::{Form, Shape, TimeFormat, View, Zone};
pub use types::{
    ByStatus, Member, Newtype, Presence, Primitive, StatusCase, Struct, StructUse, TextEnum,
    TypeDef, TypeId, TypeKind, TypeModule, TypeRef, Types, Union, UnionTag, Variant,
};
pub use webhook::{
    Delivery, EventTag, KeyText, Serialization, Signature, SignatureEncoding, SignaturePart,
    SignaturePlace, SignatureSecret, TimestampUnit, Trigger, WebhookEvent, Webhooks,
};
pub use written::{Json, Written, WrittenAnswer};

/// A whole API: one crate, one client.
#[derive(Clone, Debug)]
pub struct Api {
    /// The name of the crate, also of its folder.
    pub crate_name: CrateName,
    /// The spec it was made from, as shown to people: `specs/acme.yaml`.
    pub spec_path: String,
    /// The API's own name, for prose: `Acme`.
    pub title: String,
    /// What the API is.
    pub doc: Doc,
    /// The version the document gives itself.
    pub version: String,
    /// The vendor's documentation.
    pub docs_url: Option<String>,
    /// The base of every path, without a closing slash.
    pub base_url: String,
    /// What is said of that address, as Markdown.
    pub base_url_doc: String,
    /// Servers that a caller can choose from; none where there is no choice.
    pub servers: Vec<Server>,
    /// Handles on the client, in document order.
    pub resources: Vec<Resource>,
    /// All types.
    pub types: Types,
    /// The modules that the types stand in, in the order of their names.
    pub type_modules: Vec<TypeModule>,
    /// Whether each resource, and what the vendor sends, is a feature of the crate.
    pub has_features: bool,
    /// What the vendor sends on its own account.
    pub webhooks: Option<Webhooks>,
    /// What the vendor sends because of a call, to an address that the call tells.
    pub callbacks: Option<Webhooks>,
    /// Credentials the API takes; empty where it takes none.
    pub credentials: Vec<Credential>,
    /// What the document says of them, by the names of their schemes; nothing where it says nothing.
    pub credential_docs: Vec<(String, Doc)>,
    /// Which of them let a call in, where it is not just any one of them.
    pub security: Option<Vec<SecuritySet>>,
    /// The quota that all calls share.
    pub quota: Option<Quota>,
    /// The error body that holds where an operation says nothing else.
    pub error_body: ErrorBody,
    /// The envelope that holds for calls to undeclared paths.
    pub envelope: Envelope,
    /// How values go into paths, queries and forms where nothing else is said.
    pub encodings: Encodings,
    /// How lists of undeclared paths go on.
    pub pagination: Pagination,
    /// Calls that the vendor describes and does not have.
    pub absent: Vec<AbsentCall>,
    /// Whether every PUT changes only what is sent.
    pub partial_puts: bool,
    /// The quirks in force, in plain words, for the README.
    pub quirks: Vec<QuirkNote>,
    /// What is not certain.
    pub evidence: Vec<EvidenceNote>,
    /// What became of the places where values stand.
    pub census: Census,
}

impl Api {
    /// The base of an operation's path: that of the API, or that of its own server.
    pub fn base_of(&self, operation: &Operation) -> String {
        let Some(server) = &operation.server else {
            return self.base_url.clone();
        };
        if !server.is_empty() && !server.starts_with('/') {
            return server.clone();
        }
        let base = &self.base_url;
        let host = base.find("://").map_or(0, |scheme| scheme + 3);
        let path = base.get(host..).and_then(|rest| rest.find('/'));
        let origin = path.and_then(|path| base.get(..host + path));

        format!("{}{server}", origin.unwrap_or(base))
    }
}

/// Prose that is clean Markdown for rustdoc: first a line that stands alone, then the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// One sentence.
    pub summary: String,
    /// Paragraphs after it, without a leading or closing blank line; may be empty.
    pub details: String,
    /// How sure it is: paragraphs that come last.
    pub evidence: Vec<String>,
}

/// Where something comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The line in the spec.
    pub line: usize,
    /// The vendor's page.
    pub docs_url: Option<String>,
}

/// A call that the vendor describes and does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsentCall {
    /// `GET /visits/{ID}/photos`
    pub place: String,
    /// What it would do.
    pub doc: Doc,
    /// The vendor's own page about it.
    pub docs_url: Option<String>,
}

/// A quirk in force, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuirkNote {
    /// The word.
    pub word: &'static str,
    /// Where it holds: `all calls`, `GET /visits`, `Visit.closed`.
    pub place: String,
    /// What it means for a caller, one sentence.
    pub meaning: String,
}

/// A fact that is not simply documented, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceNote {
    /// What it is about: `all calls`, `GET /visits`, `Visit.closed`.
    pub place: String,
    /// `vendor`, `third-party`, `inferred`, `unknown`.
    pub grade: &'static str,
    /// One or more sentences: the fact, what was chosen, the source.
    pub text: String,
    /// The line in the spec that says so.
    pub line: usize,
}

/// The vendor's quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Windows that all hold at once.
    pub windows: Vec<QuotaWindow>,
    /// What is counted by.
    pub scope: QuotaScope,
    /// The header with the requests that a whole window allows.
    pub limit_header: Option<String>,
    /// The header with the requests left.
    pub remaining_header: Option<String>,
    /// The header that says when the window ends.
    pub reset_header: Option<String>,
    /// How it says so.
    pub reset_form: ResetForm,
}

impl Quota {
    /// `1 request in 1 second, 60 requests in 1 minute and 5000 requests in 1 day`
    pub fn in_words(&self) -> String {
        let windows: Vec<String> = self.windows.iter().map(QuotaWindow::in_words).collect();

        match windows.as_slice() {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }
}

/// What a quota is counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuotaScope {
    /// Each credential has its own.
    Credential,
    /// All credentials of a client together.
    Client,
    /// Each value of the parameter of this wire name has its own.
    Parameter(String),
}

/// So many requests in so much time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotaWindow {
    /// How many requests.
    pub requests: u32,
    /// In how many milliseconds.
    pub milliseconds: u64,
}

impl QuotaWindow {
    /// `100 requests in 10 seconds`
    pub fn in_words(&self) -> String {
        let requests = self.requests;
        let plural = if requests == 1 { "" } else { "s" };

        format!(
            "{requests} request{plural} in {}",
            time_in_words(self.milliseconds)
        )
    }
}

/// `10 seconds`
pub fn time_in_words(milliseconds: u64) -> String {
    let units = [
        (86_400_000, "day"),
        (3_600_000, "hour"),
        (60_000, "minute"),
        (1_000, "second"),
        (1, "millisecond"),
    ];
    let (size, unit) = units
        .into_iter()
        .find(|(size, _)| milliseconds >= *size && milliseconds.is_multiple_of(*size))
        .unwrap_or((1, "millisecond"));
    let count = milliseconds / size;
    let plural = if count == 1 { "" } else { "s" };

    format!("{count} {unit}{plural}")
}

/// How a header says when a window ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetForm {
    /// Seconds from now.
    Seconds,
    /// Milliseconds from now.
    Milliseconds,
    /// Seconds since 1970.
    UnixTime,
    /// Milliseconds since 1970.
    UnixMilliseconds,
    /// An HTTP date.
    HttpDate,
    /// A date-time of RFC 3339.
    DateTime,
}
