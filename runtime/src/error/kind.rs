//! The kinds of errors.

/// What happened to a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client could not be made: a credential is missing, a base URL is none.
    #[default]
    Builder,
    /// The request could not be made: a path value is empty, a header has a line break. Nothing was sent.
    Request,
    /// No connection came about; nothing was sent.
    Connect,
    /// No connection came about in time; nothing was sent.
    ConnectTimeout,
    /// No answer came in time; the request may have been carried out.
    Timeout,
    /// The connection broke; the request may have been carried out.
    Transport,
    /// What came could not be written to a file.
    File,
    /// The body of the answer is larger than the client takes.
    TooLarge,
    /// The vendor redirects. Redirects are not followed: a credential would go along.
    Redirected,
    /// No token could be had to make the call with; nothing was sent.
    Credential,
    /// The credential was not taken (401).
    Unauthorized,
    /// The credential does not allow the call (403).
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// The quota is used up.
    RateLimited,
    /// The vendor does not take the request (another 4xx).
    Rejected,
    /// The vendor failed (5xx).
    Server,
    /// A success that says inside that nothing was done.
    Refused,
    /// The answer is not what the spec says.
    Decode,
    /// Part of a bulk call was not carried out.
    Partial,
}

impl ErrorKind {
    /// What a status other than a success means.
    pub(crate) fn of_status(status: http::StatusCode) -> Self {
        match status.as_u16() {
            401 => Self::Unauthorized,
            403 => Self::Forbidden,
            404 | 410 => Self::NotFound,
            408 | 504 => Self::Timeout,
            429 => Self::RateLimited,
            300..=399 => Self::Redirected,
            400..=499 => Self::Rejected,
            _ => Self::Server,
        }
    }
}
