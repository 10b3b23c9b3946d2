//! Each word of the vocabulary does something: a crate that is generated without it is another crate, and `tests/README.md` names the
//! tests that prove what its clients then do.

use std::collections::BTreeSet;

use brogue_generator::check::NameLock;
use brogue_generator::emit::File;
use brogue_generator::parse::VOCABULARY;
use serde_json::Value;

use crate::expected::Faults;
use crate::spec::generate;
use crate::workspace::{files, read, root};

/// The documents that crates are compiled of, each under the name it is generated with.
fn documents() -> Vec<(String, Value)> {
    let mut documents = Vec::new();
    for path in files("tests/fixtures/golden", ".yaml") {
        if path.matches('/').count() == 3 {
            let document = serde_yaml::from_str(&read(&root().join(&path))).expect("it is YAML");
            documents.push((path, document));
        }
    }
    assert!(documents.len() > 30, "the suite looks in the wrong place");

    documents
}

/// Takes a word out of every `x-quirks`; whether it was in any.
fn take_out(value: &mut Value, word: &str) -> bool {
    let mut taken = false;
    match value {
        Value::Object(members) => {
            if let Some(Value::Object(quirks)) = members.get_mut("x-quirks") {
                taken |= quirks.remove(word).is_some();
            }
            for (_, inner) in members.iter_mut().filter(|(key, _)| *key != "x-quirks") {
                taken |= take_out(inner, word);
            }
        }
        Value::Array(elements) => {
            for inner in elements {
                taken |= take_out(inner, word);
            }
        }
        _ => {}
    }
    taken
}

/// The Rust code of the crate of a document; none where it has errors.
fn code(path: &str, document: &Value) -> Vec<File> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let outcome = generate(name, &document.to_string(), &NameLock::default());
    let code = outcome.files.into_iter();

    code.filter(|file| file.path.starts_with("src/")).collect()
}

#[test]
fn a_crate_without_the_word_is_another_crate() {
    let mut faults = Faults::default();
    let documents = documents();
    for word in VOCABULARY {
        let mut count = 0;
        for (path, document) in &documents {
            let mut without = document.clone();
            if !take_out(&mut without, word.name) {
                continue;
            }
            count += 1;
            let (with, without) = (code(path, document), code(path, &without));
            if with.is_empty() {
                faults.add(path, "no crate is generated");
            }
            if with == without {
                faults.add(
                    word.name,
                    &format!("{path} makes the same crate without it"),
                );
            }
        }
        if count == 0 {
            faults.add(word.name, "no document under fixtures/golden has it");
        }
    }
    faults.settle();
}

#[test]
fn a_call_is_there_as_its_availability_says() {
    let path = "tests/fixtures/explain/workshop.yaml";
    let document: Value = serde_yaml::from_str(&read(&root().join(path))).expect("it is YAML");
    let text = |document: &Value| -> String {
        let files = code(path, document);
        files.into_iter().map(|file| file.text).collect()
    };
    let methods = |text: &str| text.matches("pub fn ").count();
    let mut plain = document.clone();
    assert!(take_out(&mut plain, "availability"));
    let (with, without) = (text(&document), text(&plain));

    assert!(
        with.contains("#[deprecated"),
        "the compiler warns of what is announced"
    );
    assert!(!without.contains("#[deprecated"));
    assert!(
        methods(&with) < methods(&without),
        "what is not implemented has no method"
    );
}

/// The table of words in `tests/README.md`: each with the names of its proofs.
fn table() -> Vec<(String, Vec<String>)> {
    let text = read(&root().join("tests/README.md"));
    let chapter = text
        .split_once("### Words of the vocabulary")
        .expect("the chapter is there")
        .1;
    let chapter = chapter.split("\n#").next().unwrap_or_default();
    let word = |row: &str| -> Option<(String, Vec<String>)> {
        let (word, rest) = row.strip_prefix("| `")?.split_once("` |")?;
        let proofs = rest.split('`').skip(1).step_by(2);
        let proofs = proofs.filter(|name| name.contains("::")).map(str::to_owned);

        Some((word.to_owned(), proofs.collect()))
    };

    chapter.lines().filter_map(word).collect()
}

#[test]
fn every_word_has_its_proofs() {
    let mut faults = Faults::default();
    let table = table();
    let known: BTreeSet<&str> = VOCABULARY.iter().map(|word| word.name).collect();
    for word in &known {
        match table.iter().filter(|(name, _)| name == word).count() {
            0 => faults.add(word, "tests/README.md names no proof of it"),
            1 => {}
            _ => faults.add(word, "tests/README.md has it twice"),
        }
    }
    for (word, proofs) in &table {
        if !known.contains(word.as_str()) {
            faults.add(word, "is no word of the vocabulary");
        }
        if proofs.is_empty() {
            faults.add(word, "has no proof");
        }
    }
    faults.settle();
}
