//! Resources, operations and how they travel.

use super::{
    Doc, Encoding, EvidenceNote, FieldName, Method, MethodName, Origin, Pagination, Presence,
    Quota, SecuritySet, Sending, Shape, TypeId, TypeName, TypeRef, Written, WrittenAnswer,
};

/// A handle on the client with its operations.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The accessor on the client and the module: `visits`.
    pub field: FieldName,
    /// The handle's type: `Visits`.
    pub name: TypeName,
    /// What it is.
    pub doc: Doc,
    /// Its operations, in document order.
    pub operations: Vec<Operation>,
}

/// One call.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The method on the handle: `list`.
    pub method_name: MethodName,
    /// The request type where there are optional parameters: `ListVisits`.
    pub type_name: TypeName,
    /// `operationId`, or what stands for it: shown in errors and findings.
    pub id: String,
    /// The HTTP method.
    pub http_method: Method,
    /// The path under the base URL, cut into pieces.
    pub path: Vec<Segment>,
    /// Values of the path, in path order: arguments.
    pub path_parameters: Vec<PathParameter>,
    /// Query, header and cookie parameters: required ones are arguments, optional ones setters.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub body: Option<Body>,
    /// What the call yields.
    pub output: Output,
    /// The bodies of its errors, where the spec describes them: one type, or one that goes by status.
    pub errors: Option<TypeRef>,
    /// The headers of its answer, as an object.
    pub headers: Option<TypeId>,
    /// What it asks for and sends besides what all calls do.
    pub negotiation: Negotiation,
    /// Where that sits in the body.
    pub envelope: Envelope,
    /// Errors.
    pub error_body: ErrorBody,
    /// How the list goes on.
    pub pagination: Pagination,
    /// Other ways to say "no such thing".
    pub not_found: NotFound,
    /// Whether it may be sent again.
    pub replay: Replay,
    /// The address that it is called at, where that is not the API's: whole, or the path on the API's own host, which begins with a
    /// slash. Without a closing slash.
    pub server: Option<String>,
    /// What lets it in, other than the API says.
    pub security: Option<Vec<SecuritySet>>,
    /// A quota of its own, besides the API's.
    pub quota: Option<Quota>,
    /// The vendor advises against it.
    pub deprecated: bool,
    /// The vendor has announced it and may not have it yet.
    pub announced: bool,
    /// What it does.
    pub doc: Doc,
    /// Where it comes from.
    pub origin: Origin,
    /// Where the key of its method begins, in bytes of the document: what tells it from all others.
    pub place: u32,
    /// What a caller must know about how it travels, one sentence each.
    pub notes: Vec<String>,
    /// What is not certain about it.
    pub evidence: Vec<EvidenceNote>,
    /// The answers that were written.
    pub answers: Vec<WrittenAnswer>,
}

impl Operation {
    /// The path as the spec writes it: `/visits/{ID}`.
    pub fn path_text(&self) -> String {
        self.path
            .iter()
            .map(|segment| match segment {
                Segment::Literal(text) => text.clone(),
                Segment::Parameter(name) => format!("{{{name}}}"),
            })
            .collect()
    }
}

/// What a call asks for and sends besides what all calls do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Negotiation {
    /// The media type to ask for, where it is JSON of another name.
    pub accept: Option<String>,
    /// JSON Pointer to the flag of the body that asks for a stream.
    pub stream_flag: Option<String>,
    /// It is a redirect that the call is made for.
    pub redirects: bool,
    /// It is a further call of an operation, with another media type.
    pub is_further: bool,
}

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text as it stands.
    Literal(String),
    /// The value of the path parameter with this wire name.
    Parameter(String),
}

/// A value in the path.
#[derive(Clone, Debug)]
pub struct PathParameter {
    /// The argument.
    pub field: FieldName,
    /// Its name in the path.
    pub wire: String,
    /// Its type.
    pub ty: TypeRef,
    /// How it travels.
    pub shape: Shape,
    /// How it goes into its place, where the API has another way.
    pub encoding: Option<Encoding>,
    /// What it is.
    pub doc: Doc,
    /// What was written about it.
    pub written: Written,
}

