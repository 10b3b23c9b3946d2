//! `brogue simulate`: a simulated vendor at the command line, with its log.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use brogue_simulator::{Entry, Fault, Simulator, StartError};

use crate::arguments::Options;
use crate::failure::Failure;
use crate::input;
use crate::tell::count;

const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// What the log comes to in the end.
#[derive(Debug, Default)]
struct Counts {
    requests: AtomicUsize,
    broken: AtomicUsize,
}

/// Serves until it is told to end.
pub(crate) fn simulate(options: &Options) -> Result<(), Failure> {
    let source = input::document(&options.spec, &options.with)?;
    let path = source.path.clone();
    let counts = Arc::new(Counts::default());
    let (noted, is_quiet) = (Arc::clone(&counts), options.quiet);
    let mut builder = Simulator::builder_of(source)
        .port(options.port)
        .address(options.host)
        .seed(options.seed)
        .quotas(!options.no_quotas)
        .on_request(move |entry| note(&noted, entry, is_quiet));
    if let Some(records) = options.records {
        builder = builder.records(records);
    }
    if options.lenient {
        builder = builder.lenient();
    }
    let vendor = builder.start().map_err(not_started)?;
    for fault in &options.faults {
        let added = vendor.faults().add(fault.clone());
        added.map_err(|error| Failure::Impossible(format!("`--fault {fault}`: {error}")))?;
    }
    let signals = Signals::listen()?;
    tell(&welcome(&vendor, &path));
    signals.wait()?;
    drop(vendor);

    let requests = counts.requests.load(Ordering::Relaxed);
    let broken = counts.broken.load(Ordering::Relaxed);
    let told = format!("{} broke the spec", count(broken, "request"));
    tell(&format!("\n{}, {told}", count(requests, "request")));
    if options.strict_exit && broken > 0 {
        return Err(Failure::Faulty(told));
    }

    Ok(())
}

/// What can be said of faults, for the help.
pub(crate) fn examples() -> String {
    let mut text = "Faults:\n".to_owned();
    for (name, does) in Fault::names() {
        let _ = writeln!(text, "  {name:<16} {does}");
    }
    text.push_str(
        "\nExamples:\n  \
         brogue simulate specs/acme.yaml\n  \
         brogue simulate specs/acme.yaml --port 0 --seed 7 --fault rate-limit=30s@listVisits:3x --fault reset:5%",
    );

    text
}

fn note(counts: &Counts, entry: &Entry, is_quiet: bool) {
    counts.requests.fetch_add(1, Ordering::Relaxed);
    if !entry.broken.is_empty() {
        counts.broken.fetch_add(1, Ordering::Relaxed);
    }
    if !is_quiet {
        tell(&format!("{entry:#}"));
    }
}

fn welcome(vendor: &Simulator, spec: &str) -> String {
    let mut text = format!(
        "{BOLD}{}{PLAIN}, simulated from {spec} with {}\n\n  {:<12} {}\n",
        vendor.title(),
        count(vendor.operations(), "operation"),
        "base URL",
        vendor.base_url(),
    );
    let mut line = |name: &str, said: &str| {
        let _ = writeln!(text, "  {name:<12} {said}");
    };
    for (position, way) in vendor.ways_in().iter().enumerate() {
        line(if position == 0 { "credentials" } else { "" }, way);
    }
    for (position, rule) in vendor.faults().list().iter().enumerate() {
        let name = if position == 0 { "faults" } else { "" };
        line(name, &rule.fault.to_string());
    }
    if let Some(call) = vendor.example_call() {
        line("try", &call);
    }
    line(
        "control",
        &format!("http://{}/_simulator", vendor.address()),
    );
    line("end", "Ctrl-C");

    text
}

/// Prints; where nobody listens any more, the vendor goes on.
fn tell(text: &str) {
    let mut out = anstream::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

fn not_started(error: StartError) -> Failure {
    match error {
        StartError::Spec(reports) => {
            anstream::eprint!("{reports}");
            Failure::Faulty("a document with errors cannot be simulated".to_owned())
        }
        other => Failure::Impossible(other.to_string()),
    }
}

/// The signals that end it. They are listened to before anybody is told that it runs, so that none of them comes too early.
struct Signals {
    runtime: tokio::runtime::Runtime,
    #[cfg(unix)]
    both: [tokio::signal::unix::Signal; 2],
}

impl Signals {
    fn listen() -> Result<Self, Failure> {
        let failed = |error| Failure::Impossible(format!("cannot listen to Ctrl-C: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(failed)?;
        #[cfg(unix)]
        let both = {
            use tokio::signal::unix::{SignalKind, signal};

            let _inside = runtime.enter();
            [
                signal(SignalKind::interrupt()).map_err(failed)?,
                signal(SignalKind::terminate()).map_err(failed)?,
            ]
        };

        Ok(Self {
            runtime,
            #[cfg(unix)]
            both,
        })
    }

    /// Waits for one of them.
    #[cfg(unix)]
    fn wait(self) -> Result<(), Failure> {
        let Self { runtime, both } = self;
        let [mut interrupted, mut terminated] = both;
        let received = runtime.block_on(async {
            tokio::select! {
                received = interrupted.recv() => received,
                received = terminated.recv() => received,
            }
        });

        received.ok_or_else(|| Failure::Impossible("no signal comes any more".to_owned()))
    }

    /// Waits for one of them.
    #[cfg(not(unix))]
    fn wait(self) -> Result<(), Failure> {
        let waited = self.runtime.block_on(tokio::signal::ctrl_c());

        waited.map_err(|error| Failure::Impossible(format!("cannot wait for Ctrl-C: {error}")))
    }
}
