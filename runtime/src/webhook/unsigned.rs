//! The part of a body that is signed: members are cut out of JSON text and put into it, and every other byte stays as it is.
//!
//! Nothing is decoded on the way, so that the order of members, the digits of numbers and the escapes of texts are what the vendor signed.

use std::borrow::Cow;

use crate::codec::{Fault, Kind, Reader, Strictness, quoted};
use crate::pointer;

/// Why a body could not be cut.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum CutFault {
    /// It is no JSON.
    Json(Fault),
    /// A member that is cut stands there twice: nobody can say which one counts.
    Twice(String),
}

impl From<Fault> for CutFault {
    fn from(fault: Fault) -> Self {
        Self::Json(fault)
    }
}

/// The value without these members, and without white space around it.
pub(super) fn cut(text: &str, pointers: &[&str]) -> Result<String, CutFault> {
    let mut cutter = Cutter {
        reader: Reader::new(text, Strictness::Tolerant),
        text,
        out: String::with_capacity(text.len()),
    };
    cutter.reader.kind()?;
    cutter.value(pointers)?;
    cutter.reader.end()?;

    Ok(cutter.out)
}

/// JSON without white space between its tokens.
pub(super) fn compact(text: &str) -> String {
    let (mut in_text, mut escaped) = (false, false);
    let mut keeps = |character: char| {
        let keeps = in_text || !matches!(character, ' ' | '\n' | '\r' | '\t');
        if character == '"' && !escaped {
            in_text = !in_text;
        }
        escaped = in_text && character == '\\' && !escaped;
        keeps
    };

    text.chars().filter(|character| keeps(*character)).collect()
}

/// The object with a member more, behind all others; objects on the way are made. `None` where something else stands on the way.
pub(super) fn insert(text: &str, pointer: &str, raw: &str) -> Option<String> {
    let (parent, name) = pointer.rsplit_once('/')?;
    let found = pointer::find(text, &[parent]).ok()?.pop()?;
    let Some(place) = found else {
        let inside = insert("{}", &format!("/{name}"), raw)?;
        return insert(text, parent, &inside);
    };
    let members = place.raw.strip_prefix('{')?.strip_suffix('}')?.trim_end();
    let comma = if members.trim_start().is_empty() {
        ""
    } else {
        ","
    };
    let at = place.offset + 1 + if comma.is_empty() { 0 } else { members.len() };
    let (before, after) = text.split_at_checked(at)?;
    let name = quoted(&pointer::unescape(name));

    Some(format!("{before}{comma}{name}:{raw}{after}"))
}

struct Cutter<'text> {
    reader: Reader<'text>,
    text: &'text str,
    out: String,
}

impl<'text> Cutter<'text> {
    /// Passes one value. The reader's depth bounds the recursion, and the pointers' lengths do.
    fn value(&mut self, wanted: &[&str]) -> Result<(), CutFault> {
        let kind = self.reader.kind()?;
        let start = self.reader.position();
        if kind == Kind::Object && !wanted.is_empty() {
            return self.object(wanted);
        }
        self.reader.skip()?;
        self.out.push_str(self.slice(start));
        Ok(())
    }

    fn object(&mut self, wanted: &[&str]) -> Result<(), CutFault> {
        let (mut first, mut lead, mut is_empty) = (true, None, true);
        let mut seen: Vec<Cow<'text, str>> = Vec::new();
        self.reader.begin_object()?;
        self.out.push('{');
        let mut gap = self.reader.position();
        while let Some(name) = self.reader.key(&mut first)? {
            // Between two members is nothing but white space and a comma.
            let key = self.slice(gap);
            let quote = key.find('"').unwrap_or_default();
            let (space, key) = key.split_at_checked(quote).unwrap_or_default();
            let lead = *lead.get_or_insert(space);
            let deeper: Vec<&str> = wanted
                .iter()
                .filter_map(|pointer| pointer::step(pointer, &name))
                .collect();
            if !deeper.is_empty() {
                if seen.contains(&name) {
                    return Err(CutFault::Twice(name.into_owned()));
                }
                seen.push(name);
            }
            if deeper.iter().any(|rest| rest.is_empty()) {
                self.reader.skip()?;
            } else {
                self.out.push_str(if is_empty { lead } else { space });
                self.out.push_str(key);
                is_empty = false;
                let colon = self.reader.position();
                self.reader.kind()?;
                self.out.push_str(self.slice(colon));
                self.value(&deeper)?;
            }
            gap = self.reader.position();
        }
        // The closing brace is part of it.
        self.out.push_str(self.slice(gap));
        Ok(())
    }

    /// The text from an offset to where the reader is.
    fn slice(&self, start: usize) -> &'text str {
        self.text
            .get(start..self.reader.position())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{CutFault, compact, cut, insert};

