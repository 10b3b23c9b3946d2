//! The values of an enum of texts, listed or written as branches of one constant each.

use super::super::uses::Use;
use crate::load::Value;
use crate::parse::ast::{Schema, Text};
use crate::parse::quirk::View;
use crate::source::{Span, Spanned};

/// One value of a text enum.
pub(in crate::check) struct Choice<'a> {
    /// Its text.
    pub(in crate::check) text: &'a str,
    /// Where it stands.
    pub(in crate::check) span: Span,
    /// What it means.
    pub(in crate::check) description: Option<&'a Text>,
}

/// The choices of branches that are constant texts each.
pub(super) fn choices_of<'a>(branches: &[&'a Schema]) -> Option<Vec<Choice<'a>>> {
    branches
        .iter()
        .map(|branch| {
            match branch
                .constant
                .as_ref()
                .map(|constant| (&constant.value, constant.span))
            {
                Some((Value::Text(text), span)) => Some(Choice {
                    text,
                    span,
                    description: branch.description.as_ref(),
                }),
                _ => None,
            }
        })
        .collect()
}

/// A value of `enum`, where it is a text.
pub(super) fn choice<'a>(used: &Use<'_>, value: &'a Spanned<Value>) -> Option<Choice<'a>> {
    match &value.value {
        Value::Text(text) if text.is_empty() && used.words.views(View::EmptyIsNone) => None,
        Value::Text(text) => Some(Choice {
            text,
            span: value.span,
            description: None,
        }),
        _ => None,
    }
}
