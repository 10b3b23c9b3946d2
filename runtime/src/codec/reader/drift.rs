//! What a reader notes on its way: drift that is told at the end, or an error at once where reading is strict.

use super::{Decoded, Fault, Reader};
use crate::codec::Strictness;
use crate::codec::finding::{Finding, Noted};

/// Findings beyond so many are not kept.
const MAX_FINDINGS: usize = 1_000;

impl Reader<'_> {
    /// Whether findings are errors.
    pub fn is_strict(&self) -> bool {
        self.strictness == Strictness::Strict
    }

    /// Notes drift; an error where decoding is strict.
    pub(crate) fn note(&mut self, fault: Fault) -> Decoded {
        if self.is_strict() {
            return Err(fault);
        }
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(Noted::new(fault, self.text));
        }
        Ok(())
    }

    /// How many findings there are, to come back to with [`forget_findings`](Self::forget_findings).
    pub(crate) fn findings_mark(&self) -> usize {
        self.findings.len()
    }

    /// Drops findings inside a value that was itself set aside.
    pub(crate) fn forget_findings(&mut self, mark: usize) {
        self.findings.truncate(mark);
    }

    /// Hides what was seen inside a sensitive value.
    pub(crate) fn redact_findings(&mut self, mark: usize) {
        for noted in self.findings.iter_mut().skip(mark) {
            noted.redact();
        }
    }

    /// Notes a value that no case of its union takes. That is no drift: a union says for itself that it may be more.
    pub(crate) fn note_unlisted(&mut self, offset: usize) {
        self.unlisted.get_or_insert(offset);
    }

    /// The offset of the first value that no case of its union took, so that it was kept as it is.
    pub fn unlisted(&self) -> Option<usize> {
        self.unlisted
    }

    /// The findings with their paths.
    pub fn into_findings(self) -> Vec<Finding> {
        Noted::resolve(self.findings, self.text)
    }
}
