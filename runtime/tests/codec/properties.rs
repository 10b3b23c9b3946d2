//! What holds for every value and every text.

use brogue_runtime::codec::{self, Reader, Shape, Slot, Strictness, Tolerated};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use proptest::strategy::Strategy;
use proptest::test_runner::TestCaseError;
use serde_json::Value;

use crate::arbitrary::{double, event, json_like, tree, update, value, visit};
use crate::harness::{tolerated, written};
use crate::models::{Event, Tree, Visit, VisitUpdate};

/// The value a path leads to. Where the path ends in a member that is missing, the object that lacks it counts.
pub(crate) fn at_path<'value>(document: &'value Value, path: &str) -> Option<&'value Value> {
    let mut value = document;
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('[') {
            if quoted.starts_with('"') {
                // A name in quotes, as Rust shows a text: its escapes are those of `{:?}`.
                let object = value.as_object()?;
                let (name, shown) = object
                    .keys()
                    .map(|name| (name, format!("{name:?}]")))
                    .find(|(_, shown)| quoted.starts_with(shown.as_str()))?;
                value = object.get(name)?;
                rest = quoted.get(shown.len()..)?;
            } else {
                let (index, behind) = quoted.split_once(']')?;
                value = value.get(index.parse::<usize>().ok()?)?;
                rest = behind;
            }
        } else {
            let plain = rest.strip_prefix('.').unwrap_or(rest);
            let end = plain.find(['.', '[']).unwrap_or(plain.len());
            let object = value.as_object()?;
            rest = plain.get(end..)?;
            value = match object.get(plain.get(..end)?) {
                Some(value) => value,
                None if rest.is_empty() => return Some(value),
                None => return None,
            };
        }
    }
    Some(value)
}

fn comes_back<T: Slot + PartialEq + std::fmt::Debug>(value: &T) -> Result<(), TestCaseError> {
    let text = written(value);
    let Tolerated {
        value: read,
        findings,
    } = tolerated::<T>(&text).map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;

    prop_assert!(findings.is_empty(), "{findings:?} in {text}");
    prop_assert!(read == *value, "{read:?} of {text} is not {value:?}");
    prop_assert_eq!(written(&read), text);
    Ok(())
}

/// Any text may be tried as a value; where it is JSON, drift has paths that lead there, and what was read is written to read the same.
fn survives<T: Slot>(text: &str) -> Result<(), TestCaseError> {
    if let Err(error) = tolerated::<T>(text) {
        let _ = format!("{error} {error:?}");
    }
    let Ok(document) = serde_json::from_str::<Value>(text) else {
        return Ok(());
    };
    // Written anew, without repeated members: of those the document has the last only, and drift may be in one before.
    let text = document.to_string();
    let strict = codec::decode::<T>(&text, &Shape::PLAIN, Strictness::Strict);
    let Ok(read) = tolerated::<T>(&text) else {
        prop_assert!(strict.is_err());
        return Ok(());
    };
    prop_assert_eq!(strict.is_ok(), read.findings.is_empty(), "{}", text);
    for finding in &read.findings {
        prop_assert!(
            at_path(&document, &finding.path).is_some(),
            "{} in {}",
            finding,
            text
        );
    }
    let own = written(&read.value);
    let again =
        tolerated::<T>(&own).map_err(|error| TestCaseError::fail(format!("{error}: {own}")))?;
    prop_assert_eq!(written(&again.value), own);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn visits_come_back(visit in visit()) {
        comes_back(&visit)?;
    }

    #[test]
    fn updates_come_back(update in update()) {
        comes_back(&update)?;
    }

    #[test]
    fn events_come_back(event in event()) {
        comes_back(&event)?;
    }

    #[test]
    fn trees_come_back(tree in tree()) {
        comes_back(&tree)?;
    }

    #[test]
    fn values_come_back(value in value()) {
        comes_back(&value)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_reader_takes_what_serde_json_takes(text in json_like()) {
        let known = serde_json::from_str::<Value>(&text);
        // A name that comes twice is a finding, which a strict reader refuses.
        let ours = codec::decode::<Value>(&text, &Shape::PLAIN, Strictness::Tolerant);
        prop_assert_eq!(ours.as_ref().ok().map(|read| &read.value), known.as_ref().ok(), "{}", text);

        // Passing over a value checks the grammar, and not the range of numbers.
        let mut reader = Reader::new(&text, Strictness::Strict);
        let passed = reader.skip().is_ok() && reader.end().is_ok();
        let beyond = known.as_ref().is_err_and(|error| error.to_string().starts_with("number out of range"));
        prop_assert!(passed == known.is_ok() || beyond, "{}", text);
    }

    #[test]
    fn passing_over_ends_where_reading_ends(value in value(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let followed = format!("{text} ,");
        let (mut passing, mut reading) = (Reader::new(&followed, Strictness::Strict), Reader::new(&followed, Strictness::Strict));
        passing.skip().unwrap();
        if let Ok(()) = Tree::hollow().decode(&mut reading, &Shape::PLAIN) {
            prop_assert_eq!(passing.position(), reading.position());
        }
        prop_assert_eq!(passing.position(), text.len());
    }

    #[test]
    fn numbers_read_as_serde_json_reads_them(value in double(), digits in "-?[0-9]{1,25}(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?") {
        for text in [format!("{value:?}"), format!("{value:e}"), digits] {
            let known = serde_json::from_str::<f64>(&text).ok().map(|_| text.parse::<f64>().unwrap().to_bits());
            let ours = tolerated::<f64>(&text).ok().map(|read| read.value.to_bits());
            prop_assert_eq!(ours, known, "{}", text);

            let known = serde_json::from_str::<i64>(&text).ok();
            let ours = tolerated::<i64>(&text).ok().map(|read| read.value);
            prop_assert!(known.is_none() || ours == known, "{}", text);
        }
    }

    #[test]
    fn no_text_panics(text in json_like()) {
        survives::<Visit>(&text)?;
        survives::<Vec<VisitUpdate>>(&text)?;
        survives::<Event>(&text)?;
        survives::<Tree>(&text)?;
    }

    #[test]
    fn members_of_any_value_are_survived(values in proptest::collection::vec((member(), value()), 0..6)) {
        let members = values
            .iter()
            .fold(String::new(), |text, (name, value)| text + &format!("{}:{value},", Value::from(name.as_str())));
        let text = format!(r#"{{"_id":1,"number":2,{members}"type":"ended"}}"#);

        survives::<Visit>(&text)?;
        survives::<VisitUpdate>(&text)?;
        survives::<Event>(&text)?;
    }
}

/// Names, most of them of members.
fn member() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "_id",
        "number",
        "closed",
        "note",
        "latitude",
        "skills",
        "lines",
        "followUp",
        "token",
        "modifiedAt",
        "anything",
        "kind",
        "event",
        "inner",
        "score",
        "type",
        "left",
        "modified",
        "a b",
        "",
    ])
    .prop_map(str::to_owned)
}
