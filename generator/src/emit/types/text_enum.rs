//! A text out of a list that may grow: an enum with a case for what nobody has listed yet.

use crate::model::{TextEnum, TypeDef, Variant};

use super::Module;
use crate::emit::context::free_name;
use crate::emit::docs::DocLines;
use crate::emit::fit;
use crate::emit::markdown;
use crate::emit::text::literal;

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
            text.block("pub fn as_str(&self) -> &str", |text| {
                text.block("match self", |text| {
                    for (variant_name, variant) in &variants {
                        text.line(fit::arm(
                            text.indent(),
                            &format!("Self::{variant_name}"),
                            &literal(&variant.wire),
                        ));
                    }
                    text.line(format!("Self::{UNKNOWN}(text) => text,"));
                });
            });
        });

        self.text.blank();
        self.text
            .block(format!("impl {from}<{string}> for {name}"), |text| {
                text.block(format!("fn from(text: {string}) -> Self"), |text| {
                    if variants.is_empty() {
                        return text.line(format!("Self::{UNKNOWN}(text)"));
                    }
                    text.block("match text.as_str()", |text| {
                        for (variant_name, variant) in &variants {
                            text.line(fit::arm(
                                text.indent(),
                                &literal(&variant.wire),
                                &format!("Self::{variant_name}"),
                            ));
                        }
                        text.line(format!("_ => Self::{UNKNOWN}(text),"));
                    });
                });
            });
    }
}
