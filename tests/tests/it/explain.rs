//! Calls in, explanations out: `fixtures/explain/` holds what `brogue explain` prints of a call, as text and as JSON.

use std::collections::BTreeSet;

use brogue_generator::explain::{Explanation, NotExplained, Role, explain};
use brogue_generator::manual::{self, Topic};
use brogue_generator::parse::{Place, VOCABULARY};
use brogue_generator::source::Source;

use crate::expected::Faults;
use crate::spec::{is_of_a_stranger, lock_beside};
use crate::workspace::{files, fixture, read, root};

/// A document, a call as a person names it, and the file with what is printed.
const CASES: &[(&str, &str, &str)] = &[
    (
        "tests/fixtures/explain/workshop.yaml",
        "listJobs",
        "workshop-list",
    ),
    (
        "tests/fixtures/explain/workshop.yaml",
        "POST /jobs",
        "workshop-create",
    ),
    (
        "tests/fixtures/explain/workshop.yaml",
        "jobs.get",
        "workshop-get",
    ),
    (
        "tests/fixtures/explain/workshop.yaml",
        "client.jobs().update(id, job)",
        "workshop-update",
    ),
    ("specs/letsjobit.yaml", "listVisits", "letsjobit-list"),
    (
        "specs/letsjobit.yaml",
        "put /visits/{ID}",
        "letsjobit-update",
    ),
];

fn explained(path: &str, call: &str) -> Result<Explanation, NotExplained> {
    let file = root().join(path);
    let source = Source::new(path, read(&file));

    explain(&source, &lock_beside(&file), call)
}

#[test]
fn calls_are_explained_as_expected() {
    let mut faults = Faults::default();
    for (path, call, name) in CASES {
        let explanation = explained(path, call).expect("the call is there");
        let folder = fixture("explain");
        for (extension, text) in [
            ("txt", explanation.to_text()),
            ("json", explanation.to_json()),
        ] {
            // One file of JSON shows its form; what it holds is the same.
            if extension == "json" && *name != "workshop-list" {
                continue;
            }
            faults.compare(call, &folder.join(format!("{name}.{extension}")), &text);
        }
    }
    faults.settle();
}

#[test]
fn lines_fit_a_terminal() {
    for (path, call, _) in CASES {
        let text = explained(path, call).expect("the call is there").to_text();
        for line in text.lines().filter(|line| line.chars().count() > 100) {
            assert!(
                line.contains("http"),
                "a line of {call} is too long: {line}"
            );
        }
    }
    for topic in manual::topics() {
        for line in topic.manual().lines() {
            let is_example = line.starts_with("    ") || line.contains("://");
            let fits = line.chars().count() <= 100;
            assert!(
                fits || is_example,
                "a line of `{}` is too long: {line}",
                topic.name()
            );
        }
    }
}

#[test]
fn json_is_json_and_holds_the_same() {
    for (path, call, _) in CASES {
        let explanation = explained(path, call).expect("the call is there");
        let json: serde_json::Value =
            serde_json::from_str(&explanation.to_json()).expect("it is JSON");
        assert_eq!(json["operation"], explanation.id);
        for section in &explanation.sections {
            let items = json[section.key]
                .as_array()
                .expect("a list of each section");
            assert_eq!(items.len(), section.items.len(), "{}", section.key);
        }
    }
}

/// Removing the line that holds makes the next one hold: what is told is what happens, at every place.
#[test]
fn where_the_line_that_holds_is_gone_the_next_one_holds() {
    let path = "tests/fixtures/explain/workshop.yaml";
    let text = read(&root().join(path));
    let winner = |text: &str| {
        let source = Source::new(path, text);
        let explanation = explain(&source, &lock_beside(&root().join(path)), "listJobs")
            .expect("the call is there");
        let quirks = explanation
            .sections
            .iter()
            .find(|section| section.key == "quirks")
            .expect("there are quirks");
        let lines = quirks
            .items
            .iter()
            .find(|item| item.name == "error-body")
            .map(|item| item.lines.clone())
            .unwrap_or_default();
        let errors = explanation
            .sections
            .iter()
            .find(|section| section.key == "errors")
            .map(|section| {
                section
                    .items
                    .iter()
                    .map(|item| item.text.clone())
                    .collect::<Vec<_>>()
            });

        (lines, errors.unwrap_or_default().join(", "))
    };

    let mut text = text;
    let mut seen = Vec::new();
    loop {
        let (lines, errors) = winner(&text);
        let Some(holds) = lines.iter().find(|line| line.role == Role::Holds) else {
            assert_eq!(errors, "");
            break;
        };
        seen.push(errors);
        let mut all: Vec<String> = text.lines().map(str::to_owned).collect();
        assert!(
            all[holds.line - 1].contains("error-body"),
            "{}",
            all[holds.line - 1]
        );
        all[holds.line - 1] = String::new();
        text = all.join("\n");
        // A mapping that is empty now says nothing of itself.
        text = text.replace("    x-quirks:\n\n    x-evidence", "\n\n    x-evidence");
    }
    assert_eq!(
        seen,
        [
            "at `/code`, at `/field`",
            "at `/code`, at `/message` or `/error`",
            "at `/message`"
        ]
    );
}

