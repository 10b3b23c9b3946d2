//! The members of a value as parts: a file is a part of its own, a list repeats the name, an object is JSON unless it has brackets.

use super::fields::{Fields, members};
use super::names::{self, Lists};
use super::pairs::texts;
use super::tree::Tree;
use super::{Encoding, Multipart, Nulls, Part, Place, QueryStyle, refused};
use crate::codec::{EncodeError, Reader, Strictness, Uploaded};

/// The parts of a value, in the order of its members.
pub(super) fn write(fields: &Fields, value: &Uploaded) -> Result<Multipart, EncodeError> {
    let mut uploads = value.uploads.iter().peekable();
    let mut parts: Vec<Part> = Vec::new();
    members(&value.json, &mut |name, end, raw| {
        let content_type = fields.field(name).and_then(|field| field.content_type);
        let before = parts.len();
        while let Some((_, upload)) = uploads.next_if(|(at, _)| *at < end) {
            if raw.starts_with('{') {
                return Err(refused(
                    "a file is a member of the body, or of a list there",
                ));
            }
            parts.push(upload.part(name, content_type));
        }
        if parts.len() == before {
            let plain = plain(&fields.encoding_of(name), fields.name_of(name, raw), raw)?;
            parts.extend(plain.into_iter().map(|part| match content_type {
                Some(content_type) => part.content_type(content_type),
                None => part,
            }));
        }
        Ok(())
    })?;

    Ok(parts.into_iter().fold(Multipart::new(), Multipart::part))
}

/// The parts of a member without files.
fn plain(encoding: &Encoding, name: &str, raw: &str) -> Result<Vec<Part>, EncodeError> {
    if encoding.json {
        return Ok(vec![json(name, raw)]);
    }
    let tree = Tree::of_json(raw).ok_or(refused("it is no JSON"))?;
    let Some(tree) = tree.settled(encoding.nulls) else {
        return Ok(Vec::new());
    };
    let lists = match style(encoding) {
        QueryStyle::Repeated => return repeated(name, raw, encoding.nulls),
        QueryStyle::Comma | QueryStyle::Space | QueryStyle::Pipe => {
            let delimiter = match style(encoding) {
                QueryStyle::Space => " ",
                QueryStyle::Pipe => "|",
                _ => ",",
            };
            let texts = texts(&tree).map_err(refused)?;
            if texts.len() > 1 && texts.iter().any(|text| text.contains(delimiter)) {
                return Err(refused("an element has the character that parts elements"));
            }
            return Ok(vec![Part::text(name, texts.join(delimiter))]);
        }
        QueryStyle::DeepObject => Lists::None,
        QueryStyle::Nested => Lists::Repeat,
        QueryStyle::Unindexed => Lists::Unindexed,
        QueryStyle::Indexed => Lists::Indexed,
    };
    let mut pairs = Vec::new();
    names::write(name, &tree, lists, &mut pairs).map_err(refused)?;

    Ok(pairs
        .into_iter()
        .map(|(name, text)| Part::text(name, text))
        .collect())
}

fn style(encoding: &Encoding) -> QueryStyle {
    match encoding.place {
        Place::Form(style) | Place::Query(style) => style,
        Place::Path(_) | Place::Header | Place::Cookie => QueryStyle::Repeated,
    }
}

/// A list repeats the name; an object is JSON.
fn repeated(name: &str, raw: &str, nulls: Nulls) -> Result<Vec<Part>, EncodeError> {
    let broken = |_| refused("it is no JSON");
    if !raw.starts_with('[') {
        return Ok(one(name, raw, nulls).into_iter().collect());
    }
    let mut reader = Reader::new(raw, Strictness::Tolerant);
    let (mut parts, mut first) = (Vec::new(), true);
    reader.begin_list().map_err(broken)?;
    while reader.element(&mut first).map_err(broken)? {
        parts.extend(one(name, reader.raw().map_err(broken)?, nulls));
    }

    Ok(parts)
}

fn one(name: &str, raw: &str, nulls: Nulls) -> Option<Part> {
    match Tree::of_json(raw)? {
        Tree::List(_) | Tree::Object(_) => Some(json(name, raw)),
        tree => match tree.settled(nulls)? {
            Tree::Text(text) => Some(Part::text(name, text)),
            Tree::Null | Tree::List(_) | Tree::Object(_) => None,
        },
    }
}

fn json(name: &str, raw: &str) -> Part {
    Part::text(name, raw).content_type("application/json")
}
