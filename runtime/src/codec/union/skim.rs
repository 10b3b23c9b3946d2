//! One look at a value: what tells the cases of a union.

use std::borrow::Cow;

use super::Case;
use crate::codec::reader::{Decoded, Kind, Reader};

/// What one look at a value tells.
#[derive(Debug)]
pub(super) struct Skim<'text> {
    pub(super) kind: Kind,
    /// A text itself, where a case asks for it.
    pub(super) text: Option<Cow<'text, str>>,
    /// The kind of the first element of a list, where a case asks for it.
    pub(super) element: Option<Kind>,
    /// The members of an object.
    pub(super) members: Vec<Seen<'text>>,
}

/// A member at the top level of an object.
#[derive(Debug)]
pub(super) struct Seen<'text> {
    pub(super) key: Cow<'text, str>,
    pub(super) kind: Kind,
    pub(super) text: Option<Cow<'text, str>>,
}

impl Skim<'_> {
    /// The member of this name; the last one where it comes again.
    pub(super) fn member(&self, key: &str) -> Option<&Seen<'_>> {
        self.members.iter().rev().find(|member| *member.key == *key)
    }
}

/// Looks at the top level of the next value and goes back. What it passes over is remembered, so that nested unions stay linear.
pub(super) fn skim<'text>(
    reader: &mut Reader<'text>,
    kind: Kind,
    cases: &[Case],
) -> Decoded<Skim<'text>> {
    let mut seen = Skim {
        kind,
        text: None,
        element: None,
        members: Vec::new(),
    };
    let start = reader.position();
    let depth = reader.depth();
    let mut first = true;
    match kind {
        Kind::Object => {
            let tag = tag(cases);
            reader.remember_extents();
            reader.begin_object()?;
            while let Some(key) = reader.key(&mut first)? {
                let kind = reader.kind()?;
                let mut text = None;
                if tag.is_some_and(|tag| *key != *tag) || kind != Kind::Text {
                    reader.skip()?;
                } else {
                    text = Some(reader.text()?);
                }
                if tag.is_none_or(|tag| *key == *tag) {
                    seen.members.push(Seen { key, kind, text });
                }
            }
        }
        Kind::Text if cases.iter().any(|case| !case.texts.is_empty()) => {
            seen.text = Some(reader.text()?);
        }
        Kind::List if cases.iter().any(|case| case.elements.is_some()) => {
            reader.begin_list()?;
            if reader.element(&mut first)? {
                seen.element = Some(reader.kind()?);
            }
        }
        Kind::Text | Kind::List | Kind::Number | Kind::Boolean | Kind::Null => {}
    }
    reader.rewind(start);
    reader.restore_depth(depth);

    Ok(seen)
}

/// The member that names the case.
pub(super) fn tag(cases: &[Case]) -> Option<&'static str> {
    cases
        .iter()
        .find_map(|case| case.tag)
        .map(|(member, _)| member)
}