/// A query, header or cookie parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The setter or argument.
    pub field: FieldName,
    /// Its name on the wire.
    pub wire: String,
    /// Where it goes.
    pub place: ParameterPlace,
    /// Whether it must be given.
    pub presence: Presence,
    /// The one value that it can have, as a text: the call sends it by itself.
    pub fixed: Option<String>,
    /// Its type.
    pub ty: TypeRef,
    /// How it travels.
    pub shape: Shape,
    /// How it goes into its place, where the API has another way.
    pub encoding: Option<Encoding>,
    /// The vendor advises against it.
    pub deprecated: bool,
    /// What it is.
    pub doc: Doc,
    /// What was written about it.
    pub written: Written,
}

impl Parameter {
    /// Whether it is an argument of the method.
    pub fn is_argument(&self) -> bool {
        self.presence == Presence::Required && self.fixed.is_none()
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// The query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub struct Body {
    /// The argument.
    pub field: FieldName,
    /// Its type.
    pub ty: TypeRef,
    /// Whether it must be given.
    pub presence: Presence,
    /// How it is sent.
    pub sending: Sending,
    /// What it is.
    pub doc: Doc,
    /// What was written about it.
    pub written: Written,
}

/// What a call yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Nothing.
    Nothing,
    /// One value, with the wire rules it has where the envelope holds it.
    Value {
        /// Its type.
        ty: TypeRef,
        /// How it travels.
        shape: Shape,
        /// Null stands for "none": the call yields an `Option`.
        optional: bool,
    },
    /// A page of items.
    Page {
        /// The type of one item.
        item: TypeRef,
    },
    /// The whole body, which is a text.
    Text {
        /// Its media type.
        media: String,
    },
    /// Bytes, handed out while they come.
    Download {
        /// Their media types, as the `accept` header lists them.
        media: String,
    },
    /// Values one by one, handed out while they come.
    Events {
        /// The type of one of them.
        item: TypeRef,
        /// How it travels.
        shape: Shape,
        /// How the stream is made.
        stream: EventStream,
    },
}

/// How a stream of events is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventStream {
    /// Its media type.
    pub media: String,
    /// The data of an event is a text as it stands, not JSON.
    pub is_plain: bool,
    /// The data of the event that ends it.
    pub end: Option<String>,
    /// The name of the event that ends it.
    pub end_event: Option<String>,
    /// The name of the event that says that the vendor failed.
    pub error_event: Option<String>,
}

/// Where the value sits in a success body.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Envelope {
    /// JSON Pointer to the value; empty where the body is bare.
    pub data: String,
    /// JSON Pointer to the metadata.
    pub meta: Option<String>,
    /// JSON Pointers to an error inside a success.
    pub error: Vec<String>,
    /// What a success says of itself.
    pub success: Option<Success>,
}

/// A place of a success whose value is one of these; any other value is a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Success {
    /// JSON Pointer to the value.
    pub at: String,
    /// The values, as text.
    pub values: Vec<String>,
}

/// Where the parts of an error sit.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ErrorBody {
    /// JSON Pointers to a code.
    pub code: Vec<String>,
    /// JSON Pointers to a message.
    pub message: Vec<String>,
    /// JSON Pointers to the field at fault.
    pub field: Vec<String>,
    /// Errors of single elements inside a success: then the call yields a `Partial`.
    pub partial: Option<PartialErrors>,
}

/// A list of errors beside a success; pointers other than `at` start at one element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartialErrors {
    /// JSON Pointer to the list.
    pub at: String,
    /// JSON Pointer to the code.
    pub code: Option<String>,
    /// JSON Pointer to the message.
    pub message: Option<String>,
    /// JSON Pointer to the field.
    pub field: Option<String>,
}

/// Other ways to say "no such thing".
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct NotFound {
    /// Null where the value should be.
    pub null_data: bool,
    /// An empty list where the value should be.
    pub empty_list: bool,
    /// Statuses besides 404 and 410.
    pub statuses: Vec<u16>,
}

/// Whether a call may be sent again after it may have arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replay {
    /// Sending it twice is the same as once.
    Safe,
    /// Only where it was never received.
    Unsafe,
    /// Sending it twice is the same as once, for a key in this header.
    IdempotencyKey(String),
}
