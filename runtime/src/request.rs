//! A request as a value: what is sent, before a credential is added.
//!
//! Values come as slots and are encoded at once by the codec. Nothing a value holds can leave its place: in a path and a query everything
//! but letters, digits and `-._~` is percent-encoded, a path segment can not become `.` or `..`, and a header takes no line break. The first
//! thing that cannot be sent is kept and reported when the call is made, so that describing a request never fails.

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::codec::{self, Brackets, EncodeError, Member, Slot};
use crate::secret::REDACTED;

/// What is percent-encoded wherever a value stands in a URL.
pub(crate) const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Headers that belong to the connection, not to a caller.
const RESERVED_HEADERS: [HeaderName; 5] = [
    header::HOST,
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
    header::UPGRADE,
];

/// A request as a value.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    method: http::Method,
    path: String,
    path_values: Vec<(String, String)>,
    query: Vec<Pair>,
    headers: HeaderMap,
    body: Option<Bytes>,
    problem: Option<String>,
}

/// One name and value of the query, and the parameter they come from.
#[derive(Clone, Debug)]
struct Pair {
    parameter: String,
    name: String,
    value: String,
    sensitive: bool,
}

/// Where a request goes: as sent, and as shown.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) url: String,
    pub(crate) shown: String,
}

impl Request {
    /// A request to a path below the base URL; `{name}` in it stands for a value to come.
    pub(crate) fn new(method: http::Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            path_values: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
            problem: None,
        }
    }

    /// Fills a place of the path.
    pub(crate) fn set_path(&mut self, member: &Member, value: &dyn Slot) {
        match text_of(member, value) {
            Ok(text) => self.path_values.push((member.name().to_owned(), text)),
            Err(error) => self.refuse(error.to_string()),
        }
    }

    /// Sets a parameter of the query; an absent value takes it away.
    pub(crate) fn set_query(&mut self, member: &Member, value: &dyn Slot) {
        self.query.retain(|pair| pair.parameter != member.name());
        match pairs_of(member, value) {
            Ok(pairs) => self
                .query
                .extend(pairs.into_iter().map(|(name, value)| Pair {
                    parameter: member.name().to_owned(),
                    name,
                    value,
                    sensitive: member.is_sensitive(),
                })),
            Err(error) => self.refuse(error.to_string()),
        }
    }

    /// Sets a parameter of the query that the spec may not know.
    pub(crate) fn set_query_text(&mut self, name: &str, value: String) {
        self.query.retain(|pair| pair.parameter != name);
        self.add_query_text(name, value);
    }

    /// Adds to the query, also where the name is there already.
    pub(crate) fn add_query_text(&mut self, name: &str, value: String) {
        self.query.push(Pair {
            parameter: name.to_owned(),
            name: name.to_owned(),
            value,
            sensitive: false,
        });
    }

    /// The first value of a parameter of the query.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let pair = self.query.iter().find(|pair| pair.name == name)?;

        Some(&pair.value)
    }

    /// Sets a header; an absent value takes it away.
    pub(crate) fn set_header(&mut self, member: &Member, value: &dyn Slot) {
        if value.is_absent() {
            if let Ok(name) = HeaderName::from_bytes(member.name().as_bytes()) {
                self.headers.remove(name);
            }
            return;
        }
        match text_of(member, value) {
            Ok(text) => self.set_header_text(member.name(), &text, member.is_sensitive()),
            Err(error) => self.refuse(error.to_string()),
        }
    }

    /// Sets a header that the spec may not know.
    pub(crate) fn set_header_text(&mut self, name: &str, value: &str, sensitive: bool) {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(format!("`{}` is no header name", name.escape_debug()));
        };
        if RESERVED_HEADERS.contains(&header) {
            return self.refuse(format!("the header `{header}` is set by the connection"));
        }
        match HeaderValue::from_str(value).or_else(|_| HeaderValue::from_bytes(value.as_bytes())) {
            Ok(mut value) => {
                value.set_sensitive(sensitive);
                self.headers.insert(header, value);
            }
            Err(_) => self.refuse(format!(
                "the value of the header `{header}` has control characters"
            )),
        }
    }

    /// Sets a body of JSON text.
    pub(crate) fn set_json(&mut self, text: Result<String, EncodeError>) {
        match text {
            Ok(text) => {
                self.body = Some(Bytes::from(text));
                let json = HeaderValue::from_static("application/json");
                self.headers.entry(header::CONTENT_TYPE).or_insert(json);
            }
            Err(error) => self.refuse(error.to_string()),
        }
    }

    pub(crate) fn method(&self) -> &http::Method {
        &self.method
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(crate) fn body(&self) -> Option<&Bytes> {
        self.body.as_ref()
    }

    /// The path as it was given, for a message about a request that has no URL.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The URL below a base, or why there is none. The base has no closing slash.
    pub(crate) fn target(&self, base: &str) -> Result<Target, String> {
        if let Some(problem) = &self.problem {
            return Err(problem.clone());
        }
        let path = fill(&self.path, &self.path_values)?;
        let mut url = format!("{base}{path}");
        let mut shown = url.clone();

        for pair in &self.query {
            append_pair(&mut url, &pair.name, &pair.value);
            if pair.sensitive {
                append_shown(&mut shown, &pair.name);
            } else {
                append_pair(&mut shown, &pair.name, &pair.value);
            }
        }

        Ok(Target { url, shown })
    }

    fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }
}

