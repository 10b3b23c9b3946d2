//! Which quirks a request met: those of its operation that came into play in what was sent or answered.
//!
//! A quirk of an answer counts where there was such an answer: an envelope in a success, an error body in a failure. A quirk of values
//! (`view`, `timestamp`) counts where the JSON that went either way has a member with it; of long lists the first element stands for all.

mod values;

use brogue_generator::model::{
    Encoding, EncodingPlace, Encodings, Method, Operation, Pagination, PathStyle, QueryStyle,
    Replay, StructUse, TypeKind, TypeRef, Types,
};
use http::StatusCode;
use serde_json::Value;

use crate::handle::Trail;
use crate::plan::keeps_unsent;
use crate::reply::{Reply, ReplyBody, Request};
use crate::vendor::Vendor;

/// The words, in the order of the vocabulary.
const ORDER: [&str; 17] = [
    "token-request",
    "revoke",
    "rate-limit",
    "side-effect",
    "idempotency-key",
    "update",
    "pagination",
    "envelope",
    "error-body",
    "not-found",
    "array-style",
    "path-encoding",
    "multipart",
    "view",
    "timestamp",
    "availability",
    "stream",
];

/// The quirks, each once.
pub(super) fn met(
    vendor: &Vendor,
    request: &Request,
    reply: Option<&Reply>,
    trail: &Trail,
) -> Vec<&'static str> {
    let mut words = trail.quirks.clone();
    if let Some(id) = trail.operation {
        let (_, operation) = vendor.operation(id);
        asked(vendor, operation, request, &mut words);
        if let Some(reply) = reply {
            answered(vendor, operation, reply, &mut words);
            values::met(vendor, id, request, reply, &mut words);
        }
    }
    let place = |word: &&'static str| ORDER.iter().position(|known| known == word);
    words.sort_by_key(|word| (place(word).unwrap_or(ORDER.len()), *word));
    words.dedup();

    words
}

/// What the request itself shows.
fn asked(vendor: &Vendor, operation: &Operation, request: &Request, words: &mut Vec<&'static str>) {
    let api = &vendor.api;
    match (&operation.replay, operation.http_method) {
        (Replay::Unsafe, Method::Get | Method::Head) => words.push("side-effect"),
        (Replay::IdempotencyKey(header), _) if request.headers.contains_key(header.as_str()) => {
            words.push("idempotency-key");
        }
        (Replay::Safe | Replay::Unsafe | Replay::IdempotencyKey(_), _) => {}
    }
    if !request.body.is_empty() && keeps_unsent(api, operation) {
        words.push("update");
    }
    if operation.announced {
        words.push("availability");
    }
    let media = request.headers.get(http::header::CONTENT_TYPE);
    let media = media
        .and_then(|media| media.to_str().ok())
        .unwrap_or_default();
    if media.starts_with("multipart/") {
        words.push("multipart");
    }
    if is_oddly_listed(vendor, operation, request, media) {
        words.push("array-style");
    }
    let path = api.encodings.path;
    let is_odd_path = |encoding: Option<Encoding>| {
        encoding.unwrap_or(path) != Encoding::usual(EncodingPlace::Path(PathStyle::Simple))
    };
    let mut parameters = operation.path_parameters.iter();
    if request.path.contains(['+', '%', ';', ','])
        && parameters.any(|parameter| is_odd_path(parameter.encoding))
    {
        words.push("path-encoding");
    }
}

/// What an object type is for.
fn use_of(types: &Types, ty: &TypeRef) -> Option<StructUse> {
    let (TypeRef::Named(id) | TypeRef::Boxed(id)) = ty else {
        return None;
    };
    match &types.get(*id).kind {
        TypeKind::Struct(object) => Some(object.used),
        _ => None,
    }
}

/// Whether lists or objects in the query or the form of a request are written in another way than OpenAPI's usual one.
fn is_oddly_listed(vendor: &Vendor, operation: &Operation, request: &Request, media: &str) -> bool {
    let encodings = &vendor.api.encodings;
    if media.starts_with("application/x-www-form-urlencoded") || media.starts_with("multipart/") {
        let sending = operation.body.as_ref().map(|body| &body.sending);
        let fields = sending.and_then(|sending| sending.fields());
        let encoding = fields.and_then(|fields| fields.encoding);
        let is_odd = encoding.unwrap_or(encodings.form).place != Encodings::USUAL.form.place;
        let has = |text: &[u8]| request.body.windows(text.len()).any(|piece| piece == text);
        if is_odd && (has(b"%5B") || has(b"%5b") || has(b"[")) {
            return true;
        }
    }
    let query = request.query.as_deref().unwrap_or_default();
    let sent = |wire: &str| {
        url::form_urlencoded::parse(query.as_bytes()).any(|(name, _)| {
            name == wire
                || name
                    .strip_prefix(wire)
                    .is_some_and(|rest| rest.starts_with('['))
        })
    };

    operation.parameters.iter().any(|parameter| {
        let encoding = parameter.encoding.unwrap_or(encodings.query);
        let is_odd = encoding.place != EncodingPlace::Query(QueryStyle::Repeated);
        let is_list = matches!(parameter.ty, TypeRef::List(_) | TypeRef::Map(_))
            || use_of(&vendor.api.types, &parameter.ty).is_some();
        is_odd && is_list && sent(&parameter.wire)
    })
}

/// What the answer shows.
fn answered(vendor: &Vendor, operation: &Operation, reply: &Reply, words: &mut Vec<&'static str>) {
    let status = reply.status;
    let has_body = !matches!(reply.body, ReplyBody::Nothing);
    let envelope = &operation.envelope;
    let has_envelope =
        !envelope.data.is_empty() || !envelope.error.is_empty() || envelope.success.is_some();
    if status.is_success() {
        if has_body && has_envelope {
            words.push("envelope");
        }
        if !matches!(operation.pagination, Pagination::None) {
            words.push("pagination");
        }
        let partial = operation.error_body.partial.as_ref();
        if let (Some(partial), ReplyBody::Json(body)) = (partial, &reply.body) {
            let errors = body.pointer(&partial.at).and_then(Value::as_array);
            if errors.is_some_and(|errors| !errors.is_empty()) {
                words.push("error-body");
            }
        }
    } else {
        let body = &operation.error_body;
        if has_body && !(body.message.is_empty() && body.code.is_empty() && body.field.is_empty()) {
            words.push("error-body");
        }
    }
    let quotas = [vendor.api.quota.as_ref(), operation.quota.as_ref()];
    let mut headers = quotas
        .into_iter()
        .flatten()
        .flat_map(|quota| {
            [
                &quota.remaining_header,
                &quota.limit_header,
                &quota.reset_header,
            ]
        })
        .flatten();
    if status == StatusCode::TOO_MANY_REQUESTS
        || headers.any(|name| reply.headers.contains_key(name.as_str()))
    {
        words.push("rate-limit");
    }
}
