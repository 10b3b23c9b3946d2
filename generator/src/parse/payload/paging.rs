//! Forms of `pagination`.

use super::{COUNT, Form, Mapping, Member, NUMBER, POINTER, Rule, free, optional, required, word};

/// `pagination`
pub(in crate::parse) const PAGINATION: Form = Form::Either(&[
    Form::Words(&[
        word("none", "The list is whole."),
        word(
            "unknown",
            "The list goes on, and nobody says how: a caller names the way.",
        ),
    ]),
    Form::Mapping(&Mapping {
        members: &[
            optional(
                "offset",
                Form::Mapping(&OFFSET),
                "A page is asked for by the number of its first record, counted from 0.",
            ),
            optional(
                "page",
                Form::Mapping(&PAGE),
                "A page is asked for by its number.",
            ),
            optional(
                "cursor",
                Form::Mapping(&CURSOR),
                "A page is asked for by a value of the page before.",
            ),
            optional(
                "next-link",
                Form::Mapping(&NEXT_LINK),
                "The page before links to the next one.",
            ),
        ],
        rule: Rule::ExactlyOne(&[&["offset", "page", "cursor", "next-link"]]),
    }),
]);

const PARAMETER: Member = optional(
    "parameter",
    Form::Text,
    "The query parameter that asks for a page.",
);
const MEMBER: Member = optional(
    "member",
    INSIDE,
    "The member of the JSON body that asks for a page.",
);
const SIZE_PARAMETER: Member = optional(
    "size-parameter",
    Form::Text,
    "The query parameter that takes how many items a page shall have.",
);
const SIZE_MEMBER: Member = optional(
    "size-member",
    INSIDE,
    "The member of the JSON body that takes how many items a page shall have.",
);
const SIZE: Member = optional("size", COUNT, "How many items a page has.");
const MORE: Member = optional(
    "more",
    POINTER,
    "Where a boolean tells whether there is more.",
);
const REMAINING: Member = optional("remaining", POINTER, "Where the number of items left is.");
const TOTAL: Member = optional("total", POINTER, "Where the number of all items is.");
const ITEMS: Member = required("items", POINTER, "Where the items of a page are.");

/// A pointer to a member, not to the whole.
const INSIDE: Form = Form::Pattern {
    pattern: "^/([^~]|~[01])*$",
    what: "a JSON Pointer into the body, such as `/page`",
};

const BY_PARAMETER: Rule = Rule::ExactlyOne(&[&["parameter", "member"]]);

const OFFSET: Mapping = Mapping {
    members: &[
        PARAMETER,
        MEMBER,
        SIZE_PARAMETER,
        SIZE_MEMBER,
        SIZE,
        optional(
            "next",
            POINTER,
            "Where the number of the next page's first record is.",
        ),
        MORE,
        REMAINING,
        TOTAL,
        ITEMS,
    ],
    rule: BY_PARAMETER,
};

const PAGE: Mapping = Mapping {
    members: &[
        PARAMETER,
        MEMBER,
        optional(
            "first",
            NUMBER,
            "The number of the first page; 1 unless written.",
        ),
        SIZE_PARAMETER,
        SIZE_MEMBER,
        SIZE,
        optional("next", POINTER, "Where the number of the next page is."),
        MORE,
        REMAINING,
        TOTAL,
        optional("total-pages", POINTER, "Where the number of all pages is."),
        ITEMS,
    ],
    rule: BY_PARAMETER,
};

const CURSOR: Mapping = Mapping {
    members: &[
        PARAMETER,
        MEMBER,
        optional("next", POINTER, "Where the cursor of the next page is."),
        optional(
            "from-last",
            POINTER,
            "Where it is in the last item, from that item on.",
        ),
        SIZE_PARAMETER,
        SIZE_MEMBER,
        SIZE,
        MORE,
        REMAINING,
        TOTAL,
        ITEMS,
    ],
    rule: Rule::ExactlyOne(&[&["parameter", "member"], &["next", "from-last"]]),
};

const NEXT_LINK: Mapping = free(&[
    required(
        "next",
        Form::Either(&[POINTER, Form::Mapping(&LINK_HEADER)]),
        "Where the link is.",
    ),
    SIZE_PARAMETER,
    SIZE,
    MORE,
    REMAINING,
    TOTAL,
    ITEMS,
]);

const LINK_HEADER: Mapping = free(&[required(
    "header",
    Form::Words(&[
        word("link", "The header `link`, as RFC 8288 has it."),
        word("Link", "The same."),
    ]),
    "The header with the link.",
)]);
