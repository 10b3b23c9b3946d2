//! What people write in the place of a schema, and the lists of older drafts.

use super::super::ast::{Schema, Text};
use super::super::input::{Input, Named, Pointer};
use super::super::vocabulary::Place;
use super::{boxed, read, types};
use crate::load::Kind;
use crate::source::Spanned;

/// `items`: one schema, or, as drafts before 2020 had it, one for each place of a tuple.
pub(super) fn items(
    input: &Input<'_>,
    named: Named<'_>,
    schema: &mut Schema,
    pointer: Pointer<'_>,
) {
    let places = input.tree.items(named.node);
    if places.is_empty() || !input.mended_tuple(named) {
        schema.items = boxed(input, named, pointer.child("items"));
        return;
    }
    let under = pointer.child("items");
    for (index, node) in places.iter().enumerate() {
        let (node, index) = (*node, index.to_string());
        let element = Named { node, ..named };
        if let [_] = places {
            schema.items = boxed(input, element, under.child(&index));
        } else {
            let read = read(input, element, under.child(&index), Place::Schema);
            schema.prefix_items.extend(read);
        }
    }
}

/// The types of what a lenient reader takes for a schema though it is none: a type where its word stands alone, any value where nothing stands.
pub(super) fn stand_in(input: &Input<'_>, named: Named<'_>) -> Option<Vec<Text>> {
    if !input.is_lenient() {
        return None;
    }
    match input.tree.kind(named.node) {
        Kind::Null => {
            input.mended(named.node, named.name, "a mapping");
            Some(Vec::new())
        }
        Kind::Text(word) if types::is_type(word) => {
            input.mended(named.node, named.name, "a mapping");
            Some(vec![Spanned::new(
                word.to_string(),
                input.tree.span(named.node),
            )])
        }
        _ => None,
    }
}
