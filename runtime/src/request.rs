//! A request as a value: what is sent, before a credential is added.
//!
//! Values come as slots and are encoded at once, each as its [`Encoding`] says. Nothing a value holds can leave its place: besides what the
//! encoding escapes, a path segment can not become `.` or `..`, and a header takes no line break. The first thing that cannot be sent is
//! kept and reported when the call is made, so that describing a request never fails.

mod further;
mod path;
mod usual;

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use percent_encoding::utf8_percent_encode;

use crate::codec::EncodeError;
use crate::encoding::{Encoding, PERCENT, Parameter, Placed, PlusSign, Written, unescape};
use crate::excerpt;
use crate::secret::REDACTED;
use crate::upload::Upload;
use path::fill;
use usual::Usual;

/// Headers that belong to the connection, not to a caller.
pub(crate) const RESERVED_HEADERS: [HeaderName; 5] = [
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
    path: Cow<'static, str>,
    path_values: Vec<(Cow<'static, str>, String)>,
    query: Vec<Pair>,
    cookies: Vec<Pair>,
    headers: HeaderMap,
    body: Option<Upload>,
    /// Where the vendor's own link leads, instead of path and query.
    link: Option<String>,
    problem: Option<String>,
    usual: Usual,
}

/// One name and value of the query or of the cookies, escaped, and the parameter they come from.
#[derive(Clone, Debug)]
struct Pair {
    parameter: Cow<'static, str>,
    /// Nothing where the query is one text, which has no name.
    name: Option<Cow<'static, str>>,
    value: String,
    sensitive: bool,
}

/// Where a request goes: as sent, and as shown.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) url: String,
    /// Only where it is another text.
    shown: Option<String>,
}

impl Target {
    pub(crate) fn shown(&self) -> &str {
        self.shown.as_ref().unwrap_or(&self.url)
    }

    pub(crate) fn into_shown(self) -> String {
        self.shown.unwrap_or(self.url)
    }
}

impl Pair {
    /// Adds what a parameter comes to.
    fn add(pairs: &mut Vec<Self>, parameter: &Parameter, written: Written) {
        let member = &parameter.member;
        let pair = |name: Cow<'static, str>, value| Self {
            parameter: member.name().into(),
            name: (!name.is_empty()).then_some(name),
            value,
            sensitive: member.is_sensitive(),
        };
        match written {
            Written::One(name, value) => pairs.push(pair(name, value)),
            Written::Several(written) => {
                let written = written.into_iter();
                pairs.extend(written.map(|(name, value)| pair(name.into(), value)));
            }
        }
    }

    fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }

    /// The value for people.
    fn shown(&self) -> &str {
        if self.sensitive {
            REDACTED
        } else {
            &self.value
        }
    }
}

