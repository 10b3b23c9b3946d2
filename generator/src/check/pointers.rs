//! JSON Pointers into a body, followed through its schema.

use super::classify::{Class, classify};
use super::context::Context;
use super::members::gather;
use super::references::split_pointer;
use super::uses::{Use, follow};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::Span;

/// Why a pointer leads nowhere.
enum Lost {
    /// No such member among these.
    Missing(String, Vec<String>),
    /// Something else was reported.
    Reported,
}

/// The schema a pointer leads to; `None` where it leads nowhere, which was reported at the place it was written.
pub(super) fn lead<'a>(
    context: &mut Context<'a>,
    body: &Use<'a>,
    pointer: &str,
    written: Span,
) -> Option<Use<'a>> {
    match walk(context, body, pointer) {
        Ok(found) => Some(found),
        Err(Lost::Reported) => None,
        Err(Lost::Missing(token, names)) => {
            let listed = names
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ");
            let message = if token.is_empty() {
                format!("`{pointer}` leads to no declared member: it ends with a slash")
            } else {
                format!("`{pointer}` leads to no declared member: there is no `{token}`")
            };
            let help = match did_you_mean(&token, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`? the members there are {listed}"),
                None if names.is_empty() && token.is_empty() => "leave out the slash at its end".to_owned(),
                None if names.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit()) => {
                    "a pointer leads through members, not to one element of a list: point to the list".to_owned()
                }
                None if names.is_empty() => "there are no members at that place: declare them, or say otherwise at the operation".to_owned(),
                None => format!("the members there are {listed}: declare `{token}`, or say otherwise at the operation"),
            };
            context.report(
                Diagnostic::new(Code::BadPointer, written, message)
                    .label("the pointer is written here")
                    .also(body.span(), "the body it points into")
                    .help(help),
            );
            None
        }
    }
}

/// The schema a pointer leads to, if it leads anywhere.
pub(super) fn place_at<'a>(
    context: &mut Context<'a>,
    body: &Use<'a>,
    pointer: &str,
) -> Option<Use<'a>> {
    walk(context, body, pointer).ok()
}

/// Whether a pointer leads anywhere.
pub(super) fn leads<'a>(context: &mut Context<'a>, body: &Use<'a>, pointer: &str) -> bool {
    walk(context, body, pointer).is_ok()
}

/// Whether a value has members that a pointer can be held against.
pub(super) fn holds_members<'a>(context: &mut Context<'a>, body: &Use<'a>) -> bool {
    matches!(classify(context, body), Some(Class::Struct))
}

fn walk<'a>(context: &mut Context<'a>, body: &Use<'a>, pointer: &str) -> Result<Use<'a>, Lost> {
    let mut found = body.clone();
    for token in split_pointer(pointer) {
        let class = classify(context, &found).ok_or(Lost::Reported)?;
        found = match class {
            Class::Struct => {
                let members = gather(context, &found).ok_or(Lost::Reported)?;
                let names = members
                    .iter()
                    .map(|member| member.name.value.clone())
                    .collect();
                let member = members
                    .into_iter()
                    .find(|member| member.name.value == token);
                let mut next = member.ok_or(Lost::Missing(token, names))?.schema;
                // A wrapper that is only walked through lends its name to what it wraps.
                if !found.place.is_component() && next.place.is_property() {
                    next.place = found.place;
                }
                next
            }
            Class::Map(Some(values)) => {
                follow(context, values, found.place.element()).ok_or(Lost::Reported)?
            }
            Class::Union(_)
            | Class::TextEnum(_)
            | Class::Newtype
            | Class::Map(None)
            | Class::List(_)
            | Class::One(_)
            | Class::Primitive(_)
            | Class::Null => return Err(Lost::Missing(token, Vec::new())),
        };
    }
    Ok(found)
}
