//! The quirks in force, one sentence each: read off the model, so that what is told is what happens.

use super::pagination;
use super::{answers, encodings};
use crate::check::security::scheme_notes;
use crate::model::{
    Api, Envelope, ErrorBody, Member, Operation, Output, Pagination, QuirkNote, Quota, QuotaScope,
    Replay, StructUse, TypeDef, TypeKind,
};
use crate::parse::quirk::Update;
use crate::source::Spanned;

/// The quirks of a whole API.
pub(in crate::check) fn of_api(api: &Api) -> Vec<QuirkNote> {
    let mut notes = of_all_calls(api);
    for operation in api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations)
    {
        let place = format!(
            "{} {}",
            operation.http_method.as_str(),
            operation.path_text()
        );
        notes.extend(
            of_bodies(api, operation)
                .into_iter()
                .chain(words_of(operation))
                .map(|(word, meaning)| QuirkNote {
                    word,
                    place: place.clone(),
                    meaning,
                }),
        );
    }
    for (_, definition) in api.types.iter() {
        notes.extend(of_type(definition));
    }
    notes.extend(api.webhooks.iter().flat_map(super::of_webhooks));
    notes
}

/// What a caller must know about how a call travels.
pub(in crate::check) fn of_operation(
    operation: &Operation,
    update: Option<&Spanned<Update>>,
) -> Vec<String> {
    let mut notes: Vec<String> = encodings::of_fixed(operation).into_iter().collect();
    notes.extend(encodings::of_body(operation));
    notes.extend(answers::of_output(operation));
    notes.extend(answers::of_negotiation(&operation.negotiation));
    notes.extend(words_of(operation).into_iter().map(|(_, meaning)| meaning));
    let replaced = update
        .map(|update| update.value.replaces.as_slice())
        .unwrap_or_default();
    if !replaced.is_empty() {
        notes.push(format!(
            "What is sent for {} replaces the whole list.",
            listed(replaced)
        ));
    }
    notes
}

fn of_all_calls(api: &Api) -> Vec<QuirkNote> {
    let note = |word, meaning| QuirkNote {
        word,
        place: "all calls".to_owned(),
        meaning,
    };
    let mut notes: Vec<QuirkNote> = [of_value(&api.envelope), of_refusal(&api.envelope)]
        .into_iter()
        .flatten()
        .map(|meaning| note("envelope", meaning))
        .collect();
    notes.extend(of_error_body(&api.error_body).map(|meaning| note("error-body", meaning)));
    if api.partial_puts {
        let meaning = "A PUT changes only what is sent.".to_owned();
        notes.push(note("update", meaning));
    }
    if let Some(quota) = &api.quota {
        notes.push(note("rate-limit", quota_note(quota)));
    }
    let encodings = encodings::of_api(api).into_iter();
    notes.extend(encodings.map(|(word, meaning)| note(word, meaning)));
    notes.extend(
        pagination::of_all_lists(&api.pagination).map(|meaning| note("pagination", meaning)),
    );
    notes.extend(scheme_notes(api));
    notes
}

