//! What a run may be asked for besides the document.

use crate::diagnostic::Strictness;
#[cfg(feature = "emit")]
use crate::emit::Target;
use crate::model::CrateName;

/// What a run may be asked for. What is not said is as `regen` has it: a strict reader, a name from the document's file, all calls, a crate
/// in the workspace of Brogue.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What becomes of a document with mistakes.
    pub strictness: Strictness,
    /// The name of the crate, where it is not that of the document's file.
    pub crate_name: Option<CrateName>,
    /// The calls that are wanted: tags, operationIds, or method and path such as `GET /visits`. All where nothing is named.
    pub only: Vec<String>,
    /// Where the crate will stand.
    #[cfg(feature = "emit")]
    pub target: Target,
}

impl Options {
    /// For a document that somebody else looks after: what is wrong in it is approximated or left out.
    pub fn lenient() -> Self {
        Self {
            strictness: Strictness::Lenient,
            ..Self::default()
        }
    }
}
