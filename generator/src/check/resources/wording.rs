//! What resources and their methods are called: as the document says it, without what machines add; and by path and method where it
//! says nothing.
//!
//! Every name is made of its own call alone, so that a document that grows renames nothing.

mod by_path;
mod machine;
mod resource;
mod run_together;

use self::by_path::{
    by_values, does, ends_with_value, is_list, leads_to_all, of_path, telling, verb, whole_path,
    without_extension,
};
use super::super::names;
use super::{Found, literals};
use crate::model::Method;

pub(super) use self::resource::Resource;

/// Words at the end of a tag that say only that it is one.
const OF_TAGS: &[&str] = &["api", "apis", "controller", "endpoint", "endpoints"];

/// Whether a tag says what its calls are about: `v1` and `default` do not.
pub(super) fn is_telling(tag: &str) -> bool {
    let tag = tag.trim();

    !leads_to_all(tag) && !tag.eq_ignore_ascii_case("default")
}

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
    let first = words.iter().position(|word| !by_path::is_version(word));
    let first = first.filter(|_| text.starts_with(['v', 'V'])).unwrap_or(0);
    let end = words
        .iter()
        .rposition(|word| !OF_TAGS.contains(&word.as_str()))
        .map_or(words.len(), |last| last + 1);
    if (first, end) == (0, words.len()) {
        return text.to_owned();
    }
    let kept = words.get(first..end).filter(|kept| !kept.is_empty());

    kept.unwrap_or(&words).join(" ")
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
        let is_controller = group.ends_with("Controller");
        let is_pair = is_capital(method) || is_controller;

        (is_capital(group) && is_pair && is_mixed(group)).then_some((group, method))
    })?;
    let group = group.rsplit(['.', '/']).next().unwrap_or(group);
    let is_name = |text: &str| text.starts_with(|first: char| first.is_ascii_alphabetic());

    (is_name(group) && is_name(method) && is_telling(group)).then_some(group)
}

/// What a call is called among those of its resource.
pub(super) fn of_call(found: &Found<'_>, resource: &Resource) -> String {
    let own = own_words(found, resource).unwrap_or_else(|| of_path(found, resource, &[]));

    method_name(own)
}

/// Longer names of a call, each for where another one has those before.
pub(super) fn longer(found: &Found<'_>, resource: &Resource) -> Vec<String> {
    let id = found.operation.operation_id.as_ref();
    let written = id.map_or("", |id| id.value.as_str());
    let bare = machine::bare(found, written);
    let own = own_words(found, resource);
    let mut all: Vec<Vec<String>> = Vec::new();
    if own.is_some() {
        // What a person wrote says more than what stands around it.
        let behind_group = group_of(bare).and_then(|_| bare.rsplit(['.', '/', '_']).next());
        all.extend(behind_group.map(names::words));
        all.push(run_together::words(found, bare));
    }
    let mut usual = own.unwrap_or_else(|| of_path(found, resource, &[]));
    // What updates, too, is a `PATCH` or a `POST`.
    if let (Method::Put, [only]) = (&found.method, usual.as_mut_slice())
        && only == "update"
    {
        "replace".clone_into(only);
    }
    all.push(usual.clone());
    for is_last in [true, false] {
        let values = by_values(found, resource, is_last);
        all.push(usual.iter().cloned().chain(values).collect());
    }
    all.push(whole_path(found, resource, leads_to_all));
    all.push(whole_path(found, resource, |_| false));
    all.push(names::words(written));
    // A verb alone is what everybody has.
    all.retain(|words| words.len() > 1 || *words == usual);

    all.into_iter().map(method_name).collect()
}

fn method_name(mut words: Vec<String>) -> String {
    let is_number = |word: &str| word.contains(|letter: char| letter.is_ascii_digit());
    words.dedup_by(|next, word| next == word && !is_number(word));

    names::method(&words.join("_"))
}

/// The words that the author has for a call, without its resource; `None` where they say no more than method and path.
fn own_words(found: &Found<'_>, resource: &Resource) -> Option<Vec<String>> {
    let id = found.operation.operation_id.as_ref()?;
    let id = machine::bare(found, &id.value);
    if id.is_empty() {
        return None;
    }
    let all = machine::without_beginning(found, run_together::words(found, id));
    if machine::is_path(found, &all) {
        return None;
    }
    if let Some(action) = machine::action(found, &all) {
        return Some(of_path(found, resource, action));
    }
    if let Some(words) = of_steps(id, resource) {
        return Some(words);
    }
    let mut words = resource.taken_out(&all);
    if let [.., by, id] = words.as_slice()
        && ends_with_value(found)
        && words.len() > 2
        && by == "by"
        && id == "id"
    {
        words.truncate(words.len() - 2);
    }
    let method = found.method.as_str();
    if let [first, .., last] = words.as_slice()
        && words.len() > 2
        && last.eq_ignore_ascii_case(method)
        && does(first)
        && !machine::path_ends_with(found, last)
    {
        words.pop();
    }
    if let [only] = words.as_slice() {
        let is_method = method.eq_ignore_ascii_case(only);
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

/// The words of an id in three steps or more, `service.collection.deed`: what stands behind the resource, or the deed where it says of what.
fn of_steps(id: &str, resource: &Resource) -> Option<Vec<String>> {
    let steps: Vec<Vec<String>> = id.split(['.', '/']).map(names::words).collect();
    let (deed, before) = steps.split_last().filter(|(_, before)| before.len() > 1)?;
    let of_resource = before.iter().rposition(|step| resource.is(step));
    if let Some(found) = of_resource {
        return Some(steps.get(found + 1..)?.concat());
    }
    let says_of_what = deed.len() > 1 && deed.first().is_some_and(|first| does(first));

    says_of_what.then(|| deed.clone())
}
