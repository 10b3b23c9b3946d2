//! The table of a struct: one row a member, in field order.

use crate::model::{Member, Presence, Struct, StructUse};

use super::Module;
use crate::emit::fit;
use crate::emit::text::{INDENT, literal, literal_slice};
use crate::emit::value::shape_of;

impl Module<'_> {
    /// `impl Model for ..`
    pub(super) fn table(&mut self, name: &str, structure: &Struct) {
        let mut rows: Vec<String> = structure
            .members
            .iter()
            .map(|member| self.row(structure, member))
            .collect();
        if let Some(additional) = &structure.additional {
            let head = format!("{}::additional()", self.symbols.codec("Member"));
            rows.push(self.row_of(additional, &head));
        }
        let model = self.symbols.codec("Model");
        let member = self.symbols.codec("Member");

        self.text.block(format!("impl {model} for {name}"), |text| {
            text.line(format!("const NAME: &'static str = {};", literal(name)));
            text.blank();
            let before = format!("const MEMBERS: &'static [{member}] = &");
            text.line(fit::list(text.indent(), &before, &rows, ";"));
        });
    }

    fn row(&mut self, structure: &Struct, member: &Member) -> String {
        let presence = match (structure.used, member.presence) {
            (StructUse::Answer | StructUse::Request, Presence::Required) => "required",
            (StructUse::Update, _) | (_, Presence::Optional) => "optional",
        };
        let name = self.symbols.codec("Member");
        let head = [&name, "::", presence, "(", &literal(&member.wire), ")"].concat();

        self.row_of(member, &head)
    }

    fn row_of(&mut self, member: &Member, head: &str) -> String {
        let mut calls = Vec::new();
        // A list stands before other calls: rustfmt treats one that ends a chain in ways of its own.
        if !member.aliases.is_empty() {
            calls.push(fit::call(".aliases", &[literal_slice(&member.aliases)]));
        }
        if member.nullable {
            calls.push(".nullable()".to_owned());
        }
        if member.sensitive {
            calls.push(".sensitive()".to_owned());
        }
        let shape = shape_of(self.context, &member.shape, &member.ty);
        calls.extend(self.times.shape_calls(&self.symbols, shape));

        fit::chain(2 * INDENT, "", head, &calls, ",")
            .trim_end_matches(',')
            .to_owned()
    }
}
