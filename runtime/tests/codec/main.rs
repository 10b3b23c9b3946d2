//! The codec from outside: what it reads, what it writes, and what it says where both differ.

#![cfg(test)]

mod additional;
mod arbitrary;
mod base64;
#[cfg(feature = "serde")]
mod bridge;
mod decimals;
mod depth;
mod errors;
mod findings;
mod forms;
mod harness;
mod lossless;
mod models;
mod newtypes;
mod objects;
mod properties;
mod redaction;
mod shortcuts;
mod times;
mod unions;
mod updates;
mod wide;
mod wire_forms;
