//! Dates and times.

use std::fmt;
use std::panic::RefUnwindSafe;

use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime;
use jiff::{Timestamp, tz};

use super::Slot;
use crate::codec::reader::{Decoded, Fault, Reader};
use crate::codec::shape::{Shape, Zone};
use crate::codec::writer::Writer;
use crate::times;

/// How one type of time is read and written, with a format and without.
trait Time: Copy {
    const EXPECTED: &'static str;

    fn hollow() -> Self;
    fn parse(text: &str, shape: &Shape) -> Option<Self>;
    fn print(self) -> String;
    fn print_as(self, shape: &Shape) -> Option<String>;
}

impl Time for Date {
    const EXPECTED: &'static str = "a date";

    fn hollow() -> Self {
        Self::ZERO
    }

    fn parse(text: &str, shape: &Shape) -> Option<Self> {
        match shape.time_format() {
            Some(format) => format.patterns().date(format.pattern(), text),
            // What looks like a date with more behind it is drift.
            None => times::date(text).filter(|_| text.len() == 10),
        }
    }

    fn print(self) -> String {
        times::date_text(self)
    }

    fn print_as(self, shape: &Shape) -> Option<String> {
        match shape.time_format() {
            Some(format) => format.patterns().date_text(format.pattern(), self),
            None => Some(self.print()),
        }
    }
}

impl Time for DateTime {
    const EXPECTED: &'static str = "a date and time";

    fn hollow() -> Self {
        Self::ZERO
    }

    fn parse(text: &str, shape: &Shape) -> Option<Self> {
        match shape.time_format() {
            Some(format) => format.patterns().date_time(format.pattern(), text),
            None => plain_date_time(text),
        }
    }

    fn print(self) -> String {
        times::date_time_text(self)
    }

    fn print_as(self, shape: &Shape) -> Option<String> {
        match shape.time_format() {
            Some(format) => format.patterns().date_time_text(format.pattern(), self),
            None => Some(self.print()),
        }
    }
}

/// `2026-11-23T10:30:00` with or without a fraction: an offset behind it would be lost, so it is drift.
fn plain_date_time(text: &str) -> Option<DateTime> {
    let (_, time) = text.split_at_checked(10)?;
    if time.contains(['+', '-', '[', 'Z', 'z']) {
        return None;
    }

    times::date_time(text)
}

impl Time for Timestamp {
    const EXPECTED: &'static str = "a date and time with its zone";

    fn hollow() -> Self {
        Self::UNIX_EPOCH
    }

    fn parse(text: &str, shape: &Shape) -> Option<Self> {
        match shape.time_format() {
            Some(format) => format
                .patterns()
                .timestamp(format.pattern(), format.zone(), text),
            None => times::timestamp(text),
        }
    }

    fn print(self) -> String {
        times::timestamp_text(self)
    }

    fn print_as(self, shape: &Shape) -> Option<String> {
        match shape.time_format() {
            Some(format) => format.patterns().timestamp_text(format.pattern(), self),
            None => Some(self.print()),
        }
    }
}

/// Reads and writes times by a pattern. Only a [`TimeFormat`](crate::TimeFormat) leads here, so that programs without one do without it.
pub(crate) trait Patterns: fmt::Debug + Send + Sync + RefUnwindSafe {
    fn date(&self, pattern: &str, text: &str) -> Option<Date>;
    fn date_text(&self, pattern: &str, date: Date) -> Option<String>;
    fn date_time(&self, pattern: &str, text: &str) -> Option<DateTime>;
    fn date_time_text(&self, pattern: &str, time: DateTime) -> Option<String>;
    fn timestamp(&self, pattern: &str, zone: Zone, text: &str) -> Option<Timestamp>;
    fn timestamp_text(&self, pattern: &str, time: Timestamp) -> Option<String>;
}

/// Patterns as jiff has them.
#[derive(Debug)]
pub(crate) struct Strftime;

impl Patterns for Strftime {
    fn date(&self, pattern: &str, text: &str) -> Option<Date> {
        Date::strptime(pattern, text).ok()
    }

    fn date_text(&self, pattern: &str, date: Date) -> Option<String> {
        strtime::format(pattern, date).ok()
    }

    fn date_time(&self, pattern: &str, text: &str) -> Option<DateTime> {
        DateTime::strptime(pattern, text).ok()
    }

    fn date_time_text(&self, pattern: &str, time: DateTime) -> Option<String> {
        strtime::format(pattern, time).ok()
    }

    fn timestamp(&self, pattern: &str, zone: Zone, text: &str) -> Option<Timestamp> {
        if zone == Zone::Offset {
            return Timestamp::strptime(pattern, text).ok();
        }
        let civil = DateTime::strptime(pattern, text).ok()?;

        tz::Offset::UTC.to_timestamp(civil).ok()
    }

    fn timestamp_text(&self, pattern: &str, time: Timestamp) -> Option<String> {
        strtime::format(pattern, &time.to_zoned(tz::TimeZone::UTC)).ok()
    }
}

macro_rules! times {
    ($($time:ty),*) => {$(
        impl Slot for $time {
            fn hollow() -> Self {
                Time::hollow()
            }

            fn decode(&mut self, reader: &mut Reader<'_>, shape: &Shape) -> Decoded {
                if reader.next_byte() != Some(b'"') {
                    return Err(reader.mismatch(<Self as Time>::EXPECTED));
                }
                let start = reader.position();
                let text = reader.text()?;
                *self = Time::parse(&text, shape).ok_or_else(|| unfit(start, <Self as Time>::EXPECTED, shape))?;
                Ok(())
            }

            fn encode(&self, writer: &mut Writer, shape: &Shape) {
                match self.print_as(shape) {
                    Some(text) => writer.text(&text),
                    None => writer.fail("its format does not fit a time of this kind"),
                }
            }

            fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.print())
            }

            fn reset(&mut self) {
                *self = Time::hollow();
            }

            #[inline]
            fn is_single() -> bool {
                true
            }
        }
    )*};
}

times!(Date, DateTime, Timestamp);

#[cold]
fn unfit(start: usize, expected: &'static str, shape: &Shape) -> Fault {
    match shape.time_format() {
        Some(format) => Fault::unfit(start, format!("{expected} as `{}`", format.pattern())),
        None => Fault::unfit(start, expected),
    }
}
