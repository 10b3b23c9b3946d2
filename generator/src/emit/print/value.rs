//! Statements and the values in them, broken as rustfmt breaks them.

use proc_macro2::Delimiter;

use super::pieces::{element_lines, elements, group, is_mark, is_word};
use crate::emit::fit;
use crate::emit::one_line::{Tree, line};
use crate::emit::text::Text;

/// Columns of a line.
const LINE: usize = 100;

/// The statements of a function. What it returns stands apart.
pub(super) fn statements(text: &mut Text, body: &[Tree]) {
    let all: Vec<&[Tree]> = body.split_inclusive(|tree| is_mark(tree, ';')).collect();
    for (index, statement) in all.iter().enumerate() {
        let is_returned = statement.last().is_some_and(|last| !is_mark(last, ';'));
        if index > 0 && is_returned && stands_apart(statement) {
            text.blank();
        }
        self::statement(text, statement);
    }
}

/// A statement, or an item like one: a name and what it is, a call, a value.
pub(super) fn statement(text: &mut Text, statement: &[Tree]) {
    let (after, statement) = match statement.split_last() {
        Some((last, rest)) if is_mark(last, ';') => (";", rest),
        _ => ("", statement),
    };
    let is_sign = |tree: &Tree| matches!(tree, Tree::Mark('=', false));
    let sign = statement.iter().position(is_sign);
    let is_match = statement.first().is_some_and(|word| is_word(word, "match"));
    match sign.and_then(|sign| statement.split_at_checked(sign + 1)) {
        Some((place, given)) if !is_match => {
            let place = line(place);
            let is_long = text.indent() + place.chars().count() > LINE;
            let broken = is_long.then(|| in_its_brackets(text, &place)).flatten();
            value(text, broken.unwrap_or(place), given, after);
        }
        _ => value(text, String::new(), statement, after),
    }
}

/// `let name: Vec<Type> = ` where that is too long: the type stands on a line of its own, and the value goes on behind it.
fn in_its_brackets(text: &mut Text, place: &str) -> Option<String> {
    let (open, ty) = place.split_once('<')?;
    let ty = ty.strip_suffix("> = ")?;
    text.line(format!("{open}<\n    {ty},"));

    Some("> = ".to_owned())
}

/// Whether what a function returns has an empty line before it.
fn stands_apart(value: &[Tree]) -> bool {
    match parts(value) {
        Some(Parts::Match(..)) => false,
        Some(Parts::Chain { end, .. }) => end.is_empty(),
        Some(Parts::List(_) | Parts::Literal(..)) => true,
        None => value
            .iter()
            .all(|tree| matches!(tree, Tree::Word(_) | Tree::Mark(':', _))),
    }
}

/// A value behind what stands before it on its line.
fn value(text: &mut Text, mut before: String, mut trees: &[Tree], after: &str) {
    while let [first, rest @ ..] = trees
        && is_mark(first, '&')
    {
        before.push('&');
        trees = rest;
    }
    let indent = text.indent();
    match parts(trees) {
        Some(Parts::Match(what, arms)) => {
            text.block(format!("{before}match {}", line(what)), |text| {
                for arm in elements(arms) {
                    self::arm(text, arm);
                }
            });
        }
        Some(Parts::List(elements)) => text.line(fit::list(indent, &before, &elements, after)),
        Some(Parts::Literal(name, fields)) => {
            text.line(fit::literal(&(before + &line(name)), &fields) + after);
        }
        Some(Parts::Chain { head, calls, end }) => {
            let after = line(end) + after;
            text.line(fit::chain(indent, &before, &head, &calls, &after));
        }
        None => text.line(before + &line(trees) + after),
    }
}

fn arm(text: &mut Text, arm: &[Tree]) {
    let is_sign = |tree: &Tree| matches!(tree, Tree::Mark('=', true));
    let sign = arm.iter().position(is_sign);
    let sides = sign.and_then(|sign| Some((arm.get(..sign)?, arm.get(sign + 2..)?)));
    let (pattern, value) = sides.unwrap_or((arm, &[]));
    text.line(fit::arm(text.indent(), &line(pattern), &line(value)));
}

/// What a value is made of, where that is more than words.
enum Parts<'t> {
    /// `match what { arms }`
    Match(&'t [Tree], &'t [Tree]),
    /// `[a, b]`
    List(Vec<String>),
    /// `Name { a: 1, b }`
    Literal(&'t [Tree], Vec<String>),
    /// `head.call().call().await`
    Chain {
        head: String,
        calls: Vec<String>,
        end: &'t [Tree],
    },
}

fn parts(value: &[Tree]) -> Option<Parts<'_>> {
    let (last, front) = value.split_last()?;
    let first = value.first()?;
    if let Some(inside) = group(last, Delimiter::Brace) {
        return Some(if is_word(first, "match") {
            Parts::Match(front.get(1..).unwrap_or_default(), inside)
        } else {
            Parts::Literal(front, element_lines(inside))
        });
    }
    if let Some(inside) = group(last, Delimiter::Bracket).filter(|_| front.is_empty()) {
        return Some(Parts::List(element_lines(inside)));
    }

    chain(value)
}

/// A chain that has at least one call.
fn chain(value: &[Tree]) -> Option<Parts<'_>> {
    let is_end = |tree: &Tree| matches!(tree, Tree::Mark('.', _) | Tree::Group(..));
    let end = value.iter().position(is_end)?;
    let (path, mut rest) = value.split_at(end);
    if path.last().is_none_or(|last| is_mark(last, '!')) {
        return None;
    }
    let (mut head, mut has_call) = (line(path), false);
    if let [first, behind @ ..] = rest
        && let Some(arguments) = group(first, Delimiter::Parenthesis)
    {
        head = fit::call(&head, &element_lines(arguments));
        (rest, has_call) = (behind, true);
    }
    let mut calls = Vec::new();
    while let [Tree::Mark('.', _), Tree::Word(name), behind @ ..] = rest
        && name != "await"
    {
        let name = format!(".{name}");
        let call = behind
            .split_first()
            .and_then(|(first, further)| Some((group(first, Delimiter::Parenthesis)?, further)));
        if let Some((arguments, further)) = call {
            calls.push(fit::call(&name, &element_lines(arguments)));
            (rest, has_call) = (further, true);
        } else {
            calls.push(name);
            rest = behind;
        }
    }

    has_call.then_some(Parts::Chain {
        head,
        calls,
        end: rest,
    })
}
