//! How much a text may cost: memory for what it says, and time for reading it again.

use super::{Decoded, Fault, Reader};

/// Values may take so many times the memory of their text, and this much besides. An empty object of two bytes becomes a struct of a
/// thousand, so that a list of nothing else would fill the memory of a machine.
const MEMORY_PER_BYTE: usize = 64;
const MEMORY: usize = 16 * 1024 * 1024;

/// A value is read again where it does not fit a case of its union and another one is left. So many times a text is read again in all, and
/// this much besides: unions in unions would take for ever otherwise.
const RETRIES_PER_BYTE: usize = 8;
const RETRIES: usize = 4 * 1024;

/// What is left.
#[derive(Debug)]
pub(super) struct Room {
    /// Bytes of memory for elements of lists and maps.
    memory: usize,
    /// Bytes of text that may be read again.
    retries: usize,
}

impl Room {
    pub(super) fn of(text: &str) -> Self {
        let times = |per_byte: usize, besides: usize| {
            text.len().saturating_mul(per_byte).saturating_add(besides)
        };

        Self {
            memory: times(MEMORY_PER_BYTE, MEMORY),
            retries: times(RETRIES_PER_BYTE, RETRIES),
        }
    }
}

impl Reader<'_> {
    /// Takes room for an element of so many bytes.
    pub(crate) fn take_room(&mut self, size: usize) -> Decoded {
        match self.room.memory.checked_sub(size) {
            Some(left) => {
                self.room.memory = left;
                Ok(())
            }
            None => Err(Fault::unfit(
                self.position,
                format!("values of at most {MEMORY_PER_BYTE} times the memory of their text"),
            )),
        }
    }

    /// Whether what was read since an offset may be read once more.
    pub(crate) fn pays_for_retry(&mut self, start: usize) -> bool {
        let read = self.position.saturating_sub(start) + 1;
        let left = self.room.retries.checked_sub(read);
        self.room.retries = left.unwrap_or_default();

        left.is_some()
    }
}
