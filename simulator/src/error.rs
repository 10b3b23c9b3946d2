//! Why a vendor cannot be simulated.

use std::net::SocketAddr;

/// Why a simulated vendor did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The document has errors; their reports, with places and ways out.
    #[error("the spec cannot be simulated:\n{0}")]
    Spec(String),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {reason}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says, and what to do.
        reason: String,
    },
    /// The machine gave no thread or no runtime.
    #[error("cannot start: {0}")]
    System(#[source] std::io::Error),
}