/// Appends a name and a value to the query of a URL.
pub(crate) fn append_pair(url: &mut String, name: &str, value: &str) {
    append_name(url, name);
    url.extend(utf8_percent_encode(value, ESCAPED));
}

/// Appends a name to the query of a URL, and a placeholder for its value.
pub(crate) fn append_shown(url: &mut String, name: &str) {
    append_name(url, name);
    url.push_str(REDACTED);
}

fn append_name(url: &mut String, name: &str) {
    url.push(if url.contains('?') { '&' } else { '?' });
    url.extend(utf8_percent_encode(name, ESCAPED));
    url.push('=');
}

fn pairs_of(member: &Member, value: &dyn Slot) -> Result<Vec<(String, String)>, EncodeError> {
    if value.is_absent() {
        return Ok(Vec::new());
    }
    codec::encode_pairs(member.name(), value, member.shape(), Brackets::Nested).map_err(|error| {
        EncodeError {
            member: error.member.or(Some(member.name())),
            ..error
        }
    })
}

/// One text for a place that holds one: several values are parted by commas.
fn text_of(member: &Member, value: &dyn Slot) -> Result<String, EncodeError> {
    let pairs = pairs_of(member, value)?;
    let values: Vec<String> = pairs.into_iter().map(|(_, value)| value).collect();

    Ok(values.join(","))
}

/// Puts encoded values into a path template.
fn fill(template: &str, values: &[(String, String)]) -> Result<String, String> {
    let shown = template.escape_debug();
    if let Some(wrong) = template
        .chars()
        .find(|letter| matches!(letter, '?' | '#' | '\\'))
    {
        let way_out = if wrong == '?' {
            ": give the query by `.query(..)`"
        } else {
            ""
        };
        return Err(format!("the path `{shown}` holds `{wrong}`{way_out}"));
    }
    let segments = template.strip_prefix('/').unwrap_or(template);
    let mut path = String::with_capacity(template.len() + 16);

    for segment in segments.split('/') {
        let start = path.len() + 1;
        let mut named = None;
        let mut rest = segment;
        path.push('/');
        while let Some((literal, (name, after))) = next_place(rest) {
            let value = values.iter().rev().find(|(known, _)| known == name);
            let Some((_, value)) = value else {
                return Err(format!("the path parameter `{name}` has no value"));
            };
            if value.is_empty() {
                return Err(format!("the path parameter `{name}` is empty"));
            }
            append_literal(&mut path, literal);
            path.extend(utf8_percent_encode(value, ESCAPED));
            named = Some(name);
            rest = after;
        }
        append_literal(&mut path, rest);

        let made = path.get(start..).unwrap_or_default();
        if matches!(&*percent_decode_str(made).decode_utf8_lossy(), "." | "..") {
            return Err(match named {
                Some(name) => format!("the path parameter `{name}` would change the path"),
                None => format!("the path `{shown}` holds a segment of dots"),
            });
        }
    }

    Ok(path)
}

