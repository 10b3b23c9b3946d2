//! What is being done right now, for people who wait at a terminal.

use std::io::{IsTerminal as _, Write as _};

/// Tells what is being done, on standard error.
pub(crate) struct Progress {
    pub(crate) is_quiet: bool,
    is_watched: bool,
}

impl Progress {
    pub(crate) fn new(is_quiet: bool) -> Self {
        Self {
            is_quiet,
            is_watched: !is_quiet && std::io::stderr().is_terminal(),
        }
    }

    /// What is being done now; it takes the place of what was said before, and is gone when it is done.
    pub(crate) fn stage(&self, text: &str) {
        if self.is_watched {
            anstream::eprint!("\r\u{1b}[2K{text} ...");
            let _ = std::io::stderr().flush();
        }
    }

    /// Clears the line.
    pub(crate) fn done(&self) {
        if self.is_watched {
            anstream::eprint!("\r\u{1b}[2K");
        }
    }

    /// What was done.
    pub(crate) fn tell(&self, text: &str) {
        if !self.is_quiet {
            anstream::eprintln!("{text}");
        }
    }
}
