//! Why a command ends without success.

const RED: &str = "\u{1b}[1;31m";
const PLAIN: &str = "\u{1b}[0m";

/// Why a command ends without success, and with which code.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A document has errors, which were told already, or a file cannot be read or written.
    Faulty(String),
    /// The command cannot be understood: what it names is not there or is no such thing.
    Impossible(String),
}

impl Failure {
    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Faulty(_) => 1,
            Self::Impossible(_) => 2,
        }
    }

    /// Tells it to the person at the terminal.
    pub(crate) fn tell(&self) {
        let (Self::Faulty(text) | Self::Impossible(text)) = self;
        anstream::eprintln!("{RED}error{PLAIN}: {text}");
    }
}
