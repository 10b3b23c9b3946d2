//! Forms of the words about webhooks.

use super::{
    DURATION, Form, HEADER, Mapping, Member, POINTERS, Rule, free, optional, required, word,
};

/// `signature`
pub(in crate::parse) const SIGNATURE: Form = Form::Mapping(&free(&[
    optional(
        "algorithm",
        Form::Words(&[word("hmac-sha256", "HMAC with SHA-256, the one there is.")]),
        "How it is made.",
    ),
    required(
        "in",
        Form::Mapping(&SIGNATURE_PLACE),
        "Where the signature stands.",
    ),
    optional("key", KEY, "Which secret it is keyed with."),
    optional(
        "signs",
        Form::Either(&[PART, Form::Filled(&PART)]),
        "What is signed, in order; the body unless written.",
    ),
    optional("separator", Form::Text, "What stands between the parts."),
    optional(
        "without",
        POINTERS,
        "Members that are not signed with the body.",
    ),
    optional(
        "serialization",
        SERIALIZATION,
        "How the body is written when members are cut out.",
    ),
    optional("encoding", ENCODING, "How the signature is written."),
    optional(
        "timestamp",
        Form::Mapping(&TIMESTAMP_PLACE),
        "Where the time of sending stands.",
    ),
    optional(
        "tolerance",
        DURATION,
        "How far that time may be from now; 5 minutes unless written.",
    ),
]));

const HEADER_PLACE: Member = optional("header", HEADER, "A header.");
const ITEM: Member = optional(
    "item",
    Form::Text,
    "An item of a list in the header, such as `t=..,v1=..`.",
);
const MEMBER: Member = optional("member", INSIDE, "A member of the body.");
const BY_PLACE: Rule = Rule::ExactlyOne(&[&["header", "member"]]);

/// A pointer to a member, not to the whole.
const INSIDE: Form = Form::Pattern {
    pattern: "^/([^~]|~[01])*$",
    what: "a JSON Pointer into the body, such as `/event`",
};

const SIGNATURE_PLACE: Mapping = Mapping {
    members: &[
        HEADER_PLACE,
        ITEM,
        MEMBER,
        optional("prefix", Form::Text, "What stands before the signature."),
    ],
    rule: BY_PLACE,
};

const TIMESTAMP_PLACE: Mapping = Mapping {
    members: &[
        HEADER_PLACE,
        ITEM,
        MEMBER,
        optional("unit", UNIT, "How the time is written."),
    ],
    rule: BY_PLACE,
};

const UNIT: Form = Form::Words(&[
    word("seconds", "Seconds since 1970."),
    word("milliseconds", "Milliseconds since 1970."),
    word("rfc3339", "As RFC 3339 writes it."),
    word("any", "Nobody says; any of them is read."),
]);

const SECRET: Form = Form::Words(&[
    word("webhook-secret", "One of the webhook's own."),
    word("client-secret", "The one of the application."),
]);

const KEY: Form = Form::Either(&[
    SECRET,
    Form::Mapping(&free(&[
        optional("secret", SECRET, "Which secret it is."),
        optional(
            "form",
            Form::Words(&[
                word("text", "Its text is the key."),
                word("hex", "Its hexadecimal digits are the key."),
                word("base64", "Its text is the key in base64."),
            ]),
            "How its text stands for the key.",
        ),
        optional("prefix", Form::Text, "What stands before the key in it."),
    ])),
]);

const PART: Form = Form::Either(&[
    Form::Words(&[
        word("body", "The body."),
        word("timestamp", "The time of sending."),
    ]),
    Form::Mapping(&Mapping {
        members: &[
            optional("header", HEADER, "The value of a header."),
            optional("text", Form::Text, "A text that is always the same."),
        ],
        rule: Rule::ExactlyOne(&[&["header", "text"]]),
    }),
]);

const SERIALIZATION: Form = Form::Words(&[
    word("as-sent", "As it was sent."),
    word("compact", "Without white space."),
    word("any", "Nobody says; either is taken."),
]);

const ENCODING: Form = Form::Words(&[
    word("hex", "Hexadecimal digits."),
    word("base64", "Base64."),
    word("base64url", "Base64 of URLs."),
    word("any", "Nobody says; any of them is taken."),
]);

/// `event-tag`
pub(in crate::parse) const EVENT_TAG: Form = Form::Either(&[
    INSIDE,
    Form::Mapping(&Mapping {
        members: &[
            HEADER_PLACE,
            MEMBER,
            optional(
                "values",
                Form::List(&Form::Text),
                "The names of the event, where they are not its key.",
            ),
        ],
        rule: BY_PLACE,
    }),
]);

/// `delivery`
pub(in crate::parse) const DELIVERY: Form = Form::Mapping(&free(&[
    optional(
        "failure",
        Form::List(&STATUSES),
        "Statuses that are a failure; all but 2xx unless written.",
    ),
    optional(
        "disables",
        Form::Filled(&STATUS),
        "Statuses after which nothing is sent any more.",
    ),
    optional(
        "retries",
        RETRIES,
        "How long a failed delivery is tried again.",
    ),
    optional("late", DURATION, "How late a delivery may come."),
]));

const STATUS: Form = Form::Either(&[
    Form::Integer {
        least: 100,
        most: 599,
    },
    Form::Pattern {
        pattern: "^[1-5][0-9][0-9]$",
        what: "the same as a text",
    },
]);

const STATUSES: Form = Form::Either(&[
    Form::Integer {
        least: 100,
        most: 599,
    },
    Form::Pattern {
        pattern: "^[1-5][0-9][0-9](-[1-5][0-9][0-9])?$",
        what: "two as `400-599`",
    },
]);

const RETRIES: Form = Form::Either(&[
    Form::Words(&[word("none", "It is not tried again.")]),
    DURATION,
]);
