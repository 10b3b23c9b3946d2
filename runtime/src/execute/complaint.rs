//! What the body of an error says, by what the body is.
//!
//! JSON is read at the places that the spec names; what they do not hold is looked for where APIs usually say it, in this order:
//!
//! - the message: `error_description`, `error.message`, `message`, `errors[0].message`, `errors[0].detail`, `detail`, `title`, `error`,
//!   `errors[0]`, `[0].message`, or the whole body where it is one text,
//! - the code: `error.code`, `code`, `errors[0].code`, `[0].code`, `error` beside a message of another place, `type` of a problem
//!   (RFC 9457),
//! - the field: `error.field`, `field`, `errors[0].field`.
//!
//! Forms have the same names; XML has elements of these names; a plain text is the message itself; of an HTML page the title is told.

use http::{HeaderMap, header};

use crate::api::ErrorBody;
use crate::encoding::{PlusSign, unescape};
use crate::envelope;
use crate::error::ApiError;
use crate::excerpt::one_line;
use crate::pointer::{self, Place};
use crate::replaced::replaced;

const MESSAGES: [&str; 11] = [
    "/error_description",
    "/error/message",
    "/message",
    "/errors/0/message",
    "/errors/0/detail",
    "/detail",
    "/title",
    "/error",
    "/errors/0",
    "/0/message",
    "",
];
const CODES: [&str; 6] = [
    "/error/code",
    "/code",
    "/errors/0/code",
    "/0/code",
    "/error",
    "/type",
];
const FIELDS: [&str; 3] = ["/error/field", "/field", "/errors/0/field"];

/// A plain text up to so many bytes is a message.
const LONGEST_TEXT: usize = 500;

/// What a body says.
pub(super) fn read(body: &[u8], headers: &HeaderMap, error_body: &ErrorBody) -> ApiError {
    let Ok(text) = std::str::from_utf8(body) else {
        return ApiError::default();
    };
    let text = text.trim_ascii();
    match text.as_bytes().first() {
        None => ApiError::default(),
        Some(_) if text == "null" => ApiError::default(),
        Some(b'<') => of_markup(text),
        Some(b'{' | b'[' | b'"') => of_json(text, error_body),
        Some(_) if is_form(headers) => of_form(text),
        // A longer one is no message: the excerpt tells its start.
        Some(_) if text.len() > LONGEST_TEXT => ApiError::default(),
        Some(_) => ApiError {
            message: Some(one_line(text)),
            ..ApiError::default()
        },
    }
}

fn of_json(text: &str, error_body: &ErrorBody) -> ApiError {
    let mut error = envelope::api_error(text, error_body);
    let pointers: Vec<&str> = MESSAGES.into_iter().chain(CODES).chain(FIELDS).collect();
    let Ok(places) = pointer::find(text, &pointers) else {
        return error;
    };
    let usual = |from: usize, count: usize, besides: Option<&String>| {
        let texts = places.iter().skip(from).take(count).flatten();
        texts
            .filter_map(Place::scalar)
            .map(|text| one_line(&text))
            .find(|text| !text.is_empty() && Some(text) != besides && text != "about:blank")
    };

    error.message = error.message.or_else(|| usual(0, MESSAGES.len(), None));
    error.code = error
        .code
        .or_else(|| usual(MESSAGES.len(), CODES.len(), error.message.as_ref()));
    error.field = error
        .field
        .or_else(|| usual(MESSAGES.len() + CODES.len(), FIELDS.len(), None));

    error
}

fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|declared| declared.as_bytes().starts_with(b"application/x-www-form"))
}

fn of_form(text: &str) -> ApiError {
    let pairs: Vec<(String, String)> = text
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter_map(|(name, value)| {
            let name = unescape(name, PlusSign::Space)?;
            Some((name, one_line(&unescape(value, PlusSign::Space)?)))
        })
        .collect();
    let value = |name: &str| {
        let named = pairs.iter().find(|(known, _)| known == name);
        named.map(|(_, value)| value.clone())
    };

    by_name(&value)
}

fn of_markup(text: &str) -> ApiError {
    // What a page says is for people who have a browser.
    if title(text).is_some() {
        return ApiError::default();
    }

    let error = by_name(&|name| element(text, name));
    if error.message.is_none() {
        return ApiError::default();
    }

    error
}

/// What bodies without nesting say.
#[inline(never)]
fn by_name(value: &dyn Fn(&str) -> Option<String>) -> ApiError {
    let value = |name: &str| value(name).filter(|value| !value.is_empty());
    let first = |names: &[&str]| names.iter().find_map(|name| value(name));
    let message = first(&[
        "error_description",
        "message",
        "faultstring",
        "detail",
        "title",
        "error",
    ]);
    let code = first(&["code", "faultcode", "error"]).filter(|code| Some(code) != message.as_ref());

    ApiError {
        code,
        message,
        field: value("field"),
    }
}

/// The title of an HTML page.
pub(super) fn title(text: &str) -> Option<String> {
    element(text, "title").filter(|title| !title.is_empty())
}

/// The text of the first element of this name that holds nothing but text, in either case.
fn element(text: &str, name: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        let Some((tag, content)) = after.split_once('>') else {
            break;
        };
        let tag = tag.split_ascii_whitespace().next().unwrap_or_default();
        if !tag.eq_ignore_ascii_case(name) {
            continue;
        }
        if let Some((content, end)) = content.split_once('<')
            && end.starts_with('/')
        {
            return Some(one_line(&unescaped(content)));
        }
    }

    None
}

fn unescaped(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (escaped, plain)| {
        replaced(&text, escaped, plain)
    })
}
