//! Which events there are.
//!
//! An event is known by its name. The only event of a document, if it is named after no resource, is about every change.

use brogue_generator::model::contract::{Body, Contract, SchemaId};
use brogue_generator::model::{Api, EventTag, WebhookEvent};

use super::words::{Name, stems, words};
use crate::vendor::Vendor;

/// An event of the document, by one of its names.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// The name, as it travels.
    pub(super) name: String,
    /// The name, understood.
    pub(super) meaning: Name,
    /// Where the name travels.
    pub(super) tag: EventTag,
    /// What is sent; nothing where the document does not say.
    pub(super) schema: Option<SchemaId>,
    /// The media type of it.
    pub(super) media: String,
    /// It is about every change.
    pub(super) is_generic: bool,
}

/// All events of a document.
pub(super) fn events(vendor: &Vendor) -> Vec<Event> {
    let Some(webhooks) = &vendor.api.webhooks else {
        return Vec::new();
    };
    let names_nothing = |event: &WebhookEvent| {
        event
            .names
            .iter()
            .all(|name| !names_resource(&vendor.api, name))
    };
    let is_generic = match webhooks.events.as_slice() {
        [only] => only.names.len() == 1 && names_nothing(only),
        _ => false,
    };
    let mut events = Vec::new();
    for (position, event) in webhooks.events.iter().enumerate() {
        let body = body(&vendor.contract, event, position, webhooks.events.len());
        let content = body.and_then(|body| body.contents.first());
        for name in &event.names {
            events.push(Event {
                name: name.clone(),
                meaning: Name::of(name),
                tag: event.tag.clone(),
                schema: content.and_then(|content| content.schema),
                media: content.map_or_else(String::new, |content| content.media.clone()),
                is_generic,
            });
        }
    }

    events
}

fn names_resource(api: &Api, name: &str) -> bool {
    let nouns = Name::of(name).nouns;

    !nouns.is_empty()
        && api
            .resources
            .iter()
            .any(|resource| stems(resource.name.as_str()) == nouns)
}

/// The body of an event; the contract knows it by its key, which a name of the event most often is.
fn body<'a>(
    contract: &'a Contract,
    event: &WebhookEvent,
    position: usize,
    count: usize,
) -> Option<&'a Body> {
    let mut events = contract.events.iter();
    let by_key = events
        .clone()
        .find(|(key, _)| event.names.contains(key))
        .or_else(|| events.find(|(key, _)| words(key) == words(event.name.as_str())));
    let by_position = || {
        contract
            .events
            .get(position)
            .filter(|_| contract.events.len() == count)
    };

    by_key.or_else(by_position).map(|(_, body)| body)
}

#[cfg(test)]
mod tests {
    use crate::webhooks::tests::vendor;

    #[test]
    fn the_only_event_is_about_everything_unless_it_is_named_after_a_resource() {
        for (name, is_generic) in [("somethingChanged", true), ("thing_created", false)] {
            let vendor = vendor(&format!(
                "webhooks: {{{name}: {{post: {{responses: {{'200': {{description: Received.}}}}}}}}}}"
            ));
            let events = super::events(&vendor);
            assert_eq!(events[0].is_generic, is_generic, "{name}");
        }
    }
}
