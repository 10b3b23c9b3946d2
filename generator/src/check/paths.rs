//! Path templates: text and the values in it. That a path begins with a slash is what the parser looks after.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Segment;
use crate::parse::ast::{PathItem, Text};

/// Cuts a path into pieces; `None` where it was reported.
pub(super) fn segments(
    context: &mut Context<'_>,
    path: &Text,
    item: &PathItem,
) -> Option<Vec<Segment>> {
    if let Some(called) = &item.called {
        return Some(cut(called));
    }
    let Some(fault) = fault(&path.value) else {
        return Some(cut(&path.value));
    };
    context.report(
        Diagnostic::new(Code::BadPath, path.span, format!("the path `{}` {fault}", path.value))
            .help("a path looks like `/visits/{id}/lines`: it starts with `/`, and each value has a name of its own in braces"),
    );

    None
}

fn cut(path: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let push_literal = |segments: &mut Vec<Segment>, text: &str| {
        if !text.is_empty() {
            segments.push(Segment::Literal(text.to_owned()));
        }
    };
    let mut rest = path;
    while let Some((literal, (name, tail))) = next_value(rest) {
        push_literal(&mut segments, literal);
        segments.push(Segment::Parameter(name.to_owned()));
        rest = tail;
    }
    push_literal(&mut segments, rest);

    segments
}

/// The text before the next value, its name, and what follows.
fn next_value(path: &str) -> Option<(&str, (&str, &str))> {
    let (literal, after) = path.split_once('{')?;

    Some((literal, after.split_once('}')?))
}

/// What is wrong with a path, if anything is.
fn fault(path: &str) -> Option<String> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((literal, after)) = rest.split_once('{') {
        if let Some(fault) = fault_of_literal(literal) {
            return Some(fault);
        }
        let Some((name, tail)) = after.split_once('}') else {
            return Some(format!(
                "opens a brace at `{{{after}` and does not close it"
            ));
        };
        if name.is_empty() || name.contains(['{', '/']) {
            return Some(format!("has `{{{name}}}`, which is no name"));
        }
        if names.contains(&name) {
            return Some(format!("names `{{{name}}}` twice"));
        }
        names.push(name);
        rest = tail;
    }

    fault_of_literal(rest)
}

fn fault_of_literal(text: &str) -> Option<String> {
    if text.contains('}') {
        return Some("closes a brace that is not open".to_owned());
    }
    if text.contains(['?', '#']) || text.contains(char::is_whitespace) {
        return Some("has `?`, `#` or a blank in it".to_owned());
    }
    // `/visits/:id` is how some routers write it; `/visits/{id}:cancel` is a path like any other.
    let (_, name) = text.split_once("/:")?;
    let name = name.split('/').next().unwrap_or_default();

    Some(format!("writes a value as `:{name}`"))
}
