//! HTML in descriptions becomes the Markdown that it stands for: many documents are written for pages.
//!
//! Only tags that are known here; whatever else has angles is left to who escapes it. What Markdown marks as code is code.

use std::borrow::Cow;

/// The text with Markdown in place of tags.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = Out::default();
    let mut rest = text;
    while let Some(start) = rest.find(['<', '`']) {
        let (before, after) = rest.split_at(start);
        out.text.push_str(before);
        if after.starts_with('`') {
            let code = code_span(after);
            out.text.push_str(code);
            rest = after.get(code.len()..).unwrap_or_default();
            continue;
        }
        match tag(after) {
            Some((tag, end)) if out.takes(&tag, after.get(end..).unwrap_or_default()) => {
                rest = after.get(end..).unwrap_or_default();
                rest = out.put(&tag, rest);
            }
            Some(_) | None => {
                out.text.push('<');
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    out.text.push_str(rest);

    Cow::Owned(out.text)
}

/// No tag is longer, in bytes.
const LONGEST: usize = 1000;

/// What closes is looked for among so many tags, so that no text takes long.
const FARTHEST: usize = 100;

/// A tag: `<a href="..">`, `</p>`, `<br/>`.
struct Tag<'a> {
    name: String,
    closes: bool,
    attributes: &'a str,
}

/// What opened and has not closed yet.
struct Open {
    name: String,
    /// Where its text begins.
    start: usize,
    /// What its end becomes.
    end: String,
}

#[derive(Default)]
struct Out {
    text: String,
    open: Vec<Open>,
    /// Names that nothing further on closes.
    unclosed: Vec<String>,
}

impl Out {
    /// Whether a tag is known, and what it opens is closed: a mark that nothing ends would be worse than the tag.
    fn takes(&mut self, tag: &Tag<'_>, rest: &str) -> bool {
        match &*tag.name {
            "p" | "div" | "br" | "ul" | "ol" | "li" | "span" | "hr" => true,
            "b" | "strong" | "i" | "em" | "code" | "pre" | "a" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" => {
                if tag.closes {
                    self.open.iter().any(|open| open.name == tag.name)
                } else {
                    let is_closed =
                        !self.unclosed.contains(&tag.name) && find_end(rest, &tag.name).is_some();
                    if !is_closed {
                        // Each name once: there are few.
                        if !self.unclosed.contains(&tag.name) {
                            self.unclosed.push(tag.name.clone());
                        }
                    }
                    is_closed
                }
            }
            _ => false,
        }
    }

    /// Writes a tag that is taken, and gives what is left behind it.
    fn put<'r>(&mut self, tag: &Tag<'_>, rest: &'r str) -> &'r str {
        match (&*tag.name, tag.closes) {
            ("p" | "div" | "br" | "hr" | "ul" | "ol", _) => self.paragraph(),
            ("li", false) => {
                let end = self.text.trim_end().len();
                self.text.truncate(end);
                let last = self.text.rsplit('\n').next().unwrap_or_default();
                // A list begins behind an empty line; its items stand one below the other.
                let is_going_on = last.is_empty() || last.starts_with("- ");
                self.text
                    .push_str(if is_going_on { "\n- " } else { "\n\n- " });
                return rest.trim_start();
            }
            ("code" | "pre", false) => return self.code(&tag.name, rest),
            ("b" | "strong", false) => self.opens(&tag.name, "**", "**"),
            ("i" | "em", false) => self.opens(&tag.name, "*", "*"),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => {
                self.paragraph();
                self.opens(&tag.name, "**", "**\n\n");
            }
            ("a", false) => match address(tag.attributes) {
                Some(address) => self.opens("a", "[", &format!("]({address})")),
                // A way inside of the vendor's pages leads nowhere from here.
                None => self.opens("a", "", ""),
            },
            (name, true) => self.closes(name),
            (_, false) => {}
        }

        rest
    }

    fn paragraph(&mut self) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        if end > 0 {
            self.text.push_str("\n\n");
        }
    }

    fn opens(&mut self, name: &str, mark: &str, end: &str) {
        self.text.push_str(mark);
        self.open.push(Open {
            name: name.to_owned(),
            start: self.text.len(),
            end: end.to_owned(),
        });
    }

    /// Blanks inside of a mark go outside: Markdown wants it so.
    fn closes(&mut self, name: &str) {
        let Some(position) = self.open.iter().rposition(|open| open.name == name) else {
            return;
        };
        for open in self.open.drain(position..).rev() {
            let inside = self.text.split_off(open.start.min(self.text.len()));
            let words = inside.trim();
            let mark = open.end.trim_end().trim_matches(|letter| letter != '*');
            if words.is_empty() {
                let start = self.text.len() - mark.len();
                self.text.truncate(start);
                continue;
            }
            if inside.starts_with(char::is_whitespace) && !mark.is_empty() {
                let start = self.text.len() - mark.len();
                self.text.insert(start, ' ');
            }
            self.text.push_str(words);
            self.text.push_str(&open.end);
            if inside.ends_with(char::is_whitespace) {
                self.text.push(' ');
            }
        }
    }

    /// Code is taken whole, with what is escaped in it.
    fn code<'r>(&mut self, name: &str, rest: &'r str) -> &'r str {
        let Some((length, end)) = find_end(rest, name) else {
            return rest;
        };
        let inside = plain(rest.get(..length).unwrap_or_default());
        let words = inside.trim();
        let fence = if inside.contains("```") {
            "````"
        } else {
            "```"
        };
        if words.is_empty() {
        } else if name == "pre" {
            self.paragraph();
            self.text
                .extend([fence, "text\n", words, "\n", fence, "\n\n"]);
        } else if words.contains('`') {
            self.text.push_str(words);
        } else {
            self.text.extend(["`", words, "`"]);
        }

        rest.get(end..).unwrap_or_default()
    }
}

