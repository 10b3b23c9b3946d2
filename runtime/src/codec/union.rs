//! One of several types: chosen by one look at the value. Only what does not fit the chosen one is tried as another, within bounds.

mod skim;

use std::cmp::Reverse;
use std::fmt;

use serde_json::Value;

use self::skim::{Skim, skim, tag};
use super::member::Member;
use super::reader::{Decoded, Kind, Reader};
use super::shape::Shape;
use super::slot::Slot;

/// What tells one case of a union.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    tag: Option<(&'static str, &'static [&'static str])>,
    is_rest: bool,
    kind: Option<Kind>,
    texts: &'static [&'static str],
    elements: Option<Kind>,
    keys: &'static [&'static str],
    constants: &'static [(&'static str, &'static str)],
    choice: Option<(&'static str, &'static [&'static str])>,
    holding: Option<(&'static str, Kind)>,
    members: Option<&'static [Member]>,
}

impl Case {
    const fn of(kind: Option<Kind>) -> Self {
        Self {
            tag: None,
            is_rest: false,
            kind,
            texts: &[],
            elements: None,
            keys: &[],
            constants: &[],
            choice: None,
            holding: None,
            members: None,
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

    /// An object whose member of this name has a text that no other case has, or none at all.
    pub const fn rest(member: &'static str) -> Self {
        Self {
            is_rest: true,
            ..Self::tagged(member, &[])
        }
    }

    /// It also takes objects whose member has a text that no other case has, or none at all.
    #[must_use]
    pub const fn or_rest(mut self) -> Self {
        self.is_rest = true;
        self
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

    /// The text is one of these.
    #[must_use]
    pub const fn texts(mut self, texts: &'static [&'static str]) -> Self {
        self.texts = texts;
        self
    }

    /// The elements of the list are of this kind, as far as the first one tells.
    #[must_use]
    pub const fn elements(mut self, kind: Kind) -> Self {
        self.elements = Some(kind);
        self
    }

    /// This member has one of these texts, where it is there.
    #[must_use]
    pub const fn choice(mut self, member: &'static str, texts: &'static [&'static str]) -> Self {
        self.choice = Some((member, texts));
        self
    }

    /// This member is of this kind, where it is there.
    #[must_use]
    pub const fn holding(mut self, member: &'static str, kind: Kind) -> Self {
        self.holding = Some((member, kind));
        self
    }

    /// These are the members that the case knows: of several cases that fit, the one that knows most of the keys is taken.
    #[must_use]
    pub const fn members(mut self, members: &'static [Member]) -> Self {
        self.members = Some(members);
        self
    }

    /// How well the value fits; `None` where a mark is missing. The less of it is unknown the better, and then the more marks it shows.
    fn fits(&self, seen: &Skim<'_>) -> Option<(Reverse<usize>, usize)> {
        let text = |key: &str| seen.member(key).map(|member| member.text.as_deref());
        let all = self.kind.is_none_or(|wanted| wanted == seen.kind)
            && self.keys.iter().all(|key| seen.member(key).is_some())
            && self
                .constants
                .iter()
                .all(|(key, wanted)| text(key) == Some(Some(wanted)))
            && self.choice.is_none_or(|(key, texts)| {
                text(key).is_none_or(|text| text.is_some_and(|text| texts.contains(&text)))
            })
            && self.holding.is_none_or(|(key, kind)| {
                seen.member(key)
                    .is_none_or(|member| member.kind == kind || member.kind == Kind::Null)
            })
            && (self.texts.is_empty()
                || seen
                    .text
                    .as_deref()
                    .is_some_and(|text| self.texts.contains(&text)))
            && self
                .elements
                .is_none_or(|kind| seen.element.is_none_or(|element| element == kind));
        if !all {
            return None;
        }
        let unknown = self.members.map_or(0, |members| {
            let knows = |key: &str| members.iter().any(|member| member.is_called(key));
            seen.members
                .iter()
                .filter(|member| !knows(&member.key))
                .count()
        });
        let marks = usize::from(self.kind.is_some())
            + usize::from(!self.texts.is_empty())
            + usize::from(self.members.is_some())
            + self.keys.len()
            + 2 * self.constants.len();

        Some((Reverse(unknown), marks))
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

/// Reads a union: the table chooses a case, the case reads itself. Where that does not fit, another case may that the table allows as
/// well; a value that fits none is kept as unknown.
pub(crate) fn decode_union<U: Union>(
    union: &mut U,
    reader: &mut Reader<'_>,
    shape: &Shape,
) -> Decoded {
    decode_case(U::CASES, reader, &mut |position, reader| {
        *union = U::hollow_case(position);
        union.case_slot_mut().decode(reader, shape)
    })
}

/// The same for all unions: `read` reads the next value as the case at a position.
fn decode_case(
    cases: &[Case],
    reader: &mut Reader<'_>,
    read: &mut dyn FnMut(usize, &mut Reader<'_>) -> Decoded,
) -> Decoded {
    let kind = reader.kind()?;
    let start = reader.position();
    let depth = reader.depth();
    let mark = reader.findings_mark();
    let seen = skim(reader, kind, cases)?;
    if let Some(chosen) = choose(&seen, cases) {
        let fault = match read(chosen, reader) {
            Err(fault) if fault.is_recoverable() => fault,
            done => return done,
        };
        for other in as_well(&seen, cases, chosen) {
            if !reader.pays_for_retry(start) {
                break;
            }
            reader.forget_findings(mark);
            reader.rewind(start);
            reader.restore_depth(depth);
            match read(other, reader) {
                Err(fault) if fault.is_recoverable() => {}
                done => return done,
            }
        }
        reader.forget_findings(mark);
        reader.note(fault)?;
        reader.rewind(start);
        reader.restore_depth(depth);
    } else if cases
        .iter()
        .all(|case| case.kind.is_some_and(|wanted| wanted != kind))
    {
        return Err(reader.mismatch("one of several types"));
    }
    reader.note_unlisted(start);
    read(UNKNOWN, reader)
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
fn choose(seen: &Skim<'_>, cases: &[Case]) -> Option<usize> {
    if let Some(tag) = tag(cases) {
        if seen.kind != Kind::Object {
            return None;
        }
        let value = seen.member(tag).and_then(|member| member.text.as_deref());
        let has = |case: &Case| {
            case.tag
                .is_some_and(|(_, texts)| value.is_some_and(|value| texts.contains(&value)))
        };
        let named = cases.iter().position(has);
        return named.or_else(|| cases.iter().position(|case| case.is_rest));
    }
    let mut best = None;
    for (position, case) in cases.iter().enumerate() {
        let Some(fit) = case.fits(seen) else {
            continue;
        };
        if best.is_none_or(|(_, most)| fit > most) {
            best = Some((position, fit));
        }
    }

    best.map(|(position, _)| position)
}

/// The other cases that know as much of the value as the chosen one, the best first. A tag leaves no choice.
fn as_well(seen: &Skim<'_>, cases: &[Case], chosen: usize) -> Vec<usize> {
    if tag(cases).is_some() {
        return Vec::new();
    }
    let fit = |position: usize| cases.get(position).and_then(|case| case.fits(seen));
    let least = fit(chosen).map(|(unknown, _)| unknown);
    let mut others: Vec<usize> = (0..cases.len())
        .filter(|position| {
            *position != chosen && fit(*position).map(|(unknown, _)| unknown) == least
        })
        .collect();
    others.sort_by_key(|position| Reverse(fit(*position)));

    others
}
