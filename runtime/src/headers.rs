//! What headers say about waiting: in seconds or milliseconds, as a time of Unix, as a date of HTTP or of RFC 3339.
//!
//! What cannot be read is as if it were not there. Where a header comes more than once, the first one that can be read counts.

mod number;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName};

use crate::api::{Quota, ResetForm};
use crate::clock::FOREVER;
use crate::times;

/// What an answer says about the quota.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct QuotaReport {
    /// Requests that a whole window allows.
    pub(crate) limit: Option<u64>,
    /// Requests left.
    pub(crate) remaining: Option<u64>,
    /// Time until there are more.
    pub(crate) reset: Option<Duration>,
}

impl QuotaReport {
    /// Reads the headers that the quota names. A header may also hold all of it: `limit=100, remaining=50, reset=5`, and policies one after
    /// another: `"burst";r=5;t=2, "daily";r=900;t=3600`, of which the one with the least left counts.
    pub(crate) fn read(quota: &Quota, headers: &HeaderMap, now: SystemTime) -> Self {
        let count_in = |name: Option<&str>, keys: [&str; 2]| {
            texts(headers, name?)
                .find_map(|text| count(text).or_else(|| count(least(text).get(keys)?)))
        };
        let reset = quota.reset_header.and_then(|(name, form)| {
            let read =
                |text| wait(text, form, now).or_else(|| seconds(least(text).get(["reset", "t"])?));
            texts(headers, name).find_map(read)
        });

        Self {
            limit: count_in(quota.limit_header, ["limit", "q"])
                .or_else(|| texts(headers, quota.limit_header?).find_map(before_policy)),
            remaining: count_in(quota.remaining_header, ["remaining", "r"]),
            reset,
        }
    }
}

/// How long an answer asks to wait: `retry-after` in seconds or as a date, or a vendor's own header in milliseconds, which is more exact.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    static IN_MILLISECONDS: [HeaderName; 2] = [
        HeaderName::from_static("retry-after-ms"),
        HeaderName::from_static("x-ms-retry-after-ms"),
    ];
    let read = |text: &str| seconds(text).or_else(|| Some(until(times::http_date(text)?, now)));

    IN_MILLISECONDS
        .iter()
        .filter_map(|name| headers.get(name)?.to_str().ok())
        .find_map(|text| milliseconds(text.trim()))
        .or_else(|| texts(headers, RETRY_AFTER.as_str()).find_map(read))
}

/// A header's name without its hyphens, in small letters.
fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes()
        .filter(|byte| !matches!(byte, b'-' | b'_'))
        .map(|byte| byte.to_ascii_lowercase())
}

/// The values of a header, whatever its name's hyphens: vendors write `x-ratelimit-reset` here and `x-rate-limit-reset` there.
fn texts<'headers>(
    headers: &'headers HeaderMap,
    name: &str,
) -> impl Iterator<Item = &'headers str> {
    let same = headers
        .keys()
        .find(|other| other.as_str().eq_ignore_ascii_case(name));
    let name = same.or_else(|| {
        let mut names = headers.keys();
        names.find(|other| letters(other.as_str()).eq(letters(name)))
    });
    let mut values = Vec::new();
    if let Some(name) = name {
        for value in headers.get_all(name) {
            values.extend(value.to_str().ok().map(str::trim));
        }
    }

    values.into_iter()
}

/// Names and values of one policy.
struct Policy<'text>(Vec<(&'text str, &'text str)>);

impl<'text> Policy<'text> {
    fn get(&self, keys: [&str; 2]) -> Option<&'text str> {
        let is_wanted =
            |(name, _): &&(&str, &str)| keys.iter().any(|key| name.eq_ignore_ascii_case(key));

        self.0.iter().find(is_wanted).map(|(_, value)| *value)
    }
}

/// The policy with the least left: where names come only once each, all of them are one policy.
fn least(text: &str) -> Policy<'_> {
    let policies = text.split(',').map(|policy| Policy(members(policy)));
    let left = |policy: &Policy<'_>| policy.get(["remaining", "r"]).and_then(count);
    let several: Vec<(u64, Policy<'_>)> = policies
        .filter(|policy| policy.0.len() > 1)
        .filter_map(|policy| Some((left(&policy)?, policy)))
        .collect();

    several
        .into_iter()
        .min_by_key(|(left, _)| *left)
        .map_or_else(|| Policy(members(text)), |(_, policy)| policy)
}

fn members(text: &str) -> Vec<(&str, &str)> {
    text.split([';', ','])
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name.trim(), value.trim()))
        .collect()
}

