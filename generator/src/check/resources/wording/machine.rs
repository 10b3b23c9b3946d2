//! What frameworks add to the ids of operations, or make them of.

use super::super::super::names;
use super::by_path::{does, is_version, leads_to_all};
use super::{Found, literals};
use crate::model::{Method, Segment};

/// What some frameworks have at the end of an id that is a path otherwise.
const ACTIONS: &[&[&str]] = &[
    &["partial", "update"],
    &["create"],
    &["delete"],
    &["destroy"],
    &["list"],
    &["read"],
    &["retrieve"],
    &["update"],
];

/// An id without what frameworks put around what a person wrote; empty where nobody has written anything.
pub(super) fn bare<'i>(found: &Found<'_>, id: &'i str) -> &'i str {
    if is_made_up(id) {
        return "";
    }
    let id = without_path(found, id);
    let id = without_number(id);
    let id = without_controller(id);
    let id = without_version(found, id);

    without_method(found, id)
}

/// Letters and digits that mean nothing to anybody.
fn is_made_up(id: &str) -> bool {
    let plain = id.chars().filter(|letter| *letter != '-');
    let is_hex = id
        .chars()
        .all(|letter| letter.is_ascii_hexdigit() || letter == '-');

    is_hex && id.contains(|letter: char| letter.is_ascii_digit()) && plain.count() >= 16
}

/// Without the path and the method, as `FastAPI` has them behind a function's name, and Springfox the method.
fn without_path<'i>(found: &Found<'_>, id: &'i str) -> &'i str {
    let method = found.method.as_str().to_lowercase();
    let path = found.path.value.chars();
    let behind: String = path
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let before_path = id
        .strip_suffix(&format!("{behind}_{method}"))
        .filter(|before| !before.is_empty());
    if let Some(mut before) = before_path {
        // The steps of the path that the document has in the address of its server.
        while let Some((rest, last)) = before.rsplit_once('_')
            && !rest.is_empty()
            && leads_to_all(last)
        {
            before = rest;
        }
        return before;
    }
    let numbered = id.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let unnumbered = numbered.strip_suffix('_').unwrap_or(id);

    [unnumbered, id]
        .into_iter()
        .find_map(|id| id.strip_suffix(&format!("Using{}", found.method.as_str())))
        .filter(|before| !before.is_empty())
        .unwrap_or(id)
}

/// Without the number that tells an id from others: `list_2`, `find-all-1`, `visits.GetCount-0f1a`.
fn without_number(id: &str) -> &str {
    let Some((before, number)) = id.rsplit_once(['_', '-']) else {
        return id;
    };
    let is_plain = before.chars().all(|letter| letter.is_ascii_alphabetic());
    let is_kebab = id.contains('-') && !before.contains('_') && !before.contains('.');
    let is_number = number.len() <= 2 && number.bytes().all(|digit| digit.is_ascii_digit());
    let is_hash = number.len() == 4
        && number.bytes().all(|digit| digit.is_ascii_hexdigit())
        && before.contains('.')
        && id.contains('-');
    let is_counted = is_number && (is_plain || is_kebab) && !before.ends_with(['v', 'V']);
    if before.is_empty() || number.is_empty() || !(is_counted || is_hash) {
        return id;
    }

    before
}

/// Without the class, as `NestJS` has it before a method's name.
fn without_controller(id: &str) -> &str {
    let method = id.split_once("Controller").and_then(|(class, behind)| {
        let method = behind.strip_prefix(['_', '.', '#'])?;

        (!class.is_empty()).then_some(method)
    });

    method.filter(|method| !method.is_empty()).unwrap_or(id)
}

/// Without the version at the end that the path has, too.
fn without_version<'i>(found: &Found<'_>, id: &'i str) -> &'i str {
    let steps = literals(&found.segments);
    let mut versions = steps.iter().filter(|step| is_version(step));
    let before = versions.find_map(|version| {
        let written = version.replace(['.', '-'], "_");
        let start = id.len().checked_sub(written.len())?;
        let (before, end) = id.split_at_checked(start)?;
        let before = before.trim_end_matches(['_', '-', '.']);

        (end.eq_ignore_ascii_case(&written) && !before.is_empty()).then_some(before)
    });

    before.unwrap_or(id)
}

