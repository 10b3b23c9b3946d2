//! From a genuine body to a typed event.

use std::fmt;

use http::HeaderMap;

use super::error::{WebhookError, WebhookErrorKind};
use super::signature::Signature;
use crate::codec::{self, DecodeError, Finding, Shape, Slot, Strictness};
use crate::pointer;

/// The events of a vendor: generated crates implement it for their enum.
pub trait Event: Sized + 'static {
    /// The events that the spec knows.
    const CASES: &'static [EventCase<Self>];

    /// An event that the spec does not know.
    fn unknown(event: UnknownEvent) -> Self;
}

/// The events of a vendor that signs its deliveries.
pub trait SignedEvent: Event {
    /// How it does.
    const SIGNATURE: Signature;
}

/// What tells an event from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventTag {
    /// A text in the body, by its JSON Pointer.
    Member(&'static str),
    /// A header.
    Header(&'static str),
    /// It is the only one there is.
    Only,
    /// Nothing in the delivery: the caller knows by the address it came to.
    Address,
}

/// One event that the spec knows.
#[derive(Debug)]
pub struct EventCase<E> {
    tag: EventTag,
    names: &'static [&'static str],
    read: fn(&mut Payload<'_>) -> Result<E, DecodeError>,
}

impl<E> EventCase<E> {
    /// An event with one of these names, and how it is read.
    pub const fn new(
        tag: EventTag,
        names: &'static [&'static str],
        read: fn(&mut Payload<'_>) -> Result<E, DecodeError>,
    ) -> Self {
        Self { tag, names, read }
    }
}

/// A body that is being read into an event.
#[derive(Debug)]
pub struct Payload<'body> {
    text: &'body str,
    strictness: Strictness,
    findings: Vec<Finding>,
}

impl Payload<'_> {
    /// Reads the body as a value of this type.
    pub fn read<T: Slot>(&mut self, shape: &Shape) -> Result<T, DecodeError> {
        let read = codec::decode(self.text, shape, self.strictness)?;
        self.findings.extend(read.findings);

        Ok(read.value)
    }
}

/// An event that this version of the spec does not know. `Debug` shows its name only.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownEvent {
    /// Its name, where the delivery says one.
    pub name: Option<String>,
    /// The body as it came, which is JSON.
    pub payload: String,
}

impl fmt::Debug for UnknownEvent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UnknownEvent")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Reads the event of a genuine delivery. `name` is what the caller knows of it.
pub(super) fn read<E: Event>(
    name: Option<&str>,
    headers: &HeaderMap,
    body: &[u8],
    strictness: Strictness,
) -> Result<(E, Vec<Finding>), WebhookError> {
    let text = text_of(body)?;
    let names = Names::find::<E>(name, headers, text).map_err(|fault| {
        WebhookError::new(WebhookErrorKind::Body, "the body is no JSON")
            .caused_by(fault.into_error(text))
    })?;
    let Some(case) = E::CASES.iter().find(|case| names.fits(case)) else {
        let event = UnknownEvent {
            name: names.told(),
            payload: text.to_owned(),
        };
        return Ok((E::unknown(event), Vec::new()));
    };
    let mut payload = Payload {
        text,
        strictness,
        findings: Vec::new(),
    };
    let event = (case.read)(&mut payload).map_err(|error| {
        let name = names
            .told()
            .or_else(|| case.names.first().map(|name| (*name).to_owned()));
        let name = name.unwrap_or_default();
        let message = format!("the event `{name:.80}` does not fit the spec: {error}");

        WebhookError::new(WebhookErrorKind::Event, message).caused_by(error)
    })?;

    Ok((event, payload.findings))
}

/// A body as text.
pub(super) fn text_of(body: &[u8]) -> Result<&str, WebhookError> {
    str::from_utf8(body).map_err(|error| {
        let message = format!("the body is no UTF-8 from byte {}", error.valid_up_to());
        WebhookError::new(WebhookErrorKind::Body, message)
    })
}

/// What a delivery is called at the places that tell events apart.
struct Names<'call> {
    given: Option<&'call str>,
    found: Vec<(EventTag, String)>,
}

impl<'call> Names<'call> {
    fn find<E: Event>(
        given: Option<&'call str>,
        headers: &HeaderMap,
        text: &str,
    ) -> Result<Self, codec::Fault> {
        let mut tags: Vec<EventTag> = Vec::new();
        let mut members: Vec<&str> = Vec::new();
        for case in E::CASES {
            if !tags.contains(&case.tag) {
                tags.push(case.tag);
                if let EventTag::Member(pointer) = case.tag {
                    members.push(pointer);
                }
            }
        }
        // Looked at even where no member tells: what is no JSON is told here.
        let mut values = pointer::find(text, &members)?.into_iter();
        let mut found = Vec::new();
        for tag in tags {
            let name = match tag {
                EventTag::Member(_) => values.next().flatten().and_then(|place| place.scalar()),
                EventTag::Header(header) => headers
                    .get(header)
                    .and_then(|value| value.to_str().ok())
                    .map(|value| value.trim().to_owned()),
                EventTag::Only | EventTag::Address => None,
            };
            found.extend(name.map(|name| (tag, name)));
        }

        Ok(Self { given, found })
    }

    fn fits<E>(&self, case: &EventCase<E>) -> bool {
        if let Some(given) = self.given {
            return case.names.contains(&given);
        }

        case.tag == EventTag::Only
            || self
                .found
                .iter()
                .any(|(tag, name)| *tag == case.tag && case.names.contains(&name.as_str()))
    }

    /// The name for people.
    fn told(&self) -> Option<String> {
        let found = self.found.first().map(|(_, name)| name.clone());

        self.given.map(str::to_owned).or(found)
    }
}