/// The count before a policy: `100, 100;w=60`.
fn before_policy(text: &str) -> Option<u64> {
    let (limit, policy) = text.split_once([',', ';'])?;

    policy.contains('=').then(|| count(limit.trim())).flatten()
}

fn wait(text: &str, form: ResetForm, now: SystemTime) -> Option<Duration> {
    let time = match form {
        ResetForm::Seconds => return seconds(text),
        ResetForm::Milliseconds => return milliseconds(text),
        ResetForm::UnixTime => UNIX_EPOCH.checked_add(seconds(text)?)?,
        ResetForm::UnixMilliseconds => UNIX_EPOCH.checked_add(milliseconds(text)?)?,
        ResetForm::HttpDate => times::http_date(text)?,
        ResetForm::DateTime => times::system_time(text)?,
    };

    Some(until(time, now))
}

/// The time from one moment to another; none where that has passed.
fn until(time: SystemTime, now: SystemTime) -> Duration {
    time.duration_since(now).unwrap_or_default().min(FOREVER)
}

/// Seconds, also with a fraction; a negative number is no wait.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    number::shifted(text, 9).map(nanoseconds)
}

fn milliseconds(text: &str) -> Option<Duration> {
    number::shifted(text, 6).map(nanoseconds)
}

fn nanoseconds(count: u64) -> Duration {
    Duration::from_nanos(count).min(FOREVER * 100)
}

/// A count, also with a fraction; a negative number is none left.
fn count(text: &str) -> Option<u64> {
    number::whole(text)
}

