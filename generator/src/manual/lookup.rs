//! The topics of the manual: rules and words, found by their names.

use super::text::{of_code, of_word};
use crate::diagnostic::{Code, did_you_mean};
use crate::parse::{VOCABULARY, Word};

/// Something that the manual tells of.
#[derive(Clone, Copy, Debug)]
pub enum Topic {
    /// A rule of the diagnostics.
    Rule(Code),
    /// A word of the quirk vocabulary.
    Quirk(&'static Word),
}

impl Topic {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule(code) => code.name(),
            Self::Quirk(word) => word.name,
        }
    }

    /// What it is, for a list.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Rule(code) => first_sentence(code.manual()),
            Self::Quirk(word) => word.meaning,
        }
    }

    /// Its manual, for a terminal.
    pub fn manual(self) -> String {
        match self {
            Self::Rule(code) => of_code(code),
            Self::Quirk(word) => of_word(word),
        }
    }
}

/// All topics: words, then rules, each in the order of their tables.
pub fn topics() -> impl Iterator<Item = Topic> {
    let words = VOCABULARY.iter().map(Topic::Quirk);

    words.chain(Code::ALL.iter().copied().map(Topic::Rule))
}

/// The topic of a name; else the name that is meant.
pub fn lookup(name: &str) -> Result<Topic, Option<&'static str>> {
    topics()
        .find(|topic| topic.name() == name)
        .ok_or_else(|| did_you_mean(name, topics().map(Topic::name)))
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ")
        .map_or(text, |(first, _)| first.trim_end_matches('.'))
}
