//! Parameters that can have one value only: nobody has to be asked for it.

use super::super::context::Context;
use super::super::uses::Use;
use super::{Location, Planned};
use crate::load::Value;
use crate::model::{ParameterPlace, Segment};
use crate::parse::ast;

/// The one value of a parameter that must be sent, as a text; `None` where it may have several.
pub(super) fn of(
    context: &Context<'_>,
    parameter: &ast::Parameter,
    location: Location,
    schema: Option<&Use<'_>>,
) -> Option<String> {
    let schema = schema?;
    let target = schema.target;
    let values = target.constant.as_ref();
    let value = match (values, target.enumeration.as_slice()) {
        (Some(constant), _) => &constant.value,
        (None, [only]) => &only.value,
        _ => return None,
    };
    let is_plain = |kind: &str| matches!(kind, "string" | "integer" | "number" | "boolean");
    let is_single = target.types.iter().all(|kind| is_plain(&kind.value))
        && !schema.nullable
        && schema.words.view.is_none()
        && schema.words.sends.is_none();
    let text = match value {
        Value::Text(text) => text.clone(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.clone(),
        _ => return None,
    };
    let fits = match location {
        // Where a path stands in a document that is read strictly, its values stay values.
        Location::Path => context.is_lenient() && is_segment(&text),
        Location::Beside(ParameterPlace::Query) => true,
        Location::Beside(ParameterPlace::Header) => text
            .bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic()),
        Location::Beside(ParameterPlace::Cookie) => false,
    };
    let is_sent = parameter.required || location == Location::Path;

    (is_single && is_sent && fits).then_some(text)
}

/// A path in which values that cannot be others are texts.
pub(in super::super) fn with_fixed(segments: &[Segment], planned: &[Planned<'_>]) -> Vec<Segment> {
    let fixed = |name: &str| {
        planned
            .iter()
            .find(|one| one.location == Location::Path && one.wire.value == name)?
            .fixed
            .as_deref()
    };
    let mut path: Vec<Segment> = Vec::with_capacity(segments.len());
    for segment in segments {
        let text = match segment {
            Segment::Literal(text) => Some(text.as_str()),
            Segment::Parameter(name) => fixed(name),
        };
        let Some(text) = text else {
            path.push(segment.clone());
            continue;
        };
        if let Some(Segment::Literal(before)) = path.last_mut() {
            before.push_str(text);
        } else {
            path.push(Segment::Literal(text.to_owned()));
        }
    }

    path
}

/// Whether a text goes into a path as it is, wherever it stands in it.
fn is_segment(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);

    text.bytes().any(|byte| byte.is_ascii_alphanumeric()) && text.bytes().all(is_plain)
}
