//! How a value goes into its place and comes out of it: one descriptor for paths, queries, headers, cookies and forms.
//!
//! An [`Encoding`] is a constant: place and style, exploded or joined, what null becomes, what is escaped. [`encode`](Encoding::encode) makes
//! the bytes of the place, [`decode`](Encoding::decode) reads them back into a slot, so that a server written on these tables understands what a
//! client written on them says. A value cannot leave its place: what would end it there is escaped, and where a place has no escape
//! (a header), or two values would come to the same bytes, the value is refused. Nothing here knows requests.
//!
//! Between value and bytes stands a small tree of texts, lists and objects, which the codec writes and reads as JSON.

mod escape;
mod fields;
mod multipart;
mod names;
mod pairs;
mod parameter;
mod parts;
mod pieces;
mod placed;
mod tree;
mod upload;
mod written;

pub use escape::Escape;
pub(crate) use escape::{PERCENT, PlusSign, unescape};
pub(crate) use fields::Body;
pub use fields::{Field, Fields};
pub use multipart::{Multipart, Part};
pub use parameter::Parameter;
pub use placed::Placed;
pub(crate) use written::Written;

use crate::codec::{self, DecodeError, DecodeErrorKind, EncodeError, Shape, Slot, Strictness};
use tree::Tree;

/// How a value goes into its place.
///
/// # Examples
///
/// ```
/// use brogue_runtime::codec::Shape;
/// use brogue_runtime::{Encoding, QueryStyle};
///
/// const TAGS: Encoding = Encoding::query(QueryStyle::Pipe);
///
/// let tags = vec!["red".to_owned(), "a&b".to_owned()];
/// let query = TAGS.encode("tags", &tags, &Shape::PLAIN)?;
/// assert_eq!(query, "tags=red%7Ca%26b");
///
/// let mut read: Vec<String> = Vec::new();
/// assert!(TAGS.decode("tags", &query, &mut read, &Shape::PLAIN)?);
/// assert_eq!(read, tags);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    place: Place,
    exploded: bool,
    nulls: Nulls,
    escape: Escape,
    json: bool,
}

/// Where a value goes, and the styles that are defined there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Path(PathStyle),
    Query(QueryStyle),
    Header,
    Cookie,
    Form(QueryStyle),
}

/// How a value stands in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStyle {
    /// `5`, `3,4`
    Simple,
    /// `.5`, `.3,4`; exploded `.3.4`
    Label,
    /// `;id=5`, `;id=3,4`; exploded `;id=3;id=4`
    Matrix,
}

/// How a value stands in a query or a form. One value alone is `id=3` in all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryStyle {
    /// A list repeats the name, the members of an object are names of their own: `id=3&id=4`, `R=1&G=2`.
    Repeated,
    /// `id=3,4`, `color=R,1,G,2`
    Comma,
    /// `id=3%204`
    Space,
    /// `id=3%7C4`
    Pipe,
    /// Flat objects only: `color[R]=1&color[G]=2`
    DeepObject,
    /// Members in brackets, however deep, and lists of single values repeat the name: `a[b][c]=1&a[d]=2&a[d]=3`
    Nested,
    /// The same, and elements of lists as `a[]=1`, `a[][b]=1`. A name that an element has already begins the next one.
    Unindexed,
    /// The same, and elements of lists by their places: `a[0]=1`, `a[0][b]=1`.
    Indexed,
}

/// What becomes of null. A null element or member is treated like a null value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// It is not sent.
    Skip,
    /// It is sent as an empty text.
    Empty,
    /// It is sent as this word.
    Word(&'static str),
}

impl Encoding {
    /// A value in a path, joined, as OpenAPI has it where nothing is said.
    pub const PATH: Self = Self::path(PathStyle::Simple);

    /// A parameter of a query, exploded, as OpenAPI has it where nothing is said.
    pub const QUERY: Self = Self::query(QueryStyle::Repeated);

    /// A header: `3,4`, `R,1,G,2`; exploded `R=1,G=2`.
    pub const HEADER: Self = Self::new(Place::Header, Escape::Percent);

    /// A cookie: `id=3,4`; exploded `id=3; id=4`.
    pub const COOKIE: Self = Self::new(Place::Cookie, Escape::Percent);

    /// A form, its lists repeated, as OpenAPI has it where nothing is said.
    pub const FORM: Self = Self::form(QueryStyle::Repeated);

    /// A value in a path.
    pub const fn path(style: PathStyle) -> Self {
        Self::new(Place::Path(style), Escape::Percent)
    }

    /// A parameter of a query.
    pub const fn query(style: QueryStyle) -> Self {
        Self::new(Place::Query(style), Escape::Percent)
    }

    /// A body of the type `application/x-www-form-urlencoded`, or one member of it by its name. The name of the whole is empty.
    pub const fn form(style: QueryStyle) -> Self {
        Self::new(Place::Form(style), Escape::Plus)
    }

    const fn new(place: Place, escape: Escape) -> Self {
        Self {
            place,
            exploded: false,
            nulls: Nulls::Empty,
            escape,
            json: false,
        }
    }

    /// Writes the value as its JSON text, as OpenAPI's `content: {application/json: ..}` has it: `filter=%7B%22a%22%3A1%7D`.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// Writes elements and members apart, in paths, headers and cookies. In queries and forms the style says it.
    #[must_use]
    pub const fn exploded(mut self) -> Self {
        self.exploded = true;
        self
    }

    /// Says what null becomes.
    #[must_use]
    pub const fn nulls(mut self, nulls: Nulls) -> Self {
        self.nulls = nulls;
        self
    }

    /// Says what is escaped, and how. A header has no escape.
    #[must_use]
    pub const fn escape(mut self, escape: Escape) -> Self {
        self.escape = escape;
        self
    }

