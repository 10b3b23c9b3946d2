//! Why a fault is not taken.

/// Why a fault is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultError {
    /// There is no fault of this name.
    #[error("there is no fault `{name}`{}; there are {known}", guess(.meant.as_deref()))]
    UnknownFault {
        /// The name as it was written.
        name: String,
        /// The name that is near it.
        meant: Option<String>,
        /// All names.
        known: String,
    },
    /// The spec has no such operation and no such path.
    #[error("the spec has no operation and no path `{place}`{}", guess(.meant.as_deref()))]
    UnknownPlace {
        /// The place as it was written.
        place: String,
        /// The one that is near it.
        meant: Option<String>,
    },
    /// The fault cannot happen at this place.
    #[error("`{name}` cannot strike `{place}`: {reason}")]
    NotThere {
        /// The name of the fault.
        name: &'static str,
        /// The place.
        place: String,
        /// Why not.
        reason: &'static str,
    },
    /// What stands behind the name cannot be read, or is out of range.
    #[error("`{text}`: {reason}")]
    Argument {
        /// What was written.
        text: String,
        /// What it should be.
        reason: &'static str,
    },
}

fn guess(meant: Option<&str>) -> String {
    meant
        .map(|meant| format!(", did you mean `{meant}`?"))
        .unwrap_or_default()
}
