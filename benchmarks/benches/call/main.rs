//! A whole call over loopback, against the same by hand with reqwest and serde: processor time and time of the client, allocations.
//!
//! The server is a process of its own that gives constant answers, so that only the client is counted. Both sides run on one thread each
//! in turn, round after round, with connections of their own that stay open.

#![expect(
    clippy::expect_used,
    reason = "a benchmark whose server does not answer stops"
)]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

mod by_hand;
mod measure;
mod ours;
#[path = "../codec/record.rs"]
mod record;
mod server;
#[expect(dead_code, reason = "the other benchmark has more of them")]
#[path = "../codec/texts.rs"]
mod texts;

use std::env;

use by_hand::ByHand;
use measure::{compare, heading};
use ours::Ours;
use server::Server;

/// Counting takes time for each allocation, so that what is timed is not counted.
#[cfg(feature = "allocations")]
#[global_allocator]
static ALLOCATOR: &stats_alloc::StatsAlloc<std::alloc::System> = &stats_alloc::INSTRUMENTED_SYSTEM;

/// The token that both sides send.
const TOKEN: &str = "t-0123456789abcdef";

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// One object of 40 members.
    Record,
    /// A hundred of them.
    Page,
    /// One is sent, a number comes back.
    Add,
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    if arguments.iter().any(|argument| argument == "--serve") {
        return server::serve();
    }
    let server = Server::start();
    let (ours, by_hand) = (Ours::new(&server.url), ByHand::new(&server.url));
    // For a profiler: one side alone, so many times.
    if let Some(side) = env::var_os("SIDE") {
        let calls = env::var("CALLS").map_or(10_000, |calls| calls.parse().expect("a number"));
        let question = match env::var("QUESTION").as_deref() {
            Ok("page") => Question::Page,
            Ok("add") => Question::Add,
            _ => Question::Record,
        };
        match side.to_str() {
            Some("ours") => measure::run(&ours, question, 1, calls),
            _ => measure::run(&by_hand, question, 1, calls),
        };
        return;
    }

    println!("{}", heading());
    for (name, question, in_flight, calls) in [
        ("a record, 1 in flight", Question::Record, 1, 300),
        ("a record, 64 in flight", Question::Record, 64, 640),
        ("a page of 100, 1 in flight", Question::Page, 1, 60),
        ("a record sent, 1 in flight", Question::Add, 1, 300),
    ] {
        println!(
            "{}",
            compare(name, &ours, &by_hand, question, in_flight, calls)
        );
    }
}
