//! An opaque text of its own type.

use crate::model::TypeDef;

use super::Module;

impl Module<'_> {
    /// The struct; its macro does the rest.
    pub(super) fn newtype(&mut self, definition: &TypeDef) {
        let string = self.symbols.prelude("std::string", "String");
        self.type_docs(definition);
        self.text
            .line("#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]");
        self.text
            .line(format!("pub struct {}({string});", definition.name));
    }
}
