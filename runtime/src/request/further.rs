//! What a request for a further page changes: a link instead of path and query, or a value inside the body.

use bytes::Bytes;
use http::header::{self, HeaderValue};
use url::Url;

use super::{Request, Target};
use crate::codec::quoted;
use crate::paging::is_named;
use crate::pointer::{self, Place};
use crate::secret::REDACTED;

impl Request {
    /// Goes to a link instead of path and query. Only a path is a link on the host that calls go to: whatever else it is, is refused, for a
    /// credential would go along.
    pub(crate) fn follow(&mut self, base: &str, link: &str) {
        let here = Url::parse(base).ok();
        let is_path = link.starts_with('/') && !link.starts_with("//");
        let target = here
            .as_ref()
            .filter(|_| is_path)
            .and_then(|here| here.join(link).ok());

        match (here, target) {
            (Some(here), Some(target)) if target.origin() == here.origin() => {
                let query = target.query().map(|query| format!("?{query}"));

                self.link = Some(format!(
                    "{}{}{}",
                    here.origin().ascii_serialization(),
                    target.path(),
                    query.unwrap_or_default()
                ));
            }
            (here, _) => {
                let here = here.map(|here| here.origin().ascii_serialization());
                let there = match Url::parse(link) {
                    Ok(url) if url.has_host() => {
                        format!("`{}`", url.origin().ascii_serialization())
                    }
                    _ => "what is no URL".to_owned(),
                };

                self.refuse(format!(
                    "the next page is linked to at {there}, which is not on `{}`: it is not asked for",
                    here.unwrap_or_default()
                ));
            }
        }
    }

    /// Where the link leads.
    pub(super) fn linked(&self, link: &str) -> Target {
        let Some((path, query)) = link.split_once('?') else {
            return Target {
                url: link.to_owned(),
                shown: None,
            };
        };
        let hidden: Vec<&str> = self
            .query
            .iter()
            .filter(|pair| pair.sensitive)
            .map(|pair| &*pair.parameter)
            .collect();
        let shown: Vec<String> = query
            .split('&')
            .map(|pair| match pair.split_once('=') {
                Some((name, _)) if hidden.iter().any(|hidden| is_named(pair, hidden)) => {
                    format!("{name}={REDACTED}")
                }
                _ => pair.to_owned(),
            })
            .collect();

        Target {
            url: link.to_owned(),
            shown: Some(format!("{path}?{}", shown.join("&"))),
        }
    }

    /// The value at a place of a JSON body, in words.
    pub(crate) fn body_value(&self, pointer: &str) -> Option<String> {
        let text = std::str::from_utf8(self.body.as_ref()?.as_bytes()?).ok()?;

        pointer::find(text, &[pointer]).ok()?.pop()??.scalar()
    }

    /// Sets the value at a place of a JSON body. The rest of the body stays as it is, byte for byte; what leads to the place is made.
    pub(crate) fn set_body_value(&mut self, pointer: &str, json: &str) {
        let text = match &self.body {
            Some(body) => body
                .as_bytes()
                .and_then(|body| std::str::from_utf8(body).ok()),
            None => Some("{}"),
        };
        let changed = text.and_then(|text| with_value(text, pointer, json));

        match changed {
            Some(changed) => {
                self.body = Some(Bytes::from(changed).into());
                if !self.headers.contains_key(header::CONTENT_TYPE) {
                    let json = HeaderValue::from_static("application/json");
                    self.headers.insert(header::CONTENT_TYPE, json);
                }
            }
            None => self.refuse(format!(
                "the body has no place `{pointer}` for where the list goes on"
            )),
        }
    }
}

