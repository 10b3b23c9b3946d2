//! What a resource is called, and how its methods do without saying it again.

use std::ops::Range;

use super::super::super::names;
use super::of_tag;

/// Words that hold together what stands before and behind them.
const JOINTS: &[&str] = &[
    "and", "as", "by", "for", "from", "in", "of", "on", "per", "to", "using", "via", "with",
];

/// What a resource is called: what methods need not repeat.
pub(crate) struct Resource {
    /// As the tag says it.
    full: Vec<String>,
    /// Without what says only that it is a tag.
    short: Vec<String>,
}

impl Resource {
    /// The resource of a tag.
    pub(crate) fn of(tag: &str) -> Self {
        Self {
            full: names::words(tag),
            short: names::words(&of_tag(tag)),
        }
    }

    /// The first run of words that name it, as one or as many, however they are divided.
    pub(super) fn find(&self, words: &[String]) -> Option<Range<usize>> {
        [&self.full, &self.short].into_iter().find_map(|wanted| {
            let wanted = glued(wanted);

            (0..words.len()).find_map(|start| run_at(words, start, &wanted))
        })
    }

    /// Whether these words name it and nothing else.
    pub(super) fn is(&self, words: &[String]) -> bool {
        self.find(words).is_some_and(|run| run == (0..words.len()))
    }

    /// The words without the run that names the resource, and without what hangs in the air then; all of them where what is left would.
    pub(super) fn taken_out(&self, words: &[String]) -> Vec<String> {
        let Some(run) = self.find(words) else {
            return words.to_vec();
        };
        let is_one_of = |word: &String, words: &[&str]| words.contains(&word.as_str());
        let mut before = words.get(..run.start).unwrap_or_default();
        let mut after = words.get(run.end..).unwrap_or_default();
        if let [rest @ .., last] = before
            && is_one_of(last, &["a", "an", "the"])
        {
            before = rest;
        }
        if let [first, rest @ ..] = after
            && !rest.is_empty()
            && first == "controller"
        {
            after = rest;
        }
        if let [rest @ .., last] = before
            && !rest.is_empty()
            && after.is_empty()
            && is_one_of(last, &["for", "in", "of", "on"])
        {
            before = rest;
        }
        let hangs = match (before, after) {
            ([], [first, ..]) => is_one_of(first, JOINTS),
            ([.., last], []) => is_one_of(last, JOINTS),
            (_, [only]) => is_one_of(only, JOINTS),
            _ => false,
        };
        if hangs {
            return words.to_vec();
        }

        before.iter().chain(after).cloned().collect()
    }
}

/// The run of words that begins here and comes to this text.
fn run_at(words: &[String], start: usize, wanted: &str) -> Option<Range<usize>> {
    let mut length = 0;
    let ends = words.iter().enumerate().skip(start);
    let mut ends = ends.take_while(|(_, word)| {
        length += word.len();
        // What is one there may be many here.
        length <= wanted.len() + 3
    });

    ends.find_map(|(last, _)| {
        let run = words.get(start..=last)?;

        (!wanted.is_empty() && glued(run) == wanted).then_some(start..last + 1)
    })
}

/// Words without what divides them, the last one as one of many.
fn glued(words: &[String]) -> String {
    let Some((last, before)) = words.split_last() else {
        return String::new();
    };

    before.concat() + &names::singular(last)
}
