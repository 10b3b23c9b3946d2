//! What was written about a value, for people: where, with which example, within which limits.

/// What was written about a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The line in the spec; 0 where it was not written but follows.
    pub line: usize,
    /// An example of it.
    pub example: Option<Json>,
    /// What holds where nothing is sent.
    pub default: Option<Json>,
    /// What it keeps to, in a few words each: `at least 1`.
    pub limits: Vec<String>,
}

/// An answer that was written, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenAnswer {
    /// The status, a range of them, or `default`.
    pub status: String,
    /// What it means, as Markdown.
    pub text: String,
    /// The line in the spec.
    pub line: usize,
}

/// A JSON value. Numbers keep their text, so that no digit is lost; objects keep their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Json {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, as JSON writes it.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}
