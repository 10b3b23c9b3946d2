//! HTML in the making. Tags and the names of attributes come from the program; every text is escaped on its way in.

use crate::emit::text::is_hidden;

/// Names and values of attributes.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

/// Elements that a line ends behind, so that a change of a page can be read.
const BLOCKS: &[&str] = &[
    "article", "body", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "head", "header",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "thead", "title",
    "tr", "ul",
];

/// A page, or a part of one.
#[derive(Default)]
pub(super) struct Html {
    out: String,
}

impl Html {
    /// Adds a text.
    pub(super) fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\n' => self.out.push('\n'),
                // What has no face, or turns the direction, would show something else than what stands there.
                _ if is_hidden(character) => self.out.push(' '),
                _ => self.out.push(character),
            }
        }
    }

    /// Adds an element and what `body` adds in it.
    pub(super) fn element(
        &mut self,
        tag: &'static str,
        attributes: Attributes<'_>,
        body: impl FnOnce(&mut Self),
    ) {
        self.open(tag, attributes);
        body(self);
        self.close(tag);
    }

    /// Adds an element that holds a text.
    pub(super) fn words(&mut self, tag: &'static str, attributes: Attributes<'_>, text: &str) {
        self.element(tag, attributes, |html| html.text(text));
    }

    /// Adds a text in code font.
    pub(super) fn code(&mut self, text: &str) {
        self.words("code", &[], text);
    }

    /// Adds a name in code font that may be broken where its words meet.
    pub(super) fn name(&mut self, name: &str) {
        self.element("code", &[], |html| {
            let mut before = ' ';
            let mut length = 0;
            for character in name.chars() {
                let meets = (before.is_lowercase() && character.is_uppercase())
                    || (matches!(before, '_' | '/' | '.') && character.is_alphanumeric());
                // A short beginning does not stand alone.
                if meets && length > 3 {
                    html.open("wbr", &[]);
                    length = 0;
                }
                html.text(character.encode_utf8(&mut [0; 4]));
                before = character;
                length += 1;
            }
        });
    }

    /// Adds a link to another site, or only its text where the address is no plain web address.
    pub(super) fn link(&mut self, url: &str, text: &str) {
        if is_web(url) {
            self.words("a", &[("href", url)], text);
        } else {
            self.text(text);
        }
    }

    /// Opens an element. An element without content, such as `meta`, is only opened.
    pub(super) fn open(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.out.extend(["<", tag]);
        for (name, value) in attributes {
            self.out.extend([" ", name, "=\""]);
            self.text(value);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Closes an element.
    pub(super) fn close(&mut self, tag: &'static str) {
        self.out.extend(["</", tag, ">"]);
        if BLOCKS.contains(&tag) {
            self.out.push('\n');
        }
    }

    /// Ends a line of the source.
    pub(super) fn end_line(&mut self) {
        self.out.push('\n');
    }

    /// What was added.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// Whether an address is one of the web, and nothing but that.
pub(super) fn is_web(url: &str) -> bool {
    let address = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));

    address.is_some_and(|address| !address.is_empty())
        && !url.contains(|character: char| character.is_whitespace() || is_hidden(character))
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn a_text_never_becomes_markup() {
        let mut html = Html::default();
        html.element("a", &[("title", "\" onclick='x'")], |html| {
            html.text("<script>&amp;</script>\u{202e}");
        });
        html.link("javascript:alert(1)", "a");
        html.link("https://example.com/\"><b>", "b");

        assert_eq!(
            html.finish(),
            "<a title=\"&quot; onclick=&#39;x&#39;\">&lt;script&gt;&amp;amp;&lt;/script&gt; </a>a\
             <a href=\"https://example.com/&quot;&gt;&lt;b&gt;\">b</a>"
        );
    }
}
