//! Strings: found with eight bytes a step, copied only where something is escaped.

use std::borrow::Cow;

use super::{Decoded, Reader};

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The high bits of those of the eight bytes that are a quote, a backslash or a control character. Only the lowest is exact: above
/// it, borrows may mark others.
#[inline]
fn special_in(word: u64) -> u64 {
    let equals = |byte: u8| {
        let difference = word ^ (ONES * u64::from(byte));
        difference.wrapping_sub(ONES) & !difference
    };
    let control = word.wrapping_sub(ONES * 0x20) & !word;

    (equals(b'"') | equals(b'\\') | control) & HIGHS
}

/// The offset of the next quote, backslash or control character at or behind `from`.
#[inline]
pub(crate) fn next_special(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let (words, _) = rest.as_chunks::<8>();
    for (index, word) in words.iter().take(FEW_WORDS).enumerate() {
        let special = special_in(u64::from_le_bytes(*word));
        if special != 0 {
            return Some(from + index * 8 + special.trailing_zeros() as usize / 8);
        }
    }
    let passed = words.len().min(FEW_WORDS) * 8;

    further_special(rest.get(passed..)?).map(|at| from + passed + at)
}

/// So many words are looked at one by one, which most texts do not go beyond.
const FEW_WORDS: usize = 6;

/// The same in a long text: by blocks, up to the one with something in it.
fn further_special(bytes: &[u8]) -> Option<usize> {
    let (blocks, _) = bytes.as_chunks::<64>();
    let blocks = blocks.iter().take_while(|block| !has_special(*block));
    let passed = blocks.count() * 64;
    let rest = bytes.get(passed..)?;
    let (words, tail) = rest.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let special = special_in(u64::from_le_bytes(*word));
        if special != 0 {
            return Some(passed + index * 8 + special.trailing_zeros() as usize / 8);
        }
    }
    let in_tail = tail
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F))?;

    Some(passed + words.len() * 8 + in_tail)
}

