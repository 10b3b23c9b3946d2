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
    /// Bytes as base64 that may stand in a URL.
    UrlSafe,
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

impl Shape {
    /// What is read and what is written, a sentence each; nothing where it is plain.
    pub fn in_words(&self) -> Vec<String> {
        let views = self
            .views
            .iter()
            .map(|view| format!("{}.", view.in_words()));

        views.chain(self.sent_in_words()).collect()
    }

    /// What is written, a sentence each; nothing where it is plain.
    pub fn sent_in_words(&self) -> Vec<String> {
        let form = self.form.in_words().map(str::to_owned);
        let time = self.time.as_ref().map(TimeFormat::in_words);

        form.into_iter()
            .chain(time)
            .map(|words| format!("{words}."))
            .collect()
    }
}

impl View {
    /// What it means, as a sentence without its full stop.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Flag => "A flag, read from 0/1, \"0\"/\"1\", \"true\"/\"false\" or a boolean",
            Self::Id => "An opaque identifier, read from a number or a text",
            Self::Text => "A text, read from a number or a text",
            Self::Number => "A number, read from a number or a numeric text",
            Self::Integer => "An integer, read from an integer or a numeric text",
            Self::EmptyIsNone => "An empty text is no value",
            Self::One => "One value, read from that value or a list of it alone",
            Self::List => "A list, read from a list or one value alone",
        }
    }
}

impl Form {
    /// What it means, as a sentence without its full stop; nothing where it is plain.
    pub fn in_words(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Integer => Some("Sent as a number"),
            Self::Text => Some("Sent as a text"),
            Self::Boolean => Some("Sent as true or false"),
            Self::NumericText => Some("Sent as \"0\" or \"1\""),
            Self::CommaList => Some("Sent as one text with commas"),
            Self::UrlSafe => Some("Sent as base64 of the alphabet for URLs"),
        }
    }
}

impl TimeFormat {
    /// What it means, as a sentence without its full stop.
    pub fn in_words(&self) -> String {
        let zone = match self.zone {
            Zone::None => "without a zone",
            Zone::Utc => "in UTC",
            Zone::Offset => "with its offset",
        };
        let empty = if self.empty_is_none {
            "; an empty text or a zero date is no value"
        } else {
            ""
        };

        format!("A time like `{}`, {zone}{empty}", self.pattern)
    }
}
