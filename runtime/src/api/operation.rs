//! One operation.

use super::{Answers, Envelope, ErrorBody, NotFound, Pagination, PartialErrors, Quota};
use crate::codec::Shape;
use crate::envelope::Survey;

/// One operation of an API: method, path and what is special about its answers.
///
/// # Examples
///
/// ```
/// use brogue_runtime::api::{Envelope, NotFound, Operation};
///
/// static GET: Operation = Operation::get("getThing", "/things/{id}")
///     .envelope(Envelope::at("/thing"))
///     .not_found(NotFound::new().null_data());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) shape: Shape,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) error_body: Option<ErrorBody>,
    pub(crate) partial_errors: Option<PartialErrors>,
    pub(crate) pagination: Pagination,
    pub(crate) not_found: NotFound,
    pub(crate) replay: Replay,
    pub(crate) quota: Option<Quota>,
    pub(crate) security: Option<&'static [&'static [&'static str]]>,
    pub(crate) server: Option<&'static str>,
    pub(crate) answers: Option<Answers>,
    pub(crate) accept: &'static str,
    pub(crate) stream_flag: Option<&'static str>,
    pub(crate) redirects: bool,
    /// What finds the rest of a success that may say more than its value.
    pub(crate) survey: Option<Survey>,
}

impl Operation {
    /// An operation of any method. It may be sent again where HTTP calls the method idempotent.
    pub const fn new(method: Method, id: &'static str, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            shape: Shape::PLAIN,
            envelope: None,
            error_body: None,
            partial_errors: None,
            pagination: Pagination::NONE,
            not_found: NotFound::NONE,
            replay: method.replay(),
            quota: None,
            security: None,
            server: None,
            answers: None,
            accept: "application/json",
            stream_flag: None,
            redirects: false,
            survey: if path.is_empty() {
                Some(Survey::ALL)
            } else {
                None
            },
        }
    }

    /// A `GET`.
    pub const fn get(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::Get, id, path)
    }

    /// A `PUT`.
    pub const fn put(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::Put, id, path)
    }

    /// A `POST`.
    pub const fn post(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::Post, id, path)
    }

    /// A `DELETE`.
    pub const fn delete(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::Delete, id, path)
    }

    /// An `OPTIONS`.
    pub const fn options(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::Options, id, path)
    }

    /// A `HEAD`.
    pub const fn head(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::Head, id, path)
    }

    /// A `PATCH`.
    pub const fn patch(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::Patch, id, path)
    }

    /// A `TRACE`.
    pub const fn trace(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::Trace, id, path)
    }

    /// A `QUERY`.
    pub const fn query(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::Query, id, path)
    }

    /// One of another method, which may be sent again only where it was certainly not carried out, unless the method only reads.
    pub const fn other(method: &'static str, id: &'static str, path: &'static str) -> Self {
        Self::new(Method::Other(method), id, path)
    }

    /// Whether it stands for calls to paths that the spec does not declare.
    pub(crate) const fn is_undeclared(&self) -> bool {
        self.path.is_empty()
    }

    /// How the value travels where the envelope holds it.
    #[must_use]
    pub const fn value(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    /// What its success is made of, where that is not JSON.
    #[must_use]
    pub const fn answers(mut self, answers: Answers) -> Self {
        self.answers = Some(answers);
        self
    }

    /// The media type that it asks for, where its success is JSON of another name.
    #[must_use]
    pub const fn accept(mut self, media_type: &'static str) -> Self {
        self.accept = media_type;
        self
    }

    /// JSON Pointer to the flag of its body that asks for a stream: it is sent as `true`, whatever the body says.
    #[must_use]
    pub const fn stream_flag(mut self, pointer: &'static str) -> Self {
        self.stream_flag = Some(pointer);
        self
    }

    /// A redirect is its success. It is not followed: the headers tell where it leads.
    #[must_use]
    pub const fn redirects(mut self) -> Self {
        self.redirects = true;
        self
    }

    /// Where the value sits, other than the API says.
    #[must_use]
    pub const fn envelope(mut self, envelope: Envelope) -> Self {
        self.envelope = Some(envelope);
        self.surveyed()
    }

    /// Where the parts of an error sit, other than the API says.
    #[must_use]
    pub const fn error_body(mut self, error_body: ErrorBody) -> Self {
        self.error_body = Some(error_body);
        self
    }

    /// Errors of single elements beside a success: the call yields a [`Partial`](crate::Partial).
    #[must_use]
    pub const fn partial_errors(mut self, partial_errors: PartialErrors) -> Self {
        self.partial_errors = Some(partial_errors);
        self.surveyed()
    }

    /// How its list goes on.
    #[must_use]
    pub const fn pagination(mut self, pagination: Pagination) -> Self {
        self.pagination = pagination;
        self.surveyed()
    }

    /// Its other ways to say "no such thing".
    #[must_use]
    pub const fn not_found(mut self, not_found: NotFound) -> Self {
        self.not_found = not_found;
        self.surveyed()
    }

    /// Names what finds the rest of a success where there may be more than its value.
    const fn surveyed(mut self) -> Self {
        let envelope_says_more = match &self.envelope {
            Some(envelope) => envelope.says_more(),
            None => false,
        };
        if envelope_says_more || self.says_more() || self.pagination.says_more() {
            self.survey = Some(Survey::ALL);
        }
        self
    }

    /// Whether its success may say more than its value, or its value something that has to be known before it is read.
    pub(crate) const fn says_more(&self) -> bool {
        self.is_undeclared()
            || self.partial_errors.is_some()
            || self.not_found.null_data
            || self.not_found.empty_list
    }

    /// Whether it may be sent again, other than its method says.
    #[must_use]
    pub const fn replay(mut self, replay: Replay) -> Self {
        self.replay = replay;
        self
    }

    /// A quota of its own, which holds besides the API's.
    #[must_use]
    pub const fn quota(mut self, quota: Quota) -> Self {
        self.quota = Some(quota);
        self
    }

    /// Where it is called, other than at the API's base URL: a whole address, or the path on the host of the base URL, which begins with `/`.
    /// A caller who sets the base URL takes calls with a whole address there, too, unless
    /// [`server_url`](crate::ClientBuilder::server_url) names another place for them. It has no closing slash.
    #[must_use]
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// Which credentials let it in, other than the API says: any one of these sets of schemes, with all that is in it. No set at all, or an
    /// empty one, asks for none.
    #[must_use]
    pub const fn security(mut self, sets: &'static [&'static [&'static str]]) -> Self {
        self.security = Some(sets);
        self
    }
}

/// Whether a call may be sent again after it may have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// Sending it twice is the same as once.
    Safe,
    /// Only where it was certainly not carried out.
    Unsafe,
    /// Sending it twice is the same as once, because this header carries a key that stays the same: the vendor carries a key out once.
    /// Each call gets a random key, unless the caller sets the header.
    IdempotencyKey(&'static str),
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
    /// `QUERY`
    Query,
    /// Another one, as it stands in a request line.
    Other(&'static str),
}

impl Method {
    /// What HTTP says of the method: everything but POST and PATCH is idempotent, of the methods that have a name here. Of others those that
    /// only read.
    pub(crate) const fn replay(self) -> Replay {
        match self {
            Self::Post | Self::Patch => Replay::Unsafe,
            Self::Get
            | Self::Put
            | Self::Delete
            | Self::Options
            | Self::Head
            | Self::Trace
            | Self::Query => Replay::Safe,
            Self::Other(name) => match name.as_bytes() {
                b"PROPFIND" | b"REPORT" | b"SEARCH" => Replay::Safe,
                _ => Replay::Unsafe,
            },
        }
    }

    /// The method in the words of the `http` crate; `None` where no request line can have it.
    pub(crate) fn to_http(self) -> Option<http::Method> {
        Some(match self {
            Self::Get => http::Method::GET,
            Self::Put => http::Method::PUT,
            Self::Post => http::Method::POST,
            Self::Delete => http::Method::DELETE,
            Self::Options => http::Method::OPTIONS,
            Self::Head => http::Method::HEAD,
            Self::Patch => http::Method::PATCH,
            Self::Trace => http::Method::TRACE,
            // The crate names no such constant.
            Self::Query => http::Method::from_bytes(b"QUERY").ok()?,
            Self::Other(name) => http::Method::from_bytes(name.as_bytes()).ok()?,
        })
    }
}
