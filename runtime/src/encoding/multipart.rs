//! Bodies of several parts, `multipart/form-data`: made of bytes, files and streams, and read back.

mod streamed;

use std::fmt;

use bytes::{BufMut, Bytes, BytesMut};

use super::tree::{Object, Tree};
use super::{Nulls, refused, unreadable};
use crate::codec::{
    self, DecodeError, Decoded, EncodeError, Kind, Reader, Shape, Slot, Strictness,
};
use crate::upload::Upload;

/// A body of several parts.
///
/// # Examples
///
/// ```
/// use brogue_runtime::{Multipart, Part};
///
/// let body = Multipart::new()
///     .part(Part::text("caption", "A chair"))
///     .part(Part::file("photo", "chair.png", "\u{89}PNG").content_type("image/png"));
/// let (content_type, bytes) = body.encode(&mut || 7)?;
///
/// assert_eq!(Multipart::decode(&content_type, &bytes)?, body);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Multipart {
    parts: Vec<Part>,
}

/// One part: a name, a content, and where it is a file the name of the file.
#[derive(Clone)]
pub struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    content: Upload,
}

impl Part {
    /// A text.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            file_name: None,
            content_type: None,
            content: Upload::from(text.into()),
        }
    }

    /// A file; unless its content type is said, it is `application/octet-stream`.
    pub fn file(
        name: impl Into<String>,
        file_name: impl Into<String>,
        content: impl Into<Bytes>,
    ) -> Self {
        Self {
            name: name.into(),
            file_name: Some(file_name.into()),
            content_type: Some("application/octet-stream".to_owned()),
            content: Upload::from(content),
        }
    }

    /// Says what the content is.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// The name of the part.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of the file, if it is one.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// What the content is said to be, where that is said.
    pub fn media_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The content, unless it is streamed.
    pub fn content(&self) -> Option<&Bytes> {
        self.content.as_bytes()
    }

    fn write_head(&self, body: &mut BytesMut) -> Result<(), &'static str> {
        let name = quotable(&self.name);
        body.put(format!("Content-Disposition: form-data; name=\"{name}\"").as_bytes());
        if let Some(file_name) = &self.file_name {
            let file_name = quotable(file_name);
            body.put(format!("; filename=\"{file_name}\"").as_bytes());
        }
        if let Some(content_type) = &self.content_type {
            if content_type.chars().any(char::is_control) {
                return Err("the content type of a part has control characters");
            }
            body.put(format!("\r\nContent-Type: {content_type}").as_bytes());
        }
        body.put(&b"\r\n\r\n"[..]);
        Ok(())
    }

    fn read(head: &str, content: &[u8]) -> Option<Self> {
        let mut part = Self {
            name: String::new(),
            file_name: None,
            content_type: None,
            content: Upload::from(Bytes::copy_from_slice(content)),
        };
        for line in head.split("\r\n") {
            let (field, value) = line.split_once(':')?;
            if field.eq_ignore_ascii_case("content-type") {
                part.content_type = Some(value.trim().to_owned());
            } else if field.eq_ignore_ascii_case("content-disposition") {
                part.name = quoted(value, "; name=\"")?;
                part.file_name = quoted(value, "; filename=\"");
            }
        }

        Some(part)
    }
}

impl fmt::Debug for Part {
    /// Not the content: nobody has said whether it is a secret.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Part")
            .field("name", &self.name)
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("content", &self.content)
            .finish()
    }
}

impl Multipart {
    /// No parts yet.
    pub const fn new() -> Self {
        Self { parts: Vec::new() }
    }

