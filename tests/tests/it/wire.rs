//! LetsJobIt's client against a server on a socket: what it sends, to the byte, and what it makes of the answer.
//!
//! A case is a file in `fixtures/wire/letsjobit/`; its README tells how to read one. A test makes the calls and looks at the results.

mod calls;
mod case;
mod errors;
mod paging;
mod quota;
mod samples;
mod secrets;
mod upsert;

pub(crate) use case::{KEY, client, wire};
