//! JSON Pointers and what they lead to in a tree.

use super::tree::{Kind, NodeId, Tree};
use crate::source::Span;

/// The unescaped tokens of a JSON Pointer.
pub fn split_pointer(pointer: &str) -> Vec<String> {
    pointer
        .split('/')
        .skip(1)
        .map(|token| {
            if token.contains('~') {
                token.replace("~1", "/").replace("~0", "~")
            } else {
                token.to_owned()
            }
        })
        .collect()
}

/// A text in which what a URL escapes stands as it is.
pub fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, ..] => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            bytes.push(high * 16 + low);
            rest = rest.get(3..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

impl Tree<'_> {
    /// The node that tokens lead to from the root, and the place of its key, or its own in a list.
    pub fn find(&self, tokens: &[String]) -> Option<(NodeId, Span)> {
        let mut found = (self.root(), self.span(self.root()));
        for token in tokens {
            let node = found.0;
            found = if *self.kind(node) == Kind::List {
                let item = *self.items(node).get(token.parse::<usize>().ok()?)?;
                (item, self.span(item))
            } else {
                let mut entries = self.entries(node).iter();
                let entry = entries.find(|entry| entry.key == *token)?;
                (entry.value, entry.key_span)
            };
        }

        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, load};
    use super::{percent_decoded, split_pointer};
    use crate::diagnostic::Diagnostics;
    use crate::source::Source;

    #[test]
    fn tokens_lead_through_mappings_and_lists() {
        let source = Source::new("a.yaml", "paths: {/a~b: [{x: 1}, {'y z': 2}]}\n");
        let tree = load(&source, &mut Diagnostics::default()).expect("this is YAML");
        for (pointer, expected) in [
            ("/paths/~1a~0b/0/x", Some("1")),
            ("/paths/~1a~0b/1/y%20z", Some("2")),
            ("/paths/~1a~0b/2", None),
            ("/paths/~1a~0b/x", None),
            ("/nowhere", None),
        ] {
            let tokens = split_pointer(&percent_decoded(pointer));
            let found = tree.find(&tokens).map(|(node, _)| tree.kind(node));
            assert_eq!(
                found,
                expected.map(|number| Kind::Integer(number.into())).as_ref(),
                "{pointer}"
            );
        }
    }
}
