//! The page of what the vendor sends on its own account: how it is signed, what answers mean, each event.

use crate::emit::webhooks::{NO_SIGNATURE, example};
use crate::model::{EventTag, WebhookEvent, Webhooks};

use super::cells::{self, code};
use super::html::Html;
use super::site::{Site, WEBHOOKS};
use super::{frame, notes, prose};

/// The page.
pub(super) fn page(site: &Site<'_>, webhooks: &Webhooks) -> String {
    frame::page(site, WEBHOOKS, "Webhook events", |html| {
        html.words("h1", &[], "Webhook events");
        let text = "What the vendor sends on its own account, and how a program takes it.";
        html.words("p", &[], text);
        if webhooks.signature.is_none() {
            html.element("div", &[("class", "advice")], |html| {
                prose::blocks(html, NO_SIGNATURE);
            });
        }
        cells::list(html, &webhooks.notes);
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
