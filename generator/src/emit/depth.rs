//! How far the compiler has to look when it finds out whether a type may go to another thread: it follows members into their types, and
//! gives up after so many steps. What it takes is bounded from above here: a walk passes each type of a circle once at most.

use std::collections::BTreeMap;

use crate::model::{TypeDef, TypeId, TypeKind, TypeRef, Types};

/// The steps that the compiler takes unasked.
const UNASKED: usize = 128;

/// The steps from a type to the one that a member holds: the member's `Option`, its `Vec` or `Box`, and what those are made of.
const STEPS: usize = 6;

/// The limit that the crate has to ask for; none where the compiler's own is enough for sure.
pub(super) fn recursion_limit(types: &Types) -> Option<usize> {
    let held: BTreeMap<TypeId, Vec<TypeId>> = types
        .iter()
        .map(|(id, definition)| (id, held(definition)))
        .collect();
    let steps = longest_walk(&held).saturating_mul(STEPS);

    (steps > UNASKED).then(|| steps.next_power_of_two())
}

/// The most types that a walk may pass: all of each circle on its way.
fn longest_walk<Id: Copy + Ord>(held: &BTreeMap<Id, Vec<Id>>) -> usize {
    let mut holders: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    for (from, all) in held {
        for to in all {
            holders.entry(*to).or_default().push(*from);
        }
    }

    // What is left last of a walk is left after all that it leads to, so that circles come out one after the other, each after those
    // that lead to it (Kosaraju's way), and what leads to a circle is known when its turn comes.
    let mut seen = BTreeMap::new();
    let mut left = Vec::with_capacity(held.len());
    for start in held.keys() {
        walk(held, *start, 0, &mut seen, &mut left);
    }
    let mut circles = BTreeMap::new();
    let mut longest: Vec<usize> = Vec::new();
    for start in left.iter().rev() {
        let number = longest.len();
        let mut members = Vec::new();
        walk(&holders, *start, number, &mut circles, &mut members);
        if members.is_empty() {
            continue;
        }
        let before = members
            .iter()
            .filter_map(|member| holders.get(member))
            .flatten()
            .filter_map(|holder| circles.get(holder))
            .filter(|circle| **circle != number)
            .filter_map(|circle| longest.get(*circle))
            .max();
        longest.push(before.copied().unwrap_or_default() + members.len());
    }

    longest.into_iter().max().unwrap_or_default()
}

/// Walks everything that was not seen yet, marks it with a number, and adds each after all that it leads to.
fn walk<Id: Copy + Ord>(
    edges: &BTreeMap<Id, Vec<Id>>,
    start: Id,
    number: usize,
    seen: &mut BTreeMap<Id, usize>,
    left: &mut Vec<Id>,
) {
    if seen.contains_key(&start) {
        return;
    }
    seen.insert(start, number);
    let of = |id: &Id| edges.get(id).map_or(&[][..], Vec::as_slice);
    let mut way = vec![(start, of(&start).iter())];
    while let Some((from, rest)) = way.last_mut() {
        let Some(to) = rest.next() else {
            left.push(*from);
            way.pop();
            continue;
        };
        if !seen.contains_key(to) {
            seen.insert(*to, number);
            way.push((*to, of(to).iter()));
        }
    }
}

/// All types that a type names, at whatever depth.
fn held(definition: &TypeDef) -> Vec<TypeId> {
    fn named(ty: &TypeRef) -> Option<TypeId> {
        match ty {
            TypeRef::Primitive(_) => None,
            TypeRef::Named(id) | TypeRef::Boxed(id) => Some(*id),
            TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => named(inner),
        }
    }

    match &definition.kind {
        TypeKind::Struct(object) => {
            let types = object.members.iter().map(|member| &member.ty);
            types.filter_map(named).collect()
        }
        TypeKind::Union(union) => {
            let types = union.cases.iter().map(|(_, ty, _)| ty);
            types.filter_map(named).collect()
        }
        TypeKind::ByStatus(answers) => {
            let types = answers.cases.iter().filter_map(|case| case.ty.as_ref());
            types.filter_map(named).collect()
        }
        TypeKind::TextEnum(_) | TypeKind::Newtype(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::longest_walk;

    fn walk(edges: &[&[usize]]) -> usize {
        let held = edges.iter().map(|held| held.to_vec()).enumerate();

        longest_walk(&held.collect::<BTreeMap<_, _>>())
    }

    #[test]
    fn a_walk_passes_every_type_of_the_circles_on_its_way() {
        assert_eq!(walk(&[]), 0);
        assert_eq!(walk(&[&[], &[]]), 1);
        assert_eq!(walk(&[&[0]]), 1, "a type that holds itself");
        assert_eq!(walk(&[&[1, 2], &[3], &[4], &[], &[3]]), 4, "a diamond");
        assert_eq!(
            walk(&[&[1], &[2], &[0, 3], &[4], &[5], &[4]]),
            6,
            "two circles"
        );
        assert_eq!(walk(&[&[1], &[0], &[3], &[2]]), 2, "two circles apart");
    }
}
