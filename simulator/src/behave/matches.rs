//! Whether a record is what the parameters of a list ask for.

use std::cmp::Ordering;

use brogue_generator::model::contract::Contract;
use serde_json::Value;

use super::times;
use crate::plan::schemas::{self, TimeForm};
use crate::plan::{Collection, Filter, FilterPlace, Test};
use crate::received::Received;
use crate::store::{Record, key_text};

/// A filter with what it asks for in one request.
pub(crate) struct Asked<'a> {
    test: &'a Test,
    value: &'a Value,
    form: Option<TimeForm>,
}

/// The filters that a request uses.
pub(crate) fn asked<'a>(
    contract: &Contract,
    collection: &Collection,
    filters: &'a [Filter],
    received: &'a Received,
) -> Vec<Asked<'a>> {
    let value = |filter: &Filter| match filter.place {
        FilterPlace::Query => received.query.get(&filter.parameter),
        FilterPlace::Body => received.body.as_ref()?.get(&filter.parameter),
    };
    let given = filters
        .iter()
        .filter_map(|filter| Some((filter, value(filter)?)));

    given
        .map(|(filter, value)| Asked {
            test: &filter.test,
            value,
            form: filter
                .test
                .member()
                .zip(collection.item)
                .and_then(|(member, item)| schemas::member(contract, item, member))
                .and_then(|member| schemas::time_form(contract, member)),
        })
        .collect()
}

/// How many records are asked for, where a list is cut by a size alone.
pub(crate) fn most(asked: &[Asked<'_>]) -> Option<usize> {
    asked.iter().find_map(|asked| match asked.test {
        Test::Size(most) => {
            let wanted = asked
                .value
                .as_u64()
                .and_then(|wanted| usize::try_from(wanted).ok());
            Some(wanted.unwrap_or(usize::MAX).min(*most))
        }
        _ => None,
    })
}

impl Asked<'_> {
    /// Whether a record is it.
    pub(crate) fn fits(&self, record: &Record) -> bool {
        let form = self.form.as_ref();
        match self.test {
            Test::Is(member) => record
                .get(member)
                .is_some_and(|value| is_any(form, value, self.value)),
            Test::IsOr { member, known } => {
                let is = |word: &str| record.get(member).and_then(Value::as_str) == Some(word);
                match self.value.as_str() {
                    Some(word) if !known.iter().any(|known| known == word) => {
                        !known.iter().any(|known| is(known))
                    }
                    Some(word) => is(word),
                    None => true,
                }
            }
            Test::From(member) => self.order(record, member, Ordering::Less),
            Test::To(member) => self.order(record, member, Ordering::Greater),
            Test::Month(member) => self.part(record, member, |day| i64::from(day.month())),
            Test::Year(member) => self.part(record, member, |day| i64::from(day.year())),
            Test::Search => {
                let wanted = key_text(self.value).unwrap_or_default().to_lowercase();
                record.values().any(|value| {
                    value
                        .as_str()
                        .is_some_and(|text| text.to_lowercase().contains(&wanted))
                })
            }
            Test::Size(_) | Test::Nothing => true,
        }
    }

    /// Whether a member is there and not on the wrong side.
    fn order(&self, record: &Record, member: &str, wrong: Ordering) -> bool {
        let Some(value) = record.get(member).filter(|value| !value.is_null()) else {
            return false;
        };
        let days = times::day(self.form.as_ref(), value).zip(times::day(None, self.value));
        let whole_day = self.value.as_str().is_some_and(|text| text.len() == 10);
        let order = match days {
            Some((known, wanted)) if whole_day => Some(known.cmp(&wanted)),
            _ => compare(value, self.value),
        };

        order.is_some_and(|order| order != wrong)
    }

    fn part(&self, record: &Record, member: &str, part: fn(jiff::civil::Date) -> i64) -> bool {
        let day = record
            .get(member)
            .and_then(|value| times::day(self.form.as_ref(), value));
        let wanted = key_text(self.value).and_then(|text| text.parse::<i64>().ok());

        day.is_some_and(|day| Some(part(day)) == wanted)
    }
}

impl Test {
    fn member(&self) -> Option<&str> {
        match self {
            Self::Is(member)
            | Self::IsOr { member, .. }
            | Self::From(member)
            | Self::To(member)
            | Self::Month(member)
            | Self::Year(member) => Some(member),
            Self::Search | Self::Size(_) | Self::Nothing => None,
        }
    }
}

/// Whether a value, or one of its elements, is what is wanted, or one of the elements of that.
fn is_any(form: Option<&TimeForm>, value: &Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (_, Value::Array(several)) => several.iter().any(|one| is_any(form, value, one)),
        (Value::Array(several), _) => several.iter().any(|one| is_one(form, one, wanted)),
        _ => is_one(form, value, wanted),
    }
}

/// Whether two values are one in any of their forms: `1`, `"1"` and `true`; an id as a number or a text; a day and a time in it.
fn is_one(form: Option<&TimeForm>, value: &Value, wanted: &Value) -> bool {
    if value == wanted {
        return true;
    }
    let texts = key_text(value).zip(key_text(wanted));
    let Some((known, asked)) = texts else {
        return false;
    };
    let has_flag = value.is_boolean() || wanted.is_boolean();
    let is_day = form.is_some() && asked.len() == 10 && known.len() > 10;

    known == asked
        || (has_flag && flag(&known).is_some() && flag(&known) == flag(&asked))
        || (is_day && {
            let days = (times::day(form, value), times::day(None, wanted));
            days.0.is_some() && days.0 == days.1
        })
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}

/// Numbers by their size, texts as they stand.
fn compare(value: &Value, wanted: &Value) -> Option<Ordering> {
    let number = |value: &Value| match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse::<f64>().ok(),
        _ => None,
    };
    match number(value).zip(number(wanted)) {
        Some((known, wanted)) => known.partial_cmp(&wanted),
        None => Some(key_text(value)?.cmp(&key_text(wanted)?)),
    }
}
