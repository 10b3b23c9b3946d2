//! Path templates: text and the values in it. That a path begins with a slash is what the parser looks after.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Segment;
use crate::parse::ast::Text;

/// Cuts a path into pieces; `None` where it was reported.
pub(super) fn segments(context: &mut Context<'_>, path: &Text) -> Option<Vec<Segment>> {
    match cut(&path.value) {
        Ok(segments) => Some(segments),
        Err(fault) => {
            context.report(
                Diagnostic::new(Code::BadPath, path.span, format!("the path `{}` {fault}", path.value))
                    .help("a path looks like `/visits/{id}/lines`: it starts with `/`, and each value has a name of its own in braces"),
            );
            None
        }
    }
}

fn cut(path: &str) -> Result<Vec<Segment>, String> {
    let mut segments = Vec::new();
    let mut rest = path;
    while let Some((literal, after)) = rest.split_once('{') {
        push_literal(&mut segments, literal)?;
        let Some((name, tail)) = after.split_once('}') else {
            return Err(format!(
                "opens a brace at `{{{after}` and does not close it"
            ));
        };
        if name.is_empty() || name.contains(['{', '/']) {
            return Err(format!("has `{{{name}}}`, which is no name"));
        }
        let parameter = Segment::Parameter(name.to_owned());
        if segments.contains(&parameter) {
            return Err(format!("names `{{{name}}}` twice"));
        }
        segments.push(parameter);
        rest = tail;
    }
    push_literal(&mut segments, rest)?;

    Ok(segments)
}

fn push_literal(segments: &mut Vec<Segment>, text: &str) -> Result<(), String> {
    if text.contains('}') {
        return Err("closes a brace that is not open".to_owned());
    }
    if text.contains(['?', '#']) || text.contains(char::is_whitespace) {
        return Err("has `?`, `#` or a blank in it".to_owned());
    }
    // `/visits/:id` is how some routers write it; `/visits/{id}:cancel` is a path like any other.
    if let Some((_, name)) = text.split_once("/:") {
        let name = name.split('/').next().unwrap_or_default();
        return Err(format!("writes a value as `:{name}`"));
    }
    if !text.is_empty() {
        segments.push(Segment::Literal(text.to_owned()));
    }
    Ok(())
}
