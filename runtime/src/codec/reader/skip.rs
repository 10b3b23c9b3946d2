//! Passing over values whole.

use super::{Decoded, Fault, MAX_DEPTH, Reader};

impl<'text> Reader<'text> {
    /// Passes the next value and gives its raw text.
    pub fn raw(&mut self) -> Decoded<&'text str> {
        self.next_byte();
        let start = self.position;
        self.skip()?;

        Ok(self.slice(start, self.position))
    }

    /// Passes the next value, checking that it is JSON. Does not recurse.
    pub fn skip(&mut self) -> Decoded {
        match self.next_byte() {
            Some(b'{' | b'[') => match self.extents.end_of(self.position) {
                Some(end) => {
                    self.position = end;
                    Ok(())
                }
                None => self.skip_nested(),
            },
            _ => self.skip_scalar(),
        }
    }

    /// Whether the text is one JSON value and nothing else.
    pub(crate) fn is_one_value(&mut self) -> bool {
        self.skip().is_ok() && self.end().is_ok()
    }

    fn skip_scalar(&mut self) -> Decoded {
        match self.next_byte() {
            Some(b'"') => self.skip_quoted(),
            Some(b'-' | b'0'..=b'9') => self.skip_number(),
            Some(b't') => self.literal("true"),
            Some(b'f') => self.literal("false"),
            Some(b'n') => self.literal("null"),
            _ => Err(self.syntax("a value")),
        }
    }

    /// Objects and lists: which of both each open level is, is kept as a bit.
    fn skip_nested(&mut self) -> Decoded {
        let outer = self.depth;
        let mut objects = 0_u128;
        loop {
            // At a value.
            match self.next_byte() {
                Some(open @ (b'{' | b'[')) => {
                    if self.depth >= MAX_DEPTH {
                        return Err(Fault::too_deep(self.position));
                    }
                    self.extents.open(self.position);
                    self.depth += 1;
                    self.position += 1;
                    objects = objects << 1 | u128::from(open == b'{');
                    let close = if open == b'{' { b'}' } else { b']' };
                    if self.next_byte() != Some(close) {
                        if open == b'{' {
                            self.skip_key()?;
                        }
                        continue;
                    }
                }
                _ => {
                    self.skip_scalar()?;
                }
            }
            // Behind a value, or at the close of an empty object or list.
            loop {
                let in_object = objects & 1 == 1;
                match self.next_byte() {
                    Some(b'}') if in_object => {}
                    Some(b']') if !in_object => {}
                    Some(b',') => {
                        self.position += 1;
                        if in_object {
                            self.skip_key()?;
                        }
                        break;
                    }
                    _ => {
                        return Err(self.syntax(if in_object {
                            "`,` or `}`"
                        } else {
                            "`,` or `]`"
                        }));
                    }
                }
                self.leave();
                self.extents.close(self.position);
                objects >>= 1;
                if self.depth == outer {
                    return Ok(());
                }
            }
        }
    }

    fn skip_key(&mut self) -> Decoded {
        if self.next_byte() != Some(b'"') {
            return Err(self.syntax("a member name"));
        }
        self.skip_quoted()?;
        if self.next_byte() != Some(b':') {
            return Err(self.syntax("`:`"));
        }
        self.position += 1;

        Ok(())
    }
}