/// The words that are told of all calls, where a call has others.
fn of_bodies(api: &Api, operation: &Operation) -> Vec<(&'static str, String)> {
    let (own, shared) = (&operation.envelope, &api.envelope);
    let mut words: Vec<(&'static str, String)> = Vec::new();
    if own.data != shared.data {
        let meaning =
            of_value(own).unwrap_or_else(|| "The body of a success is the value.".to_owned());
        words.push(("envelope", meaning));
    }
    if (&own.error, &own.success) != (&shared.error, &shared.success) {
        let meaning = of_refusal(own).unwrap_or_else(|| "A success holds no error.".to_owned());
        words.push(("envelope", meaning));
    }
    let places = |body: &ErrorBody| (body.code.clone(), body.message.clone(), body.field.clone());
    if places(&operation.error_body) != places(&api.error_body) {
        let meaning = of_error_body(&operation.error_body)
            .unwrap_or_else(|| "Where an error tells its reason is not known.".to_owned());
        words.push(("error-body", meaning));
    }
    words
}

/// Where the value sits, unless the body is bare.
fn of_value(envelope: &Envelope) -> Option<String> {
    let Envelope { data, meta, .. } = envelope;
    let meta = meta
        .as_ref()
        .map(|meta| format!(", what describes it at `{meta}`"))
        .unwrap_or_default();

    (!data.is_empty()).then(|| {
        format!("The value sits at `{data}` of a success body{meta}; a call yields the value.")
    })
}

/// Where an error inside a success sits.
fn of_refusal(envelope: &Envelope) -> Option<String> {
    let error = (!envelope.error.is_empty())
        .then(|| format!("with an error at {}", either(&envelope.error)));
    let success = envelope.success.as_ref().map(|success| {
        let values = success.values.iter().map(|value| format!("`{value}`"));
        let values: Vec<String> = values.collect();
        format!(
            "with another value than {} at `{}`",
            values.join(" or "),
            success.at
        )
    });
    let places: Vec<String> = [error, success].into_iter().flatten().collect();

    (!places.is_empty()).then(|| format!("A success body {} is an error.", places.join(" or ")))
}

fn of_error_body(body: &ErrorBody) -> Option<String> {
    let parts = [
        ("message", &body.message),
        ("code", &body.code),
        ("field at fault", &body.field),
    ];
    let places: Vec<String> = parts
        .into_iter()
        .filter(|(_, pointers)| !pointers.is_empty())
        .map(|(part, pointers)| format!("the {part} at {}", either(pointers)))
        .collect();

    (!places.is_empty()).then(|| format!("An error body has {}.", places.join(", ")))
}

fn quota_note(quota: &Quota) -> String {
    let counted_by = match &quota.scope {
        QuotaScope::Credential => "each credential".to_owned(),
        QuotaScope::Client => "all credentials together".to_owned(),
        QuotaScope::Parameter(name) => format!("each value of `{name}`"),
    };

    format!(
        "At most {} for {counted_by}; calls wait for their turn.",
        quota.in_words()
    )
}

/// The words in force at one call, with what they mean.
fn words_of(operation: &Operation) -> Vec<(&'static str, String)> {
    let mut words = encodings::of_call(operation);
    let paged = matches!(operation.output, Output::Page { .. });
    // A list that turns out to be something else has no pages to walk through.
    if paged || matches!(operation.pagination, Pagination::Unknown { .. }) {
        let meaning = pagination::of_list(&operation.pagination);
        words.extend(meaning.map(|meaning| ("pagination", meaning)));
    }
    if operation.announced {
        words.push((
            "availability",
            "The vendor has announced it and may not have it yet.".to_owned(),
        ));
    }
    if let Output::Events { stream, .. } = &operation.output {
        words.extend(
            answers::of_stream(stream)
                .into_iter()
                .map(|meaning| ("stream", meaning)),
        );
    }
    if operation.not_found.null_data {
        words.push((
            "not-found",
            "Null instead of the value means that there is no such thing.".to_owned(),
        ));
    }
    if operation.not_found.empty_list {
        words.push((
            "not-found",
            "An empty list instead of the value means that there is no such thing.".to_owned(),
        ));
    }
    for status in &operation.not_found.statuses {
        words.push((
            "not-found",
            format!("The status {status} means that there is no such thing."),
        ));
    }
    if operation.error_body.partial.is_some() {
        words.push((
            "error-body",
            "A success can carry errors of single elements: both are returned, and `.complete()` makes an error of them.".to_owned(),
        ));
    }
    if let Some(quota) = &operation.quota {
        words.push(("rate-limit", quota_note(quota)));
    }
    match (operation.http_method.is_idempotent(), &operation.replay) {
        (false, Replay::Safe) => {
            words.push((
                "retry",
                "Sending it twice is the same as once, so it is tried again after a failure."
                    .to_owned(),
            ));
        }
        (true, Replay::Unsafe) => {
            words.push((
                "retry",
                "The client never sends it a second time on its own.".to_owned(),
            ));
        }
        (_, Replay::IdempotencyKey(header)) => {
            words.push((
                "retry",
                format!("A key in the header `{header}` makes sending it twice the same as once, so it is tried again after a failure. Each call gets a key of its own, unless you set the header."),
            ));
        }
        (_, Replay::Safe | Replay::Unsafe) => {}
    }
    words
}

/// The words in force in a type, those of the same kind together.
fn of_type(definition: &TypeDef) -> Vec<QuirkNote> {
    let TypeKind::Struct(object) = &definition.kind else {
        return Vec::new();
    };
    let mut notes: Vec<(&'static str, String, Vec<&Member>)> = Vec::new();
    if object.used == StructUse::Update {
        let meaning = "Only what is set is sent; a member can be kept, cleared or set".to_owned();
        notes.push(("update", meaning, Vec::new()));
    }
    for member in object.with_additional() {
        for (word, meaning) in words_of_member(member) {
            match notes.iter_mut().find(|(_, other, _)| *other == meaning) {
                Some((_, _, members)) => members.push(member),
                None => notes.push((word, meaning, vec![member])),
            }
        }
    }
    notes
        .into_iter()
        .map(|(word, meaning, members)| match members.as_slice() {
            [] => QuirkNote {
                word,
                place: definition.name.to_string(),
                meaning: format!("{meaning}."),
            },
            [only] => QuirkNote {
                word,
                place: format!("{}.{}", definition.name, only.field),
                meaning: format!("{meaning}."),
            },
            several => QuirkNote {
                word,
                place: definition.name.to_string(),
                meaning: format!("{meaning}: {}.", some(several)),
            },
        })
        .collect()
}

/// The first few members by name, and how many more there are.
fn some(members: &[&Member]) -> String {
    const SHOWN: usize = 4;

    let names: Vec<String> = members
        .iter()
        .take(SHOWN)
        .map(|member| format!("`{}`", member.field))
        .collect();
    let names = names.join(", ");
    if members.len() > SHOWN {
        format!("{names} and {} more", members.len() - SHOWN)
    } else {
        names
    }
}

/// The words in force at a member, each with what it means: without its full stop.
fn words_of_member(member: &Member) -> Vec<(&'static str, String)> {
    let mut words: Vec<(&'static str, String)> = member
        .shape
        .views
        .iter()
        .map(|view| ("view", view.in_words().to_owned()))
        .collect();
    let sent = member.shape.form.in_words();
    words.extend(sent.map(|meaning| ("sends", meaning.to_owned())));
    let time = member.shape.time.as_ref();
    words.extend(time.map(|time| ("timestamp", time.in_words())));
    if !member.aliases.is_empty() {
        words.push((
            "aliases",
            format!(
                "{} on the wire, also read from {}",
                listed(std::slice::from_ref(&member.wire)),
                listed(&member.aliases)
            ),
        ));
    }
    if member.sensitive {
        words.push(("sensitive", "Never shown in logs or errors".to_owned()));
    }
    words
}

fn listed(names: &[String]) -> String {
    joined(names, ", ")
}

/// Places that are tried in order.
fn either(pointers: &[String]) -> String {
    joined(pointers, " or ")
}

fn joined(names: &[String], between: &str) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(between)
}
