//! A list taken apart: the elements that fit their type, and those that do not.

use std::fmt;
use std::sync::Arc;

use crate::answer::{Answer, Origin, Output};
use crate::api::Strategy;
use crate::codec::{DecodeError, Decoded, Fault, Finding, Reader, Shape, Slot, Strictness, Value};
use crate::error::Error;

/// A list with the elements that fit their type, and apart those that do not: one bad record does not hide the others.
///
/// Any call of a list can yield it, by [`Call::returning`](crate::Call::returning). Where the call is strict, a bad element is an error.
///
/// # Examples
///
/// ```
/// use brogue_runtime::{Call, Error, Sifted};
///
/// async fn ids(call: Call<Vec<i64>>) -> Result<Vec<i64>, Error> {
///     let list = call.returning::<Sifted<i64>>().await?;
///     for bad in &list.bad {
///         eprintln!("left out: {}", bad.finding());
///     }
///     Ok(list.good)
/// }
/// ```
#[must_use = "elements that do not fit are in `bad`"]
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Sifted<T> {
    /// The elements that fit, in order.
    pub good: Vec<T>,
    /// The others, in order.
    pub bad: Vec<BadElement>,
}

impl<T> Default for Sifted<T> {
    fn default() -> Self {
        Self {
            good: Vec::new(),
            bad: Vec::new(),
        }
    }
}

impl<T> Sifted<T> {
    /// All elements, if all fit; else the error of the first that does not.
    pub fn complete(self) -> Result<Vec<T>, Error> {
        match self.bad.into_iter().next() {
            Some(bad) => Err(bad.into_error()),
            None => Ok(self.good),
        }
    }
}

/// An element of a list that does not fit its type.
#[derive(Clone)]
pub struct BadElement {
    index: usize,
    raw: String,
    finding: Finding,
    error: DecodeError,
    origin: Arc<Origin>,
}

impl BadElement {
    /// Its place in the list as it came, counted from 0.
    pub fn index(&self) -> usize {
        self.index
    }

    /// Its JSON as it came. Nothing is redacted in it.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Its JSON as a value. Nothing is redacted in it.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.raw).unwrap_or_default()
    }

    /// What does not fit, and where.
    pub fn finding(&self) -> &Finding {
        &self.finding
    }

    /// The error that the call would have ended with.
    pub fn into_error(self) -> Error {
        let error = Error::undecodable(self.error, self.origin.redactor());
        let origin = Origin::clone(&self.origin).about(self.raw.as_bytes());

        origin.describe(error)
    }
}

/// The JSON is left out: it may hold what the type's own `Debug` redacts.
impl fmt::Debug for BadElement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BadElement")
            .field("index", &self.index)
            .field("finding", &self.finding)
            .finish_non_exhaustive()
    }
}

impl<T: Slot> Output for Sifted<T> {
    fn read(answer: &mut Answer, findings: &mut Vec<Finding>) -> Result<Self, Error> {
        answer.refuse_partial()?;
        let pagination = answer.asked.pagination;
        let tolerant = answer.strictness == Strictness::Tolerant;
        let contents = answer.settled()?;
        let is_paged = pagination.strategy != Strategy::Single;
        let (offset, is_null) = if is_paged {
            (contents.items, contents.items_are_null)
        } else {
            (contents.data, false)
        };

        match offset {
            Some(_) if is_null && tolerant => Ok(Self::default()),
            Some(offset) => {
                let shape = answer.operation.shape;
                answer.read_list_at(offset, &shape, findings)
            }
            // A list that is not there is told as ever.
            None => {
                let mut good = Vec::new();
                answer.read_data(&mut good, findings)?;

                Ok(Self {
                    good,
                    bad: Vec::new(),
                })
            }
        }
    }
}

/// A fault that was set apart.
struct Apart<'text> {
    index: usize,
    raw: &'text str,
    fault: Fault,
}

/// Reads a list and sets apart what does not fit. What is no list of JSON is read as the type reads it, whole or not at all.
pub(crate) fn sift<T: Slot>(
    reader: &mut Reader<'_>,
    text: &str,
    shape: &Shape,
    origin: impl FnOnce() -> Origin,
) -> Decoded<Sifted<T>> {
    let mut good = Vec::new();
    if reader.next_byte() != Some(b'[') || reader.is_strict() {
        good.decode(reader, shape)?;
        return Ok(Sifted {
            good,
            bad: Vec::new(),
        });
    }
    let apart = elements(reader, size_of::<T>(), &mut |reader| {
        let mut element = T::hollow();
        element.decode(reader, shape)?;
        good.push(element);
        Ok(())
    })?;

    Ok(Sifted {
        good,
        bad: describe(apart, text, origin),
    })
}

/// The walk over a list, once for all types.
fn elements<'text>(
    reader: &mut Reader<'text>,
    size: usize,
    element: &mut dyn FnMut(&mut Reader<'text>) -> Decoded,
) -> Decoded<Vec<Apart<'text>>> {
    let mut apart = Vec::new();
    let (mut first, mut index) = (true, 0);
    reader.begin_list()?;
    while reader.element(&mut first)? {
        reader.next_byte();
        let (start, depth, mark) = (reader.position(), reader.depth(), reader.findings_mark());
        reader.take_room(size)?;
        if let Err(fault) = element(reader) {
            if !fault.is_recoverable() {
                return Err(fault);
            }
            reader.forget_findings(mark);
            reader.rewind(start);
            reader.restore_depth(depth);
            reader.take_room(size_of::<BadElement>())?;
            let raw = reader.raw()?;
            apart.push(Apart { index, raw, fault });
        }
        index += 1;
    }

    Ok(apart)
}

/// Finds the places of all faults in one scan.
fn describe(apart: Vec<Apart<'_>>, text: &str, origin: impl FnOnce() -> Origin) -> Vec<BadElement> {
    if apart.is_empty() {
        return Vec::new();
    }
    let origin = Arc::new(origin());
    let (places, faults): (Vec<_>, Vec<_>) = apart
        .into_iter()
        .map(|apart| ((apart.index, apart.raw), apart.fault))
        .unzip();

    places
        .into_iter()
        .zip(Fault::into_errors(faults, text))
        .map(|((index, raw), error)| {
            let redact = |text: &str| origin.redactor().redact(text);
            let finding = Finding {
                path: redact(error.path()),
                expected: error.expected().to_owned(),
                seen: redact(error.seen()),
            };

            BadElement {
                index,
                raw: raw.to_owned(),
                finding,
                error,
                origin: Arc::clone(&origin),
            }
        })
        .collect()
}
