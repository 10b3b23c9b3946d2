//! One of several types: an enum whose cases hold one value each, and the table that tells them apart.

use crate::model::{Presence, Primitive, Struct, TypeDef, TypeKind, TypeRef, Union, UnionTag, VariantName};

use super::Module;
use crate::emit::context::free_name;
use crate::emit::docs::DocLines;
use crate::emit::fit;
use crate::emit::text::{INDENT, literal, literal_slice};
use crate::emit::value::rust_type;

/// One case as printed.
struct Case {
    name: String,
    ty: String,
    row: String,
}

impl Module<'_> {
    /// The enum and its `impl Union`.
    pub(super) fn union(&mut self, definition: &TypeDef, union: &Union) {
        let name = definition.name.as_str();
        let is_taken = |name: &str| union.cases.iter().any(|(case, ..)| case.as_str() == name);
        let unknown = free_name("Unknown", "Case", is_taken);
        let value = self.symbols.runtime("Value");
        let cases: Vec<Case> = union.cases.iter().map(|case| self.case(union, case)).collect();

        self.type_docs(definition);
        self.text.line("#[derive(Clone, PartialEq)]");
        self.text.line("#[non_exhaustive]");
        self.text.block(format!("pub enum {name}"), |text| {
            for Case { name, ty, .. } in &cases {
                text.docs(&DocLines::of(&format!("The case `{name}`.")));
                text.line(format!("{name}({ty}),"));
                text.blank();
            }
            text.docs(&DocLines::of("A value this version of the spec does not know."));
            text.line(format!("{unknown}({value}),"));
        });
        self.text.blank();
        self.choice(name, union, &cases, &unknown);
    }

    fn choice(&mut self, name: &str, union: &Union, cases: &[Case], unknown: &str) {
        let symbols = &self.symbols;
        let (trait_name, choice, case) = (symbols.codec("Union"), symbols.codec("Choice"), symbols.codec("Case"));
        let (slot, value) = (symbols.codec("Slot"), symbols.runtime("Value"));
        let option = symbols.prelude("std::option", "Option");
        let (some, none) = (symbols.prelude("std::option::Option", "Some"), symbols.prelude("std::option::Option", "None"));
        let told_by = match &union.tag {
            UnionTag::Member(tag) => format!("{choice}::Tag({})", literal(tag)),
            UnionTag::Structure => format!("{choice}::Structure"),
        };
        let rows: Vec<String> = cases.iter().map(|case| case.row.clone()).collect();
        let slots = |text: &mut crate::emit::text::Text, head: &str| {
            text.block(head, |text| {
                text.block("match self", |text| {
                    for Case { name, .. } in cases {
                        text.line(format!("Self::{name}(value) => value,"));
                    }
                    text.line(format!("Self::{unknown}(value) => value,"));
                });
            });
        };

        self.text.block(format!("impl {trait_name} for {name}"), |text| {
            text.line(format!("const CHOICE: {choice} = {told_by};"));
            text.blank();
            text.line(fit::list(text.indent(), &format!("const CASES: &'static [{case}] = &"), &rows, ";"));
            text.blank();
            text.block(format!("fn case(position: usize) -> {option}<Self>"), |text| {
                if cases.is_empty() {
                    return text.line(none.as_str());
                }
                text.block("match position", |text| {
                    for (position, Case { name, .. }) in cases.iter().enumerate() {
                        text.line(format!("{position} => {some}(Self::{name}({slot}::hollow())),"));
                    }
                    text.line(format!("_ => {none},"));
                });
            });
            text.blank();
            text.block(format!("fn unknown(value: {value}) -> Self"), |text| text.line(format!("Self::{unknown}(value)")));
            text.blank();
            slots(text, &format!("fn slot(&self) -> &dyn {slot}"));
            text.blank();
            slots(text, &format!("fn slot_mut(&mut self) -> &mut dyn {slot}"));
        });
    }

    fn case(&self, union: &Union, (name, ty, tags): &(VariantName, TypeRef, Vec<String>)) -> Case {
        let case = self.symbols.codec("Case");
        let (head, calls) = match union.tag {
            UnionTag::Member(_) => (format!("{case}::tagged({})", literal_slice(tags)), Vec::new()),
            UnionTag::Structure => {
                let kind = format!("{}::{}", self.symbols.codec("Kind"), self.kind(ty));
                (format!("{case}::of({kind})"), self.marks(ty))
            }
        };
        let row = fit::chain(2 * INDENT, "", &head, &calls, ",").trim_end_matches(',').to_owned();

        Case { name: name.to_string(), ty: rust_type(self.context, &self.symbols, ty), row }
    }

    /// What a value of the type is on the wire.
    fn kind(&self, ty: &TypeRef) -> &'static str {
        match ty {
            TypeRef::Primitive(primitive) => match primitive {
                Primitive::Boolean => "Boolean",
                Primitive::Integer32 | Primitive::Integer64 | Primitive::Number => "Number",
                Primitive::Text | Primitive::Id | Primitive::Date | Primitive::DateTime | Primitive::Timestamp => "Text",
                Primitive::Value => "Object",
            },
            TypeRef::Named(id) | TypeRef::Boxed(id) => match self.context.api.types.get(*id).kind {
                TypeKind::Struct(_) | TypeKind::Union(_) => "Object",
                TypeKind::TextEnum(_) | TypeKind::Newtype(_) => "Text",
            },
            TypeRef::List(_) => "List",
            TypeRef::Map(_) => "Object",
        }
    }

    /// The keys an object of the type always has, and those whose text is always the same.
    fn marks(&self, ty: &TypeRef) -> Vec<String> {
        let (TypeRef::Named(id) | TypeRef::Boxed(id)) = ty else { return Vec::new() };
        let TypeKind::Struct(Struct { members, .. }) = &self.context.api.types.get(*id).kind else { return Vec::new() };
        let mut keys = Vec::new();
        let mut constants = Vec::new();
        for member in members.iter().filter(|member| member.presence == Presence::Required) {
            match self.only_text(&member.ty) {
                Some(text) => constants.push(format!("({}, {})", literal(&member.wire), literal(text))),
                None => keys.push(&member.wire),
            }
        }
        let mut calls = Vec::new();
        if !keys.is_empty() {
            calls.push(format!(".with_keys({})", literal_slice(&keys)));
        }
        if !constants.is_empty() {
            calls.push(format!(".with_constants(&[{}])", constants.join(", ")));
        }

        calls
    }

    /// The text of a type that has only one.
    fn only_text(&self, ty: &TypeRef) -> Option<&str> {
        let TypeRef::Named(id) = ty else { return None };
        match &self.context.api.types.get(*id).kind {
            TypeKind::TextEnum(text_enum) => match text_enum.variants.as_slice() {
                [variant] => Some(&variant.wire),
                _ => None,
            },
            TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => None,
        }
    }
}
