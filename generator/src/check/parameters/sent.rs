//! How a parameter goes into its place: its content, its name there, its encoding.

use super::super::context::Context;
use super::super::encodings::{self, Nature, Written};
use super::super::media;
use super::super::resources::Call;
use super::super::types::Builder;
use super::{Planned, Reported, unsupported};
use crate::model::{Encoding, EncodingPlace, ParameterPlace, QueryStyle, TypeRef};
use crate::parse::ast;

/// What the text of a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// What its style makes of it.
    Styled,
    /// JSON.
    Json,
    /// The members of an object, which are the whole query.
    WholeQuery,
    /// JSON, which is the whole query.
    JsonQuery,
}

/// What a parameter says by `content`, and that.
pub(super) fn content<'a>(
    context: &mut Context<'a>,
    parameter: &'a ast::Parameter,
) -> Result<(Content, Option<&'a ast::MediaType>), Reported> {
    let place = parameter.location.as_ref();
    let is_whole_query = place.is_some_and(|place| place.value == "querystring");
    let Some((name, media)) = parameter.content.first() else {
        let kind = if is_whole_query {
            Content::WholeQuery
        } else {
            Content::Styled
        };
        return Ok((kind, None));
    };
    let kind = match name.value.trim() {
        "application/x-www-form-urlencoded" if is_whole_query => Content::WholeQuery,
        json if media::is_json(json) && is_whole_query => Content::JsonQuery,
        json if media::is_json(json) => Content::Json,
        "text/plain" if !is_whole_query => Content::Styled,
        other => {
            let message = format!("a parameter of `{other}` is not supported");
            let help = if is_whole_query {
                "a whole query is `application/x-www-form-urlencoded` or `application/json`"
            } else {
                "write `application/json`, or give the parameter a `schema`"
            };
            return Err(unsupported(context, name.span, &message, help));
        }
    };
    Ok((kind, Some(media)))
}

/// How a value goes into the path, where that is not as usual.
pub(super) fn in_path<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    call: &Call<'a>,
    planned: &Planned<'a>,
    ty: &TypeRef,
) -> Option<Encoding> {
    let own = planned.written.quirks.path_encoding.as_ref();
    let nature = nature(builder, planned, ty);
    let encoding = encodings::in_path(context, call, &written(planned), own, nature);

    json(planned, encoding, encodings::of_document(context).path)
}

/// The name a parameter is sent under, and how, where that is not as usual.
pub(super) fn beside<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    call: &Call<'a>,
    (planned, place): (&Planned<'a>, ParameterPlace),
    ty: &TypeRef,
) -> (String, Option<Encoding>) {
    let (said, nature) = (written(planned), nature(builder, planned, ty));
    let name = || planned.wire.value.clone();
    let place = match place {
        ParameterPlace::Header => EncodingPlace::Header,
        ParameterPlace::Cookie => EncodingPlace::Cookie,
        ParameterPlace::Query => {
            let usual = encodings::of_document(context).query;
            if planned.content == Content::JsonQuery {
                return (String::new(), json(planned, None, usual));
            }
            // What a parameter says itself is narrower than what its operation says.
            let is_silent = said.style.is_none() && said.explode.is_none();
            let operation = call.found.operation.quirks.array_style.as_ref();
            let own = planned.written.quirks.array_style.as_ref();
            let quirk = own.or(operation.filter(|_| is_silent));
            let encoding = encodings::in_query_or_form(context, &said, quirk, (usual, nature));
            if planned.content == Content::WholeQuery {
                return (String::new(), encoding);
            }
            let name = if quirk.is_some() || is_silent {
                encodings::sent_name(&planned.wire.value, encoding.unwrap_or(usual), ty)
            } else {
                name()
            };
            return (name, json(planned, encoding, usual));
        }
    };
    let encoding = encodings::in_header_or_cookie(context, &said, place, nature);

    (name(), json(planned, encoding, Encoding::usual(place)))
}

/// The encoding of a parameter whose text is JSON; any other stays.
fn json(planned: &Planned<'_>, encoding: Option<Encoding>, usual: Encoding) -> Option<Encoding> {
    match planned.content {
        Content::Styled | Content::WholeQuery => encoding,
        Content::Json | Content::JsonQuery => Some(Encoding {
            json: true,
            ..encoding.unwrap_or(Encoding {
                place: match usual.place {
                    EncodingPlace::Query(_) => EncodingPlace::Query(QueryStyle::Repeated),
                    other => other,
                },
                ..usual
            })
        }),
    }
}

/// What a parameter is for its encoding; as JSON it is one text.
fn nature(builder: &Builder<'_>, planned: &Planned<'_>, ty: &TypeRef) -> Nature {
    match planned.content {
        Content::Json | Content::JsonQuery => Nature::Single,
        Content::Styled | Content::WholeQuery => encodings::nature(builder, ty),
    }
}

fn written<'a>(planned: &Planned<'a>) -> Written<'a> {
    Written {
        what: format!("the parameter `{}`", planned.wire.value),
        span: planned.wire.span,
        style: planned.written.style.as_ref(),
        explode: planned.written.explode.as_ref(),
        allow_reserved: planned.written.allow_reserved,
    }
}
