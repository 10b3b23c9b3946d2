//! Links to the next page: where they stand, and which of them may be followed.

use http::{HeaderMap, header};
use url::Url;

/// The link with the relation `next` in the headers `link` (RFC 8288).
pub(super) fn next_of(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::LINK)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(next_in)
}

/// The link with the relation `next` in one value: `<URL>; rel="next", <URL>; rel="last"`.
fn next_in(value: &str) -> Option<String> {
    let mut rest = value;
    loop {
        rest = rest.get(rest.find('<')? + 1..)?;
        let (link, after) = rest.split_once('>')?;
        let (relation, after) = relation(after);
        let leads_on = relation.is_some_and(|relation| {
            let mut words = relation.split_ascii_whitespace();
            words.any(|word| word.eq_ignore_ascii_case("next"))
        });
        if leads_on {
            return Some(link.trim().to_owned());
        }
        rest = after;
    }
}

/// The relation of a link from its parameters, and what comes after them. Of several relations the first one counts.
fn relation(parameters: &str) -> (Option<String>, &str) {
    let mut relation = None;
    let mut rest = parameters.trim_start();
    while let Some(parameter) = rest.strip_prefix(';') {
        let end = parameter.find(['=', ';', ',']).unwrap_or(parameter.len());
        let (name, after) = parameter.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            Some(value) => parameter_value(value.trim_start()),
            None => (String::new(), after),
        };
        if name.trim().eq_ignore_ascii_case("rel") && relation.is_none() {
            relation = Some(value);
        }
        rest = after.trim_start();
    }

    (relation, rest)
}

/// A token or a quoted text, and what comes after it.
fn parameter_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (value, rest) = text.split_at(end);
        return (value.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return (value, quoted.get(index + 1..).unwrap_or_default()),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            _ => value.push(character),
        }
    }

    (value, "")
}

/// The place a link leads to: path and query where it is on the host that calls go to, else the whole URL.
///
/// `base` is where calls go to, `declared` where the API says they go. Where a caller has put something between, a link to the API's own
/// address means that. What else is in the link than path and query is dropped: a user name, a fragment, and `http` where calls go over
/// `https`.
pub(super) fn place(link: &str, page: &str, base: &str, declared: &str) -> String {
    let (Ok(page), Ok(base), Ok(declared)) =
        (Url::parse(page), Url::parse(base), Url::parse(declared))
    else {
        return link.to_owned();
    };
    let Ok(url) = page.join(link.trim()) else {
        return link.to_owned();
    };
    let query = url.query().map(|query| format!("?{query}"));
    let query = query.unwrap_or_default();
    let is_here = is_same_host(&url, &base);
    let path = url.path();
    let is_below_base = below(path, base.path()).is_some();
    if base != declared
        && (is_same_host(&url, &declared) || is_here)
        && !(is_here && is_below_base)
        && let Some(rest) = below(path, declared.path())
    {
        let base = base.path().trim_end_matches('/');
        return format!("{base}{rest}{query}");
    }

    if is_here {
        format!("{path}{query}")
    } else {
        url.into()
    }
}

/// The same link without these parameters in its query.
pub(super) fn without(link: &str, parameters: &[impl AsRef<str>]) -> String {
    let Some((path, query)) = link.split_once('?') else {
        return link.to_owned();
    };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !parameters.iter().any(|name| is_named(pair, name.as_ref())))
        .collect();

    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}

/// Whether a pair of a query has this name.
pub(crate) fn is_named(pair: &str, name: &str) -> bool {
    let found = pair.split_once('=').map_or(pair, |(name, _)| name);

    crate::encoding::unescape(found, crate::encoding::PlusSign::Space)
        .is_some_and(|found| found == name)
}

/// What comes after a base in a path, with its slash.
fn below<'path>(path: &'path str, base: &str) -> Option<&'path str> {
    let rest = path.strip_prefix(base.trim_end_matches('/'))?;

    rest.starts_with('/').then_some(rest)
}

