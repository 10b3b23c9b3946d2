//! Bytes as hexadecimal digits and base64, both ways; and times as vendors write them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::signature::{SignatureEncoding, TimestampUnit};
use crate::secret::{base64, base64_url};
use crate::times;

/// Times are short texts; a longer one is none.
const LONGEST_TIME: usize = 64;

/// From here on a number counts milliseconds: in seconds it would be the year 5138.
const MILLISECONDS_FROM: u64 = 100_000_000_000;

/// The bytes a text may stand for: one reading for each encoding that it fits.
pub(super) fn decode(text: &str, encoding: SignatureEncoding) -> Vec<Vec<u8>> {
    let readings = match encoding {
        SignatureEncoding::Hex => [from_hex(text), None],
        SignatureEncoding::Base64 => [from_base64(text, *b"+/"), None],
        SignatureEncoding::Base64Url => [from_base64(text, *b"-_"), None],
        SignatureEncoding::Any => [from_hex(text), from_any_base64(text)],
    };

    readings.into_iter().flatten().collect()
}

/// Bytes as text.
pub(super) fn encode(bytes: &[u8], encoding: SignatureEncoding) -> String {
    match encoding {
        SignatureEncoding::Hex | SignatureEncoding::Any => to_hex(bytes),
        SignatureEncoding::Base64 => base64(bytes),
        SignatureEncoding::Base64Url => base64_url(bytes),
    }
}

/// Hexadecimal digits in lower case.
pub(super) fn to_hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// The bytes of hexadecimal digits.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pair = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(digit(*high)? << 4 | digit(*low)?).ok(),
        _ => None,
    };

    text.as_bytes().chunks(2).map(pair).collect()
}

/// The bytes of base64 of either alphabet.
pub(crate) fn from_any_base64(text: &str) -> Option<Vec<u8>> {
    from_base64(text, *b"+/").or_else(|| from_base64(text, *b"-_"))
}

fn from_base64(text: &str, last_two: [u8; 2]) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    // Padding fills up four digits, or is left out.
    if digits.len() % 4 == 1 || padding > 0 && !(text.len().is_multiple_of(4) && padding < 3) {
        return None;
    }
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    for digit in digits.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            _ => 62 + u8::try_from(last_two.iter().position(|last| *last == digit)?).ok()?,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 255).ok()?);
        }
    }
    let rest = bits & ((1 << held) - 1);

    (rest == 0).then_some(bytes)
}

/// The time a text says.
pub(super) fn read_time(text: &str, unit: TimestampUnit) -> Option<SystemTime> {
    if text.len() > LONGEST_TIME {
        return None;
    }
    let number = || -> Option<u64> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    let since = |duration: Duration| UNIX_EPOCH.checked_add(duration);

    match unit {
        TimestampUnit::Seconds => since(Duration::from_secs(number()?)),
        TimestampUnit::Milliseconds => since(Duration::from_millis(number()?)),
        TimestampUnit::Rfc3339 => times::system_time(text),
        TimestampUnit::Any => match number() {
            Some(count) if count >= MILLISECONDS_FROM => since(Duration::from_millis(count)),
            Some(count) => since(Duration::from_secs(count)),
            None => times::system_time(text),
        },
    }
}

/// A time as text, and whether JSON writes it as a number. `None` where the time is before 1970 or too far away.
pub(super) fn write_time(time: SystemTime, unit: TimestampUnit) -> Option<(String, bool)> {
    let since = time.duration_since(UNIX_EPOCH).ok()?;

    match unit {
        TimestampUnit::Seconds | TimestampUnit::Any => Some((since.as_secs().to_string(), true)),
        TimestampUnit::Milliseconds => Some((since.as_millis().to_string(), true)),
        TimestampUnit::Rfc3339 => {
            let time = jiff::Timestamp::try_from(time).ok()?;
            Some((times::timestamp_text(time), false))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, from_any_base64, from_hex, read_time, write_time};
    use crate::webhook::{SignatureEncoding as Encoding, TimestampUnit as Unit};
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn bytes_come_back_from_every_encoding() {
        let bytes: Vec<u8> = (0..=255).collect();
        for length in 0..bytes.len() {
            let bytes = &bytes[length / 2..length];
            for encoding in [
                Encoding::Hex,
                Encoding::Base64,
                Encoding::Base64Url,
                Encoding::Any,
            ] {
                let text = encode(bytes, encoding);
                assert!(decode(&text, encoding).contains(&bytes.to_vec()), "{text}");
            }
        }
    }

    #[test]
    fn only_the_one_spelling_of_bytes_is_read() {
        for text in ["0", "0g", "+1", "é", "00 "] {
            assert_eq!(from_hex(text), None, "{text}");
        }
        for text in ["A", "AB", "AA=A", "AA=", "A===", "====", "AA ==", "-_+/"] {
            assert_eq!(from_any_base64(text), None, "{text}");
        }
        assert_eq!(from_hex("Ff00"), Some(vec![255, 0]));
        assert_eq!(from_any_base64("_-8="), Some(vec![255, 239]));
        assert_eq!(from_any_base64("/+8"), Some(vec![255, 239]));
    }

    #[test]
    fn a_time_is_read_by_its_unit() {
        let at = |milliseconds| Some(UNIX_EPOCH + Duration::from_millis(milliseconds));
        for (text, unit, time) in [
            ("1700000000", Unit::Any, at(1_700_000_000_000)),
            ("1700000000123", Unit::Any, at(1_700_000_000_123)),
            ("2023-11-14T22:13:20Z", Unit::Any, at(1_700_000_000_000)),
            (
                "2023-11-14T23:13:20.5+01:00",
                Unit::Rfc3339,
                at(1_700_000_000_500),
            ),
            ("1700000000", Unit::Milliseconds, at(1_700_000_000)),
            ("1700000000", Unit::Rfc3339, None),
            ("-1", Unit::Any, None),
            ("+1", Unit::Seconds, None),
            ("1.5", Unit::Seconds, None),
            ("", Unit::Any, None),
            ("99999999999999999999", Unit::Any, None),
            ("18446744073709551615", Unit::Seconds, None),
        ] {
            assert_eq!(read_time(text, unit), time, "{text} as {unit:?}");
        }
    }

    #[test]
    fn a_time_that_is_written_reads_the_same() {
        let time = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        for unit in [Unit::Seconds, Unit::Milliseconds, Unit::Rfc3339, Unit::Any] {
            let (text, _) = write_time(time, unit).unwrap();
            assert_eq!(read_time(&text, unit), Some(time), "{text}");
        }
        assert_eq!(
            write_time(UNIX_EPOCH - Duration::from_secs(1), Unit::Any),
            None
        );
    }
}
