//! Dates and times as texts of the internet have them: RFC 3339 with what ISO 8601 and RFC 9557 allow besides, and dates of HTTP.
//!
//! The types that a caller sees are jiff's. Its parsers and printers are not used here: they read and say much more than a call needs, and
//! whatever is named on the way of every call is a part of every program.

mod http_date;
mod print;
mod scan;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

pub(crate) use self::http_date::http_date;
pub(crate) use self::print::{date_text, date_time_text, timestamp_text};
use self::scan::Scan;

const SECONDS_A_DAY: i64 = 24 * 60 * 60;

/// A time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Time {
    hour: i8,
    minute: i8,
    second: i8,
    nanosecond: i32,
}

impl Time {
    fn seconds(self) -> i64 {
        i64::from(self.hour) * 3_600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }
}

/// `2026-11-23`, with or without hyphens.
pub(crate) fn date(text: &str) -> Option<Date> {
    let mut scan = Scan::new(text);
    let date = scan.date()?;

    scan.is_at_end().then_some(date)
}

/// `2026-11-23T10:30:00`, with or without a fraction; also less of it: without seconds, or the date alone.
pub(crate) fn date_time(text: &str) -> Option<DateTime> {
    let mut scan = Scan::new(text);
    let date = scan.date()?;
    let time = if scan.is_at_end() {
        Time::default()
    } else {
        scan.time_after_date()?
    };
    if !scan.is_at_end() {
        return None;
    }

    DateTime::new(
        date.year(),
        date.month(),
        date.day(),
        time.hour,
        time.minute,
        time.second,
        time.nanosecond,
    )
    .ok()
}

/// `2026-11-23T10:30:00Z`, or with an offset. The name of a zone behind it tells no other time, so it is passed over.
pub(crate) fn timestamp(text: &str) -> Option<Timestamp> {
    let mut scan = Scan::new(text);
    let date = scan.date()?;
    let time = scan.time_after_date()?;
    let offset = scan.offset()?;
    scan.annotations()?;
    if !scan.is_at_end() {
        return None;
    }
    let days = days(i64::from(date.year()), date.month(), date.day());

    Timestamp::new(
        days * SECONDS_A_DAY + time.seconds() - offset,
        time.nanosecond,
    )
    .ok()
}

/// The same as the system counts it.
pub(crate) fn system_time(text: &str) -> Option<SystemTime> {
    let time = timestamp(text)?;

    since_epoch(time.as_second(), time.subsec_nanosecond())
}

/// So many seconds of Unix, and what is left of one, as the system counts them. Before 1970 both are negative.
fn since_epoch(seconds: i64, nanoseconds: i32) -> Option<SystemTime> {
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let distance = whole + Duration::from_nanos(nanoseconds.unsigned_abs().into());

    if seconds < 0 || nanoseconds < 0 {
        UNIX_EPOCH.checked_sub(distance)
    } else {
        UNIX_EPOCH.checked_add(distance)
    }
}

/// How many days lie between 1970 and a day, in the calendar of today carried on both ways.
fn days(year: i64, month: i8, day: i8) -> i64 {
    let month = i64::from(month);
    // Years that begin in March end with the day that not all have.
    let year = if month > 2 { year } else { year - 1 };
    let since_march = (month + 9) % 12;
    let in_year = (153 * since_march + 2) / 5 + i64::from(day) - 1;

    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + in_year
        - 719_468
}

#[cfg(test)]
mod tests;
