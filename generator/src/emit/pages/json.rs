//! JSON as a person reads it.

use std::fmt::Write as _;

use crate::emit::text::is_hidden;
use crate::model::Json;

/// The value on as many lines as it needs: one where it is short.
pub(super) fn pretty(value: &Json) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);

    out
}

/// The value on one line.
pub(super) fn compact(value: &Json) -> String {
    on_one_line(value, " ")
}

/// The same as it travels, without blanks.
pub(super) fn dense(value: &Json) -> String {
    on_one_line(value, "")
}

fn on_one_line(value: &Json, blank: &str) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Boolean(value) => value.to_string(),
        Json::Number(text) => text.clone(),
        Json::Text(text) => quoted(text),
        Json::List(items) => {
            let items: Vec<String> = items.iter().map(|item| on_one_line(item, blank)).collect();
            format!("[{}]", items.join(&format!(",{blank}")))
        }
        Json::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| {
                    format!("{}:{blank}{}", quoted(name), on_one_line(value, blank))
                })
                .collect();
            format!("{{{}}}", members.join(&format!(",{blank}")))
        }
    }
}

/// Columns of a line, more or less.
const WIDTH: usize = 60;

/// So deep, what is inside stands on one line.
const DEPTH: usize = 20;

fn write(value: &Json, depth: usize, out: &mut String) {
    let flat = compact(value);
    let (open, close, items) = match value {
        _ if flat.len() + 2 * depth <= WIDTH || depth >= DEPTH => {
            out.push_str(&flat);
            return;
        }
        Json::List(items) => ('[', ']', items.iter().map(|item| (None, item)).collect()),
        Json::Object(members) => {
            let members: Vec<_> = members
                .iter()
                .map(|(name, value)| (Some(name), value))
                .collect();
            ('{', '}', members)
        }
        Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Text(_) => {
            out.push_str(&flat);
            return;
        }
    };
    let indent = "  ".repeat(depth + 1);
    out.push(open);
    for (index, (name, item)) in items.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&indent);
        if let Some(name) = name {
            out.push_str(&quoted(name));
            out.push_str(": ");
        }
        write(item, depth + 1, out);
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(close);
}

/// A text of JSON; what would not be seen is written by its number.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if is_hidden(character) => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            _ => out.push(character),
        }
    }
    out.push('"');

    out
}

#[cfg(test)]
mod tests {
    use super::{Json, pretty};

    #[test]
    fn short_values_stay_on_one_line() {
        let text = |text: &str| Json::Text(text.to_owned());
        let list = Json::List(vec![text("a\u{202e}\n"), Json::Null]);
        assert_eq!(pretty(&list), "[\"a\\u202e\\n\", null]");

        let long = Json::Object(vec![
            ("a".to_owned(), text(&"x".repeat(60))),
            ("b".to_owned(), list),
        ]);
        let expected = format!(
            "{{\n  \"a\": \"{}\",\n  \"b\": [\"a\\u202e\\n\", null]\n}}",
            "x".repeat(60)
        );
        assert_eq!(pretty(&long), expected);
    }
}
