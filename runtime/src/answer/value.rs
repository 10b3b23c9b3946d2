//! The value of an answer, read where it stands.

use super::{Answer, redacted};
use crate::codec::{Finding, Reader, Shape, Slot};
use crate::envelope::{Contents, EMPTY, Found};
use crate::error::Error;
use crate::pointer;

impl Answer {
    /// Reads the value where the envelope has it.
    pub(crate) fn read_data(
        &mut self,
        slot: &mut dyn Slot,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Error> {
        let pointer = self.data_pointer;
        let shape = self.operation.shape;
        if self.is_text() {
            self.contents()?;
            let quoted = self.quoted();
            let mut reader = Reader::new(&quoted, self.strictness);
            let read = slot.decode(&mut reader, &shape);
            return read.map_err(|fault| self.undecodable(fault.into_error(&quoted)));
        }
        if self.contents()?.found == Found::NoEnvelope {
            return Err(self.without(pointer));
        }

        self.read_case(slot, &shape, findings)
    }

    /// Reads the body of one of several cases.
    pub(crate) fn read_case(
        &mut self,
        slot: &mut dyn Slot,
        shape: &Shape,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Error> {
        let pointer = self.data_pointer;
        let contents = self.contents()?;
        if let Some((offset, depth)) = contents.data.zip(contents.unpassed) {
            let mut reader = Reader::new(self.text.as_str(), self.strictness);
            reader.rewind(offset);
            reader.restore_depth(depth);
            let read = slot.decode(&mut reader, shape);
            if let Ok(true) = read.and_then(|()| pointer::is_last(&mut reader, pointer)) {
                findings.extend(redacted(reader, &self.core.inner().redactor));
                return Ok(());
            }
            // Something is wrong, or the value comes again: a walk over the whole body tells.
            slot.reset();
        }
        let offset = self.settled()?.data;

        self.read_at(offset, pointer, slot, shape, findings)
    }

    /// What is in the body, after a walk over the whole of it.
    pub(crate) fn settled(&mut self) -> Result<&mut Contents, Error> {
        if self.contents()?.unpassed.is_some() {
            let found = pointer::find(self.text.as_str(), &[self.data_pointer]);
            let place = match found {
                Ok(mut places) => places.pop().flatten(),
                Err(fault) => return Err(self.undecodable(fault.into_error(self.text.as_str()))),
            };
            self.contents = Ok(Contents::of_value(place));
        }

        self.contents()
    }

    /// Reads the value at an offset; where there is none, the pointer tells what is missing.
    pub(crate) fn read_at(
        &self,
        offset: Option<usize>,
        pointer: &str,
        slot: &mut dyn Slot,
        shape: &Shape,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Error> {
        let Some(offset) = offset else {
            let mut null = Reader::new("null", self.strictness);
            return slot.decode(&mut null, shape).map_err(|_| {
                if self.text.as_str().trim().is_empty() {
                    self.decode_error(EMPTY.to_owned(), pointer)
                } else {
                    self.without(pointer)
                }
            });
        };
        let mut reader = Reader::new(self.text.as_str(), self.strictness);
        reader.rewind(offset);
        match slot.decode(&mut reader, shape) {
            Ok(()) => findings.extend(redacted(reader, &self.core.inner().redactor)),
            Err(fault) => return Err(self.undecodable(fault.into_error(self.text.as_str()))),
        }

        Ok(())
    }
}
