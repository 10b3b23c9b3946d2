//! Setters of members that the document does not name.

use crate::model::{Member, Struct, TypeRef};

use super::Module;
use super::structure::unknown_field;
use crate::emit::docs::DocLines;
use crate::emit::fit;
use crate::emit::lazy;
use crate::emit::value::{Argument, argument, into_bound};

impl Module<'_> {
    /// Sets one entry of the map of members that are not declared.
    pub(super) fn additional_setter(&mut self, additional: &Member) {
        let TypeRef::Map(inner) = &additional.ty else {
            return;
        };
        let field = &additional.field;
        let Argument { ty, convert } = argument(self.context, &self.symbols, inner);
        let value = convert.apply("value", &self.symbols);
        let arguments = [
            "mut self".to_owned(),
            "name: &str".to_owned(),
            format!("value: {ty}"),
        ];
        self.text.deeper(|text| {
            text.docs(&DocLines::of("Sets a member by its name."));
            text.line("#[must_use]");
            if let Some(mark) = lazy::mark(&arguments) {
                text.line(mark);
            }
            let head = format!("pub fn {field}");
            text.block(
                fit::signature(text.indent(), &head, &arguments, " -> Self"),
                |text| {
                    let entry = ["name.to_owned()".to_owned(), value];
                    text.line(format!(
                        "{};",
                        fit::call(&format!("self.{field}.insert"), &entry)
                    ));
                    text.blank();
                    text.line("self");
                },
            );
        });
    }

    /// Sets a member of any type.
    pub(super) fn member_setter(&mut self, structure: &Struct) {
        let value = into_bound(&self.symbols, &self.symbols.runtime("Value"));
        let arguments = [
            "mut self".to_owned(),
            "name: &str".to_owned(),
            format!("value: impl {value}"),
        ];
        let field = unknown_field(structure);
        self.text.deeper(|text| {
            text.docs(&DocLines::of(
                "Sets a member this version of the spec does not know.",
            ));
            text.line("#[must_use]");
            text.block(
                fit::signature(text.indent(), "pub fn member", &arguments, " -> Self"),
                |text| {
                    text.line(format!("self.{field}.insert(name, value);"));
                    text.blank();
                    text.line("self");
                },
            );
        });
    }
}
