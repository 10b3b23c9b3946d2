//! The walk over an object: its table and its slots, once for all models.

use std::borrow::Cow;
use std::fmt;

use super::member::{Member, MemberIndex, Presence};
use super::members::Members;
use super::reader::{Decoded, Fault, Reader};
use super::shape::{Shape, View};
use super::slot::{Shown, Slot};
use super::writer::Writer;

/// What the walk knows of a model.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The name of the type, for people.
    pub name: &'static str,
    /// The members, in the order of the slots.
    pub members: &'static [Member],
    /// The names of the fields, for people.
    pub fields: &'static [&'static str],
    /// Finds members that come out of order.
    pub index: &'static MemberIndex,
}

/// Reads an object into its slots. Members without a slot go to `unknown`, if it is kept.
pub fn decode_object(
    reader: &mut Reader<'_>,
    shape: &Shape,
    table: Table,
    slots: &mut [&mut dyn Slot],
    unknown: Option<&mut Members>,
) -> Decoded {
    let listed = open_list_of_one(reader, shape)?;
    decode_members(reader, table, slots, unknown)?;

    close_list_of_one(reader, listed)
}

fn decode_members(
    reader: &mut Reader<'_>,
    table: Table,
    slots: &mut [&mut dyn Slot],
    mut unknown: Option<&mut Members>,
) -> Decoded {
    reader.next_byte();
    let start = reader.position();
    reader.begin_object()?;

    let (declared, additional) = divide(table.members);
    let keys = table.index.keys(declared);
    let mut present = Present::default();
    let mut set_aside = Present::default();
    let mut expected = 0;
    let mut first = true;
    loop {
        // As a rule the next member comes next, and nothing stands between.
        let guess = keys.get(expected).zip(declared.get(expected));
        let guess = guess.filter(|(key, _)| reader.pass_key(key, &mut first));
        let (name, position) = if let Some((_, member)) = guess {
            (Cow::Borrowed(member.name()), Some(expected))
        } else {
            let Some(name) = reader.key(&mut first)? else {
                break;
            };
            let position = table.index.find(declared, &name, expected);
            (name, position)
        };
        let Some(position) = position else {
            let kept = match (additional, slots.last_mut()) {
                (Some(member), Some(slot)) => {
                    reader.name_entry(&name, start);
                    decode_entry(reader, member, *slot)?
                }
                _ => Some(reader.raw()?),
            };
            if let Some((unknown, raw)) = unknown.as_deref_mut().zip(kept) {
                unknown.push(&name, raw);
            }
            continue;
        };
        expected = position + 1;
        let (Some(member), Some(slot)) = (declared.get(position), slots.get_mut(position)) else {
            reader.skip()?;
            continue;
        };
        if !present.insert(position) {
            reader.note(Fault::duplicate(start, &name))?;
            slot.reset();
            if let Some(unknown) = unknown.as_deref_mut() {
                unknown.forget_null(position);
                if set_aside.remove(position) {
                    unknown.take_back(member.name());
                }
            }
        }
        match decode_member(reader, member, *slot)? {
            Outcome::Taken => {}
            Outcome::Null => {
                if let Some(unknown) = unknown.as_deref_mut() {
                    unknown.note_null(position);
                }
            }
            Outcome::SetAside(raw) => {
                if let Some(unknown) = unknown.as_deref_mut() {
                    set_aside.insert(position);
                    unknown.push(member.name(), raw);
                }
            }
        }
    }

    for (position, member) in declared.iter().enumerate() {
        if member.presence() == Presence::Required && !present.contains(position) {
            return Err(Fault::missing(start, member.name()));
        }
    }
    if let Some(unknown) = unknown.filter(|unknown| !unknown.is_empty()) {
        for name in unknown.settle() {
            reader.note(Fault::duplicate(start, &name))?;
        }
    }
    Ok(())
}

