//! Maps and sets without an order, whose keys are texts of a document or numbers of our own.
//!
//! The hash of the standard library is made to withstand whoever can try as often as they like; a twentieth of all work went into it. This one
//! is seeded anew in each run as well, which is enough for one document. Nothing that is written follows their order.

use foldhash::fast::RandomState;

/// A map without an order.
pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A set without an order.
pub(crate) type HashSet<K> = std::collections::HashSet<K, RandomState>;

/// A map in the order in which it was filled.
pub(crate) type IndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;
