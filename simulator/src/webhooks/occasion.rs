//! What has happened, and which event that is.
//!
//! `client_created` is that a record of a collection of clients was made; an event that names no verb is any change of its collection; a
//! name that fits the path of a collection (`job_status_updated` and `/jobs/{id}/statuses`) counts for more than one that fits its last
//! word alone, and where two fit equally well none is sent.

use std::collections::BTreeSet;

use super::events::Event;
use super::words::{Name, nouns, singular, stems};
use crate::behave::{Change, ChangeKind};
use crate::plan::{Collection, Piece};
use crate::vendor::{OperationId, Vendor};

/// A change, in the words that events and registrations are compared with.
#[derive(Clone, Debug)]
pub(super) struct Occasion {
    /// What has changed: the names that it may go by, as stems.
    pub(super) subjects: Vec<Vec<String>>,
    /// What happened to it.
    pub(super) kind: Option<ChangeKind>,
    /// What has changed, to be read by people.
    pub(super) entity: String,
    /// It is about anything, as nobody has said what.
    pub(super) is_anything: bool,
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

impl Occasion {
    /// What a change is about, which a call has made.
    pub(super) fn of_change(vendor: &Vendor, by: OperationId, change: &Change) -> Self {
        let mut collections = vendor.plan.collections.iter();
        let known = collections.find(|known| known.name == change.collection);
        let path = known.map_or_else(|| change.collection.clone(), path_of);
        let (resource, _) = vendor.operation(by);

        Self::of_path(&path, Some(resource.name.as_str()), Some(change.kind))
    }

    /// What is about a collection with such a path, without its values, and a resource that it is handled by.
    pub(super) fn of_path(path: &str, resource: Option<&str>, kind: Option<ChangeKind>) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let mut subjects = tails(&parts);
        subjects.extend(resource.map(stems));
        subjects.retain(|subject| !subject.is_empty());
        subjects.sort();
        subjects.dedup();

        Self {
            subjects,
            kind,
            entity: singular(parts.last().copied().unwrap_or_default()),
            is_anything: false,
        }
    }

    /// What somebody calls an event, without a change behind it.
    pub(super) fn of_name(name: &str) -> Self {
        let meaning = Name::of(name);

        Self {
            entity: singular(&nouns(name)),
            subjects: vec![meaning.nouns],
            kind: meaning.kind,
            is_anything: false,
        }
    }

    /// What is asked for by the name of the event about every change, which does not say what has changed.
    pub(super) fn anything() -> Self {
        Self {
            subjects: Vec::new(),
            kind: None,
            entity: String::new(),
            is_anything: true,
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
        if self.is_anything {
            return true;
        }
        let meaning = Name::of(wanted);
        let same_kind = meaning.kind.is_none() || meaning.kind == self.kind;
        let same_noun = meaning.nouns.is_empty() || self.subjects.contains(&meaning.nouns);

        same_kind && same_noun && (meaning.kind.is_some() || !meaning.nouns.is_empty())
    }
}

/// The path of a collection without its values: `clients/notes`.
pub(super) fn path_of(collection: &Collection) -> String {
    let words = collection.path.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        Piece::Value(_) => None,
    });

    words.collect::<Vec<&str>>().join("/")
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

#[cfg(test)]
mod tests {
    use brogue_generator::model::EventTag;

    use super::{ChangeKind, Event, Occasion};
    use crate::webhooks::words::Name;

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
            let occasion = Occasion::of_path(collection, None, Some(*kind));
            let found: Vec<&str> = occasion
                .events(&events)
                .into_iter()
                .map(|event| event.name.as_str())
                .collect();
            assert_eq!(&found, expected, "{kind:?} in {collection}");
        }
    }
}
