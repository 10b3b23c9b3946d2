//! Bodies of requests: which media type is sent, and how its members go out.

mod argument;
mod choice;
mod fields;

use super::bodies::{self, Planned};
use super::context::Context;
use super::encodings::Nature;
use super::place::Place;
use super::references::resolve;
use super::resources::Call;
use super::types::Builder;
use super::usage::Direction;
use super::uses::Use;
use super::variants::Variant;
use super::{encodings, files};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Value;
use crate::model::{Primitive, Sending, TypeRef};
use crate::parse::ast::{Additional, MediaType, RequestBody, Schema, Text};
pub(super) use argument::{body, body_name, body_type};
use choice::Kind;
pub(super) use choice::other_media;

/// The body of a request.
pub(super) struct PlannedBody<'a> {
    /// What was written.
    pub(super) written: &'a RequestBody,
    /// Its schema; none where it is a text or bytes.
    pub(super) schema: Option<Use<'a>>,
    /// How it is sent.
    kind: Kind,
    /// The media type that is sent.
    name: &'a Text,
    /// What is said of that; where members go as fields or parts, of those.
    media: &'a MediaType,
}

impl<'a> PlannedBody<'a> {
    /// What an example of the whole of it is.
    pub(super) fn example(&self) -> Option<&'a Value> {
        self.media.example.as_ref()
    }

    /// Its schema, where it is JSON.
    pub(super) fn json(&self) -> Option<&Use<'a>> {
        self.schema.as_ref().filter(|_| self.kind == Kind::Json)
    }

    /// Which way its values travel.
    pub(super) fn direction(&self) -> Direction {
        match self.kind {
            Kind::Parts | Kind::JsonOrParts | Kind::FormOrParts => Direction::Parts,
            Kind::Json | Kind::Form | Kind::Text | Kind::Bytes => Direction::Request,
        }
    }
}

/// The body of a request; `None` where something was reported.
pub(super) fn plan<'a>(
    context: &mut Context<'a>,
    call: &Call<'a>,
) -> Option<Planned<PlannedBody<'a>>> {
    let Some(written) = &call.found.operation.request_body else {
        return Some(Planned::Nothing);
    };
    let Some((body, component)) = resolve(context, written) else {
        // Without its body the call is better than none.
        return context.is_lenient().then_some(Planned::Nothing);
    };
    let place = Place::of_operation(component.unwrap_or(call.type_name.as_str()), "Body");
    let wanted = call.found.variant.and_then(Variant::sent);
    let Some(choice) = choice::choose(context, &body.content, wanted, &place)? else {
        return Some(Planned::Nothing);
    };
    let schema = match choice.kind {
        Kind::Text | Kind::Bytes => None,
        Kind::Json | Kind::JsonOrParts | Kind::Form | Kind::FormOrParts | Kind::Parts => {
            Some(bodies::schema(context, (choice.name, choice.media), place)?)
        }
    };
    if let (Kind::Form, Some(schema)) = (choice.kind, &schema) {
        if !body.required && has_no_field(schema) {
            return Some(Planned::Nothing);
        }
        report_files(context, choice.name, schema);
    }

    Some(Planned::Body(PlannedBody {
        written: body,
        schema,
        kind: choice.kind,
        name: choice.name,
        media: choice.media,
    }))
}

/// Whether a form can have no field, so that it is the same as no body.
fn has_no_field(form: &Use<'_>) -> bool {
    let is_closed =
        matches!(&form.target.additional, Some(Additional::Allowed(allowed)) if !allowed.value);
    let adds_nothing = |schema: &&Schema| {
        schema.properties.is_empty()
            && schema.pattern_properties.is_empty()
            && schema.dependent.is_empty()
            && schema.all_of.is_empty()
            && schema.any_of.is_empty()
            && schema.one_of.is_empty()
    };

    is_closed && form.chain.iter().all(adds_nothing)
}

/// Tells of files in a form, which has no place for them.
fn report_files<'a>(context: &mut Context<'a>, form: &Text, schema: &Use<'a>) {
    for name in files::names(context, schema) {
        // A member that says nothing of its type is any value here.
        let is_said = schema.target.properties.iter().any(|(key, member)| {
            key.value == name && (!member.types.is_empty() || member.reference.is_some())
        });
        if !is_said {
            continue;
        }
        let message = format!("a form cannot carry the file `{name}`");
        context.report(
            Diagnostic::new(Code::Approximated, form.span, message)
                .label("sent as a text")
                .help("declare `multipart/form-data` with the same schema beside it: then the body goes in parts where a file is set"),
        );
    }
}

/// Whether a type has something that goes as fields or parts.
fn has_fields(builder: &Builder<'_>, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Primitive(primitive) => *primitive == Primitive::Value,
        TypeRef::Named(_) | TypeRef::Boxed(_) => encodings::nature(builder, ty) > Nature::Singles,
        TypeRef::Map(_) => true,
        TypeRef::List(_) | TypeRef::Nullable(_) => false,
    }
}

fn report_no_object(context: &mut Context<'_>, body: &PlannedBody<'_>, instead: &str) {
    let message = format!("a body of `{}` is no object", body.name.value.trim());
    context.report(
        Diagnostic::new(Code::Unsupported, body.name.span, message)
            .label(if context.is_lenient() { instead } else { "" })
            .help("give it `type: object` with the fields as `properties`"),
    );
}

/// How a body is sent, when its type is known; `None` where something was reported.
fn sending<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    call: &Call<'a>,
    body: &PlannedBody<'a>,
    ty: &TypeRef,
) -> Option<Sending> {
    let essence = body.name.value.trim();
    Some(match body.kind {
        Kind::Json => Sending::Json {
            content_type: choice::concrete(essence)
                .filter(|essence| !essence.eq_ignore_ascii_case("application/json"))
                .map(str::to_owned),
        },
        Kind::Text => Sending::Text,
        Kind::Bytes => Sending::Bytes {
            content_type: choice::concrete(essence)
                .unwrap_or("application/octet-stream")
                .to_owned(),
        },
        Kind::JsonOrParts | Kind::Form | Kind::FormOrParts | Kind::Parts => {
            if !has_fields(builder, ty) {
                report_no_object(context, body, "sent by `.bytes(..)` of the call");
                return None;
            }
            let fields = fields::fields(context, builder, call, body, ty);
            match body.kind {
                Kind::JsonOrParts => Sending::JsonOrParts(fields),
                Kind::FormOrParts => Sending::FormOrParts(fields),
                Kind::Parts => Sending::Parts(fields),
                _ => Sending::Form(fields),
            }
        }
    })
}
