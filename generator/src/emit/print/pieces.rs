//! Tokens in pieces: what stands between commas, what an attribute says, which words begin an item.

use proc_macro2::Delimiter;

use crate::emit::one_line::{Tree, line};

/// What stands between commas that are outside of angle brackets. Brackets of other kinds are one tree each.
pub(super) fn elements(trees: &[Tree]) -> Vec<&[Tree]> {
    let mut depth = 0_usize;
    let mut after_hyphen = false;
    let mut elements: Vec<&[Tree]> = trees
        .split(|tree| {
            let Tree::Mark(mark, joint) = tree else {
                after_hyphen = false;
                return false;
            };
            match mark {
                '<' => depth += 1,
                // The second half of an arrow closes nothing.
                '>' if !after_hyphen => depth = depth.saturating_sub(1),
                _ => {}
            }
            after_hyphen = matches!(mark, '-' | '=') && *joint;

            *mark == ',' && depth == 0
        })
        .collect();
    if elements.last().is_some_and(|last| last.is_empty()) {
        elements.pop();
    }

    elements
}

/// The same, each on one line.
pub(super) fn element_lines(trees: &[Tree]) -> Vec<String> {
    elements(trees).into_iter().map(line).collect()
}

/// The attributes at the start, each as what stands in its brackets, and the rest.
pub(super) fn attributes(mut trees: &[Tree]) -> (Vec<&[Tree]>, &[Tree]) {
    let mut attributes = Vec::new();
    while let [Tree::Mark('#', _), Tree::Group(_, inner), rest @ ..] = trees {
        attributes.push(inner.as_slice());
        trees = rest;
    }

    (attributes, trees)
}

/// Whether a tree is this mark.
pub(super) fn is_mark(tree: &Tree, mark: char) -> bool {
    matches!(tree, Tree::Mark(found, _) if *found == mark)
}

/// Whether a tree is this word.
pub(super) fn is_word(tree: &Tree, word: &str) -> bool {
    matches!(tree, Tree::Word(found) if found == word)
}

/// What stands in brackets of a kind, if a tree is such.
pub(super) fn group(tree: &Tree, delimiter: Delimiter) -> Option<&[Tree]> {
    match tree {
        Tree::Group(found, inner) if *found == delimiter => Some(inner),
        _ => None,
    }
}

/// The text of a literal: what is between the quotes, with what is escaped put back.
pub(super) fn literal_text(literal: &str) -> String {
    if let Some(raw) = literal.strip_prefix('r') {
        let fence = raw.bytes().take_while(|byte| *byte == b'#').count();
        let inner = raw.get(fence + 1..raw.len().saturating_sub(fence + 1));
        return inner.unwrap_or_default().to_owned();
    }
    let inner = literal.strip_prefix('"').unwrap_or(literal);
    let mut rest = inner.strip_suffix('"').unwrap_or(inner);
    let mut text = String::with_capacity(rest.len());
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let (character, length) = escaped(escape);
        text.push(character);
        rest = escape.get(length..).unwrap_or_default();
    }
    text.push_str(rest);

    text
}

/// What an escape stands for, and how long it is without its backslash.
fn escaped(escape: &str) -> (char, usize) {
    let of_hex = |digits: &str| {
        u32::from_str_radix(digits, 16)
            .ok()
            .and_then(char::from_u32)
    };
    let first = escape.chars().next().unwrap_or('\\');
    match first {
        'n' => ('\n', 1),
        'r' => ('\r', 1),
        't' => ('\t', 1),
        '0' => ('\0', 1),
        'x' => (escape.get(1..3).and_then(of_hex).unwrap_or(' '), 3),
        'u' => {
            let digits = escape
                .strip_prefix("u{")
                .and_then(|rest| rest.split_once('}'))
                .map_or("", |(digits, _)| digits);
            (of_hex(digits).unwrap_or(' '), digits.len() + 3)
        }
        other => (other, other.len_utf8()),
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Literal;

    use super::{element_lines, literal_text};
    use crate::emit::one_line::trees;

    #[test]
    fn a_literal_is_the_text_that_it_was_made_of() {
        for text in [
            "",
            " plain",
            "\"quoted\" \\ it's",
            "a\nb\r\tc\0d\u{7}",
            "\u{0}01",
            "ß漢\u{202e}\u{301}\u{feff}",
        ] {
            assert_eq!(literal_text(&Literal::string(text).to_string()), text);
        }
        assert_eq!(literal_text("r\" it's \\n\""), " it's \\n");
        assert_eq!(literal_text("r#\"\"a\"\"#"), "\"a\"");
    }

    #[test]
    fn commas_in_angle_brackets_divide_nothing() {
        let arguments = "map: BTreeMap<String, u8>, run: fn(u8, u8) -> Vec<u8>, last: &[u8],";
        assert_eq!(
            element_lines(&trees(arguments.parse().unwrap())),
            [
                "map: BTreeMap<String, u8>",
                "run: fn(u8, u8) -> Vec<u8>",
                "last: &[u8]"
            ]
        );
    }
}
