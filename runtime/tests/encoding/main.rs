//! The table of encodings: each row a descriptor, a value and its exact bytes, read back to the same value.

#![cfg(test)]

mod brackets;
mod multipart;
mod places;
mod properties;
mod specification;
