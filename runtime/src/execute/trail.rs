//! What the attempts of a call came to, and the key that they have in common.

use crate::api::Replay;
use crate::error::{Error, FailedAttempt};

use super::Plan;

/// So many outcomes are kept at most: the latest.
const MOST: usize = 32;

/// What the attempts of one call came to, oldest first.
#[derive(Debug, Default)]
pub(super) struct Trail(Vec<FailedAttempt>);

impl Trail {
    pub(super) fn add(&mut self, error: &Error) {
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push(FailedAttempt {
            kind: error.kind(),
            status: error.status(),
        });
    }

    pub(super) fn into_attempts(self) -> Vec<FailedAttempt> {
        self.0
    }
}

/// Adds a key of its own where the operation asks for one and the caller has none.
pub(super) fn add_key(plan: &mut Plan) {
    if let Replay::IdempotencyKey(header) = plan.operation.replay
        && !plan.request.has_header(header)
    {
        let clock = &plan.core.inner().clock;
        let key = uuid(clock.random(), clock.random());
        plan.request.set_header_text(header, &key, false);
    }
}

/// A random UUID, version 4.
fn uuid(one: u64, other: u64) -> String {
    let first = one >> 32;
    let second = (one >> 16) & 0xffff;
    let third = 0x4000 | (one & 0x0fff);
    let fourth = 0x8000 | ((other >> 48) & 0x3fff);
    let fifth = other & 0xffff_ffff_ffff;

    format!("{first:08x}-{second:04x}-{third:04x}-{fourth:04x}-{fifth:012x}")
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn a_key_has_the_form_of_a_random_uuid() {
        assert_eq!(uuid(0, 0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(
            uuid(u64::MAX, u64::MAX),
            "ffffffff-ffff-4fff-bfff-ffffffffffff"
        );
        assert_eq!(
            uuid(0x0123_4567_89ab_cdef, 0x0123_4567_89ab_cdef),
            "01234567-89ab-4def-8123-456789abcdef"
        );
    }
}
