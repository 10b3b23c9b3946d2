//! What the method does to the path, in words.

use std::sync::LazyLock;

use super::Resource;
use crate::check::names;
use crate::check::resources::{Found, literals};
use crate::model::{Method, Segment};

/// Steps of a path that lead to all there is.
const OF_PATHS: &[&str] = &[
    "api", "apis", "public", "rest", "restapi", "services", "webapi", "ws",
];

/// What the last step of a path is where it says what is done.
const VERBS: &str = "abort accept acknowledge activate add analyze anonymize append apply approve archive assign attach \
    authenticate authorize batch calculate cancel capture charge check clear clone close commit compare complete \
    confirm convert copy count create deactivate decline delete deploy describe destroy detach detect disable \
    dismiss download duplicate edit enable enroll estimate evaluate execute expire export extend fetch finalize \
    find finish flush follow forward generate get import initiate install invite invoke is link list lock login \
    logout lookup mark measure merge modify move notify parse pause pay ping preview process publish query read \
    rebuild recognize refresh refund register reject release reload remove rename render reopen replace reply \
    request resend reset resolve restart restore resume retrieve retry revoke rotate run save scan search seed \
    send set share show sign skip split star start stop submit subscribe suspend switch sync terminate test \
    transfer translate trigger unarchive unassign unblock unfollow uninstall unlink unlock unpublish unregister \
    unstar unsubscribe unwatch update upgrade upload validate verify void vote watch";

/// Verbs that are nouns as often.
const NOUNS: &[&str] = &[
    "charge", "check", "export", "import", "link", "list", "lock", "login", "merge", "process",
    "query", "release", "reply", "request", "search", "share", "star", "test", "transfer",
    "upload", "vote", "watch",
];

/// Whether words that begin with a verb are things all the same: `login_links`.
fn is_many_things(words: &[String]) -> bool {
    matches!(words, [first, .., last] if NOUNS.contains(&first.as_str()) && names::singular(last) != *last)
}

/// The steps of a path that are no values, without those that lead to everything: `/api/v2/visits` is about visits.
pub(super) fn telling<'f>(found: &'f Found<'_>) -> Vec<&'f str> {
    let steps = literals(&found.segments);
    let first = steps.iter().position(|step| !leads_to_all(step));
    let telling = steps.get(first.unwrap_or_default()..).unwrap_or_default();

    telling.to_vec()
}

/// Whether a step leads to everything: `api`, or a version.
pub(super) fn leads_to_all(step: &str) -> bool {
    is_version(step) || OF_PATHS.contains(&step.to_ascii_lowercase().as_str())
}

/// Whether a step is a version: `v2`, `1.0`, `v1beta1`, `2010-04-01`.
pub(super) fn is_version(step: &str) -> bool {
    let number = step.trim_start_matches(['v', 'V']);
    let words = number.split(|letter: char| !letter.is_ascii_alphabetic());
    let is_number = number.starts_with(|first: char| first.is_ascii_digit())
        && number
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '.' || letter == '-');

    is_number
        && words
            .filter(|word| !word.is_empty())
            .all(|word| ["alpha", "b", "beta", "p", "preview", "rc"].contains(&word))
}

/// Whether a word says what is done.
pub(super) fn does(word: &str) -> bool {
    static SORTED: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let mut verbs: Vec<&str> = VERBS.split(' ').collect();
        verbs.sort_unstable();
        verbs
    });

    SORTED.binary_search(&word).is_ok()
}

/// The values of a path in words, for where they tell calls apart: the one at its end, or all of them.
pub(super) fn by_values(found: &Found<'_>, resource: &Resource, is_last: bool) -> Vec<String> {
    let mut step: Vec<String> = Vec::new();
    let mut values: Vec<Vec<String>> = Vec::new();
    for segment in &found.segments {
        match segment {
            Segment::Literal(text) => {
                let last = text.split('/').rfind(|piece| !piece.is_empty());
                step = last.map(names::words).unwrap_or_default();
            }
            Segment::Parameter(name) => {
                let mut words = names::words(name);
                // Whose id it is.
                if words == ["id"] && !resource.is(&step) && !step.is_empty() {
                    words = step.iter().map(|word| names::singular(word)).collect();
                    words.push("id".to_owned());
                }
                values.push(words);
            }
        }
    }
    if is_last {
        let kept = usize::from(ends_with_value(found));
        values.drain(..values.len() - kept.min(values.len()));
    }
    let mut words = Vec::new();
    for (index, value) in values.into_iter().enumerate() {
        words.push(if index == 0 { "by" } else { "and" }.to_owned());
        words.extend(value);
    }

    words
}