/// The text with another value at a place; `None` where something else than an object is on the way.
fn with_value(text: &str, pointer: &str, json: &str) -> Option<String> {
    let at = |pointer: &str| pointer::find(text, &[pointer]).ok()?.pop()?;
    if let Some(Place { offset, raw }) = at(pointer) {
        let (before, after) = (text.get(..offset)?, text.get(offset + raw.len()..)?);
        return Some(format!("{before}{json}{after}"));
    }
    let (parent, name) = pointer.rsplit_once('/')?;
    let name = pointer::unescape(name);
    let name = quoted(&name);
    let member = format!("{name}:{json}");
    let Some(place) = at(parent).filter(|place| !place.is_null()) else {
        return with_value(text, parent, &format!("{{{member}}}"));
    };
    let inside = place.raw.strip_prefix('{')?.strip_suffix('}')?;
    let comma = if inside.trim().is_empty() { "" } else { "," };
    let end = place.offset + place.raw.len() - 1;
    let (before, after) = (text.get(..end)?, text.get(end..)?);

    Some(format!("{before}{comma}{member}{after}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::with_value;
    use crate::request::Request;

    #[test]
    fn a_value_of_the_body_changes_and_nothing_else() {
        let cases = [
            (
                r#"{"a": 1.00, "after": null}"#,
                "/after",
                r#"{"a": 1.00, "after": 7}"#,
            ),
            (r#"{"a": 1.00}"#, "/after", r#"{"a": 1.00,"after":7}"#),
            ("{ }", "/after", r#"{ "after":7}"#),
            (
                r#"{"page": {"x": 1}}"#,
                "/page/after",
                r#"{"page": {"x": 1,"after":7}}"#,
            ),
            (
                r#"{"page": null}"#,
                "/page/after",
                r#"{"page": {"after":7}}"#,
            ),
            ("{}", "/page/a~1b", r#"{"page":{"a/b":7}}"#),
        ];

        for (text, pointer, expected) in cases {
            assert_eq!(
                with_value(text, pointer, "7").as_deref(),
                Some(expected),
                "{text}"
            );
        }
        for (text, pointer) in [
            ("[]", "/after"),
            (r#"{"page": 1}"#, "/page/x"),
            ("x", "/x"),
            ("{}", "x"),
        ] {
            assert_eq!(with_value(text, pointer, "7"), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_link_leaves_the_host(link in "[/\\\\a-z@:.?#%\\t ]{0,24}", any in any::<String>()) {
            for link in [link, any] {
                let mut request = Request::new(http::Method::GET, "/things");
                request.follow("https://api.example.com/v1", &link);
                if let Ok(target) = request.target("https://api.example.com/v1") {
                    let url = url::Url::parse(&target.url).unwrap();
                    prop_assert_eq!(url.origin().ascii_serialization(), "https://api.example.com");
                }
            }
        }

        #[test]
        fn a_value_of_any_body_is_the_value_that_was_set(body in "[{}\\[\\]a\":,1 ]{0,16}", name in "[a-z/~01]{0,6}") {
            let pointer = format!("/{name}");
            if let Some(changed) = with_value(&body, &pointer, "7") {
                let found = crate::pointer::find(&changed, &[&pointer]).unwrap();
                prop_assert_eq!(found[0].unwrap().raw, "7", "{}", changed);
            }
        }
    }

    #[test]
    fn a_link_stays_on_its_host() {
        let followed = |link: &str| {
            let mut request = Request::new(http::Method::GET, "/things");
            request.follow("https://api.example.com/v1", link);

            request
                .target("https://api.example.com/v1")
                .map(|target| target.url)
        };

        assert_eq!(
            followed("/v2/things?page=2").unwrap(),
            "https://api.example.com/v2/things?page=2"
        );
        for link in [
            "//evil.example/x",
            "/\\evil.example/x",
            "https://evil.example/x",
            "https://api.example.com@evil.example/",
            "@evil.example/",
            ".evil.example/",
            "javascript:alert(1)",
            "",
        ] {
            let problem = followed(link).unwrap_err();
            assert!(
                problem.contains("not on `https://api.example.com`"),
                "{link}: {problem}"
            );
        }
    }
}
