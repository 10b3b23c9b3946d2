//! The type that each schema comes to where it is used: for whoever holds the values of a document against its types.
//!
//! Noted while schemas are reached, so that whatever calls reach is here without being listed a second time.

use std::collections::BTreeSet;

use super::context::Context;
use super::types::Builder;
use super::usage::Direction;
use super::uses::Use;
use crate::model::{Shape, TypeRef};

/// A schema at a place of use, and what it comes to there.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// JSON Pointer of the schema in its document.
    pub pointer: String,
    /// Whether requests hold the value; answers do otherwise.
    pub is_sent: bool,
    /// Its type.
    pub ty: TypeRef,
    /// How it travels.
    pub shape: Shape,
    /// Whether it may be null.
    pub nullable: bool,
}

/// What is noted on the way; nothing where nobody asks.
#[derive(Default)]
pub(super) struct Passed<'a> {
    is_asked: bool,
    uses: Vec<(Use<'a>, Direction)>,
}

impl<'a> Passed<'a> {
    /// Where somebody asks.
    pub(super) fn asked() -> Self {
        Self {
            is_asked: true,
            uses: Vec::new(),
        }
    }

    /// A schema is reached.
    pub(super) fn note(&mut self, used: &Use<'a>, direction: Direction) {
        if self.is_asked {
            self.uses.push((used.clone(), direction));
        }
    }
}

/// The types of all that was reached, each schema on the way to what it comes to.
pub(super) fn types<'a>(context: &mut Context<'a>, builder: &Builder<'a>) -> Vec<Placed> {
    let passed = std::mem::take(&mut context.passed);
    let mut known: BTreeSet<(String, Direction)> = BTreeSet::new();
    let mut placed = Vec::new();
    for (used, direction) in passed.uses {
        let pointers = used.chain.iter().map(|schema| schema.pointer.clone());
        let fresh: Vec<String> = pointers
            .filter(|pointer| known.insert((pointer.clone(), direction)))
            .collect();
        if fresh.is_empty() {
            continue;
        }
        let Some(elaborated) = builder.elaborate(context, &used, direction) else {
            continue;
        };
        let Some(ty) = elaborated.ty else {
            continue;
        };
        placed.extend(fresh.into_iter().map(|pointer| Placed {
            pointer,
            is_sent: direction != Direction::Answer,
            ty: ty.clone(),
            shape: elaborated.shape.clone(),
            nullable: elaborated.nullable,
        }));
    }

    placed
}