#[test]
fn a_call_that_is_not_there_is_told_with_the_one_that_is_meant() {
    for (call, meant) in [
        ("listJob", "listJobs"),
        ("GET /job", "GET /jobs"),
        ("jobs.lst", "jobs.list"),
    ] {
        let Err(NotExplained::NoSuchCall {
            meant: guess,
            known,
        }) = explained("tests/fixtures/explain/workshop.yaml", call)
        else {
            panic!("`{call}` is explained");
        };
        assert_eq!(guess.as_deref(), Some(meant));
        assert_eq!(known.len(), 4);
    }
    let absent = explained(
        "tests/fixtures/explain/workshop.yaml",
        "GET /jobs/{id}/photos",
    );
    assert!(matches!(absent, Err(NotExplained::Absent(place)) if place.ends_with("/photos")));
}

#[test]
fn every_name_of_a_call_finds_it() {
    for call in [
        "listJobs",
        "GET /jobs",
        "get /jobs",
        "jobs.list",
        "client.jobs().list()",
        " listJobs ",
    ] {
        let explanation =
            explained("tests/fixtures/explain/workshop.yaml", call).expect("the call is there");
        assert_eq!(explanation.http, "GET /jobs", "{call}");
    }
}

#[test]
fn every_topic_is_found_by_its_name_and_near_ones_are_meant() {
    for topic in manual::topics() {
        let found = manual::lookup(topic.name()).expect("it is there");
        assert_eq!(found.name(), topic.name());
        assert!(found.manual().contains(topic.name()));
    }
    assert!(matches!(manual::lookup("envelop"), Err(Some("envelope"))));
    assert!(matches!(
        manual::lookup("bad-ponter"),
        Err(Some("bad-pointer"))
    ));
    assert!(matches!(manual::lookup("zzzzzz"), Err(None)));
    assert!(matches!(manual::lookup("view"), Ok(Topic::Quirk(_))));
}

/// All documents that crates are made of, with all their calls.
#[test]
fn every_call_of_every_document_is_explained() {
    let mut faults = Faults::default();
    let mut count = 0;
    for folder in ["specs", "tests/fixtures/golden", "tests/fixtures/explain"] {
        for path in files(folder, ".yaml") {
            if path.trim_start_matches(folder).matches('/').count() > 1 {
                continue;
            }
            let text = read(&root().join(&path));
            if is_of_a_stranger(&text) {
                continue;
            }
            let Err(NotExplained::NoSuchCall { known, .. }) = explained(&path, "") else {
                faults.add(&path, "an empty name is a call");
                continue;
            };
            let mut seen: BTreeSet<String> = BTreeSet::new();
            for (_, place) in known {
                count += 1;
                let explanation = match explained(&path, &place) {
                    Ok(explanation) => explanation,
                    Err(reason) => {
                        faults.add(&path, &format!("{place} is not explained: {reason:?}"));
                        continue;
                    }
                };
                let sections = explanation.sections.iter();
                for item in sections
                    .filter(|section| section.key == "quirks")
                    .flat_map(|section| &section.items)
                {
                    seen.insert(item.name.clone());
                    for line in &item.lines {
                        let written = text.lines().nth(line.line - 1).unwrap_or_default();
                        if !written.contains(&format!("{}:", item.name)) {
                            let fault = format!(
                                "{place}: `{}` does not stand in line {}",
                                item.name, line.line
                            );
                            faults.add(&path, &fault);
                        }
                    }
                }
            }
            for word in written_about_calls(&text) {
                if !seen.contains(word) {
                    faults.add(&path, &format!("`{word}` is written and in no explanation"));
                }
            }
        }
    }
    assert!(count > 200, "only {count} calls");
    faults.settle();
}

/// The words that a document has, but for those that no call of it has to have: of the document, of webhooks, of calls that are not there.
fn written_about_calls(text: &str) -> Vec<&'static str> {
    fn gather(value: &serde_json::Value, words: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(members) => {
                for (key, inner) in members {
                    if let ("x-quirks", serde_json::Value::Object(quirks)) = (key.as_str(), inner) {
                        words.extend(quirks.keys().cloned());
                    }
                    gather(inner, words);
                }
            }
            serde_json::Value::Array(elements) => {
                for inner in elements {
                    gather(inner, words);
                }
            }
            _ => {}
        }
    }
    let mut document: serde_json::Value = serde_yaml::from_str(text).expect("it is YAML");
    let mut words = BTreeSet::new();
    if let Some(members) = document.as_object_mut() {
        members.remove("x-quirks");
        if members.remove("webhooks").is_some() {
            members.remove("components");
        }
    }
    gather(&document, &mut words);

    VOCABULARY
        .iter()
        .filter(|word| !word.places.contains(&Place::Webhook) || word.name == "rust-name")
        .map(|word| word.name)
        .filter(|name| words.contains(*name) && *name != "availability")
        .collect()
}
