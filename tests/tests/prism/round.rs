//! One round of calls: which operations went out, what became of each, and what that is compared with.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::io::{Write as _, stderr};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::{env, fs};

use brogue_runtime::{
    Attempt, AttemptOutcome, ClientBuilder, Core, Error, Hook, Response, RetryPolicy,
};
use serde_yaml::Value;

use crate::unserved::{MADE_UP, UNSERVED, Unserved};

/// The variable with the addresses.
const ADDRESSES: &str = "BROGUE_PRISM";

/// The calls of one vendor's client, with what became of them.
pub(crate) struct Round {
    vendor: &'static str,
    url: String,
    answers: Answers,
    watch: Watch,
    calls: Vec<Outcome>,
}

/// Which answers are asked for.
#[derive(Clone, Copy)]
pub(crate) enum Answers {
    /// The least that each schema allows, always the same.
    Plain,
    /// Made up: members that nobody declared, nulls, any case of a union, numbers of any size.
    MadeUp,
}

/// What became of a call.
struct Outcome {
    /// The id of its operation, and what is special about this call of it.
    call: String,
    fault: Option<String>,
}

/// Plays the calls of a vendor twice, once for each kind of answers, where there is a server for it.
pub(crate) async fn play(vendor: &'static str, calls: impl AsyncFn(&mut Round)) {
    let Some(url) = address(vendor) else {
        return;
    };

    let mut report = String::new();
    for answers in [Answers::Plain, Answers::MadeUp] {
        let mut round = Round {
            vendor,
            url: url.clone(),
            answers,
            watch: Watch::default(),
            calls: Vec::new(),
        };
        calls(&mut round).await;
        report += &round.faults();
        say(&round.sentence());
    }
    assert!(report.is_empty(), "{report}");
}

impl Round {
    /// Makes a client for the server.
    pub(crate) fn client<C: From<Core>>(&self, builder: ClientBuilder<C>) -> C {
        let hook = Prefer {
            answers: self.answers,
            watch: self.watch.clone(),
        };

        builder
            .base_url(&self.url)
            .retry(RetryPolicy::none())
            .hook(hook)
            .build()
            .expect("a client")
    }

    /// Notes what became of a call.
    pub(crate) fn note<T>(&mut self, result: Result<Response<T>, Error>) {
        self.note_as("", result);
    }

    /// Notes what became of a call that is not the only one of its operation.
    pub(crate) fn note_as<T>(&mut self, what: &str, result: Result<Response<T>, Error>) {
        let seen = self.watch.take();
        let mut fault = match result {
            Ok(response) => response
                .findings()
                .iter()
                .fold(String::new(), |mut text, finding| {
                    let _ = writeln!(text, "found {finding}");
                    text
                }),
            Err(error) => {
                let body = error.excerpt().unwrap_or_default();
                format!("{error}\n{body}\n")
            }
        };
        if let Some(violations) = seen.violations {
            let _ = writeln!(fault, "violations {violations}");
        }
        self.calls.push(Outcome {
            call: format!("{}{what}", seen.operation),
            fault: (!fault.is_empty()).then_some(fault),
        });
    }

    /// Everything that is not as it should be.
    fn faults(&self) -> String {
        let mut faults = Vec::new();
        for outcome in &self.calls {
            let call = &outcome.call;
            match (&outcome.fault, self.unserved(call)) {
                (None, None) => {}
                (None, Some(_)) => {
                    faults.push(format!("{call}: served now, so take it out of the list"));
                }
                (Some(fault), Some(entry)) if fault.contains(entry.seen) => {}
                (Some(fault), None) if self.is_made_up(fault) => {}
                (Some(fault), _) => faults.push(format!("{call}: {fault}")),
            }
        }
        let called = self.called();
        for operation in operations(self.vendor) {
            if !called.contains(operation.as_str()) {
                faults.push(format!("{operation}: no call of it"));
            }
        }
        for Unserved { call, .. } in self.entries() {
            if !self.calls.iter().any(|outcome| outcome.call == *call) {
                faults.push(format!("{call}: in the list, but there is no such call"));
            }
        }

        let (vendor, answers) = (self.vendor, self.answers);
        faults.iter().fold(String::new(), |mut text, fault| {
            let _ = writeln!(text, "{vendor}, {answers}: {fault}");
            text
        })
    }

