//! Numbers: the grammar, and the values of the common ones without a detour.

use super::{Decoded, Fault, Reader};

/// Powers of ten that a double holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

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
        let start = {
            self.next_byte();
            self.position
        };
        let text = self
            .number_text()
            .map_err(|fault| Self::expecting(fault, "an integer"))?;

        integer_of(text).ok_or_else(|| Fault::unfit(start, "an integer of 64 bits"))
    }

    /// Reads a number as a double.
    pub fn double(&mut self) -> Decoded<f64> {
        let start = {
            self.next_byte();
            self.position
        };
        let text = self.number_text()?;

        double_of(text).ok_or_else(|| Fault::unfit(start, "a number in the range of a double"))
    }

    fn expecting(fault: Fault, expected: &'static str) -> Fault {
        match &fault.reason().what {
            super::fault::What::Mismatch {
                seen: Some(seen), ..
            } => Fault::mismatch(fault.reason().offset, expected, *seen),
            _ => fault,
        }
    }
}

/// The value of a JSON number, if it is whole and fits.
pub(crate) fn integer_of(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        let magnitude = digits
            .bytes()
            .fold(0_i64, |value, digit| value * 10 + i64::from(digit - b'0'));
        return Some(if digits.len() == text.len() {
            magnitude
        } else {
            -magnitude
        });
    }
    if let Ok(value) = text.parse::<i64>() {
        return Some(value);
    }
    whole_of(text)
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
    if let Some(value) = short_double(text) {
        return Some(value);
    }
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// Numbers of up to 15 digits without an exponent: digits and power of ten are both exact, so is rounding their quotient once.
#[expect(
    clippy::cast_precision_loss,
    reason = "at most 15 digits are below 2^53"
)]
fn short_double(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.len() > 16 {
        return None;
    }
    let mut mantissa = 0_u64;
    let mut count = 0;
    let mut point = None;
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                count += 1;
            }
            b'.' => point = Some(count),
            _ => return None,
        }
    }
    if count > 15 {
        return None;
    }
    let value = mantissa as f64 / EXACT_POWERS.get(point.map_or(0, |point| count - point))?;

    Some(if digits.len() == text.len() {
        value
    } else {
        -value
    })
}

#[cfg(test)]
mod tests {
    use super::{double_of, integer_of};

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
    fn doubles_are_the_nearest_ones() {
        for text in [
            "0",
            "-0",
            "57.000000",
            "-2.1",
            "0.1",
            "123456789012345",
            "1.7976931348623157e308",
            "5e-324",
            "0.000001",
            "9007199254740993",
        ] {
            assert_eq!(
                double_of(text).map(f64::to_bits),
                text.parse::<f64>().ok().map(f64::to_bits),
                "{text}"
            );
        }
        assert_eq!(double_of("1e999"), None);
    }
}
