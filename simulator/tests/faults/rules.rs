//! Where and when faults strike, and how they are written.

use std::time::Duration;

use brogue_simulator::Fault;

use crate::client::get;
use crate::{builder, vendor};

/// The statuses of so many requests.
fn statuses(seed: u64, faults: &[Fault], requests: usize) -> Vec<u16> {
    let vendor = builder().seed(seed).start().expect("it starts");
    for fault in faults {
        vendor.faults().add(fault.clone()).expect("it is taken");
    }
    let statuses = (0..requests).map(|_| get(vendor.address(), "/v1/things").status);

    statuses.collect()
}

fn failures(statuses: &[u16]) -> Vec<usize> {
    let failed = statuses.iter().enumerate();

    failed
        .filter(|(_, status)| **status >= 500)
        .map(|(index, _)| index)
        .collect()
}

#[test]
fn a_fault_strikes_when_it_is_told_to() {
    let error = || Fault::server_error(503);
    for (faults, struck) in [
        (vec![error()], vec![0, 1, 2, 3, 4, 5]),
        (vec![error().times(2)], vec![0, 1]),
        (vec![error().from_request(5)], vec![4, 5]),
        (vec![error().from_request(2).times(3)], vec![1, 2, 3]),
        (vec![error().share(0.0)], vec![]),
        (vec![error().on("getThing")], vec![]),
        (vec![error().times(1), error().times(2)], vec![0, 1, 2]),
    ] {
        let seen = statuses(1, &faults, 6);
        assert_eq!(failures(&seen), struck, "{faults:?}");
    }
}

#[test]
fn a_share_strikes_the_same_requests_of_the_same_seed() {
    let some = [Fault::server_error(500).share(0.3)];
    let first = failures(&statuses(7, &some, 100));
    assert!((10..=50).contains(&first.len()), "{first:?}");
    assert_eq!(failures(&statuses(7, &some, 100)), first);
    assert_ne!(failures(&statuses(8, &some, 100)), first);
}

#[test]
fn a_place_is_written_in_several_ways() {
    for (place, struck) in [
        ("listThings", [true, false, false]),
        ("GET /things", [true, false, false]),
        ("GET /v1/things", [true, false, false]),
        ("/things", [true, false, false]),
        ("/things/{id}", [false, true, true]),
        ("/v1/things/{id}", [false, true, true]),
        ("/v1/things/7", [false, true, false]),
    ] {
        let vendor = vendor();
        let fault = Fault::server_error(500).on(place);
        vendor.faults().add(fault).expect("it is taken");
        let targets = ["/v1/things", "/v1/things/7", "/v1/things/8"];
        let seen = targets.map(|target| get(vendor.address(), target).status == 500);
        assert_eq!(seen, struck, "{place}");
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let vendor = vendor();
    let faults = vendor.faults();
    for (fault, message) in [
        (
            Fault::reset().on("listThing"),
            "the spec has no operation and no path `listThing`, did you mean `listThings`?",
        ),
        (
            Fault::reset().on("GET /thing"),
            "the spec has no operation and no path `GET /thing`, did you mean `GET /things`?",
        ),
        (
            Fault::reset().on("/elsewhere/entirely"),
            "the spec has no operation and no path `/elsewhere/entirely`",
        ),
        (
            Fault::duplicated_page().on("getThing"),
            "`duplicated-page` cannot strike `getThing`: the spec says of no pages there",
        ),
        (
            Fault::refusal().on("closeThing"),
            "`refusal` cannot strike `closeThing`: its successes have no place for a refusal",
        ),
        (
            Fault::reset().share(1.5),
            "`1.5`: a share is from 0.0 to 1.0",
        ),
        (
            Fault::reset().share(f64::NAN),
            "`NaN`: a share is from 0.0 to 1.0",
        ),
        (
            Fault::server_error(404),
            "`server-error=404`: the status is a number from 500 to 599",
        ),
    ] {
        let error = faults.add(fault).expect_err(message);
        assert_eq!(error.to_string(), message);
    }
    assert!(faults.list().is_empty());
}

#[test]
fn rules_are_counted_and_taken_back() {
    let vendor = vendor();
    let faults = vendor.faults();
    let delay = faults.add(Fault::delay(Duration::ZERO)).expect("taken");
    let reset = faults.add(Fault::reset().times(1)).expect("taken");
    for _ in 0..3 {
        get(vendor.address(), "/v1/things");
    }
    let counts: Vec<_> = faults
        .list()
        .into_iter()
        .map(|rule| (rule.number, rule.seen, rule.struck))
        .collect();
    assert_eq!(counts, [(delay, 3, 3), (reset, 3, 1)]);
    assert!(faults.remove(delay));
    assert!(!faults.remove(delay));
    assert_eq!(faults.list().len(), 1);
    faults.clear();
    assert!(faults.list().is_empty());
}

#[test]
fn faults_are_written_as_text_and_read_back() {
    for (text, fault) in [
        ("reset", Fault::reset()),
        ("delay=1s", Fault::delay(Duration::from_secs(1))),
        (
            "delay=1m30s@listThings",
            Fault::delay(Duration::from_secs(90)).on("listThings"),
        ),
        (
            "server-error=503:0.25",
            Fault::server_error(503).share(0.25),
        ),
        (
            "null@GET /things/{id}:3x",
            Fault::null().on("GET /things/{id}").times(3),
        ),
        (
            "half-answer@/things/{id}:close:2..:5x:0.5",
            Fault::half_answer()
                .on("/things/{id}:close")
                .from_request(2)
                .times(5)
                .share(0.5),
        ),
    ] {
        assert_eq!(text.parse(), Ok(fault.clone()), "{text}");
        assert_eq!(fault.to_string(), text);
    }
    for (text, same) in [
        ("delay", "delay=1s"),
        ("server-error", "server-error=500"),
        ("reset:20%", "reset:0.2"),
        ("reset:1", "reset"),
    ] {
        assert_eq!(
            text.parse::<Fault>().map(|fault| fault.to_string()),
            Ok(same.to_owned())
        );
    }
    for (name, _) in Fault::names() {
        assert_eq!(name.parse::<Fault>().map(|fault| fault.name()), Ok(name));
    }
}

#[test]
fn what_is_written_wrong_is_told() {
    for (text, message) in [
        (
            "resett",
            "there is no fault `resett`, did you mean `reset`?; there are delay, rate-limit,",
        ),
        ("", "there is no fault ``; there are delay,"),
        (
            "delay=fast",
            "`delay=fast`: a length of time is written as `300ms`",
        ),
        (
            "server-error=many",
            "`server-error=many`: the status is a number",
        ),
        ("reset=1", "`reset=1`: this fault takes no argument"),
        (
            "reset:often",
            "`often`: when a fault strikes is written as a share",
        ),
        ("reset@listThings:2y", "`2y`: when a fault strikes"),
    ] {
        let error = text.parse::<Fault>().expect_err(text).to_string();
        assert!(error.starts_with(message), "{error}");
    }
}
