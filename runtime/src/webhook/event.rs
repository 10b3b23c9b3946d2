//! From a genuine body to a typed event.

use std::fmt;

use http::HeaderMap;

use super::error::{WebhookError, WebhookErrorKind};
use super::signature::Signature;
use super::verifier::{LARGEST, check_size};
use crate::codec::{self, DecodeError, Finding, Shape, Slot, Strictness};
use crate::pointer;

/// The events of a vendor: an enum whose cases hold one payload each. [`events!`](crate::events) lists them.
pub trait Event: ReadEvent {
    /// What tells each case from the others, in the order of the list.
    const CASES: &'static [EventCase];
}

/// Reads a payload into a case.
pub type ReadCase<E> = fn(&mut Payload<'_>) -> Result<E, DecodeError>;

/// How each case of an enum of events is read. Implemented by [`events!`](crate::events).
pub trait ReadEvent: Sized + 'static {
    /// One for each case, in the order of the table.
    const READERS: &'static [ReadCase<Self>];

    /// An event that the spec does not know.
    fn unknown(event: UnknownEvent) -> Self;
}

/// The events of a vendor that signs its deliveries.
pub trait SignedEvent: Event {
    /// How it does.
    const SIGNATURE: Signature;
}

/// What tells one event from the others.
#[derive(Clone, Copy, Debug)]
pub struct EventCase {
    tag: Tag,
    names: &'static [&'static str],
    shape: Shape,
}

/// Where the name of an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Member(&'static str),
    Header(&'static str),
    Only,
    Address,
}

impl EventCase {
    const fn of(tag: Tag, names: &'static [&'static str]) -> Self {
        Self {
            tag,
            names,
            shape: Shape::PLAIN,
        }
    }

    /// The member at this JSON Pointer has one of these texts.
    pub const fn member(pointer: &'static str, names: &'static [&'static str]) -> Self {
        Self::of(Tag::Member(pointer), names)
    }

    /// This header has one of these texts.
    pub const fn header(header: &'static str, names: &'static [&'static str]) -> Self {
        Self::of(Tag::Header(header), names)
    }

    /// It is the only event there is.
    pub const fn only(names: &'static [&'static str]) -> Self {
        Self::of(Tag::Only, names)
    }

    /// Nothing in the delivery says its name: the caller knows by the address that it came to.
    pub const fn address(names: &'static [&'static str]) -> Self {
        Self::of(Tag::Address, names)
    }

    /// How the payload travels.
    #[must_use]
    pub const fn shape(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }
}

/// A body that is being read into an event.
#[derive(Debug)]
pub struct Payload<'body> {
    text: &'body str,
    shape: Shape,
    strictness: Strictness,
    findings: Vec<Finding>,
}

impl Payload<'_> {
    /// Reads the body as a value of this type.
    pub fn read<T: Slot>(&mut self) -> Result<T, DecodeError> {
        let read = codec::decode(self.text, &self.shape, self.strictness)?;
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
    let mut cases = E::CASES.iter().zip(E::READERS);
    let Some((case, reader)) = cases.find(|(case, _)| names.fits(case)) else {
        let event = UnknownEvent {
            name: names.told(),
            payload: text.to_owned(),
        };
        return Ok((E::unknown(event), Vec::new()));
    };
    let mut payload = Payload {
        text,
        shape: case.shape,
        strictness,
        findings: Vec::new(),
    };
    let event = reader(&mut payload).map_err(|error| {
        let name = names
            .told()
            .or_else(|| case.names.first().map(|name| (*name).to_owned()));
        let name = name.unwrap_or_default();
        let message = format!("the event `{name:.80}` does not fit the spec: {error}");

        WebhookError::new(WebhookErrorKind::Event, message).caused_by(error)
    })?;

    Ok((event, payload.findings))
}

/// Reads the payload of an event that the caller knows by the address it came to. Nothing is checked of who sent it.
///
/// # Errors
///
/// A body that is no JSON, larger than 1 MiB, or does not fit.
pub fn read_payload<T: Slot>(body: &[u8], shape: &Shape) -> Result<T, WebhookError> {
    check_size(body, LARGEST)?;
    let read = codec::decode(text_of(body)?, shape, Strictness::Tolerant).map_err(|error| {
        let message = format!("the payload does not fit the spec: {error}");

        WebhookError::new(WebhookErrorKind::Event, message).caused_by(error)
    })?;

    Ok(read.value)
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
    found: Vec<(Tag, String)>,
}

impl<'call> Names<'call> {
    fn find<E: Event>(
        given: Option<&'call str>,
        headers: &HeaderMap,
        text: &str,
    ) -> Result<Self, codec::Fault> {
        let mut tags: Vec<Tag> = Vec::new();
        let mut members: Vec<&str> = Vec::new();
        for case in E::CASES {
            if !tags.contains(&case.tag) {
                tags.push(case.tag);
                if let Tag::Member(pointer) = case.tag {
                    members.push(pointer);
                }
            }
        }
        // Looked at even where no member tells: what is no JSON is told here.
        let mut values = pointer::find(text, &members)?.into_iter();
        let mut found = Vec::new();
        for tag in tags {
            let name = match tag {
                Tag::Member(_) => values.next().flatten().and_then(|place| place.scalar()),
                Tag::Header(header) => headers
                    .get(header)
                    .and_then(|value| value.to_str().ok())
                    .map(|value| value.trim().to_owned()),
                Tag::Only | Tag::Address => None,
            };
            found.extend(name.map(|name| (tag, name)));
        }

        Ok(Self { given, found })
    }

    fn fits(&self, case: &EventCase) -> bool {
        if let Some(given) = self.given {
            return case.names.contains(&given);
        }

        case.tag == Tag::Only
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