/// The members that are declared, and the one that stands for all others.
fn divide(members: &'static [Member]) -> (&'static [Member], Option<&'static Member>) {
    match members.split_last() {
        Some((last, declared)) if last.presence() == Presence::Additional => (declared, Some(last)),
        _ => (members, None),
    }
}

/// What became of a member's value.
enum Outcome<'text> {
    /// It is in its slot.
    Taken,
    /// It was null where a value may be absent.
    Null,
    /// It does not fit; this is its JSON.
    SetAside(&'text str),
}

fn decode_member<'text>(
    reader: &mut Reader<'text>,
    member: &Member,
    slot: &mut dyn Slot,
) -> Decoded<Outcome<'text>> {
    let is_null = reader.next_byte() == Some(b'n');
    let start = reader.position();
    let depth = reader.depth();
    let mark = reader.findings_mark();
    let shape = member.shape();
    let read = decode_slot(reader, shape, slot);

    match read {
        Ok(()) => {
            if member.is_sensitive() {
                reader.redact_findings(mark);
            }
            if !is_null || member.presence() == Presence::Required || !slot.is_absent() {
                return Ok(Outcome::Taken);
            }
            if !member.is_nullable() {
                reader.note(Fault::unfit(start, "no null"))?;
            }
            Ok(Outcome::Null)
        }
        Err(fault) => {
            let fault = if member.is_sensitive() {
                fault.redacted()
            } else {
                fault
            };
            if !fault.is_recoverable() || member.presence() == Presence::Required {
                return Err(fault);
            }
            slot.reset();
            reader.forget_findings(mark);
            reader.note(fault)?;
            reader.rewind(start);
            reader.restore_depth(depth);
            reader.raw().map(Outcome::SetAside)
        }
    }
}

/// Reads a member that is not declared into the map of all of them; the JSON of one that does not fit is given back.
fn decode_entry<'text>(
    reader: &mut Reader<'text>,
    member: &Member,
    slot: &mut dyn Slot,
) -> Decoded<Option<&'text str>> {
    reader.next_byte();
    let start = reader.position();
    let depth = reader.depth();
    let mark = reader.findings_mark();
    let read = slot.decode(reader, member.shape());
    if member.is_sensitive() {
        reader.redact_findings(mark);
    }
    let Err(fault) = read else {
        return Ok(None);
    };
    if !fault.is_recoverable() {
        return Err(fault);
    }
    reader.forget_findings(mark);
    reader.note(if member.is_sensitive() {
        fault.redacted()
    } else {
        fault
    })?;
    reader.rewind(start);
    reader.restore_depth(depth);

    reader.raw().map(Some)
}

/// Reads a value, or the only element of a list of one where the shape takes it for the value.
fn decode_slot(reader: &mut Reader<'_>, shape: &Shape, slot: &mut dyn Slot) -> Decoded {
    let listed = open_list_of_one(reader, shape)?;
    if listed.is_none() {
        return slot.decode(reader, shape);
    }
    slot.decode(reader, &shape.without(View::One))?;

    close_list_of_one(reader, listed)
}

/// Enters a list where the shape takes one for its only element, and tells where it starts.
#[inline]
fn open_list_of_one(reader: &mut Reader<'_>, shape: &Shape) -> Decoded<Option<usize>> {
    if !shape.reads(View::One) || reader.next_byte() != Some(b'[') {
        return Ok(None);
    }
    let start = reader.position();
    reader.begin_list()?;
    if !reader.element(&mut true)? {
        return Err(Fault::unfit(start, "a value, or a list of one"));
    }
    Ok(Some(start))
}

/// Leaves the list that was entered.
#[inline]
fn close_list_of_one(reader: &mut Reader<'_>, listed: Option<usize>) -> Decoded {
    match listed {
        Some(start) if reader.element(&mut false)? => {
            Err(Fault::unfit(start, "a list of one, not of more"))
        }
        _ => Ok(()),
    }
}

