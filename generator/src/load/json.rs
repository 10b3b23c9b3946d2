//! JSON texts. A reader of its own, because YAML readers take several times as long on JSON.

mod scalar;

use super::build::Builder;
use super::slips;
use super::tree::{Kind, NodeId, Tree};
use super::{EMPTY_HELP, MAX_NESTING, NESTING_HELP};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Strictness};
use crate::source::Span;

/// Reads a JSON text; stops at the first mistake.
pub(super) fn load<'s>(text: &'s str, diagnostics: &mut Diagnostics) -> Option<Tree<'s>> {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut reader = Reader {
        text,
        at: start,
        depth: 0,
        is_lenient: diagnostics.strictness() == Strictness::Lenient,
        builder: Builder::default(),
        diagnostics,
    };

    match reader.document() {
        Ok(()) => Some(reader.builder.finish()),
        Err(failure) => {
            reader.diagnostics.report(*failure);
            None
        }
    }
}

/// What went wrong; boxed, because it is rare and large.
type Failure = Box<Diagnostic>;

struct Reader<'s, 'd> {
    text: &'s str,
    at: usize,
    depth: usize,
    /// Comments and commas behind the last element are passed over.
    is_lenient: bool,
    builder: Builder<'s>,
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_, '_> {
    fn document(&mut self) -> Result<(), Failure> {
        self.skip_blanks();
        if self.peek().is_none() {
            let message = "the document is empty";
            let report =
                Diagnostic::new(Code::EmptyDocument, Span::default(), message).help(EMPTY_HELP);
            return Err(Box::new(report));
        }
        self.value()?;
        self.skip_blanks();

        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.fail("the document goes on after its end")),
        }
    }

    fn value(&mut self) -> Result<NodeId, Failure> {
        let start = self.at;
        match self.peek() {
            Some(b'{') => self.nested(Self::mapping),
            Some(b'[') => self.nested(Self::list),
            Some(b'"') => {
                let text = self.string()?;
                Ok(self.builder.scalar(Kind::Text(text), self.span(start)))
            }
            Some(b'-' | b'0'..=b'9') => {
                let kind = self.number()?;
                Ok(self.builder.scalar(kind, self.span(start)))
            }
            _ => self.word(),
        }
    }

    fn nested(
        &mut self,
        read: impl Fn(&mut Self) -> Result<NodeId, Failure>,
    ) -> Result<NodeId, Failure> {
        if self.depth == MAX_NESTING {
            let message = format!("the document nests deeper than {MAX_NESTING} levels");
            let span = Span {
                end: offset(self.at + 1),
                ..self.span(self.at)
            };
            return Err(Box::new(
                Diagnostic::new(Code::Nesting, span, message).help(NESTING_HELP),
            ));
        }
        self.depth += 1;
        let node = read(self)?;
        self.depth -= 1;

        Ok(node)
    }

    fn list(&mut self) -> Result<NodeId, Failure> {
        let start = self.at;
        self.at += 1;
        let open = self.builder.open_list();
        self.skip_blanks();
        if !self.take(b']') {
            loop {
                let item = self.value()?;
                self.builder.item(item);
                self.skip_blanks();
                if self.take(b']') {
                    break;
                }
                if !self.take(b',') {
                    return Err(self.fail("`,` or `]` is missing after an element"));
                }
                self.skip_blanks();
                if self.take_after_comma(b']') {
                    break;
                }
            }
        }

        Ok(self.builder.close_list(open, self.span(start)))
    }

    fn mapping(&mut self) -> Result<NodeId, Failure> {
        let start = self.at;
        self.at += 1;
        let open = self.builder.open_mapping();
        self.skip_blanks();
        if !self.take(b'}') {
            loop {
                let key_start = self.at;
                if self.peek() != Some(b'"') {
                    return Err(self.fail("a key in double quotes is missing after `{` or `,`"));
                }
                let key = self.string()?;
                let key_span = self.span(key_start);
                self.skip_blanks();
                if !self.take(b':') {
                    return Err(self.fail("`:` is missing after a key"));
                }
                self.skip_blanks();
                let value = self.value()?;
                self.builder.entry(key, key_span, value);
                self.skip_blanks();
                if self.take(b'}') {
                    break;
                }
                if !self.take(b',') {
                    return Err(self.fail("`,` or `}` is missing after a value"));
                }
                self.skip_blanks();
                if self.take_after_comma(b'}') {
                    break;
                }
            }
        }
        let span = self.span(start);

        Ok(self.builder.close_mapping(open, span, self.diagnostics))
    }

    fn word(&mut self) -> Result<NodeId, Failure> {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        for (word, kind) in [
            ("null", Kind::Null),
            ("true", Kind::Bool(true)),
            ("false", Kind::Bool(false)),
        ] {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(self.builder.scalar(kind, self.span(start)));
            }
        }

        Err(self.fail("a value is missing"))
    }

    fn skip_blanks(&mut self) {
        loop {
            while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
                self.at += 1;
                // What is indented is so by many.
                while self.text.as_bytes().get(self.at..self.at + 8) == Some(b"        ") {
                    self.at += 8;
                }
            }
            if self.peek() != Some(b'/') || !self.is_lenient || !self.skip_comment() {
                return;
            }
        }
    }

    /// Passes over a comment, which JSON does not have; whether there is one.
    fn skip_comment(&mut self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = match rest.get(..2) {
            Some("//") => rest.find('\n').unwrap_or(rest.len()),
            Some("/*") => match rest.get(2..).and_then(|inside| inside.find("*/")) {
                Some(end) => end + 4,
                None => return false,
            },
            _ => return false,
        };
        self.at += length;

        true
    }

    /// Whether a comma was the last, which JSON does not allow, and the bracket that follows it was taken.
    fn take_after_comma(&mut self, bracket: u8) -> bool {
        self.is_lenient && self.take(bracket)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);

        found
    }

    /// From there to where the reader is.
    fn span(&self, start: usize) -> Span {
        Span {
            start: offset(start),
            end: offset(self.at),
        }
    }

    /// A mistake at the character that comes next.
    #[expect(
        clippy::unnecessary_box_returns,
        reason = "every caller returns it as its boxed error"
    )]
    fn fail(&self, message: &str) -> Failure {
        let next = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next());
        let end = self.at + next.map_or(0, char::len_utf8);
        let label = match next {
            None => "the document ends here".to_owned(),
            Some('`') => "a backtick stands here".to_owned(),
            Some(next) if next.is_control() => format!("`{}` stands here", next.escape_debug()),
            Some(next) => format!("`{next}` stands here"),
        };
        let span = Span {
            start: offset(self.at),
            end: offset(end),
        };

        let report = Diagnostic::new(Code::JsonSyntax, span, message).label(label);

        Box::new(match slips::in_json(self.text, self.at) {
            Some(help) => report.help(help),
            None => report,
        })
    }
}

/// A place in the text; the caller has checked that the text is not larger than offsets reach.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
