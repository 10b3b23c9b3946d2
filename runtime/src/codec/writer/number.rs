//! Numbers as text, eight digits a step.

const ZEROS: u64 = 0x3030_3030_3030_3030;
const EIGHT_DIGITS: u64 = 100_000_000;

/// Numbers, put together before they are looked at as a text.
#[derive(Debug)]
pub(super) struct Chunk {
    bytes: Box<[u8]>,
    end: usize,
}

impl Chunk {
    /// So many numbers have their place in a chunk, each with a comma.
    pub(super) const NUMBERS: usize = 128;

    pub(super) fn new() -> Self {
        Self {
            bytes: vec![0; Self::NUMBERS * 32].into_boxed_slice(),
            end: 0,
        }
    }

    /// The text.
    #[inline]
    pub(super) fn text(&self) -> &str {
        let text = self.bytes.get(..self.end);

        text.and_then(|text| str::from_utf8(text).ok())
            .unwrap_or_default()
    }

    /// Begins anew.
    pub(super) fn clear(&mut self) {
        self.end = 0;
    }

    #[inline]
    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.end) {
            *place = byte;
            self.end += 1;
        }
    }

    /// Adds the lowest bytes of a word, up to eight, and another byte behind them.
    #[inline]
    fn push_word(&mut self, word: u64, bytes: u32, behind: u8) {
        let place = self.bytes.get_mut(self.end..);
        if let Some(place) = place.and_then(<[u8]>::first_chunk_mut::<9>) {
            // All at once where there is place in the word: above its digits are zeros.
            let fits = u64::from(behind).checked_shl(8 * bytes).unwrap_or_default();
            let [.., last] = place;
            *last = behind;
            if let Some(place) = place.first_chunk_mut::<8>() {
                *place = (word | fits).to_le_bytes();
            }
            self.end += bytes as usize + 1;
        }
    }

    fn push_text(&mut self, text: &str) {
        let place = self.bytes.get_mut(self.end..self.end + text.len());
        if let Some(place) = place {
            place.copy_from_slice(text.as_bytes());
            self.end += text.len();
        }
    }

    /// Adds an integer and a comma.
    #[inline]
    pub(super) fn push_integer(&mut self, value: i64) {
        if value < 0 {
            self.push(b'-');
        }
        let value = value.unsigned_abs();
        if value < EIGHT_DIGITS {
            return self.push_up_to_eight(value, b',');
        }
        let mut digits = itoa::Buffer::new();
        self.push_text(digits.format(value));
        self.push(b',');
    }

    /// Adds the digits of a value that has no more than eight, without zeros before them, and a byte behind them.
    #[inline]
    fn push_up_to_eight(&mut self, value: u64, behind: u8) {
        let digits = eight_digits(value);
        // The last digit stays, also where it is a zero.
        let zeros = (digits | 1 << 56).trailing_zeros() & !7;
        self.push_word((digits | ZEROS) >> zeros, 8 - zeros / 8, behind);
    }

    /// Adds a double that is finite, in the shortest form that reads back the same, and a comma.
    #[inline]
    pub(super) fn push_double(&mut self, value: f64) {
        let Some(count) = hundred_millionths(value.abs()) else {
            let mut buffer = InOneLine(zmij::Buffer::new());
            self.push_text(buffer.0.format_finite(value));
            return self.push(b',');
        };
        if value.is_sign_negative() {
            self.push(b'-');
        }
        self.push_up_to_eight(count / EIGHT_DIGITS, b'.');
        let digits = eight_digits(count % EIGHT_DIGITS);
        // The first digit stays, also where it is a zero.
        let zeros = (digits | 1).leading_zeros() & !7;
        let kept = u64::MAX >> zeros;
        self.push_word((digits | ZEROS) & kept, 8 - zeros / 8, b',');
    }
}

/// The eight digits of a value below a hundred million, one a byte, the first one in the lowest byte: fours of digits are divided to pairs, pairs to
/// digits, all at once.
#[inline]
fn eight_digits(value: u64) -> u64 {
    let fours = (value / 10_000) | (value % 10_000) << 32;
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007F_0000_007F;
    let pairs = hundreds | (fours - 100 * hundreds) << 16;
    let tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;

    tens | (pairs - 10 * tens) << 8
}

/// So that a buffer of 24 bytes lies in one cache line: what was just stored in two of them takes as long to load as all the rest.
#[repr(align(32))]
pub(super) struct InOneLine(pub(super) zmij::Buffer);

/// A double that is not negative as a count of hundred millionths, where it is the nearest one to that decimal number. It has no more
/// than 15 digits, and of those no two have the same nearest double: so it is the shortest one, but for zeros at its end.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "the count is below 2^53, and the very same double is asked for"
)]
fn hundred_millionths(value: f64) -> Option<u64> {
    // Smaller and larger ones may have an exponent.
    if !(value == 0.0 || (0.001..1e7).contains(&value)) {
        return None;
    }
    let count = (value * 1e8 + 0.5) as i64;

    (count as f64 / 1e8 == value).then_some(count.cast_unsigned())
}

#[cfg(test)]
mod tests {
    use super::Chunk;

    fn written(push: impl FnOnce(&mut Chunk)) -> String {
        let mut chunk = Chunk::new();
        push(&mut chunk);

        chunk.text().strip_suffix(',').unwrap().to_owned()
    }

    /// Numbers without a pattern.
    fn numbers() -> impl Iterator<Item = u64> {
        std::iter::successors(Some(0x2545_F491_4F6C_DD1D_u64), |state| {
            let state = state ^ state << 13;
            let state = state ^ state >> 7;
            Some(state ^ state << 17)
        })
        .take(20_000)
    }

    #[test]
    fn integers_are_written_as_the_standard_library_does() {
        let edges = (0..19).flat_map(|power| {
            let power = 10_i64.pow(power);
            [power - 1, power, power + 1, power * 9]
        });
        let others = numbers().map(|number| number.cast_signed() >> (number % 64));
        for value in edges.chain(others).chain([i64::MAX]) {
            for value in [value, value.wrapping_neg(), !value] {
                assert_eq!(
                    written(|chunk| chunk.push_integer(value)),
                    value.to_string()
                );
            }
        }
    }

    #[test]
    fn doubles_are_written_in_the_shortest_form() {
        let edges = [
            0.0,
            -0.0,
            1.0,
            10.0,
            100.5,
            0.1,
            0.001,
            0.000_999,
            0.000_01,
            1e-6,
            9_999_999.0,
            1e7,
            1e15,
            1e16,
            0.123_456_78,
            0.123_456_789,
            9_999_999.999_999_99,
            9_999_999.999_999_998,
            0.3,
            0.1 + 0.2,
            57.143_691_2,
            f64::MAX,
            f64::MIN_POSITIVE,
            5e-324,
        ];
        #[expect(clippy::cast_precision_loss, reason = "any double will do")]
        let decimals = numbers().flat_map(|number| {
            let digits = (number >> (number % 64)) as f64;
            [
                digits / 1e8,
                digits / 1e5,
                digits / 100.0,
                f64::from_bits(number),
            ]
        });
        for value in edges
            .into_iter()
            .chain(decimals.filter(|value| value.is_finite()))
        {
            for value in [value, -value, value.next_up(), value.next_down()] {
                if value.is_finite() {
                    assert_eq!(
                        written(|chunk| chunk.push_double(value)),
                        zmij::Buffer::new().format_finite(value)
                    );
                }
            }
        }
    }
}
