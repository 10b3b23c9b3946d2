//! Further calls of one operation: what offers its body or its answer in several media types that mean different things has a call for
//! each.

use std::collections::BTreeSet;

use super::context::Context;
use super::resources::Found;
use super::{bodies, media, names, references, requests};
use crate::parse::ast::MediaType;

/// What a further call of an operation has of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variant<'a> {
    /// It sends this media type.
    Sends(&'a str),
    /// It asks for this media type.
    Yields(&'a str),
}

impl<'a> Variant<'a> {
    /// The media type that is special about it.
    pub(super) fn media(self) -> &'a str {
        match self {
            Self::Sends(media) | Self::Yields(media) => media,
        }
    }

    /// The media type it sends, where that is what is special about it.
    pub(super) fn sent(self) -> Option<&'a str> {
        match self {
            Self::Sends(media) => Some(media),
            Self::Yields(_) => None,
        }
    }

    /// The media type it asks for, where that is what is special about it.
    pub(super) fn yielded(self) -> Option<&'a str> {
        match self {
            Self::Yields(media) => Some(media),
            Self::Sends(_) => None,
        }
    }
}

/// The further calls of an operation, each with what is added to the name of its method.
pub(super) fn of<'a>(context: &mut Context<'a>, found: &Found<'a>) -> Vec<(String, Variant<'a>)> {
    let mut variants = Vec::new();
    let body = found.operation.request_body.as_ref();
    if let Some((body, _)) = body.and_then(|body| references::resolve(context, body)) {
        let others = requests::other_media(&body.content).into_iter();
        variants.extend(others.map(|(word, name)| (format!("with_{word}"), Variant::Sends(name))));
    }
    let successes = bodies::successes(context, found.operation);
    let first = successes
        .iter()
        .find(|success| !success.response.content.is_empty());
    if let Some(success) = first {
        let others = media::others(&success.response.content).into_iter();
        variants.extend(others.map(|(word, name)| (word, Variant::Yields(name))));
    }
    let mut taken = BTreeSet::new();
    variants.retain(|(word, _)| taken.insert(word.clone()));

    variants
}

/// The words of a media type that tell it from others: `merge_patch` of `application/merge-patch+json`.
pub(super) fn words(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    let subtype = essence
        .split_once('/')
        .map_or(essence, |(_, subtype)| subtype);
    let subtype = subtype.split('+').next().unwrap_or_default();
    let mut words = names::words(subtype);
    words.retain(|word| !matches!(word.as_str(), "x" | "vnd"));
    if words.is_empty() {
        return "any".to_owned();
    }

    words.join("_")
}

/// Those of several media types that mean something else than the first of them, the first of each kind.
pub(super) fn apart<'a, K: Copy + Ord>(
    sorted: &[(K, &'a str, &'a MediaType)],
    is_same: impl Fn(&MediaType, &MediaType) -> bool,
    is_own: impl Fn(K) -> bool,
) -> Vec<(K, &'a str)> {
    let Some((_, first, media)) = sorted.first() else {
        return Vec::new();
    };
    let mut kept: Vec<(K, &'a str, &'a MediaType)> = Vec::new();
    let first_kind = sorted.first().map(|(kind, ..)| *kind);
    for (kind, name, other) in sorted.iter().skip(1) {
        let is_known = is_same(media, other)
            || kept.iter().any(|(_, _, known)| is_same(known, other))
            // Of one kind whose media type the caller may still choose, one is enough.
            || !is_own(*kind)
                && (first_kind == Some(*kind) || kept.iter().any(|(known, ..)| known == kind));
        if name != first && !is_known {
            kept.push((*kind, name, other));
        }
    }

    kept.into_iter()
        .map(|(kind, name, _)| (kind, name))
        .collect()
}
