//! The vendors' documented bodies are read without a finding, and what is written of them is what was read: numbers by value, null and
//! absent as they were, and members with a declared written form in that form.
//!
//! Each vendor has a table in a file of its own. A new body is a file in the vendor's folder of fixtures and a row there.

mod geonext;
mod jobbers;
mod letsjobit;

use std::fmt::Debug;

use brogue_runtime::Value;
use brogue_runtime::codec::{self, Finding, Shape, Slot, Strictness};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::expected::Faults;
use crate::workspace::{files, fixture, read, root};

/// The bodies of a vendor.
struct Vendor {
    /// Their folder in the fixtures.
    folder: &'static str,
    /// Each file, the place in it where the value sits, and the type that reads it.
    bodies: &'static [(&'static str, &'static str, Travel)],
    /// Files without a type of their own.
    untyped: &'static [&'static str],
    /// The written form of a member that is no object and no list, by its name; nothing where it is not written.
    form: fn(&str, Value) -> Option<Value>,
}

const VENDORS: [&Vendor; 3] = [&geonext::VENDOR, &jobbers::VENDOR, &letsjobit::VENDOR];

type Travel = fn(&str) -> Travelled;

/// A body that was read and written.
struct Travelled {
    findings: Vec<Finding>,
    /// By the codec, and by serde.
    written: [Value; 2],
}

/// Reads a body as a type, and writes it.
fn of<T>(text: &str) -> Travelled
where
    T: Slot + Debug + PartialEq + Serialize + DeserializeOwned,
{
    let read = codec::decode::<T>(text, &Shape::PLAIN, Strictness::Tolerant).expect("a body");
    let by_serde: T = serde_json::from_str(text).expect("a body for serde");
    assert_eq!(read.value, by_serde);
    let written = codec::encode(&read.value, &Shape::PLAIN).expect("it can be written");

    Travelled {
        findings: read.findings,
        written: [
            serde_json::from_str(&written).expect("JSON is written"),
            serde_json::to_value(&by_serde).expect("serde writes it"),
        ],
    }
}

/// The one form of members that have no other written form than the one they came in.
#[expect(clippy::unnecessary_wraps, reason = "others leave members out")]
fn as_it_came(_: &str, value: Value) -> Option<Value> {
    Some(value)
}

impl Vendor {
    /// The one written form of a body.
    fn normal(&self, name: &str, value: Value) -> Option<Value> {
        Some(match value {
            Value::Object(members) => members
                .into_iter()
                .filter_map(|(name, value)| {
                    let value = self.normal(&name, value)?;
                    Some((name, value))
                })
                .collect(),
            Value::Array(elements) => elements
                .into_iter()
                .filter_map(|element| self.normal(name, element))
                .collect(),
            value => match (self.form)(name, value)? {
                Value::Number(number) => Value::from(number.as_f64()),
                value => value,
            },
        })
    }
}

#[test]
fn every_body_comes_back_as_it_was() {
    let mut faults = Faults::default();
    for vendor in VENDORS {
        for (file, place, travel) in vendor.bodies {
            let text = read(&fixture(&format!("{}/{file}", vendor.folder)));
            let body: Value = serde_json::from_str(&text).expect("a body in JSON");
            let body = body.pointer(place).expect("a value at the place");
            let travelled = travel(&body.to_string());

            let case = format!("{}/{file}", vendor.folder);
            if !travelled.findings.is_empty() {
                faults.add(&case, &format!("{:?}", travelled.findings));
            }
            let expected = vendor.normal("", body.clone());
            for written in travelled.written {
                let written = vendor.normal("", written);
                if written != expected {
                    faults.add(&case, &format!("{written:#?}\ninstead of\n{expected:#?}"));
                }
            }
        }
    }
    faults.settle();
}

#[test]
fn every_file_is_a_body_in_a_table_or_the_answer_of_a_case() {
    let mut faults = Faults::default();
    for vendor in VENDORS {
        let cases: String = files(&format!("tests/fixtures/wire/{}", vendor.folder), ".http")
            .iter()
            .map(|path| read(&root().join(path)))
            .collect();
        for path in files(&format!("tests/fixtures/{}", vendor.folder), ".json") {
            let name = path.rsplit('/').next().unwrap_or_default();
            let is_known = vendor.untyped.contains(&name)
                || vendor.bodies.iter().any(|(file, ..)| *file == name);
            if !is_known && !cases.contains(&format!("@{name}\n")) {
                faults.add(&path, "it is in no test");
            }
        }
    }
    faults.settle();
}
