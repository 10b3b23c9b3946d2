//! Paths as people write them, for a lenient reader: what a router, a URI template or a hand has made of `/visits/{id}`.
//!
//! A fragment is never sent, and a query is no part of a path: the one is cut off, the other is handed out as what calls send. Values
//! come in many notations (`:id`, `<int:id>`, `{id:[0-9]+}`, `{id*}`, `${id}`); each becomes `{id}`.

use crate::load::percent_decoded;

/// A path as it is called.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Template {
    /// The path: a slash, texts, and values in braces.
    pub(super) path: String,
    /// What stood behind it, or was meant to.
    pub(super) query: Vec<Pair>,
}

/// One name of a query that was written behind a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// Its name.
    pub(super) name: String,
    /// What goes out under it.
    pub(super) value: Sent,
}

/// What goes out under a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// Always this.
    Fixed(String),
    /// The value of this name.
    Given(String),
    /// The value of this name, if there is one.
    Offered(String),
}

/// Reads a path. What a parameter is called letter for letter is never taken for a notation.
pub(super) fn read(written: &str, is_declared: &dyn Fn(&str) -> bool) -> Template {
    let without_fragment = before(written.trim(), '#').0;
    let (path, query) = before(without_fragment, '?');
    let mut reader = Reader {
        is_declared,
        made: Template::default(),
        unnamed: 0,
    };
    reader.path(path);
    if !reader.made.path.starts_with('/') {
        reader.made.path.insert(0, '/');
    }
    for pair in query.split('&').filter(|pair| !pair.trim().is_empty()) {
        reader.pair(pair.trim());
    }

    reader.made
}

/// A text cut at the first of these letters that stands outside of braces.
fn before(text: &str, letter: char) -> (&str, &str) {
    let mut depth = 0_usize;
    for (index, found) in text.char_indices() {
        match found {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if found == letter && depth == 0 => {
                let rest = text.get(index + 1..).unwrap_or_default();
                return (text.get(..index).unwrap_or_default(), rest);
            }
            _ => {}
        }
    }

    (text, "")
}

struct Reader<'d> {
    is_declared: &'d dyn Fn(&str) -> bool,
    made: Template,
    /// How many values have no name.
    unnamed: usize,
}

impl Reader<'_> {
    fn path(&mut self, path: &str) {
        let mut rest = path;
        while let Some(letter) = rest.chars().next() {
            let after = rest.get(letter.len_utf8()..).unwrap_or_default();
            let at_start = self.made.path.is_empty() || self.made.path.ends_with('/');
            rest = match letter {
                '{' => self.braces(after),
                '$' if after.starts_with('{') => after,
                '}' => {
                    self.stray_brace();
                    after
                }
                ':' if at_start => self.colon(after),
                '<' => self.angles(after),
                _ => {
                    self.literal(letter, after);
                    after
                }
            };
        }
    }

    /// What stands in braces, up to the one that closes them; where none does, up to the next slash.
    fn braces<'t>(&mut self, text: &'t str) -> &'t str {
        let mut depth = 1_usize;
        let end = text.char_indices().find(|(_, letter)| {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let inside = end.and_then(|(end, _)| text.get(..end));
        let is_name = |inside: &&str| {
            let name = inside.split([':', '=']).next().unwrap_or_default();
            !name.trim_start_matches('/').contains('/')
        };
        if let Some(inside) = inside.filter(is_name) {
            self.expression(inside);
            return text.get(inside.len() + 1..).unwrap_or_default();
        }
        let end = text.find(['/', '{', '}']).unwrap_or(text.len());
        self.expression(text.get(..end).unwrap_or_default());

        text.get(end..).unwrap_or_default()
    }

    /// `id}` is `{id}`; a second brace behind one that closes is too much.
    fn stray_brace(&mut self) {
        let start = self.made.path.rfind('/').map_or(0, |slash| slash + 1);
        let piece = self.made.path.split_off(start);
        if piece.contains('{') || !is_plain(&piece) {
            self.made.path.push_str(&piece);
        } else {
            self.value(&piece);
        }
    }

    /// `:id` at the start of a piece.
    fn colon<'t>(&mut self, text: &'t str) -> &'t str {
        let end = text
            .find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '-')
            .unwrap_or(text.len());
        let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        if name.is_empty() {
            self.made.path.push(':');
        } else {
            self.value(name);
        }

        rest
    }

    /// `<id>` and `<int:id>`.
    fn angles<'t>(&mut self, text: &'t str) -> &'t str {
        let Some((inside, rest)) = text.split_once('>') else {
            self.made.path.push_str("%3C");
            return text;
        };
        self.value(inside.rsplit(':').next().unwrap_or(inside));

        rest
    }

    /// A letter of the text between values. What no path can hold is escaped; blanks and letters of other alphabets are, too, when a
    /// request goes out.
    fn literal(&mut self, letter: char, after: &str) {
        let is_escape = || {
            let mut digits = after.chars().take(2);
            let mut is_digit = || digits.next().is_some_and(|digit| digit.is_ascii_hexdigit());
            is_digit() && is_digit()
        };
        match letter {
            '\\' => self.made.path.push_str("%5C"),
            '%' if !is_escape() => self.made.path.push_str("%25"),
            letter if letter.is_ascii_control() => {
                let escaped = format!("%{:02X}", u32::from(letter));
                self.made.path.push_str(&escaped);
            }
            letter => self.made.path.push(letter),
        }
    }

    /// What braces hold: a name, or an expression of a URI template or of a router.
    fn expression(&mut self, inside: &str) {
        if (self.is_declared)(inside) && !inside.contains(['{', '}', '/']) {
            self.placeholder(inside);
            return;
        }
        let inside = inside.trim();
        let (operator, names) = match inside.chars().next() {
            Some(sign @ ('?' | '&' | '#' | '.' | '/' | ';')) => {
                (Some(sign), inside.get(1..).unwrap_or_default())
            }
            _ => (None, inside),
        };
        for (index, name) in names.split(',').enumerate() {
            let name = self.bare(name);
            let between = match operator {
                Some('?' | '&') => {
                    self.made.query.push(Pair {
                        value: Sent::Offered(name.clone()),
                        name,
                    });
                    continue;
                }
                Some('#') => return,
                Some('/') if self.made.path.ends_with('/') => String::new(),
                Some(';') => format!(";{name}="),
                Some(sign) => sign.to_string(),
                None if index > 0 => ",".to_owned(),
                None => String::new(),
            };
            self.made.path.push_str(&between);
            self.value(&name);
            // What follows is a pattern, with commas of its own.
            if names.contains([':', '=', '<']) {
                break;
            }
        }
    }

    /// A name without what notations put around it.
    fn bare(&self, name: &str) -> String {
        if (self.is_declared)(name) {
            return name.to_owned();
        }
        let name = name.split([':', '=', '<']).next().unwrap_or_default();
        let name = name.trim_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, '*' | '+' | '?' | '$' | '{')
        });

        name.trim_end_matches("...").to_owned()
    }

    fn value(&mut self, name: &str) {
        let name = name.replace(['{', '}', '/'], "");
        if !name.is_empty() {
            self.placeholder(&name);
            return;
        }
        // Nobody has named it.
        self.unnamed += 1;
        match self.unnamed {
            1 => self.placeholder("value"),
            number => self.placeholder(&format!("value{number}")),
        }
    }

    fn placeholder(&mut self, name: &str) {
        for piece in ["{", name, "}"] {
            self.made.path.push_str(piece);
        }
    }

    fn pair(&mut self, pair: &str) {
        let expression = pair
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
            .filter(|inside| inside.starts_with(['?', '&']));
        if let Some(inside) = expression {
            self.expression(inside);
            return;
        }
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if name.contains(['{', '}']) {
            // Its name is given by the caller, who has other means for that.
            return;
        }
        let inside = |open: char, close: &str| {
            let rest = value.strip_prefix(open)?;
            rest.strip_suffix(close)
        };
        let given = inside('{', "}")
            .or_else(|| inside('<', ">"))
            .or_else(|| inside(':', ""));
        let value = match given {
            Some(given) => Sent::Given(self.bare(given)),
            None if value.contains('{') => Sent::Given(name.to_owned()),
            None => Sent::Fixed(percent_decoded(value)),
        };
        self.made.query.push(Pair {
            name: percent_decoded(name),
            value,
        });
    }
}

