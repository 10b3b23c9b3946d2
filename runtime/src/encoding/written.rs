//! What goes into a request: names and values, escaped. Most are one text, number or flag, which needs no tree between.

use std::borrow::Cow;

use super::escape::Ground;
use super::pairs::NO_FORM;
use super::placed::{Nested, Placed};
use super::{Encoding, Nulls, PathStyle, Place, QueryStyle, pairs, pieces, refused};
use crate::codec::{self, EncodeError, Reader, Shape, Strictness};

/// What goes into a place, escaped.
#[derive(Debug)]
pub(crate) enum Written {
    /// One value, as most are, with its name.
    One(Cow<'static, str>, String),
    /// Names and values.
    Several(Vec<(String, String)>),
}

impl Written {
    /// The values without their names.
    pub(crate) fn into_values(self) -> impl Iterator<Item = String> {
        let (one, several) = match self {
            Self::One(_, value) => (Some(value), Vec::new()),
            Self::Several(pairs) => (None, pairs),
        };

        one.into_iter()
            .chain(several.into_iter().map(|(_, value)| value))
    }
}

impl Encoding {
    /// The names and values of a query, a cookie header or a form, escaped; a path or a header gives one value.
    pub(crate) fn pairs(
        &self,
        name: &'static str,
        value: &dyn Placed,
        shape: &Shape,
    ) -> Result<Written, EncodeError> {
        let mut json = codec::encode(value, shape)?;
        if let (false, Some(ground)) = (self.json, self.ground_of_one(name)) {
            match single_of_json(json, |text| self.escape.borrowed(text, ground)) {
                Ok(value) => return Ok(Written::One(self.name(name), value)),
                Err(other) => json = other,
            }
        }

        match value.nested() {
            Some(Nested(pairs_of_json)) => pairs_of_json(self, name, json).map(Written::Several),
            None => self.one_of_json(name, json),
        }
    }

    /// The same of a value that is one text, number or flag, in any place.
    fn one_of_json(&self, name: &'static str, json: String) -> Result<Written, EncodeError> {
        let Some(text) = self.text_of_json(json)? else {
            return Ok(Written::Several(Vec::new()));
        };

        match self.place {
            Place::Path(_) | Place::Header => {
                let text = pieces::write_text(self, name, &text).map_err(refused)?;
                Ok(Written::One(Cow::Borrowed(name), text))
            }
            _ if name.is_empty() && !self.json => Err(refused(NO_FORM)),
            _ => {
                let text = self.escape.apply(&text, Ground::Query);
                Ok(Written::One(self.name(name), text))
            }
        }
    }

    /// The text that is sent; none where null is nothing.
    fn text_of_json(&self, json: String) -> Result<Option<String>, EncodeError> {
        match json.as_bytes().first() {
            _ if self.json => Ok(Some(json)),
            Some(b'"') => match Reader::new(&json, Strictness::Tolerant).text() {
                Ok(text) => Ok(Some(text.into_owned())),
                Err(_) => Err(refused("it is no JSON")),
            },
            Some(b'n') => Ok(match self.nulls {
                Nulls::Skip => None,
                Nulls::Empty => Some(String::new()),
                Nulls::Word(word) => Some(word.to_owned()),
            }),
            _ => Ok(Some(json)),
        }
    }

    pub(super) fn pairs_of_json(
        &self,
        name: &str,
        json: String,
    ) -> Result<Vec<(String, String)>, EncodeError> {
        match (self.tree_of_json(json)?, self.place) {
            (None, _) => Ok(Vec::new()),
            (Some(tree), Place::Path(_) | Place::Header) => pieces::write(self, name, &tree)
                .map(|text| vec![(name.to_owned(), text)])
                .map_err(refused),
            (Some(tree), _) => pairs::write(self, name, &tree).map_err(refused),
        }
    }

    /// Where a value that is one text stands as that text and nothing else, escaped for this ground. In a query it does so in every style.
    fn ground_of_one(&self, name: &str) -> Option<Ground> {
        match self.place {
            Place::Path(PathStyle::Simple) => Some(Ground::Path),
            Place::Query(_) | Place::Form(_) | Place::Cookie if !name.is_empty() => {
                Some(Ground::Query)
            }
            _ => None,
        }
    }

    /// The name of a value that is one text.
    fn name(&self, name: &'static str) -> Cow<'static, str> {
        match self.place {
            Place::Path(_) | Place::Header => Cow::Borrowed(name),
            Place::Query(_) | Place::Form(_) | Place::Cookie => {
                pairs::name_escape(self).borrowed(name, Ground::Query)
            }
        }
    }

    /// The names and values of a list whose name the spec does not know. Joined with commas, a name that ends in `[]` goes without them.
    pub(crate) fn list(
        &self,
        name: &str,
        values: &Vec<String>,
    ) -> Result<Vec<(String, String)>, EncodeError> {
        let is_joined = matches!(self.place, Place::Query(QueryStyle::Comma));
        let name = name
            .strip_suffix("[]")
            .filter(|_| is_joined)
            .unwrap_or(name);

        self.pairs_of_json(name, codec::encode(values, &Shape::PLAIN)?)
    }
}

/// The text of a value, escaped; the JSON itself where it is no single value that stands there as it is.
fn single_of_json(
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

    use super::{Written, single_of_json};
    use crate::encoding::{Encoding, Escape, Nulls, PathStyle, QueryStyle};

    /// Every place, style and escape that a value can go into.
    fn encodings() -> Vec<Encoding> {
        let mut encodings = vec![Encoding::HEADER, Encoding::COOKIE];
        for style in [PathStyle::Simple, PathStyle::Label, PathStyle::Matrix] {
            encodings.push(Encoding::path(style));
        }
        for style in [
            QueryStyle::Repeated,
            QueryStyle::Comma,
            QueryStyle::DeepObject,
            QueryStyle::Nested,
            QueryStyle::Unindexed,
            QueryStyle::Indexed,
        ] {
            encodings.push(Encoding::query(style));
        }
        let turned: [fn(Encoding) -> Encoding; 6] = [
            |same| same,
            Encoding::json,
            Encoding::exploded,
            |one| one.nulls(Nulls::Empty),
            |one| one.nulls(Nulls::Word("none")),
            |one| one.escape(Escape::Plus),
        ];

        turned
            .iter()
            .flat_map(|turned| encodings.iter().map(|one| turned(*one)))
            .collect()
    }

    #[test]
    fn a_single_value_is_written_the_same_with_and_without_a_tree() {
        for encoding in encodings() {
            for json in [
                "\"a b\"",
                "\"\\n\"",
                "\"\"",
                "\"a.b,c\"",
                "-1.5",
                "true",
                "null",
            ] {
                for name in ["a[b]", ""] {
                    let nested = encoding.pairs_of_json(name, json.to_owned());
                    let single = encoding.one_of_json(name, json.to_owned());
                    let single = single.map(|written| match written {
                        Written::One(name, value) => vec![(name.into_owned(), value)],
                        Written::Several(pairs) => pairs,
                    });
                    assert_eq!(
                        single.map_err(|error| error.to_string()),
                        nested.map_err(|error| error.to_string()),
                        "{json} as `{name}` by {encoding:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_no_single_value_as_it_stands_is_given_back() {
        let of_json = |json: &str| {
            single_of_json(json.to_owned(), |text| match text {
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