impl Request {
    /// A request to a path below the base URL; `{name}` in it stands for a value to come.
    pub(crate) fn new(method: http::Method, path: impl Into<Cow<'static, str>>) -> Self {
        Self {
            method,
            path: path.into(),
            path_values: Vec::new(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
            link: None,
            problem: None,
            usual: Usual::OF_OPENAPI,
        }
    }

    /// Fills a place of the path.
    pub(crate) fn set_path(&mut self, parameter: &Parameter, value: &dyn Placed) {
        let name = parameter.member.name();
        let written = self.written(parameter, self.usual.path, value);
        let values = written.into_values().map(|value| (name.into(), value));
        self.path_values.extend(values);
    }

    /// Sets a parameter of the query; an absent value takes it away.
    pub(crate) fn set_query(&mut self, parameter: &Parameter, value: &dyn Placed) {
        let name = parameter.member.name();
        self.query.retain(|pair| pair.parameter != name);
        if !value.is_absent() {
            let written = self.written(parameter, self.usual.query, value);
            Pair::add(&mut self.query, parameter, written);
        }
    }

    /// Sets a cookie; an absent value takes it away.
    pub(crate) fn set_cookie(&mut self, parameter: &Parameter, value: &dyn Placed) {
        let name = parameter.member.name();
        self.cookies.retain(|pair| pair.parameter != name);
        if !value.is_absent() {
            let written = self.written(parameter, Encoding::COOKIE, value);
            Pair::add(&mut self.cookies, parameter, written);
        }
    }

    /// The names and values of a parameter; none, and a note of it, where it cannot be sent.
    fn written(&mut self, parameter: &Parameter, usual: Encoding, value: &dyn Placed) -> Written {
        let member = &parameter.member;
        let Some(encoding) = parameter.encoding(usual) else {
            self.refuse(format!(
                "`{}` is described for another place",
                member.name()
            ));
            return Written::Several(Vec::new());
        };
        match encoding.pairs(member.name(), value, member.shape()) {
            Ok(written) => written,
            Err(mut error) => {
                error.member.get_or_insert(member.name());
                self.refuse(error.to_string());
                Written::Several(Vec::new())
            }
        }
    }

    /// Sets a parameter of the query that the spec may not know.
    pub(crate) fn set_query_text(&mut self, name: &str, value: &str) {
        self.query.retain(|pair| pair.parameter != name);
        self.add_query_text(name, value);
    }

    /// Adds to the query, also where the name is there already.
    pub(crate) fn add_query_text(&mut self, name: &str, value: &str) {
        self.query.push(Pair {
            parameter: name.to_owned().into(),
            name: Some(escaped(name).into()),
            value: escaped(value),
            sensitive: false,
        });
    }

    /// The first value of a parameter of the query.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        let name = escaped(name);
        let pair = self.query.iter().find(|pair| pair.name() == name)?;

        unescape(&pair.value, PlusSign::Space)
    }

    /// What a call says for a parameter of the path, the query or the headers, as it travels.
    pub(crate) fn value_of(&self, name: &str) -> Option<String> {
        let of_path = self.path_values.iter().find(|(known, _)| known == name);
        let of_query = || {
            let is_of = |pair: &&Pair| pair.parameter == name || pair.name() == name;
            let values: Vec<&str> = self
                .query
                .iter()
                .filter(is_of)
                .map(|pair| pair.value.as_str())
                .collect();
            (!values.is_empty()).then(|| values.join("&"))
        };
        let of_headers = || {
            let value = self.headers.get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };

        of_path
            .map(|(_, value)| value.clone())
            .or_else(of_query)
            .or_else(of_headers)
    }

    /// Whether a header is set.
    pub(crate) fn has_header(&self, name: &str) -> bool {
        // By a name that is read: looked for by a text, every name would be read by code of its own.
        HeaderName::from_bytes(name.as_bytes()).is_ok_and(|name| self.headers.contains_key(name))
    }

    /// Sets a header; an absent value takes it away.
    pub(crate) fn set_header(&mut self, parameter: &Parameter, value: &dyn Placed) {
        let member = &parameter.member;
        if let Ok(name) = HeaderName::from_bytes(member.name().as_bytes()) {
            self.headers.remove(name);
        }
        if !value.is_absent() {
            let written = self.written(parameter, Encoding::HEADER, value);
            for value in written.into_values() {
                self.set_header_text(member.name(), &value, member.is_sensitive());
            }
        }
    }

