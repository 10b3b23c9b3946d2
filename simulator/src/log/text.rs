//! An entry for people: a line with columns, and a line for each part of the spec that is broken and for each fault.

use std::fmt;
use std::time::Duration;

use super::{Broken, Entry};

const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const YELLOW: &str = "\u{1b}[33m";
const DIM: &str = "\u{1b}[2m";
const PLAIN: &str = "\u{1b}[0m";

impl fmt::Display for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_colored = formatter.alternate();
        let paint = |color: &'static str, text: String| {
            if is_colored && !text.is_empty() {
                format!("{color}{text}{PLAIN}")
            } else {
                text
            }
        };
        let status = match self.status {
            0 => "---".to_owned(),
            status => status.to_string(),
        };
        let status = paint(color_of(self.status), status);
        let operation = self.operation.as_deref().unwrap_or("-");
        let quirks = paint(DIM, self.quirks.join(", "));
        let line = format!(
            "{:>4}  {status}  {:<6} {:<40}  {operation:<22}  {:>8}  {quirks}",
            self.number,
            self.method,
            printable(&self.target),
            in_words(self.took),
        );
        formatter.write_str(line.trim_end())?;
        for broken in &self.broken {
            let at = match broken.line {
                0 => String::new(),
                line => format!("{}:{line}  ", self.spec),
            };
            let label = paint(RED, "breaks".to_owned());
            write!(formatter, "\n      {label}  {at}{broken}")?;
        }
        for fault in &self.faults {
            let label = paint(YELLOW, "fault".to_owned());
            write!(formatter, "\n      {label}   {}", printable(fault))?;
        }
        Ok(())
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, message, .. } = self;
        if place.is_empty() {
            formatter.write_str(&printable(message))
        } else {
            write!(formatter, "{}: {}", printable(place), printable(message))
        }
    }
}

fn color_of(status: u16) -> &'static str {
    match status {
        200..=399 => GREEN,
        400..=499 => YELLOW,
        _ => RED,
    }
}

/// What came over the wire, without what a terminal would obey.
fn printable(text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letter.is_control() {
                '\u{fffd}'
            } else {
                letter
            }
        })
        .collect()
}

/// `1.2 ms`
fn in_words(took: Duration) -> String {
    let micros = took.as_micros();
    if micros < 1_000_000 {
        format!("{}.{} ms", micros / 1_000, micros % 1_000 / 100)
    } else {
        format!("{}.{} s", micros / 1_000_000, micros % 1_000_000 / 100_000)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Broken, Duration, Entry};

    fn entry() -> Entry {
        Entry {
            number: 7,
            method: "GET".to_owned(),
            target: "/v2/visits?limit=900&key=***".to_owned(),
            operation: Some("listVisits".to_owned()),
            status: 200,
            quirks: vec!["envelope", "pagination"],
            broken: Vec::new(),
            faults: Vec::new(),
            took: Duration::from_micros(1_290),
            spec: Arc::from("specs/acme.yaml"),
        }
    }

    #[test]
    fn a_request_is_a_line_and_what_is_wrong_stands_below_it() {
        let refused = Entry {
            number: 1_200,
            method: "DELETE".to_owned(),
            target: "/v2/visits/7\u{1b}[2J".to_owned(),
            status: 400,
            quirks: Vec::new(),
            broken: vec![
                Broken {
                    line: 512,
                    place: "query `limit`".to_owned(),
                    message: "900 is more than 100".to_owned(),
                },
                Broken {
                    line: 0,
                    place: String::new(),
                    message: "the body is no JSON".to_owned(),
                },
            ],
            faults: vec!["delay=300ms".to_owned()],
            took: Duration::from_millis(2_345),
            ..entry()
        };
        let reset = Entry {
            status: 0,
            operation: None,
            quirks: Vec::new(),
            faults: vec!["reset".to_owned()],
            took: Duration::ZERO,
            ..entry()
        };
        for (entry, text) in [
            (
                entry(),
                "   7  200  GET    /v2/visits?limit=900&key=***              listVisits                1.2 ms  envelope, pagination",
            ),
            (
                refused,
                "1200  400  DELETE /v2/visits/7\u{fffd}[2J                          listVisits                 2.3 s\n      \
                 breaks  specs/acme.yaml:512  query `limit`: 900 is more than 100\n      \
                 breaks  the body is no JSON\n      \
                 fault   delay=300ms",
            ),
            (
                reset,
                "   7  ---  GET    /v2/visits?limit=900&key=***              -                         0.0 ms\n      fault   reset",
            ),
        ] {
            assert_eq!(entry.to_string(), text);
        }
    }

    #[test]
    fn colors_are_only_where_they_are_asked_for() {
        let entry = entry();
        let colored = format!("{entry:#}");
        assert!(colored.contains("\u{1b}[32m200\u{1b}[0m"));
        let plain = colored
            .replace("\u{1b}[32m", "")
            .replace("\u{1b}[2m", "")
            .replace("\u{1b}[0m", "");
        assert_eq!(plain, entry.to_string());
    }
}
