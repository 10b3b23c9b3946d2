//! Enums of texts.

use super::super::classify::Choice;
use super::super::context::Context;
use super::super::lock::steady_place;
use super::super::scope::{Candidate, Scope, Told};
use super::super::uses::Use;
use super::super::{docs, names};
use crate::model::{Doc, TextEnum, Variant, VariantName};

/// The enum of some choices.
pub(super) fn build(
    context: &mut Context<'_>,
    used: &Use<'_>,
    choices: &[Choice<'_>],
) -> Option<TextEnum> {
    let owner = steady_place(used);
    let candidates: Vec<Candidate<'_>> = choices
        .iter()
        .map(|choice| {
            let pure = names::variant(choice.text);
            Candidate {
                place: [owner.as_str(), " = ", choice.text].concat(),
                shown: Told::Made(|text, _| format!("the value `{text}`"), choice.text, ""),
                span: choice.span,
                given: None,
                qualified: [Told::Made(qualified, choice.text, "")].into(),
                is_exact: names::is_spelled_as_variant(choice.text, &pure),
                pure,
            }
        })
        .collect();
    let scope = Scope {
        what: "enum value",
        reserved: names::RESERVED_VARIANTS,
        suffix: "Value",
    };
    let names = scope.assign(context, &candidates, VariantName::checked)?;
    let variants = choices
        .iter()
        .zip(names)
        .map(|(choice, name)| Variant {
            name,
            wire: choice.text.to_owned(),
            doc: choice.description.map_or_else(Doc::default, |description| {
                docs::of_text(&description.value)
            }),
        })
        .collect();

    Some(TextEnum { variants })
}

fn qualified(text: &str, _: &str) -> String {
    let spelling = names::variant(&names::spelling(text));

    names::variant(text) + &spelling
}
