//! Where a crate will stand, and what it stands on.

/// Where a crate will stand. The code is the same everywhere; the manifest, and what is said of where the crate comes from, are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// In the workspace of Brogue itself, as a member that takes versions, lints and dependencies from it.
    #[default]
    Member,
    /// In another crate, whose `src/lib.rs` is nothing but `include!` of this one's: what a build script makes. There is no manifest; the
    /// other crate depends on the runtime, and where the code names it, on `jiff`.
    Included,
    /// Anywhere: the crate is a workspace of its own, and its manifest is complete.
    Alone {
        /// Where its runtime comes from.
        runtime: Runtime,
    },
}

/// Where the runtime of a crate that stands alone comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// From a folder, as it will stand in the manifest: absolute, or relative to the crate; with forward slashes.
    Path(String),
    /// From the registry, by a version as Cargo takes it.
    Version(String),
    /// From the crate itself, as its module `runtime`, which needs nothing but what the runtime depends on.
    Embedded,
}

impl Target {
    /// Whether the runtime is a module of the crate.
    pub(super) fn embeds_runtime(&self) -> bool {
        matches!(
            self,
            Self::Alone {
                runtime: Runtime::Embedded
            }
        )
    }
}
