//! A value that is one text, number or flag, without a tree between.

use std::borrow::Cow;

/// The text of a value, escaped; the JSON itself where it is no single value that stands there as it is.
pub(super) fn of_json(
    mut json: String,
    escape: impl Fn(&str) -> Cow<'_, str>,
) -> Result<String, String> {
    let quoted = json
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let text = match (quoted, json.as_bytes().first()) {
        (Some(text), _) if !text.contains('\\') => text,
        (None, Some(b'-' | b'0'..=b'9' | b't' | b'f')) => &json,
        _ => return Err(json),
    };
    if let Cow::Owned(escaped) = escape(text) {
        return Ok(escaped);
    }
    if quoted.is_some() {
        json.pop();
        json.remove(0);
    }

    Ok(json)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::of_json;

    #[test]
    fn what_is_no_single_value_as_it_stands_is_given_back() {
        let of_json = |json: &str| {
            of_json(json.to_owned(), |text| match text {
                "a b" => Cow::Borrowed("a+b").into_owned().into(),
                text => text.into(),
            })
        };
        for (json, text) in [
            (r#""red""#, "red"),
            (r#""""#, ""),
            (r#""a b""#, "a+b"),
            ("-1.5", "-1.5"),
            ("true", "true"),
        ] {
            assert_eq!(of_json(json).as_deref(), Ok(text), "{json}");
        }
        for json in ["null", "[1]", r#"{"a":1}"#, r#""\n""#, r#""\"""#] {
            assert_eq!(of_json(json).unwrap_err(), json);
        }
    }
}
