//! JSON texts. A reader of its own, because YAML readers take several times as long on JSON.

use std::borrow::Cow;

use super::MAX_NESTING;
use super::build::Builder;
use super::tree::{Kind, NodeId, Tree};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
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
    builder: Builder<'s>,
    diagnostics: &'d mut Diagnostics,
}

impl<'s> Reader<'s, '_> {
    fn document(&mut self) -> Result<(), Failure> {
        self.skip_blanks();
        if self.peek().is_none() {
            let message = "the document is empty";
            return Err(Box::new(Diagnostic::new(
                Code::EmptyDocument,
                self.span(self.at),
                message,
            )));
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
            return Err(Box::new(Diagnostic::new(Code::Nesting, span, message)));
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
                    return Err(self.fail("a key in double quotes is missing"));
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
            }
        }
        let span = self.span(start);

        Ok(self.builder.close_mapping(open, span, self.diagnostics))
    }

    fn string(&mut self) -> Result<Cow<'s, str>, Failure> {
        self.at += 1;
        let start = self.at;
        let mut owned: Option<String> = None;
        let mut piece = start;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = self.text.get(piece..self.at).unwrap_or_default();
                    self.at += 1;
                    return Ok(match owned {
                        None => Cow::Borrowed(rest),
                        Some(text) => Cow::Owned(text + rest),
                    });
                }
                Some(b'\\') => {
                    let text = owned.get_or_insert_default();
                    text.push_str(self.text.get(piece..self.at).unwrap_or_default());
                    let character = self.escape()?;
                    owned.get_or_insert_default().push(character);
                    piece = self.at;
                }
                Some(0..=0x1f) => return Err(self.fail("a control character stands in a string")),
                Some(_) => self.at += 1,
                None => {
                    let span = Span {
                        start: offset(start - 1),
                        end: offset(start),
                    };
                    return Err(Box::new(Diagnostic::new(
                        Code::JsonSyntax,
                        span,
                        "a string is not closed",
                    )));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Failure> {
        let start = self.at;
        self.at += 1;
        let byte = self.peek();
        self.at += 1;

        Ok(match byte {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(start),
            _ => {
                self.at = start;
                return Err(self.fail("no such escape in a JSON string"));
            }
        })
    }

    fn code_point(&mut self, start: usize) -> Result<char, Failure> {
        let first = self.hexadecimal();
        let code = match first {
            Some(high @ 0xd800..=0xdbff) if self.take(b'\\') && self.take(b'u') => {
                match self.hexadecimal() {
                    Some(low @ 0xdc00..=0xdfff) => {
                        Some(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
                    }
                    _ => None,
                }
            }
            other => other,
        };

        code.and_then(char::from_u32).ok_or_else(|| {
            self.at = start;
            self.fail("an escape stands for no character")
        })
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;

        digits
            .bytes()
            .all(|digit| digit.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok())?
    }

    fn number(&mut self) -> Result<Kind<'s>, Failure> {
        let start = self.at;
        let mut whole = true;
        self.take(b'-');
        let leading_zero = self.peek() == Some(b'0');
        let digits = self.digits();
        let mut well = digits > 0 && !(leading_zero && digits > 1);
        if self.take(b'.') {
            whole = false;
            well &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            whole = false;
            if !self.take(b'-') {
                self.take(b'+');
            }
            well &= self.digits() > 0;
        }
        if !well {
            let span = self.span(start);
            return Err(Box::new(Diagnostic::new(
                Code::JsonSyntax,
                span,
                "a number is not written as JSON writes numbers",
            )));
        }
        let text = Cow::Borrowed(self.text.get(start..self.at).unwrap_or_default());

        Ok(if whole {
            Kind::Integer(text)
        } else {
            Kind::Number(text)
        })
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }

        self.at - start
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
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.at += 1;
        }
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
            Some(next) => format!("`{}` stands here", next.escape_debug()),
        };
        let span = Span {
            start: offset(self.at),
            end: offset(end),
        };

        Box::new(Diagnostic::new(Code::JsonSyntax, span, message).label(label))
    }
}

/// A place in the text; the caller has checked that the text is not larger than offsets reach.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
