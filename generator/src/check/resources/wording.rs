//! What resources and their methods are called: as the document says it, without what machines add; and by path and method where it
//! says nothing.
//!
//! Every name is made of its own call alone, so that a document that grows renames nothing.

mod by_path;

use std::ops::Range;

use self::by_path::{
    ends_with_value, is_list, of_path, telling, verb, whole_path, without_extension,
};
use super::super::names;
use super::{Found, literals};
use crate::model::{Method, Segment};

/// Words at the end of a tag that say only that it is one.
const OF_TAGS: &[&str] = &["api", "apis", "controller", "endpoint", "endpoints"];

/// What a tag is called.
pub(super) fn of_tag(tag: &str) -> String {
    let mut outside = String::with_capacity(tag.len());
    let mut depth = 0_usize;
    for character in tag.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(character),
            _ => {}
        }
    }
    let text = if outside.chars().any(char::is_alphanumeric) {
        outside.trim()
    } else {
        tag
    };
    let words = names::words(text);
    let kept = words
        .iter()
        .rposition(|word| !OF_TAGS.contains(&word.as_str()))
        .map_or(words.len(), |last| last + 1);
    if kept == words.len() {
        return text.to_owned();
    }

    words.into_iter().take(kept).collect::<Vec<_>>().join(" ")
}

/// The resource of a call that has no tag: the one its id names, or the first step of its path that tells anything.
pub(super) fn untagged(found: &Found<'_>) -> String {
    let id = found.operation.operation_id.as_ref();
    if let Some(group) = id.and_then(|id| group_of(&id.value)) {
        return group.to_owned();
    }
    let steps = telling(found);
    let first = steps.first().map(|first| without_extension(first));

    first.unwrap_or("root").to_owned()
}

/// `Visits_Get`, `visits.get` and `visits/get` are of the visits.
fn group_of(id: &str) -> Option<&str> {
    let (group, method) = id.rsplit_once(['.', '/']).or_else(|| {
        let (group, method) = id.split_once('_')?;
        let is_capital = |text: &str| text.starts_with(|first: char| first.is_ascii_uppercase());
        let is_mixed = |text: &str| text.contains(|letter: char| letter.is_ascii_lowercase());

        (is_capital(group) && is_capital(method) && is_mixed(group)).then_some((group, method))
    })?;
    let group = group.rsplit(['.', '/']).next().unwrap_or(group);
    let is_name = |text: &str| text.starts_with(|first: char| first.is_ascii_alphabetic());

    (is_name(group) && is_name(method)).then_some(group)
}

/// What a resource is called: what methods need not repeat.
pub(super) struct Resource {
    /// As the tag says it.
    full: Vec<String>,
    /// Without what says only that it is a tag.
    short: Vec<String>,
}

impl Resource {
    /// The resource of a tag.
    pub(super) fn of(tag: &str) -> Self {
        Self {
            full: names::words(tag),
            short: names::words(&of_tag(tag)),
        }
    }

    /// The first run of words that name it, as one or as many.
    fn find(&self, words: &[String]) -> Option<Range<usize>> {
        [&self.full, &self.short].into_iter().find_map(|wanted| {
            let wanted = singulars(wanted);
            let mut windows = words.windows(wanted.len().max(1));
            let start =
                windows.position(|window| !wanted.is_empty() && singulars(window) == wanted);

            start.map(|start| start..start + wanted.len())
        })
    }
}

fn singulars(words: &[String]) -> Vec<String> {
    words.iter().map(|word| names::singular(word)).collect()
}

/// What a call is called among those of its resource.
pub(super) fn of_call(found: &Found<'_>, resource: &Resource) -> String {
    let id = found.operation.operation_id.as_ref();
    let own = id.and_then(|id| of_id(found, &id.value, resource));

    names::method(&own.unwrap_or_else(|| of_path(found, resource)).join("_"))
}

/// The whole name of a call, for where another one has the short one.
pub(super) fn whole(found: &Found<'_>, resource: &Resource) -> String {
    let id = found.operation.operation_id.as_ref();
    let own = id.map(|id| names::words(&id.value)).filter(|words| {
        let is_bare = id.is_some_and(|id| without_path(found, &id.value) == id.value);
        is_bare && !words.is_empty() && !is_path(found, words)
    });

    names::method(&own.unwrap_or_else(|| whole_path(found, resource)).join("_"))
}