/// Writes an object from its slots.
#[inline]
pub(crate) fn encode_object(
    writer: &mut Writer,
    table: Table,
    slots: &[&dyn Slot],
    unknown: Option<&Members>,
) {
    if writer.is_too_deep() {
        return;
    }
    let outer_member = writer.member();
    writer.begin_object();
    let (declared, additional) = divide(table.members);
    let keys = table.index.keys(declared);
    let nulls = unknown.filter(|unknown| unknown.has_nulls());
    let mut first = true;
    for ((position, (member, key)), slot) in declared.iter().zip(keys).enumerate().zip(slots) {
        if member.presence() == Presence::Optional && slot.is_absent() {
            let is_null = |unknown: &Members| {
                unknown.was_null(position) && unknown.raw(member.name()).is_none()
            };
            if nulls.is_some_and(is_null) {
                writer.prepared_key(key, &mut first);
                writer.null();
            }
            continue;
        }
        writer.prepared_key(key, &mut first);
        writer.at_member(Some(member.name()));
        slot.encode(writer, member.shape());
    }
    if let Some((member, slot)) = additional.zip(slots.last()) {
        let written = declared.iter().zip(slots);
        let written = written.filter(|(_, slot)| !slot.is_absent());
        writer.entries_beside(written.map(|(member, _)| member.name()).collect());
        writer.at_member(None);
        slot.encode(writer, member.shape());
    }
    for (name, raw) in unknown.into_iter().flat_map(Members::iter) {
        let taken = declared
            .iter()
            .zip(slots)
            .any(|(member, slot)| member.name() == name && !slot.is_absent());
        if !taken {
            writer.key(name);
            writer.raw(raw);
        }
    }
    writer.end_object();
    writer.at_member(outer_member);
}

/// Shows an object: absent members are left out, sensitive ones redacted.
pub(crate) fn debug_object(
    formatter: &mut fmt::Formatter<'_>,
    table: Table,
    slots: &[&dyn Slot],
    unknown: Option<&Members>,
) -> fmt::Result {
    let mut shown = formatter.debug_struct(table.name);
    for ((member, slot), field) in table.members.iter().zip(slots).zip(table.fields) {
        if slot.is_absent() {
            continue;
        }
        if member.is_sensitive() {
            shown.field(field, &format_args!("[redacted]"));
        } else {
            shown.field(field, &Shown(*slot));
        }
    }
    if let Some(unknown) = unknown.filter(|unknown| !unknown.is_empty()) {
        shown.field("unknown", unknown);
    }
    shown.finish()
}

/// Which members have come; models of up to 64 members need no allocation.
#[derive(Default)]
struct Present {
    first: u64,
    others: Vec<u64>,
}

impl Present {
    /// Adds a member; false where it was there already.
    fn insert(&mut self, position: usize) -> bool {
        let word = match (position / 64).checked_sub(1) {
            None => &mut self.first,
            Some(index) => {
                if self.others.len() <= index {
                    self.others.resize(index + 1, 0);
                }
                match self.others.get_mut(index) {
                    Some(word) => word,
                    None => return true,
                }
            }
        };
        let bit = 1 << (position % 64);
        let is_new = *word & bit == 0;
        *word |= bit;

        is_new
    }

    /// Takes a member out; false where it was not there.
    fn remove(&mut self, position: usize) -> bool {
        let word = match (position / 64).checked_sub(1) {
            None => Some(&mut self.first),
            Some(index) => self.others.get_mut(index),
        };
        let bit = 1 << (position % 64);

        word.is_some_and(|word| {
            let was_there = *word & bit != 0;
            *word &= !bit;
            was_there
        })
    }

    fn contains(&self, position: usize) -> bool {
        let word = match (position / 64).checked_sub(1) {
            None => self.first,
            Some(index) => self.others.get(index).copied().unwrap_or_default(),
        };

        word >> (position % 64) & 1 == 1
    }
}
