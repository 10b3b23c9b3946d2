//! What comes of a call: whether it is sent again, how often it may be made, what it yields, what counts as a failure.

use super::{Item, Section, lists, words};
use crate::model::{Api, Operation, Output, Quota, Replay, ResetForm};

/// All that is told of the way back.
pub(super) fn sections(api: &Api, operation: &Operation) -> Vec<Section> {
    let section = |key, title, items| Section { key, title, items };

    vec![
        section("retry", "retry", vec![retry(operation.replay)]),
        section("quota", "quota", api.quota.iter().flat_map(quota).collect()),
        lists::section(operation),
        section("success", "success", success(api, operation)),
        section("not_found", "not found", not_found(operation)),
        section("refused", "refused, in a success", refused(operation)),
        section("errors", "errors", errors(operation)),
    ]
}

fn retry(replay: Replay) -> Item {
    match replay {
        Replay::Safe => Item::new(
            "safe",
            "sent again after a failure: twice is the same as once",
        ),
        Replay::Unsafe => Item::new(
            "unsafe",
            "sent again only where it cannot have arrived, or the vendor says that it did nothing (429)",
        ),
    }
}

fn quota(quota: &Quota) -> Vec<Item> {
    let mut items: Vec<Item> = quota
        .windows
        .iter()
        .map(|window| Item::new("", format!("{} for each credential", window.in_words())))
        .collect();
    items.extend(
        quota
            .remaining_header
            .iter()
            .map(|header| Item::new("left", format!("told in the header `{header}`"))),
    );
    let form = match quota.reset_form {
        ResetForm::Seconds => "seconds from now",
        ResetForm::UnixTime => "seconds since 1970",
        ResetForm::HttpDate => "an HTTP date",
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
    }];
    let envelope = &operation.envelope;
    if !matches!(operation.output, Output::Nothing) {
        items.push(Item::new(
            "value",
            format!("at {} of the body", words::at(&envelope.data)),
        ));
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
