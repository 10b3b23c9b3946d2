//! A fault: what goes wrong, where and when, as a program or a person asks for it.

use std::time::Duration;

/// Something that goes wrong on purpose: what, where, and when.
///
/// A fault that is only made does nothing; [`Faults::add`](super::Faults::add) puts it in force. Where nothing else is said, it strikes
/// every request.
///
/// ```
/// use std::time::Duration;
/// use brogue_simulator::Fault;
///
/// let slow = Fault::delay(Duration::from_millis(300)).on("listVisits").times(2);
/// assert_eq!(slow.to_string(), "delay=300ms@listVisits:2x");
/// assert_eq!("delay=300ms@listVisits:2x".parse(), Ok(slow));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub(crate) kind: Kind,
    pub(crate) place: Option<String>,
    pub(crate) from: u64,
    pub(crate) times: Option<u64>,
    pub(crate) share: f64,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Delay(Duration),
    RateLimit(Duration),
    ServerError(u16),
    BadGateway,
    Reset,
    HalfAnswer,
    Refusal,
    ExtraMember,
    Null,
    NewEnumValue,
    WrongType,
    MissingMember,
    ExpiredToken,
    DuplicatedPage,
}

impl Fault {
    /// The answer comes so much later, in real time.
    pub fn delay(time: Duration) -> Self {
        Self::of(Kind::Delay(time))
    }

    /// 429 with the vendor's error body and a `retry-after` of so many whole seconds; the request is not carried out.
    pub fn rate_limit(retry_after: Duration) -> Self {
        Self::of(Kind::RateLimit(retry_after))
    }

    /// A status of 5xx with the vendor's error body; the request is not carried out.
    pub fn server_error(status: u16) -> Self {
        Self::of(Kind::ServerError(status))
    }

    /// 502 with a page in HTML, as a proxy before the vendor has it; the request is not carried out.
    pub fn bad_gateway() -> Self {
        Self::of(Kind::BadGateway)
    }

    /// The connection is reset without an answer; the request is not carried out.
    pub fn reset() -> Self {
        Self::of(Kind::Reset)
    }

    /// The request is carried out, and the connection closed in the middle of the answer's body. An answer without a body does not come
    /// at all.
    pub fn half_answer() -> Self {
        Self::of(Kind::HalfAnswer)
    }

    /// A success that holds a refusal, for calls whose envelope has a place for one; the request is not carried out.
    pub fn refusal() -> Self {
        Self::of(Kind::Refusal)
    }

    /// An object in a success gets a member that the spec does not know.
    pub fn extra_member() -> Self {
        Self::of(Kind::ExtraMember)
    }

    /// A member of a success is null, where the spec has a value.
    pub fn null() -> Self {
        Self::of(Kind::Null)
    }

    /// A text of a success is one that its enumeration does not list.
    pub fn new_enum_value() -> Self {
        Self::of(Kind::NewEnumValue)
    }

    /// A member of a success is of a kind that the spec does not allow there.
    pub fn wrong_type() -> Self {
        Self::of(Kind::WrongType)
    }

    /// A required member of a success is not there; where none is required, one that the spec knows.
    pub fn missing_member() -> Self {
        Self::of(Kind::MissingMember)
    }

    /// The token of the request is taken for one that has just ended. It strikes requests that bring one.
    pub fn expired_token() -> Self {
        Self::of(Kind::ExpiredToken)
    }

    /// Where a later page of a list is asked for, the answer before is sent again.
    pub fn duplicated_page() -> Self {
        Self::of(Kind::DuplicatedPage)
    }

    /// Strikes only here: the id of an operation (`listVisits`), its method and path (`GET /visits/{ID}`), a path of the spec
    /// (`/visits/{ID}`), or the path of one thing (`/api/v2/visits/7`).
    #[must_use]
    pub fn on(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Strikes so many times and then no more.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Leaves the requests before this one alone; counted from 1, among the requests that come to its place.
    #[must_use]
    pub fn from_request(mut self, number: u64) -> Self {
        self.from = number;
        self
    }

    /// Strikes this share of the requests, from 0.0 to 1.0. Which ones comes from the vendor's seed: the same requests to the same seed
    /// are struck alike.
    #[must_use]
    pub fn share(mut self, share: f64) -> Self {
        self.share = share;
        self
    }

    /// The name of what goes wrong: `rate-limit`.
    pub fn name(&self) -> &'static str {
        self.kind.name()
    }

    pub(crate) fn of(kind: Kind) -> Self {
        Self {
            kind,
            place: None,
            from: 1,
            times: None,
            share: 1.0,
        }
    }
}

impl Kind {
    /// One of each, as it is where its name stands alone.
    pub(crate) const ALL: [Self; 14] = [
        Self::Delay(Duration::from_secs(1)),
        Self::RateLimit(Duration::from_secs(1)),
        Self::ServerError(500),
        Self::BadGateway,
        Self::Reset,
        Self::HalfAnswer,
        Self::Refusal,
        Self::ExtraMember,
        Self::Null,
        Self::NewEnumValue,
        Self::WrongType,
        Self::MissingMember,
        Self::ExpiredToken,
        Self::DuplicatedPage,
    ];

    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Delay(_) => "delay",
            Self::RateLimit(_) => "rate-limit",
            Self::ServerError(_) => "server-error",
            Self::BadGateway => "bad-gateway",
            Self::Reset => "reset",
            Self::HalfAnswer => "half-answer",
            Self::Refusal => "refusal",
            Self::ExtraMember => "extra-member",
            Self::Null => "null",
            Self::NewEnumValue => "new-enum-value",
            Self::WrongType => "wrong-type",
            Self::MissingMember => "missing-member",
            Self::ExpiredToken => "expired-token",
            Self::DuplicatedPage => "duplicated-page",
        }
    }

    /// What it does, in a few words.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Delay(_) => "the answer comes later; `delay=300ms`",
            Self::RateLimit(_) => "429 with a retry-after; `rate-limit=30s`",
            Self::ServerError(_) => "500, or another 5xx; `server-error=503`",
            Self::BadGateway => "502 with a page in HTML",
            Self::Reset => "the connection is reset without an answer",
            Self::HalfAnswer => "the connection is closed in the middle of the answer",
            Self::Refusal => "a success that holds a refusal, where the spec has such",
            Self::ExtraMember => "a member that the spec does not know",
            Self::Null => "null where the spec has a value",
            Self::NewEnumValue => "a value that the enumeration does not list",
            Self::WrongType => "a value of a kind that the spec does not allow",
            Self::MissingMember => "a required member is not there",
            Self::ExpiredToken => "the token of the request has just ended",
            Self::DuplicatedPage => "the page before is sent again",
        }
    }

    /// Whether it changes the answer to a request that is carried out.
    pub(crate) fn bends(self) -> bool {
        self.drifts() || self == Self::DuplicatedPage
    }

    /// Whether it makes a success differ from the spec.
    pub(crate) fn drifts(self) -> bool {
        matches!(
            self,
            Self::ExtraMember
                | Self::Null
                | Self::NewEnumValue
                | Self::WrongType
                | Self::MissingMember
        )
    }
}
