//! What may be written for the words of the vocabulary, as data: for the schema that editors read, and for people.
//!
//! Each [`Form`] stands beside the reader of its payload and says the same. What takes more than a look at the form (directives of a
//! format, a zone that fits it) is left to the reader; a test holds the two against each other.

pub(super) mod calls;
pub(super) mod paging;
pub(super) mod tokens;
pub(super) mod values;
pub(super) mod webhooks;

/// What may be written somewhere.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// `true` or `false`.
    Boolean,
    /// Any text.
    Text,
    /// A text that a regular expression describes, as in `500ms`.
    Pattern {
        /// The expression.
        pattern: &'static str,
        /// What such a text is, in a few words.
        what: &'static str,
    },
    /// An integer from one number to another.
    Integer {
        /// The least.
        least: u32,
        /// The greatest, where there is one besides what a machine holds.
        most: u32,
    },
    /// A text, an integer or a boolean.
    Scalar,
    /// One of these words.
    Words(&'static [Choice]),
    /// A list with at least one element.
    Filled(&'static Form),
    /// A list, which may be empty.
    List(&'static Form),
    /// A mapping with these members and no others.
    Mapping(&'static Mapping),
    /// A mapping with any keys.
    Named(&'static Form),
    /// One of several forms.
    Either(&'static [Form]),
}

/// A word that may be written, with what it says.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The word.
    pub word: &'static str,
    /// What it says, one sentence.
    pub meaning: &'static str,
}

/// A mapping with known members.
#[derive(Clone, Copy, Debug)]
pub struct Mapping {
    /// Its members.
    pub members: &'static [Member],
    /// Which of them go together.
    pub rule: Rule,
}

/// A member of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What may be written for it.
    pub form: Form,
    /// What it says, one sentence.
    pub meaning: &'static str,
}

/// Which members of a mapping go together, besides those that are required.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// Nothing is said.
    Free,
    /// At least one of these.
    AtLeastOne(&'static [&'static str]),
    /// Each of these lists: exactly one of its names.
    ExactlyOne(&'static [&'static [&'static str]]),
}

/// A JSON Pointer.
pub(super) const POINTER: Form = Form::Pattern {
    pattern: "^(/([^~]|~[01])*)?$",
    what: "a JSON Pointer",
};

/// One pointer or several.
pub(super) const POINTERS: Form = Form::Either(&[POINTER, Form::Filled(&POINTER)]);

/// A stretch of time.
pub(super) const DURATION: Form = Form::Pattern {
    pattern: "^0*[1-9][0-9]*(ms|s|m|h|d)$",
    what: "a stretch of time, such as `500ms`, `10s`, `1m`, `1h` or `1d`",
};

/// The name of a header.
pub(super) const HEADER: Form = Form::Pattern {
    pattern: "^[A-Za-z0-9!#$%&'*+.^_|~-]+$",
    what: "the name of a header",
};

/// A number of things, one at least.
pub(super) const COUNT: Form = Form::Integer {
    least: 1,
    most: u32::MAX,
};

/// Any number of things.
pub(super) const NUMBER: Form = Form::Integer {
    least: 0,
    most: u32::MAX,
};

pub(super) const fn word(word: &'static str, meaning: &'static str) -> Choice {
    Choice { word, meaning }
}

pub(super) const fn required(name: &'static str, form: Form, meaning: &'static str) -> Member {
    Member {
        name,
        required: true,
        form,
        meaning,
    }
}

pub(super) const fn optional(name: &'static str, form: Form, meaning: &'static str) -> Member {
    Member {
        name,
        required: false,
        form,
        meaning,
    }
}

pub(super) const fn free(members: &'static [Member]) -> Mapping {
    Mapping {
        members,
        rule: Rule::Free,
    }
}
