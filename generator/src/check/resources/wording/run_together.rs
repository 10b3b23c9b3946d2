//! Ids of operations that are words without anything between them: `Getinputtokencounts`.

use std::collections::BTreeSet;

use super::super::super::names;
use super::by_path::does;
use super::{Found, literals};

/// A word of so many letters may be several.
const LONG: usize = 11;

/// An id of more letters is left as it is.
const LONGEST_ID: usize = 100;

/// Words between others.
const SMALL: &[&str] = &[
    "a", "all", "an", "and", "by", "for", "from", "in", "of", "on", "the", "to", "with",
];

/// The words of an id. One that is several words together is cut where those of the path and the summary end, if these are all of it.
pub(super) fn words(found: &Found<'_>, id: &str) -> Vec<String> {
    let words = names::words(id);
    let is_of_words = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-');
    let is_plain = id.len() <= LONGEST_ID && id.bytes().all(is_of_words);
    if !is_plain || words.iter().all(|word| word.len() < LONG) {
        return words;
    }
    let said = said(found);
    let is_known = |word: &str| said.contains(word) || does(word) || SMALL.contains(&word);
    let has_doubt = |word: &str| word.len() >= LONG && !is_known(word);
    let mut cut_words = Vec::new();
    for word in &words {
        match has_doubt(word).then(|| cut(word, is_known)) {
            None => cut_words.push(word.clone()),
            Some(Some(words)) => cut_words.extend(words),
            // In `createanAPIkey` the capitals do not say where words begin.
            Some(None) if has_acronym(id) => {
                return cut(&id.to_ascii_lowercase(), is_known).unwrap_or(words);
            }
            Some(None) => return words,
        }
    }

    cut_words
}

/// Whether several capitals stand in a row.
fn has_acronym(id: &str) -> bool {
    let mut pairs = id.as_bytes().windows(2);

    pairs.any(|pair| pair.iter().all(u8::is_ascii_uppercase))
}

/// What the path and the summary say, for one and for many.
fn said(found: &Found<'_>) -> BTreeSet<String> {
    let summary = found.operation.summary.iter();
    let texts = literals(&found.segments).into_iter();
    let texts = texts.chain(summary.map(|summary| summary.value.as_str()));
    let mut said = BTreeSet::new();
    for word in texts.flat_map(names::words).filter(|word| word.len() > 1) {
        let one = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let one = one.or_else(|| word.strip_suffix('s').map(str::to_owned));
        said.extend(one);
        said.insert(format!("{word}s"));
        said.insert(word);
    }

    said
}

/// Cuts a text into as few known words as possible.
fn cut(text: &str, is_known: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    // For each place how many words lead to it at least, and where the last of them begins.
    let mut ways: Vec<Option<(usize, usize)>> = vec![Some((0, 0))];
    for end in 1..=text.len() {
        let way = ways.iter().enumerate().filter_map(|(start, way)| {
            let (count, _) = (*way)?;

            is_known(text.get(start..end)?).then_some((count + 1, start))
        });
        let best = way.min();
        ways.push(best);
    }
    let mut words = Vec::new();
    let mut end = text.len();
    while end > 0 {
        let (_, start) = ways.get(end).copied().flatten()?;
        words.push(text.get(start..end)?.to_owned());
        end = start;
    }
    words.reverse();

    Some(words)
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_text_is_cut_where_known_words_end() {
        let known = ["get", "to", "token", "tokens", "input", "in", "put"];
        let cut = |text| cut(text, |word| known.contains(&word));

        assert_eq!(cut("getinputtokens").unwrap(), ["get", "input", "tokens"]);
        assert_eq!(cut("getinputtokencounts"), None);
    }
}
