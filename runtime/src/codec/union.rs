//! One of several types: chosen by one look at the value, never by trying.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use super::reader::{Decoded, Kind, Reader};
use super::shape::Shape;
use super::slot::Slot;

/// What tells one case of a union.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    tag: Option<(&'static str, &'static [&'static str])>,
    kind: Option<Kind>,
    keys: &'static [&'static str],
    constants: &'static [(&'static str, &'static str)],
}

impl Case {
    const fn of(kind: Option<Kind>) -> Self {
        Self {
            tag: None,
            kind,
            keys: &[],
            constants: &[],
        }
    }

    /// An object whose member of this name has one of these texts. All cases of a union name the same member, or none does.
    /// Of a repeated tag the last one chooses.
    pub const fn tagged(member: &'static str, texts: &'static [&'static str]) -> Self {
        Self {
            tag: Some((member, texts)),
            ..Self::of(Some(Kind::Object))
        }
    }

    /// An object with these keys.
    pub const fn object(keys: &'static [&'static str]) -> Self {
        Self {
            keys,
            ..Self::of(Some(Kind::Object))
        }
    }

    /// A string.
    pub const fn text() -> Self {
        Self::of(Some(Kind::Text))
    }

    /// A number.
    pub const fn number() -> Self {
        Self::of(Some(Kind::Number))
    }

    /// A boolean.
    pub const fn boolean() -> Self {
        Self::of(Some(Kind::Boolean))
    }

    /// A list.
    pub const fn list() -> Self {
        Self::of(Some(Kind::List))
    }

    /// Whatever no other case takes.
    pub const fn any() -> Self {
        Self::of(None)
    }

    /// These members have these texts.
    #[must_use]
    pub const fn constants(mut self, constants: &'static [(&'static str, &'static str)]) -> Self {
        self.constants = constants;
        self
    }

    /// How many of its marks the value shows; `None` where one is missing.
    fn fits(&self, kind: Kind, seen: &Skim<'_>) -> Option<usize> {
        let all = self.kind.is_none_or(|wanted| wanted == kind)
            && self
                .keys
                .iter()
                .all(|key| seen.keys.iter().any(|(known, _)| **known == **key))
            && self
                .constants
                .iter()
                .all(|(key, text)| seen.text_of(key) == Some(text));

        all.then_some(usize::from(self.kind.is_some()) + self.keys.len() + 2 * self.constants.len())
    }
}

/// An enum whose cases hold one value each; [`unions!`](crate::unions) lists them.
pub trait Union: Slot + CaseSlot + Sized {
    /// What tells each case, in the order of the list.
    const CASES: &'static [Case];
}

/// The value a case holds. Implemented by [`unions!`](crate::unions).
pub trait CaseSlot: Sized {
    /// The case at this position of the list, with nothing in it yet; behind the last one, the case that keeps what fits none of them.
    fn hollow_case(position: usize) -> Self;

    /// The value.
    fn case_slot(&self) -> Held<'_>;

    /// The value.
    fn case_slot_mut(&mut self) -> &mut dyn Slot;
}

/// What a union holds.
#[derive(Clone, Copy)]
pub enum Held<'union> {
    /// The value of a case.
    Known(&'union dyn Slot),
    /// What fits no case.
    Unknown(&'union Value),
}

impl fmt::Debug for Held<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(slot) => slot.show(formatter),
            Self::Unknown(value) => debug_unknown(value, formatter),
        }
    }
}

/// The position behind the last case.
pub(crate) const UNKNOWN: usize = usize::MAX;

/// The top level of an object: its keys, and the texts of those members that are texts.
#[derive(Debug, Default)]
struct Skim<'text> {
    keys: Vec<(Cow<'text, str>, Option<Cow<'text, str>>)>,
}

impl Skim<'_> {
    fn text_of(&self, key: &str) -> Option<&str> {
        self.keys
            .iter()
            .rev()
            .find(|(known, _)| **known == *key)
            .and_then(|(_, text)| text.as_deref())
    }
}

/// Looks at the top level of the next value and goes back. What it passes over is remembered, so that nested unions stay linear.
fn skim<'text>(reader: &mut Reader<'text>, tag: Option<&str>) -> Decoded<Skim<'text>> {
    let mut seen = Skim::default();
    let start = reader.position();
    let depth = reader.depth();
    reader.remember_extents();
    reader.begin_object()?;
    let mut first = true;
    while let Some(key) = reader.key(&mut first)? {
        if tag.is_some_and(|tag| *key != *tag) {
            reader.skip()?;
        } else if reader.kind()? == Kind::Text {
            let text = reader.text()?;
            seen.keys.push((key, Some(text)));
        } else {
            reader.skip()?;
            seen.keys.push((key, None));
        }
    }
    reader.rewind(start);
    reader.restore_depth(depth);

    Ok(seen)
}

/// Reads a union: the table chooses a case, the case reads itself. A value that fits no case, or not the chosen one, is kept as unknown.
pub(crate) fn decode_union<U: Union>(
    union: &mut U,
    reader: &mut Reader<'_>,
    shape: &Shape,
) -> Decoded {
    let kind = reader.kind()?;
    let start = reader.position();
    let depth = reader.depth();
    let mark = reader.findings_mark();

    if let Some(position) = choose(reader, kind, U::CASES)? {
        *union = U::hollow_case(position);
        match union.case_slot_mut().decode(reader, shape) {
            Ok(()) => return Ok(()),
            Err(fault) if fault.is_recoverable() => {
                reader.forget_findings(mark);
                reader.note(fault)?;
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
    *union = U::hollow_case(UNKNOWN);
    union.case_slot_mut().decode(reader, shape)
}

/// Shows a value that fits no case: of an object only the names, as nobody has said which of the values are secrets.
pub(crate) fn debug_unknown(value: &Value, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        Value::Object(members) => formatter.debug_set().entries(members.keys()).finish(),
        Value::Array(elements) => write!(formatter, "[{} elements]", elements.len()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            fmt::Debug::fmt(value, formatter)
        }
    }
}

/// The position of the case the value belongs to.
fn choose(reader: &mut Reader<'_>, kind: Kind, cases: &[Case]) -> Decoded<Option<usize>> {
    let tag = cases
        .iter()
        .find_map(|case| case.tag)
        .map(|(member, _)| member);
    let seen = if kind == Kind::Object {
        skim(reader, tag)?
    } else {
        Skim::default()
    };
    if let Some(tag) = tag {
        let value = seen.text_of(tag);
        let has = |case: &Case| {
            case.tag
                .is_some_and(|(_, texts)| value.is_some_and(|value| texts.contains(&value)))
        };
        return Ok(cases.iter().position(has));
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
