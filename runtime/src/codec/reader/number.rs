//! Numbers: the grammar, and the values of the common ones without a detour.

use super::{Decoded, Fault, Reader};

/// Powers of ten that a double holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// What became of a number that was read in one go.
enum Double {
    Read(f64),
    /// It is a number, and has more digits than are exact.
    Passed,
    /// It has an exponent, or is no number; nothing is passed.
    Other,
}

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
    pub fn integer(&mut self) -> Decoded<i64> {
        self.next_byte();
        let start = self.position;
        if let Some(value) = self.short_integer() {
            return Ok(value);
        }
        let text = self
            .number_text()
            .map_err(|fault| Self::expecting(fault, "an integer"))?;

        integer_of(text).ok_or_else(|| Fault::unfit(start, "an integer of 64 bits"))
    }

    /// Reads a number as a double.
    pub fn double(&mut self) -> Decoded<f64> {
        self.next_byte();
        let start = self.position;
        let text = match self.short_double() {
            Double::Read(value) => return Ok(value),
            Double::Passed => self.slice(start, self.position),
            Double::Other => self.number_text()?,
        };

        double_of(text).ok_or_else(|| Fault::unfit(start, "a number in the range of a double"))
    }

    /// Reads an integer of up to 18 digits in one go; stays where it is for any other.
    #[inline]
    fn short_integer(&mut self) -> Option<i64> {
        let rest = self.bytes().get(self.position..)?;
        let sign = usize::from(rest.first() == Some(&b'-'));
        let mut value = 0_i64;
        let mut length = sign;
        while let Some(digit) = rest
            .get(length)
            .map(|byte| byte.wrapping_sub(b'0'))
            .filter(|digit| *digit < 10)
        {
            value = value.wrapping_mul(10).wrapping_add(i64::from(digit));
            length += 1;
        }
        let digits = length - sign;
        let leads_with_zero = digits > 1 && rest.get(sign) == Some(&b'0');
        if digits == 0
            || digits > 18
            || leads_with_zero
            || matches!(rest.get(length), Some(b'.' | b'e' | b'E'))
        {
            return None;
        }
        self.position += length;

        Some(if sign == 1 { -value } else { value })
    }

    /// Reads a number of up to 15 digits without an exponent in one go, and passes one of more. Digits and power of ten are both exact, so
    /// rounding their quotient once gives the nearest double.
    #[inline]
    #[expect(
        clippy::cast_precision_loss,
        reason = "at most 15 digits are below 2^53"
    )]
    fn short_double(&mut self) -> Double {
        let rest = self.bytes().get(self.position..).unwrap_or_default();
        let sign = usize::from(rest.first() == Some(&b'-'));
        let mut mantissa = 0_u64;
        let mut length = sign;
        let mut point = None;
        while let Some(byte) = rest.get(length) {
            match byte {
                b'0'..=b'9' => {
                    mantissa = mantissa
                        .wrapping_mul(10)
                        .wrapping_add(u64::from(byte - b'0'));
                }
                b'.' if point.is_none() => point = Some(length),
                b'.' | b'e' | b'E' => return Double::Other,
                _ => break,
            }
            length += 1;
        }
        let whole = point.unwrap_or(length) - sign;
        let fraction = point.map_or(0, |point| length - point - 1);
        let leads_with_zero = whole > 1 && rest.get(sign) == Some(&b'0');
        if whole == 0 || leads_with_zero || (point.is_some() && fraction == 0) {
            return Double::Other;
        }
        self.position += length;
        match EXACT_POWERS.get(fraction) {
            Some(power) if whole + fraction <= 15 => {
                let value = mantissa as f64 / power;
                Double::Read(if sign == 1 { -value } else { value })
            }
            _ => Double::Passed,
        }
    }

    fn expecting(fault: Fault, expected: &'static str) -> Fault {
        match fault.seen_kind() {
            Some(seen) => Fault::mismatch(fault.offset(), expected, seen),
            None => fault,
        }
    }
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
                       1.7976931348623157e308 5e-324 0.000001 9007199254740993 -12.5e-3 3.0";
        for text in numbers.split_whitespace() {
            assert_eq!(
                double(text),
                text.parse::<f64>().ok().map(f64::to_bits),
                "{text}"
            );
        }
        for text in [
            "1e999", "-", "1.", ".5", "01", "-01.5", "1.2.3", "1e", "--1", "+1", "1_0",
        ] {
            assert_eq!(double(text), None, "{text}");
        }
    }
}
