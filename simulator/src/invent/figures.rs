//! Numbers: within the limits of a schema, and of a size that suits their name.

use brogue_generator::model::Json;
use brogue_generator::model::contract::Kind;
use serde_json::Value;

use super::forms::number;
use super::rules::Rules;
use super::times;
use super::words::words;
use super::{Invention, Meaning, meaning};

/// What a number may be, and how many digits follow its point.
#[derive(Clone, Copy, Debug)]
struct Range {
    low: f64,
    high: f64,
    digits: usize,
}

/// A number that fits.
pub(super) fn figure(
    rules: &Rules<'_>,
    name: &str,
    attempt: usize,
    invention: &mut Invention,
) -> Value {
    let is_whole = !rules.allows(Kind::Number)
        || rules
            .limits("multipleOf")
            .any(|step| step.fract() == 0.0 && step > 0.0);
    if let Some(Json::Number(text)) = (attempt == 0 && meaning(name) != Some(Meaning::Id))
        .then(|| rules.default().or(rules.example()))
        .flatten()
        && invention.random.bool()
    {
        return number(text);
    }
    if is_whole && attempt == 0 && meaning(name) == Some(Meaning::DateTime) {
        return Value::from(
            times::near(invention.time, name, &mut invention.random)
                .timestamp()
                .as_second(),
        );
    }
    let usual = usual(name, is_whole);
    let range = bounded(rules, usual, is_whole);
    let step = rules
        .limits("multipleOf")
        .filter(|step| *step > 0.0)
        .fold(0.0, f64::max);

    if step > 0.0 {
        stepped(range, step, invention)
    } else if is_whole {
        whole(range, invention)
    } else {
        fraction(range, invention)
    }
}

/// What a number of this name usually is.
fn usual(name: &str, is_whole: bool) -> Range {
    let words = words(name);
    let range = |low: u32, high: u32, digits: usize| Range {
        low: f64::from(low),
        high: f64::from(high),
        digits,
    };
    match words.last().map_or("", String::as_str) {
        "lat" | "latitude" => range(47, 55, 5),
        "lng" | "lon" | "long" | "longitude" => range(2, 14, 5),
        "amount" | "price" | "total" | "cost" | "fee" | "balance" | "budget" | "value"
            if !is_whole =>
        {
            range(5, 500, 2)
        }
        "percent" | "percentage" | "rate" | "vat" | "tax" | "share" => range(0, 100, 1),
        "rating" | "score" | "stars" => range(1, 5, 1),
        "year" => range(2028, 2032, 0),
        "month" => range(1, 12, 0),
        "day" => range(1, 28, 0),
        "hour" => range(0, 23, 0),
        "age" => range(18, 80, 0),
        "port" => range(1024, 49151, 0),
        "id" | "ids" | "number" | "key" | "code" => range(1_000, 999_999, 0),
        "size" | "bytes" | "length" => range(100, 100_000, 0),
        "seconds" | "duration" => range(300, 7_200, 0),
        _ => range(1, 100, 2),
    }
}

/// The usual range, moved to where the limits are.
fn bounded(rules: &Rules<'_>, usual: Range, is_whole: bool) -> Range {
    let largest = |keyword: &str| rules.limits(keyword).fold(f64::NEG_INFINITY, f64::max);
    let smallest = |keyword: &str| rules.limits(keyword).fold(f64::INFINITY, f64::min);
    let (above, below) = (largest("exclusiveMinimum"), smallest("exclusiveMaximum"));
    let mut low = largest("minimum");
    let mut high = smallest("maximum");
    if is_whole {
        low = low.max((above + 1.0).floor());
        high = high.min((below - 1.0).ceil());
    } else {
        let space = (high.min(below) - low.max(above)).max(0.0);
        let step = (space / 4.0).min(0.01);
        low = low.max(above + step);
        high = high.min(below - step);
    }
    if rules.format() == Some("int32") {
        low = low.max(f64::from(i32::MIN));
        high = high.min(f64::from(i32::MAX));
    }
    let span = usual.high - usual.low;
    let from = if usual.low >= low && usual.low < high {
        usual.low
    } else if low.is_finite() {
        low
    } else if high.is_finite() {
        high - span
    } else {
        usual.low
    };
    let to = usual.high.max(from + span.min(10.0)).min(high).max(from);

    Range {
        low: from,
        high: to,
        digits: usual.digits,
    }
}

/// A multiple of a step.
fn stepped(range: Range, step: f64, invention: &mut Invention) -> Value {
    let first = (range.low / step).ceil();
    let last = (range.high / step).floor().max(first);
    let times = first + ((last - first) * invention.random.f64()).round();
    let text = step.to_string();
    let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    let value = times * step;

    if digits == 0 {
        number(&format!("{value:.0}"))
    } else {
        number(&format!("{value:.digits$}"))
    }
}

fn whole(range: Range, invention: &mut Invention) -> Value {
    let (low, high) = (range.low.ceil(), range.high.floor());
    let value = low + ((high - low).max(0.0) * invention.random.f64()).round();

    number(&format!("{value:.0}"))
}

/// A number with as many digits as its name wants, where those lead to one within the range.
fn fraction(range: Range, invention: &mut Invention) -> Value {
    let value = range.low + (range.high - range.low) * invention.random.f64();
    let short = format!("{value:.*}", range.digits.max(1));
    let fits = |text: &str| {
        text.parse::<f64>()
            .is_ok_and(|value| value >= range.low && value <= range.high)
    };

    if fits(&short) {
        number(&short)
    } else {
        Value::from(value)
    }
}
