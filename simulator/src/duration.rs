//! Lengths of time as people write them: `300ms`, `2s`, `1h30m`, `3d`.

use std::fmt::Write as _;
use std::time::Duration;

/// Milliseconds in a unit, the longest first.
const UNITS: [(&str, u64); 5] = [
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1_000),
    ("ms", 1),
];

/// Reads one; nothing where it is none, or longer than can be counted.
pub(crate) fn parse(text: &str) -> Option<Duration> {
    let mut rest = text;
    let mut sum: u64 = 0;
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let (number, after) = rest.split_at_checked(digits)?;
        let letters = after
            .find(|letter: char| letter.is_ascii_digit())
            .unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(letters)?;
        let (_, size) = UNITS.iter().find(|(name, _)| *name == unit)?;
        sum = sum.checked_add(number.parse::<u64>().ok()?.checked_mul(*size)?)?;
        rest = after;
    }

    (!text.is_empty()).then(|| Duration::from_millis(sum))
}

/// Writes one, so that [`parse`] reads it; what is less than a millisecond is left out.
pub(crate) fn in_words(duration: Duration) -> String {
    let mut left = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    let mut text = String::new();
    for (unit, size) in UNITS {
        if left >= size {
            let _ = write!(text, "{}{unit}", left / size);
            left %= size;
        }
    }
    if text.is_empty() {
        text.push_str("0ms");
    }

    text
}

#[cfg(test)]
mod tests {
    use super::{Duration, in_words, parse};

    #[test]
    fn what_is_written_is_read() {
        for (text, milliseconds) in [
            ("0ms", 0),
            ("300ms", 300),
            ("2s", 2_000),
            ("1m30s", 90_000),
            ("1h30m", 5_400_000),
            ("3d", 259_200_000),
            ("1d1ms", 86_400_001),
        ] {
            let duration = Duration::from_millis(milliseconds);
            assert_eq!(parse(text), Some(duration), "{text}");
            assert_eq!(in_words(duration), text);
        }
        assert_eq!(parse("90s"), Some(Duration::from_secs(90)));
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "",
            "5",
            "s",
            "-1s",
            "1.5s",
            "1 s",
            "2weeks",
            "1s2",
            "é",
            "99999999999999999999s",
            "9999999999999999999d",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
