//! Texts of the wire before anybody knows their kinds: names, values, escapes and brackets.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// A value that has no kind yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Wire {
    /// Nothing so far.
    #[default]
    Nothing,
    /// A text, which may stand for a number or a flag.
    Text(String),
    /// A value that came as JSON.
    Json(Value),
    /// Several values.
    List(Vec<Wire>),
    /// Values by names.
    Object(BTreeMap<String, Wire>),
    /// What the same bytes can mean, the likeliest first.
    Either(Vec<Wire>),
}

/// What `+` means in an escaped text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plus {
    /// A space, as in forms and queries.
    Space,
    /// Itself.
    Itself,
}

/// A name with a value, both as they came and as they are meant.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    /// The name.
    pub(super) name: String,
    /// The value before its escapes were taken away: what parts the elements of a list is seen there.
    pub(super) escaped: String,
    /// The value.
    pub(super) value: Wire,
}

/// The most names and values of one query or form.
pub(super) const MOST_PAIRS: usize = 10_000;

/// The names and values of a query or a form.
pub(super) fn pairs(text: &str, separator: char, plus: Plus) -> Result<Vec<Pair>, String> {
    let mut pairs = Vec::new();
    let pieces = text.split(separator).map(|piece| match separator {
        ';' => piece.trim(),
        _ => piece,
    });
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        if pairs.len() >= MOST_PAIRS {
            return Err(format!("it holds more than {MOST_PAIRS} names"));
        }
        let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
        let name = unescape(name, plus).map_err(|problem| format!("a name {problem}"))?;
        let meant = unescape(value, plus).map_err(|problem| format!("`{name}` {problem}"))?;
        pairs.push(Pair {
            name,
            escaped: value.to_owned(),
            value: Wire::Text(meant),
        });
    }

    Ok(pairs)
}

/// The text behind its escapes.
pub(super) fn unescape(text: &str, plus: Plus) -> Result<String, String> {
    let mut after_percent = text.split('%').skip(1);
    let is_escape = |rest: &str| {
        let digits = rest.as_bytes().get(..2).unwrap_or_default();
        digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit)
    };
    if !after_percent.all(is_escape) {
        return Err("has a `%` that begins no escape".to_owned());
    }
    let spaced = match plus {
        Plus::Space if text.contains('+') => &text.replace('+', " "),
        Plus::Space | Plus::Itself => text,
    };

    percent_decode_str(spaced)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| "is not in UTF-8".to_owned())
}

/// One pair of brackets behind a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// `[b]`
    Member(String),
    /// `[]`
    Element,
    /// `[0]`
    Index(usize),
}

/// How deep brackets may go.
const DEEPEST: usize = 64;

/// The brackets behind a name; nothing where they do not close or go too deep. Digits are places in a list where `indexed` says so. A
/// bracket that is followed by neither another one nor the end is part of a name: `[a]b]` is one member.
pub(super) fn steps(mut rest: &str, indexed: bool) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let after_opening = rest.strip_prefix('[')?;
        let mut closings = after_opening.match_indices(']').map(|(at, _)| {
            let (inside, after) = after_opening.split_at(at);
            (inside, after.strip_prefix(']').unwrap_or_default())
        });
        let (inside, after) =
            closings.find(|(_, after)| after.is_empty() || after.starts_with('['))?;
        let is_index = indexed && inside.bytes().all(|byte| byte.is_ascii_digit());
        steps.push(match inside.parse() {
            _ if inside.is_empty() => Step::Element,
            Ok(index) if is_index => Step::Index(index),
            _ => Step::Member(inside.to_owned()),
        });
        if steps.len() > DEEPEST {
            return None;
        }
        rest = after;
    }

    Some(steps)
}

