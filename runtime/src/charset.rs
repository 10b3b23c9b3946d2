//! What headers say of a body, and bytes into text: by the mark they begin with, else by the charset that is declared, else as UTF-8.

use std::borrow::Cow;

use http::header::{self, HeaderMap};

/// What text in UTF-8 begins with where a server means well.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The text of a body, or why it is none. What is declared counts, unless the body begins with a mark.
pub(crate) fn text<'body>(
    body: &'body [u8],
    headers: &HeaderMap,
) -> Result<Cow<'body, str>, String> {
    if let Some((wide, _)) = wide_by_mark(body) {
        return wide;
    }
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    match declared(headers).as_deref() {
        Some("iso-8859-1" | "iso8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252") => {
            Ok(narrow(body))
        }
        Some("utf-16le" | "utf-16") => wide(body, u16::from_le_bytes),
        Some("utf-16be") => wide(body, u16::from_be_bytes),
        Some(other) if !matches!(other, "utf-8" | "utf8" | "us-ascii" | "ascii") => {
            let text = std::str::from_utf8(body).map(Cow::Borrowed);
            text.map_err(|_| {
                let other = crate::excerpt::one_line(other);
                format!("the body is text in `{other}`, which is not read")
            })
        }
        Some(_) | None => utf_8(body),
    }
}

/// The text of a body of JSON, which is UTF-8 whatever is declared; with the charset where it is another.
pub(crate) fn json<'body>(
    body: &'body [u8],
    headers: &HeaderMap,
) -> Result<(Cow<'body, str>, Option<&'static str>), String> {
    if let Some((wide, name)) = wide_by_mark(body) {
        return wide.map(|text| (text, Some(name)));
    }
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    match std::str::from_utf8(body) {
        Ok(text) => Ok((Cow::Borrowed(text), None)),
        Err(_) => match declared(headers).as_deref() {
            Some("iso-8859-1" | "iso8859-1" | "latin1" | "latin-1") => {
                Ok((narrow(body), Some("ISO-8859-1")))
            }
            Some("windows-1252" | "cp1252") => Ok((narrow(body), Some("windows-1252"))),
            Some(_) | None => utf_8(body).map(|text| (text, None)),
        },
    }
}

/// Whether a body is text of two bytes a letter: then it begins with a mark that says so.
fn wide_by_mark(body: &[u8]) -> Option<(Result<Cow<'_, str>, String>, &'static str)> {
    let little = body.strip_prefix(b"\xff\xfe");
    let big = body.strip_prefix(b"\xfe\xff");

    little
        .map(|body| (wide(body, u16::from_le_bytes), "UTF-16"))
        .or_else(|| big.map(|body| (wide(body, u16::from_be_bytes), "UTF-16")))
}

fn utf_8(body: &[u8]) -> Result<Cow<'_, str>, String> {
    std::str::from_utf8(body)
        .map(Cow::Borrowed)
        .map_err(|error| format!("the body is not UTF-8 at byte {}", error.valid_up_to()))
}

#[inline(never)]
fn wide(body: &[u8], letter: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, String> {
    let (pairs, rest) = body.as_chunks::<2>();
    let letters: Vec<u16> = pairs.iter().map(|pair| letter(*pair)).collect();

    match String::from_utf16(&letters) {
        Ok(text) if rest.is_empty() => Ok(Cow::Owned(text)),
        _ => Err("the body is not UTF-16".to_owned()),
    }
}

/// One letter a byte. As everywhere on the web, what is declared as Latin 1 is read as Windows has it: what is between `0x80` and `0x9f`
/// means quotes and the euro, never control characters.
#[inline(never)]
fn narrow(body: &[u8]) -> Cow<'_, str> {
    const BETWEEN: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let letter = |byte: &u8| {
        let between = byte
            .checked_sub(0x80)
            .and_then(|index| BETWEEN.get(usize::from(index)));
        between.copied().unwrap_or(char::from(*byte))
    };

    Cow::Owned(body.iter().map(letter).collect())
}

