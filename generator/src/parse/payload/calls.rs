//! Forms of the words about calls.

use super::{
    COUNT, DURATION, Form, HEADER, Mapping, POINTER, POINTERS, Rule, free, optional, required, word,
};

/// `envelope`
pub(in crate::parse) const ENVELOPE: Form = Form::Either(&[
    Form::Words(&[word("none", "The body is bare: it is the value.")]),
    Form::Mapping(&free(&[
        required("data", POINTER, "Where the value sits that a call yields."),
        optional("meta", POINTER, "Where what describes the value sits."),
        optional(
            "error",
            POINTERS,
            "Where an error sits inside a success; where there are several, they are tried in order.",
        ),
        optional(
            "success",
            Form::Mapping(&SUCCESS),
            "What a success says of itself.",
        ),
    ])),
]);

const SUCCESS: Mapping = free(&[
    required("at", POINTER, "Where a success says how it went."),
    required(
        "values",
        Form::Filled(&Form::Scalar),
        "The values there that are no refusal.",
    ),
]);

/// `error-body`
pub(in crate::parse) const ERROR_BODY: Form = Form::Mapping(&free(&[
    optional("code", POINTERS, "Where the code of an error sits."),
    optional("message", POINTERS, "Where its message sits."),
    optional(
        "field",
        POINTERS,
        "Where the name of the field at fault sits.",
    ),
    optional(
        "partial",
        Form::Mapping(&PARTIAL),
        "A list of errors beside a success.",
    ),
]));

const PARTIAL: Mapping = free(&[
    required("at", POINTER, "Where the list of errors sits."),
    optional("code", POINTER, "Where the code sits, from an element on."),
    optional(
        "message",
        POINTER,
        "Where the message sits, from an element on.",
    ),
    optional(
        "field",
        POINTER,
        "Where the field at fault sits, from an element on.",
    ),
]);

/// `rate-limit`
pub(in crate::parse) const RATE_LIMIT: Form = Form::Mapping(&free(&[
    required(
        "windows",
        Form::Filled(&Form::Mapping(&WINDOW)),
        "So many requests in so much time; all windows hold at once.",
    ),
    optional("scope", SCOPE, "What the vendor counts by."),
    optional(
        "headers",
        Form::Mapping(&HEADERS),
        "The headers that report on the quota.",
    ),
]));

const WINDOW: Mapping = free(&[
    required("requests", COUNT, "How many requests."),
    required("per", DURATION, "In how much time."),
]);

const SCOPE: Form = Form::Either(&[
    Form::Words(&[
        word("credential", "Each credential has its own quota."),
        word("client", "All credentials of a client share one."),
    ]),
    Form::Mapping(&free(&[required(
        "parameter",
        Form::Text,
        "The parameter of which each value has its own quota.",
    )])),
]);

const HEADERS: Mapping = free(&[
    optional(
        "limit",
        HEADER,
        "The header with the requests that a window allows.",
    ),
    optional(
        "remaining",
        HEADER,
        "The header with the requests that are left.",
    ),
    optional(
        "reset",
        HEADER,
        "The header that says when the window ends.",
    ),
    optional("reset-is", RESET_IS, "How it says so."),
]);

const RESET_IS: Form = Form::Words(&[
    word("seconds", "Seconds from now."),
    word("milliseconds", "Milliseconds from now."),
    word("unix-time", "Seconds since 1970."),
    word("unix-milliseconds", "Milliseconds since 1970."),
    word("http-date", "A date as HTTP writes it."),
    word("date-time", "A date-time as RFC 3339 writes it."),
]);

/// `update`
pub(in crate::parse) const UPDATE: Form = Form::Either(&[
    STYLE,
    Form::Mapping(&free(&[
        required("style", STYLE, "What becomes of what is not sent."),
        optional(
            "replaces",
            Form::List(&Form::Text),
            "Lists that are replaced whole where they are sent.",
        ),
    ])),
]);

const STYLE: Form = Form::Words(&[word("partial", "What is not sent stays as it is.")]);

/// `availability`
pub(in crate::parse) const AVAILABILITY: Form = Form::Words(&[
    word(
        "not-implemented",
        "The vendor describes it and does not have it: there is no method.",
    ),
    word(
        "announced",
        "The vendor may not have it yet: the compiler warns who calls it.",
    ),
]);

/// `not-found`
pub(in crate::parse) const NOT_FOUND: Form = Form::Mapping(&free(&[
    optional(
        "null-data",
        Form::Boolean,
        "Null where the value should be says so.",
    ),
    optional(
        "empty-list",
        Form::Boolean,
        "An empty list where the value should be says so.",
    ),
    optional(
        "status",
        Form::List(&STATUS),
        "Statuses that say so, besides 404 and 410.",
    ),
]));

const STATUS: Form = Form::Either(&[
    Form::Integer {
        least: 300,
        most: 403,
    },
    Form::Integer {
        least: 405,
        most: 409,
    },
    Form::Integer {
        least: 411,
        most: 599,
    },
]);

/// `retry`
pub(in crate::parse) const RETRY: Form = Form::Either(&[
    Form::Words(&[
        word("safe", "Sending it twice is the same as once."),
        word("never", "It is never sent twice."),
    ]),
    Form::Mapping(&free(&[required(
        "idempotency-key",
        HEADER,
        "The header with a random key that makes twice the same as once.",
    )])),
]);

/// `stream`
pub(in crate::parse) const STREAM: Form = Form::Mapping(&Mapping {
    members: &[
        optional("end", LABEL, "The data of the event that ends the stream."),
        optional(
            "end-event",
            LABEL,
            "The name of the event that ends the stream.",
        ),
        optional(
            "error-event",
            LABEL,
            "The name of the event by which the vendor says that it failed.",
        ),
    ],
    rule: Rule::AtLeastOne(&["end", "end-event", "error-event"]),
});

const LABEL: Form = Form::Pattern {
    pattern: "^\\S(.*\\S)?$",
    what: "a text without blanks around it",
};

/// `array-style`
pub(in crate::parse) const ARRAY_STYLE: Form = Form::Either(&[
    LIST_STYLE,
    Form::Mapping(&Mapping {
        members: &[
            optional("query", LIST_STYLE, "The style of queries."),
            optional("body", LIST_STYLE, "The style of bodies."),
        ],
        rule: Rule::AtLeastOne(&["query", "body"]),
    }),
]);

const LIST_STYLE: Form = Form::Words(&[
    word("repeat", "`a=1&a=2`"),
    word(
        "comma",
        "`a=1,2`; a name that ends in `[]` is sent without the brackets.",
    ),
    word("brackets", "`a[]=1&a[]=2`, and objects `a[b]=1`"),
    word("unindexed", "The same, and lists of objects `a[][b]=1`"),
    word("indexed", "`a[0]=1` and `a[0][b]=1`"),
]);

/// `path-encoding`
pub(in crate::parse) const PATH_ENCODING: Form = Form::Words(&[word(
    "form",
    "As in a form: a space is `+`, and a plus sign is `%2B`.",
)]);
