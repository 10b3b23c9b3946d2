//! A simulated vendor: how long it takes to start, and how much processor time of its thread a read takes.
//!
//! The client is this program's main thread: it sends the same bytes over connections that stay open, and looks for the end of each
//! answer only. The vendor's processor time is that of the process without that of the main thread: there are no others.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a benchmark whose vendor does not answer stops"
)]
#![expect(clippy::print_stdout, reason = "a benchmark prints its tables")]

mod client;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use brogue_simulator::{Credentials, Simulator};
use rustix::time::{ClockId, clock_gettime};

use client::Connection;

const DOCUMENTS: [&str; 4] = ["geonext", "jobbers", "letsjobit", "nicejob"];

/// How often a start is measured.
const STARTS: usize = 11;

/// How long reads of one kind are measured.
const TIME: Duration = Duration::from_secs(2);

fn main() {
    println!("| start | listens after | first answer after |\n|---|--:|--:|");
    for name in DOCUMENTS {
        let spec = document(name);
        let mut times: Vec<_> = (0..STARTS).map(|_| start(&spec)).collect();
        times.sort_unstable();
        let (listens, answers) = times[STARTS / 2];
        println!(
            "| {name} | {:.1} ms | {:.1} ms |",
            milliseconds(listens),
            milliseconds(answers)
        );
    }

    println!(
        "\n| read | processor time of the vendor | reads per processor second | reads per second |"
    );
    println!("|---|--:|--:|--:|");
    for (name, records, connections) in [
        ("one visit, 1 connection", None, 1),
        ("one visit, 16 connections", None, 16),
        ("a list of 10 visits, 16 connections", Some(10), 16),
        ("a list of 100 visits, 16 connections", Some(100), 16),
    ] {
        println!("| {name} | {}", reads(records, connections));
    }
}

fn document(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");

    fs::read_to_string(folder.join(format!("{name}.yaml"))).expect("a document")
}

/// How long it takes until a vendor listens, and until it has answered.
fn start(spec: &str) -> (Duration, Duration) {
    let began = Instant::now();
    let vendor = Simulator::from_spec(spec).expect("it starts");
    let listens = began.elapsed();
    let example = vendor.example_call().expect("a call");
    let mut connection = Connection::to(vendor.address());
    connection.send(&example_request(&example));
    assert_eq!(connection.receive(), 200, "{example}");

    (listens, began.elapsed())
}

/// Reads one record, or a list of so many.
fn reads(records: Option<usize>, connections: usize) -> String {
    let vendor = Simulator::builder(&document("letsjobit"))
        .quotas(false)
        .start()
        .expect("it starts");
    let visits = vendor.records("visits").expect("the collection");
    visits.clear();
    let keys = visits.fill(records.unwrap_or(10)).expect("made up");
    let key = keys[0].to_string().replace('"', "");
    let path = match records {
        Some(_) => "/api/v2/visits".to_owned(),
        None => format!("/api/v2/visits/{key}"),
    };
    let bearer = format!("authorization: Bearer {}", Credentials::TOKEN);
    let request = request(&path, &[&bearer]);
    let mut all: Vec<_> = (0..connections)
        .map(|_| Connection::to(vendor.address()))
        .collect();
    // Warm, and right.
    for connection in &mut all {
        for _ in 0..20 {
            connection.send(&request);
            assert_eq!(connection.receive(), 200, "{path}");
        }
    }
    let (began, before) = (Instant::now(), vendor_time());
    let mut count: u32 = 0;
    while began.elapsed() < TIME {
        for connection in &mut all {
            connection.send(&request);
        }
        for connection in &mut all {
            connection.receive();
            count += 1;
        }
    }
    let (time, processor) = (began.elapsed(), vendor_time().saturating_sub(before));
    let each = processor / count.max(1);
    let count = f64::from(count);

    format!(
        "{:.1} µs | {:.0} | {:.0} |",
        each.as_secs_f64() * 1e6,
        count / processor.as_secs_f64(),
        count / time.as_secs_f64()
    )
}

/// The request of a command: `curl -H 'name: value' 'http://host/path'`.
fn example_request(command: &str) -> Vec<u8> {
    let quoted: Vec<&str> = command.split('\'').skip(1).step_by(2).collect();
    let (address, headers) = quoted.split_last().expect("an address");
    let target = address.splitn(4, '/').nth(3).unwrap_or_default();

    request(&format!("/{target}"), headers)
}

fn request(target: &str, headers: &[&str]) -> Vec<u8> {
    let mut text = format!("GET {target} HTTP/1.1\r\nhost: 127.0.0.1\r\n");
    for header in headers {
        text.extend([header, "\r\n"]);
    }
    text.push_str("\r\n");

    text.into_bytes()
}

/// Processor time of all threads but this one.
fn vendor_time() -> Duration {
    let of = |clock| {
        let time = clock_gettime(clock);
        let seconds = u64::try_from(time.tv_sec).expect("a time");
        let nanos = u32::try_from(time.tv_nsec).expect("a part of a second");
        Duration::new(seconds, nanos)
    };

    of(ClockId::ProcessCPUTime).saturating_sub(of(ClockId::ThreadCPUTime))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
