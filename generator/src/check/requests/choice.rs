//! Which of several media types is sent.

use super::super::alike::is_alike;
use super::super::context::Context;
use super::super::files;
use super::super::media::{is_any, is_json};
use super::super::place::Place;
use super::super::uses::follow;
use super::super::variants;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::{Entries, MediaType, Text};

/// How a body is sent, in the order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// As JSON.
    Json,
    /// As JSON, and in parts where a file is in it.
    JsonOrParts,
    /// As a form, and in parts where a file is in it.
    FormOrParts,
    /// In parts.
    Parts,
    /// As a form.
    Form,
    /// As a plain text.
    Text,
    /// As bytes.
    Bytes,
}

/// The media type that is sent.
pub(super) struct Choice<'a> {
    pub(super) kind: Kind,
    pub(super) name: &'a Text,
    pub(super) media: &'a MediaType,
}

/// Chooses a media type; the inner `None` where there is none.
#[expect(
    clippy::option_option,
    reason = "the outer one says that something was reported, the inner one that there is no content"
)]
pub(super) fn choose<'a>(
    context: &mut Context<'a>,
    media_types: &'a Entries<MediaType>,
    wanted: Option<&str>,
    place: &Place,
) -> Option<Option<Choice<'a>>> {
    let mut known = known(media_types);
    if let Some(wanted) = wanted {
        return Some(known.find(|choice| choice.name.value == wanted));
    }
    let Some(mut chosen) = known.next() else {
        if let Some((other, media)) = media_types.first() {
            let is_in_parts = other.value.trim().to_lowercase().starts_with("multipart/");
            if is_in_parts && context.is_lenient() {
                let message = format!(
                    "the parts of `{}` are put together by the caller",
                    other.value
                );
                context.report(
                    Diagnostic::new(Code::Approximated, other.span, message)
                        .label("sent as bytes")
                        .help("name the boundary: `.header(\"content-type\", ..)` of the call"),
                );
                return Some(Some(Choice {
                    kind: Kind::Bytes,
                    name: other,
                    media,
                }));
            }
            context.report(
                Diagnostic::new(
                    Code::BadMediaType,
                    other.span,
                    format!("a body of `{}` is not supported", other.value),
                )
                .help("JSON, forms, `multipart/form-data`, texts and bytes of any type are sent"),
            );
            // A call to which the caller gives bytes is better than none.
            return context.is_lenient().then_some(None);
        }
        return Some(None);
    };
    let others: Vec<Choice<'a>> = known.collect();
    if let Some(both) = both(context, &chosen, &others, place) {
        chosen = both;
    }
    for (name, media) in media_types {
        if kind_of(&name.value, media).is_none() {
            let message = format!("the body as `{}` is not generated", name.value);
            context.report(
                Diagnostic::new(Code::NotGenerated, name.span, message)
                    .label("left out of the client")
                    .also(chosen.name.span, "this one is sent")
                    .help("leave it out of the spec, or send it by `.bytes(..)` of the call"),
            );
        }
    }
    if !chosen.name.value.contains('/') {
        let message = format!("`{}` is no media type", chosen.name.value);
        context.report(
            Diagnostic::new(Code::BadMediaType, chosen.name.span, message)
                .label("sent as JSON")
                .help("write `application/json`")
                .mended(),
        );
    }
    Some(Some(chosen))
}

/// The media types that can be sent, in the order of preference: `application/json` before other kinds of JSON; otherwise the first that
/// is written.
fn known(media_types: &Entries<MediaType>) -> impl Iterator<Item = Choice<'_>> {
    let mut known: Vec<Choice<'_>> = media_types
        .iter()
        .filter_map(|(name, media)| {
            let kind = kind_of(&name.value, media)?;
            Some(Choice { kind, name, media })
        })
        .collect();
    known.sort_by_key(|choice| {
        let is_other_json = choice.kind == Kind::Json && choice.name.value != "application/json";
        (choice.kind, is_other_json)
    });

    known.into_iter()
}

