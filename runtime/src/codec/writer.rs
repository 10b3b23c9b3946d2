//! Writes values: their events become JSON text.

mod json;
mod number;

use std::borrow::Cow;

use super::Strictness;
use super::Uploaded;
use super::error::EncodeError;
use super::reader::{Kind, MAX_DEPTH, Reader};
use super::slot::Slot;
use crate::upload::Upload;
use json::Json;
use number::{Chunk, InOneLine};

/// Takes the events of a value: scalars, and objects and lists with their members and elements.
///
/// A value that has no wire form is noted; [`into_json`](Self::into_json) tells.
#[derive(Debug)]
pub struct Writer {
    json: Json,
    depth: u32,
    member: Option<&'static str>,
    fault: Option<EncodeError>,
    /// Files with the place of each in the text, where it is known what to do with them.
    uploads: Option<Vec<(usize, Upload)>>,
    /// The names that an object has written already, where a map writes its entries beside them.
    beside: Option<Vec<&'static str>>,
}

impl Writer {
    /// Writes JSON text.
    pub fn json() -> Self {
        Self {
            json: Json::new(),
            depth: 0,
            member: None,
            fault: None,
            uploads: None,
            beside: None,
        }
    }

    /// The map that is written next stands in an object that is open, beside members of these names.
    pub(crate) fn entries_beside(&mut self, names: Vec<&'static str>) {
        self.beside = Some(names);
    }

    /// The names of the members beside which the entries of a map stand; nothing where it is an object by itself.
    pub(crate) fn take_beside(&mut self) -> Option<Vec<&'static str>> {
        self.beside.take()
    }

    /// Writes JSON text, and keeps files apart: a null stands for each.
    pub(super) fn json_and_uploads() -> Self {
        Self {
            uploads: Some(Vec::new()),
            ..Self::json()
        }
    }

    /// The JSON text and the files.
    pub(super) fn into_uploaded(mut self) -> Result<Uploaded, EncodeError> {
        let uploads = self.uploads.take().unwrap_or_default();
        let json = self.into_json()?;

        Ok(Uploaded { json, uploads })
    }

    /// Writes a file, which has no JSON.
    pub(crate) fn upload(&mut self, upload: &Upload) {
        let at = self.json.length();
        match &mut self.uploads {
            Some(uploads) => {
                uploads.push((at, upload.clone()));
                self.null();
            }
            None => self.fail("a file can only be sent in a body of several parts"),
        }
    }

    /// The JSON text.
    #[inline]
    pub fn into_json(self) -> Result<String, EncodeError> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(self.json.into_text()),
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

    /// Writes null.
    pub fn null(&mut self) {
        self.json.literal("null");
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
            self.literal(InOneLine(zmij::Buffer::new()).0.format_finite(value));
        } else {
            self.fail("a number that is not finite has no JSON");
        }
    }

    /// Writes a list of integers.
    pub(crate) fn integers<T: Copy + Into<i64>>(&mut self, list: &[T]) {
        self.json
            .numbers(list, |chunk, number| chunk.push_integer(number.into()));
    }

    /// Writes a list of doubles that are all finite.
    pub(crate) fn doubles(&mut self, list: &[f64]) {
        self.json.numbers(list, Chunk::push_double);
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
        self.json.literal(text);
    }

    /// Writes a text.
    #[inline]
    pub fn text(&mut self, text: &str) {
        self.json.text(text);
    }

    /// Writes a value that is JSON text already.
    pub fn raw(&mut self, raw: &str) {
        self.json.literal(raw);
    }

    /// Opens an object. Then for each member [`key`](Self::key) and a value, at last [`end_object`](Self::end_object).
    pub fn begin_object(&mut self) {
        self.deepen();
        self.json.begin_object();
    }

    /// Names the next value.
    #[inline]
    pub fn key(&mut self, name: &str) {
        self.json.key(name);
    }

    /// Names the next value, given the name as a key of JSON: with a comma before it, which the first member goes without, and a colon
    /// behind it.
    #[inline]
    pub(crate) fn prepared_key(&mut self, key: &str, first: &mut bool) {
        let key = if *first {
            key.get(1..).unwrap_or_default()
        } else {
            key
        };
        *first = false;
        self.json.prepared_key(key);
    }

    /// Closes an object.
    pub fn end_object(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.json.end_object();
    }

    /// Opens a list. Then for each element [`element`](Self::element) and a value, at last [`end_list`](Self::end_list).
    pub fn begin_list(&mut self) {
        self.deepen();
        self.json.begin_list();
    }

    /// Announces the next element.
    #[inline]
    pub fn element(&mut self) {
        self.json.element();
    }

    /// Closes a list.
    pub fn end_list(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.json.end_list();
    }

    /// Writes scalars as one text with commas. A comma inside an element cannot be told apart, so it is refused.
    pub(crate) fn comma_list<'list>(
        &mut self,
        element_at: &mut dyn FnMut(usize) -> Option<&'list dyn Slot>,
    ) {
        let mut joined = String::new();
        for (index, element) in (0..).map_while(element_at).enumerate() {
            let Some(text) = single(element) else {
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

/// The text of a value that is no object and no list; null is empty.
fn single(value: &dyn Slot) -> Option<String> {
    let json = super::encode(value, &super::Shape::PLAIN).ok()?;
    let mut reader = Reader::new(&json, Strictness::Strict);

    match reader.kind().ok()? {
        Kind::Text => reader.text().ok().map(Cow::into_owned),
        Kind::Boolean | Kind::Number => Some(json),
        Kind::Null => Some(String::new()),
        Kind::Object | Kind::List => None,
    }
}
/// A text as a string of JSON.
pub(crate) fn quoted(text: &str) -> String {
    let mut json = Json::new();
    json.text(text);

    json.into_text()
}
