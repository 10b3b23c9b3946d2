//! Headers as they may be shown.

use http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::secret::{REDACTED, Redactor};

/// The headers without credentials: the client's own wherever they stand, and whatever the name tells to be one.
pub(super) fn headers(headers: &HeaderMap, redactor: &Redactor) -> HeaderMap {
    let shown = headers
        .iter()
        .map(|(name, value)| (name.clone(), shown(name, value, redactor)));

    shown.collect()
}

fn shown(name: &HeaderName, value: &HeaderValue, redactor: &Redactor) -> HeaderValue {
    let hidden = || HeaderValue::from_static(REDACTED);
    if value.is_sensitive() || is_secret(name) {
        return hidden();
    }
    let text = redactor.redact(&String::from_utf8_lossy(value.as_bytes()));
    let text = match text.split_once(['?', '#']) {
        // Links that let in whoever has them are signed in their query.
        Some((place, _)) if is_link(name) => format!("{place}?{REDACTED}"),
        _ => text,
    };

    // Text that was a header's value is one still, but for what is no UTF-8.
    HeaderValue::from_bytes(text.as_bytes()).unwrap_or_else(|_| hidden())
}

/// Whether the name says that the value lets somebody in.
fn is_secret(name: &HeaderName) -> bool {
    const TELLING: [&str; 9] = [
        "auth",
        "cookie",
        "token",
        "secret",
        "key",
        "session",
        "password",
        "signature",
        "csrf",
    ];

    TELLING.iter().any(|part| name.as_str().contains(part))
}

fn is_link(name: &HeaderName) -> bool {
    [
        header::LOCATION,
        header::CONTENT_LOCATION,
        header::REFERER,
        header::REFRESH,
    ]
    .contains(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    #[test]
    fn what_lets_somebody_in_is_not_shown() {
        let redactor = Redactor::new([&Secret::ApiKey("hush/hush".into())]);
        for (name, value, seen) in [
            ("content-type", "text/plain", "text/plain"),
            ("x-echo", "got hush%2Fhush", "got [redacted]"),
            ("set-cookie", "sid=1", "[redacted]"),
            ("x-new-token", "t", "[redacted]"),
            ("x-api-key", "k", "[redacted]"),
            (
                "location",
                "https://a.example.com/b?sig=1",
                "https://a.example.com/b?[redacted]",
            ),
            ("location", "/b#token", "/b?[redacted]"),
            ("x-note", "why?", "why?"),
        ] {
            let mut map = HeaderMap::new();
            let name = HeaderName::from_static(name);
            map.insert(name.clone(), HeaderValue::from_static(value));

            assert_eq!(headers(&map, &redactor)[&name], seen, "{name}: {value}");
        }
    }

    #[test]
    fn what_was_marked_and_what_is_no_text_is_no_problem() {
        let mut map = HeaderMap::new();
        let mut marked = HeaderValue::from_static("open");
        marked.set_sensitive(true);
        map.append("x-a", marked);
        map.append("x-a", HeaderValue::from_bytes(b"\xff").unwrap());
        let shown = headers(&map, &Redactor::default());
        let shown: Vec<_> = shown.get_all("x-a").iter().collect();

        assert_eq!(shown[0], "[redacted]");
        assert_eq!(shown[1].as_bytes(), "\u{fffd}".as_bytes());
    }
}
