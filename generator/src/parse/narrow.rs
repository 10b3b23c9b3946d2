//! Fewer calls than a document has: those that are named, and nothing that only the others need.

use std::collections::BTreeSet;
use std::fmt;

use super::ast::{Operation, SecurityRequirement, Spec};
use crate::diagnostic::did_you_mean;
use crate::source::Span;

/// Names that no call of the document answers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCalls {
    /// Each name, and the one that may be meant.
    pub names: Vec<(String, Option<String>)>,
}

impl std::error::Error for UnknownCalls {}

impl fmt::Display for UnknownCalls {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, meant)) in self.names.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            write!(
                formatter,
                "the document has no tag and no operation `{name}`"
            )?;
            if let Some(meant) = meant {
                write!(formatter, "; did you mean `{meant}`?")?;
            }
        }

        Ok(())
    }
}

/// Leaves the calls and webhooks that are named by a tag, an operationId, or method and path; a webhook by its own name, too. Gives the
/// places of what went.
///
/// Types go by themselves: what no call reaches is not built. Security schemes go that only calls ask for which went.
pub fn narrow(spec: &mut Spec, wanted: &[String]) -> Result<Vec<Span>, UnknownCalls> {
    let known = names(spec);
    let unknown: Vec<(String, Option<String>)> = wanted
        .iter()
        .filter(|name| {
            !known
                .iter()
                .any(|known| known == *name || same_place(known, name))
        })
        .map(|name| {
            let meant = did_you_mean(name, known.iter().map(String::as_str));
            (name.clone(), meant.map(str::to_owned))
        })
        .collect();
    if !unknown.is_empty() {
        return Err(UnknownCalls { names: unknown });
    }

    let before = schemes_of_calls(spec);
    let mut gone = Vec::new();
    for (path, item) in &mut spec.paths {
        item.operations.retain(|(method, operation)| {
            let place = place(&method.value, &path.value);
            let stays =
                answers_to(operation, wanted) || wanted.iter().any(|name| same_place(&place, name));
            if !stays {
                gone.push(operation.extent);
            }
            stays
        });
    }
    spec.paths.retain(|(_, item)| !item.operations.is_empty());
    spec.webhooks.retain(|(name, webhook)| {
        let stays = answers_to(&webhook.operation, wanted) || wanted.contains(&name.value);
        if !stays {
            gone.push(webhook.operation.extent);
        }
        stays
    });
    let mut needed = schemes_of_calls(spec);
    needed.extend(schemes(spec.security.as_ref()));
    let declared = &mut spec.components.security_schemes;
    declared.retain(|(name, _)| needed.contains(&name.value) || !before.contains(&name.value));

    Ok(gone)
}

/// The security schemes that calls ask for themselves.
fn schemes_of_calls(spec: &Spec) -> BTreeSet<String> {
    let items = spec.paths.iter().map(|(_, item)| item);
    let calls = items.flat_map(|item| item.operations.iter().map(|(_, call)| call));

    calls
        .flat_map(|call| schemes(call.security.as_ref()))
        .collect()
}

fn schemes(security: Option<&Vec<SecurityRequirement>>) -> Vec<String> {
    let alternatives = security.into_iter().flatten();
    let names = alternatives.flat_map(|one| one.schemes.iter().map(|(name, _)| name));

    names.map(|name| name.value.clone()).collect()
}

fn answers_to(operation: &Operation, wanted: &[String]) -> bool {
    let mut names = operation.tags.iter().chain(&operation.operation_id);

    names.any(|name| wanted.contains(&name.value))
}

/// All names that calls answer to.
fn names(spec: &Spec) -> Vec<String> {
    let mut names = Vec::new();
    for (path, item) in &spec.paths {
        for (method, operation) in &item.operations {
            names.push(place(&method.value, &path.value));
            let own = operation.tags.iter().chain(&operation.operation_id);
            names.extend(own.map(|name| name.value.clone()));
        }
    }
    for (name, webhook) in &spec.webhooks {
        names.push(name.value.clone());
        let own = webhook
            .operation
            .tags
            .iter()
            .chain(&webhook.operation.operation_id);
        names.extend(own.map(|name| name.value.clone()));
    }
    names.sort();
    names.dedup();

    names
}

fn place(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_ascii_uppercase())
}

/// Whether a name is that place, with the method in any case.
fn same_place(place: &str, name: &str) -> bool {
    let halves = place.split_once(' ').zip(name.split_once(' '));

    halves.is_some_and(|((method, path), (other, wanted))| {
        method.eq_ignore_ascii_case(other) && path == wanted.trim()
    })
}