/// The words of an id, without its resource; `None` where they say no more than method and path.
fn of_id(found: &Found<'_>, id: &str, resource: &Resource) -> Option<Vec<String>> {
    let all = names::words(without_path(found, id));
    if is_path(found, &all) {
        return None;
    }
    let mut words = match resource.find(&all) {
        Some(run) => without(&all, &run),
        None => all,
    };
    if let [.., by, id] = words.as_slice()
        && ends_with_value(found)
        && words.len() > 2
        && by == "by"
        && id == "id"
    {
        words.truncate(words.len() - 2);
    }
    if let [only] = words.as_slice() {
        let is_method = found.method.as_str().eq_ignore_ascii_case(only);
        let says_little = match found.method {
            Method::Post | Method::Put | Method::Patch => is_method,
            // The word for one thing, where there are many.
            Method::Get => is_method && is_list(found),
            _ => false,
        };
        if says_little {
            return Some(vec![verb(found).to_owned()]);
        }
    }

    Some(words).filter(|words| !words.is_empty())
}

/// The words without a run of them that names the resource, and what hangs in the air without it.
fn without(words: &[String], run: &Range<usize>) -> Vec<String> {
    let is_one_of = |word: &String, words: &[&str]| words.contains(&word.as_str());
    let mut before = words.get(..run.start).unwrap_or_default();
    if let [rest @ .., last] = before
        && is_one_of(last, &["a", "an", "the"])
    {
        before = rest;
    }
    if let [rest @ .., last] = before
        && !rest.is_empty()
        && run.end == words.len()
        && is_one_of(last, &["for", "in", "of", "on"])
    {
        before = rest;
    }
    let after = words.get(run.end..).unwrap_or_default();

    before.iter().chain(after).cloned().collect()
}

/// An id without the path and the method that some frameworks put behind it.
fn without_path<'i>(found: &Found<'_>, id: &'i str) -> &'i str {
    let method = found.method.as_str().to_lowercase();
    let behind: String = found
        .path
        .value
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let id = id
        .strip_suffix(&format!("{behind}_{method}"))
        .filter(|before| !before.is_empty())
        .unwrap_or(id);
    let numbered = id.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let bare = numbered.strip_suffix('_').unwrap_or(id);

    [bare, id]
        .into_iter()
        .find_map(|id| id.strip_suffix(&format!("Using{}", found.method.as_str())))
        .filter(|before| !before.is_empty())
        .unwrap_or(id)
}

/// Whether words are those of method and path and nothing else, as a machine puts them together.
fn is_path(found: &Found<'_>, words: &[String]) -> bool {
    let method = found.method.as_str().to_lowercase();
    let said: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| *word != method && *word != "by")
        .collect();
    let of_text = |text: &str| -> Vec<String> {
        text.split('/')
            .flat_map(|step| {
                if step.is_empty() {
                    Vec::new()
                } else {
                    names::words(step)
                }
            })
            .collect()
    };
    let mut all = Vec::new();
    let mut has_values = false;
    for segment in &found.segments {
        match segment {
            Segment::Literal(text) => all.extend(of_text(text)),
            Segment::Parameter(name) => {
                has_values = true;
                all.extend(names::words(name));
            }
        }
    }
    let steps = literals(&found.segments);
    let literal: Vec<String> = steps.iter().flat_map(|step| names::words(step)).collect();
    let told: Vec<String> = telling(found).into_iter().flat_map(names::words).collect();
    let is = |path: &[String]| {
        let path = path
            .iter()
            .map(String::as_str)
            .filter(|word| *word != method && *word != "by");
        said.iter().copied().eq(path)
    };
    // One step alone is what a person calls it, too.
    let is_long =
        steps.len() > 1 || matches!(found.method, Method::Post | Method::Put | Method::Patch);

    !said.is_empty() && (has_values && is(&all) || is_long && (is(&literal) || is(&told)))
}