/// The media types that mean something else than the preferred one, with a word for each.
pub(in crate::check) fn other_media(media_types: &Entries<MediaType>) -> Vec<(String, &str)> {
    let known: Vec<_> = known(media_types)
        .map(|choice| (choice.kind, choice.name.value.as_str(), choice.media))
        .collect();
    let is_same = |one: &MediaType, other: &MediaType| match (&one.schema, &other.schema) {
        (Some(one), Some(other)) => is_alike(one, other),
        _ => false,
    };
    let others = variants::apart(&known, is_same, |kind| kind == Kind::Json);

    others
        .into_iter()
        .map(|(kind, name)| {
            let word = match kind {
                Kind::Json => variants::words(name),
                Kind::Form => "form".to_owned(),
                Kind::Text => "text".to_owned(),
                Kind::Bytes => "bytes".to_owned(),
                Kind::Parts | Kind::JsonOrParts | Kind::FormOrParts => "parts".to_owned(),
            };
            (word, name)
        })
        .collect()
}

/// JSON or a form, and parts beside it with the same schema that a file makes necessary.
fn both<'a>(
    context: &mut Context<'a>,
    chosen: &Choice<'a>,
    others: &[Choice<'a>],
    place: &Place,
) -> Option<Choice<'a>> {
    let of_kind = |kind: Kind| {
        std::iter::once(chosen)
            .chain(others)
            .find(|choice| choice.kind == kind)
    };
    let parts = of_kind(Kind::Parts)?;
    let (plain, kind) = match chosen.kind {
        Kind::Json => (chosen, Kind::JsonOrParts),
        Kind::Parts => (of_kind(Kind::Form)?, Kind::FormOrParts),
        _ => return None,
    };
    if !is_same(plain, parts) {
        return None;
    }
    let object = follow(context, parts.media.schema.as_ref()?, place.clone())?;
    let has_files = !files::names(context, &object).is_empty();
    let (kind, media) = match (has_files, kind) {
        (true, Kind::JsonOrParts) => (kind, parts.media),
        (true, kind) if plain.media.encoding.is_empty() => (kind, parts.media),
        (true, kind) => (kind, plain.media),
        (false, Kind::JsonOrParts) => return None,
        (false, _) => (Kind::Form, plain.media),
    };

    Some(Choice {
        kind,
        name: plain.name,
        media,
    })
}

/// Whether two media types hold the same.
fn is_same(one: &Choice<'_>, other: &Choice<'_>) -> bool {
    match (&one.media.schema, &other.media.schema) {
        (Some(one), Some(other)) => is_alike(one, other),
        _ => false,
    }
}

/// How a body of a media type is sent: what may be of any, and has a type, is JSON.
fn kind_of(media_type: &str, media: &MediaType) -> Option<Kind> {
    let is_any = is_any(media_type.trim());
    let is_typed = media.schema.as_ref().is_some_and(|schema| {
        schema.reference.is_some() || schema.types.iter().any(|kind| kind.value != "string")
    });
    if is_any && is_typed {
        return Some(Kind::Json);
    }

    kind(media_type)
}

/// How a body of a media type is sent; nothing where it cannot be.
fn kind(media_type: &str) -> Option<Kind> {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_lowercase();

    match essence.as_str() {
        json if is_json(json) => Some(Kind::Json),
        "multipart/form-data" => Some(Kind::Parts),
        "application/x-www-form-urlencoded" => Some(Kind::Form),
        "text/plain" | "text/*" => Some(Kind::Text),
        parts if parts.starts_with("multipart/") => None,
        other => other.contains('/').then_some(Kind::Bytes),
    }
}

/// A media type that is no range of them.
pub(super) fn concrete(media_type: &str) -> Option<&str> {
    let is_range = media_type.contains(['*', ',']) || media_type.chars().any(char::is_control);

    (!is_range && media_type.contains('/')).then_some(media_type)
}