/// The tag that a text begins with, and where it ends.
fn tag(text: &str) -> Option<(Tag<'_>, usize)> {
    let inside = text.strip_prefix('<')?;
    let length = inside.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let inside = inside.get(..length)?;
    let end = inside.len() + 2;
    let (closes, words) = match inside.strip_prefix('/') {
        Some(words) => (true, words),
        None => (false, inside),
    };
    let words = words.trim_end_matches('/');
    let length = words.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, attributes) = words.split_at(length);
    let is_whole = attributes.is_empty() || attributes.starts_with(char::is_whitespace);

    (length > 0 && is_whole && !attributes.contains('<')).then(|| {
        let tag = Tag {
            name: name.to_ascii_lowercase(),
            closes,
            attributes,
        };
        (tag, end)
    })
}

/// Where the closing tag of a name begins and ends.
fn find_end(text: &str, name: &str) -> Option<(usize, usize)> {
    let text = super::near(text);
    let mut from = 0;
    for _ in 0..FARTHEST {
        let at = from + text.get(from..)?.find("</")?;
        if let Some((tag, end)) = tag(text.get(at..)?)
            && tag.closes
            && tag.name == name
        {
            return Some((at, at + end));
        }
        from = at + 2;
    }

    None
}

/// The address of a link, where it is whole.
fn address(attributes: &str) -> Option<&str> {
    let (_, value) = attributes.split_once("href")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value
        .chars()
        .next()
        .filter(|mark| matches!(mark, '"' | '\''));
    let address = match quote {
        Some(quote) => value.get(1..)?.split(quote).next()?,
        None => value.split_whitespace().next()?,
    };
    let is_whole = ["http://", "https://"]
        .iter()
        .any(|scheme| address.starts_with(scheme));

    (is_whole && !address.contains([' ', '(', ')', '<', '>'])).then_some(address)
}

/// What Markdown marks as code, from its first mark to its last; the marks alone where nothing ends them.
fn code_span(text: &str) -> &str {
    let marks = text.bytes().take_while(|byte| *byte == b'`').count();
    let (opening, inside) = text.split_at(marks);
    let inside = super::near(inside);
    let mut from = 0;
    while let Some(found) = inside.get(from..).and_then(|rest| rest.find(opening)) {
        let at = from + found;
        let after = inside.get(at..).unwrap_or_default();
        let length = after.bytes().take_while(|byte| *byte == b'`').count();
        if length == marks {
            return text.get(..marks + at + length).unwrap_or(text);
        }
        from = at + length;
    }

    opening
}

/// Code without tags, and with what is escaped in it.
fn plain(code: &str) -> String {
    let mut text = String::new();
    let mut rest = code;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let known = tag(rest.get(before.len()..).unwrap_or_default()).filter(|(tag, _)| {
            matches!(
                &*tag.name,
                "code" | "span" | "b" | "i" | "em" | "strong" | "br" | "a"
            )
        });
        rest = if let Some((_, end)) = known {
            rest.get(before.len() + end..).unwrap_or_default()
        } else {
            text.push('<');
            after
        };
    }
    text.push_str(rest);

    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::to_markdown;

    #[test]
    fn tags_become_what_they_stand_for() {
        let rows = [
            ("a < b, Vec<u8> and <custom>", "a < b, Vec<u8> and <custom>"),
            (
                "<p>Retrieves it.</p>\n\n<p>Twice.</p>",
                "Retrieves it.\n\nTwice.\n\n",
            ),
            (
                "<b>Scope: </b><code>tasks:read</code>.",
                "**Scope:** `tasks:read`.",
            ),
            ("<strong></strong>Plain", "Plain"),
            ("one<br/>two<BR>three", "one\n\ntwo\n\nthree"),
            (
                "<ul>\n <li>one</li>\n <li> two</li></ul>end",
                "- one\n- two\n\nend",
            ),
            (
                "Before:<ul><li>one</li><li>two</li></ul>",
                "Before:\n\n- one\n- two\n\n",
            ),
            (
                "See <a href=\"https://example.com/a\">the page</a> or <a href='/docs'>ours</a>.",
                "See [the page](https://example.com/a) or ours.",
            ),
            ("<a href=\"javascript:x()\">text</a>", "text"),
            ("<pre>a &lt; b</pre>", "```text\na < b\n```\n\n"),
            ("`<b>` and ``<p> ` ``", "`<b>` and ``<p> ` ``"),
            ("<b>never closed", "<b>never closed"),
            ("closed</b> only", "closed</b> only"),
            ("<h2>Title</h2>Text", "**Title**\n\nText"),
            ("<", "<"),
            ("</", "</"),
        ];
        for (html, markdown) in rows {
            let made = to_markdown(html);
            let made = made.strip_prefix('\n').unwrap_or(&made);
            assert_eq!(made, markdown, "of {html:?}");
        }
    }

    #[test]
    fn many_tags_take_no_time() {
        let text = "<b>".repeat(20_000);
        assert_eq!(to_markdown(&text).len(), text.len());
        let text = "`".repeat(50_001) + "<p>";
        assert!(to_markdown(&text).trim_end().ends_with('`'));
    }
}
