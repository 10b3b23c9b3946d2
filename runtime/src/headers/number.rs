//! Decimal numbers in headers. They are read without the parser of floating point numbers, whose tables are larger than all the rest that
//! reads headers.

/// From here on further digits of a fraction tell nothing.
const EXACT: u64 = 1_000_000_000_000_000;

/// A number with so many digits of its fraction before the point; as much as there can be where it is larger, and none where it is
/// negative. It may have a fraction and an exponent.
pub(super) fn shifted(text: &str, places: i32) -> Option<u64> {
    let is_negative = text.starts_with('-');
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (text, exponent) = match text.split_once(['e', 'E']) {
        Some((text, exponent)) => (text, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut number = digits(0, whole)?;
    let mut scale = exponent.saturating_add(places);
    for index in 0..fraction.len() {
        let digit = digits(0, fraction.get(index..=index)?)?;
        if number < EXACT {
            number = number * 10 + digit;
            scale = scale.saturating_sub(1);
        }
    }
    while scale > 0 && number > 0 && number < u64::MAX {
        number = number.saturating_mul(10);
        scale -= 1;
    }
    while scale < 0 && number > 0 {
        number /= 10;
        scale += 1;
    }

    Some(if is_negative { 0 } else { number })
}

/// The whole part of a number without an exponent; as much as there can be where it is larger, and none where it is negative.
pub(super) fn whole(text: &str) -> Option<u64> {
    let is_negative = text.starts_with('-');
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    digits(0, fraction)?;
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let number = digits(0, whole)?;

    Some(if is_negative { 0 } else { number })
}

/// A number with these digits behind it.
fn digits(number: u64, text: &str) -> Option<u64> {
    text.bytes().try_fold(number, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| u64::from(digit - b'0'))?;
        Some(number.saturating_mul(10).saturating_add(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::{shifted, whole};

    #[test]
    fn numbers_are_read_as_they_stand() {
        for (text, expected) in [
            ("0", Some(0)),
            ("7", Some(7_000_000_000)),
            ("+1.5", Some(1_500_000_000)),
            ("-1.5", Some(0)),
            (".25", Some(250_000_000)),
            ("3.", Some(3_000_000_000)),
            ("1e3", Some(1_000_000_000_000)),
            ("25E-1", Some(2_500_000_000)),
            ("1e-12", Some(0)),
            ("0e2000000000", Some(0)),
            ("1e2000000000", Some(u64::MAX)),
            ("0.1234567890123456789", Some(123_456_789)),
            ("784124405.25", Some(784_124_405_250_000_000)),
            ("99999999999999999999", Some(u64::MAX)),
            ("", None),
            (".", None),
            ("-", None),
            ("--1", None),
            ("1e", None),
            ("0x10", None),
            ("1 ", None),
            ("inf", None),
            ("NaN", None),
            ("1.5.5", None),
            ("1.ü", None),
        ] {
            assert_eq!(shifted(text, 9), expected, "{text:?}");
        }
        assert_eq!(shifted("784124405250.5", 6), Some(784_124_405_250_500_000));
    }

    #[test]
    fn counts_are_whole() {
        for (text, expected) in [
            ("12", Some(12)),
            ("2.9", Some(2)),
            ("-1", Some(0)),
            (".5", Some(0)),
            ("1e3", None),
            ("+1", None),
            ("", None),
            ("99999999999999999999", Some(u64::MAX)),
        ] {
            assert_eq!(whole(text), expected, "{text:?}");
        }
    }
}
