//! How values go into paths, queries, headers, cookies, forms and parts.

/// How a value goes into its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The place, with its style.
    pub place: EncodingPlace,
    /// Elements and members apart, in paths, headers and cookies.
    pub exploded: bool,
    /// What is escaped, and how.
    pub escape: Escape,
    /// The value is its JSON text.
    pub json: bool,
}

/// A place, and the style of values there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodingPlace {
    /// The path.
    Path(PathStyle),
    /// The query.
    Query(QueryStyle),
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// A form.
    Form(QueryStyle),
}

/// How a value stands in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStyle {
    /// `3,4`
    Simple,
    /// `.3,4`
    Label,
    /// `;id=3,4`
    Matrix,
}

/// How a value stands in a query or a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryStyle {
    /// `id=3&id=4`
    Repeated,
    /// `id=3,4`
    Comma,
    /// `id=3%204`
    Space,
    /// `id=3%7C4`
    Pipe,
    /// `color[R]=1&color[G]=2`
    DeepObject,
    /// `a[]=1`, `a[b]=1`, `a[][b]=1`
    Unindexed,
    /// `a[0]=1`, `a[0][b]=1`
    Indexed,
}

/// What is escaped, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// As `%XX`.
    Percent,
    /// The same, and a space is `+`.
    Plus,
    /// Reserved characters stay where they end nothing.
    Reserved,
}

impl Encoding {
    /// As a place has it where nothing is said.
    pub const fn usual(place: EncodingPlace) -> Self {
        let escape = match place {
            EncodingPlace::Form(_) => Escape::Plus,
            EncodingPlace::Path(_)
            | EncodingPlace::Query(_)
            | EncodingPlace::Header
            | EncodingPlace::Cookie => Escape::Percent,
        };

        Self {
            place,
            exploded: false,
            escape,
            json: false,
        }
    }
}

/// How values usually go into their places, in one API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encodings {
    /// Into paths.
    pub path: Encoding,
    /// Into queries.
    pub query: Encoding,
    /// Into forms.
    pub form: Encoding,
}

impl Encodings {
    /// As OpenAPI has it where nothing is said.
    pub const USUAL: Self = Self {
        path: Encoding::usual(EncodingPlace::Path(PathStyle::Simple)),
        query: Encoding::usual(EncodingPlace::Query(QueryStyle::Repeated)),
        form: Encoding::usual(EncodingPlace::Form(QueryStyle::Repeated)),
    };
}

/// How a body is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// As JSON, under another type than `application/json` where one is given.
    Json {
        /// The media type.
        content_type: Option<String>,
    },
    /// As JSON, and in several parts where a file is in it.
    JsonOrParts(Fields),
    /// As a form.
    Form(Fields),
    /// In several parts.
    Parts(Fields),
    /// As a form, and in several parts where a file is in it.
    FormOrParts(Fields),
    /// As a plain text.
    Text,
    /// As bytes.
    Bytes {
        /// The media type.
        content_type: String,
    },
}

impl Sending {
    /// How its members are written, where they are fields or parts.
    pub fn fields(&self) -> Option<&Fields> {
        match self {
            Self::JsonOrParts(fields)
            | Self::Form(fields)
            | Self::Parts(fields)
            | Self::FormOrParts(fields) => Some(fields),
            Self::Json { .. } | Self::Text | Self::Bytes { .. } => None,
        }
    }
}

/// How the members of a body become fields or parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// How all of them are written, where the API has another way.
    pub encoding: Option<Encoding>,
    /// Those that are written in a way of their own.
    pub own: Vec<Field>,
}

/// A member that is written in a way of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name on the wire.
    pub wire: String,
    /// How it is written.
    pub encoding: Option<Encoding>,
    /// The content type of its part.
    pub content_type: Option<String>,
    /// The name it is sent under, where that is another one.
    pub sent_as: Option<String>,
}