impl Wire {
    /// Adds a value at a place; false where there is something else already.
    pub(super) fn put(&mut self, steps: &[Step], value: Self) -> bool {
        let (first, deeper) = match steps {
            [] => return self.add(value),
            [first, deeper @ ..] => (first, deeper),
        };
        if *self == Self::Nothing {
            *self = match first {
                Step::Member(_) => Self::Object(BTreeMap::new()),
                Step::Element | Step::Index(_) => Self::List(Vec::new()),
            };
        }
        match (first, self) {
            (Step::Member(name), Self::Object(members)) => {
                let member = members.entry(name.clone()).or_default();
                member.put(deeper, value)
            }
            (Step::Element, Self::List(list)) => {
                if let Some(last) = list.last_mut().filter(|last| last.goes_on(deeper)) {
                    return last.put(deeper, value);
                }
                let mut element = Self::Nothing;
                let fits = element.put(deeper, value);
                list.push(element);
                fits
            }
            (Step::Index(index), Self::List(list)) => {
                // Only the next place may be new, so that a large number makes no large list.
                if *index == list.len() {
                    list.push(Self::Nothing);
                }
                list.get_mut(*index)
                    .is_some_and(|element| element.put(deeper, value))
            }
            _ => false,
        }
    }

    /// A second value under the same name makes a list.
    fn add(&mut self, value: Self) -> bool {
        match self {
            Self::Nothing => *self = value,
            Self::List(list) => list.push(value),
            Self::Object(_) => return false,
            Self::Text(_) | Self::Json(_) | Self::Either(_) => {
                let first = std::mem::take(self);
                *self = Self::List(vec![first, value]);
            }
        }

        true
    }

    /// Whether a value at this place belongs to this element, the last of a list, and not to the next one.
    fn goes_on(&self, steps: &[Step]) -> bool {
        match (steps, self) {
            ([Step::Member(name), deeper @ ..], Self::Object(members)) => {
                let member = members.get(name);
                member.is_none_or(|member| !deeper.is_empty() && member.goes_on(deeper))
            }
            ([Step::Element, ..], Self::List(_)) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Plus, Step, Wire, pairs, steps, unescape};

    #[test]
    fn escapes_are_taken_away_once_or_refused() {
        let cases: &[(&str, Plus, Result<&str, &str>)] = &[
            ("a%20b+c", Plus::Space, Ok("a b c")),
            ("a%20b+c", Plus::Itself, Ok("a b+c")),
            ("%2B%2525", Plus::Space, Ok("+%25")),
            ("100%", Plus::Space, Err("begins no escape")),
            ("%zz", Plus::Space, Err("begins no escape")),
            ("%4", Plus::Space, Err("begins no escape")),
            ("%é0", Plus::Space, Err("begins no escape")),
            ("%ff", Plus::Space, Err("not in UTF-8")),
        ];
        for (text, plus, expected) in cases {
            match (unescape(text, *plus), expected) {
                (Ok(read), Ok(expected)) => assert_eq!(read, *expected, "{text}"),
                (Err(read), Err(expected)) => assert!(read.contains(expected), "{text}: {read}"),
                (read, expected) => panic!("{text}: {read:?} and not {expected:?}"),
            }
        }
    }

    #[test]
    fn brackets_lead_to_places() {
        let member = |name: &str| Step::Member(name.to_owned());
        assert_eq!(
            steps("[a][]", false),
            Some(vec![member("a"), Step::Element])
        );
        assert_eq!(steps("[0]", false), Some(vec![member("0")]));
        assert_eq!(steps("[0]", true), Some(vec![Step::Index(0)]));
        assert_eq!(steps("[a", false), None);
        assert_eq!(steps("[a]b", false), None);
        assert_eq!(
            steps("[a]b][[]", false),
            Some(vec![member("a]b"), member("[")])
        );
        assert_eq!(steps("[]]", false), Some(vec![member("]")]));
        assert_eq!(steps(&"[a]".repeat(65), false), None);
    }

    #[test]
    fn a_large_place_makes_no_large_list() {
        let mut list = Wire::Nothing;

        assert!(!list.put(&[Step::Index(4_000_000_000)], Wire::Text("1".to_owned())));
    }

    #[test]
    fn a_form_of_very_many_names_is_refused() {
        assert!(pairs(&"a=1&".repeat(10_000), '&', Plus::Space).is_ok());
        assert!(pairs(&"a=1&".repeat(10_001), '&', Plus::Space).is_err());
    }
}
