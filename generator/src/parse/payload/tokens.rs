//! Forms of the words about tokens.

use super::{DURATION, Form, Mapping, POINTER, Rule, free, optional, required, word};

/// `token-request`
pub(in crate::parse) const TOKEN_REQUEST: Form = Form::Mapping(&free(&[
    optional(
        "body",
        Form::Words(&[
            word("form", "The fields go as a form, as the standard says."),
            word("json", "The fields go as a JSON object."),
        ]),
        "How the fields travel.",
    ),
    optional(
        "client",
        Form::Words(&[
            word("fields", "The client's id and secret go into fields."),
            word("header", "They go into the header `authorization`."),
        ]),
        "Where the client's own credentials go.",
    ),
    optional(
        "fields",
        Form::Mapping(&GRANTS),
        "All fields of the requests that differ from the standard, by grant.",
    ),
]));

const GRANTS: Mapping = free(&[
    optional(
        "authorization-code",
        FIELDS,
        "A code that a user brought is exchanged.",
    ),
    optional("client-credentials", FIELDS, "The program asks for itself."),
    optional(
        "password",
        FIELDS,
        "The program asks with a user's name and password.",
    ),
    optional("refresh-token", FIELDS, "A refresh token is exchanged."),
]);

const FIELDS: Form = Form::Named(&SOURCE);

const SOURCE: Form = Form::Either(&[
    Form::Pattern {
        pattern: "^(client-id|client-secret|user-name|password|code|redirect-uri|verifier|refresh-token|scope)\\??$",
        what: "`client-id`, `client-secret`, `user-name`, `password`, `code`, `redirect-uri`, `verifier`, `refresh-token` or `scope`; \
               with `?` behind it is left out where it is not known",
    },
    Form::Mapping(&LITERAL),
]);

const LITERAL: Mapping = free(&[required(
    "literal",
    Form::Text,
    "A text that is always the same.",
)]);

/// `token-lifetime`
pub(in crate::parse) const TOKEN_LIFETIME: Form = Form::Either(&[
    Form::Words(&[word("never", "It has no end.")]),
    Form::Mapping(&Mapping {
        members: &[
            optional(
                "relative",
                POINTER,
                "Where the seconds from the answer on are.",
            ),
            optional(
                "absolute",
                POINTER,
                "Where the time it ends is: Unix seconds or a date-time.",
            ),
            optional(
                "sliding",
                POINTER,
                "Where the seconds from the last call that was let in are.",
            ),
            optional(
                "or",
                DURATION,
                "How long it lives where the answer does not say.",
            ),
        ],
        rule: Rule::ExactlyOne(&[&["relative", "absolute", "sliding"]]),
    }),
]);

/// `code-exchange`
pub(in crate::parse) const CODE_EXCHANGE: Form = Form::Mapping(&free(&[
    optional(
        "yields",
        Form::Words(&[
            word("access-token", "A token for calls, as the standard says."),
            word(
                "refresh-token",
                "A refresh token, which yields the token for calls.",
            ),
        ]),
        "What a code is exchanged for.",
    ),
    optional(
        "pkce",
        Form::Words(&[
            word("s256", "The exchange is proved by a hash."),
            word("none", "The vendor takes no challenge."),
        ]),
        "Whether the exchange is proved.",
    ),
]));

/// `revoke`
pub(in crate::parse) const REVOKE: Form = Form::Mapping(&free(&[
    optional(
        "method",
        Form::Words(&[
            word("post", "A form with a token, as RFC 7009 says."),
            word("get", "A request that the access token lets in."),
        ]),
        "How tokens are given back.",
    ),
    required(
        "url",
        Form::Text,
        "Where to; may be relative to the server's address.",
    ),
]));
