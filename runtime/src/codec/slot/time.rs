//! Dates and times.

use std::fmt;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, tz};

use super::Slot;
use crate::codec::reader::{Decoded, Fault, Reader};
use crate::codec::shape::{Shape, Zone};
use crate::codec::writer::Writer;

/// How one type of time is read and written, with a format and without.
trait Time: Sized + fmt::Debug {
    const EXPECTED: &'static str;

    fn hollow() -> Self;
    fn parse(text: &str, shape: &Shape) -> Option<Self>;
    fn print(&self, shape: &Shape) -> Result<String, jiff::Error>;
}

impl Time for Date {
    const EXPECTED: &'static str = "a date";

    fn hollow() -> Self {
        Self::ZERO
    }

    fn parse(text: &str, shape: &Shape) -> Option<Self> {
        match shape.time_format() {
            Some(format) => Self::strptime(format.pattern(), text).ok(),
            None => plain_date(text),
        }
    }

    fn print(&self, shape: &Shape) -> Result<String, jiff::Error> {
        match shape.time_format() {
            Some(format) => jiff::fmt::strtime::format(format.pattern(), *self),
            None => Ok(self.to_string()),
        }
    }
}

/// `2026-11-23`, and nothing else: what looks like a date with more behind it is drift.
fn plain_date(text: &str) -> Option<Date> {
    if text.len() != 10 {
        return None;
    }
    text.parse().ok()
}

impl Time for DateTime {
    const EXPECTED: &'static str = "a date and time";

    fn hollow() -> Self {
        Self::ZERO
    }

    fn parse(text: &str, shape: &Shape) -> Option<Self> {
        match shape.time_format() {
            Some(format) => Self::strptime(format.pattern(), text).ok(),
            None => plain_date_time(text),
        }
    }

    fn print(&self, shape: &Shape) -> Result<String, jiff::Error> {
        match shape.time_format() {
            Some(format) => jiff::fmt::strtime::format(format.pattern(), *self),
            None => Ok(self.to_string()),
        }
    }
}

/// `2026-11-23T10:30:00` with or without a fraction: an offset behind it would be lost, so it is drift.
fn plain_date_time(text: &str) -> Option<DateTime> {
    let (_, time) = text.split_at_checked(10)?;
    if time.contains(['+', '-', '[', 'Z', 'z']) {
        return None;
    }
    text.parse().ok()
}

impl Time for Timestamp {
    const EXPECTED: &'static str = "a date and time with its zone";

    fn hollow() -> Self {
        Self::UNIX_EPOCH
    }

    fn parse(text: &str, shape: &Shape) -> Option<Self> {
        match shape.time_format() {
            Some(format) if format.zone() == Zone::Offset => {
                Self::strptime(format.pattern(), text).ok()
            }
            Some(format) => {
                let civil = DateTime::strptime(format.pattern(), text).ok()?;
                tz::Offset::UTC.to_timestamp(civil).ok()
            }
            None => text.parse().ok(),
        }
    }

    fn print(&self, shape: &Shape) -> Result<String, jiff::Error> {
        match shape.time_format() {
            Some(format) => {
                jiff::fmt::strtime::format(format.pattern(), &self.to_zoned(tz::TimeZone::UTC))
            }
            None => Ok(self.to_string()),
        }
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
                match Time::print(self, shape) {
                    Ok(text) => writer.text(&text),
                    Err(_) => writer.fail("its format does not fit a time of this kind"),
                }
            }

            fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self, formatter)
            }

            fn reset(&mut self) {
                *self = Time::hollow();
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
