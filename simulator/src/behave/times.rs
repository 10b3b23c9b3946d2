//! Times of records: when they were made and changed, in the vendor's own format, and back from texts.

use std::time::SystemTime;

use brogue_generator::model::contract::{Contract, Kind, SchemaId};
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use serde_json::Value;

use crate::plan::schemas::{self, TimeForm};
use crate::plan::words::plain;

/// Whether a member tells when its record was made.
pub(crate) fn tells_creation(name: &str) -> bool {
    let name = plain(name);

    ["creat", "regist", "insert"]
        .iter()
        .any(|word| name.contains(word))
}

/// Whether a member tells when its record was changed last.
pub(crate) fn tells_change(name: &str) -> bool {
    let name = plain(name);

    ["updat", "modif", "chang", "edited"]
        .iter()
        .any(|word| name.contains(word))
}

/// A time in the form that a member has it; nothing where the member is evidently no time.
pub(crate) fn stamp(
    contract: &Contract,
    member: &str,
    schema: SchemaId,
    time: SystemTime,
) -> Option<Value> {
    let time = Timestamp::try_from(time).ok()?;
    let zoned = time.to_zoned(TimeZone::UTC);
    let text = match schemas::time_form(contract, schema) {
        Some(TimeForm::Own(format)) => jiff::fmt::strtime::format(&format.pattern, &zoned).ok()?,
        Some(TimeForm::DateTime) => {
            jiff::fmt::strtime::format("%Y-%m-%dT%H:%M:%SZ", &zoned).ok()?
        }
        Some(TimeForm::Date) => zoned.date().to_string(),
        None => {
            let kinds = schemas::kinds(contract, schema);
            let counts = kinds.contains(&Kind::Integer) && !kinds.contains(&Kind::Text);
            let of_time = ["at", "on", "time", "date", "timestamp"];
            let is_time = of_time.iter().any(|word| plain(member).ends_with(word));
            return (counts && is_time).then(|| Value::from(time.as_second()));
        }
    };

    Some(Value::String(text))
}

/// The day that a value of a member is in, where it is a time.
pub(crate) fn day(form: Option<&TimeForm>, value: &Value) -> Option<civil::Date> {
    let text = value.as_str()?;
    let usual = || {
        text.get(..10)
            .and_then(|day| day.parse::<civil::Date>().ok())
    };
    match form {
        Some(TimeForm::Own(format)) => {
            let parsed = jiff::fmt::strtime::parse(&format.pattern, text).ok();
            parsed
                .and_then(|parsed| parsed.to_date().ok())
                .or_else(usual)
        }
        _ => usual(),
    }
}