/// What the method does to the whole path, without the steps that say nothing.
pub(super) fn whole_path(
    found: &Found<'_>,
    resource: &Resource,
    says_nothing: fn(&str) -> bool,
) -> Vec<String> {
    let mut words = vec![
        match found.method {
            Method::Put => "replace",
            Method::Patch => "patch",
            _ => verb(found),
        }
        .to_owned(),
    ];
    let leading = literals(&found.segments);
    let leading = leading.iter().take_while(|step| says_nothing(step)).count();
    let steps: Vec<String> = steps(found).into_iter().skip(leading).flatten().collect();
    let run = resource.find(&steps).unwrap_or_default();
    words.extend(
        steps
            .into_iter()
            .enumerate()
            .filter(|(index, _)| !run.contains(index))
            .map(|(_, word)| word),
    );
    if ends_with_value(found) {
        let values = found.segments.iter().filter_map(|segment| match segment {
            Segment::Parameter(name) => Some(names::words(name)),
            Segment::Literal(_) => None,
        });
        for (index, value) in values.enumerate() {
            words.push(if index == 0 { "by" } else { "and" }.to_owned());
            words.extend(value);
        }
    }

    words
}

/// What the method does to the path, or what an action of that name does.
pub(super) fn of_path(found: &Found<'_>, resource: &Resource, action: &[String]) -> Vec<String> {
    let mut steps = steps(found);
    let leading = literals(&found.segments)
        .len()
        .saturating_sub(telling(found).len());
    steps.drain(..leading.min(steps.len()));
    // A version in the middle says as little.
    steps.retain(|step| !matches!(step.as_slice(), [only] if is_version(only)));
    let is_of_value = ends_with_value(found);
    let last = steps.last().and_then(|last| last.first());
    let is_thing = steps.last().is_some_and(|last| is_many_things(last));
    let does = last.is_some_and(|word| does(word)) && !is_thing;
    let may_do = !matches!(
        found.method,
        Method::Delete | Method::Head | Method::Options
    );
    let is_deed = does && may_do && !is_of_value;
    let mut words = if is_deed {
        steps.pop().unwrap_or_default()
    } else if action.is_empty() {
        vec![verb(found).to_owned()]
    } else {
        action.to_vec()
    };
    if found.method == Method::Post
        && !is_deed
        && !is_of_value
        && let Some(last) = steps.last_mut().and_then(|last| last.last_mut())
    {
        *last = names::singular(last);
    }
    let context: Vec<String> = steps.into_iter().flatten().collect();
    // What the resource is part of tells no more than the resource.
    let below = resource.find(&context).map_or(0, |run| run.end);
    words.extend(context.into_iter().skip(below));

    words
}

/// The steps of a path that are no values, each as its words: one of many where a value follows.
fn steps(found: &Found<'_>) -> Vec<Vec<String>> {
    let mut steps = Vec::new();
    for (index, segment) in found.segments.iter().enumerate() {
        let Segment::Literal(text) = segment else {
            continue;
        };
        let is_before_value = found.segments.len() > index + 1 && text.ends_with('/');
        let pieces: Vec<&str> = text.split('/').filter(|piece| !piece.is_empty()).collect();
        for (index, piece) in pieces.iter().enumerate() {
            let mut words = match without_extension(piece) {
                // `.json` behind a value.
                bare if bare.starts_with('.') => continue,
                bare => names::words(bare),
            };
            if let Some(last) = words.last_mut()
                && is_before_value
                && index + 1 == pieces.len()
            {
                *last = names::singular(last);
            }
            steps.push(words);
        }
    }

    steps
}

/// Whether a path ends with a value, whatever its extension.
pub(super) fn ends_with_value(found: &Found<'_>) -> bool {
    match found.segments.as_slice() {
        [.., Segment::Parameter(_)] => true,
        [.., Segment::Parameter(_), Segment::Literal(rest)] => {
            rest.starts_with('.') && !rest.contains('/')
        }
        _ => false,
    }
}

/// A step without what says only how its answer is written.
pub(super) fn without_extension(step: &str) -> &str {
    [".json", ".xml"]
        .into_iter()
        .find_map(|extension| step.strip_suffix(extension))
        .filter(|before| !before.is_empty())
        .unwrap_or(step)
}

/// What a method does.
pub(super) fn verb<'f>(found: &'f Found<'_>) -> &'f str {
    match &found.method {
        Method::Get if is_list(found) => "list",
        Method::Get => "get",
        // A thing that has its place already.
        Method::Post if ends_with_value(found) => "update",
        Method::Post => "create",
        Method::Put | Method::Patch => "update",
        Method::Delete => "delete",
        Method::Options => "options",
        Method::Head => "head",
        Method::Trace => "trace",
        Method::Query => "query",
        Method::Other(token) => token.as_str(),
    }
}

/// Whether a path leads to several things.
pub(super) fn is_list(found: &Found<'_>) -> bool {
    if ends_with_value(found) {
        return false;
    }
    let steps = literals(&found.segments);
    let last = steps
        .last()
        .map(|step| names::words(without_extension(step)));
    let last = last
        .and_then(|words| words.into_iter().next_back())
        .unwrap_or_default();
    let answers = found.operation.responses.iter();
    let mut schemas = answers
        .filter(|(status, _)| status.value.starts_with('2'))
        .flat_map(|(_, answer)| &answer.content)
        .filter_map(|(_, media)| media.schema.as_ref());

    names::singular(&last) != last
        || schemas.any(|schema| schema.types.iter().any(|kind| kind.value == "array"))
}
