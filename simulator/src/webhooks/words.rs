//! Names as words: `job_statuses`, `JobStatus` and `job.status` are the same two words, and `client_created` is a client and what
//! happened to it.

use crate::behave::ChangeKind;

/// Words that say of an event no more than that it is one.
const NOISE: &[&str] = &[
    "event",
    "events",
    "has",
    "hook",
    "notification",
    "on",
    "was",
    "webhook",
];

/// What a name speaks of, and what happens to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// The stems of its nouns, in order.
    pub(super) nouns: Vec<String>,
    /// What happens; nothing where the name does not say.
    pub(super) kind: Option<ChangeKind>,
}

impl Name {
    /// Takes a name apart.
    pub(super) fn of(text: &str) -> Self {
        let mut name = Self::default();
        for word in words(text) {
            match kind(&word) {
                Some(kind) => name.kind = Some(kind),
                None if NOISE.contains(&word.as_str()) => {}
                None => name.nouns.push(stem(&word)),
            }
        }

        name
    }
}

/// The words of a name that say what it is about, as they are: `new_companies` is about `companies`.
pub(super) fn nouns(text: &str) -> String {
    let mut words = words(text);
    words.retain(|word| kind(word).is_none() && !NOISE.contains(&word.as_str()));

    words.join("_")
}

/// The words of a name, in small letters.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut after_small = false;
    for character in text.chars() {
        let begins = !character.is_alphanumeric() || (after_small && character.is_uppercase());
        if begins && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        }
        after_small = character.is_lowercase() || character.is_numeric();
    }
    if !word.is_empty() {
        words.push(word);
    }

    words
}

/// The stems of the words of a name.
pub(super) fn stems(text: &str) -> Vec<String> {
    words(text).iter().map(|word| stem(word)).collect()
}

/// Whether one of the words of a name is one of these.
pub(super) fn has_word(text: &str, among: &[&str]) -> bool {
    words(text)
        .iter()
        .any(|word| among.contains(&word.as_str()))
}

/// One of what the name of a collection means, to be read by people: `people` is `person`, `job-statuses` is `job_status`.
pub(super) fn singular(text: &str) -> String {
    let mut words = words(text);
    if let Some(last) = words.last_mut() {
        *last = singular_word(last);
    }

    words.join("_")
}

fn singular_word(word: &str) -> String {
    let ends = |ending: &str| word.strip_suffix(ending);
    if let Some(one) = irregular(word) {
        return one.to_owned();
    }
    if let Some(start) = ends("ies").filter(|start| start.len() > 1) {
        return format!("{start}y");
    }
    for ending in ["ss", "us", "x", "ch", "sh"] {
        if word.ends_with(ending) {
            return word.to_owned();
        }
        if let Some(one) = ends("es").filter(|one| one.ends_with(ending)) {
            return one.to_owned();
        }
    }

    ends("s").unwrap_or(word).to_owned()
}

/// What is the same for one and for many. It is no word any more, and only compared with others of its kind.
fn stem(word: &str) -> String {
    let word = irregular(word).unwrap_or(word);
    let stem = word.trim_end_matches(['e', 's']);

    match stem.strip_suffix('y') {
        Some(start) => format!("{start}i"),
        None if stem.len() < 2 => word.to_owned(),
        None => stem.to_owned(),
    }
}

fn irregular(word: &str) -> Option<&'static str> {
    Some(match word {
        "people" | "persons" => "person",
        "children" => "child",
        "men" => "man",
        "women" => "woman",
        _ => return None,
    })
}

fn kind(word: &str) -> Option<ChangeKind> {
    Some(match word {
        "add" | "added" | "create" | "created" | "creation" | "insert" | "inserted" | "made"
        | "new" => ChangeKind::Created,
        "change" | "changed" | "edited" | "modified" | "update" | "updated" => ChangeKind::Updated,
        "delete" | "deleted" | "deletion" | "destroyed" | "gone" | "remove" | "removed" => {
            ChangeKind::Deleted
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{ChangeKind, Name, singular, words};

    #[test]
    fn a_name_is_cut_where_its_words_end() {
        let cases = [
            ("endpoint_url", "endpoint url"),
            ("jobStatus.Created", "job status created"),
            ("/boxes-tags/", "boxes tags"),
            ("URL", "url"),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(words(name).join(" "), expected, "{name}");
        }
    }

    #[test]
    fn one_and_many_are_the_same_noun() {
        for (one, many) in [
            ("client", "clients"),
            ("status", "statuses"),
            ("case", "cases"),
            ("company", "companies"),
            ("person", "people"),
            ("address", "addresses"),
            ("box", "boxes"),
        ] {
            assert_eq!(Name::of(one), Name::of(many));
            assert_eq!(singular(many), one);
            assert_eq!(singular(one), one);
        }
        assert_ne!(Name::of("job"), Name::of("job_status"));
    }

    #[test]
    fn a_name_says_what_happened_in_any_of_the_usual_words() {
        for (name, kind) in [
            ("client_created", Some(ChangeKind::Created)),
            ("new-client", Some(ChangeKind::Created)),
            ("onClientModified", Some(ChangeKind::Updated)),
            ("client.removed", Some(ChangeKind::Deleted)),
            ("client", None),
        ] {
            let parsed = Name::of(name);
            assert_eq!(parsed.nouns, Name::of("clients").nouns, "{name}");
            assert_eq!(parsed.kind, kind, "{name}");
        }
    }
}
