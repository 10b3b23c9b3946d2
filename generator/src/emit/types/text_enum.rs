//! A text out of a list that may grow: an enum with a case for what nobody has listed yet.

use crate::model::{TextEnum, TypeDef, Variant};

use super::Module;
use crate::emit::context::free_name;
use crate::emit::docs::DocLines;
use crate::emit::fit;
use crate::emit::lazy;
use crate::emit::lints;
use crate::emit::markdown;
use crate::emit::text::{INDENT, Text, literal};

/// The case of unlisted values, which the runtime knows by this name.
pub(super) const UNKNOWN: &str = "Unknown";

/// The name of a listed case; it makes way for the case of unlisted values.
fn variant_name(text_enum: &TextEnum, variant: &Variant) -> String {
    let name = variant.name.as_str();
    if name != UNKNOWN {
        return name.to_owned();
    }

    free_name("UnknownValue", "Itself", |name| {
        text_enum
            .variants
            .iter()
            .any(|variant| variant.name.as_str() == name)
    })
}

/// The case of an enum that has only one.
pub(super) fn only_variant(text_enum: &TextEnum) -> Option<String> {
    match text_enum.variants.as_slice() {
        [variant] => Some(variant_name(text_enum, variant)),
        _ => None,
    }
}

impl Module<'_> {
    /// The enum, `as_str` and `From<String>`.
    pub(super) fn text_enum(&mut self, definition: &TypeDef, text_enum: &TextEnum) {
        let name = definition.name.as_str();
        let string = self.symbols.prelude("std::string", "String");
        let from = self.symbols.prelude("std::convert", "From");
        let variants: Vec<(String, &Variant)> = text_enum
            .variants
            .iter()
            .map(|variant| (variant_name(text_enum, variant), variant))
            .collect();

        self.type_docs(definition);
        self.text
            .line("#[derive(Clone, Debug, PartialEq, Eq, Hash)]");
        self.text.line("#[non_exhaustive]");
        self.text.block(format!("pub enum {name}"), |text| {
            for (variant_name, variant) in &variants {
                let mut docs = DocLines::of_doc(&variant.doc);
                if docs.is_empty() {
                    let wire = match variant.wire.as_str() {
                        "" => "The empty text".to_owned(),
                        wire => markdown::code(wire),
                    };
                    docs.paragraph(&format!("{wire} on the wire."));
                }
                text.docs(&docs);
                text.line(format!("{variant_name},"));
                text.blank();
            }
            text.docs(&DocLines::of(
                "A value this version of the spec does not know.",
            ));
            text.line(format!("{UNKNOWN}({string}),"));
        });

        self.text.blank();
        self.text.block(format!("impl {name}"), |text| {
            text.docs(&DocLines::of("The text on the wire."));
            let mut arms: Vec<String> = variants
                .iter()
                .map(|(variant_name, variant)| {
                    let pattern = format!("Self::{variant_name}");
                    fit::arm(
                        text.indent() + 2 * INDENT,
                        &pattern,
                        &literal(&variant.wire),
                    )
                })
                .collect();
            arms.push(format!("Self::{UNKNOWN}(text) => text,"));
            match_function(text, "pub fn as_str(&self) -> &str", "match self", &arms);
        });

        self.text.blank();
        self.text
            .block(format!("impl {from}<{string}> for {name}"), |text| {
                let head = format!("fn from(text: {string}) -> Self");
                if variants.is_empty() {
                    text.line(lazy::INLINE);
                    return text.block(head, |text| text.line(format!("Self::{UNKNOWN}(text)")));
                }
                let mut arms: Vec<String> = variants
                    .iter()
                    .map(|(variant_name, variant)| {
                        let value = format!("Self::{variant_name}");
                        fit::arm(text.indent() + 2 * INDENT, &literal(&variant.wire), &value)
                    })
                    .collect();
                arms.push(format!("_ => Self::{UNKNOWN}(text),"));
                match_function(text, &head, "match text.as_str()", &arms);
            });
    }
}

/// A function that is one `match`.
fn match_function(text: &mut Text, head: &str, matched: &str, arms: &[String]) {
    let lines: usize = arms.iter().map(|arm| arm.lines().count()).sum();
    if let Some(attribute) = lints::of_lines(lines + 2) {
        text.line(attribute);
    }
    text.line(lazy::INLINE);
    text.block(head, |text| {
        text.block(matched, |text| arms.iter().for_each(|arm| text.line(arm)));
    });
}