/// Whether a link leads to a host that calls go to anyway, perhaps by plain `http`: then it is followed over `https`.
fn is_same_host(link: &Url, base: &Url) -> bool {
    let is_plain_twin = link.scheme() == "http"
        && base.scheme() == "https"
        && link.port().is_none()
        && base.port().is_none()
        && link.host() == base.host();

    link.origin() == base.origin() || is_plain_twin
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{next_in, place, without};

    #[test]
    fn a_link_header_is_read_as_rfc_8288_writes_it() {
        let cases = [
            (r#"</a?page=2>; rel="next""#, Some("/a?page=2")),
            ("</a>; rel=next", Some("/a")),
            ("</a>; rel=prev, </b>; rel=next", Some("/b")),
            (
                r#"</a,b;c>; title="x, y; rel=\"z\""; REL="prev NEXT""#,
                Some("/a,b;c"),
            ),
            (r#"</a>; rel="last"; rel="next""#, None),
            (r#"</a>; rel="nextish", <b>;rel=next"#, Some("b")),
            ("</a>; next; rel = next", Some("/a")),
            ("</a>", None),
            ("</a; rel=next", None),
            (r#"</a>; rel="next"#, Some("/a")),
            ("", None),
        ];

        for (header, link) in cases {
            assert_eq!(next_in(header).as_deref(), link, "{header}");
        }
    }

    proptest! {
        #[test]
        fn any_header_and_any_link_are_read(header in "[<>;,=a\" rel\\\\next]{0,40}", link in any::<String>()) {
            let _ = next_in(&header);
            let place = place(&link, "https://api.example.com/v1/a", "https://api.example.com/v1", "https://api.example.com/v2");
            let _ = without(&place, &["key"]);
        }
    }

    #[test]
    fn a_link_is_a_place_of_the_host_or_a_whole_url() {
        const PAGE: &str = "https://api.example.com/v1/things?page=1";
        const HERE: &str = "https://api.example.com/v1";
        let proxy = "http://127.0.0.1:8080/shop";
        // link, base -> place
        let cases = [
            ("/v1/things?page=2", HERE, "/v1/things?page=2"),
            ("?page=2", HERE, "/v1/things?page=2"),
            ("others#x", HERE, "/v1/others"),
            ("https://api.example.com/v2/things", HERE, "/v2/things"),
            ("http://api.example.com/v1/things", HERE, "/v1/things"),
            ("https://user:pw@api.example.com/v1", HERE, "/v1"),
            (
                "https://evil.example/v1/things",
                HERE,
                "https://evil.example/v1/things",
            ),
            ("//evil.example/v1", HERE, "https://evil.example/v1"),
            (
                "https://api.example.com:444/v1/x",
                HERE,
                "https://api.example.com:444/v1/x",
            ),
            (
                "https://api.example.com.evil.example/v1",
                HERE,
                "https://api.example.com.evil.example/v1",
            ),
            ("javascript:alert(1)", HERE, "javascript:alert(1)"),
            ("http://[", HERE, "http://["),
            (
                "https://api.example.com/v1/things?page=2",
                proxy,
                "/shop/things?page=2",
            ),
            (
                "https://api.example.com/v10/things",
                proxy,
                "https://api.example.com/v10/things",
            ),
        ];

        for (link, base, expected) in cases {
            assert_eq!(place(link, PAGE, base, HERE), expected, "{link} {base}");
        }
        let page = "http://127.0.0.1:8080/shop/things";
        assert_eq!(place("?page=2", page, proxy, HERE), "/shop/things?page=2");
        assert_eq!(
            place("/v1/things?page=2", page, proxy, HERE),
            "/shop/things?page=2"
        );
    }

    #[test]
    fn a_credential_that_a_link_repeats_is_taken_out() {
        assert_eq!(without("/a?key=1&page=2&k%65y=3", &["key"]), "/a?page=2");
        assert_eq!(without("/a?key=1", &["key"]), "/a");
        assert_eq!(without("/a?keys=1", &["key"]), "/a?keys=1");
    }
}
