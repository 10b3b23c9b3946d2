//! Forms of the words about values and their names.

use super::{Form, free, optional, required, word};

/// `timestamp`
pub(in crate::parse) const TIMESTAMP: Form = Form::Mapping(&free(&[
    required(
        "format",
        Form::Pattern {
            pattern: "%",
            what: "strptime directives, such as `%Y-%m-%d %H:%M:%S`",
        },
        "How a time is written.",
    ),
    optional(
        "zone",
        Form::Words(&[
            word("none", "Nobody says which zone is meant."),
            word("utc", "Coordinated universal time."),
            word("offset", "The text carries its offset."),
        ]),
        "Which zone is meant.",
    ),
    optional(
        "empty",
        Form::Words(&[word(
            "none",
            "An empty text or a date of zeros is no value.",
        )]),
        "What emptiness means.",
    ),
]));

/// `unknown-fields`
pub(in crate::parse) const UNKNOWN_FIELDS: Form = Form::Words(&[
    word("keep", "They are read by name and sent back."),
    word("ignore", "They are dropped."),
]);

/// `view`
pub(in crate::parse) const VIEW: Form = Form::Either(&[VIEWS, Form::Filled(&VIEWS)]);

const VIEWS: Form = Form::Words(&[
    word(
        "flag",
        "A bool from 0 or 1, as a number or a text, or a boolean.",
    ),
    word("id", "An opaque identifier from a number or a text."),
    word("text", "A text from a number or a text."),
    word("number", "A number from a number or a numeric text."),
    word("integer", "An integer from an integer or a numeric text."),
    word("empty-is-none", "An empty text is no value."),
    word("one", "A list with one element is that element."),
    word("list", "A value alone is a list of one."),
]);

/// `sends`
pub(in crate::parse) const SENDS: Form = Form::Words(&[
    word("integer", "A number; for a flag 0 or 1."),
    word("string", "A text."),
    word("boolean", "true or false."),
    word("numeric-string", "A flag as \"0\" or \"1\"."),
    word("comma-list", "A list as one text with commas."),
]);

/// `aliases`
pub(in crate::parse) const ALIASES: Form = Form::List(&Form::Text);