    /// Sets a header that the spec may not know.
    pub(crate) fn set_header_text(&mut self, name: &str, value: &str, sensitive: bool) {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(format!("`{}` is no header name", excerpt::escaped(name)));
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

    /// Sets a body of this type, unless a header says another one.
    pub(crate) fn set_body(&mut self, content_type: &str, body: Result<Bytes, EncodeError>) {
        self.set_upload(content_type, body.map(Upload::from));
    }

    /// The same for a body that may be more than bytes.
    pub(crate) fn set_upload(&mut self, content_type: &str, body: Result<Upload, EncodeError>) {
        match (body, HeaderValue::from_str(content_type)) {
            (Ok(body), Ok(content_type)) => {
                self.body = Some(body);
                if !self.headers.contains_key(header::CONTENT_TYPE) {
                    self.headers.insert(header::CONTENT_TYPE, content_type);
                }
            }
            (Ok(_), Err(_)) => self.refuse("the content type has control characters".to_owned()),
            (Err(error), _) => self.refuse(error.to_string()),
        }
    }

    /// Sets a body of several parts. Its type names the boundary, so no header says another one.
    pub(crate) fn set_multipart(&mut self, body: Result<(String, Upload), EncodeError>) {
        self.headers.remove(header::CONTENT_TYPE);
        match body {
            Ok((content_type, body)) => self.set_upload(&content_type, Ok(body)),
            Err(error) => self.refuse(error.to_string()),
        }
    }

    pub(crate) fn method(&self) -> &http::Method {
        &self.method
    }

    /// The headers that go out: those that were set, and the cookies.
    pub(crate) fn headers(&self) -> HeaderMap {
        let mut headers = self.headers.clone();
        if self.cookies.is_empty() {
            return headers;
        }
        let others = headers.get(header::COOKIE);
        let mut sensitive = others.is_some_and(HeaderValue::is_sensitive);
        let mut value = others.map_or_else(Vec::new, |others| others.as_bytes().to_vec());
        for cookie in &self.cookies {
            if !value.is_empty() {
                value.extend_from_slice(b"; ");
            }
            value.extend_from_slice(format!("{}={}", cookie.name(), cookie.value).as_bytes());
            sensitive |= cookie.sensitive;
        }
        // Escaped texts are always a header's value.
        if let Ok(mut value) = HeaderValue::from_bytes(&value) {
            value.set_sensitive(sensitive);
            headers.insert(header::COOKIE, value);
        }
        headers
    }

    pub(crate) fn body(&self) -> Option<&Upload> {
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
        if let Some(link) = &self.link {
            return Ok(self.linked(link));
        }
        let url = |value: fn(&Pair) -> &str| {
            let of_path = self.path_values.iter().map(|(_, value)| value.len());
            let of_query = self
                .query
                .iter()
                .map(|pair| pair.name().len() + value(pair).len() + 2);
            let length: usize = of_path.chain(of_query).sum();
            let mut url = String::with_capacity(base.len() + self.path.len() + length + 1);
            url.push_str(base);
            let plus = self.usual.path.plus_sign();
            fill(&mut url, &self.path, &self.path_values, plus)?;
            for pair in &self.query {
                append_escaped(&mut url, pair.name.as_deref(), value(pair));
            }
            Ok::<_, String>(url)
        };
        let is_shown_as_sent = !self.query.iter().any(|pair| pair.sensitive);

        Ok(Target {
            url: url(|pair| &pair.value)?,
            shown: if is_shown_as_sent {
                None
            } else {
                Some(url(Pair::shown)?)
            },
        })
    }

    /// Notes that the request cannot be sent. The first reason is kept.
    pub(crate) fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }
}

/// Appends a name and a value to the query of a URL.
pub(crate) fn append_pair(url: &mut String, name: &str, value: &str) {
    append_escaped(url, Some(&escaped(name)), &escaped(value));
}

/// Appends a name to the query of a URL, and a placeholder for its value.
pub(crate) fn append_shown(url: &mut String, name: &str) {
    append_escaped(url, Some(&escaped(name)), REDACTED);
}

fn append_escaped(url: &mut String, name: Option<&str>, value: &str) {
    url.push(if url.contains('?') { '&' } else { '?' });
    if let Some(name) = name {
        url.push_str(name);
        url.push('=');
    }
    url.push_str(value);
}

/// A text as it may stand anywhere in a URL.
pub(crate) fn escaped(text: &str) -> String {
    utf8_percent_encode(text, PERCENT).to_string()
}

#[cfg(test)]
mod tests;
