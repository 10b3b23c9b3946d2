//! The quirks in force, one sentence each: read off the model, so that what is told is what happens.

use crate::model::{
    Api, Form, Member, Method, Operation, Output, Pagination, QuirkNote, Quota, Replay, StructUse,
    TypeDef, TypeKind, View, Zone,
};
use crate::parse::ast;

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
            words_of(operation)
                .into_iter()
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
    notes
}

/// What a caller must know about how a call travels.
pub(in crate::check) fn of_operation(
    operation: &Operation,
    written: &ast::Operation,
) -> Vec<String> {
    let mut notes: Vec<String> = words_of(operation)
        .into_iter()
        .map(|(_, meaning)| meaning)
        .collect();
    let replaced = written
        .quirks
        .update
        .as_ref()
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
    let mut notes = Vec::new();
    if !api.envelope.data.is_empty() {
        let meta = api
            .envelope
            .meta
            .as_ref()
            .map(|meta| format!(", what describes it at `{meta}`"))
            .unwrap_or_default();
        notes.push(note(
            "envelope",
            format!(
                "The value sits at `{}` of a success body{meta}; a call yields the value.",
                api.envelope.data
            ),
        ));
    }
    if !api.envelope.error.is_empty() {
        notes.push(note(
            "envelope",
            format!(
                "A success body with an error at {} is an error.",
                listed(&api.envelope.error)
            ),
        ));
    }
    if !api.error_body.message.is_empty() {
        notes.push(note(
            "error-body",
            format!(
                "The message of an error sits at {}.",
                listed(&api.error_body.message)
            ),
        ));
    }
    if let Some(quota) = &api.quota {
        notes.push(note("rate-limit", quota_note(quota)));
    }
    notes
}

fn quota_note(quota: &Quota) -> String {
    let windows: Vec<String> = quota
        .windows
        .iter()
        .map(|window| {
            format!(
                "{} requests in {}",
                window.requests,
                duration(window.milliseconds)
            )
        })
        .collect();

    format!(
        "At most {} for each credential; calls wait for their turn.",
        windows.join(" and ")
    )
}

fn duration(milliseconds: u64) -> String {
    let units = [
        (86_400_000, "day"),
        (3_600_000, "hour"),
        (60_000, "minute"),
        (1_000, "second"),
        (1, "millisecond"),
    ];
    let (size, unit) = units
        .into_iter()
        .find(|(size, _)| milliseconds >= *size && milliseconds.is_multiple_of(*size))
        .unwrap_or((1, "millisecond"));
    let count = milliseconds / size;

    if count == 1 {
        format!("1 {unit}")
    } else {
        format!("{count} {unit}s")
    }
}

/// The words in force at one call, with what they mean.
fn words_of(operation: &Operation) -> Vec<(&'static str, String)> {
    let mut words: Vec<(&'static str, String)> = Vec::new();
    let paged = matches!(operation.output, Output::Page { .. });
    match &operation.pagination {
        Pagination::Unknown { .. } => {
            words.push(("pagination", "The list comes in pages; how they follow each other is not known, so the caller says it.".to_owned()));
        }
        Pagination::Offset {
            parameter, size, ..
        } if paged => {
            let size = size
                .map(|size| format!(" of at most {size} records"))
                .unwrap_or_default();
            words.push(("pagination", format!("The list comes in pages{size}; `{parameter}` is the number of the record that a page starts with.")));
        }
        Pagination::Offset { .. } | Pagination::None => {}
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
            "A success can carry errors of single elements; both are returned.".to_owned(),
        ));
    }
    match (operation.http_method, operation.replay) {
        (Method::Post | Method::Patch, Replay::Safe) => {
            words.push((
                "retry",
                "Sending it twice is the same as once, so it is tried again after a failure."
                    .to_owned(),
            ));
        }
        (
            Method::Get
            | Method::Head
            | Method::Put
            | Method::Delete
            | Method::Options
            | Method::Trace,
            Replay::Unsafe,
        ) => {
            words.push((
                "retry",
                "It changes something each time, so it is never sent twice.".to_owned(),
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
        let meaning = "only what is set is sent; a member can be kept, cleared or set.".to_owned();
        notes.push(("update", meaning, Vec::new()));
    }
    for member in &object.members {
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
                meaning: format!("`{}`: {meaning}", definition.name),
            },
            [only] => QuirkNote {
                word,
                place: format!("{}.{}", definition.name, only.field),
                meaning: format!("`{}.{}` {meaning}", definition.name, only.field),
            },
            several => QuirkNote {
                word,
                place: definition.name.to_string(),
                meaning: format!(
                    "`{}`: each of {} members {meaning}",
                    definition.name,
                    several.len()
                ),
            },
        })
        .collect()
}

fn words_of_member(member: &Member) -> Vec<(&'static str, String)> {
    let mut words: Vec<(&'static str, String)> = member
        .shape
        .views
        .iter()
        .map(|view| ("view", view_note(*view).to_owned()))
        .collect();
    let sent = match member.shape.form {
        Form::Plain => None,
        Form::Integer => Some("is sent as a number."),
        Form::Text => Some("is sent as a text."),
        Form::Boolean => Some("is sent as true or false."),
        Form::NumericText => Some("is sent as \"0\" or \"1\"."),
        Form::CommaList => Some("is sent as one text with commas."),
    };
    words.extend(sent.map(|meaning| ("sends", meaning.to_owned())));
    if let Some(time) = &member.shape.time {
        let zone = match time.zone {
            Zone::None => "without a zone",
            Zone::Utc => "in UTC",
            Zone::Offset => "with its offset",
        };
        let empty = if time.empty_is_none {
            "; an empty text or a zero date is no value"
        } else {
            ""
        };
        words.push((
            "timestamp",
            format!("is a time like `{}`, {zone}{empty}.", time.pattern),
        ));
    }
    if !member.aliases.is_empty() {
        words.push((
            "aliases",
            format!("is also read from {}.", listed(&member.aliases)),
        ));
    }
    if member.sensitive {
        words.push(("sensitive", "is never shown in logs or errors.".to_owned()));
    }
    words
}

fn view_note(view: View) -> &'static str {
    match view {
        View::Flag => "is a flag: read from 0/1, \"0\"/\"1\", \"true\"/\"false\" or a boolean.",
        View::Id => "is an opaque identifier: read from a number or a text.",
        View::Text => "is a text: read from a number or a text.",
        View::Number => "is a number: read from a number or a numeric text.",
        View::Integer => "is an integer: read from an integer or a numeric text.",
        View::EmptyIsNone => "has no value where its text is empty.",
        View::One => "is one value: read from that value or a list of it alone.",
    }
}

fn listed(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
