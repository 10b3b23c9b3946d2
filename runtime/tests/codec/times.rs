//! Dates and times: plain, by a format, empty, zero, and in a zone.

use brogue_runtime::codec::{self, Shape, Slot, Strictness, TimeFormat, Zone};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::harness::{again, read};
use crate::models::Visit;

const CIVIL: TimeFormat = TimeFormat::new("%Y-%m-%d %H:%M:%S", Zone::None);
const UTC: TimeFormat = TimeFormat::new("%Y-%m-%d %H:%M:%S", Zone::Utc);
const OFFSET: TimeFormat = TimeFormat::new("%Y-%m-%dT%H:%M:%S%z", Zone::Offset);
const DAY: TimeFormat = TimeFormat::new("%d/%m/%Y", Zone::None).empty_is_none();
const LENIENT: TimeFormat = TimeFormat::new("%Y-%m-%d %H:%M:%S", Zone::None).empty_is_none();
const UNIX: TimeFormat = TimeFormat::new("%s", Zone::Offset).empty_is_none();

/// Reads and writes a text; `x` where it does not fit.
fn trip<T: Slot>(shape: Shape, text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    match codec::decode::<T>(&quoted, &shape, Strictness::Strict) {
        Ok(read) => codec::encode(&read.value, &shape)
            .unwrap()
            .trim_matches('"')
            .to_owned(),
        Err(_) => "x".to_owned(),
    }
}

#[test]
fn times_are_read_and_written_in_their_format() {
    type Trip = fn(Shape, &str) -> String;
    let (date, civil, instant): (Trip, Trip, Trip) =
        (trip::<Date>, trip::<DateTime>, trip::<Timestamp>);
    let maybe: Trip = trip::<Option<DateTime>>;
    let plain = Shape::PLAIN;
    let by = |format: &'static TimeFormat| plain.time(format);
    let table: [(Trip, Shape, &str, &str); 33] = [
        (date, plain, "2026-11-23", "2026-11-23"),
        (date, plain, "2026-11-23T10:00:00", "x"),
        (date, plain, "2026-02-30", "x"),
        (date, plain, "", "x"),
        (date, by(&DAY), "23/11/2026", "23/11/2026"),
        (date, by(&DAY), "11/23/2026", "x"),
        (civil, plain, "2026-11-23T10:30:00", "2026-11-23T10:30:00"),
        (
            civil,
            plain,
            "2026-11-23 10:30:00.250",
            "2026-11-23T10:30:00.25",
        ),
        // What says more than a civil time holds is not cut down to one.
        (civil, plain, "2026-11-23T10:30:00Z", "x"),
        (civil, plain, "2026-11-23T10:30:00+02:00", "x"),
        (civil, plain, "2026-11-23T10:30:00-02:00", "x"),
        (civil, plain, "2026-11-23T10:30:00[Europe/Lisbon]", "x"),
        (
            civil,
            by(&CIVIL),
            "2026-11-23 10:30:00",
            "2026-11-23 10:30:00",
        ),
        (civil, by(&CIVIL), "2026-11-23T10:30:00", "x"),
        (civil, by(&CIVIL), "2026-11-23 10:30", "x"),
        (civil, by(&CIVIL), "2026-11-23 10:30:00 ", "x"),
        (civil, by(&CIVIL), "0000-00-00 00:00:00", "x"),
        (civil, by(&CIVIL), "", "x"),
        (maybe, by(&LENIENT), "", "null"),
        (maybe, by(&LENIENT), "0000-00-00 00:00:00", "null"),
        (maybe, by(&LENIENT), "0000-00-00", "null"),
        (maybe, by(&LENIENT), "0", "x"),
        (
            maybe,
            by(&LENIENT),
            "2026-11-23 00:00:00",
            "2026-11-23 00:00:00",
        ),
        (maybe, by(&CIVIL), "", "x"),
        (trip::<Option<Date>>, by(&DAY), "00/00/0000", "null"),
        (
            instant,
            plain,
            "2026-11-23T10:30:00Z",
            "2026-11-23T10:30:00Z",
        ),
        (
            instant,
            plain,
            "2026-11-23T10:30:00+02:00",
            "2026-11-23T08:30:00Z",
        ),
        (instant, plain, "2026-11-23T10:30:00", "x"),
        (
            instant,
            by(&UTC),
            "2026-11-23 10:30:00",
            "2026-11-23 10:30:00",
        ),
        (
            instant,
            by(&OFFSET),
            "2026-11-23T10:30:00+0200",
            "2026-11-23T08:30:00+0000",
        ),
        (instant, by(&OFFSET), "2026-11-23T10:30:00", "x"),
        (trip::<Option<Timestamp>>, by(&UNIX), "0", "0"),
        (instant, by(&UNIX), "1795429800", "1795429800"),
    ];
    for (trip, shape, text, expected) in table {
        assert_eq!(trip(shape, text), expected, "{text}");
    }
}

#[test]
fn an_alias_is_read_and_the_name_is_written() {
    for name in ["modifieddAt", "modifiedAt", "modified_at"] {
        let text = format!(r#"{{"_id":"7","number":1,"{name}":"2026-11-23 10:30:00"}}"#);
        let visit: Visit = read(&text);

        assert_eq!(visit.modified.map(DateTime::hour), Some(10));
        assert_eq!(
            again::<Visit>(&text),
            r#"{"_id":"7","number":1,"modifieddAt":"2026-11-23 10:30:00"}"#
        );
    }
}
