//! Which module of types a type stands in, and which resources need that module.
//!
//! What one resource alone uses stands with it, what several share stands apart. Types that hold each other are needed by the same
//! resources, so they are never torn apart.
//!
//! Where a crate has features, a module is compiled with any of the resources that need it. That is said only where it is short
//! ([`FEW`]): what more resources need is always compiled. A type holds only what is needed by all who need it, and so by no fewer: what is
//! always compiled holds nothing that is not.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{FieldName, TypeModule};

/// So many resources are named where they need something together; beyond it nobody counts any more.
pub(super) const FEW: usize = 2;

/// So many resources are worth a feature each. The registry takes three hundred features at most.
const WORTHWHILE: std::ops::RangeInclusive<usize> = 5..=250;

/// One type of so many has to be compiled on demand only; else the types hang together in one knot.
const KNOT: usize = 3;

/// How the types are divided.
pub(super) struct Division {
    /// The modules, in the order of their names.
    pub(super) modules: Vec<TypeModule>,
    /// Whether each resource has a feature.
    pub(super) has_features: bool,
    shared: FieldName,
    names: BTreeMap<BTreeSet<FieldName>, FieldName>,
}

impl Division {
    /// The module of a type that these need.
    pub(super) fn module(&self, users: &BTreeSet<FieldName>) -> &FieldName {
        self.names.get(users).unwrap_or(&self.shared)
    }
}

/// Divides the types among those who need them, as `all` tells of each type; `parts` are all resources and perhaps the webhooks.
pub(super) fn divide(
    all: &[BTreeSet<FieldName>],
    parts: &BTreeSet<FieldName>,
    shared: FieldName,
) -> Division {
    let on_demand = all.iter().filter(|users| users.len() <= FEW).count();
    let has_features = WORTHWHILE.contains(&parts.len()) && on_demand * KNOT >= all.len();
    let named_for = if has_features { FEW } else { 1 };

    let mut names = BTreeMap::new();
    let mut taken = parts.clone();
    taken.insert(shared.clone());
    for users in all {
        let is_new = (1..=named_for).contains(&users.len()) && !names.contains_key(users);
        if let (true, Some(name)) = (is_new, name_for(users, &taken)) {
            taken.insert(name.clone());
            names.insert(users.clone(), name);
        }
    }

    let mut modules: BTreeMap<FieldName, Vec<FieldName>> = BTreeMap::new();
    for users in all {
        let (name, needed_by) = match names.get(users) {
            Some(name) if has_features => (name, users.iter().cloned().collect()),
            Some(name) => (name, Vec::new()),
            None => (&shared, Vec::new()),
        };
        modules.entry(name.clone()).or_insert(needed_by);
    }

    Division {
        modules: modules
            .into_iter()
            .map(|(name, needed_by)| TypeModule { name, needed_by })
            .collect(),
        has_features,
        shared,
        names,
    }
}

/// `visits`, or `clients_and_visits`.
fn name_for(users: &BTreeSet<FieldName>, taken: &BTreeSet<FieldName>) -> Option<FieldName> {
    if let [only] = users.iter().collect::<Vec<_>>().as_slice() {
        return Some((*only).clone());
    }
    // A reserved word has an underscore at its end, and two in a row are no name.
    let names: Vec<&str> = users
        .iter()
        .map(|name| name.as_str().trim_end_matches('_'))
        .collect();

    (1..=taken.len() + 1).find_map(|number| {
        let name = FieldName::parse(match number {
            1 => names.join("_and_"),
            _ => format!("{}_{number}", names.join("_and_")),
        })?;
        (!taken.contains(&name)).then_some(name)
    })
}
