//! The clients of the other vendors against a server on a socket: what every call sends, to the byte, and what it makes of the answer.

mod geonext;
mod jobbers;
mod nicejob;

use crate::expected::Faults;
use crate::workspace::{files, fixture, read, root};

/// What a vendor describes and does not have.
const NOT_THERE: [&str; 1] = ["POST /oneapi/v0/stockofpasses/invoice"];

#[test]
fn every_operation_that_a_vendor_describes_is_in_a_case() {
    let mut faults = Faults::default();
    // GeoNext's document prints neither methods nor paths: its calls are in its own suite.
    for vendor in ["jobbers", "letsjobit", "nicejob"] {
        let cases: String = files(&format!("tests/fixtures/wire/{vendor}"), ".http")
            .iter()
            .map(|path| read(&root().join(path)))
            .collect();
        let lines = || cases.split(">>>\n").filter_map(|rest| rest.lines().next());
        let described = read(&fixture(&format!("acceptance/{vendor}.txt")));
        for operation in described.lines().filter(|line| is_operation(line)) {
            let is_there = lines().any(|line| is_call_of(operation, line));
            if is_there == NOT_THERE.contains(&operation) {
                faults.add(vendor, &format!("{operation}: in a case: {is_there}"));
            }
        }
    }
    faults.settle();
}

#[test]
fn every_case_of_these_vendors_is_played() {
    let code: String = files("tests/tests/it/vendors", ".rs")
        .iter()
        .map(|path| read(&root().join(path)))
        .collect();

    let mut faults = Faults::default();
    for vendor in ["geonext", "jobbers", "nicejob"] {
        for path in files(&format!("tests/fixtures/wire/{vendor}"), ".http") {
            let name = path.rsplit('/').next().unwrap_or_default();
            let name = name.trim_end_matches(".http");
            if !code.contains(&format!("\"{name}\"")) {
                faults.add(&path, "no test plays it");
            }
        }
    }
    faults.settle();
}

/// Whether a line of an acceptance list is method and path.
fn is_operation(line: &str) -> bool {
    let (first, _) = line.split_once(' ').unwrap_or_default();

    !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether the first line of a request is one of an operation: the same method, and the path behind whatever base.
fn is_call_of(operation: &str, line: &str) -> bool {
    let (Some((method, template)), Some((sent, target))) =
        (operation.split_once(' '), line.split_once(' '))
    else {
        return false;
    };
    let path = target.split('?').next().unwrap_or_default();
    let template: Vec<&str> = template.trim_matches('/').rsplit('/').collect();
    let path: Vec<&str> = path.trim_matches('/').rsplit('/').collect();

    sent == method
        && path.len() >= template.len()
        && template
            .iter()
            .zip(path)
            .all(|(named, there)| named.starts_with('{') || *named == there)
}
