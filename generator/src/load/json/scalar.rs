//! Strings and numbers of JSON.

use std::borrow::Cow;

use super::super::tree::Kind;
use super::{Failure, Reader, offset};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl<'s> Reader<'s, '_> {
    /// A string, where its first quote stands.
    pub(super) fn string(&mut self) -> Result<Cow<'s, str>, Failure> {
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
                Some(0..=0x1f) => return Err(Box::new(self.unfinished_string())),
                Some(_) => self.at += 1,
                None => {
                    let span = Span {
                        start: offset(start - 1),
                        end: offset(start),
                    };
                    let report = Diagnostic::new(Code::JsonSyntax, span, "a string is not closed");
                    return Err(Box::new(report.help("close it with a double quote")));
                }
            }
        }
    }

    fn unfinished_string(&self) -> Diagnostic {
        let report = self.fail("a control character stands in a string");

        report.help("close the string on its line, and write a line break in it as `\\n`")
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
                let report = *self.fail("no such escape in a JSON string");
                return Err(Box::new(report.help("a backslash itself is written twice")));
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

    /// A number, where its sign or its first digit stands.
    pub(super) fn number(&mut self) -> Result<Kind<'s>, Failure> {
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
            let message = "a number is not written as JSON writes numbers";
            let help = "write it without zeros in front and with digits on both sides of its point, or put it in quotes";
            return Err(Box::new(
                Diagnostic::new(Code::JsonSyntax, span, message).help(help),
            ));
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
}