/// Whether there is a quote, a backslash or a control character. The ends of what is not whole words are looked at twice.
#[inline]
pub(crate) fn has_special(bytes: &[u8]) -> bool {
    let (words, tail) = bytes.as_chunks::<8>();
    let mut special = 0;
    for word in words {
        special |= special_in(u64::from_le_bytes(*word));
    }
    if tail.is_empty() {
        return special != 0;
    }
    let rest = match (
        bytes.last_chunk::<8>(),
        tail.first_chunk::<4>(),
        tail.last_chunk::<4>(),
    ) {
        (Some(last), _, _) => u64::from_le_bytes(*last),
        (_, Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        // Up to three bytes, above which are letters.
        _ => tail
            .iter()
            .fold(u64::from_le_bytes(*b"aaaaaaaa"), |word, byte| {
                word << 8 | u64::from(*byte)
            }),
    };

    (special | special_in(rest)) != 0
}

impl<'text> Reader<'text> {
    /// Reads a string whose opening quote is the next byte.
    #[inline]
    pub(super) fn quoted(&mut self) -> Decoded<Cow<'text, str>> {
        let start = self.position + 1;
        let special = next_special(self.bytes(), start);
        match self.as_it_stands(start, special) {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.unescaped(start, special),
        }
    }

    /// Passes a string whose opening quote is the next byte, checking its escapes.
    pub(super) fn skip_quoted(&mut self) -> Decoded {
        let start = self.position + 1;
        let special = next_special(self.bytes(), start);
        match self.as_it_stands(start, special) {
            Some(_) => Ok(()),
            None => self.escaped(start, special, None),
        }
    }

    /// Reads a string in which nothing is escaped. Any other is left where it stands.
    #[inline]
    fn as_it_stands(&mut self, start: usize, special: Option<usize>) -> Option<&'text str> {
        let end = special.filter(|end| self.bytes().get(*end) == Some(&b'"'))?;
        self.position = end + 1;

        self.text.get(start..end)
    }

    #[cold]
    fn unescaped(&mut self, start: usize, special: Option<usize>) -> Decoded<Cow<'text, str>> {
        // Without a quote in it, it takes no more than it has in the text.
        let end = self.slice(start, self.text.len()).find('"');
        let mut text = String::with_capacity(end.unwrap_or_default());
        self.escaped(start, special, Some(&mut text))?;
        // Letters that are all escaped take a third of it.
        if text.len() < text.capacity() / 2 {
            text.shrink_to_fit();
        }

        Ok(Cow::Owned(text))
    }

    /// Reads a string from its start on, of which the first special byte is known.
    #[cold]
    fn escaped(
        &mut self,
        start: usize,
        special: Option<usize>,
        mut text: Option<&mut String>,
    ) -> Decoded {
        let (mut from, mut next) = (start, special);
        loop {
            let Some(end) = next else {
                self.position = self.text.len();
                return Err(self.syntax("a closing quote"));
            };
            if let (Some(text), true) = (&mut text, end > from) {
                text.push_str(self.slice(from, end));
            }
            self.position = end;
            match self.byte() {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.position += 1;
                    let character = self.escape()?;
                    if let Some(text) = &mut text {
                        text.push(character);
                    }
                }
                _ => return Err(self.syntax("no control character in a string")),
            }
            from = self.position;
            next = next_special(self.bytes(), from);
        }
    }

    #[inline]
    fn escape(&mut self) -> Decoded<char> {
        let letter = self.byte().unwrap_or_default();
        let meaning = MEANINGS.get(usize::from(letter)).copied();
        self.position += 1;
        match meaning {
            Some(0) | None if letter == b'u' => self.unicode_escape(),
            Some(0) | None => {
                self.position -= 1;
                Err(self.syntax("an escape sequence"))
            }
            Some(meaning) => Ok(char::from(meaning)),
        }
    }

    fn unicode_escape(&mut self) -> Decoded<char> {
        let first = self.four_digits()?;
        let code = if (0xD800..0xDC00).contains(&first) {
            if !self
                .bytes()
                .get(self.position..)
                .is_some_and(|rest| rest.starts_with(b"\\u"))
            {
                return Err(self.syntax("the second half of a surrogate pair"));
            }
            self.position += 2;
            let second = self.four_digits()?;
            if !(0xDC00..0xE000).contains(&second) {
                return Err(self.syntax("the second half of a surrogate pair"));
            }
            0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        } else {
            first
        };

        char::from_u32(code).ok_or_else(|| self.syntax("a character, not half of a surrogate pair"))
    }

    #[inline]
    fn four_digits(&mut self) -> Decoded<u32> {
        let digits = self.bytes().get(self.position..);
        let code = digits.and_then(<[u8]>::first_chunk::<4>).map(|digits| {
            digits
                .iter()
                .fold(0, |code, digit| code << 4 | value_of(*digit))
        });
        match code {
            Some(code) if code <= 0xFFFF => {
                self.position += 4;
                Ok(code)
            }
            _ => Err(self.syntax("four hexadecimal digits")),
        }
    }
}

/// The value of a hexadecimal digit; what is none has more than 28 bits, so that four of them show it.
#[inline]
fn value_of(digit: u8) -> u32 {
    match digit {
        b'0'..=b'9' => u32::from(digit - b'0'),
        _ => match digit | 0x20 {
            letter @ b'a'..=b'f' => u32::from(letter - b'a' + 10),
            _ => 0xFFFF_0000,
        },
    }
}

/// What the letters behind a backslash mean; zero is none, or a number.
const MEANINGS: [u8; 128] = {
    let mut meanings = [0; 128];
    let pairs = *b"\"\"\\\\//b\x08f\x0Cn\nr\rt\t";
    let mut rest = pairs.as_slice();
    while let [letter, meaning, behind @ ..] = rest {
        #[expect(clippy::indexing_slicing, reason = "the letters are ASCII")]
        {
            meanings[*letter as usize] = *meaning;
        }
        rest = behind;
    }
    meanings
};