/// The vendor's own id of a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    static NAMES: [HeaderName; 4] = [
        HeaderName::from_static("x-request-id"),
        HeaderName::from_static("request-id"),
        HeaderName::from_static("x-correlation-id"),
        HeaderName::from_static("x-trace-id"),
    ];

    NAMES
        .iter()
        .filter_map(|name| headers.get(name)?.to_str().ok())
        .find(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const NOON: Duration = Duration::from_secs(784_124_400);

    fn after(text: &str) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, text.parse().unwrap());

        retry_after(&headers, UNIX_EPOCH + NOON).map(|wait| wait.as_secs())
    }

    #[test]
    fn retry_after_is_read_in_both_forms() {
        assert_eq!(after("120"), Some(120));
        assert_eq!(after(" 1.5 "), Some(1));
        assert_eq!(after("-3"), Some(0));
        assert_eq!(after("99999999999999999999"), Some(100 * FOREVER.as_secs()));
        assert_eq!(after("Sun, 06 Nov 1994 12:20:30 GMT"), Some(30));
        assert_eq!(after("Sat, 06 Nov 1993 12:20:30 GMT"), Some(0));
        for wrong in ["", "soon", "NaN", "inf"] {
            assert_eq!(after(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_headers_of_a_quota_are_read_as_it_says() {
        let read = |form, reset: &str, remaining: &str| {
            let quota = Quota::new(&[])
                .remaining_header("X-Left")
                .reset_header("X-Reset", form);
            let mut headers = HeaderMap::new();
            headers.insert("x-left", remaining.parse().unwrap());
            headers.insert("x-reset", reset.parse().unwrap());
            let report = QuotaReport::read(&quota, &headers, UNIX_EPOCH + NOON);

            (report.remaining, report.reset.map(|wait| wait.as_secs()))
        };

        assert_eq!(read(ResetForm::Seconds, "7", "0"), (Some(0), Some(7)));
        assert_eq!(
            read(ResetForm::UnixTime, "784124405", "12"),
            (Some(12), Some(5))
        );
        let date = "Sun, 06 Nov 1994 12:20:09 GMT";
        assert_eq!(read(ResetForm::HttpDate, date, "-1"), (Some(0), Some(9)));
        assert_eq!(read(ResetForm::Seconds, date, "many"), (None, None));
        let huge = "9".repeat(400);
        assert_eq!(
            read(ResetForm::UnixTime, "1e300", &huge),
            (Some(u64::MAX), Some(FOREVER.as_secs()))
        );
        assert_eq!(read(ResetForm::Seconds, "1.5", "2.9"), (Some(2), Some(1)));
        for wrong in ["", "0x10", "1e3", "inf", "NaN", "+", "5, 3", "--1"] {
            assert_eq!(
                read(ResetForm::Seconds, "", wrong),
                (None, None),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn a_reset_is_read_in_every_form() {
        let read = |form, reset: &str| {
            let quota = Quota::new(&[]).reset_header("x-reset", form);
            let mut headers = HeaderMap::new();
            headers.insert("x-reset", reset.parse().unwrap());
            let report = QuotaReport::read(&quota, &headers, UNIX_EPOCH + NOON);

            report.reset.map(|wait| wait.as_millis())
        };

        for (form, reset, expected) in [
            (ResetForm::Seconds, "1.25", Some(1_250)),
            (ResetForm::Milliseconds, "1250", Some(1_250)),
            (ResetForm::UnixTime, "784124405", Some(5_000)),
            (ResetForm::UnixMilliseconds, "784124405250", Some(5_250)),
            (ResetForm::DateTime, "1994-11-06T12:20:07.5Z", Some(7_500)),
            (
                ResetForm::DateTime,
                "1994-11-06T14:20:09+02:00",
                Some(9_000),
            ),
            (ResetForm::DateTime, "1993-11-06T12:20:07Z", Some(0)),
            (ResetForm::DateTime, "1994-11-06 12:20", None),
            (ResetForm::Milliseconds, "soon", None),
            (ResetForm::UnixMilliseconds, "-1", Some(0)),
        ] {
            assert_eq!(read(form, reset), expected, "{reset}");
        }
    }

    #[test]
    fn one_header_may_hold_everything() {
        let quota = Quota::new(&[])
            .limit_header("RateLimit-Policy")
            .remaining_header("RateLimit")
            .reset_header("RateLimit", ResetForm::UnixTime);
        let read = |policy: &str, now: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("ratelimit-policy", policy.parse().unwrap());
            headers.insert("ratelimit", now.parse().unwrap());
            let report = QuotaReport::read(&quota, &headers, UNIX_EPOCH + NOON);

            (
                report.limit,
                report.remaining,
                report.reset.map(|wait| wait.as_secs()),
            )
        };

        for (policy, now, expected) in [
            (
                "100;w=60",
                "limit=100, remaining=50, reset=5",
                (Some(100), Some(50), Some(5)),
            ),
            (
                "100, 100;w=60",
                "Remaining=0;Reset=7",
                (Some(100), Some(0), Some(7)),
            ),
            (
                "\"default\";q=80;w=60",
                "\"default\";r=3;t=9",
                (Some(80), Some(3), Some(9)),
            ),
            (
                "\"burst\";q=10;w=1",
                "\"daily\";r=900;t=3600, \"burst\";r=5;t=2",
                (Some(10), Some(5), Some(2)),
            ),
            (
                "\"burst\"",
                "remaining=, reset=never, =;,;",
                (None, None, None),
            ),
            ("many;w=1", "r=1e3;t=inf", (None, None, None)),
        ] {
            assert_eq!(read(policy, now), expected, "{policy} {now}");
        }
    }

    #[test]
    fn names_of_headers_differ_in_hyphens_and_case() {
        let quota = Quota::new(&[]).remaining_header("X-RateLimit-Remaining");
        for (name, expected) in [
            ("x-ratelimit-remaining", Some(7)),
            ("X-Rate-Limit-Remaining", Some(7)),
            ("x_ratelimit_remaining", Some(7)),
            ("ratelimit-remaining", None),
        ] {
            let mut headers = HeaderMap::new();
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            headers.insert(name.clone(), HeaderValue::from_static("7"));
            let report = QuotaReport::read(&quota, &headers, UNIX_EPOCH);

            assert_eq!(report.remaining, expected, "{name}");
        }
    }

    #[test]
    fn milliseconds_of_the_vendor_count_for_more_than_seconds() {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static("2"));
        let wait = |headers: &HeaderMap| retry_after(headers, UNIX_EPOCH).unwrap().as_millis();
        assert_eq!(wait(&headers), 2_000);
        headers.insert("x-ms-retry-after-ms", HeaderValue::from_static("1500"));
        assert_eq!(wait(&headers), 1_500);
        headers.insert("retry-after-ms", HeaderValue::from_static("250.5"));
        assert_eq!(wait(&headers), 250);
        headers.insert("retry-after-ms", HeaderValue::from_static("later"));
        assert_eq!(wait(&headers), 1_500);
    }

    #[test]
    fn the_first_of_several_that_can_be_read_counts() {
        let mut headers = HeaderMap::new();
        for value in ["soon", "\u{e9}", "7", "9"] {
            headers.append(
                RETRY_AFTER,
                HeaderValue::from_bytes(value.as_bytes()).unwrap(),
            );
        }

        assert_eq!(
            retry_after(&headers, UNIX_EPOCH),
            Some(Duration::from_secs(7))
        );
    }
}
