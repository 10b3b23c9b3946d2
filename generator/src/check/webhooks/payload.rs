//! What a delivery holds.

use crate::check::bodies;
use crate::check::context::Context;
use crate::check::place::Place;
use crate::check::references::resolve;
use crate::check::uses::Use;
use crate::load::Value;
use crate::parse::ast::Webhook;

/// What a delivery holds, followed.
pub(super) struct Payload<'a> {
    /// Its schema.
    pub(super) schema: Use<'a>,
    /// An example of it.
    pub(super) example: Option<&'a Value>,
}

/// The payload; the inner `None` where nobody describes it.
#[expect(
    clippy::option_option,
    reason = "the outer one says that something was reported, the inner one that there is no body"
)]
pub(super) fn payload<'a>(
    context: &mut Context<'a>,
    webhook: &'a Webhook,
    name: &str,
) -> Option<Option<Payload<'a>>> {
    let Some(written) = &webhook.operation.request_body else {
        return Some(None);
    };
    let (body, component) = resolve(context, written)?;
    let Some(media) = bodies::json(context, &body.content, written.span)? else {
        return Some(None);
    };
    let place = Place::of_operation(component.unwrap_or(name), "Event");
    let example = media.1.example.as_ref();
    let schema = bodies::schema(context, media, place)?;

    Some(Some(Payload {
        example: example.or(schema.target.example.as_ref()),
        schema,
    }))
}