/// The text before the next `{name}`, the name, and the text after it.
fn next_place(text: &str) -> Option<(&str, (&str, &str))> {
    let (literal, after) = text.split_once('{')?;

    Some((literal, after.split_once('}')?))
}

/// Appends a part of a path that the spec or the caller wrote: what is encoded already stays.
fn append_literal(path: &mut String, literal: &str) {
    const LITERAL: &AsciiSet = &ESCAPED
        .remove(b'%')
        .remove(b'!')
        .remove(b'$')
        .remove(b'&')
        .remove(b'\'')
        .remove(b'(')
        .remove(b')')
        .remove(b'*')
        .remove(b'+')
        .remove(b',')
        .remove(b';')
        .remove(b'=')
        .remove(b':')
        .remove(b'@');

    path.extend(utf8_percent_encode(literal, LITERAL));
}

#[cfg(test)]
mod tests {
    use super::{Request, fill};

    fn filled(template: &str, value: &str) -> Result<String, String> {
        fill(template, &[("id".to_owned(), value.to_owned())])
    }

    #[test]
    fn a_value_stays_in_its_place() {
        for (value, path) in [
            ("7", "/things/7/parts"),
            ("a/b", "/things/a%2Fb/parts"),
            ("../..", "/things/..%2F../parts"),
            ("?x=1#y", "/things/%3Fx%3D1%23y/parts"),
            ("%2e", "/things/%252e/parts"),
            ("\r\nhost: evil", "/things/%0D%0Ahost%3A%20evil/parts"),
            ("{id}", "/things/%7Bid%7D/parts"),
            ("é ", "/things/%C3%A9%20/parts"),
            ("...", "/things/.../parts"),
        ] {
            assert_eq!(filled("/things/{id}/parts", value).unwrap(), path);
        }
    }

    #[test]
    fn a_value_that_would_change_the_path_is_refused_by_name() {
        for value in ["", ".", ".."] {
            let problem = filled("/things/{id}", value).unwrap_err();

            assert!(problem.contains("`id`"), "{problem}");
        }
        assert!(filled("/things/{id}{id}", ".").is_err());
        assert!(filled("/things/.{id}", ".").is_err());
        assert!(fill("/things/{id}", &[]).unwrap_err().contains("`id`"));
    }

    #[test]
    fn a_path_of_the_caller_stays_below_the_base() {
        for path in ["/a/../b", "/a/%2e%2E/b", "/a?b", "/a#b", "/a\\b"] {
            assert!(fill(path, &[]).is_err(), "{path}");
        }
        assert_eq!(fill("a b/c%20d", &[]).unwrap(), "/a%20b/c%20d");
        assert_eq!(
            fill("//evil.example.com", &[]).unwrap(),
            "//evil.example.com"
        );
    }

    #[test]
    fn a_query_is_encoded_once() {
        let mut request = Request::new(http::Method::GET, "/things");
        request.set_query_text("a[b]", "x&y=z +1".to_owned());
        request.add_query_text("empty", String::new());
        let target = request.target("https://api.example.com/v1").unwrap();

        assert_eq!(
            target.url,
            "https://api.example.com/v1/things?a%5Bb%5D=x%26y%3Dz%20%2B1&empty="
        );
    }

    #[test]
    fn a_header_takes_no_line_break_and_no_framing() {
        for (name, value) in [("x-a", "b\r\nc: d"), ("content-length", "1"), ("a b", "c")] {
            let mut request = Request::new(http::Method::GET, "/");
            request.set_header_text(name, value, false);

            assert!(request.target("").is_err(), "{name}");
        }
    }
}
