//! A page of Rust text: lines, indentation, doc comments, blocks. Also the only makers of literals.

use std::borrow::Cow;

use super::docs::DocLines;

/// Columns of one level.
pub(super) const INDENT: usize = LEVEL.len();

/// What stands before a line for each level.
const LEVEL: &str = "    ";

/// Text in the making.
#[derive(Default)]
pub(super) struct Text {
    out: String,
    depth: usize,
}

impl Text {
    /// Adds lines, each indented to where we are.
    pub(super) fn line(&mut self, lines: impl AsRef<str>) {
        for line in lines.as_ref().lines() {
            self.one(&[line]);
        }
    }

    /// Adds one line, which has no line end in it, of these pieces.
    fn one(&mut self, pieces: &[&str]) {
        if pieces.iter().any(|piece| !piece.is_empty()) {
            for _ in 0..self.depth {
                self.out.push_str(LEVEL);
            }
            self.out.extend(pieces.iter().copied());
        }
        self.out.push('\n');
    }

    /// Adds an empty line.
    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// Adds an empty line before every item but the first.
    pub(super) fn blank_between(&mut self, index: usize) {
        if index > 0 {
            self.blank();
        }
    }

    /// Adds a doc comment.
    pub(super) fn docs(&mut self, docs: &DocLines) {
        for line in docs.lines() {
            self.one(&["///", line]);
        }
    }

    /// Adds `head {`, what `body` adds one level deeper, and `}`.
    pub(super) fn block(&mut self, head: impl AsRef<str>, body: impl FnOnce(&mut Self)) {
        let head = head.as_ref();
        let (above, last) = head.rsplit_once('\n').unwrap_or(("", head));
        self.line(above);
        self.one(&[last, " {"]);
        self.deeper(body);
        self.line("}");
    }

    /// Adds what `body` adds, one level deeper.
    pub(super) fn deeper(&mut self, body: impl FnOnce(&mut Self)) {
        self.depth += 1;
        body(self);
        self.depth -= 1;
    }

    /// Columns before a line.
    pub(super) fn indent(&self) -> usize {
        self.depth * INDENT
    }

    /// What was added.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// A Rust string literal. Nothing in the text can end it early or hide in it.
pub(super) fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    let stays = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if text.bytes().all(stays) {
        literal.push_str(text);
        literal.push('"');
        return literal;
    }
    for character in text.chars() {
        match character {
            '"' | '\\' => literal.extend(['\\', character]),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            _ if is_hidden(character) => literal.extend(character.escape_unicode()),
            _ => literal.push(character),
        }
    }
    literal.push('"');

    literal
}

/// `&["a", "b"]`
pub(super) fn literal_slice(texts: &[impl AsRef<str>]) -> String {
    let literals: Vec<String> = texts.iter().map(|text| literal(text.as_ref())).collect();

    format!("&[{}]", literals.join(", "))
}

/// The text on one line, without characters that have no face.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !has_hidden(text) {
        return Cow::Borrowed(text);
    }

    text.replace(is_hidden, " ").into()
}

/// Whether a text has such characters.
fn has_hidden(text: &str) -> bool {
    if text.is_ascii() {
        // All of them, since that goes over many at once.
        text.bytes()
            .fold(false, |found, byte| found | byte.is_ascii_control())
    } else {
        text.contains(is_hidden)
    }
}

/// Control characters, and those that turn the direction or hide: what stands there would not be what a reader sees.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn a_literal_reads_back_as_the_text() {
        for text in [
            "",
            "plain",
            "\"#",
            "\\",
            "a\nb\r\tc",
            "\0\u{7}",
            "{}",
            "*/",
            "ß漢\u{202e}\u{feff}",
            "r#\"\"#",
        ] {
            let parsed: syn::LitStr = syn::parse_str(&literal(text)).unwrap();
            assert_eq!(parsed.value(), text);
        }
        assert_eq!(literal("\u{202e}"), r#""\u{202e}""#);
    }
}
