//! Webhooks from outside: a body and headers in, an event or the reason of a refusal out.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]
#![expect(
    clippy::too_many_lines,
    reason = "a table of cases is as long as there are cases"
)]

mod deliveries;
mod events;
mod forgeries;
mod guard;
mod properties;
mod shop;
mod vectors;