/// The charset that the content type declares, in small letters.
fn declared(headers: &HeaderMap) -> Option<String> {
    let content_type = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;

    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);

        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.to_ascii_lowercase())
    })
}

/// The media type that the headers declare, in small letters and without its parameters; empty where they declare none.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let declared = headers.get(header::CONTENT_TYPE);
    let declared = declared.and_then(|declared| declared.to_str().ok());
    let essence = declared.and_then(|declared| declared.split(';').next());

    essence.unwrap_or_default().trim().to_ascii_lowercase()
}

/// The coding of a body that is not as it stands. No coding was asked for.
pub(crate) fn coding(headers: &HeaderMap) -> Option<String> {
    let coding = headers.get(header::CONTENT_ENCODING)?;
    let coding = crate::excerpt::one_line(&String::from_utf8_lossy(coding.as_bytes()));

    (!coding.is_empty() && !coding.eq_ignore_ascii_case("identity")).then_some(coding)
}

/// Whether a media type is one of JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    matches!(media_type, "application/json" | "text/json") || media_type.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, header, json, text};

    fn declaring(content_type: &'static str) -> HeaderMap {
        let value = header::HeaderValue::from_static(content_type);

        HeaderMap::from_iter([(header::CONTENT_TYPE, value)])
    }

    #[test]
    fn a_text_is_read_in_the_charset_it_is_in() {
        let rows: [(&str, &[u8], Option<&str>); 16] = [
            ("text/plain", b"caf\xc3\xa9", Some("café")),
            ("text/plain", b"caf\xe9", None),
            ("text/plain", b"\xef\xbb\xbfcaf\xc3\xa9", Some("café")),
            ("text/plain", b"\xff\xfec\0\xe9\0", Some("cé")),
            ("text/plain", b"\xfe\xff\0c\0\xe9", Some("cé")),
            ("text/plain", b"\xff\xfec\0\xe9", None),
            ("text/plain", b"\xff\xfe\0\xd8", None),
            (
                "text/plain; charset=ISO-8859-1",
                b"caf\xe9 \x80",
                Some("café €"),
            ),
            (
                "text/plain; charset=iso-8859-1",
                b"caf\xc3\xa9",
                Some("cafÃ©"),
            ),
            ("text/plain;Charset=\"Latin1\"", b"caf\xe9", Some("café")),
            ("text/plain; charset=us-ascii", b"cafe", Some("cafe")),
            ("text/plain; charset=us-ascii", b"caf\xe9", None),
            ("text/plain; charset=utf-16le", b"c\0", Some("c")),
            ("text/plain; charset=shift_jis", b"cafe", Some("cafe")),
            ("text/plain; charset=shift_jis", b"\x83\x4a", None),
            ("text/plain; x; charset", b"", Some("")),
        ];
        for (content_type, body, expected) in rows {
            let read = text(body, &declaring(content_type));

            assert_eq!(
                read.as_deref().ok(),
                expected,
                "{content_type} {body:?} {read:?}"
            );
        }
    }

    /// Content type, body, text and the charset that it is not said to have.
    type Row = (
        &'static str,
        &'static [u8],
        Option<(&'static str, Option<&'static str>)>,
    );

    #[test]
    fn json_is_utf_8_unless_it_cannot_be() {
        let rows: [Row; 5] = [
            (
                "application/json; charset=iso-8859-1",
                b"\"\xc3\xa9\"",
                Some(("\"é\"", None)),
            ),
            (
                "application/json; charset=latin1",
                b"\"\xe9\"",
                Some(("\"é\"", Some("ISO-8859-1"))),
            ),
            ("application/json", b"\"\xe9\"", None),
            ("application/json; charset=utf-8", b"\"\xe9\"", None),
            (
                "application/json",
                b"\xff\xfe7\0",
                Some(("7", Some("UTF-16"))),
            ),
        ];
        for (content_type, body, expected) in rows {
            let read = json(body, &declaring(content_type)).ok();
            let read = read.as_ref().map(|(text, name)| (&**text, *name));

            assert_eq!(read, expected, "{content_type} {body:?}");
        }
    }
}
