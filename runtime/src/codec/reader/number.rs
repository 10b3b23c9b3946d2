//! Numbers: the grammar, and the values of the common ones without a detour.

use super::digits::{digits, nearest_double};
use super::{Decoded, Fault, Reader};

impl Reader<'_> {
    /// Passes a number, checking its grammar.
    pub(super) fn skip_number(&mut self) -> Decoded {
        if self.byte() == Some(b'-') {
            self.position += 1;
        }
        match self.byte() {
            Some(b'0') => self.position += 1,
            Some(b'1'..=b'9') => self.skip_digits(),
            _ => return Err(self.syntax("a digit")),
        }
        if self.byte() == Some(b'.') {
            self.position += 1;
            self.expect_digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.position += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.position += 1;
            }
            self.expect_digits()?;
        }
        match self.byte() {
            Some(b'0'..=b'9') => Err(self.syntax("no digit after a leading zero")),
            _ => Ok(()),
        }
    }

    fn skip_digits(&mut self) {
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.position += 1;
        }
    }

    fn expect_digits(&mut self) -> Decoded {
        if !matches!(self.byte(), Some(b'0'..=b'9')) {
            return Err(self.syntax("a digit"));
        }
        self.skip_digits();
        Ok(())
    }

    /// Reads a whole number of up to 64 bits with sign. `1.0` and `1e3` are whole numbers, too.
    #[inline]
    pub fn integer(&mut self) -> Decoded<i64> {
        self.next_byte();
        match self.bytes().get(self.position..).and_then(short_integer) {
            Some((value, length)) => {
                self.position += length;
                Ok(value)
            }
            None => self.long_integer(),
        }
    }

    #[cold]
    fn long_integer(&mut self) -> Decoded<i64> {
        let start = self.position;
        let text = self
            .number_text()
            .map_err(|fault| Self::expecting(fault, "an integer"))?;

        integer_of(text).ok_or_else(|| Fault::unfit(start, "an integer of 64 bits"))
    }

    /// Reads a number as a double.
    #[inline]
    pub fn double(&mut self) -> Decoded<f64> {
        self.next_byte();
        match self.bytes().get(self.position..).and_then(short_double) {
            Some((value, length)) => {
                self.position += length;
                Ok(value)
            }
            None => self.long_double(),
        }
    }

    #[cold]
    fn long_double(&mut self) -> Decoded<f64> {
        let start = self.position;
        let text = self.number_text()?;

        double_of(text).ok_or_else(|| Fault::unfit(start, "a number in the range of a double"))
    }

    /// Passes numbers that follow one another with nothing but a comma between them, up to the first one that `short` does not read.
    #[inline]
    pub(crate) fn short_numbers<T>(
        &mut self,
        short: impl Fn(&[u8]) -> Option<(T, usize)>,
        mut add: impl FnMut(T),
    ) {
        let bytes = self.bytes();
        let mut at = self.position;
        while let Some((b',', behind)) = bytes.get(at..).and_then(<[u8]>::split_first)
            && let Some((value, length)) = short(behind)
        {
            add(value);
            at += 1 + length;
        }
        self.position = at;
    }

    fn expecting(fault: Fault, expected: &'static str) -> Fault {
        match fault.seen_kind() {
            Some(seen) => Fault::mismatch(fault.offset(), expected, seen),
            None => fault,
        }
    }
}

/// The integer of up to 18 digits that a text starts with, and its length.
#[expect(
    clippy::inline_always,
    reason = "in the loop over a list, handing over what was read takes as long as reading it"
)]
#[inline(always)]
pub(crate) fn short_integer(text: &[u8]) -> Option<(i64, usize)> {
    let has_minus = text.first() == Some(&b'-');
    let (value, length) = digits(text, has_minus, 0);
    let before = usize::from(has_minus);
    let count = length - before;
    let leads_with_zero = count > 1 && text.get(before) == Some(&b'0');
    if !matches!(count, 1..=18)
        || leads_with_zero
        || matches!(text.get(length), Some(b'.' | b'e' | b'E'))
    {
        return None;
    }
    let value = value.cast_signed();

    Some((if has_minus { -value } else { value }, length))
}

