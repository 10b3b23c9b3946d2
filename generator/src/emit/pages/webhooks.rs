//! The page of what the vendor sends on its own account: how it is signed, what answers mean, each event.

use crate::emit::webhooks::{NO_SIGNATURE, example};
use crate::model::{
    Delivery, EventTag, KeyText, Serialization, Signature, SignatureEncoding, SignaturePart,
    SignaturePlace, SignatureSecret, TimestampUnit, WebhookEvent, Webhooks, time_in_words,
};

use super::cells::{self, code};
use super::html::Html;
use super::site::{Site, WEBHOOKS};
use super::{frame, notes, prose};

/// The page.
pub(super) fn page(site: &Site<'_>, webhooks: &Webhooks) -> String {
    frame::page(site, WEBHOOKS, "Webhooks", |html| {
        html.words("h1", &[], "Webhooks");
        let text = "What the vendor sends on its own account, and how a program takes it.";
        html.words("p", &[], text);
        if webhooks.signature.is_none() {
            html.element("div", &[("class", "advice")], |html| {
                prose::blocks(html, NO_SIGNATURE);
            });
        }
        cells::list(html, &webhooks.notes);
        travel(html, webhooks);
        notes::evidence(html, site, &webhooks.evidence);
        if let Some(example) = example(site.context, webhooks) {
            html.words("h2", &[], "Example");
            prose::blocks(html, &example);
        }
        if webhooks.events.len() > 1 {
            index(html, webhooks);
        }
        for one in &webhooks.events {
            event(html, site, one);
        }
    })
}

fn index(html: &mut Html, webhooks: &Webhooks) {
    html.element("nav", &[("aria-label", "Events")], |html| {
        html.element("ul", &[("class", "index")], |html| {
            for event in &webhooks.events {
                let name = event.name.as_str();
                html.element("li", &[], |html| {
                    html.words("a", &[("href", &format!("#{name}"))], name);
                });
            }
        });
    });
}

/// How deliveries are signed, and what answers mean.
fn travel(html: &mut Html, webhooks: &Webhooks) {
    let mut terms: Vec<(&str, String)> = Vec::new();
    match &webhooks.signature {
        Some(signature) => signed(signature, &mut terms),
        None => terms.push(("Signature", "None is documented.".to_owned())),
    }
    if let Some(delivery) = &webhooks.delivery {
        delivered(delivery, &mut terms);
    }
    html.element("dl", &[("class", "travel")], |html| {
        for (name, text) in &terms {
            html.element("div", &[], |html| {
                html.words("dt", &[], name);
                html.element("dd", &[], |html| prose::sentences(html, text));
            });
        }
    });
}