/// Without the method in front of what says by itself what is done: `POST_CloseVisit`.
fn without_method<'i>(found: &Found<'_>, id: &'i str) -> &'i str {
    let Some((method, deed)) = id.split_once(['_', '-', ' ']) else {
        return id;
    };
    let is_method = method.eq_ignore_ascii_case(found.method.as_str());
    let words = names::words(deed);
    let is_deed = words.len() > 1 || found.method != Method::Get;
    if is_method && is_deed && words.first().is_some_and(|first| does(first)) {
        return deed;
    }

    id
}

/// Without a version and `api` in front, where the path begins so.
pub(super) fn without_beginning(found: &Found<'_>, mut words: Vec<String>) -> Vec<String> {
    let steps = literals(&found.segments);
    let leading: Vec<String> = steps
        .iter()
        .take_while(|step| leads_to_all(step))
        .flat_map(|step| names::words(step))
        .collect();
    let count = words
        .iter()
        .take_while(|word| leading.contains(word) && leads_to_all(word))
        .count();
    if count < words.len() {
        words.drain(..count);
    }

    words
}

/// Whether the last step of a path ends with a word.
pub(super) fn path_ends_with(found: &Found<'_>, word: &str) -> bool {
    let steps = literals(&found.segments);
    let words = steps.last().map(|last| names::words(last));

    words.is_some_and(|words| words.last().is_some_and(|last| last == word))
}

/// What a framework says is done, where the rest of an id is its path: `visits_photos_list`.
pub(super) fn action<'w>(found: &Found<'_>, words: &'w [String]) -> Option<&'w [String]> {
    let ends_so = |action: &&&[&str]| {
        let end = words.iter().skip(words.len().saturating_sub(action.len()));

        end.map(String::as_str).eq(action.iter().copied())
    };
    let count = ACTIONS.iter().find(ends_so)?.len();
    let (path, action) = words.split_at_checked(words.len() - count)?;

    (path.len() > 1 && follows(path, &steps(found))).then_some(action)
}

/// Whether words are those of method and path and nothing else, as a machine puts them together.
pub(super) fn is_path(found: &Found<'_>, words: &[String]) -> bool {
    let method = found.method.as_str().to_lowercase();
    let is_behind = words.len() > 1 && words.last() == Some(&method);
    let said: Vec<String> = words
        .iter()
        .filter(|word| **word != method && *word != "by")
        .cloned()
        .collect();
    let steps = steps(found);
    let literal = steps.iter().filter(|step| step.has_to_be).count();
    // One step alone is what a person calls it, too.
    let is_long = literals(&found.segments).len() > 1
        || matches!(found.method, Method::Post | Method::Put | Method::Patch);
    let has_values = said.len() > literal;

    !said.is_empty() && (is_long || has_values || is_behind) && follows(&said, &steps)
}

/// A word of a path.
struct Step {
    word: String,
    /// Whether it says something: neither a value nor a version does.
    has_to_be: bool,
}

fn steps(found: &Found<'_>) -> Vec<Step> {
    let method = found.method.as_str().to_lowercase();
    let mut all = Vec::new();
    for segment in &found.segments {
        let (texts, is_text): (Vec<&str>, bool) = match segment {
            Segment::Literal(text) => (text.split('/').collect(), true),
            Segment::Parameter(name) => (vec![name.as_str()], false),
        };
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            let tells = is_text && !leads_to_all(text);
            all.extend(names::words(text).into_iter().map(|word| Step {
                has_to_be: tells && word != method && word != "by",
                word,
            }));
        }
    }

    all
}

/// Whether words follow the steps of a path, all that have to be and any of the others, however the words are divided.
fn follows(words: &[String], steps: &[Step]) -> bool {
    let said: String = words
        .iter()
        .filter(|word| !is_version(word))
        .map(String::as_str)
        .collect();
    // A path that nobody would write out as a name.
    if said.is_empty() || steps.len() > 100 {
        return false;
    }
    let mut reached: Vec<usize> = vec![0];
    for step in steps {
        let mut next: Vec<usize> = Vec::new();
        for at in reached {
            let rest = said.get(at..).unwrap_or_default();
            if rest.starts_with(&step.word) {
                next.push(at + step.word.len());
            }
            if !step.has_to_be {
                next.push(at);
            }
        }
        next.sort_unstable();
        next.dedup();
        reached = next;
    }

    reached.contains(&said.len())
}
