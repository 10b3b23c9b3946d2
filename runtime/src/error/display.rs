//! An error as one sentence: which call, what happened, what the vendor says, what to do.

use std::fmt;

use super::{Error, ErrorKind, Inner};

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
            write!(formatter, " [request {}]", id.escape_debug())?;
        }
        if inner.attempts > 1 {
            write!(formatter, " (after {} attempts)", inner.attempts)?;
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
            Some(wait) => {
                let seconds = wait.as_millis().div_ceil(1_000);
                write!(formatter, "; try again in {seconds} s")
            }
            None => formatter.write_str("; try again later"),
        },
        ErrorKind::Timeout | ErrorKind::Transport => {
            formatter.write_str("; the request may have been carried out")
        }
        ErrorKind::Redirected => formatter.write_str("; check the base URL"),
        _ => Ok(()),
    }
}
