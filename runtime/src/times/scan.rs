//! The parts of a time, one after another.

use jiff::civil::Date;

use super::Time;

/// Digits of a fraction that are told apart.
const NANOSECONDS: usize = 9;

/// What is left of a text.
pub(super) struct Scan<'text> {
    rest: &'text [u8],
}

impl<'text> Scan<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self {
            rest: text.as_bytes(),
        }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Year, month and day. A year with a sign has six digits.
    pub(super) fn date(&mut self) -> Option<Date> {
        let year = match self.sign() {
            Some(sign) => {
                let year = self.number(6)?;
                if year == 0 && sign < 0 {
                    return None;
                }
                year * sign
            }
            None => self.number(4)?,
        };
        let has_hyphens = self.takes(b"-").is_some();
        let month = self.number(2)?;
        if self.takes(b"-").is_some() != has_hyphens {
            return None;
        }
        let day = self.number(2)?;

        Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
        .ok()
    }

    /// A time of day and what stands between it and a date.
    pub(super) fn time_after_date(&mut self) -> Option<Time> {
        self.takes(b"Tt ")?;

        self.time()
    }

    /// Hour, minute and second with a fraction; what is smaller may be left out. A leap second is the one before it.
    pub(super) fn time(&mut self) -> Option<Time> {
        let mut time = Time {
            hour: self.number_up_to(23)?,
            ..Time::default()
        };
        let has_colons = self.rest.first() == Some(&b':');
        if !self.goes_on(has_colons) {
            return Some(time);
        }
        time.minute = self.number_up_to(59)?;
        if !self.goes_on(has_colons) {
            return Some(time);
        }
        time.second = self.number_up_to(60)?.min(59);
        time.nanosecond = self.fraction()?;

        Some(time)
    }

    /// Seconds east of Greenwich: `Z`, or hours with or without minutes and seconds.
    pub(super) fn offset(&mut self) -> Option<i64> {
        if self.takes(b"Zz").is_some() {
            return Some(0);
        }
        let sign = i64::from(self.sign()?);
        let mut offset = i64::from(self.number_up_to(25)?) * 3_600;
        let has_colons = self.rest.first() == Some(&b':');
        if self.goes_on(has_colons) {
            offset += i64::from(self.number_up_to(59)?) * 60;
            if self.goes_on(has_colons) {
                offset += i64::from(self.number_up_to(59)?);
            }
        }

        Some(offset * sign)
    }

    /// Passes over what stands in brackets behind a time; nothing where a bracket is not closed.
    pub(super) fn annotations(&mut self) -> Option<()> {
        while self.takes(b"[").is_some() {
            let end = self.rest.iter().position(|byte| *byte == b']')?;
            if end == 0 {
                return None;
            }
            self.rest = self.rest.get(end + 1..)?;
        }

        Some(())
    }

    /// Whether there is one more pair of digits, with a colon before it or without.
    fn goes_on(&mut self, has_colons: bool) -> bool {
        if has_colons {
            self.takes(b":").is_some()
        } else {
            self.rest.first().is_some_and(u8::is_ascii_digit)
        }
    }

    fn fraction(&mut self) -> Option<i32> {
        if self.takes(b".,").is_none() {
            return Some(0);
        }
        let digits = self.rest.iter().take_while(|byte| byte.is_ascii_digit());
        let count = digits.count();
        if !(1..=NANOSECONDS).contains(&count) {
            return None;
        }
        let mut nanoseconds = self.number(count)?;
        for _ in count..NANOSECONDS {
            nanoseconds *= 10;
        }

        Some(nanoseconds)
    }

    fn sign(&mut self) -> Option<i32> {
        self.takes(b"+-")
            .map(|byte| if byte == b'-' { -1 } else { 1 })
    }

    /// The next byte if it is one of these.
    pub(super) fn takes(&mut self, bytes: &[u8]) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        if !bytes.contains(first) {
            return None;
        }
        self.rest = rest;

        Some(*first)
    }

    fn number_up_to(&mut self, most: i8) -> Option<i8> {
        let number = i8::try_from(self.number(2)?).ok()?;

        (number <= most).then_some(number)
    }

    /// A number of so many digits, at most nine.
    pub(super) fn number(&mut self, digits: usize) -> Option<i32> {
        let (number, rest) = self.rest.split_at_checked(digits)?;
        self.rest = rest;

        number.iter().try_fold(0, |number: i32, digit| {
            let digit = digit.is_ascii_digit().then(|| digit - b'0')?;
            Some(number * 10 + i32::from(digit))
        })
    }
}
