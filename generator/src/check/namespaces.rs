//! Components with namespaces in their names: each is called by the end of its name, as people call a type that they have imported, as long
//! as no other component comes to that name. Only for strangers' documents; an author of ours says what he wants.

use std::collections::{BTreeMap, BTreeSet};

use super::names;

/// How deep a namespace may be; a name with more dots is something else.
const DEEPEST: usize = 16;

/// What stands around the arguments of a generic type.
const AROUND_ARGUMENTS: &[char] = &['<', '>', '«', '»', '[', ']', ',', ' ', '`'];

/// Ends of names that were files.
const EXTENSIONS: &[&str] = &[".json", ".yaml", ".yml"];

/// What each of these components is called whose own name would be longer than it need be.
pub(super) fn short_names<'n>(all: impl Iterator<Item = &'n str>) -> BTreeMap<&'n str, String> {
    let known: BTreeSet<&str> = all.collect();
    let shared = shared_beginning(&known);
    let mut names: Vec<Name<'_>> = known
        .iter()
        .map(|wire| Name {
            wire,
            choices: choices(wire, &known, shared),
            choice: 0,
        })
        .collect();
    if names.iter().all(|name| name.choices.is_empty()) {
        return BTreeMap::new();
    }
    // Whoever shares a name takes a longer one, until nobody does or nobody can.
    loop {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for name in &names {
            *count.entry(name.called()).or_default() += 1;
        }
        let mut has_changed = false;
        for name in &mut names {
            let called = name.called();
            let is_taken = count.get(&called).is_some_and(|count| *count > 1)
                || names::RESERVED_TYPES.contains(&called.as_str());
            if is_taken && name.choice < name.choices.len() {
                name.choice += 1;
                has_changed = true;
            }
        }
        if !has_changed {
            break;
        }
    }

    names
        .into_iter()
        .filter_map(|name| Some((name.wire, name.choices.into_iter().nth(name.choice)?)))
        .collect()
}

struct Name<'n> {
    wire: &'n str,
    /// What it could be called, from the shortest to the longest; behind them stands the whole name.
    choices: Vec<String>,
    choice: usize,
}

impl Name<'_> {
    fn called(&self) -> String {
        let chosen = self.choices.get(self.choice);

        names::type_name(chosen.map_or(self.wire, String::as_str))
    }
}

fn choices(wire: &str, known: &BTreeSet<&str>, shared: &str) -> Vec<String> {
    if let Some(pieces) = arguments(wire) {
        return vec![pieces.join(" ")];
    }
    if let Some(stem) = EXTENSIONS.iter().find_map(|end| wire.strip_suffix(end)) {
        return vec![stem.to_owned()];
    }
    let Some(path) = path(wire) else {
        return Vec::new();
    };
    let first_choice = match path.last() {
        Some(last) if is_type(last) => 1,
        _ if !shared.is_empty() => {
            let passed = shared.split('.').count();
            path.len().saturating_sub(passed).max(1)
        }
        _ => return Vec::new(),
    };
    // What stands inside of another type is called with it.
    let is_inside = |kept: usize| {
        let around = path.get(..path.len() - kept).unwrap_or_default();

        known.contains(around.join(".").as_str())
    };
    (first_choice..path.len())
        .skip_while(|kept| is_inside(*kept))
        .filter_map(|kept| Some(path.get(path.len() - kept..)?.join(" ")))
        .collect()
}

/// The generic type and its arguments without their namespaces, where a name is that: `Page<Acme.Visit>`, `Acme.Page_Acme.Visit_`, and
/// what .NET makes of it.
fn arguments(wire: &str) -> Option<Vec<&str>> {
    let is_of_assembly = wire.contains("[[");
    let has_underscores = wire.ends_with('_') && wire.contains('.');
    if !has_underscores && !wire.contains(AROUND_ARGUMENTS) {
        return None;
    }
    let pieces: Vec<&str> = if is_of_assembly {
        // Behind a comma stand assembly, version and key.
        let pieces = wire.split(['[', ']']);
        pieces
            .filter_map(|piece| piece.split(',').next())
            .map(|piece| piece.split('`').next().unwrap_or(piece))
            .collect()
    } else if has_underscores {
        wire.split('_').collect()
    } else {
        wire.split(AROUND_ARGUMENTS).collect()
    };
    let mut ends = Vec::with_capacity(pieces.len());
    for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
        match path(piece).as_deref() {
            Some([.., last]) if is_type(last) => ends.push(*last),
            // Not what it looked like.
            _ if piece.contains('.') => return None,
            _ => ends.push(piece),
        }
    }
    let is_shorter = is_of_assembly || wire.contains('.');

    (is_shorter && !ends.is_empty()).then_some(ends)
}