    /// What a person reads of the round.
    fn sentence(&self) -> String {
        let (vendor, answers) = (self.vendor, self.answers);
        let (called, all) = (self.called().len(), operations(vendor).len());
        let (calls, faults) = (self.calls.len(), || {
            self.calls
                .iter()
                .filter_map(|outcome| outcome.fault.as_ref())
        });
        let served = calls - faults().count();
        let mut text = format!(
            "{vendor}, {answers}: {called} of {all} operations called, {served} of {calls} calls served"
        );
        for entry in self.entries() {
            let _ = write!(text, "\n    {}: {}", entry.call, entry.reason);
        }
        for (is_so, reason) in MADE_UP {
            let times = faults().filter(|fault| is_so(fault)).count();
            if times > 0 {
                let _ = write!(text, "\n    {times} times: {reason}");
            }
        }

        text
    }

    fn called(&self) -> BTreeSet<&str> {
        self.calls.iter().map(Outcome::operation).collect()
    }

    fn is_made_up(&self, fault: &str) -> bool {
        matches!(self.answers, Answers::MadeUp) && MADE_UP.iter().any(|(is_so, _)| is_so(fault))
    }

    fn unserved(&self, call: &str) -> Option<&'static Unserved> {
        self.entries().find(|entry| entry.call == call)
    }

    fn entries(&self) -> impl Iterator<Item = &'static Unserved> {
        let vendor = self.vendor;
        UNSERVED.iter().filter(move |entry| entry.vendor == vendor)
    }
}

impl fmt::Display for Answers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Plain => "plain answers",
            Self::MadeUp => "made-up answers",
        })
    }
}

impl Outcome {
    fn operation(&self) -> &str {
        self.call.split(',').next().unwrap_or_default()
    }
}

/// What a hook has seen of the last call.
#[derive(Clone, Default)]
struct Watch(Arc<Mutex<Seen>>);

#[derive(Clone, Default)]
struct Seen {
    operation: String,
    violations: Option<String>,
}

impl Watch {
    fn take(&self) -> Seen {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

/// Asks for a kind of answers, and notes what the server has against the request or its own answer.
struct Prefer {
    answers: Answers,
    watch: Watch,
}

impl Hook for Prefer {
    fn before(&self, attempt: &mut Attempt<'_>) {
        attempt
            .operation()
            .clone_into(&mut self.watch.0.lock().unwrap().operation);
        if matches!(self.answers, Answers::MadeUp) {
            attempt.set_header("prefer", "dynamic=true").unwrap();
        }
    }

    fn after(&self, outcome: &AttemptOutcome<'_>) {
        let headers = outcome.headers().unwrap_or_default();
        let violations = headers.get("sl-violations");
        self.watch.0.lock().unwrap().violations =
            violations.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    }
}

/// The address of a vendor's server; nothing where the suite is skipped.
pub(crate) fn address(vendor: &str) -> Option<String> {
    let Ok(addresses) = env::var(ADDRESSES) else {
        say(&format!(
            "{vendor}: skipped, {ADDRESSES} is not set; scripts/prism.sh sets it"
        ));
        return None;
    };
    let found = addresses
        .split_whitespace()
        .filter_map(|entry| entry.split_once('='))
        .find(|(name, _)| *name == vendor);
    let Some((_, url)) = found else {
        panic!("{ADDRESSES} has no `{vendor}=http://...`: {addresses}");
    };

    Some(url.to_owned())
}

/// The ids of the operations that a vendor's client has.
fn operations(vendor: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../specs/{vendor}.yaml"));
    let text = fs::read_to_string(path).expect("the vendor's spec");
    let spec: Value = serde_yaml::from_str(&text).expect("the vendor's spec");
    let items = spec["paths"].as_mapping().expect("paths").values();

    items
        .filter_map(Value::as_mapping)
        .flat_map(|item| item.values())
        .filter(|operation| operation["x-quirks"]["availability"] != "not-implemented")
        .filter_map(|operation| operation["operationId"].as_str())
        .map(str::to_owned)
        .collect()
}

/// Prints a line, also where the output of tests that pass is kept back.
pub(crate) fn say(line: &str) {
    let _ = writeln!(stderr(), "{line}");
}
