//! Writes values: the same events become JSON text, or name-value pairs for queries and forms.

mod json;
mod pairs;

pub use pairs::{Brackets, Pairs};

use super::Strictness;
use super::error::EncodeError;
use super::reader::{Decoded, Kind, MAX_DEPTH, Reader};
use super::slot::Slot;
use json::Json;

/// Takes the events of a value: scalars, and objects and lists with their members and elements.
///
/// A value that has no wire form is noted; [`into_json`](Self::into_json) and [`into_pairs`](Self::into_pairs) tell.
#[derive(Debug)]
pub struct Writer {
    target: Target,
    depth: u32,
    member: Option<&'static str>,
    fault: Option<EncodeError>,
}

#[derive(Debug)]
enum Target {
    Json(Json),
    Pairs(Pairs),
}

impl Writer {
    /// Writes JSON text.
    pub fn json() -> Self {
        Self::to(Target::Json(Json::new()))
    }

    /// Writes name-value pairs; nested names are put together as the brackets say.
    pub fn pairs(brackets: Brackets) -> Self {
        Self::to(Target::Pairs(Pairs::new(brackets)))
    }

    fn to(target: Target) -> Self {
        Self {
            target,
            depth: 0,
            member: None,
            fault: None,
        }
    }

    /// The JSON text.
    pub fn into_json(self) -> Result<String, EncodeError> {
        match (self.fault, self.target) {
            (Some(fault), _) => Err(fault),
            (None, Target::Json(json)) => Ok(json.into_text()),
            (None, Target::Pairs(_)) => Err(EncodeError {
                member: None,
                problem: "it was written as pairs, not as JSON",
            }),
        }
    }

    /// The name-value pairs, not percent-encoded.
    pub fn into_pairs(self) -> Result<Vec<(String, String)>, EncodeError> {
        match (self.fault, self.target) {
            (Some(fault), _) => Err(fault),
            (None, Target::Pairs(pairs)) => Ok(pairs.into_vec()),
            (None, Target::Json(_)) => Err(EncodeError {
                member: None,
                problem: "it was written as JSON, not as pairs",
            }),
        }
    }

    /// Says that the value has no wire form. The first such value is the one that is told.
    pub fn fail(&mut self, problem: &'static str) {
        let member = self.member;
        self.fault.get_or_insert(EncodeError { member, problem });
        self.null();
    }

    /// Remembers which member is being written, for [`fail`](Self::fail).
    pub(crate) fn at_member(&mut self, name: Option<&'static str>) {
        self.member = name;
    }

