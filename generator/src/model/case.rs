//! The words of a name, and how Rust joins them: `visit_lines`, `VisitLines`, as the crate heck joins them. Constants, which are
//! few, are left to that.
//!
//! A word ends where letters and digits do, before a capital behind a small letter, and before the last of several capitals when a
//! small one follows: `listVisits`, `HTTPServer`. Names are most of what is made of a document, so they are put together in one pass.

/// Words in small letters with underscores between them.
pub(crate) fn snake(text: &str) -> String {
    joined(text, Joined::Snake)
}

/// Words that begin with a capital, and nothing between them.
pub(crate) fn camel(text: &str) -> String {
    joined(text, Joined::Camel)
}

#[derive(Clone, Copy, PartialEq)]
enum Joined {
    Snake,
    Camel,
}

fn joined(text: &str, how: Joined) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    if text.is_ascii() {
        join(text.bytes().map(char::from), how, &mut out);
    } else {
        join(text.chars(), how, &mut out);
    }

    out
}

/// What a letter says about where its word ends.
#[derive(Clone, Copy, PartialEq)]
enum Size {
    Small,
    Capital,
    /// A digit, or a letter of a script that has only one size.
    Neither,
}

fn join(letters: impl Iterator<Item = char>, how: Joined, out: &mut String) {
    let mut letters = letters.peekable();
    // Of which size the last letter of the word was that has any; nothing outside of words.
    let mut last: Option<Size> = None;
    while let Some(letter) = letters.next() {
        let Some(size) = size(letter) else {
            last = None;
            continue;
        };
        let ends_word = match (last, size) {
            (None, _) | (Some(Size::Small), Size::Capital) => true,
            (Some(Size::Capital), Size::Capital) => letters
                .peek()
                .is_some_and(|next| self::size(*next) == Some(Size::Small)),
            _ => false,
        };
        last = match (size, last) {
            (Size::Neither, Some(last)) if !ends_word => Some(last),
            _ => Some(size),
        };
        if ends_word && how == Joined::Snake && !out.is_empty() {
            out.push('_');
        }
        let is_capital = ends_word && how == Joined::Camel;
        match (letter.is_ascii(), is_capital) {
            (true, true) => out.push(letter.to_ascii_uppercase()),
            (true, false) => out.push(letter.to_ascii_lowercase()),
            (false, true) => out.extend(letter.to_uppercase()),
            (false, false) => out.extend(letter.to_lowercase()),
        }
    }
}

/// Nothing for what stands between words.
fn size(letter: char) -> Option<Size> {
    match letter {
        'a'..='z' => Some(Size::Small),
        'A'..='Z' => Some(Size::Capital),
        '0'..='9' => Some(Size::Neither),
        _ if letter.is_ascii() || !letter.is_alphanumeric() => None,
        _ if letter.is_lowercase() => Some(Size::Small),
        _ if letter.is_uppercase() => Some(Size::Capital),
        _ => Some(Size::Neither),
    }
}

#[cfg(test)]
mod tests {
    use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

    use super::{camel, snake};

    #[test]
    fn words_are_those_that_the_crate_heck_finds() {
        // All texts of six letters of an alphabet with each kind: small, capital, digit, between, without size, capital of two bytes.
        let alphabet = ['a', 'B', '1', '_', '\u{5d0}', '\u{c4}'];
        let count = alphabet.len().pow(6);
        for number in 0..count {
            let text: String = (0..6)
                .map(|place| alphabet[number / alphabet.len().pow(place) % alphabet.len()])
                .collect();
            assert_eq!(snake(&text), text.to_snake_case(), "of {text:?}");
            assert_eq!(camel(&text), text.to_upper_camel_case(), "of {text:?}");
        }
        for text in [
            "",
            "x",
            "HTTPServer",
            "listVisits2",
            "_a__b_",
            "ABcDEf",
            "aBC1dE",
        ] {
            assert_eq!(snake(text), text.to_snake_case());
            assert_eq!(camel(text), text.to_upper_camel_case());
        }
    }
}
