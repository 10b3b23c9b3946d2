//! The tokens that retries are paid with: where most calls fail, clients stop to double the load of a vendor that is down.

use std::sync::{Mutex, PoisonError};

use super::RetryPolicy;

/// The tokens of a client whose policy names no number.
pub(super) const USUAL: u32 = 500;

/// What another attempt costs, and what it costs after a time-out, which holds a connection for long.
const COST: u32 = 5;
const COST_OF_TIMEOUT: u32 = 10;

/// What a success at the first attempt brings back.
const REFUND: u32 = 1;

/// The tokens of a client; its clones share them.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    tokens: u32,
    left: Mutex<u32>,
}

impl RetryBudget {
    pub(crate) fn new(policy: &RetryPolicy) -> Self {
        let tokens = policy.budget.unwrap_or(USUAL);

        Self {
            tokens,
            left: Mutex::new(tokens),
        }
    }

    /// Pays for another attempt, and gives what was paid; `None` where there is not enough.
    pub(crate) fn pay(&self, policy: &RetryPolicy, after_timeout: bool) -> Option<u32> {
        if policy.budget.is_none() {
            return Some(0);
        }
        let cost = if after_timeout { COST_OF_TIMEOUT } else { COST };
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        *left = left.checked_sub(cost)?;

        Some(cost)
    }

    /// An attempt went well that was paid so much for.
    pub(crate) fn succeeded(&self, paid: u32) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        *left = left.saturating_add(paid.max(REFUND)).min(self.tokens);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_use_it_up_and_successes_bring_it_back() {
        let policy = RetryPolicy::default().budget(20);
        let budget = RetryBudget::new(&policy);

        assert_eq!(budget.pay(&policy, true), Some(10));
        assert_eq!(budget.pay(&policy, false), Some(5));
        assert_eq!(budget.pay(&policy, true), None);
        assert_eq!(budget.pay(&policy, false), Some(5));
        assert_eq!(budget.pay(&policy, false), None);
        assert_eq!(budget.pay(&policy.clone().without_budget(), false), Some(0));
        for _ in 0..5 {
            budget.succeeded(0);
        }
        assert_eq!(budget.pay(&policy, false), Some(5));
        budget.succeeded(5);
        assert_eq!(budget.pay(&policy, false), Some(5));
        for _ in 0..500 {
            budget.succeeded(10);
        }
        assert_eq!(*budget.left.lock().unwrap(), 20);
    }
}