    /// The member that is being written.
    pub(crate) fn member(&self) -> Option<&'static str> {
        self.member
    }

    /// Writes null: nothing between the separators of a query.
    pub fn null(&mut self) {
        match &mut self.target {
            Target::Json(json) => json.literal("null"),
            Target::Pairs(pairs) => pairs.scalar(""),
        }
    }

    /// Writes true or false.
    pub fn boolean(&mut self, value: bool) {
        self.literal(if value { "true" } else { "false" });
    }

    /// Writes an integer.
    #[inline]
    pub fn integer(&mut self, value: i64) {
        self.literal(itoa::Buffer::new().format(value));
    }

    /// Writes a number that is given as its JSON text.
    pub fn number(&mut self, text: &str) {
        self.literal(text);
    }

    /// Writes a double in the shortest form that reads back the same.
    pub fn double(&mut self, value: f64) {
        if value.is_finite() {
            self.literal(zmij::Buffer::new().format_finite(value));
        } else {
            self.fail("a number that is not finite has no JSON");
        }
    }

    /// Writes a double as a text.
    pub fn double_as_text(&mut self, value: f64) {
        if value.is_finite() {
            self.text(zmij::Buffer::new().format_finite(value));
        } else {
            self.fail("a number that is not finite has no JSON");
        }
    }

    fn literal(&mut self, text: &str) {
        match &mut self.target {
            Target::Json(json) => json.literal(text),
            Target::Pairs(pairs) => pairs.scalar(text),
        }
    }

    /// Writes a text.
    #[inline]
    pub fn text(&mut self, text: &str) {
        match &mut self.target {
            Target::Json(json) => json.text(text),
            Target::Pairs(pairs) => pairs.scalar(text),
        }
    }

    /// Writes a value that is JSON text already.
    pub fn raw(&mut self, raw: &str) {
        match &mut self.target {
            Target::Json(json) => json.literal(raw),
            Target::Pairs(_) => {
                if self
                    .replay(&mut Reader::new(raw, Strictness::Tolerant))
                    .is_err()
                {
                    self.fail("its raw text is no JSON");
                }
            }
        }
    }

    /// Writes what a reader reads. The reader's bound on depth bounds the recursion.
    fn replay(&mut self, reader: &mut Reader<'_>) -> Decoded {
        let mut first = true;
        match reader.kind()? {
            Kind::Object => {
                self.begin_object();
                reader.begin_object()?;
                while let Some(name) = reader.key(&mut first)? {
                    self.key(&name);
                    self.replay(reader)?;
                }
                self.end_object();
            }
            Kind::List => {
                self.begin_list();
                reader.begin_list()?;
                while reader.element(&mut first)? {
                    self.element();
                    self.replay(reader)?;
                }
                self.end_list();
            }
            Kind::Text => self.text(&reader.text()?),
            Kind::Null => {
                reader.skip()?;
                self.null();
            }
            Kind::Boolean | Kind::Number => self.literal(reader.raw()?),
        }
        Ok(())
    }

    /// Opens an object. Then for each member [`key`](Self::key) and a value, at last [`end_object`](Self::end_object).
    pub fn begin_object(&mut self) {
        self.deepen();
        match &mut self.target {
            Target::Json(json) => json.begin_object(),
            Target::Pairs(pairs) => pairs.begin(),
        }
    }

    /// Names the next value.
    #[inline]
    pub fn key(&mut self, name: &str) {
        match &mut self.target {
            Target::Json(json) => json.key(name),
            Target::Pairs(pairs) => pairs.key(name),
        }
    }

    /// Names the next value, given the name as a key of JSON, too: with a comma before it and a colon behind it.
    #[inline]
    pub(crate) fn prepared_key(&mut self, name: &str, key: &str) {
        match &mut self.target {
            Target::Json(json) => json.prepared_key(key),
            Target::Pairs(pairs) => pairs.key(name),
        }
    }

    /// Closes an object.
    pub fn end_object(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        match &mut self.target {
            Target::Json(json) => json.end_object(),
            Target::Pairs(pairs) => pairs.end(),
        }
    }

    /// Opens a list. Then for each element [`element`](Self::element) and a value, at last [`end_list`](Self::end_list).
    pub fn begin_list(&mut self) {
        self.deepen();
        match &mut self.target {
            Target::Json(json) => json.begin_list(),
            Target::Pairs(pairs) => pairs.begin(),
        }
    }

    /// Announces the next element.
    #[inline]
    pub fn element(&mut self) {
        match &mut self.target {
            Target::Json(json) => json.element(),
            Target::Pairs(pairs) => pairs.element(),
        }
    }

    /// Closes a list.
    pub fn end_list(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        match &mut self.target {
            Target::Json(json) => json.end_list(),
            Target::Pairs(pairs) => pairs.end(),
        }
    }

    /// Writes scalars as one text with commas. A comma inside an element cannot be told apart, so it is refused.
    pub(crate) fn comma_list<'list>(
        &mut self,
        element_at: &mut dyn FnMut(usize) -> Option<&'list dyn Slot>,
    ) {
        let mut joined = String::new();
        for (index, element) in (0..).map_while(element_at).enumerate() {
            let mut inner = Self::pairs(Brackets::Nested);
            inner.key("");
            element.encode(&mut inner, &super::Shape::PLAIN);
            let Ok(Ok([(_, text)])) = inner.into_pairs().map(<[(String, String); 1]>::try_from)
            else {
                return self.fail("only a list of single values can be written with commas");
            };
            if text.contains(',') {
                return self.fail("an element with a comma cannot stand in a list with commas");
            }
            if index > 0 {
                joined.push(',');
            }
            joined.push_str(&text);
        }
        self.text(&joined);
    }

    /// Whether values nest deeper than a reader would take; then the object or list is not walked into.
    pub(crate) fn is_too_deep(&mut self) -> bool {
        if self.depth < MAX_DEPTH {
            return false;
        }
        self.fail("it nests too deep");
        true
    }

    fn deepen(&mut self) {
        self.depth += 1;
    }
}
