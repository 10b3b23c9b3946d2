//! Compiles the code that README.md shows, as far as it stands on its own. The suites are in `tests/it`.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
