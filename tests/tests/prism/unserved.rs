//! What Prism cannot serve, with the reasons: calls that it refuses, answers that it makes up and no vendor gives, and what it does not
//! look at. An entry of the first or the last list that has become superfluous fails.

/// A call that Prism does not serve.
pub(crate) struct Unserved {
    pub(crate) vendor: &'static str,
    /// The id of the operation, and what is special about the call.
    pub(crate) call: &'static str,
    /// A part of what the test sees.
    pub(crate) seen: &'static str,
    pub(crate) reason: &'static str,
}

/// All calls that are not served.
pub(crate) const UNSERVED: &[Unserved] = &[Unserved {
    vendor: "letsjobit",
    call: "updateVisit, with a null",
    seen: "Request body property contactPhone must be string",
    reason: "nobody knows whether null clears a member, so the spec does not let it in; the client can send it all the same",
}];

/// What may come of an answer that is made up, besides a value: whether what the test sees is that, and the reason.
pub(crate) type Excuse = (fn(&str) -> bool, &'static str);

/// All of them.
pub(crate) const MADE_UP: &[Excuse] = &[
    (
        is_refusal,
        "a text in `error` is made up as well, and with it the call was refused",
    ),
    (
        is_nothing,
        "null is made up for what was asked for, and so there is no such thing",
    ),
    (
        is_no_day,
        "days are made up that no calendar has; a pattern cannot keep them out",
    ),
];

fn is_refusal(fault: &str) -> bool {
    fault.contains("answered 200 OK: the call was refused: ")
}

fn is_nothing(fault: &str) -> bool {
    fault.contains("answered 200 OK: there is no such thing")
}

fn is_no_day(fault: &str) -> bool {
    const NO_DAYS: [&str; 7] = [
        "-02-29 ", "-02-30 ", "-02-31 ", "-04-31 ", "-06-31 ", "-09-31 ", "-11-31 ",
    ];

    fault
        .split_once("expected a date and time as ")
        .and_then(|(_, rest)| rest.lines().next())
        .is_some_and(|seen| NO_DAYS.iter().any(|day| seen.contains(day)))
}

/// A request that the spec does not allow.
pub(crate) struct Wrong {
    pub(crate) what: &'static str,
    pub(crate) vendor: &'static str,
    pub(crate) method: &'static str,
    /// Path and query.
    pub(crate) target: &'static str,
    /// Content type and body.
    pub(crate) body: Option<(&'static str, &'static str)>,
}

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

const fn wrong(
    what: &'static str,
    vendor: &'static str,
    method: &'static str,
    target: &'static str,
    body: Option<(&'static str, &'static str)>,
) -> Wrong {
    Wrong {
        what,
        vendor,
        method,
        target,
        body,
    }
}

/// Wrong requests that Prism refuses: without them, a suite in which it refuses nothing would show nothing.
pub(crate) const REFUSED: &[Wrong] = &[
    wrong("no such path", "jobbers", "GET", "/oneapi/v1/echo", None),
    wrong("no such method", "nicejob", "DELETE", "/v2/bookings", None),
    wrong("no body", "nicejob", "POST", "/v2/visits", None),
    wrong(
        "a member is missing",
        "nicejob",
        "POST",
        "/v2/visits",
        Some((JSON, "{}")),
    ),
    wrong(
        "a member of another type",
        "jobbers",
        "POST",
        "/api/v0/webhooks",
        Some((JSON, r#"{"target":7}"#)),
    ),
    wrong(
        "a flag that is none",
        "letsjobit",
        "PUT",
        "/visits/7",
        Some((JSON, r#"{"closed":2}"#)),
    ),
    wrong(
        "another kind of body",
        "nicejob",
        "POST",
        "/v2/visits",
        Some(("text/plain", "b-1")),
    ),
    wrong(
        "a value of the query of another type",
        "letsjobit",
        "GET",
        "/visits?priority=high",
        None,
    ),
    wrong(
        "a value of the query is missing",
        "geonext",
        "GET",
        "/.well-known/webfinger",
        None,
    ),
    wrong(
        "a field of a form of another type",
        "geonext",
        "POST",
        "/api/v1/client",
        Some((FORM, "budget=many")),
    ),
];

/// Wrong requests that Prism serves: what it does not look at.
pub(crate) const NOT_LOOKED_AT: &[Wrong] = &[
    wrong(
        "a name of the query that nobody declared",
        "letsjobit",
        "GET",
        "/visits?colour=red",
        None,
    ),
    wrong(
        "what has brackets in a form",
        "geonext",
        "POST",
        "/api/v1/client",
        Some((FORM, "mobile_phones[][primary_contact]=perhaps")),
    ),
    wrong(
        "a field of a form that comes twice",
        "geonext",
        "POST",
        "/api/v1/client",
        Some((FORM, "budget=1&budget=2")),
    ),
];
