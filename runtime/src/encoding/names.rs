//! Names with brackets, `a[b][][c]`: writing a tree under them, and growing a tree from them.

use super::tree::{Object, Tree};
use crate::codec::MAX_DEPTH;

/// One pair of brackets behind a name.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// `[b]`
    Member(String),
    /// `[]`
    Element,
    /// `[0]`
    Index(usize),
}

/// How lists stand in names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lists {
    /// They do not.
    None,
    /// The name is repeated.
    Repeat,
    /// As `[]`.
    Unindexed,
    /// As `[0]`.
    Indexed,
}

/// Writes a value under a name, not escaped.
pub(super) fn write(
    name: &str,
    tree: &Tree,
    lists: Lists,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), &'static str> {
    match tree {
        Tree::Null => {}
        Tree::Text(text) => pairs.push((name.to_owned(), text.clone())),
        Tree::Object(object) => {
            for (member, tree) in object.iter() {
                if member.is_empty() || member.contains(['[', ']']) {
                    return Err("a name that is empty or has brackets cannot stand in brackets");
                }
                if lists == Lists::Indexed && index(member).is_some() && !name.is_empty() {
                    return Err("a name of digits would be read as the place in a list");
                }
                let inner = if name.is_empty() {
                    member.to_owned()
                } else {
                    format!("{name}[{member}]")
                };
                write(&inner, tree, lists, pairs)?;
            }
        }
        Tree::List(list) => {
            for (index, element) in list.iter().enumerate() {
                match (lists, element) {
                    (Lists::None, _) => return Err("a list cannot stand in a deep object"),
                    (Lists::Repeat, Tree::Text(text)) => {
                        pairs.push((name.to_owned(), text.clone()));
                    }
                    (Lists::Repeat, _) => {
                        return Err("a repeated name can only list single values");
                    }
                    (Lists::Unindexed, _) => {
                        write(&format!("{name}[]"), element, lists, pairs)?;
                    }
                    (Lists::Indexed, _) => {
                        write(&format!("{name}[{index}]"), element, lists, pairs)?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// The steps of the brackets behind a name; nothing where they are no brackets.
pub(super) fn steps(mut rest: &str, lists: Lists) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (inside, after) = rest.strip_prefix('[')?.split_once(']')?;
        steps.push(match (inside, index(inside)) {
            ("", _) => Step::Element,
            (_, Some(index)) if lists == Lists::Indexed => Step::Index(index),
            (name, _) => Step::Member(name.to_owned()),
        });
        rest = after;
    }

    (steps.len() < MAX_DEPTH as usize).then_some(steps)
}

/// The place in a list that a name may stand for.
fn index(name: &str) -> Option<usize> {
    let digits = name.bytes().all(|byte| byte.is_ascii_digit());

    name.parse().ok().filter(|_| digits)
}

impl Tree {
    /// Adds a value at a place; the number of steps bounds the recursion.
    pub(super) fn add(&mut self, steps: &[Step], value: String) -> Result<(), &'static str> {
        match (steps, &mut *self) {
            ([], Self::Null) => *self = Self::Text(value),
            ([], Self::Text(_)) => {
                let first = std::mem::take(self);
                *self = Self::List(vec![first, Self::Text(value)]);
            }
            ([], Self::List(list)) => list.push(Self::Text(value)),
            ([Step::Member(_), ..], Self::Null) => {
                *self = Self::Object(Object::default());
                self.add(steps, value)?;
            }
            ([Step::Member(name), deeper @ ..], Self::Object(object)) => {
                if let Some(slot) = object.slot(name) {
                    slot.add(deeper, value)?;
                }
            }
            ([Step::Element | Step::Index(_), ..], Self::Null) => {
                *self = Self::List(Vec::new());
                self.add(steps, value)?;
            }
            ([Step::Element, deeper @ ..], Self::List(list)) => {
                if let Some(last) = list.last_mut().filter(|last| last.goes_on(deeper)) {
                    return last.add(deeper, value);
                }
                let mut element = Self::Null;
                element.add(deeper, value)?;
                list.push(element);
            }
            ([Step::Index(index), deeper @ ..], Self::List(list)) => {
                // Only the next place may be new, so that a large number makes no large list.
                if *index == list.len() {
                    list.push(Self::Null);
                }
                let element = list.get_mut(*index);
                let element = element.ok_or("places in a list that begin at 0 and go on by one")?;
                element.add(deeper, value)?;
            }
            _ => return Err("names that do not contradict each other"),
        }
        Ok(())
    }

    /// Whether a value at this place belongs to this element, the last one, and not to the next.
    fn goes_on(&self, steps: &[Step]) -> bool {
        match (steps, self) {
            ([Step::Member(name), deeper @ ..], Self::Object(object)) => object
                .get(name)
                .is_none_or(|member| !deeper.is_empty() && member.goes_on(deeper)),
            ([Step::Element, ..], Self::List(_)) => true,
            _ => false,
        }
    }
}
