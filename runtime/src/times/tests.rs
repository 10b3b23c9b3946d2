//! Texts of times as jiff reads and writes them, and dates of HTTP.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use proptest::prelude::*;

use super::{
    date, date_text, date_time, date_time_text, days, http_date, system_time, timestamp,
    timestamp_text,
};

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn http_dates_are_read_in_all_forms() {
    let moment = Some(at(784_111_777));

    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "6 Nov 1994 08:49:37 +0000",
        "Sun, 6 nov 1994 03:49:37 EST",
        "Sun, 06 Nov 1994 10:49:37 +0200 (somewhere)",
    ] {
        assert_eq!(http_date(text), moment, "{text}");
    }
    for wrong in [
        "",
        "Sun",
        "Sun, 06 Nov 1994",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94x 08:49:37 GMT",
        "Sun, 06 Now 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 Mars",
        "Sun, 06 Nov 1994 08:49:37 GMT GMT",
        "1994-11-06T08:49:37Z",
    ] {
        assert_eq!(http_date(wrong), None, "{wrong}");
    }
}

#[test]
fn times_before_1970_are_times() {
    let time = system_time("1969-12-31T23:59:58.5Z");

    assert_eq!(time, Some(UNIX_EPOCH - Duration::from_millis(1_500)));
}

#[test]
fn days_are_counted_as_the_calendar_does() {
    for year in [
        -9999, -401, -4, -1, 0, 1, 1900, 1970, 2000, 2024, 2100, 9999,
    ] {
        for month in 1..=12 {
            let date = Date::new(year, month, 1).unwrap();
            let since = date - Date::new(1970, 1, 1).unwrap();
            let expected = i64::from(since.get_days());
            assert_eq!(days(i64::from(year), month, 1), expected, "{date}");
        }
    }
}

/// What times are made of, and some that is none.
fn text() -> impl Strategy<Value = String> {
    let date = "(\\+00|-00|)(19|20|99)[0-9]{2}(-[01][0-9]-[0-3][0-9]|[01][0-9][0-3][0-9])";
    let time = "[Tt ][0-2][0-9](:[0-6][0-9](:[0-6][0-9]([.,][0-9]{0,10})?)?|[0-6][0-9])?";
    let offset = "(Z|z|[+-][0-2][0-9](:?[0-5][0-9])?)?(\\[Europe/Paris\\])?";

    (date, time, offset).prop_map(|(date, time, offset)| format!("{date}{time}{offset}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn texts_are_read_as_jiff_reads_them(text in text()) {
        prop_assert_eq!(timestamp(&text), text.parse::<Timestamp>().ok());
        // Without what tells an offset, which jiff passes over here.
        let end = text.find(['Z', 'z', '[']).unwrap_or(text.len());
        let civil = text.get(..end).unwrap_or_default();
        let time = civil.split_once(['T', 't', ' ']);
        if time.is_some_and(|(_, time)| !time.contains(['+', '-'])) {
            prop_assert_eq!(date_time(civil), civil.parse::<DateTime>().ok());
        }
        let day: String = text.chars().take(10).collect();
        prop_assert_eq!(date(&day), day.parse::<Date>().ok());
    }

    #[test]
    fn times_are_written_as_jiff_writes_them(
        seconds in -377_705_023_201_i64..=253_402_207_200,
        nanoseconds in prop_oneof![Just(0), 0..1_000_000_000],
    ) {
        let time = Timestamp::new(seconds, nanoseconds).unwrap();
        prop_assert_eq!(timestamp_text(time), time.to_string());
        let civil = jiff::tz::Offset::UTC.to_datetime(time);
        prop_assert_eq!(date_time_text(civil), civil.to_string());
        prop_assert_eq!(date_text(civil.date()), civil.date().to_string());
    }
}
