//! The words of a name, and how Rust joins them: `visit_lines`, `VisitLines`, as the crate heck joins them. Constants, which are
//! few, are left to that.
//!
//! A word ends where letters and digits do, before a capital behind a small letter, and before the last of several capitals when a
//! small one follows: `listVisits`, `HTTPServer`. Names are most of what is made of a document, so they are put together in one pass.

/// Words in small letters with underscores between them.
pub(crate) fn snake(text: &str) -> String {
    joined(text, Some('_'), lower)
}

/// Words that begin with a capital, and nothing between them.
pub(crate) fn camel(text: &str) -> String {
    joined(text, None, |word, out| {
        let mut letters = word.chars();
        if let Some(first) = letters.next() {
            upper_letter(first, out);
            lower(letters.as_str(), out);
        }
    })
}

fn joined(text: &str, between: Option<char>, write: impl Fn(&str, &mut String)) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    each_word(text, |word| {
        if let Some(between) = between.filter(|_| !out.is_empty()) {
            out.push(between);
        }
        write(word, &mut out);
    });

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

fn each_word<'t>(text: &'t str, mut found: impl FnMut(&'t str)) {
    // Where the word began, where its letter before this one stands and of which size it is, and of which size the last one before that
    // was that has any.
    let mut word: Option<(usize, (usize, Size), Size)> = None;
    for (at, letter) in text.char_indices() {
        let Some(size) = size(letter) else {
            if let Some((start, ..)) = word.take() {
                found(text.get(start..at).unwrap_or_default());
            }
            continue;
        };
        let Some((start, (before, of_before), earlier)) = word else {
            word = Some((at, (at, size), Size::Neither));
            continue;
        };
        let so_far = if of_before == Size::Neither {
            earlier
        } else {
            of_before
        };
        let end = if so_far == Size::Small && size == Size::Capital {
            Some(at)
        } else if earlier == Size::Capital && of_before == Size::Capital && size == Size::Small {
            Some(before)
        } else {
            None
        };
        if let Some(end) = end {
            found(text.get(start..end).unwrap_or_default());
        }
        let earlier = if end.is_some() { Size::Neither } else { so_far };
        word = Some((end.unwrap_or(start), (at, size), earlier));
    }
    if let Some((start, ..)) = word {
        found(text.get(start..).unwrap_or_default());
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

fn lower(word: &str, out: &mut String) {
    for letter in word.chars() {
        if letter.is_ascii() {
            out.push(letter.to_ascii_lowercase());
        } else {
            out.extend(letter.to_lowercase());
        }
    }
}

fn upper_letter(letter: char, out: &mut String) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_uppercase());
    } else {
        out.extend(letter.to_uppercase());
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