    /// The bytes of the place: the piece of a path, the names and values of a query, a cookie header or a form, the value of a header.
    /// They are empty where nothing is sent.
    ///
    /// # Errors
    ///
    /// A value that the style does not define, or whose bytes would mean something else.
    pub fn encode(
        &self,
        name: &str,
        value: &dyn Slot,
        shape: &Shape,
    ) -> Result<String, EncodeError> {
        let Some(tree) = self.tree(value, shape)? else {
            return Ok(String::new());
        };
        if let Place::Path(_) | Place::Header = self.place {
            return pieces::write(self, name, &tree).map_err(refused);
        }
        let pairs = pairs::write(self, name, &tree).map_err(refused)?;
        let pairs: Vec<String> = pairs
            .into_iter()
            .map(|(name, value)| match name.as_str() {
                // A text of JSON that is the whole query has no name.
                "" if self.json => value,
                name => format!("{name}={value}"),
            })
            .collect();

        Ok(pairs.join(self.between_pairs()))
    }

    /// Reads the bytes of the place into a slot; false, and the slot is hollow, where there is nothing of this name.
    ///
    /// # Errors
    ///
    /// Bytes that are no such value. Nothing is tolerated.
    pub fn decode(
        &self,
        name: &str,
        wire: &str,
        slot: &mut dyn Slot,
        shape: &Shape,
    ) -> Result<bool, DecodeError> {
        let candidates = match self.place {
            Place::Path(_) | Place::Header => pieces::read(self, name, wire),
            Place::Query(_) | Place::Form(_) | Place::Cookie => pairs::read(self, name, wire),
        }
        .map_err(|problem| unreadable(name, problem, wire))?;
        if self.json {
            return candidates.decode_json(slot, shape);
        }

        let mut first_error = None;
        for candidate in candidates.certain {
            slot.reset();
            match candidate.decode(self.nulls, slot, shape) {
                Ok(()) => return Ok(true),
                Err(error) => {
                    first_error.get_or_insert(error);
                }
            }
        }
        for candidate in candidates.possible {
            slot.reset();
            if candidate.decode(self.nulls, slot, shape).is_ok() {
                return Ok(true);
            }
        }
        slot.reset();
        match first_error {
            Some(mut error) => {
                if error.path.is_empty() {
                    name.clone_into(&mut error.path);
                }
                Err(error)
            }
            None => Ok(false),
        }
    }

    /// What the text of a header can mean, as JSON whose texts may be numbers and flags: JSON that was written there, a list, an object in
    /// either notation, at last itself.
    pub(crate) fn readings_of_header(text: &str) -> Vec<String> {
        let is_json = text.trim_start().starts_with(['{', '[']);
        let json = Tree::of_json(text).filter(|_| is_json);
        let mut readings: Vec<String> = json.iter().map(Tree::to_json).collect();
        for encoding in [Self::HEADER.exploded(), Self::HEADER] {
            let read = pieces::read(&encoding, "", text);
            let trees = read.map(|candidates| candidates.certain);
            readings.extend(trees.unwrap_or_default().iter().map(Tree::to_json));
        }

        readings
    }

    fn tree(&self, value: &dyn Slot, shape: &Shape) -> Result<Option<Tree>, EncodeError> {
        self.tree_of_json(codec::encode(value, shape)?)
    }

    fn tree_of_json(&self, text: String) -> Result<Option<Tree>, EncodeError> {
        if self.json {
            return Ok(Some(Tree::Text(text)));
        }
        let tree = Tree::of_json(&text).ok_or(refused("it is no JSON"))?;

        Ok(tree.settled(self.nulls))
    }

    /// What a plus sign means to whoever reads this.
    pub(crate) fn plus_sign(&self) -> PlusSign {
        match self.escape {
            Escape::Plus => PlusSign::Space,
            Escape::Percent | Escape::Reserved => PlusSign::Itself,
        }
    }

    /// Whether both are for the same place.
    fn is_beside(&self, other: &Self) -> bool {
        std::mem::discriminant(&self.place) == std::mem::discriminant(&other.place)
    }

    const fn between_pairs(&self) -> &'static str {
        match self.place {
            Place::Cookie => "; ",
            Place::Path(_) | Place::Query(_) | Place::Header | Place::Form(_) => "&",
        }
    }
}

/// What bytes can mean. Wire text has no types, so the slot decides: the first that it takes.
struct Candidates {
    /// The name is there; where none of these fits, it is an error.
    certain: Vec<Tree>,
    /// The name is not there, and members of an object might be what is meant.
    possible: Vec<Tree>,
}

impl Candidates {
    /// Reads the one text that is there as JSON.
    fn decode_json(self, slot: &mut dyn Slot, shape: &Shape) -> Result<bool, DecodeError> {
        let mut texts = self
            .certain
            .into_iter()
            .filter_map(|candidate| match candidate {
                Tree::Text(text) => Some(text),
                Tree::Null | Tree::List(_) | Tree::Object(_) => None,
            });
        slot.reset();
        // The last one is the whole text, whatever could part it.
        let Some(text) = texts.next_back() else {
            return Ok(false);
        };
        codec::decode_into(&text, slot, shape, Strictness::Strict).map(|_| true)
    }
}

fn refused(problem: &'static str) -> EncodeError {
    EncodeError {
        member: None,
        problem,
    }
}

fn unreadable(name: &str, expected: &'static str, wire: &str) -> DecodeError {
    DecodeError {
        kind: DecodeErrorKind::Syntax,
        path: name.to_owned(),
        expected: expected.into(),
        seen: format!("{} bytes that are not", wire.len()),
        offset: 0,
    }
}
