//! Further calls of an operation: one for each media type that it can take or give besides the first.

use super::super::context::Context;
use super::super::names;
use super::super::scope::{Candidate, Scope};
use super::super::variants::{self, Variant};
use super::Found;
use crate::model::MethodName;

/// The calls with their names, and behind each the further calls of its operation, which have names that begin with its own.
pub(super) fn with_variants<'a>(
    context: &mut Context<'a>,
    found: Vec<Found<'a>>,
    names: Vec<MethodName>,
) -> Option<Vec<(Found<'a>, MethodName)>> {
    let mut further: Vec<(usize, String, Found<'a>)> = Vec::new();
    for (position, (found, name)) in found.iter().zip(&names).enumerate() {
        for (word, variant) in variants::of(context, found) {
            let further_call = Found {
                variant: Some(variant),
                ..found.clone()
            };
            let name = format!("{}_{word}", name.as_str().trim_end_matches('_'));
            further.push((position, name, further_call));
        }
    }
    let candidates: Vec<Candidate<'_>> = further
        .iter()
        .map(|(_, name, found)| {
            let media = found.variant.map_or("", Variant::media);
            Candidate {
                place: format!("{} ({media})", found.place()),
                shown: format!("`{}` as `{media}`", found.place()).into(),
                span: found.key.span,
                given: None,
                pure: names::method(name),
                qualified: [].into(),
                is_exact: false,
            }
        })
        .collect();
    let mut reserved: Vec<&str> = names.iter().map(MethodName::as_str).collect();
    reserved.push("clone");
    let scope = Scope {
        what: "method",
        reserved: &reserved,
        suffix: "_call",
    };
    let further_names = scope.assign(context, &candidates, MethodName::checked)?;
    let mut further = further.into_iter().zip(further_names).peekable();
    let mut all = Vec::with_capacity(found.len());
    for (position, (found, name)) in found.into_iter().zip(names).enumerate() {
        all.push((found, name));
        while let Some(((_, _, found), name)) = further.next_if(|((of, ..), _)| *of == position) {
            all.push((found, name));
        }
    }

    Some(all)
}
