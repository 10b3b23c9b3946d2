//! What generated types of one kind have in common, written once a kind: a type's macro states what is its own, and no more. The fewer
//! functions a type has, the less does the compiler spend on it.

use std::fmt;

use super::members::Members;
use super::model::Model;
use super::object::{Table, debug_object, encode_object};
use super::open_enum::OpenEnum;
use super::reader::{Decoded, Reader};
use super::shape::Shape;
use super::slot::{Slot, decode_newtype, encode_newtype};
use super::union::{Held, UNKNOWN, Union, decode_union};
use super::writer::Writer;

/// A type that is a slot as all types of its kind are.
pub trait OfKind: Sized + Send + 'static {
    /// The kind.
    type Kind: SlotOf<Self>;
}

/// How all types of a kind are slots; what the functions do stands at [`Slot`].
pub trait SlotOf<T> {
    /// The value before anything is read into it.
    fn hollow() -> T;

    /// Reads the next value.
    fn decode(value: &mut T, reader: &mut Reader<'_>, shape: &Shape) -> Decoded;

    /// Writes the value.
    fn encode(value: &T, writer: &mut Writer, shape: &Shape);

    /// Shows the value to a person.
    fn show(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Whether the value is left out where it is optional.
    fn is_absent(_value: &T) -> bool {
        false
    }

    /// Whether every value is one text, number or flag.
    #[inline]
    fn is_single() -> bool {
        false
    }
}

// The walks are not inlined where a model is a field or an element: it gains nothing, and costs a tenth of a release build.
impl<T: OfKind> Slot for T {
    fn hollow() -> Self {
        T::Kind::hollow()
    }

    #[inline(never)]
    fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        T::Kind::decode(self, reader, shape)
    }

    #[inline(never)]
    fn encode(&self, writer: &mut Writer, shape: &Shape) {
        T::Kind::encode(self, writer, shape);
    }

    #[inline(never)]
    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::Kind::show(self, formatter)
    }

    fn is_absent(&self) -> bool {
        T::Kind::is_absent(self)
    }

    fn reset(&mut self) {
        *self = T::Kind::hollow();
    }

    #[inline]
    fn is_single() -> bool {
        T::Kind::is_single()
    }
}

/// Structs with a table.
#[derive(Debug)]
pub enum Objects {}

/// The fields of a struct with a table. Implemented by [`slots!`](crate::slots).
pub trait Fields: Model {
    /// What the walks know of the struct.
    const TABLE: Table;

    /// Nothing in any field.
    fn empty() -> Self;

    /// Reads the fields.
    fn read(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded;

    /// Hands the fields to a walk.
    fn walk(&self, walk: Walk<'_, '_>) -> fmt::Result;
}

/// What is done with all fields of an object.
pub enum Walk<'walk, 'text> {
    /// They are written.
    Encode(&'walk mut Writer),
    /// They are shown.
    Show(&'walk mut fmt::Formatter<'text>),
}

impl Walk<'_, '_> {
    /// Goes over the fields, in the order of the table.
    ///
    /// # Errors
    ///
    /// Where they are shown and that fails.
    pub fn over(self, table: Table, slots: &[&dyn Slot], unknown: Option<&Members>) -> fmt::Result {
        match self {
            Self::Encode(writer) => encode_object(writer, table, slots, unknown),
            Self::Show(formatter) => return debug_object(formatter, table, slots, unknown),
        }
        Ok(())
    }
}

impl<T: Fields> SlotOf<T> for Objects {
    fn hollow() -> T {
        T::empty()
    }

    fn decode(value: &mut T, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        value.read(reader, shape)
    }

    fn encode(value: &T, writer: &mut Writer, _shape: &Shape) {
        // Only showing can fail.
        let _ = value.walk(Walk::Encode(writer));
    }

    fn show(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        value.walk(Walk::Show(formatter))
    }
}

/// Enums of which each case holds a value of a type of its own.
#[derive(Debug)]
pub enum Unions {}

impl<T: Union> SlotOf<T> for Unions {
    fn hollow() -> T {
        T::hollow_case(UNKNOWN)
    }

    fn decode(value: &mut T, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        decode_union(value, reader, shape)
    }

    fn encode(value: &T, writer: &mut Writer, shape: &Shape) {
        match value.case_slot() {
            Held::Known(slot) => slot.encode(writer, shape),
            Held::Unknown(value) => value.encode(writer, shape),
        }
    }

    fn show(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&value.case_slot(), formatter)
    }
}

/// Enums of texts.
#[derive(Debug)]
pub enum Texts {}

impl<T: OpenEnum + fmt::Debug> SlotOf<T> for Texts {
    fn hollow() -> T {
        T::from(String::new())
    }

    fn decode(value: &mut T, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        *value = T::from(super::slot::text(reader, shape)?.into_owned());
        Ok(())
    }

    fn encode(value: &T, writer: &mut Writer, shape: &Shape) {
        encode_newtype(value.as_str(), writer, shape);
    }

    fn show(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        value.fmt(formatter)
    }

    #[inline]
    fn is_single() -> bool {
        true
    }
}

/// Opaque texts.
#[derive(Debug)]
pub enum Newtypes {}

/// An opaque text. Implemented by [`newtypes!`](crate::newtypes).
pub trait Newtype: From<String> + AsRef<str> {}

impl<T: Newtype> SlotOf<T> for Newtypes {
    fn hollow() -> T {
        T::from(String::new())
    }

    fn decode(value: &mut T, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        *value = T::from(decode_newtype(reader, shape)?);
        Ok(())
    }

    fn encode(value: &T, writer: &mut Writer, shape: &Shape) {
        encode_newtype(value.as_ref(), writer, shape);
    }

    fn show(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(value.as_ref(), formatter)
    }

    #[inline]
    fn is_single() -> bool {
        true
    }
}

/// Slots on the heap. They are a kind, as `Box` may stand for any type where the compiler asks which implementations meet.
#[derive(Debug)]
pub enum Boxes {}

impl<T: Slot> OfKind for Box<T> {
    type Kind = Boxes;
}

impl<T: Slot> SlotOf<Box<T>> for Boxes {
    fn hollow() -> Box<T> {
        Box::new(T::hollow())
    }

    fn decode(value: &mut Box<T>, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        (**value).decode(reader, shape)
    }

    fn encode(value: &Box<T>, writer: &mut Writer, shape: &Shape) {
        (**value).encode(writer, shape);
    }

    fn show(value: &Box<T>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**value).show(formatter)
    }

    fn is_absent(value: &Box<T>) -> bool {
        (**value).is_absent()
    }

    #[inline]
    fn is_single() -> bool {
        T::is_single()
    }
}
