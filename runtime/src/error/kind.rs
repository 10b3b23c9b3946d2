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
    /// A body stopped moving before its end; the request may have been carried out.
    Stalled,
    /// The connection broke; the request may have been carried out.
    Transport,
    /// The body to send could not be read to its end, or is not as long as it promised. The request was given up in the middle.
    Upload,
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
    /// The quota store failed; nothing was sent.
    QuotaStore,
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
    /// The kind in one word, always the same: fit for a metric or a log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Builder => "builder",
            Self::Request => "request",
            Self::Connect => "connect",
            Self::ConnectTimeout => "connect_timeout",
            Self::Timeout => "timeout",
            Self::QuotaStore => "quota_store",
            Self::File => "file",
            Self::Stalled => "stalled",
            Self::Upload => "upload",
            Self::Transport => "transport",
            Self::TooLarge => "too_large",
            Self::Redirected => "redirected",
            Self::Credential => "credential",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::RateLimited => "rate_limited",
            Self::Rejected => "rejected",
            Self::Server => "server",
            Self::Refused => "refused",
            Self::Decode => "decode",
            Self::Partial => "partial",
        }
    }

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
