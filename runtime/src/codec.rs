//! How values travel: one codec for all models, driven by tables.
//!
//! A generated type is a plain struct with a table of [`Member`]s: wire name, presence and [`Shape`] of each field, in field order.
//! [`Slot`] is what a field must be able to do: read itself from a [`Reader`], write itself to a [`Writer`]. One walk over a table and
//! its slots decodes every object, another encodes it; no code is made per type but the list of its slots.
//!
//! - **Tolerant.** An optional member that does not fit is set aside with its raw JSON kept in [`Members`], and a [`Finding`] says so.
//!   A required member that does not fit makes the object unfit; a value with unmet members never leaves the codec. Strict decoding
//!   turns every finding into an error.
//! - **Lossless.** Unknown members, and which optional members were null, are kept and written back.
//! - **One reader, one writer.** Other places than JSON are walks over what they read and write.

mod error;
mod finding;
mod kinds;
mod macros;
mod member;
mod members;
mod model;
mod object;
mod open_enum;
mod reader;
mod shape;
mod slot;
mod union;
mod writer;

#[cfg(feature = "serde")]
mod serde_bridge;

use crate::upload::Upload;
pub use error::{DecodeError, DecodeErrorKind, EncodeError};
pub use finding::Finding;
#[doc(hidden)]
pub use kinds::{Fields, Newtype, Newtypes, Objects, OfKind, SlotOf, Texts, Unions, Walk};
pub use member::{Member, MemberIndex, Presence};
pub use members::Members;
pub use model::Model;
pub use object::{Table, decode_object};
pub use open_enum::OpenEnum;
pub use reader::{Decoded, Fault, Kind, MAX_DEPTH, Reader};
#[cfg(feature = "serde")]
pub use serde_bridge::{deserialize, serialize};
pub use serde_json::Value;
pub use shape::{Form, Shape, TimeFormat, View, Zone};
pub use slot::{Base64, Decimal, DecimalError, Id, IntoPatch, Patch, Slot};
#[doc(hidden)]
pub use slot::{FromNumber, FromOwnedText};
pub use union::{Case, CaseSlot, Held, Union};
pub use writer::Writer;
pub(crate) use writer::quoted;

/// Whether a value that does not quite fit is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// What fits is taken, what does not is set aside with a finding.
    #[default]
    Tolerant,
    /// A finding is an error.
    Strict,
}

/// A decoded value and what was noticed on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Tolerated<T> {
    /// The value.
    pub value: T,
    /// Drift from the spec, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Reads one value from a whole JSON text.
///
/// # Examples
///
/// ```
/// use brogue_runtime::codec::{self, Shape, Strictness};
///
/// let read = codec::decode::<Vec<i64>>("[1, 2, 3]", &Shape::PLAIN, Strictness::Tolerant)?;
/// assert_eq!(read.value, [1, 2, 3]);
/// # Ok::<(), codec::DecodeError>(())
/// ```
pub fn decode<T: Slot>(
    text: &str,
    shape: &Shape,
    strictness: Strictness,
) -> Result<Tolerated<T>, DecodeError> {
    // A large value is made where it is returned, and not copied there.
    let mut read = Ok(Tolerated {
        value: T::hollow(),
        findings: Vec::new(),
    });
    if let Ok(into) = &mut read {
        match decode_into(text, &mut into.value, shape, strictness) {
            Ok(findings) => into.findings = findings,
            Err(error) => read = Err(error),
        }
    }
    read
}

/// Reads a whole JSON text into a slot; the findings are returned.
pub fn decode_into(
    text: &str,
    slot: &mut dyn Slot,
    shape: &Shape,
    strictness: Strictness,
) -> Result<Vec<Finding>, DecodeError> {
    let mut reader = Reader::new(text, strictness);

    match slot.decode(&mut reader, shape).and_then(|()| reader.end()) {
        Ok(()) => Ok(reader.into_findings()),
        Err(fault) => Err(fault.into_error(text)),
    }
}

/// Writes a value as JSON text.
///
/// # Errors
///
/// A number that is not finite, or nesting beyond [`MAX_DEPTH`], has no JSON.
#[inline]
pub fn encode(value: &dyn Slot, shape: &Shape) -> Result<String, EncodeError> {
    let mut writer = Writer::json();
    value.encode(&mut writer, shape);

    writer.into_json()
}

/// A value as JSON text, and the files that are in it: a null stands for each.
#[derive(Debug)]
pub(crate) struct Uploaded {
    pub(crate) json: String,
    /// With the places of the nulls, in their order.
    pub(crate) uploads: Vec<(usize, Upload)>,
}

/// Writes a value as JSON text and keeps its files apart.
pub(crate) fn encode_with_uploads(value: &dyn Slot) -> Result<Uploaded, EncodeError> {
    let mut writer = Writer::json_and_uploads();
    value.encode(&mut writer, &Shape::PLAIN);

    writer.into_uploaded()
}

/// Writes the elements of a slice as a JSON list.
pub fn encode_list<T: Slot>(elements: &[T], shape: &Shape) -> Result<String, EncodeError> {
    let mut writer = Writer::json();
    T::encode_list(elements, &mut writer, shape);

    writer.into_json()
}
