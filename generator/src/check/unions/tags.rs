//! The values of a discriminator that lead to each case.

use std::collections::{BTreeMap, BTreeSet};

use super::super::classify::{Class, classify};
use super::super::context::Context;
use super::super::members::gather_most;
use super::super::references::split_pointer;
use super::super::uses::Use;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Value;
use crate::parse::ast::{Discriminator, Schema, Text};

/// For each case the values that are mapped to it, then those that its own member can have and no other case has, and only where there
/// are none of both its name.
pub(super) fn of_cases<'a>(
    context: &mut Context<'a>,
    discriminator: &'a Discriminator,
    cases: &[(String, Use<'a>)],
) -> Vec<Vec<String>> {
    let names: Vec<Vec<String>> = cases.iter().map(|(_, used)| names(used)).collect();
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, names) in names.iter().enumerate() {
        for name in names {
            by_name.entry(name).or_default().push(index);
        }
    }
    let mut all: Vec<Vec<String>> = vec![Vec::new(); cases.len()];
    for (value, target) in &discriminator.mapping {
        let words = meant(&target.value);
        let mut found = words.iter().filter_map(|word| by_name.get(word.as_str()));
        let index = found.next().and_then(|indexes| indexes.first());
        match index.and_then(|index| all.get_mut(*index)) {
            Some(tags) => tags.push(value.value.clone()),
            None => report_lost(context, value, target, &words),
        }
    }
    let listed: Vec<Vec<String>> = cases
        .iter()
        .map(|(_, used)| listed(context, discriminator, used))
        .collect();
    let mut claims: BTreeMap<&str, usize> = BTreeMap::new();
    for text in listed.iter().flatten() {
        *claims.entry(text).or_default() += 1;
    }
    let mapped: BTreeSet<String> = all.iter().flatten().cloned().collect();
    for (tags, texts) in all.iter_mut().zip(&listed) {
        let own = texts
            .iter()
            .filter(|text| claims.get(text.as_str()) == Some(&1) && !mapped.contains(*text));
        tags.extend(own.cloned());
    }
    // Cases that list the same values are told by their names where nothing else tells them.
    let taken: BTreeSet<String> = all.iter().flatten().cloned().collect();
    for ((tags, names), (_, used)) in all.iter_mut().zip(&names).zip(cases) {
        if tags.is_empty() && used.place.is_component() {
            tags.extend(names.last().filter(|name| !taken.contains(*name)).cloned());
        }
    }

    all
}

/// The case of all values that lead to no other one, where the document says which one that is.
pub(super) fn default_case(
    context: &mut Context<'_>,
    discriminator: &Discriminator,
    cases: &[(String, Use<'_>)],
) -> Option<usize> {
    let target = discriminator.default.as_ref()?;
    let words = meant(&target.value);
    let is_meant = |(_, used): &(String, Use<'_>)| {
        let names = names(used);
        words.iter().any(|word| names.contains(word))
    };
    let found = cases.iter().position(is_meant);
    if found.is_none() {
        let message = format!("`{}` is no case of this union", target.value);
        context.report(
            Diagnostic::new(Code::DanglingReference, target.span, message)
                .label("values without a known tag are kept as they come")
                .help("name a schema that stands among the cases"),
        );
    }

    found
}

/// What a case may be called in a mapping: as the components on the way to it, or as what it was made of.
fn names(used: &Use<'_>) -> Vec<String> {
    let of_pointer = |schema: &&Schema| {
        let mut tokens = split_pointer(&schema.pointer);
        let is_component =
            matches!(tokens.len(), 2 | 3) && !tokens.iter().any(|token| token == "paths");
        tokens.pop().filter(|_| is_component)
    };
    let mut names: Vec<String> = used.chain.iter().filter_map(of_pointer).collect();
    if used.written().pointer.ends_with("/allOf") {
        let title = used.written().title.as_ref();
        names.extend(title.map(|title| title.value.clone()));
    }

    names
}

/// The names of schemas that the target of a mapping can mean: it is a name, a reference or the name of a file.
fn meant(target: &str) -> Vec<String> {
    let last = split_pointer(target).pop();
    let file = target.rsplit('/').next().unwrap_or(target);
    let stem = file.rsplit_once('.').map(|(stem, _)| stem);

    [Some(target), last.as_deref(), Some(file), stem]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .collect()
}

/// The texts that a case lists for the tag.
fn listed<'a>(
    context: &mut Context<'a>,
    discriminator: &Discriminator,
    case: &Use<'a>,
) -> Vec<String> {
    if !matches!(classify(context, case), Some(Class::Struct)) {
        return Vec::new();
    }
    let (properties, _) = gather_most(context, case);
    let tag = properties
        .iter()
        .find(|property| property.name.value == discriminator.property.value);

    tag.iter()
        .flat_map(|tag| {
            let target = tag.schema.target;
            target.constant.iter().chain(&target.enumeration)
        })
        .filter_map(|value| match &value.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        })
        .collect()
}

/// Reports a value that is mapped to nothing.
fn report_lost(context: &mut Context<'_>, value: &Text, target: &Text, words: &[String]) {
    if words.iter().any(|word| context.schema(word).is_some()) {
        return;
    }
    let message = format!(
        "`{}` leads to `{}`, which is no schema",
        value.value, target.value
    );
    context.report(
        Diagnostic::new(Code::DanglingReference, target.span, message)
            .label("values with this tag are kept as they come")
            .help("name a schema that stands among the cases"),
    );
}
