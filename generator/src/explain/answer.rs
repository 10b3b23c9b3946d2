//! What comes of a call: whether it is sent again, how often it may be made, what it yields, what counts as a failure.

use super::{Item, Section, lists, words};
use crate::model::{Api, EventStream, Operation, Output, Quota, QuotaScope, Replay, ResetForm};

/// All that is told of the way back.
pub(super) fn sections(api: &Api, operation: &Operation) -> Vec<Section> {
    let section = |key, title, items| Section { key, title, items };
    let quotas = api.quota.iter().chain(&operation.quota).flat_map(quota);

    vec![
        section("retry", "retry", vec![retry(&operation.replay)]),
        section("quota", "quota, all of it together", quotas.collect()),
        lists::section(operation),
        section("success", "success", success(api, operation)),
        section("not_found", "not found", not_found(operation)),
        section("refused", "refused, in a success", refused(operation)),
        section("errors", "errors", errors(operation)),
    ]
}

fn retry(replay: &Replay) -> Item {
    match replay {
        Replay::Safe => Item::new(
            "safe",
            "sent again after a failure: twice is the same as once",
        ),
        Replay::IdempotencyKey(header) => Item::new(
            "safe",
            format!(
                "sent again after a failure, with the same random key in the header `{header}`"
            ),
        ),
        Replay::Unsafe => Item::new(
            "unsafe",
            "sent again only where it cannot have arrived, or the vendor says that it did nothing (429)",
        ),
    }
}

fn quota(quota: &Quota) -> Vec<Item> {
    let scope = match &quota.scope {
        QuotaScope::Credential => "for each credential".to_owned(),
        QuotaScope::Client => "for the client, whatever its credentials".to_owned(),
        QuotaScope::Parameter(name) => format!("for each value of `{name}`"),
    };
    let mut items: Vec<Item> = quota
        .windows
        .iter()
        .map(|window| Item::new("at most", format!("{} {scope}", window.in_words())))
        .collect();
    items.extend(
        quota
            .limit_header
            .iter()
            .map(|header| Item::new("limit", format!("told in the header `{header}`"))),
    );
    items.extend(
        quota
            .remaining_header
            .iter()
            .map(|header| Item::new("left", format!("told in the header `{header}`"))),
    );
    let form = match quota.reset_form {
        ResetForm::Seconds => "seconds from now",
        ResetForm::Milliseconds => "milliseconds from now",
        ResetForm::UnixTime => "seconds since 1970",
        ResetForm::UnixMilliseconds => "milliseconds since 1970",
        ResetForm::HttpDate => "an HTTP date",
        ResetForm::DateTime => "a date-time",
    };
    items.extend(
        quota
            .reset_header
            .iter()
            .map(|header| Item::new("reset", format!("told in the header `{header}`, {form}"))),
    );

    items
}

fn success(api: &Api, operation: &Operation) -> Vec<Item> {
    let mut items = vec![match &operation.output {
        Output::Nothing => Item::new("yields", "nothing"),
        Output::Value {
            ty,
            shape,
            optional,
        } => {
            let mut facts = vec![words::of_type(api, ty)];
            if *optional {
                facts.push("or none".to_owned());
            }
            facts.extend(words::of_shape(shape));
            Item::new("yields", facts.join(", "))
        }
        Output::Page { item } => {
            Item::new("yields", format!("a page of {}", words::of_type(api, item)))
        }
        Output::Text { media } => Item::new("yields", format!("the body, a text of `{media}`")),
        Output::Download { media } => Item::new(
            "yields",
            format!("the bytes of the body as they come: `{media}`"),
        ),
        Output::Events { item, stream, .. } => {
            let ty = words::of_type(api, item);
            Item::new(
                "yields",
                format!("{ty}, one by one as they come: `{}`", stream.media),
            )
        }
    }];
    if let Output::Events { stream, .. } = &operation.output {
        items.extend(of_stream(stream));
    }
    let envelope = &operation.envelope;
    if matches!(operation.output, Output::Value { .. } | Output::Page { .. }) {
        let place = match envelope.data.as_str() {
            "" => "the whole body".to_owned(),
            pointer => format!("at `{pointer}` of the body"),
        };
        items.push(Item::new("value", place));
    }
    items.extend(
        envelope
            .meta
            .iter()
            .map(|meta| Item::new("metadata", format!("at {}", words::at(meta)))),
    );
    if let Some(partial) = &operation.error_body.partial {
        let parts = [
            ("code", &partial.code),
            ("message", &partial.message),
            ("field", &partial.field),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter_map(|(name, at)| Some(format!("{name} at `{}`", at.as_ref()?)))
            .collect();
        let parts = if parts.is_empty() {
            String::new()
        } else {
            format!(", each with {}", parts.join(", "))
        };
        items.push(Item::new(
            "partial",
            format!(
                "errors of single elements at {}{parts}; the call yields both",
                words::at(&partial.at)
            ),
        ));
    }

    items
}

fn of_stream(stream: &EventStream) -> Vec<Item> {
    let told = [
        ("ends", "with the data", &stream.end),
        ("ends", "with the event", &stream.end_event),
        ("fails", "with the event", &stream.error_event),
    ];

    told.into_iter()
        .filter_map(|(name, how, what)| {
            Some(Item::new(name, format!("{how} `{}`", what.as_ref()?)))
        })
        .collect()
}

fn not_found(operation: &Operation) -> Vec<Item> {
    let told = &operation.not_found;
    let mut statuses: Vec<u16> = [404, 410]
        .into_iter()
        .chain(told.statuses.iter().copied())
        .collect();
    statuses.sort_unstable();
    let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
    let mut items = vec![Item::new("status", statuses.join(", "))];
    let place = words::at(&operation.envelope.data);
    if told.null_data {
        items.push(Item::new("null", format!("at {place} of a success")));
    }
    if told.empty_list {
        items.push(Item::new("empty list", format!("at {place} of a success")));
    }

    items
}

fn refused(operation: &Operation) -> Vec<Item> {
    let envelope = &operation.envelope;
    let mut items: Vec<Item> = Vec::new();
    if !envelope.error.is_empty() {
        let places = words::either(&envelope.error);
        items.push(Item::new(
            "error",
            format!("anything but null and emptiness at {places}"),
        ));
    }
    items.extend(envelope.success.iter().map(|success| {
        let values: Vec<String> = success
            .values
            .iter()
            .map(|value| format!("`{value}`"))
            .collect();
        let text = format!(
            "anything but {} at {}",
            values.join(" or "),
            words::at(&success.at)
        );
        Item::new("success", text)
    }));

    items
}

fn errors(operation: &Operation) -> Vec<Item> {
    let body = &operation.error_body;
    let parts = [
        ("code", &body.code),
        ("message", &body.message),
        ("field", &body.field),
    ];

    parts
        .into_iter()
        .filter(|(_, pointers)| !pointers.is_empty())
        .map(|(name, pointers)| Item::new(name, format!("at {}", words::either(pointers))))
        .collect()
}
