//! Times as texts, as short as they can be: no fraction where there is none.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::SECONDS_A_DAY;

/// `-009999-12-31T23:59:59.999999999Z`.
const LONGEST: usize = 34;

/// `2026-11-23`.
pub(crate) fn date_text(date: Date) -> String {
    day(i64::from(date.year()), date.month(), date.day())
}

/// `2026-11-23T10:30:00`.
pub(crate) fn date_time_text(time: DateTime) -> String {
    let mut text = date_text(time.date());
    let since_midnight =
        (i64::from(time.hour()) * 60 + i64::from(time.minute())) * 60 + i64::from(time.second());
    add_time(&mut text, since_midnight, time.subsec_nanosecond());

    text
}

/// `2026-11-23T10:30:00Z`.
pub(crate) fn timestamp_text(time: Timestamp) -> String {
    let mut seconds = time.as_second();
    let mut nanoseconds = time.subsec_nanosecond();
    if nanoseconds < 0 {
        // Before 1970 both count backwards.
        nanoseconds += 1_000_000_000;
        seconds -= 1;
    }
    let mut text = day_since_1970(seconds.div_euclid(SECONDS_A_DAY));
    add_time(&mut text, seconds.rem_euclid(SECONDS_A_DAY), nanoseconds);
    text.push('Z');

    text
}

fn day(year: i64, month: i8, day: i8) -> String {
    let mut text = String::with_capacity(LONGEST);
    if year < 0 {
        text.push('-');
    }
    // A year with a sign has six digits.
    add_digits(&mut text, year.abs(), if year < 0 { 6 } else { 4 });
    for part in [month, day] {
        text.push('-');
        add_digits(&mut text, part.into(), 2);
    }

    text
}

/// The day so many days after the first of 1970: the other way round than `days`.
fn day_since_1970(days: i64) -> String {
    // Eras of 400 years that begin in March are all alike.
    let days = days + 719_468;
    let (era, in_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year + year / 4 - year / 100);
    let since_march = (5 * in_year + 2) / 153;
    let in_month = in_year - (153 * since_march + 2) / 5 + 1;
    let month = if since_march < 10 {
        since_march + 3
    } else {
        since_march - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    let small = |number: i64| i8::try_from(number).unwrap_or_default();

    day(year, small(month), small(in_month))
}

fn add_time(text: &mut String, since_midnight: i64, nanoseconds: i32) {
    let (minutes, second) = (since_midnight / 60, since_midnight % 60);
    let (hour, minute) = (minutes / 60, minutes % 60);
    for (before, part) in [('T', hour), (':', minute), (':', second)] {
        text.push(before);
        add_digits(text, part, 2);
    }
    if nanoseconds != 0 {
        text.push('.');
        add_digits(text, nanoseconds.into(), 9);
        text.truncate(text.trim_end_matches('0').len());
    }
}

/// Adds a number that is not negative, with zeros before it.
fn add_digits(text: &mut String, number: i64, digits: u32) {
    for place in (0..digits).rev() {
        let digit = u8::try_from(number / 10_i64.pow(place) % 10).unwrap_or_default();
        text.push(char::from(b'0' + digit));
    }
}
