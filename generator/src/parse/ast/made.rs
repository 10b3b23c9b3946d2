//! Schemas that nobody wrote: what several of them come to together.

use std::sync::OnceLock;

use super::Schema;

/// A place for schemas that are made while others are read: they live as long as the document.
#[derive(Debug, Default)]
pub struct Made(OnceLock<Box<Link>>);

#[derive(Debug)]
struct Link {
    schema: Schema,
    next: Made,
}

impl Made {
    /// Keeps a schema at the end of the chain that begins here; also gives the new end.
    pub fn keep(&self, schema: Schema) -> (&Schema, &Self) {
        let mut end = self;
        let mut schema = Some(schema);
        loop {
            let link = end.0.get_or_init(|| {
                Box::new(Link {
                    schema: schema.take().unwrap_or_default(),
                    next: Self::default(),
                })
            });
            if schema.is_none() {
                return (&link.schema, &link.next);
            }
            end = &link.next;
        }
    }
}

impl Clone for Made {
    /// What was made of one document is made again of its copy.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Drop for Made {
    /// One after the other: the chain may be longer than the stack is deep.
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(mut link) = next {
            next = link.next.0.take();
        }
    }
}
