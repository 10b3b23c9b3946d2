//! The name that a vendor gives a file, from `content-disposition`, made safe.

use http::header::{self, HeaderMap};
use percent_encoding::percent_decode;

use crate::excerpt::is_invisible;

/// Longer names are cut, but for their extension.
const LONGEST: usize = 200;
const LONGEST_EXTENSION: usize = 20;

/// The name, fit for a file on any system; `None` where there is none or nothing is left of it.
pub(super) fn file_name(headers: &HeaderMap) -> Option<String> {
    let header = headers.get(header::CONTENT_DISPOSITION)?.as_bytes();
    let header = match std::str::from_utf8(header) {
        Ok(header) => header.to_owned(),
        Err(_) => header.iter().copied().map(char::from).collect(),
    };
    let parameters = parameters(&header);
    let find = |wanted: &str| {
        let mut found = parameters
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.next().map(|(_, value)| value.as_str())
    };
    let extended = find("filename*").and_then(extended);

    extended
        .and_then(|name| safe(&name))
        .or_else(|| safe(find("filename")?))
}

/// The parameters after the first semicolon. A value is a word, or in quotes.
fn parameters(header: &str) -> Vec<(String, String)> {
    let mut parameters = Vec::new();
    let mut rest = header.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once('=') {
        // What has no value is passed over.
        let name = name.rsplit(';').next().unwrap_or_default().trim();
        let after = after.trim_start();
        let (value, behind) = if let Some(quoted) = after.strip_prefix('"') {
            unquoted(quoted)
        } else {
            let (word, behind) = after.split_once(';').unwrap_or((after, ""));
            (word.trim().to_owned(), behind)
        };
        parameters.push((name.to_owned(), value));
        rest = behind;
    }

    parameters
}

/// The text up to the closing quote, and what comes behind it. Only quotes and backslashes are escaped: others mean folders of Windows.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, text.get(at + 1..).unwrap_or_default()),
            '\\' => {
                let escaped = letters.next_if(|(_, next)| matches!(next, '"' | '\\'));
                value.push(escaped.map_or('\\', |(_, escaped)| escaped));
            }
            _ => value.push(letter),
        }
    }

    (value, "")
}

/// A value such as `UTF-8''caf%C3%A9.pdf`.
fn extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, text) = rest.split_once('\'')?;
    let bytes: Vec<u8> = percent_decode(text.as_bytes()).collect();

    match charset.to_ascii_lowercase().as_str() {
        "utf-8" => String::from_utf8(bytes).ok(),
        "iso-8859-1" => Some(bytes.into_iter().map(char::from).collect()),
        _ => None,
    }
}

/// The last part of a path, without what any system gives a meaning.
fn safe(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let cleaned: String = last
        .chars()
        .filter(|letter| !is_invisible(*letter))
        .map(|letter| match letter {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
            other => other,
        })
        .collect();
    // A name that begins with a dot is hidden, one that ends with it is another name elsewhere.
    let trimmed = cleaned
        .trim_start_matches(|letter: char| letter == '.' || letter.is_whitespace())
        .trim_end_matches(|letter: char| letter == '.' || letter.is_whitespace());
    if trimmed.is_empty() {
        return None;
    }
    let stem = trimmed.split('.').next().unwrap_or_default();
    let named = if is_device(stem) {
        format!("_{trimmed}")
    } else {
        trimmed.to_owned()
    };

    Some(shortened(&named))
}

/// Names that mean devices on Windows, whatever their extension.
fn is_device(stem: &str) -> bool {
    let stem = stem.trim_end().to_ascii_uppercase();
    let numbered = |name: &str| {
        stem.strip_prefix(name)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };

    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let extension = name
        .rfind('.')
        .and_then(|dot| name.get(dot..))
        .filter(|extension| extension.len() <= LONGEST_EXTENSION)
        .unwrap_or_default();
    let mut stem = String::new();
    for letter in name.chars() {
        if stem.len() + letter.len_utf8() + extension.len() > LONGEST {
            break;
        }
        stem.push(letter);
    }

    stem + extension
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, file_name, header};

    fn named(disposition: &[u8]) -> Option<String> {
        let value = header::HeaderValue::from_bytes(disposition).unwrap();

        file_name(&HeaderMap::from_iter([(
            header::CONTENT_DISPOSITION,
            value,
        )]))
    }

    #[test]
    fn a_name_is_the_vendors_and_safe() {
        let long = format!("attachment; filename=\"{}.tar\"", "é".repeat(300));
        let rows: [(&[u8], Option<&str>); 30] = [
            (b"attachment", None),
            (b"attachment; filename=report.pdf", Some("report.pdf")),
            (
                b"attachment; filename=\"a report; final.pdf\"",
                Some("a report; final.pdf"),
            ),
            (b"inline;FileName = \"x.txt\" ; size=3", Some("x.txt")),
            (
                b"attachment; filename=\"say \\\"hi\\\".txt\"",
                Some("say _hi_.txt"),
            ),
            (b"attachment; filename=\"x.txt", Some("x.txt")),
            (
                b"attachment; filename=a.txt; filename*=UTF-8''caf%C3%A9.txt",
                Some("café.txt"),
            ),
            (
                b"attachment; filename*=UTF-8'en'caf%C3%A9.txt; filename=a.txt",
                Some("café.txt"),
            ),
            (
                b"attachment; filename*=iso-8859-1''caf%E9.txt",
                Some("café.txt"),
            ),
            (
                b"attachment; filename*=UTF-8''%ff; filename=a.txt",
                Some("a.txt"),
            ),
            (
                b"attachment; filename*=koi8-r''x; filename=a.txt",
                Some("a.txt"),
            ),
            (
                b"attachment; filename*=nothing; filename=a.txt",
                Some("a.txt"),
            ),
            (
                b"attachment; filename=\"caf\xc3\xa9.txt\"",
                Some("café.txt"),
            ),
            (b"attachment; filename=\"caf\xe9.txt\"", Some("café.txt")),
            (b"attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            (
                b"attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd",
                Some("passwd"),
            ),
            (
                b"attachment; filename=\"C:\\dir\\file.txt\"",
                Some("file.txt"),
            ),
            (
                b"attachment; filename=\"C:\\\\dir\\\\file.txt\"",
                Some("file.txt"),
            ),
            (b"attachment; filename=\"/\"", None),
            (b"attachment; filename=\"..\"", None),
            (b"attachment; filename=\"\"", None),
            (b"attachment; filename=\" . \"", None),
            (b"attachment; filename=\".bashrc\"", Some("bashrc")),
            (b"attachment; filename=\"a.txt. \"", Some("a.txt")),
            (b"attachment; filename=\"a:b*c?.txt\"", Some("a_b_c_.txt")),
            (
                b"attachment; filename*=UTF-8''a%00b%0a%e2%80%ae.txt",
                Some("ab.txt"),
            ),
            (b"attachment; filename=\"nul.tar.gz\"", Some("_nul.tar.gz")),
            (b"attachment; filename=com1", Some("_com1")),
            (b"attachment; filename=console.log", Some("console.log")),
            (b"; =; ; filename", None),
        ];
        for (disposition, expected) in rows {
            let shown = String::from_utf8_lossy(disposition);

            assert_eq!(named(disposition).as_deref(), expected, "{shown}");
        }
        let short = named(long.as_bytes()).unwrap();
        assert!(short.ends_with("é.tar") && short.len() <= 200, "{short}");
    }
}
