//! Where things sit in a body.

/// Where the value of a success sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub(crate) data: &'static str,
    pub(crate) meta: Option<&'static str>,
    pub(crate) errors: &'static [&'static str],
    pub(crate) success: Option<Success>,
}

/// What a success says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Success {
    pub(crate) at: &'static str,
    pub(crate) values: &'static [&'static str],
}

impl Envelope {
    /// The whole body is the value.
    pub const BARE: Self = Self {
        data: "",
        meta: None,
        errors: &[],
        success: None,
    };

    /// The value sits here.
    pub const fn at(pointer: &'static str) -> Self {
        Self {
            data: pointer,
            ..Self::BARE
        }
    }

    /// Metadata sits here.
    #[must_use]
    pub const fn meta(mut self, pointer: &'static str) -> Self {
        self.meta = Some(pointer);
        self
    }

    /// A set value at one of these places makes a success an error: anything but null, false, 0, `""`, `[]` and `{}`.
    #[must_use]
    pub const fn errors(mut self, pointers: &'static [&'static str]) -> Self {
        self.errors = pointers;
        self
    }

    /// A value at this place that is none of these makes a success an error. Texts, numbers and booleans are compared as text.
    #[must_use]
    pub const fn success(mut self, pointer: &'static str, values: &'static [&'static str]) -> Self {
        self.success = Some(Success {
            at: pointer,
            values,
        });
        self
    }

    /// Whether a success says in it that nothing was done.
    pub(crate) const fn says_more(&self) -> bool {
        self.success.is_some() || !self.errors.is_empty()
    }
}

/// Where the parts of an error sit in an error body. Of several places the first that holds something counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorBody {
    pub(crate) code: &'static [&'static str],
    pub(crate) message: &'static [&'static str],
    pub(crate) field: &'static [&'static str],
}

impl ErrorBody {
    /// Nobody says.
    pub const NONE: Self = Self {
        code: &[],
        message: &[],
        field: &[],
    };

    /// Nothing is known yet; to be followed by the parts.
    pub const fn new() -> Self {
        Self::NONE
    }

    /// Places of a code.
    #[must_use]
    pub const fn codes(mut self, pointers: &'static [&'static str]) -> Self {
        self.code = pointers;
        self
    }

    /// Places of a message.
    #[must_use]
    pub const fn messages(mut self, pointers: &'static [&'static str]) -> Self {
        self.message = pointers;
        self
    }

    /// Places of the field at fault.
    #[must_use]
    pub const fn fields(mut self, pointers: &'static [&'static str]) -> Self {
        self.field = pointers;
        self
    }
}

impl Default for ErrorBody {
    fn default() -> Self {
        Self::NONE
    }
}

/// A list of errors beside a success; pointers other than the list's own start at one of its elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialErrors {
    pub(crate) at: &'static str,
    pub(crate) code: Option<&'static str>,
    pub(crate) message: Option<&'static str>,
    pub(crate) field: Option<&'static str>,
}

impl PartialErrors {
    /// The list sits here.
    pub const fn at(pointer: &'static str) -> Self {
        Self {
            at: pointer,
            code: None,
            message: None,
            field: None,
        }
    }

    /// The code of one element.
    #[must_use]
    pub const fn code(mut self, pointer: &'static str) -> Self {
        self.code = Some(pointer);
        self
    }

    /// The message of one element.
    #[must_use]
    pub const fn message(mut self, pointer: &'static str) -> Self {
        self.message = Some(pointer);
        self
    }

    /// The field at fault of one element.
    #[must_use]
    pub const fn field(mut self, pointer: &'static str) -> Self {
        self.field = Some(pointer);
        self
    }
}

/// Ways to say "no such thing" besides 404 and 410.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFound {
    pub(crate) null_data: bool,
    pub(crate) empty_list: bool,
    pub(crate) statuses: &'static [u16],
}

impl NotFound {
    /// None.
    pub const NONE: Self = Self {
        null_data: false,
        empty_list: false,
        statuses: &[],
    };

    /// None yet; to be followed by the ways.
    pub const fn new() -> Self {
        Self::NONE
    }

    /// Null where the value should be.
    #[must_use]
    pub const fn null_data(mut self) -> Self {
        self.null_data = true;
        self
    }

    /// An empty list where the value should be.
    #[must_use]
    pub const fn empty_list(mut self) -> Self {
        self.empty_list = true;
        self
    }

    /// These statuses. A 401 among them is believed of a token that is known to be good; else the token is renewed and the call replayed once,
    /// and the error is marked ambiguous in any case.
    #[must_use]
    pub const fn statuses(mut self, statuses: &'static [u16]) -> Self {
        self.statuses = statuses;
        self
    }
}

impl Default for NotFound {
    fn default() -> Self {
        Self::NONE
    }
}
