//! Lists and maps.

use std::collections::BTreeMap;
use std::fmt;
use std::iter;

use super::{Growing, SMALL, Shown, Slot, decode_further};
use crate::codec::Strictness;
use crate::codec::reader::{Decoded, Entry, Fault, Reader};
use crate::codec::shape::{Form, Shape, View};
use crate::codec::writer::{Writer, quoted};

impl<T: Slot> Slot for Vec<T> {
    fn hollow() -> Self {
        Self::new()
    }

    fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        self.clear();
        T::decode_list(self, reader, shape)
    }

    fn encode(&self, writer: &mut Writer, shape: &Shape) {
        T::encode_list(self, writer, shape);
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        show_elements(&self.as_slice(), formatter)
    }

    fn reset(&mut self) {
        self.clear();
    }
}

/// Reads a list of any slots.
pub(super) fn decode_slots<T: Slot>(
    list: &mut Vec<T>,
    reader: &mut Reader<'_>,
    shape: &Shape,
) -> Decoded {
    if const { size_of::<T>() > SMALL } {
        return decode_elements(reader, shape, size_of::<T>(), &mut |reader, shape| {
            decode_further(list, reader, shape)
        });
    }
    decode_elements(reader, shape, size_of::<T>(), &mut |reader, shape| {
        list.push(T::hollow());
        let read = match list.last_mut() {
            Some(element) => element.decode(reader, shape),
            None => Ok(()),
        };
        if read.is_err() {
            list.pop();
        }
        read
    })
}

/// Reads a list of numbers. Where they are written as numbers, with nothing but commas between them, `short` reads most of them in one loop.
pub(super) fn decode_numbers<T: Slot>(
    list: &mut Vec<T>,
    reader: &mut Reader<'_>,
    shape: &Shape,
    short: impl Fn(&[u8]) -> Option<(T, usize)> + Copy,
) -> Decoded {
    if !shape.is_plain() || reader.is_untyped() {
        return decode_slots(list, reader, shape);
    }
    reader.begin_list()?;
    let mut first = true;
    while reader.element(&mut first)? {
        let mut number = T::hollow();
        number.decode(reader, shape)?;
        let before = list.len();
        list.push(number);
        reader.short_numbers(short, |number| list.push(number));
        reader.take_room((list.len() - before) * size_of::<T>())?;
    }
    Ok(())
}

impl<T: Slot> Growing for Vec<T> {
    fn grow(&mut self) -> Option<&mut dyn Slot> {
        // Made in its place, and not copied into it.
        self.extend(iter::once_with(T::hollow));

        self.last_mut().map(|element| element as &mut dyn Slot)
    }

    fn shrink(&mut self) {
        self.pop();
    }
}

/// The elements of a list, each as a slot.
trait Elements {
    fn at(&self, index: usize) -> Option<&dyn Slot>;
}

impl<T: Slot> Elements for &[T] {
    fn at(&self, index: usize) -> Option<&dyn Slot> {
        self.get(index).map(|element| element as &dyn Slot)
    }
}

fn slots(elements: &dyn Elements) -> impl Iterator<Item = &dyn Slot> {
    (0..).map_while(|index| elements.at(index))
}

fn show_elements(elements: &dyn Elements, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    formatter
        .debug_list()
        .entries(slots(elements).map(Shown))
        .finish()
}

fn encode_elements(elements: &dyn Elements, writer: &mut Writer, shape: &Shape) {
    if shape.form() == Form::CommaList {
        return writer.comma_list(&mut |index| elements.at(index));
    }
    if writer.is_too_deep() {
        return;
    }
    writer.begin_list();
    for element in slots(elements) {
        writer.element();
        element.encode(writer, shape);
    }
    writer.end_list();
}

