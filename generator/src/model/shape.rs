//! How a value travels: which wire forms are read, which one is written.

/// The wire rules of a value. They reach down: the elements of a list have the list's shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Wire forms that are read besides the plain one, in the order the author gave.
    pub views: Vec<View>,
    /// The one form that is written.
    pub form: Form,
    /// The format of a date or a time, where it is not the plain one.
    pub time: Option<TimeFormat>,
}

/// A wire form that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// 0/1, "0"/"1", "true"/"false" or a boolean is a bool.
    Flag,
    /// A number or a string is an opaque identifier.
    Id,
    /// A number or a string is a text.
    Text,
    /// A numeric string is a number.
    Number,
    /// A numeric string is an integer.
    Integer,
    /// An empty string is no value.
    EmptyIsNone,
    /// A list of one is that one.
    One,
    /// A value that is no list is a list of one.
    List,
}

/// The form that is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// As the type is written anyway.
    #[default]
    Plain,
    /// A JSON number; a bool as 0 or 1.
    Integer,
    /// A JSON string.
    Text,
    /// true or false.
    Boolean,
    /// A bool as "0" or "1".
    NumericText,
    /// A list as one text with commas.
    CommaList,
}

/// The format of a date or a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeFormat {
    /// strftime-like directives.
    pub pattern: String,
    /// What zone is meant.
    pub zone: Zone,
    /// An empty text or a zero date is no value.
    pub empty_is_none: bool,
}

/// The zone of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Nobody says.
    None,
    /// Coordinated universal time.
    Utc,
    /// The text carries an offset.
    Offset,
}
