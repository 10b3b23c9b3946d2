//! What the members of an object are that it does not declare.

use super::super::alike::is_alike;
use super::super::context::Context;
use super::super::place::Place;
use super::super::uses::{Use, follow, follow_part, says_type, structural};
use super::MAX_DEPTH;
use crate::parse::ast::{Additional, Schema};

/// The word that such members are called by, in Rust and in messages.
pub(in crate::check) const ADDITIONAL: &str = "additional";

/// The schema of all members that the object behind a use does not declare, gathered through `allOf`; nothing where they may be anything,
/// or where two branches say different things of them.
pub(in crate::check) fn additional<'a>(
    context: &mut Context<'a>,
    object: &Use<'a>,
) -> Option<Use<'a>> {
    let mut said = Said::default();
    said.gather(context, object.target, &object.place, 0);
    let (first, others) = said.found.split_first()?;
    let agree = others.iter().all(|other| is_alike(first, other));

    if agree && (says_type(first) || first.reference.is_some()) {
        follow(context, first, object.place.property(ADDITIONAL))
    } else {
        None
    }
}

#[derive(Default)]
struct Said<'a> {
    found: Vec<&'a Schema>,
    passed: Vec<&'a Schema>,
}

impl<'a> Said<'a> {
    fn gather(
        &mut self,
        context: &mut Context<'a>,
        schema: &'a Schema,
        place: &Place,
        depth: usize,
    ) {
        let is_known = self.passed.iter().any(|known| std::ptr::eq(*known, schema));
        if is_known || depth >= MAX_DEPTH {
            return;
        }
        self.passed.push(schema);
        if let Some(Additional::Schema(values)) = &schema.additional {
            self.found.push(values);
        }
        for branch in structural(&schema.all_of) {
            if let Some(branch) = follow_part(context, branch, place.clone()) {
                self.gather(context, branch.target, &branch.place, depth + 1);
            }
        }
    }
}
