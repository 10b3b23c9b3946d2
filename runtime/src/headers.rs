//! What headers say about waiting: in seconds, as a time of Unix, as a date of HTTP.
//!
//! What cannot be read is as if it were not there. Where a header comes more than once, the first one that can be read counts.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::api::{Quota, ResetForm};
use crate::clock::FOREVER;

/// What an answer says about the quota.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct QuotaReport {
    /// Requests left.
    pub(crate) remaining: Option<u64>,
    /// Time until there are more.
    pub(crate) reset: Option<Duration>,
}

impl QuotaReport {
    /// Reads the headers that the quota names.
    pub(crate) fn read(quota: &Quota, headers: &HeaderMap, now: SystemTime) -> Self {
        Self {
            remaining: quota
                .remaining_header
                .and_then(|name| texts(headers, name).find_map(count)),
            reset: quota.reset_header.and_then(|(name, form)| {
                texts(headers, name).find_map(|text| wait(text, form, now))
            }),
        }
    }
}

/// How long `retry-after` asks to wait, in seconds or as a date.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let read = |text: &str| seconds(text).or_else(|| wait(text, ResetForm::HttpDate, now));

    texts(headers, RETRY_AFTER.as_str()).find_map(read)
}

fn texts<'headers>(
    headers: &'headers HeaderMap,
    name: &str,
) -> impl Iterator<Item = &'headers str> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok().map(str::trim))
}

fn wait(text: &str, form: ResetForm, now: SystemTime) -> Option<Duration> {
    let time = match form {
        ResetForm::Seconds => return seconds(text),
        ResetForm::UnixTime => UNIX_EPOCH.checked_add(seconds(text)?)?,
        ResetForm::HttpDate => {
            let date = jiff::fmt::rfc2822::parse(text).ok()?;
            SystemTime::from(date.timestamp())
        }
    };

    Some(time.duration_since(now).unwrap_or_default().min(FOREVER))
}

/// Seconds, also with a fraction; a negative number is no wait.
fn seconds(text: &str) -> Option<Duration> {
    let seconds: f64 = text.parse().ok()?;
    let longest = 100.0 * FOREVER.as_secs_f64();

    seconds
        .is_finite()
        .then(|| Duration::from_secs_f64(seconds.clamp(0.0, longest)))
}

/// A count, also with a fraction; a negative number is none left.
fn count(text: &str) -> Option<u64> {
    let is_number = text
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-'));
    let count: f64 = text.parse().ok().filter(|_| is_number)?;

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` ends at 0 and at the largest count, which is what is wanted"
    )]
    Some(count as u64)
}

/// The vendor's own id of a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    const NAMES: [&str; 4] = [
        "x-request-id",
        "request-id",
        "x-correlation-id",
        "x-trace-id",
    ];

    NAMES
        .iter()
        .filter_map(|name| headers.get(*name)?.to_str().ok())
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
