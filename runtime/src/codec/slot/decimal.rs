//! Decimal numbers with all their digits: money, rates, measures.

use std::cmp::Ordering;
use std::error::Error;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::Slot;
use super::scalar::numeric;
use crate::codec::reader::{Decoded, Fault, Reader};
use crate::codec::shape::{Form, Shape};
use crate::codec::writer::Writer;

/// A decimal number as it is written, so that no digit is lost and no sum of money becomes a binary fraction.
///
/// It is compared by value (`1.50` equals `1.5`) and shown as it was written. It does not calculate: give its text to a library for that.
///
/// # Examples
///
/// ```
/// use brogue_runtime::codec::Decimal;
///
/// let price: Decimal = "10.10".parse()?;
/// assert_eq!(price.as_str(), "10.10");
/// assert_eq!(price, "10.1".parse()?);
/// assert!(price > Decimal::from(10));
/// # Ok::<(), brogue_runtime::codec::DecimalError>(())
/// ```
#[derive(Clone)]
pub struct Decimal(String);

/// A text that is no decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecimalError;

impl Decimal {
    /// The number as it was written, by the grammar of JSON: `-10.50`, `1e3`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest double; infinite where it is beyond their range.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match numeric(text) {
            Some(number) if number == text => Ok(Self(text.to_owned())),
            _ => Err(DecimalError),
        }
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Decimal {
            fn from(number: $integer) -> Self {
                Self(number.to_string())
            }
        }
    )*};
}

from_integers!(i8, i16, i32, i64, i128, u8, u16, u32, u64, u128);

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl AsRef<str> for Decimal {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Default for Decimal {
    /// Zero.
    fn default() -> Self {
        Self("0".to_owned())
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        Magnitude::of(&self.0).cmp(&Magnitude::of(&other.0))
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let value = Magnitude::of(&self.0);
        (value.sign, value.exponent, value.digits).hash(state);
    }
}

/// A number as 0.digits × 10^exponent, without zeros around the digits.
struct Magnitude {
    /// -1, 0 or 1.
    sign: i8,
    exponent: i128,
    digits: String,
}

impl Magnitude {
    fn of(text: &str) -> Self {
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        let leading = all.len() - significant.len();
        let digits = significant.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Self {
                sign: 0,
                exponent: 0,
                digits,
            };
        }
        let point = i128::try_from(whole.len()).unwrap_or(i128::MAX)
            - i128::try_from(leading).unwrap_or(i128::MAX);

        Self {
            sign: if is_negative { -1 } else { 1 },
            exponent: exponent_of(exponent).saturating_add(point),
            digits,
        }
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let size = || (self.exponent, &self.digits).cmp(&(other.exponent, &other.digits));

        self.sign.cmp(&other.sign).then_with(|| match self.sign {
            -1 => size().reverse(),
            0 => Ordering::Equal,
            _ => size(),
        })
    }
}

/// An exponent, held at the ends of its type where it is beyond them.
fn exponent_of(text: &str) -> i128 {
    let bound = if text.starts_with('-') {
        i128::MIN / 2
    } else {
        i128::MAX / 2
    };

    text.trim_start_matches('+')
        .parse::<i128>()
        .map_or(bound, |exponent| {
            exponent.clamp(i128::MIN / 2, i128::MAX / 2)
        })
}

impl fmt::Display for DecimalError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the text is no decimal number such as `-10.50`")
    }
}

impl Error for DecimalError {}

impl Slot for Decimal {
    fn hollow() -> Self {
        Self(String::new())
    }

    /// From a number, or from a text that is one: what matters are the digits.
    fn decode(&mut self, reader: &mut Reader<'_>, _shape: &Shape) -> Decoded {
        if reader.next_byte() == Some(b'"') {
            let start = reader.position();
            let text = reader.text()?;
            let number = numeric(&text).ok_or_else(|| Fault::unfit(start, "a decimal number"))?;
            number.clone_into(&mut self.0);
            return Ok(());
        }
        reader.number_text()?.clone_into(&mut self.0);
        Ok(())
    }

    fn encode(&self, writer: &mut Writer, shape: &Shape) {
        match shape.form() {
            Form::Text | Form::NumericText => writer.text(&self.0),
            Form::Plain | Form::Integer | Form::Boolean | Form::CommaList | Form::UrlSafe => {
                writer.number(&self.0);
            }
        }
    }

    fn show(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }

    fn reset(&mut self) {
        self.0.clear();
    }

    #[inline]
    fn is_single() -> bool {
        true
    }
}

crate::__serde!(Decimal);
