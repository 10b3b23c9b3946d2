//! Runtime.

pub mod codec;

#[doc(hidden)]
pub mod __private {
    pub use serde;
}
