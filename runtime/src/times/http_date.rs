//! Dates of HTTP in all three of its forms, and with the zones that mail has.

use std::time::SystemTime;

use super::{SECONDS_A_DAY, Scan, days, since_epoch};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Zones by name, in hours east of Greenwich.
const ZONES: [(&str, i64); 12] = [
    ("gmt", 0),
    ("ut", 0),
    ("utc", 0),
    ("z", 0),
    ("edt", -4),
    ("est", -5),
    ("cdt", -5),
    ("cst", -6),
    ("mdt", -6),
    ("mst", -7),
    ("pdt", -7),
    ("pst", -8),
];

/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`. What day of the week it was is not
/// asked.
pub(crate) fn http_date(text: &str) -> Option<SystemTime> {
    let mut words = text
        .split([' ', ',', '\t'])
        .flat_map(split_date)
        .filter(|word| !word.is_empty())
        .peekable();
    if let Some(word) = words.peek()
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        && month(word).is_none()
    {
        words.next();
    }
    let first = words.next()?;
    let (day, month, year, time) = if let Some(month) = month(first) {
        let (day, time) = (words.next()?, words.next()?);
        (day, month, words.next()?, time)
    } else {
        let (month, year) = (month(words.next()?)?, words.next()?);
        (first, month, year, words.next()?)
    };
    let offset = words.next().map_or(Some(0), offset)?;
    if words.next().is_some_and(|word| !word.starts_with('(')) {
        return None;
    }

    let day: i8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let mut scan = Scan::new(time);
    let time = scan.time().filter(|_| scan.is_at_end())?;
    let days = days(full_year(year)?, month, day);

    since_epoch(days * SECONDS_A_DAY + time.seconds() - offset, 0)
}

/// The parts of `06-Nov-94`; every other word is one part.
fn split_date(word: &str) -> impl Iterator<Item = &str> {
    let is_date = word.starts_with(|letter: char| letter.is_ascii_digit());

    word.split(move |letter| is_date && letter == '-')
}

fn month(word: &str) -> Option<i8> {
    let index = MONTHS
        .iter()
        .position(|name| name.eq_ignore_ascii_case(word))?;

    i8::try_from(index + 1).ok()
}

/// Years with two digits are those that are nearest to when such years were written.
fn full_year(word: &str) -> Option<i64> {
    let year: i64 = word.parse::<u16>().ok()?.into();

    match word.len() {
        2 if year < 50 => Some(2000 + year),
        2 | 3 => Some(1900 + year),
        4 => Some(year),
        _ => None,
    }
}

/// A zone, in seconds east of Greenwich.
fn offset(word: &str) -> Option<i64> {
    let named = ZONES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(word));
    if let Some((_, hours)) = named {
        return Some(hours * 3_600);
    }
    let mut scan = Scan::new(word);
    let offset = scan.offset()?;

    scan.is_at_end().then_some(offset)
}