    /// Adds a part.
    #[must_use]
    pub fn part(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// Adds the members of a value: a text is a part, a list repeats the name, an object is a part of JSON.
    pub fn fields(
        mut self,
        value: &dyn Slot,
        shape: &Shape,
        nulls: Nulls,
    ) -> Result<Self, EncodeError> {
        let text = codec::encode(value, shape)?;
        let mut reader = Reader::new(&text, Strictness::Tolerant);
        self.add_members(&mut reader, nulls)
            .map_err(|_| refused("only an object can be a whole form"))?;

        Ok(self)
    }

    fn add_members(&mut self, reader: &mut Reader<'_>, nulls: Nulls) -> Decoded {
        let mut first = true;
        reader.begin_object()?;
        while let Some(name) = reader.key(&mut first)? {
            if reader.kind()? != Kind::List {
                self.add_member(&name, reader, nulls)?;
                continue;
            }
            let mut first = true;
            reader.begin_list()?;
            while reader.element(&mut first)? {
                self.add_member(&name, reader, nulls)?;
            }
        }
        Ok(())
    }

    fn add_member(&mut self, name: &str, reader: &mut Reader<'_>, nulls: Nulls) -> Decoded {
        let part = match reader.kind()? {
            Kind::Text => Part::text(name, reader.text()?),
            Kind::Boolean | Kind::Number => Part::text(name, reader.raw()?),
            Kind::Object | Kind::List => {
                Part::text(name, reader.raw()?).content_type("application/json")
            }
            Kind::Null => {
                reader.skip()?;
                match nulls {
                    Nulls::Skip => return Ok(()),
                    Nulls::Empty => Part::text(name, ""),
                    Nulls::Word(word) => Part::text(name, word),
                }
            }
        };
        self.parts.push(part);
        Ok(())
    }

    /// The parts, in their order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Reads the parts that are no files into a slot.
    ///
    /// # Errors
    ///
    /// Parts that are no such value. Nothing is tolerated.
    pub fn decode_fields(
        &self,
        slot: &mut dyn Slot,
        shape: &Shape,
        nulls: Nulls,
    ) -> Result<(), DecodeError> {
        let mut object = Object::default();
        for part in self.parts.iter().filter(|part| part.file_name.is_none()) {
            let content = part
                .content()
                .ok_or_else(|| unreadable(&part.name, "bytes", ""))?;
            let text =
                std::str::from_utf8(content).map_err(|_| unreadable(&part.name, "UTF-8", ""))?;
            let value = match part.content_type.as_deref() {
                Some("application/json") => {
                    Tree::of_json(text).ok_or_else(|| unreadable(&part.name, "JSON", text))?
                }
                _ => Tree::Text(text.to_owned()),
            };
            if let Some(slot) = object.slot(&part.name) {
                match slot {
                    Tree::Null => *slot = value,
                    Tree::List(list) => list.push(value),
                    Tree::Text(_) | Tree::Object(_) => {
                        let first = std::mem::take(slot);
                        *slot = Tree::List(vec![first, value]);
                    }
                }
            }
        }

        slot.reset();
        Tree::Object(object).decode(nulls, slot, shape)
    }

    /// The content type with its boundary, and the body. The boundary is random, and occurs in no content.
    ///
    /// # Errors
    ///
    /// Where a part is a file or a stream: [`Call::multipart`](crate::Call::multipart) sends those.
    pub fn encode(&self, random: &mut dyn FnMut() -> u64) -> Result<(String, Bytes), EncodeError> {
        let boundary = self.boundary(random)?;
        let mut body = BytesMut::new();
        for part in &self.parts {
            let content = part
                .content()
                .ok_or_else(|| refused("a part of it is no bytes, but a file or a stream"))?;
            body.put(format!("--{boundary}\r\n").as_bytes());
            part.write_head(&mut body).map_err(refused)?;
            body.put(&**content);
            body.put(&b"\r\n"[..]);
        }
        body.put(format!("--{boundary}--\r\n").as_bytes());

        Ok((content_type(&boundary), body.freeze()))
    }

    fn boundary(&self, random: &mut dyn FnMut() -> u64) -> Result<String, EncodeError> {
        let mut boundary = format!("brogue-{:016x}{:016x}", random(), random());
        while self.occurs(&boundary) {
            // A source of chance that gives the same again and again comes to an end here, too.
            let more = format!("{:x}", random() | 1);
            boundary.push_str(&more);
            if boundary.len() > LONGEST_BOUNDARY {
                return Err(refused("no boundary parts its parts"));
            }
        }

        Ok(boundary)
    }

    /// What is streamed cannot be looked through: there 128 random bits have to do.
    fn occurs(&self, boundary: &str) -> bool {
        self.parts
            .iter()
            .filter_map(Part::content)
            .any(|content| find(content, boundary.as_bytes()).is_some())
    }

    /// Reads a body by its content type.
    pub fn decode(content_type: &str, body: &[u8]) -> Result<Self, DecodeError> {
        let wrong = |expected| unreadable("", expected, content_type);
        let (_, boundary) = content_type
            .split_once("boundary=")
            .ok_or_else(|| wrong("a content type with a boundary"))?;
        let boundary = boundary
            .split(';')
            .next()
            .unwrap_or_default()
            .trim_matches('"');
        let opening = format!("--{boundary}");
        let between = format!("\r\n{opening}");

        let start = find(body, opening.as_bytes()).ok_or_else(|| wrong("a boundary"))?;
        let mut rest = body.get(start + opening.len()..).unwrap_or_default();
        let mut parts = Vec::new();
        while !rest.starts_with(b"--") {
            let end = find(rest, between.as_bytes()).ok_or_else(|| wrong("a closing boundary"))?;
            let (part, after) = rest.split_at(end);
            let part = part.strip_prefix(b"\r\n").unwrap_or(part);
            let at = find(part, b"\r\n\r\n").ok_or_else(|| wrong("a part with a head"))?;
            let (head, content) = part.split_at(at);
            let part = std::str::from_utf8(head)
                .ok()
                .and_then(|head| Part::read(head, content.get(4..).unwrap_or_default()))
                .ok_or_else(|| wrong("a part with a name"))?;
            parts.push(part);
            rest = after.get(between.len()..).unwrap_or_default();
        }

        Ok(Self { parts })
    }
}

/// What RFC 2046 allows.
const LONGEST_BOUNDARY: usize = 70;

fn content_type(boundary: &str) -> String {
    format!("multipart/form-data; boundary={boundary}")
}

/// A name that ends neither the quotes nor the line it stands in, as browsers send it.
fn quotable(name: &str) -> String {
    name.chars().fold(String::new(), |mut text, letter| {
        match letter {
            '"' => text.push_str("%22"),
            '\r' => text.push_str("%0D"),
            '\n' => text.push_str("%0A"),
            letter => text.push(letter),
        }
        text
    })
}

/// What stands in quotes behind this text.
fn quoted(value: &str, before: &str) -> Option<String> {
    let (_, after) = value.split_once(before)?;
    let (inside, _) = after.split_once('"')?;

    Some(
        inside
            .replace("%22", "\"")
            .replace("%0D", "\r")
            .replace("%0A", "\n"),
    )
}

fn find(text: &[u8], sought: &[u8]) -> Option<usize> {
    text.windows(sought.len().max(1))
        .position(|part| part == sought)
}
