//! Dates of HTTP in all three of its forms, and with the zones that mail has.

use std::time::SystemTime;

use super::{SECONDS_A_DAY, Scan, days, since_epoch};

/// In three letters each.
const MONTHS: &[u8; 36] = b"janfebmaraprmayjunjulaugsepoctnovdec";

/// Zones by name, in hours east of Greenwich.
const ZONES: [(&[u8; 3], i8); 12] = [
    (b"gmt", 0),
    (b"ut ", 0),
    (b"utc", 0),
    (b"z  ", 0),
    (b"edt", -4),
    (b"est", -5),
    (b"cdt", -5),
    (b"cst", -6),
    (b"mdt", -6),
    (b"mst", -7),
    (b"pdt", -7),
    (b"pst", -8),
];

/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`. What day of the week it was is not
/// asked.
pub(crate) fn http_date(text: &str) -> Option<SystemTime> {
    let mut words = Words {
        rest: text,
        in_date: false,
    };
    let mut first = words.next()?;
    if first.bytes().all(|byte| byte.is_ascii_alphabetic()) && month(first).is_none() {
        first = words.next()?;
    }
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
    let day = number(day).filter(|day| (1..=31).contains(day))?;
    let mut scan = Scan::new(time);
    let time = scan.time().filter(|_| scan.is_at_end())?;
    let days = days(full_year(year)?, month, i8::try_from(day).ok()?);

    since_epoch(days * SECONDS_A_DAY + time.seconds() - offset, 0)
}

/// What is left of a text, word by word. `06-Nov-94` is three words; every other hyphen is a letter as any.
struct Words<'text> {
    rest: &'text str,
    in_date: bool,
}

impl<'text> Words<'text> {
    fn next(&mut self) -> Option<&'text str> {
        let bytes = self.rest.as_bytes();
        let mut start = 0;
        loop {
            match bytes.get(start)? {
                b' ' | b',' | b'\t' => self.in_date = false,
                b'-' if self.in_date => {}
                first => {
                    self.in_date |= first.is_ascii_digit();
                    break;
                }
            }
            start += 1;
        }
        let is_letter = |byte: &u8| match byte {
            b' ' | b',' | b'\t' => false,
            b'-' => !self.in_date,
            _ => true,
        };
        let letters = bytes
            .get(start..)?
            .iter()
            .take_while(|byte| is_letter(byte));
        let end = start + letters.count();
        let word = self.rest.get(start..end)?;
        self.rest = self.rest.get(end..)?;

        Some(word)
    }
}

fn month(word: &str) -> Option<i8> {
    let name = letters(word)?;
    let index = MONTHS.chunks(3).position(|month| month == name)?;

    i8::try_from(index + 1).ok()
}

/// At most three letters, as small ones.
fn letters(word: &str) -> Option<[u8; 3]> {
    let mut letters = [b' '; 3];
    letters
        .get_mut(..word.len())?
        .copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();

    Some(letters)
}

/// Years with two digits are those that are nearest to when such years were written.
fn full_year(word: &str) -> Option<i64> {
    let year = number(word)?;

    match word.len() {
        2 if year < 50 => Some(2000 + year),
        2 | 3 => Some(1900 + year),
        4 => Some(year),
        _ => None,
    }
}

/// A number of a few digits.
fn number(word: &str) -> Option<i64> {
    let mut scan = Scan::new(word);
    let number = scan.number(word.len().min(4))?;

    scan.is_at_end().then_some(number.into())
}

/// A zone, in seconds east of Greenwich.
fn offset(word: &str) -> Option<i64> {
    let name = letters(word).unwrap_or_default();
    if let Some((_, hours)) = ZONES.iter().find(|(zone, _)| **zone == name) {
        return Some(i64::from(*hours) * 3_600);
    }
    let mut scan = Scan::new(word);
    let offset = scan.offset()?;

    scan.is_at_end().then_some(offset)
}
