//! What a call yields, put together: its type, what it is when there is none, and what is asked for.

use super::answers::{Value, narrowest};
use super::by_status;
use super::classify::{Class, classify};
use super::context::Context;
use super::media;
use super::members::gather_most;
use super::operations::Plan;
use super::requests::PlannedBody;
use super::resources::Call;
use super::types::Builder;
use super::usage::Direction;
use super::uses::Use;
use crate::model::{FieldName, Negotiation, NotFound, Output, Shape, TypeRef};
use crate::parse::quirk::View;

/// What a call yields; `None` where something was reported.
pub(super) fn output<'a>(
    context: &mut Context<'a>,
    builder: &mut Builder<'a>,
    plan: &Plan<'a>,
    module: &FieldName,
    not_found: &NotFound,
) -> Option<Output> {
    let answer = &plan.answer;
    let (value, pages) = match &answer.value {
        Value::Nothing => return Some(Output::Nothing),
        Value::Text(media) => {
            let media = media.clone();
            return Some(Output::Text { media });
        }
        Value::Bytes(media) => {
            let media = media.clone();
            return Some(Output::Download { media });
        }
        Value::Events(events, stream) => return media::output(context, builder, events, stream),
        Value::Several(_) => {
            return Some(Output::Value {
                ty: by_status::answer(context, builder, plan, module)?,
                shape: Shape::default(),
                optional: false,
            });
        }
        Value::One(value) => (value, false),
        Value::Page(value) => (value, true),
    };
    let elaborated = builder.elaborate(context, value, Direction::Answer)?;

    Some(match (elaborated.ty, pages) {
        (Some(TypeRef::List(item)), true) => Output::Page { item: *item },
        (Some(ty), _) => {
            let empty = value.words.views(View::EmptyIsNone);
            Output::Value {
                ty,
                shape: elaborated.shape,
                optional: ((elaborated.nullable || answer.may_be_missing) && !not_found.null_data)
                    || empty,
            }
        }
        (None, _) => Output::Nothing,
    })
}

/// Its other ways to say "no such thing".
pub(super) fn not_found<'a>(context: &mut Context<'a>, call: &Call<'a>) -> NotFound {
    narrowest(context, call, |quirks| quirks.not_found.as_ref()).map_or_else(
        NotFound::default,
        |word| {
            let written = &word.value;
            if written.null_data || written.empty_list || !written.status.is_empty() {
                context.effect(word);
            }

            NotFound {
                null_data: written.null_data,
                empty_list: written.empty_list,
                statuses: written.status.clone(),
            }
        },
    )
}

/// What a call asks for and sends besides what all calls do.
pub(super) fn negotiation<'a>(context: &mut Context<'a>, plan: &Plan<'a>) -> Negotiation {
    let is_stream = matches!(plan.answer.value, Value::Events(..));
    let body = plan.body.as_ref().and_then(PlannedBody::json);
    // Where the call without a stream is there, too, a flag of the body tells the two apart.
    let asks = is_stream && plan.call.found.variant.is_some();
    let has_flag = asks && has_flag(context, body);

    Negotiation {
        accept: plan.answer.accept.clone(),
        stream_flag: has_flag.then(|| format!("/{STREAM_FLAG}")),
        redirects: plan.answer.redirects,
        is_further: plan.call.found.variant.is_some(),
    }
}

/// The member of a body by which APIs are asked for a stream.
const STREAM_FLAG: &str = "stream";

/// Whether an object has that flag.
fn has_flag<'a>(context: &mut Context<'a>, body: Option<&Use<'a>>) -> bool {
    let Some(body) = body else { return false };
    if !matches!(classify(context, body), Some(Class::Struct)) {
        return false;
    }
    let (properties, _) = gather_most(context, body);

    properties.iter().any(|property| {
        let kinds = &property.schema.target.types;
        property.name.value == STREAM_FLAG && kinds.iter().any(|kind| kind.value == "boolean")
    })
}
