//! Values of examples in their places: the pairs of a query or a form, the text of a path, a header or a cookie.

use std::fmt::Write as _;

use crate::model::{Encoding, EncodingPlace, Escape, Json, PathStyle, QueryStyle};

use super::json;

/// The pairs that a value becomes in a query or a form, escaped.
pub(super) fn pairs(encoding: Encoding, name: &str, value: &Json) -> Vec<String> {
    let style = match encoding.place {
        EncodingPlace::Query(style) | EncodingPlace::Form(style) => style,
        EncodingPlace::Path(_) | EncodingPlace::Header | EncodingPlace::Cookie => {
            QueryStyle::Repeated
        }
    };
    let mut plain: Vec<(String, String)> = Vec::new();
    match (style, value) {
        // Without a name the value is the whole query.
        _ if encoding.json && name.is_empty() => {
            return vec![escaped(encoding.escape, &json::dense(value))];
        }
        _ if encoding.json => plain.push((name.to_owned(), json::dense(value))),
        (QueryStyle::Comma | QueryStyle::Space | QueryStyle::Pipe, Json::List(items)) => {
            let between = match style {
                QueryStyle::Space => "%20",
                QueryStyle::Pipe => "%7C",
                QueryStyle::Comma
                | QueryStyle::Repeated
                | QueryStyle::DeepObject
                | QueryStyle::Unindexed
                | QueryStyle::Indexed => ",",
            };
            let items: Vec<String> = items
                .iter()
                .map(|item| escaped(encoding.escape, &text(item)))
                .collect();
            return vec![format!(
                "{}={}",
                name_escaped(encoding, name),
                items.join(between)
            )];
        }
        (QueryStyle::Repeated, Json::List(items)) => {
            plain.extend(items.iter().map(|item| (name.to_owned(), text(item))));
        }
        (QueryStyle::Repeated, Json::Object(members)) => {
            plain.extend(
                members
                    .iter()
                    .map(|(name, value)| (name.clone(), text(value))),
            );
        }
        (
            QueryStyle::DeepObject | QueryStyle::Unindexed | QueryStyle::Indexed,
            Json::List(_) | Json::Object(_),
        ) => brackets(style == QueryStyle::Indexed, name, value, &mut plain),
        (_, Json::Null) => {}
        (_, value) => plain.push((name.to_owned(), text(value))),
    }

    plain
        .into_iter()
        .map(|(name, value)| {
            format!(
                "{}={}",
                name_escaped(encoding, &name),
                escaped(encoding.escape, &value)
            )
        })
        .collect()
}

/// `a[]`, `a[b]`, `a[0][b]`
fn brackets(indexed: bool, name: &str, value: &Json, pairs: &mut Vec<(String, String)>) {
    match value {
        Json::List(items) => {
            for (index, item) in items.iter().enumerate() {
                let index = if indexed {
                    index.to_string()
                } else {
                    String::new()
                };
                brackets(indexed, &format!("{name}[{index}]"), item, pairs);
            }
        }
        Json::Object(members) => {
            for (member, value) in members {
                brackets(indexed, &format!("{name}[{member}]"), value, pairs);
            }
        }
        Json::Null => {}
        Json::Boolean(_) | Json::Number(_) | Json::Text(_) => {
            pairs.push((name.to_owned(), text(value)));
        }
    }
}

/// A value of the path, escaped.
pub(super) fn in_path(encoding: Encoding, name: &str, value: &Json) -> String {
    let style = match encoding.place {
        EncodingPlace::Path(style) => style,
        EncodingPlace::Query(_)
        | EncodingPlace::Header
        | EncodingPlace::Cookie
        | EncodingPlace::Form(_) => PathStyle::Simple,
    };
    let joined = |between: &str| match value {
        Json::List(items) => items
            .iter()
            .map(|item| escaped(encoding.escape, &text(item)))
            .collect::<Vec<_>>()
            .join(between),
        other => escaped(encoding.escape, &text(other)),
    };

    match (style, encoding.exploded) {
        (PathStyle::Simple, _) => joined(","),
        (PathStyle::Label, true) => format!(".{}", joined(".")),
        (PathStyle::Label, false) => format!(".{}", joined(",")),
        (PathStyle::Matrix, true) => {
            let name = escaped(Escape::Percent, name);
            format!(";{name}={}", joined(&format!(";{name}=")))
        }
        (PathStyle::Matrix, false) => {
            format!(";{}={}", escaped(Escape::Percent, name), joined(","))
        }
    }
}

/// A plain value as it stands in a header, a cookie or a part.
pub(super) fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::Boolean(value) => value.to_string(),
        Json::Number(text) | Json::Text(text) => text.clone(),
        Json::List(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        Json::Object(_) => json::dense(value),
    }
}

/// A name has no reserved characters.
fn name_escaped(encoding: Encoding, name: &str) -> String {
    match encoding.escape {
        Escape::Plus => escaped(Escape::Plus, name),
        Escape::Percent | Escape::Reserved => escaped(Escape::Percent, name),
    }
}

/// A text as it stands in a URL or a form: letters, digits and `-._~` as they are, the rest by number.
pub(super) fn escaped(escape: Escape, text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        let stays = byte.is_ascii_alphanumeric()
            || b"-._~".contains(&byte)
            || (escape == Escape::Reserved && b":/?@!$'()*".contains(&byte));
        if stays {
            out.push(char::from(byte));
        } else if byte == b' ' && escape == Escape::Plus {
            out.push('+');
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }

    out
}

#[cfg(test)]
mod tests {
    use super::{Encoding, EncodingPlace, Json, QueryStyle, pairs};

    #[test]
    fn lists_go_out_in_their_style() {
        let one = |text: &str| Json::Text(text.to_owned());
        let list = Json::List(vec![one("a b"), one("c")]);
        for (style, expected) in [
            (QueryStyle::Repeated, "id=a%20b&id=c"),
            (QueryStyle::Comma, "id=a%20b,c"),
            (QueryStyle::Unindexed, "id%5B%5D=a%20b&id%5B%5D=c"),
            (QueryStyle::Indexed, "id%5B0%5D=a%20b&id%5B1%5D=c"),
        ] {
            let encoding = Encoding::usual(EncodingPlace::Query(style));
            assert_eq!(pairs(encoding, "id", &list).join("&"), expected);
        }
    }
}
