//! A struct: its fields, its table, its slots.

use crate::model::{Member, Presence, Struct, StructUse, TypeDef, TypeRef};

use super::Module;
use crate::emit::context::free_name;
use crate::emit::docs::DocLines;
use crate::emit::fit;
use crate::emit::lints;
use crate::emit::markdown;
use crate::emit::value::{optional, rust_type};

/// The field that keeps unknown members, under a name no member has.
pub(super) fn unknown_field(structure: &Struct) -> String {
    let is_taken = |name: &str| {
        structure
            .with_additional()
            .any(|member| member.field.as_str() == name)
    };

    free_name("unknown", "_members", is_taken)
}

/// Whether `new` takes the member.
pub(super) fn is_required(structure: &Struct, member: &Member) -> bool {
    structure.used != StructUse::Update && member.presence == Presence::Required
}

impl<'a> Module<'a> {
    /// The struct and all that belongs to it.
    pub(super) fn structure(&mut self, definition: &'a TypeDef, structure: &'a Struct) {
        let name = definition.name.as_str();
        let unknown = structure.keeps_unknown.then(|| unknown_field(structure));
        let has_default = structure.used != StructUse::Answer
            && !structure
                .members
                .iter()
                .any(|member| is_required(structure, member));

        self.type_docs(definition);
        self.text.line(if has_default {
            "#[derive(Clone, Default, PartialEq)]"
        } else {
            "#[derive(Clone, PartialEq)]"
        });
        self.text.line("#[non_exhaustive]");
        self.fields(name, structure, unknown.as_deref());
        self.text.blank();
        self.table(name, structure);
        self.text.blank();

        let fields: Vec<&str> = structure
            .with_additional()
            .map(|member| member.field.as_str())
            .collect();
        let slots = format!("{}!", self.symbols.runtime("slots"));
        self.text
            .line(fit::names_macro(&slots, name, &fields, unknown.as_deref()));
        if structure.used != StructUse::Answer {
            self.constructors(definition, structure, unknown.as_deref());
        }
    }

    fn fields(&mut self, name: &str, structure: &Struct, unknown: Option<&str>) {
        if structure.with_additional().next().is_none() && unknown.is_none() {
            return self.text.line(format!("pub struct {name} {{}}"));
        }
        let members = unknown
            .map(|_| self.symbols.codec("Members"))
            .unwrap_or_default();
        let types: Vec<String> = structure
            .members
            .iter()
            .map(|member| self.field_type(structure, member))
            .collect();
        let additional = structure
            .additional
            .as_deref()
            .map(|additional| (additional, self.rust_type(&additional.ty)));
        for attribute in lints::of_struct(&types) {
            self.text.line(attribute);
        }
        self.text.block(format!("pub struct {name}"), |text| {
            for (index, (member, ty)) in structure.members.iter().zip(types).enumerate() {
                text.blank_between(index);
                text.docs(&member_docs(member));
                text.line(fit::field(text.indent(), member.field.as_str(), &ty));
            }
            if let Some((additional, ty)) = &additional {
                text.blank_between(structure.members.len());
                text.docs(&member_docs(additional));
                text.line(fit::field(text.indent(), additional.field.as_str(), ty));
            }
            if let Some(unknown) = unknown {
                text.blank_between(structure.with_additional().count());
                text.docs(&DocLines::of(if additional.is_some() {
                    "Members whose values are not what the spec says, as they came."
                } else {
                    "Members this version of the spec does not know."
                }));
                text.line(format!("pub {unknown}: {members},"));
            }
        });
    }

    fn rust_type(&self, ty: &TypeRef) -> String {
        rust_type(self.context, &self.symbols, ty)
    }

    /// The type of a member's field.
    pub(super) fn field_type(&self, structure: &Struct, member: &Member) -> String {
        let ty = rust_type(self.context, &self.symbols, &member.ty);
        match (structure.used, member.presence) {
            (StructUse::Update, _) => format!("{}<{ty}>", self.symbols.codec("Patch")),
            (StructUse::Answer | StructUse::Request, Presence::Required) if !member.nullable => ty,
            (StructUse::Answer | StructUse::Request, Presence::Required | Presence::Optional) => {
                optional(&self.symbols, &ty)
            }
        }
    }
}

/// The doc comment of a member.
pub(super) fn member_docs(member: &Member) -> DocLines {
    let mut docs = DocLines::of_doc(&member.doc);
    if docs.is_empty() {
        docs.paragraph(&format!("The {} member.", markdown::code(&member.wire)));
    }
    if member.deprecated {
        docs.paragraph("Deprecated by the vendor.");
    }

    docs
}
