//! What stands in the log.

use std::sync::mpsc;

use brogue_simulator::Fault;

use crate::client::{call, get};
use crate::{builder, vendor};

#[test]
fn a_request_is_noted_with_what_became_of_it() {
    let vendor = vendor();
    vendor
        .faults()
        .add(Fault::reset().on("getThing"))
        .expect("taken");
    get(vendor.address(), "/v1/things?start=2");
    get(vendor.address(), "/v1/things/7");
    call(vendor.address(), "POST", "/v1/nothing", "", "{}");
    let noted: Vec<_> = vendor
        .log()
        .into_iter()
        .map(|entry| {
            (
                entry.number,
                entry.method,
                entry.target,
                entry.operation,
                entry.status,
                entry.faults,
            )
        })
        .collect();
    let text = |text: &str| text.to_owned();
    assert_eq!(
        noted,
        [
            (
                1,
                text("GET"),
                text("/v1/things?start=2"),
                Some(text("listThings")),
                200,
                vec![]
            ),
            (
                2,
                text("GET"),
                text("/v1/things/7"),
                Some(text("getThing")),
                0,
                vec![text("reset")]
            ),
            (3, text("POST"), text("/v1/nothing"), None, 404, vec![]),
        ]
    );
    vendor.clear_log();
    assert!(vendor.log().is_empty());
    get(vendor.address(), "/v1/things");
    assert_eq!(vendor.log()[0].number, 4);
}

#[test]
fn secrets_are_not_shown() {
    let vendor = vendor();
    for (target, shown) in [
        // The key by the spec.
        (
            "/v1/things?api=s3cr3t&start=1",
            "/v1/things?api=***&start=1",
        ),
        // A parameter of the spec.
        ("/v1/things?code=blue", "/v1/things?code=blue"),
        // Secrets by their names.
        ("/v1/things/7?code=s3cr3t", "/v1/things/7?code=***"),
        (
            "/v1/things?Access%5Ftoken=s3cr3t",
            "/v1/things?Access%5Ftoken=***",
        ),
        (
            "/v1/elsewhere?client_secret=s3cr3t&a=b",
            "/v1/elsewhere?client_secret=***&a=***",
        ),
        // A real key under a name that the spec does not know, and where it knows no path.
        (
            "/v1/things?apikey=s3cr3t&start=2",
            "/v1/things?apikey=***&start=2",
        ),
        ("/v2/things?api_key=s3cr3t", "/v2/things?api_key=***"),
        // Brackets of a parameter of the spec.
        ("/v1/things?code%5B%5D=blue", "/v1/things?code%5B%5D=blue"),
        ("/v1/things?&&=", "/v1/things?&&="),
    ] {
        get(vendor.address(), target);
        assert_eq!(
            vendor.log().pop().map(|entry| entry.target).as_deref(),
            Some(shown)
        );
    }
}

#[test]
fn quirks_are_those_that_came_into_play() {
    let vendor = vendor();
    for (target, quirks) in [
        ("/v1/things", &["pagination", "envelope"][..]),
        ("/v1/nowhere", &[]),
    ] {
        get(vendor.address(), target);
        let entry = vendor.log().pop().expect("an entry");
        assert_eq!(entry.quirks, quirks, "{target}");
    }
}

#[test]
fn an_observer_is_told_of_each_request() {
    let (told, heard) = mpsc::channel();
    let vendor = builder()
        .on_request(move |entry| told.send(entry.to_string()).expect("somebody listens"))
        .start()
        .expect("it starts");
    get(vendor.address(), "/v1/things");
    let line = heard.recv().expect("told");
    assert!(line.starts_with("   1  200  GET    /v1/things "), "{line}");
    // The control endpoint is none of the vendor's requests.
    get(vendor.address(), "/_simulator/log");
    drop(vendor);
    assert!(heard.recv().is_err());
}

#[test]
fn a_terminal_obeys_nothing_that_was_sent() {
    let vendor = vendor();
    get(vendor.address(), "/v1/things?start=\u{9b}2J");
    assert!(
        !vendor
            .log()
            .iter()
            .any(|entry| entry.to_string().contains('\u{9b}'))
    );
}