/// The loop over a list, once for all element types. A text with commas is a list where the shape writes it so.
fn decode_elements(
    reader: &mut Reader<'_>,
    shape: &Shape,
    size: usize,
    element: &mut dyn FnMut(&mut Reader<'_>, &Shape) -> Decoded,
) -> Decoded {
    if shape.form() == Form::CommaList && reader.next_byte() == Some(b'"') {
        return decode_comma_list(reader, shape, element);
    }
    if (reader.is_untyped() || shape.reads(View::List)) && reader.next_byte() != Some(b'[') {
        return element(reader, &shape.without(View::List));
    }
    reader.begin_list()?;
    let mut first = true;
    while reader.element(&mut first)? {
        reader.take_room(size)?;
        element(reader, shape)?;
    }
    Ok(())
}

fn decode_comma_list(
    reader: &mut Reader<'_>,
    shape: &Shape,
    element: &mut dyn FnMut(&mut Reader<'_>, &Shape) -> Decoded,
) -> Decoded {
    let start = reader.position();
    let text = reader.text()?;
    let inner_shape = shape.sends(Form::Plain);
    for part in text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        // An element is a text, or else what stands there without quotes: a number or a flag.
        let quoted = quoted(part);
        let bare = Reader::new(part, Strictness::Strict)
            .is_one_value()
            .then_some(part);
        [Some(&*quoted), bare]
            .into_iter()
            .flatten()
            .any(|part| element(&mut Reader::new(part, Strictness::Strict), &inner_shape).is_ok())
            .then_some(())
            .ok_or_else(|| Fault::unfit(start, "a list with commas"))?;
    }
    Ok(())
}

/// Writes a list of any slots.
pub(super) fn encode_slots<T: Slot>(list: &[T], writer: &mut Writer, shape: &Shape) {
    if const { size_of::<T>() > SMALL } || shape.form() == Form::CommaList {
        return encode_elements(&list, writer, shape);
    }
    if writer.is_too_deep() {
        return;
    }
    writer.begin_list();
    for element in list {
        writer.element();
        element.encode(writer, shape);
    }
    writer.end_list();
}

/// From so many numbers on it pays to write them all at once.
const MANY: usize = 16;

/// Writes a list of numbers. Where they are written as numbers `write` does all at once.
pub(super) fn encode_numbers<T: Slot>(
    list: &[T],
    writer: &mut Writer,
    shape: &Shape,
    write: impl FnOnce(&mut Writer),
) {
    if list.len() < MANY || !shape.is_plain() || writer.is_too_deep() {
        return encode_slots(list, writer, shape);
    }
    write(writer);
}

/// Reads the entries of a whole object, or the one that comes next; once for all types of values. `insert` reads a value and tells whether its name
/// was there already.
fn decode_entries(
    reader: &mut Reader<'_>,
    size: usize,
    entry: Option<Entry>,
    insert: &mut dyn FnMut(&mut Reader<'_>, &str) -> Decoded<bool>,
) -> Decoded {
    let mut add = |reader: &mut Reader<'_>, key: &str, object: usize| {
        reader.take_room(size)?;
        if insert(reader, key)? {
            reader.note(Fault::duplicate(object, key))?;
        }
        Ok(())
    };
    if let Some(Entry { name, object }) = entry {
        return add(reader, &name, object);
    }
    reader.next_byte();
    let start = reader.position();
    reader.begin_object()?;
    let mut first = true;
    while let Some(key) = reader.key(&mut first)? {
        add(reader, &key, start)?;
    }
    Ok(())
}

impl<T: Slot> Slot for BTreeMap<String, T> {
    fn hollow() -> Self {
        Self::new()
    }

    fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
        let entry = reader.take_entry();
        if entry.is_none() {
            self.clear();
        }
        decode_entries(reader, size_of::<T>(), entry, &mut |reader, key| {
            let mut value = T::hollow();
            value.decode(reader, shape)?;

            Ok(self.insert(key.into(), value).is_some())
        })
    }

    fn encode(&self, writer: &mut Writer, shape: &Shape) {
        let beside = writer.take_beside();
        if beside.is_none() {
            if writer.is_too_deep() {
                return;
            }
            writer.begin_object();
        }
        let written = beside.as_deref().unwrap_or_default();
        for (key, value) in self {
            if written.contains(&key.as_str()) {
                continue;
            }
            writer.key(key);
            value.encode(writer, shape);
        }
        if beside.is_none() {
            writer.end_object();
        }
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_map()
            .entries(self.iter().map(|(key, value)| (key, Shown(value))))
            .finish()
    }

    fn reset(&mut self) {
        self.clear();
    }
}
