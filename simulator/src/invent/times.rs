//! Dates and times, near to the time of the vendor's clock, in the form that the document has for them.

use std::time::SystemTime;

use brogue_generator::model::TimeFormat;
use fastrand::Rng;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::words::words;

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

/// A time that suits the name of its member: before now for what has happened, after it for what is to come.
pub(super) fn near(time: SystemTime, name: &str, random: &mut Rng) -> Zoned {
    let words = words(name);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let days = if has(&["birth", "dob", "birthday", "birthdate"]) {
        -random.i64(20 * 365..70 * 365)
    } else if has(&[
        "expires",
        "expiry",
        "expiration",
        "end",
        "due",
        "until",
        "next",
        "scheduled",
        "deadline",
        "to",
    ]) {
        random.i64(10..90)
    } else {
        -random.i64(1..60)
    };
    // Full minutes look as if somebody had written them.
    let offset = days * DAY + random.i64(0..24 * 60) * MINUTE;
    let now = Timestamp::try_from(time).unwrap_or(Timestamp::UNIX_EPOCH);
    let start = now.as_second() - now.as_second().rem_euclid(DAY);
    let moment = start
        .checked_add(offset)
        .and_then(|second| Timestamp::from_second(second).ok());

    moment.unwrap_or(now).to_zoned(TimeZone::UTC)
}

/// A time as the document writes it; as RFC 3339 does where it names no format, or one that cannot be written.
pub(super) fn written(time: &Zoned, format: Option<&TimeFormat>) -> String {
    let own = format.and_then(|format| strtime::format(&format.pattern, time).ok());

    own.unwrap_or_else(|| time.timestamp().to_string())
}
