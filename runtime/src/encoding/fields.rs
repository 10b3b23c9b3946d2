//! The members of a body as fields of a form or as parts: which go another way than the body says.

use super::{Encoding, Multipart, Place, QueryStyle, pairs, parts, refused};
use crate::codec::{self, Decoded, EncodeError, Kind, Reader, Shape, Slot, Strictness, Uploaded};

/// How the members of a body go into a form, or into parts.
///
/// # Examples
///
/// ```
/// use brogue_runtime::{Encoding, Field, Fields, QueryStyle};
///
/// const ORDER: Fields = Fields::new(Encoding::form(QueryStyle::Unindexed)).fields(&[
///     Field::new("tags").encoding(Encoding::form(QueryStyle::Comma)),
///     Field::new("address").json(),
///     Field::new("photo").content_type("image/png"),
/// ]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    encoding: Option<Encoding>,
    fields: &'static [Field],
}

/// One member that goes another way than its body says.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    name: &'static str,
    encoding: Option<Encoding>,
    sent_as: Option<&'static str>,
    pub(super) content_type: Option<&'static str>,
}

impl Fields {
    /// Each member as the API usually has it.
    pub const USUAL: Self = Self {
        encoding: None,
        fields: &[],
    };

    /// Each member in this way.
    pub const fn new(encoding: Encoding) -> Self {
        Self {
            encoding: Some(encoding),
            fields: &[],
        }
    }

    /// These members in another way.
    #[must_use]
    pub const fn fields(mut self, fields: &'static [Field]) -> Self {
        self.fields = fields;
        self
    }

    /// The same, and where nothing is said as the API usually has it.
    pub(crate) fn or(mut self, usual: Encoding) -> Self {
        self.encoding.get_or_insert(usual);
        self
    }

    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The name a member is sent under. Where lists get brackets, one whose name has them already gets no more.
    pub(super) fn name_of<'a>(&self, name: &'a str, raw: &str) -> &'a str {
        let own = self.field(name).and_then(|field| field.sent_as);
        let gets_brackets = raw.starts_with('[')
            && self.encoding_of(name).place == Place::Form(QueryStyle::Unindexed);

        match (own, name.strip_suffix("[]")) {
            (Some(own), _) => own,
            (None, Some(bare)) if gets_brackets => bare,
            (None, _) => name,
        }
    }

    /// How a member is written.
    pub(super) fn encoding_of(&self, name: &str) -> Encoding {
        let own = self.field(name).and_then(|field| field.encoding);

        own.or(self.encoding).unwrap_or(Encoding::FORM)
    }
}

impl Field {
    /// A member that goes as its body says.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            encoding: None,
            sent_as: None,
            content_type: None,
        }
    }

    /// The member is written in this way.
    #[must_use]
    pub const fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// The member is sent under this name.
    #[must_use]
    pub const fn sent_as(mut self, name: &'static str) -> Self {
        self.sent_as = Some(name);
        self
    }

    /// The member is its JSON text.
    #[must_use]
    pub const fn json(self) -> Self {
        self.encoding(Encoding::FORM.json())
    }

    /// The content type of its part.
    #[must_use]
    pub const fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }
}

impl From<&Encoding> for Fields {
    fn from(encoding: &Encoding) -> Self {
        Self::new(*encoding)
    }
}

/// A body that is a form, unless it holds a file.
#[derive(Debug)]
pub(crate) enum Body {
    /// The text of the form, or of JSON.
    Text(String),
    /// Its parts.
    Parts(Multipart),
}

impl Fields {
    /// The text of a form.
    pub(crate) fn form(&self, value: &dyn Slot) -> Result<String, EncodeError> {
        self.form_of_json(&codec::encode(value, &Shape::PLAIN)?)
    }

    /// The parts of a body.
    pub(crate) fn parts(&self, value: &dyn Slot) -> Result<Multipart, EncodeError> {
        parts::write(self, &codec::encode_with_uploads(value)?)
    }

    /// A form; parts where a file is among the members.
    pub(crate) fn form_or_parts(&self, value: &dyn Slot) -> Result<Body, EncodeError> {
        let Uploaded { json, uploads } = &codec::encode_with_uploads(value)?;
        if uploads.is_empty() {
            return self.form_of_json(json).map(Body::Text);
        }
        self.parts(value).map(Body::Parts)
    }

    /// JSON; parts where a file is among the members.
    pub(crate) fn json_or_parts(&self, value: &dyn Slot) -> Result<Body, EncodeError> {
        let uploaded = codec::encode_with_uploads(value)?;
        if uploaded.uploads.is_empty() {
            return Ok(Body::Text(uploaded.json));
        }
        parts::write(self, &uploaded).map(Body::Parts)
    }

    fn form_of_json(&self, json: &str) -> Result<String, EncodeError> {
        if !matches!(self.encoding_of("").place, Place::Form(_)) {
            return Err(refused("its encoding is for no form"));
        }
        let mut written = Vec::new();
        members(json, &mut |name, _, raw| {
            let encoding = self.encoding_of(name);
            if let Some(tree) = encoding.tree_of_json(raw.to_owned())? {
                let pairs = pairs::write_member(&encoding, self.name_of(name, raw), &tree)
                    .map_err(refused)?;
                written.extend(
                    pairs
                        .into_iter()
                        .map(|(name, value)| format!("{name}={value}")),
                );
            }
            Ok(())
        })?;

        Ok(written.join("&"))
    }
}

/// Walks over the members of an object: name, where the value ends, its JSON text.
pub(super) fn members(
    json: &str,
    member: &mut dyn FnMut(&str, usize, &str) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    let mut reader = Reader::new(json, Strictness::Tolerant);
    if !matches!(reader.kind(), Ok(Kind::Object)) {
        return Err(refused("only an object can be a whole form"));
    }
    let mut first = true;
    let mut next = |reader: &mut Reader<'_>| -> Decoded<Option<(String, String)>> {
        let Some(name) = reader.key(&mut first)? else {
            return Ok(None);
        };
        let name = name.into_owned();

        Ok(Some((name, reader.raw()?.to_owned())))
    };
    let broken = |_| refused("it is no JSON");
    reader.begin_object().map_err(broken)?;
    while let Some((name, raw)) = next(&mut reader).map_err(broken)? {
        member(&name, reader.position(), &raw)?;
    }

    Ok(())
}