/// Whether a text may be a name that lost a brace.
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::{Pair, Sent, read};

    #[test]
    fn a_path_is_read_however_its_values_are_written() {
        for (written, expected) in [
            ("/visits/{id}", "/visits/{id}"),
            ("visits", "/visits"),
            ("", "/"),
            ("/visits/:id/lines", "/visits/{id}/lines"),
            ("/visits/:id.json", "/visits/{id}.json"),
            ("/visits/{id}:cancel", "/visits/{id}:cancel"),
            ("/visits/<int:id>", "/visits/{id}"),
            ("/visits/${id}", "/visits/{id}"),
            ("/$metadata", "/$metadata"),
            ("/files/{path*}", "/files/{path}"),
            ("/files/{*path}", "/files/{path}"),
            ("/files/{+path}", "/files/{path}"),
            ("/files{/folder,name}", "/files/{folder}/{name}"),
            ("/files/{name}{.kind}", "/files/{name}.{kind}"),
            ("/files/{name=folders/*}/x", "/files/{name}/x"),
            ("/visits/{id:[0-9]{1,3}}/x", "/visits/{id}/x"),
            ("/visits/{id", "/visits/{id}"),
            ("/visits/{id/lines/{line}", "/visits/{id}/lines/{line}"),
            ("/visits/{id}}/lines", "/visits/{id}/lines"),
            ("/visits/id}", "/visits/{id}"),
            ("/visits/{}/{}", "/visits/{value}/{value2}"),
            ("/{a}.{b}", "/{a}.{b}"),
            ("/{owner}:{name}@{tag}", "/{owner}:{name}@{tag}"),
            ("/{a}/{a}", "/{a}/{a}"),
            ("/{odd:}", "/{odd:}"),
            ("/100%/a%20b", "/100%25/a%20b"),
            ("/a b/\u{fc}\n\\", "/a b/\u{fc}%0A%5C"),
            ("/#Action=Run", "/"),
            ("/visits#kind=old&{x}", "/visits"),
            ("/visits{#part}", "/visits"),
        ] {
            let made = read(written, &|name| name == "odd:");
            assert_eq!(made.path, expected, "{written:?}");
            assert_eq!(made.query, [], "{written:?}");
        }
    }

    #[test]
    fn a_query_behind_a_path_is_handed_out() {
        let made = read(
            "/visits/{id}{?kind,sort*}?op=LIST&day={date}&q=a%20{q}&flag&{x}=1#y",
            &|_| false,
        );

        assert_eq!(made.path, "/visits/{id}");
        let pair = |name: &str, value: Sent| Pair {
            name: name.to_owned(),
            value,
        };
        let text = str::to_owned;
        assert_eq!(
            made.query,
            [
                pair("kind", Sent::Offered(text("kind"))),
                pair("sort", Sent::Offered(text("sort"))),
                pair("op", Sent::Fixed(text("LIST"))),
                pair("day", Sent::Given(text("date"))),
                pair("q", Sent::Given(text("q"))),
                pair("flag", Sent::Fixed(String::new())),
            ]
        );
    }
}
