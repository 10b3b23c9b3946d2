//! The walk over an object: its table and its slots, once for all models.

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
    /// Finds members that come out of order.
    pub index: &'static MemberIndex,
}

/// Reads an object into its slots. Members without a slot go to `unknown`, if it is kept.
pub fn decode_object(
    reader: &mut Reader<'_>,
    shape: &Shape,
    table: Table,
    slots: &mut [&mut dyn Slot],
    mut unknown: Option<&mut Members>,
) -> Decoded {
    let in_list = shape.reads(View::One) && reader.next_byte() == Some(b'[');
    if in_list {
        enter_list_of_one(reader)?;
    }
    reader.next_byte();
    let start = reader.position();
    reader.begin_object()?;

    let mut present = Present::default();
    let mut expected = 0;
    let mut first = true;
    while let Some(name) = reader.key(&mut first)? {
        let Some(position) = table.index.find(table.members, &name, expected) else {
            let raw = reader.raw()?;
            if let Some(unknown) = unknown.as_deref_mut() {
                unknown.push(&name, raw);
            }
            continue;
        };
        expected = position + 1;
        let (Some(member), Some(slot)) = (table.members.get(position), slots.get_mut(position))
        else {
            reader.skip()?;
            continue;
        };
        if !present.insert(position) {
            reader.next_byte();
            reader.note(Fault::duplicate(start, &name), false)?;
            slot.reset();
            if let Some(unknown) = unknown.as_deref_mut() {
                unknown.forget_null(position);
                unknown.remove(member.name());
            }
        }
        decode_member(reader, position, member, *slot, unknown.as_deref_mut())?;
    }

    for (position, member) in table.members.iter().enumerate() {
        if member.presence() == Presence::Required && !present.contains(position) {
            return Err(Fault::missing(start, member.name()));
        }
    }
    if let Some(unknown) = unknown {
        for name in unknown.settle() {
            reader.note(Fault::duplicate(start, &name), false)?;
        }
    }
    if in_list {
        leave_list_of_one(reader)
    } else {
        Ok(())
    }
}

fn decode_member(
    reader: &mut Reader<'_>,
    position: usize,
    member: &Member,
    slot: &mut dyn Slot,
    unknown: Option<&mut Members>,
) -> Decoded {
    let is_null = reader.next_byte() == Some(b'n');
    let start = reader.position();
    let depth = reader.depth();
    let mark = reader.findings_mark();

    match slot.decode(reader, member.shape()) {
        Ok(()) if is_null && member.presence() == Presence::Optional && slot.is_absent() => {
            if !member.is_nullable() {
                reader.note(Fault::unfit(start, "no null"), member.is_sensitive())?;
            }
            if let Some(unknown) = unknown {
                unknown.note_null(position);
            }
            Ok(())
        }
        Ok(()) => Ok(()),
        Err(fault) if fault.is_recoverable() && member.presence() == Presence::Optional => {
            slot.reset();
            reader.forget_findings(mark);
            reader.note(fault, member.is_sensitive())?;
            reader.rewind(start);
            reader.restore_depth(depth);
            let raw = reader.raw()?;
            if let Some(unknown) = unknown {
                unknown.push(member.name(), raw);
            }
            Ok(())
        }
        Err(fault) => Err(fault),
    }
}

fn enter_list_of_one(reader: &mut Reader<'_>) -> Decoded {
    let start = reader.position();
    reader.begin_list()?;
    let mut first = true;
    if reader.element(&mut first)? {
        return Ok(());
    }
    Err(Fault::unfit(start, "an object, or a list of one"))
}

fn leave_list_of_one(reader: &mut Reader<'_>) -> Decoded {
    let start = reader.position();
    let mut first = false;
    if reader.element(&mut first)? {
        return Err(Fault::unfit(start, "a list of one, not of more"));
    }
    Ok(())
}

/// Writes an object from its slots.
pub fn encode_object(
    writer: &mut Writer,
    table: Table,
    slots: &[&dyn Slot],
    unknown: Option<&Members>,
) {
    if writer.is_too_deep() {
        return;
    }
    writer.begin_object();
    for ((position, member), slot) in table.members.iter().enumerate().zip(slots) {
        if slot.is_absent() && member.presence() == Presence::Optional {
            if unknown.is_some_and(|unknown| unknown.was_null(position)) {
                writer.key(member.name());
                writer.null();
            }
            continue;
        }
        writer.key(member.name());
        writer.at_member(member.name());
        slot.encode(writer, member.shape());
    }
    for (name, raw) in unknown.into_iter().flat_map(Members::iter) {
        let taken = table
            .members
            .iter()
            .zip(slots)
            .any(|(member, slot)| member.name() == name && !slot.is_absent());
        if !taken {
            writer.key(name);
            writer.raw(raw);
        }
    }
    writer.end_object();
}

/// Shows an object: absent members are left out, sensitive ones redacted.
pub fn debug_object(
    formatter: &mut fmt::Formatter<'_>,
    table: Table,
    fields: &[&'static str],
    slots: &[&dyn Slot],
    unknown: Option<&Members>,
) -> fmt::Result {
    let mut shown = formatter.debug_struct(table.name);
    for ((member, slot), field) in table.members.iter().zip(slots).zip(fields) {
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

    fn contains(&self, position: usize) -> bool {
        let word = match (position / 64).checked_sub(1) {
            None => self.first,
            Some(index) => self.others.get(index).copied().unwrap_or_default(),
        };

        word >> (position % 64) & 1 == 1
    }
}
