//! One of several types: chosen by one look at the value, never by trying.

use serde_json::Value;

use super::reader::{Decoded, Kind, Reader};
use super::shape::Shape;
use super::slot::Slot;
use super::writer::Writer;

/// What tells the cases of a union apart.
#[derive(Clone, Copy, Debug)]
pub enum Choice {
    /// The text of this member.
    Tag(&'static str),
    /// The kind of the value, its keys and its constant members.
    Structure,
}

/// What tells one case.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    tags: &'static [&'static str],
    kind: Option<Kind>,
    keys: &'static [&'static str],
    constants: &'static [(&'static str, &'static str)],
}

impl Case {
    /// A case that is told by these values of the tag.
    pub const fn tagged(tags: &'static [&'static str]) -> Self {
        Self {
            tags,
            kind: Some(Kind::Object),
            keys: &[],
            constants: &[],
        }
    }

    /// A case that is told by its kind.
    pub const fn of(kind: Kind) -> Self {
        Self {
            tags: &[],
            kind: Some(kind),
            keys: &[],
            constants: &[],
        }
    }

    /// It has these keys.
    #[must_use]
    pub const fn with_keys(mut self, keys: &'static [&'static str]) -> Self {
        self.keys = keys;
        self
    }

    /// These members have these texts.
    #[must_use]
    pub const fn with_constants(
        mut self,
        constants: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.constants = constants;
        self
    }

    /// How many of its marks the value shows; `None` where one is missing.
    fn fits(&self, kind: Kind, seen: &Skim) -> Option<usize> {
        let all = self.kind.is_none_or(|wanted| wanted == kind)
            && self
                .keys
                .iter()
                .all(|key| seen.keys.iter().any(|(known, _)| **known == **key))
            && self
                .constants
                .iter()
                .all(|(key, text)| seen.text_of(key) == Some(text));

        all.then_some(self.keys.len() + 2 * self.constants.len())
    }
}

/// An enum whose cases hold one slot each, and one case for what nobody knows yet.
pub trait Union: Slot + Sized {
    /// What tells the cases apart.
    const CHOICE: Choice;

    /// The cases, in the order of [`case`](Self::case).
    const CASES: &'static [Case];

    /// The hollow case at a position of the table; `None` behind its end.
    fn case(position: usize) -> Option<Self>;

    /// The case for a value that no other case fits.
    fn unknown(value: Value) -> Self;

    /// What the case holds.
    fn slot(&self) -> &dyn Slot;

    /// What the case holds.
    fn slot_mut(&mut self) -> &mut dyn Slot;
}

/// The top level of an object: its keys, and the texts of those members that are texts.
#[derive(Debug, Default)]
struct Skim {
    keys: Vec<(Box<str>, Option<Box<str>>)>,
}

impl Skim {
    fn text_of(&self, key: &str) -> Option<&str> {
        self.keys
            .iter()
            .rev()
            .find(|(known, _)| **known == *key)
            .and_then(|(_, text)| text.as_deref())
    }
}

/// Looks at the top level of the next value and goes back. What it passes over is remembered, so that nested unions stay linear.
fn skim(reader: &mut Reader<'_>, choice: Choice) -> Decoded<Skim> {
    let mut seen = Skim::default();
    let start = reader.position();
    let depth = reader.depth();
    reader.remember_extents();
    reader.begin_object()?;
    let mut first = true;
    while let Some(key) = reader.key(&mut first)? {
        let wanted = match choice {
            Choice::Tag(tag) => *key == *tag,
            Choice::Structure => true,
        };
        if !wanted {
            reader.skip()?;
        } else if reader.kind()? == Kind::Text {
            let text = reader.text()?;
            seen.keys
                .push((key.as_ref().into(), Some(text.as_ref().into())));
            if matches!(choice, Choice::Tag(_)) {
                break;
            }
        } else {
            reader.skip()?;
            seen.keys.push((key.as_ref().into(), None));
        }
    }
    reader.rewind(start);
    reader.restore_depth(depth);

    Ok(seen)
}

/// Reads a union: the table chooses a case, the case reads itself. A value that fits no case, or not the chosen one, is kept as unknown.
pub fn decode_union<U: Union>(union: &mut U, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
    let kind = reader.kind()?;
    let start = reader.position();
    let depth = reader.depth();
    let mark = reader.findings_mark();

    if let Some(mut case) = choose(reader, kind, U::CHOICE, U::CASES)?.and_then(U::case) {
        match case.slot_mut().decode(reader, shape) {
            Ok(()) => {
                *union = case;
                return Ok(());
            }
            Err(fault) if fault.is_recoverable() => {
                reader.forget_findings(mark);
                reader.note(fault, false)?;
                reader.rewind(start);
                reader.restore_depth(depth);
            }
            Err(fault) => return Err(fault),
        }
    } else if U::CASES
        .iter()
        .all(|case| case.kind.is_some_and(|wanted| wanted != kind))
    {
        return Err(reader.mismatch("one of several types"));
    }
    let mut value = Value::Null;
    value.decode(reader, shape)?;
    *union = U::unknown(value);
    Ok(())
}

/// The position of the case the value belongs to.
fn choose(
    reader: &mut Reader<'_>,
    kind: Kind,
    choice: Choice,
    cases: &[Case],
) -> Decoded<Option<usize>> {
    let seen = if kind == Kind::Object {
        skim(reader, choice)?
    } else {
        Skim::default()
    };
    if let Choice::Tag(tag) = choice {
        let value = seen.text_of(tag);
        return Ok(value.and_then(|value| cases.iter().position(|case| case.tags.contains(&value))));
    }
    let mut best: Option<(usize, usize)> = None;
    for (position, case) in cases.iter().enumerate() {
        if let Some(marks) = case.fits(kind, &seen)
            && best.is_none_or(|(_, most)| marks > most)
        {
            best = Some((position, marks));
        }
    }

    Ok(best.map(|(position, _)| position))
}

/// Writes what the case holds.
pub fn encode_union<U: Union>(union: &U, writer: &mut Writer, shape: &Shape) {
    union.slot().encode(writer, shape);
}
