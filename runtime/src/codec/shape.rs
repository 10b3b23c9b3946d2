//! The wire rules of one value, as a constant descriptor.

use super::slot::{Patterns, Strftime};

/// Which wire forms of a value are read, and which one is written. The elements of a list have the list's shape.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    views: u8,
    form: Form,
    time: Option<&'static TimeFormat>,
}

impl Shape {
    /// The plain form of the type.
    pub const PLAIN: Self = Self {
        views: 0,
        form: Form::Plain,
        time: None,
    };

    /// Reads this form, too.
    #[must_use]
    pub const fn view(mut self, view: View) -> Self {
        self.views |= view as u8;
        self
    }

    /// Does not read this form.
    #[must_use]
    pub(crate) const fn without(mut self, view: View) -> Self {
        self.views &= !(view as u8);
        self
    }

    /// Reads an empty string as no value.
    #[must_use]
    pub const fn empty_is_none(self) -> Self {
        self.view(View::EmptyIsNone)
    }

    /// Writes this form.
    #[must_use]
    pub const fn sends(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// Reads and writes dates and times in this format.
    #[must_use]
    pub const fn time(mut self, format: &'static TimeFormat) -> Self {
        self.time = Some(format);
        self
    }

    /// Whether this form is read.
    pub const fn reads(&self, view: View) -> bool {
        self.views & view as u8 != 0
    }

    /// Whether the plain form is read and written, and no other.
    pub(crate) const fn is_plain(&self) -> bool {
        self.views == 0 && matches!(self.form, Form::Plain)
    }

    /// The form that is written.
    pub const fn form(&self) -> Form {
        self.form
    }

    /// The format of dates and times, if it is not the plain one.
    pub const fn time_format(&self) -> Option<&'static TimeFormat> {
        self.time
    }
}

/// A wire form that is read besides the plain one of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[non_exhaustive]
pub enum View {
    /// 0/1, "0"/"1", "true"/"false" or a boolean is a bool.
    Flag = 1,
    /// A number or a string is an opaque identifier.
    Id = 2,
    /// A number or a string is a text.
    Text = 4,
    /// A numeric string is a number.
    Number = 8,
    /// A numeric string is an integer.
    Integer = 16,
    /// An empty string is no value.
    EmptyIsNone = 32,
    /// A list of one element is that element.
    One = 64,
    /// A value that is no list is a list of one.
    List = 128,
}

/// The form that is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// As the type is written anyway.
    #[default]
    Plain,
    /// A JSON number; a bool as 0 or 1, a text of digits as that number.
    Integer,
    /// A JSON string.
    Text,
    /// true or false.
    Boolean,
    /// A bool as "0" or "1".
    NumericText,
    /// A list as one text with commas.
    CommaList,
    /// Bytes as base64 that may stand in a URL.
    UrlSafe,
}

/// The format of a date or a time.
#[derive(Clone, Copy, Debug)]
pub struct TimeFormat {
    pattern: &'static str,
    zone: Zone,
    empty_is_none: bool,
    patterns: &'static dyn Patterns,
}

impl PartialEq for TimeFormat {
    fn eq(&self, other: &Self) -> bool {
        self.pattern == other.pattern
            && self.zone == other.zone
            && self.empty_is_none == other.empty_is_none
    }
}

impl Eq for TimeFormat {}

impl TimeFormat {
    /// Directives as in strftime, such as `%Y-%m-%d %H:%M:%S`, and the zone the vendor means.
    pub const fn new(pattern: &'static str, zone: Zone) -> Self {
        Self {
            pattern,
            zone,
            empty_is_none: false,
            patterns: &Strftime,
        }
    }

    /// Reads an empty text or a zero date (`0000-00-00`, `00/00/0000 00:00`) as no value.
    #[must_use]
    pub const fn empty_is_none(mut self) -> Self {
        self.empty_is_none = true;
        self
    }

    /// The directives.
    pub const fn pattern(&self) -> &'static str {
        self.pattern
    }

    /// What reads and writes by the directives.
    pub(crate) const fn patterns(&self) -> &'static dyn Patterns {
        self.patterns
    }

    /// The zone the vendor means.
    pub const fn zone(&self) -> Zone {
        self.zone
    }

    /// Whether an empty text or a zero date is no value.
    pub const fn takes_empty(&self) -> bool {
        self.empty_is_none
    }
}

/// The zone of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Zone {
    /// Nobody says: a civil time.
    None,
    /// Coordinated universal time.
    Utc,
    /// The text carries an offset.
    Offset,
}
