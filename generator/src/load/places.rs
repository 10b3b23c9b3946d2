//! The way back: from a place in the texts to the JSON Pointer of what stands there.

use super::text;
use super::tree::{Kind, NodeId, Tree};
use crate::diagnostic::Diagnostics;
use crate::source::{Source, Span};

/// The texts of a document as trees, each as it is written.
#[derive(Debug)]
pub struct Pointers<'s> {
    files: Vec<(u32, Option<Tree<'s>>)>,
}

impl<'s> Pointers<'s> {
    /// Reads the texts; what is wrong in them is told by [`load`](super::load).
    pub fn new(source: &'s Source) -> Self {
        let files = source.parts().map(|part| {
            let tree = text(part.path, part.text, &mut Diagnostics::default());
            (part.start, tree)
        });

        Self {
            files: files.collect(),
        }
    }

    /// The pointer of the innermost key or element that a place begins in; nothing in a text that cannot be read.
    pub fn of(&self, span: Span) -> Option<String> {
        let after = self
            .files
            .partition_point(|(start, _)| *start <= span.start);
        let (start, tree) = self.files.get(after.checked_sub(1)?)?;
        let tree = tree.as_ref()?;
        let at = span.start.saturating_sub(*start);
        let mut pointer = "#".to_owned();
        let mut node = tree.root();
        while let Some((token, child)) = child(tree, node, at) {
            pointer.push('/');
            pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
            node = child;
        }

        Some(pointer)
    }
}

/// The child of a node that an offset stands in, and its key.
fn child(tree: &Tree<'_>, node: NodeId, at: u32) -> Option<(String, NodeId)> {
    match tree.kind(node) {
        Kind::List => {
            let items = tree.items(node);
            let after = items.partition_point(|item| tree.span(*item).start <= at);
            let index = after.checked_sub(1)?;
            let item = *items.get(index)?;

            (at < tree.span(item).end.max(tree.span(item).start + 1))
                .then(|| (index.to_string(), item))
        }
        Kind::Mapping => {
            let entries = tree.entries(node);
            let after = entries.partition_point(|entry| entry.key_span.start <= at);
            let entry = entries.get(after.checked_sub(1)?)?;
            let end = tree.span(entry.value).end.max(entry.key_span.end);

            (at < end.max(entry.key_span.start + 1)).then(|| (entry.key.to_string(), entry.value))
        }
        Kind::Null | Kind::Bool(_) | Kind::Integer(_) | Kind::Number(_) | Kind::Text(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Pointers;
    use crate::source::{Source, Span};

    #[test]
    fn a_place_has_the_pointer_of_what_stands_there() {
        let text = "paths:\n  /a~b:\n    get: {tags: [one, two]}\n";
        let source = Source::new("a.yaml", text);
        let pointers = Pointers::new(&source);
        for (written, expected) in [
            ("paths", "#/paths"),
            ("/a~b", "#/paths/~1a~0b"),
            ("get", "#/paths/~1a~0b/get"),
            ("[one", "#/paths/~1a~0b/get/tags"),
            ("two", "#/paths/~1a~0b/get/tags/1"),
        ] {
            let start =
                u32::try_from(text.find(written).expect("it is there")).expect("it is short");
            let span = Span { start, end: start };
            assert_eq!(pointers.of(span).as_deref(), Some(expected), "{written}");
        }
    }
}
