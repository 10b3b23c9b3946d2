//! An error as one sentence: which call, what happened, what the vendor says, what to do.

use std::fmt;
use std::time::Duration;

use super::{Error, ErrorKind, Inner, NotAgain};

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;

        if let (Some(operation), Some(method), Some(url)) =
            (inner.operation, &inner.method, &inner.url)
        {
            write!(formatter, "`{operation}` failed: {method} {url}: ")?;
        }
        what_happened(inner, formatter)?;
        what_the_vendor_says(inner, formatter)?;
        if let Some(id) = self.request_id() {
            write!(formatter, " [request {id}]")?;
        }
        if inner.attempts > 1 {
            write!(formatter, " (after {} attempts)", inner.attempts)?;
        }
        if let Some(reason) = inner.not_again {
            let reason = match reason {
                NotAgain::BodyGone => "the body is a stream that can be read once",
                NotAgain::BudgetSpent => {
                    "too many calls of this client failed, its retry budget is used up"
                }
            };
            write!(formatter, "; not sent again: {reason}")?;
        }
        what_to_do(inner, formatter)
    }
}

fn what_happened(inner: &Inner, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match inner.status {
        Some(status) if !inner.problem.is_empty() => {
            write!(formatter, "answered {status}: {}", inner.problem)
        }
        Some(status) => write!(formatter, "answered {status}"),
        None => formatter.write_str(&inner.problem),
    }
}

/// The vendor's own words, else the start of what came where nothing else tells more.
fn what_the_vendor_says(inner: &Inner, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (inner.api.as_slice(), &inner.excerpt) {
        ([], Some(excerpt)) if inner.problem.is_empty() => write!(formatter, ": {excerpt}"),
        ([], _) => Ok(()),
        ([only], _) => write!(formatter, ": {only}"),
        ([first, more @ ..], _) => write!(formatter, ": {first}; and {} more", more.len()),
    }
}

fn what_to_do(inner: &Inner, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match inner.kind {
        ErrorKind::NotFound if inner.is_ambiguous => {
            formatter.write_str("; there is no such thing, or the credential was not taken")
        }
        ErrorKind::Unauthorized => formatter.write_str("; check the credential"),
        ErrorKind::Forbidden => formatter.write_str("; the credential does not allow this call"),
        ErrorKind::RateLimited => match inner.retry_after {
            Some(wait) => write!(formatter, "; try again in {}", in_seconds(wait)),
            None => formatter.write_str("; try again later"),
        },
        ErrorKind::QuotaStore => formatter.write_str("; check the quota store"),
        ErrorKind::Timeout | ErrorKind::Stalled | ErrorKind::Transport => {
            formatter.write_str("; the request may have been carried out")
        }
        ErrorKind::Redirected => formatter.write_str("; check the base URL"),
        _ => Ok(()),
    }
}

/// A time for people: to a tenth of a second, a short one to a thousandth.
pub(crate) fn in_seconds(time: Duration) -> String {
    let part = u64::from(time.subsec_nanos().div_ceil(1_000_000));
    let milliseconds = time.as_secs().saturating_mul(1_000).saturating_add(part);
    let rounded = match milliseconds {
        0..1_000 => milliseconds,
        _ => milliseconds.saturating_add(50) / 100 * 100,
    };
    let fraction = format!("{:03}", rounded % 1_000);

    match fraction.trim_end_matches('0') {
        "" => format!("{} s", rounded / 1_000),
        fraction => format!("{}.{fraction} s", rounded / 1_000),
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, in_seconds};

    #[test]
    fn a_time_is_told_as_exactly_as_it_matters() {
        for (microseconds, told) in [
            (0, "0 s"),
            (1, "0.001 s"),
            (50_000, "0.05 s"),
            (999_001, "1 s"),
            (7_000_000, "7 s"),
            (10_001_000, "10 s"),
            (10_050_000, "10.1 s"),
            (61_449_000, "61.4 s"),
        ] {
            assert_eq!(in_seconds(Duration::from_micros(microseconds)), told);
        }
        assert!(in_seconds(Duration::MAX).ends_with(" s"));
    }
}
