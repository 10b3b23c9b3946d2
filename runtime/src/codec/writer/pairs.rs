//! Name-value pairs, for queries and forms.

/// How the name of a value inside another is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brackets {
    /// Members as `a[b]`, elements of a list repeat the name: `a=1&a=2`, `a[b]=1`.
    Nested,
    /// The same, and elements of a list as `a[]`: `a[]=1&a[]=2`, `a[][b]=1`.
    Unindexed,
}

/// Name-value pairs being written.
#[derive(Debug)]
pub struct Pairs {
    brackets: Brackets,
    written: Vec<(String, String)>,
    /// The name of the value at hand.
    name: String,
    /// Lengths of the names of the objects and lists around it; 0 where the object is the form itself.
    around: Vec<usize>,
}

impl Pairs {
    pub(super) fn new(brackets: Brackets) -> Self {
        Self {
            brackets,
            written: Vec::new(),
            name: String::new(),
            around: Vec::new(),
        }
    }

    pub(super) fn into_vec(self) -> Vec<(String, String)> {
        self.written
    }

    pub(super) fn scalar(&mut self, text: &str) {
        self.written.push((self.name.clone(), text.to_owned()));
    }

    pub(super) fn begin(&mut self) {
        self.around.push(self.name.len());
    }

    pub(super) fn key(&mut self, name: &str) {
        let outer = self.around.last().copied().unwrap_or_default();
        self.name.truncate(outer);
        if outer == 0 {
            self.name.push_str(name);
        } else {
            self.name.push('[');
            self.name.push_str(name);
            self.name.push(']');
        }
    }

    pub(super) fn element(&mut self) {
        let outer = self.around.last().copied().unwrap_or_default();
        self.name.truncate(outer);
        if self.brackets == Brackets::Unindexed {
            self.name.push_str("[]");
        }
    }

    pub(super) fn end(&mut self) {
        let outer = self.around.pop().unwrap_or_default();
        self.name.truncate(outer);
    }
}