fn signed(signature: &Signature, terms: &mut Vec<(&'static str, String)>) {
    let encoding = match signature.encoding {
        SignatureEncoding::Hex => "in hexadecimal digits",
        SignatureEncoding::Base64 => "in base64",
        SignatureEncoding::Base64Url => "in base64 of URLs",
        SignatureEncoding::Any => "in hexadecimal digits or base64: both are read",
    };
    let prefix = match signature.prefix.as_str() {
        "" => String::new(),
        prefix => format!(", behind {}", code(prefix)),
    };
    terms.push((
        "Signature",
        format!(
            "HMAC with SHA-256, at {}, {encoding}{prefix}.",
            place(&signature.place)
        ),
    ));
    let parts: Vec<String> = signature.parts.iter().map(part).collect();
    let between = match signature.separator.as_str() {
        "" => String::new(),
        separator => format!(", with {} between", code(separator)),
    };
    terms.push((
        "Signed",
        format!("{}{between}.{}", parts.join(", "), without(signature)),
    ));
    let whose = match signature.secret {
        SignatureSecret::Webhook => "The webhook's own",
        SignatureSecret::Client => "The one of the application",
    };
    let form = match signature.key_text {
        KeyText::Text => "its bytes are the key",
        KeyText::Hex => "the key in hexadecimal digits",
        KeyText::Base64 => "the key in base64",
    };
    let before = match signature.key_prefix.as_str() {
        "" => String::new(),
        prefix => format!(", behind {}", code(prefix)),
    };
    terms.push(("Secret", format!("{whose}; {form}{before}.")));
    if let Some((place_of_time, unit)) = &signature.timestamp {
        let unit = match unit {
            TimestampUnit::Seconds => "in seconds since 1970",
            TimestampUnit::Milliseconds => "in milliseconds since 1970",
            TimestampUnit::Rfc3339 => "as RFC 3339 has it",
            TimestampUnit::Any => "in seconds or milliseconds since 1970, or as RFC 3339 has it",
        };
        terms.push((
            "Time",
            format!(
                "At {}, {unit}. A delivery that is further than {} from now is refused.",
                place(place_of_time),
                time_in_words(signature.tolerance)
            ),
        ));
    }
}

fn part(part: &SignaturePart) -> String {
    match part {
        SignaturePart::Body => "the body".to_owned(),
        SignaturePart::Timestamp => "the time of the delivery".to_owned(),
        SignaturePart::Header(name) => format!("the header {}", code(name)),
        SignaturePart::Text(text) => format!("the text {}", code(text)),
    }
}

/// What of the body is not signed.
fn without(signature: &Signature) -> String {
    if signature.without.is_empty() {
        return String::new();
    }
    let members: Vec<String> = signature.without.iter().map(|one| code(one)).collect();
    let written = match signature.serialization {
        Serialization::AsSent => "as it was sent",
        Serialization::Compact => "written without white space",
        Serialization::Any => "as it was sent, or written without white space: both are tried",
    };

    format!(
        " Of the body {} is cut out, and the rest is {written}.",
        members.join(" and ")
    )
}

fn place(place: &SignaturePlace) -> String {
    match place {
        SignaturePlace::Header(name) => format!("the header {}", code(name)),
        SignaturePlace::Item { header, name } => {
            format!("the item {} of the header {}", code(name), code(header))
        }
        SignaturePlace::Member(pointer) => format!("{} of the body", code(pointer)),
    }
}

fn delivered(delivery: &Delivery, terms: &mut Vec<(&'static str, String)>) {
    let failure = match &delivery.failure {
        None => "Any status but 2xx is a failure.".to_owned(),
        Some(ranges) => {
            let ranges: Vec<String> = ranges
                .iter()
                .map(|(from, to)| {
                    if from == to {
                        from.to_string()
                    } else {
                        format!("{from} to {to}")
                    }
                })
                .collect();
            format!("A failure is {} and nothing else.", ranges.join(", "))
        }
    };
    let statuses: Vec<String> = delivery.disables.iter().map(u16::to_string).collect();
    let disables = match statuses.as_slice() {
        [] => String::new(),
        statuses => format!(" After {} nothing is sent any more.", statuses.join(" or ")),
    };
    terms.push(("Your answer", format!("{failure}{disables}")));
    terms.extend(delivery.retries.map(|time| {
        let text = match time {
            0 => "A failed delivery is not tried again.".to_owned(),
            time => format!(
                "A failed delivery is tried again for {}.",
                time_in_words(time)
            ),
        };
        ("Again", text)
    }));
    terms.extend(delivery.late.map(|time| {
        (
            "Late",
            format!("A delivery may come {} late.", time_in_words(time)),
        )
    }));
}

fn event(html: &mut Html, site: &Site<'_>, event: &WebhookEvent) {
    let name = event.name.as_str();
    let title = format!("{name}-title");
    html.element(
        "section",
        &[
            ("id", name),
            ("class", "entry"),
            ("aria-labelledby", &title),
        ],
        |html| {
            html.element("h2", &[("id", &title)], |html| html.code(name));
            if event.deprecated {
                let text = "The vendor advises against this event.";
                html.words("p", &[("class", "advice")], text);
            }
            cells::doc(html, &event.doc);
            cells::source(html, site, &event.origin);
            let names: Vec<String> = event.names.iter().map(|name| code(name)).collect();
            let names = names.join(" or ");
            let told = match &event.tag {
                EventTag::Member(pointer) => format!("{} of the body is {names}.", code(pointer)),
                EventTag::Header(header) => format!("The header {} is {names}.", code(header)),
                EventTag::Only => "It is the only event.".to_owned(),
                EventTag::Address => format!("The address it is sent to; here it is {names}."),
            };
            html.element("dl", &[("class", "travel")], |html| {
                html.element("div", &[], |html| {
                    html.words("dt", &[], "Told by");
                    html.element("dd", &[], |html| prose::sentences(html, &told));
                });
                html.element("div", &[], |html| {
                    html.words("dt", &[], "Body");
                    html.element("dd", &[], |html| site.ty(html, &event.ty));
                });
            });
            if let Some(example) = &event.example {
                html.words("h3", &[], "Example");
                prose::pre(html, example);
            }
        },
    );
}