/// The number of up to 19 digits without an exponent that a text starts with, and its length; nothing for the few that are rounded by what
/// 64 bits do not show.
#[expect(
    clippy::inline_always,
    reason = "in the loop over a list, handing over what was read takes as long as reading it"
)]
#[inline(always)]
pub(crate) fn short_double(text: &[u8]) -> Option<(f64, usize)> {
    let has_minus = text.first() == Some(&b'-');
    let (mut value, mut length) = digits(text, has_minus, 0);
    let before = usize::from(has_minus);
    let whole = length - before;
    let mut fraction = 0;
    if text.get(length) == Some(&b'.') {
        (value, fraction) = digits(text.get(length + 1..)?, false, value);
        if fraction == 0 {
            return None;
        }
        length += 1 + fraction;
    }
    let leads_with_zero = whole > 1 && text.get(before) == Some(&b'0');
    if whole == 0
        || leads_with_zero
        || matches!(text.get(length), Some(b'e' | b'E'))
        || whole + fraction > 19 && length - zeros_before(text.get(..length)?) > 19
    {
        return None;
    }
    let value = nearest_double(value, fraction)?;

    Some((if has_minus { -value } else { value }, length))
}

/// How many zeros there are before the digits that matter, with the point and the minus.
#[cold]
fn zeros_before(number: &[u8]) -> usize {
    let zeros = number.iter();

    zeros
        .take_while(|byte| matches!(byte, b'-' | b'0' | b'.'))
        .count()
}

/// The value of a JSON number, if it is whole and fits.
pub(crate) fn integer_of(text: &str) -> Option<i64> {
    text.parse::<i64>().ok().or_else(|| whole_of(text))
}

/// A number with a fraction or an exponent that is whole all the same, computed on its digits.
fn whole_of(text: &str) -> Option<i64> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let zeros = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    let digits = format!("{whole}{fraction}");
    if digits
        .trim_start_matches('-')
        .bytes()
        .all(|digit| digit == b'0')
    {
        return Some(0);
    }
    if zeros >= 0 {
        return digits
            .parse::<i64>()
            .ok()?
            .checked_mul(10_i64.checked_pow(u32::try_from(zeros).ok()?)?);
    }
    let kept = digits
        .len()
        .checked_sub(usize::try_from(zeros.unsigned_abs()).ok()?)?;
    let (digits, dropped) = (digits.get(..kept)?, digits.get(kept..)?);

    if dropped.bytes().all(|digit| digit == b'0') {
        digits.parse().ok()
    } else {
        None
    }
}

/// The nearest double of a JSON number, if it is finite.
pub(crate) fn double_of(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::integer_of;
    use crate::codec::{Reader, Strictness};

    fn double(text: &str) -> Option<u64> {
        let mut reader = Reader::new(text, Strictness::Strict);
        let value = reader.double().ok()?;

        reader.end().ok().map(|()| value.to_bits())
    }

    #[test]
    fn whole_numbers_are_integers_however_they_are_written() {
        for (text, value) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("-7", Some(-7)),
            ("1.0", Some(1)),
            ("1e3", Some(1_000)),
            ("12.50e1", Some(125)),
            ("9223372036854775807", Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("9223372036854775808", None),
            ("1.5", None),
            ("1e-1", None),
            ("10e-1", Some(1)),
            ("1e400", None),
            ("0e400", Some(0)),
            ("0.0e-9", Some(0)),
            ("1e99999999999", None),
        ] {
            assert_eq!(integer_of(text), value, "{text}");
        }
    }

    #[test]
    fn integers_read_the_same_fast_and_slow() {
        for text in [
            "0",
            "-0",
            "-7",
            "123456789012345678",
            "1234567890123456789",
            "1.0",
            "1e2",
            "01",
            "-",
            "",
            "1.5",
            "99999999999999999999",
        ] {
            let mut reader = Reader::new(text, Strictness::Strict);
            let read = reader.integer().ok().filter(|_| reader.end().is_ok());
            let known = serde_json::from_str::<f64>(text)
                .ok()
                .and_then(|_| integer_of(text));

            assert_eq!(read, known, "{text}");
        }
    }

    #[test]
    fn doubles_are_the_nearest_ones() {
        let numbers = "0 -0 57.000000 -2.1 0.1 123456789012345 1234567890123456 99999999999999.9 0.00000000000001 \
                       1.7976931348623157e308 5e-324 0.000001 9007199254740993 -12.5e-3 3.0 0.00000000000000000000000 \
                       -0.000000000000000000000000000 0.0000000000000000000000000000 0.00000000000000000000001";
        for text in numbers.split_whitespace() {
            assert_eq!(
                double(text),
                text.parse::<f64>().ok().map(f64::to_bits),
                "{text}"
            );
        }
        for text in [
            "1e999",
            "-",
            "1.",
            ".5",
            "01",
            "-01.5",
            "1.2.3",
            "1e",
            "--1",
            "+1",
            "1_0",
            "0.00000000000000000000.",
            "0.00000000000000000000-0",
        ] {
            assert_eq!(double(text), None, "{text}");
        }
    }
}
