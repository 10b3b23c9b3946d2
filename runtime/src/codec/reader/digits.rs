//! Runs of digits, eight a step, and what they are worth as a double.

const ZEROS: u64 = 0x3030_3030_3030_3030;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// A minus where a digit is expected, made a zero.
const MINUS: u64 = (b'-' ^ b'0') as u64;

/// The value of the digits at the start of a text, written behind those of another value, and how many they are. What is more than 64 bits
/// is lost. A minus before them is taken for one more zero: so the place of the digits does not wait for a look at it.
#[inline]
pub(super) fn digits(text: &[u8], has_minus: bool, before: u64) -> (u64, usize) {
    let mut value = before;
    let mut count = 0;
    let mut rest = text;
    let mut minus = if has_minus { MINUS } else { 0 };
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        // A digit is now 0 to 9, and whatever is none has its high bit set after the sum. Only the lowest mark is exact: above it a sum may
        // have run over.
        let word = u64::from_le_bytes(*eight) ^ ZEROS ^ minus;
        let others = (word.wrapping_add(0x7676_7676_7676_7676) | word) & HIGHS;
        if others != 0 {
            let fewer = others.trailing_zeros() as usize / 8;
            // Moved up to the end of the word, behind zeros; not all 64 bits at once, which a shift cannot do.
            let behind_zeros = word << 8 << (8 * (7 - fewer));
            let power = POWERS.get(fewer).copied().unwrap_or_default();
            let value = value
                .wrapping_mul(power)
                .wrapping_add(eight_digits(behind_zeros));

            return (value, count + fewer);
        }
        value = value
            .wrapping_mul(100_000_000)
            .wrapping_add(eight_digits(word));
        count += 8;
        minus = 0;
        rest = behind;
    }
    if minus != 0 {
        rest = rest.get(1..).unwrap_or_default();
        count += 1;
    }
    for byte in rest.iter().take_while(|byte| byte.is_ascii_digit()) {
        value = value.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
        count += 1;
    }

    (value, count)
}

/// Powers of ten for less than eight digits.
const POWERS: [u64; 8] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// The value of eight digits, the first one in the lowest byte: they are joined to pairs, the pairs to fours, the fours to one.
#[inline]
const fn eight_digits(word: u64) -> u64 {
    const PAIRS: u64 = 0x0000_00FF_0000_00FF;

    let pairs = word.wrapping_mul(10).wrapping_add(word >> 8);
    let first = (pairs & PAIRS).wrapping_mul(100 + (1_000_000 << 32));
    let second = ((pairs >> 16) & PAIRS).wrapping_mul(1 + (10_000 << 32));

    first.wrapping_add(second) >> 32
}

/// Powers of ten that a double holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// The nearest double of digits of which so many stand behind the point; `None` where it takes more than 64 bits to tell.
#[inline]
#[expect(
    clippy::cast_precision_loss,
    reason = "without a point it is rounded once, and otherwise nothing is lost below 2^53"
)]
pub(super) fn nearest_double(digits: u64, behind_point: usize) -> Option<f64> {
    match EXACT_POWERS.get(behind_point) {
        // Both are exact, so that rounding their quotient once gives the nearest double.
        Some(power) if digits <= 1 << 53 => Some(digits.cast_signed() as f64 / power),
        _ if behind_point == 0 || digits == 0 => Some(digits as f64),
        _ => by_inverse(digits, behind_point),
    }
}

/// The highest power of five of which 64 bits of the inverse are kept; the powers themselves have as many.
const LAST_INVERSE: usize = 27;

/// 64 bits of the inverses of the powers of five, cut and not rounded.
const INVERSES: [u64; LAST_INVERSE + 1] = {
    let mut inverses = [0; LAST_INVERSE + 1];
    let mut five = 5_u64;
    let mut power = 1;
    while power <= LAST_INVERSE {
        let bits = 127 - five.leading_zeros();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::indexing_slicing,
            reason = "two to the bits of a power and 63 more is less than 2^64 of it"
        )]
        {
            inverses[power] = ((1_u128 << bits) / five as u128) as u64;
        }
        five = five.wrapping_mul(5);
        power += 1;
    }
    inverses
};

/// Digits, not zero, times the inverse of a power of ten. The inverse is cut, so the product may be too small; where that matters for how it is
/// rounded, nothing is told.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "the upper half of a product has 64 bits, and what is made a double has 53"
)]
fn by_inverse(digits: u64, power: usize) -> Option<f64> {
    const HALF: u64 = 1 << 10;

    let inverse = *INVERSES.get(power)?;
    let zeros = digits.leading_zeros();
    let product = u128::from(digits << zeros) * u128::from(inverse);
    let more_zeros = product.leading_zeros();
    let upper = ((product << more_zeros) >> 64) as u64;
    // The true product is above this one by less than 2^64, or 2^65 after the shift: by less than three in the upper half.
    let cut = upper & (2 * HALF - 1);
    if (HALF - 3..=HALF).contains(&cut) {
        return None;
    }
    let rounded = (upper >> 11) + u64::from(cut > HALF);
    // The power of two in a power of ten, which the product with the inverse of a power of five has not taken.
    let bits_of_power = (power as u32 * 217_706) >> 16;
    let exponent = 1023 + 11 - u64::from(zeros) - u64::from(more_zeros) - u64::from(bits_of_power);

    Some(rounded.cast_signed() as f64 * f64::from_bits(exponent << 52))
}

#[cfg(test)]
mod tests {
    use super::{INVERSES, digits, nearest_double};

    #[test]
    fn digits_of_any_length_are_read_up_to_what_is_none() {
        let all = "12345678901234567890123456789";
        for length in 0..=all.len() {
            let number = all.get(..length).unwrap();
            let known = number.bytes().fold(7_u64, |value, byte| {
                value.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'))
            });

            assert_eq!(digits(number.as_bytes(), false, 7), (known, length));
            for other in ["/", ":", ".", "e", "\"", "\0", "\u{7f}", "é", "\u{10ffff}"] {
                let text = format!("{number}{other}123456789");
                assert_eq!(digits(text.as_bytes(), false, 7), (known, length), "{text}");
                let text = format!("-{text}");
                let unsigned = digits(number.as_bytes(), false, 0).0;
                assert_eq!(
                    digits(text.as_bytes(), true, 0),
                    (unsigned, length + 1),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn digits_and_a_point_give_the_nearest_double_or_nothing() {
        // Numbers that lie near the middle between two doubles, and numbers without a pattern.
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut told = 0;
        for round in 0..40_000_usize {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let behind_point = round % INVERSES.len();
            let digits = match round % 3 {
                0 => state,
                1 => (state >> 10 << 11) | 0x400,
                _ => state >> (state % 64),
            }
            .max(1);
            let known = format!("{digits}e-{behind_point}").parse::<f64>().unwrap();
            let Some(value) = nearest_double(digits, behind_point) else {
                continue;
            };

            assert_eq!(value.to_bits(), known.to_bits(), "{digits}e-{behind_point}");
            told += 1;
        }
        assert!(told > 39_000, "{told}");
        assert_eq!(nearest_double(u64::MAX, INVERSES.len()), None);
    }
}
