//! How the quota stands, for callers who plan their work by it.

use std::time::Duration;

/// How the quota stands at a moment, as far as this process knows: what others use of it shows only when the vendor's headers tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct QuotaStatus {
    /// How many requests the tightest window allows in all, if one is declared.
    pub limit: Option<u64>,
    /// How many requests would go out at once, if that is known.
    pub remaining: Option<u64>,
    /// How many calls wait for their turn.
    pub waiting: u64,
    /// How long a call that came now would wait at least; zero where it would go at once.
    pub next_turn: Duration,
}