    #[test]
    fn a_member_is_cut_out_and_all_other_bytes_stay() {
        for (text, pointers, rest) in [
            (r#"{"a":1,"s":"x","b":2}"#, &["/s"][..], r#"{"a":1,"b":2}"#),
            (r#"{"s":"x","a":1}"#, &["/s"], r#"{"a":1}"#),
            (r#"{"a":1,"s":"x"}"#, &["/s"], r#"{"a":1}"#),
            (r#"{"s":"x"}"#, &["/s"], "{}"),
            ("{}", &["/s"], "{}"),
            (" { } ", &["/s"], "{ }"),
            (
                "{\n  \"a\": 1,\n  \"s\": \"x\"\n}\n",
                &["/s"],
                "{\n  \"a\": 1\n}",
            ),
            (
                "{\n  \"s\": \"x\",\n  \"a\": 1\n}",
                &["/s"],
                "{\n  \"a\": 1\n}",
            ),
            (
                r#"{"t":1,"z":1e400,"s":{},"a":"\u0041\/"}"#,
                &["/t", "/s"],
                r#"{"z":1e400,"a":"\u0041\/"}"#,
            ),
            (
                r#"{"d":{"s":[1,{"s":2}],"k":0},"s":1}"#,
                &["/d/s"],
                r#"{"d":{"k":0},"s":1}"#,
            ),
            (r#"{"d":{"s":1}}"#, &["/d"], "{}"),
            (r#"{"\u0073":1,"a":2}"#, &["/s"], r#"{"a":2}"#),
            (r#"{"a/b":1,"~":2}"#, &["/a~1b"], r#"{"~":2}"#),
            (r#"{"d":1}"#, &["/d/s"], r#"{"d":1}"#),
            ("[1, 2]", &["/s"], "[1, 2]"),
            (" 7 ", &[], "7"),
        ] {
            assert_eq!(cut(text, pointers).as_deref(), Ok(rest), "{text}");
        }
    }

    #[test]
    fn a_member_that_is_cut_and_stands_there_twice_is_refused() {
        for text in [
            r#"{"s":1,"s":2}"#,
            r#"{"s":1,"a":0,"\u0073":2}"#,
            r#"{"d":{"s":1,"s":2}}"#,
            r#"{"d":{"s":1},"d":{}}"#,
        ] {
            let fault = cut(text, &["/s", "/d/s"]).unwrap_err();
            assert!(matches!(fault, CutFault::Twice(_)), "{text}");
        }
        assert!(cut(r#"{"a":1,"a":2}"#, &["/s"]).is_ok());
    }

    #[test]
    fn what_is_no_json_is_not_cut() {
        for text in ["", "{", "{\"s\":1", "{\"s\" 1}", "{}x", "{\"a\":1 \"s\":2}"] {
            assert!(
                matches!(cut(text, &["/s"]), Err(CutFault::Json(_))),
                "{text}"
            );
        }
        assert!(cut(&"{\"d\":".repeat(100_000), &["/d/d"]).is_err());
    }

    #[test]
    fn only_white_space_between_tokens_goes() {
        for (text, rest) in [
            ("{ \"a b\" :\n[ 1 ,\t2 ] }", "{\"a b\":[1,2]}"),
            (
                r#"{"a": "\" x", "b": "\\", "c": " "}"#,
                r#"{"a":"\" x","b":"\\","c":" "}"#,
            ),
        ] {
            assert_eq!(compact(text), rest);
        }
    }

    #[test]
    fn what_is_put_in_is_cut_out_again() {
        for (text, pointer, with) in [
            (r#"{"a":1}"#, "/s", r#"{"a":1,"s":7}"#),
            ("{\n \"a\": 1\n}", "/s", "{\n \"a\": 1,\"s\":7\n}"),
            ("{ }", "/s", "{\"s\":7 }"),
            (r#"{"d":{"k":1}}"#, "/d/s", r#"{"d":{"k":1,"s":7}}"#),
            (r#"{"a":1}"#, "/a~1\"", r#"{"a":1,"a/\"":7}"#),
        ] {
            assert_eq!(
                insert(text, pointer, "7").as_deref(),
                Some(with),
                "{pointer}"
            );
            assert_eq!(cut(with, &[pointer]).as_deref(), Ok(text), "{pointer}");
        }
        assert_eq!(
            insert("{}", "/d/e/s", "7").as_deref(),
            Some(r#"{"d":{"e":{"s":7}}}"#)
        );
        for (text, pointer) in [
            ("[]", "/s"),
            (r#"{"d":1}"#, "/d/s"),
            ("{}", ""),
            ("x", "/s"),
        ] {
            assert_eq!(insert(text, pointer, "7"), None, "{text}");
        }
    }
}
