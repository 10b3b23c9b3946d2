//! What a reference leads to, where it leads inside the document, for readers that read it again in the place of the reference.

use super::ast::Text;
use super::input::{Input, Named, Pointer};
use crate::load::{NodeId, percent_decoded, split_pointer};
use crate::source::Span;

/// How many references may lead from one to the next.
const MAX_STEPS: usize = 32;

/// A place in the document that references lead to.
pub(super) struct Target {
    pub(super) node: NodeId,
    pub(super) place: Span,
    /// The pointer to it.
    pub(super) pointer: String,
    /// The last key of that.
    name: String,
    /// How many keys the pointer has.
    depth: usize,
    /// The reference that leads to it; none where it is what stands in its place itself.
    reference: Option<Span>,
}

impl Target {
    /// What stands in its place itself.
    pub(super) fn in_place(named: Named<'_>, pointer: Pointer<'_>) -> Self {
        Self {
            node: named.node,
            place: named.place,
            pointer: pointer.to_string(),
            name: named.name.to_owned(),
            depth: 0,
            reference: None,
        }
    }

    /// It as a node with a name, to be read in the place of its reference; `None` where that was done too often.
    pub(super) fn named(&self, input: &Input<'_>) -> Option<Named<'_>> {
        let may_be_read = self
            .reference
            .is_none_or(|reference| input.may_repeat(self.node, reference));

        may_be_read.then_some(Named {
            name: &self.name,
            node: self.node,
            place: self.place,
        })
    }

    /// The pointer for what is read from it.
    pub(super) fn at(&self) -> Pointer<'_> {
        Pointer::written(&self.pointer)
    }

    /// Whether it stands directly in a folder of the document, and so has a name of its own.
    pub(super) fn is_in(&self, folder: &str) -> bool {
        let rest = self.pointer.strip_prefix("#/");
        let rest = rest.and_then(|rest| rest.strip_prefix(folder));

        self.depth == 2 && rest.is_some_and(|rest| rest.starts_with('/'))
    }
}

/// The `$ref` of a mapping.
pub(super) fn reference(input: &Input<'_>, node: NodeId) -> Option<Text> {
    let mut entries = input.tree.entries(node).iter();
    let entry = entries.find(|entry| entry.key == "$ref")?;
    let text = input.tree.text(entry.value)?;

    Some(Text::new(text.to_owned(), input.tree.span(entry.value)))
}

/// The end of a chain of references; `None` where it leads nowhere, in circles or out of the document.
pub(super) fn follow(input: &Input<'_>, reference: &Text) -> Option<Target> {
    let mut written = reference.clone();
    for _ in 0..MAX_STEPS {
        let found = find(input, &written.value, reference.span)?;
        match self::reference(input, found.node) {
            Some(next) => written = next,
            None => return Some(found),
        }
    }

    None
}

fn find(input: &Input<'_>, reference: &str, span: Span) -> Option<Target> {
    let tokens = split_pointer(&percent_decoded(reference.strip_prefix('#')?));
    let (node, place) = input.tree.find(&tokens)?;
    let escaped = tokens
        .iter()
        .map(|token| format!("/{}", token.replace('~', "~0").replace('/', "~1")));

    Some(Target {
        node,
        place,
        pointer: std::iter::once("#".to_owned()).chain(escaped).collect(),
        depth: tokens.len(),
        reference: Some(span),
        name: tokens.into_iter().next_back()?,
    })
}
