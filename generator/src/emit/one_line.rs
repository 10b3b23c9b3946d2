//! Tokens as one line of text with the spaces a person puts. For what generated signatures and expressions consist of: paths,
//! types, calls, literals, references.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The tokens on one line.
pub(super) fn one_line(tokens: TokenStream) -> String {
    let mut out = String::new();
    write(tokens, &mut out);

    out
}

fn write(tokens: TokenStream, out: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    let mut last_was_word = false;
    // A colon or a hyphen that the next one completes.
    let mut pending = None;
    while let Some(token) = tokens.next() {
        let mut is_word = false;
        match &token {
            TokenTree::Group(group) => {
                let (open, close) = brackets(group.delimiter());
                if last_was_word && group.delimiter() == Delimiter::Brace {
                    out.push(' ');
                }
                out.push_str(open);
                write(group.stream(), out);
                out.push_str(close);
            }
            TokenTree::Ident(ident) => {
                if last_was_word {
                    out.push(' ');
                }
                out.push_str(&ident.to_string());
                is_word = true;
            }
            TokenTree::Literal(literal) => {
                if last_was_word {
                    out.push(' ');
                }
                out.push_str(&literal.to_string());
                is_word = true;
            }
            TokenTree::Punct(punct) => {
                let joint = punct.spacing() == Spacing::Joint;
                match (pending, punct.as_char()) {
                    (Some(':'), ':') => out.push_str("::"),
                    (Some('-'), '>') => out.push_str(" -> "),
                    (_, ':' | '-') if joint => {
                        pending = Some(punct.as_char());
                        last_was_word = false;
                        continue;
                    }
                    (_, ',') if tokens.peek().is_some() => out.push_str(", "),
                    (_, ':') => out.push_str(": "),
                    (_, '=') => out.push_str(" = "),
                    (_, '+') => out.push_str(" + "),
                    (_, character) => out.push(character),
                }
            }
        }
        pending = None;
        last_was_word = is_word;
    }
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::None => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn tokens_read_like_a_line_of_rust() {
        let lines = [
            "pub fn get(&self, id: impl Into<VisitId>) -> Call<Option<Visit>>",
            "pub fn closed(mut self, value: bool) -> Self",
            "pub fn of(&'c self, visits: &[VisitInput], map: &BTreeMap<String, Vec<u8>>)",
            "pub fn ids(mut self, values: impl IntoIterator<Item = impl Into<types::VisitId>>) -> Self",
            r#"Operation::get("listVisits", "/visits").statuses(&[401, 404])"#,
            "Visits { core: &self.core }",
            "(-1)",
        ];
        for line in lines {
            assert_eq!(one_line(line.parse().unwrap()), line);
        }
    }
}
