//! Which events there are, and which of them a change is.
//!
//! An event is known by its name. `client_created` is that a record of a collection of clients was made; an event that names no verb is
//! any change of its collection; a name that fits the path of a collection (`job_status_updated` and `/jobs/{id}/statuses`) counts for
//! more than one that fits its last word alone, and where two fit equally well none is sent. The only event of a document, if it is
//! named after no resource, is about every change.

use std::collections::BTreeSet;

use brogue_generator::model::contract::{Body, Contract, SchemaId};
use brogue_generator::model::{Api, EventTag, WebhookEvent};

use super::words::{Name, singular, stems, words};
use crate::behave::{Change, ChangeKind};
use crate::plan::Piece;
use crate::vendor::{OperationId, Vendor};

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

/// A change, in the words that events and registrations are compared with.
#[derive(Clone, Debug)]
pub(super) struct Occasion {
    /// What has changed: the names that it may go by, as stems.
    pub(super) subjects: Vec<Vec<String>>,
    /// What happened to it.
    pub(super) kind: Option<ChangeKind>,
    /// What has changed, to be read by people.
    pub(super) entity: String,
}

/// How well the name of an event fits what has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is about something else.
    Not,
    /// It names no verb, and a whole area that this is in.
    Area,
    /// Its last word does.
    LastWord,
    /// All of it does.
    Whole,
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

impl Occasion {
    /// What a change is about, which a call has made.
    pub(super) fn of_change(vendor: &Vendor, by: OperationId, change: &Change) -> Self {
        let mut collections = vendor.plan.collections.iter();
        let known = collections.find(|known| known.name == change.collection);
        let path = known.map_or_else(
            || change.collection.clone(),
            |known| {
                let words = known.path.iter().filter_map(|piece| match piece {
                    Piece::Text(text) => Some(text.as_str()),
                    Piece::Value(_) => None,
                });
                words.collect::<Vec<&str>>().join("/")
            },
        );
        let (resource, _) = vendor.operation(by);

        Self::of_path(&path, Some(resource.name.as_str()), change.kind)
    }

    /// What is about a collection with such a path, without its values, and a resource that it is handled by.
    pub(super) fn of_path(path: &str, resource: Option<&str>, kind: ChangeKind) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let mut subjects = tails(&parts);
        subjects.extend(resource.map(stems));
        subjects.retain(|subject| !subject.is_empty());
        subjects.sort();
        subjects.dedup();

        Self {
            subjects,
            kind: Some(kind),
            entity: singular(parts.last().copied().unwrap_or_default()),
        }
    }

    /// What somebody calls an event, without a change behind it.
    pub(super) fn of_name(name: &str) -> Self {
        let meaning = Name::of(name);

        Self {
            entity: meaning.nouns.join("_"),
            subjects: vec![meaning.nouns],
            kind: meaning.kind,
        }
    }

    /// How well an event's nouns fit.
    fn fit(&self, event: &Event) -> Fit {
        let nouns = &event.meaning.nouns;
        let any = |fits: &dyn Fn(&Vec<String>) -> bool| self.subjects.iter().any(fits);
        if nouns.is_empty() {
            Fit::Not
        } else if any(&|subject| subject == nouns) {
            Fit::Whole
        } else if any(&|subject| subject.last() == nouns.last()) {
            Fit::LastWord
        } else if event.meaning.kind.is_none()
            && any(&|subject| nouns.iter().all(|noun| subject.contains(noun)))
        {
            Fit::Area
        } else {
            Fit::Not
        }
    }

    /// The events that this is.
    pub(super) fn events<'a>(&self, events: &'a [Event]) -> Vec<&'a Event> {
        if let Some(generic) = events.iter().find(|event| event.is_generic) {
            return vec![generic];
        }
        let best = events
            .iter()
            .map(|event| self.fit(event))
            .max()
            .unwrap_or(Fit::Not);
        let fitting: Vec<&Event> = events
            .iter()
            .filter(|event| best > Fit::Not && self.fit(event) == best)
            .collect();
        let meanings: BTreeSet<&[String]> = fitting
            .iter()
            .map(|event| event.meaning.nouns.as_slice())
            .collect();
        if best < Fit::Whole && meanings.len() > 1 {
            return Vec::new();
        }
        let with = |kind: Option<ChangeKind>| -> Vec<&'a Event> {
            fitting
                .iter()
                .copied()
                .filter(|event| event.meaning.kind == kind)
                .collect()
        };

        match with(self.kind) {
            named if named.is_empty() => with(None),
            named => named,
        }
    }

    /// Whether this is what a registration calls `wanted`; names of the event itself are for the caller to compare.
    pub(super) fn is_called(&self, wanted: &str) -> bool {
        let meaning = Name::of(wanted);
        let same_kind = meaning.kind.is_none() || meaning.kind == self.kind;
        let same_noun = meaning.nouns.is_empty() || self.subjects.contains(&meaning.nouns);

        same_kind && same_noun && (meaning.kind.is_some() || !meaning.nouns.is_empty())
    }
}

/// The last part alone, the last two, and so on: `jobs/statuses` is a status and a job status.
fn tails(parts: &[&str]) -> Vec<Vec<String>> {
    let mut tails = Vec::new();
    let mut tail: Vec<String> = Vec::new();
    for part in parts.iter().rev() {
        let mut longer = stems(part);
        longer.append(&mut tail);
        tail = longer;
        tails.push(tail.clone());
    }

    tails
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
    use brogue_generator::model::EventTag;

    use super::{ChangeKind, Event, Name, Occasion};
    use crate::webhooks::tests::vendor;

    const CREATED: ChangeKind = ChangeKind::Created;
    const UPDATED: ChangeKind = ChangeKind::Updated;

    fn event(name: &str) -> Event {
        Event {
            name: name.to_owned(),
            meaning: Name::of(name),
            tag: EventTag::Address,
            schema: None,
            media: String::new(),
            is_generic: false,
        }
    }

    #[test]
    fn a_change_is_the_event_that_is_named_most_like_it() {
        let cases: &[(&[&str], &str, ChangeKind, &[&str])] = &[
            (
                &["client_created", "client_updated"],
                "clients",
                CREATED,
                &["client_created"],
            ),
            (&["client_updated"], "clients", CREATED, &[]),
            // A verb of its own is no change of a record.
            (&["invoice.paid", "invoice.new"], "invoices", UPDATED, &[]),
            (
                &["message", "box"],
                "conversations/messages",
                CREATED,
                &["message"],
            ),
            (&["message", "box"], "boxes_tags", UPDATED, &["box"]),
            (
                &["job_created", "job_status_created"],
                "jobs/statuses",
                CREATED,
                &["job_status_created"],
            ),
            (
                &["job_created", "job_status_created"],
                "jobs",
                CREATED,
                &["job_created"],
            ),
            (&["job_visit_made"], "visits", CREATED, &["job_visit_made"]),
            // Nobody can tell which.
            (
                &["job_note_created", "client_note_created"],
                "notes",
                CREATED,
                &[],
            ),
            (
                &["person", "person_added"],
                "people",
                CREATED,
                &["person_added"],
            ),
            (&["person", "person_added"], "people", UPDATED, &["person"]),
            (&[], "people", CREATED, &[]),
        ];
        for (names, collection, kind, expected) in cases {
            let events: Vec<Event> = names.iter().map(|name| event(name)).collect();
            let occasion = Occasion::of_path(collection, None, *kind);
            let found: Vec<&str> = occasion
                .events(&events)
                .into_iter()
                .map(|event| event.name.as_str())
                .collect();
            assert_eq!(&found, expected, "{kind:?} in {collection}");
        }
    }

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
