//! Texts with other pieces in them. The standard library's own search is made for long texts, and ten times as large.

/// The text with every `piece` become another.
#[inline(never)]
pub(crate) fn replaced(text: &str, piece: &str, by: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;

    while let Some(letter) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix(piece) {
            replaced.push_str(by);
            rest = after;
        } else {
            replaced.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }

    replaced
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn it_is_what_the_standard_library_makes_of_it() {
        for text in ["", "é", "a.b..c", "...", "%20%2020%", "~01~1"] {
            for (piece, by) in [(".", "%2E"), ("%20", "+"), ("~1", "/"), ("é", "")] {
                assert_eq!(replaced(text, piece, by), text.replace(piece, by), "{text}");
            }
        }
    }
}