/// The steps of a name with a namespace: `Acme.Models.Visit`, and `acme__models__Visit` as Python has it.
fn path(wire: &str) -> Option<Vec<&str>> {
    let is_step = |step: &&str| {
        let mut letters = step.chars();

        !step.is_empty()
            && letters.all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-')
    };
    let dotted: Vec<&str> = wire.split('.').take(DEEPEST + 1).collect();
    let path = if dotted.len() > 1 {
        dotted
    } else {
        let modules: Vec<&str> = wire.split("__").take(DEEPEST + 1).collect();
        let (last, before) = modules.split_last()?;
        let is_module = |step: &&str| !step.contains(char::is_uppercase);
        if before.len() < 2 || !is_type(last) || !before.iter().all(is_module) {
            return None;
        }
        modules
    };

    (path.len() <= DEEPEST && path.iter().all(is_step)).then_some(path)
}

/// Whether a step is what a type is called, not a module or an extension.
fn is_type(step: &str) -> bool {
    step.len() > 1
        && step.starts_with(|first: char| first.is_ascii_uppercase())
        && !step.ends_with('_')
}

/// The beginning that all names in lower case share that have dots: `acme.v1` of `acme.v1.visit` and `acme.v1.visit.photo`.
fn shared_beginning<'n>(known: &BTreeSet<&'n str>) -> &'n str {
    let mut all = known.iter().filter(|name| {
        let path = path(name);

        name.contains('.')
            && path.is_some_and(|path| path.last().is_some_and(|last| !is_type(last)))
    });
    // In the order of their letters first and last differ most.
    let (Some(first), Some(last), true) = (all.next(), all.next_back(), all.count() > 0) else {
        return "";
    };
    let steps = first.split('.').zip(last.split('.'));
    let same: usize = steps
        .take_while(|(one, other)| one == other)
        .map(|(step, _)| step.len() + 1)
        .sum();
    let shared = first.get(..same.saturating_sub(1)).unwrap_or_default();

    // One step may be a thing that has others.
    if shared.contains('.') && shared.len() < first.len() {
        shared
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::short_names;
    use crate::check::names::type_name;

    /// Names of components, and what each is called in Rust.
    const DOCUMENTS: &[&[(&str, &str)]] = &[
        &[
            ("Acme.Api.Models.Visit", "Visit"),
            ("Acme.Api.Models.Error", "ModelsError"),
            ("Acme.Api.Models.Fares.Zone", "FaresZone"),
            ("Acme.Shared.V1.Driver", "V1Driver"),
            ("Acme.Shared.V2.Driver", "V2Driver"),
            ("Acme.Job", "AcmeJob"),
            ("Job", "Job"),
            ("Acme.Order", "Order"),
            ("Acme.Order.Line", "OrderLine"),
            ("Acme.PagedList_Acme.Api.Models.Visit_", "PagedListVisit"),
            (
                "Acme.List_acme.routes_visits.Visit_",
                "AcmeListAcmeRoutesVisitsVisit",
            ),
            (
                "Page`1[[Acme.Visit, Acme.Api, Version=1.0.0.0, Culture=neutral]]",
                "PageVisit",
            ),
            ("Map«string,Visit»", "MapStringVisit"),
            ("Page«Acme.Order»", "PageOrder"),
            ("1.CreateVisitRequest", "CreateVisitRequest"),
            ("visit.get", "VisitGet"),
            ("visit.post", "VisitPost"),
            ("visit.put", "VisitPut"),
            ("android-7.0", "Android70"),
            ("request_body.yaml", "RequestBody"),
            ("app__models__invoices__Invoice", "Invoice"),
            ("Photo__Back", "PhotoBack"),
        ],
        &[
            ("acme.v1.visit", "Visit"),
            ("acme.v1.visit.photo", "VisitPhoto"),
            ("acme.v1.driver_group", "DriverGroup"),
            ("acme.v1.value", "V1Value"),
        ],
    ];

    #[test]
    fn a_component_is_called_without_its_namespace_where_that_is_enough() {
        for document in DOCUMENTS {
            let short = short_names(document.iter().map(|(wire, _)| *wire));
            for (wire, name) in *document {
                let called = short.get(wire).map_or(*wire, String::as_str);
                assert_eq!(type_name(called), *name, "of {wire:?}");
            }
        }
    }
}
