//! Tokens as trees that can be looked at, and as one line of text with the spaces a person puts. For what generated signatures and
//! expressions consist of: paths, types, calls, literals, references.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A token, or what stands in brackets. Token streams hand out their tokens by value only, and what is printed is looked at often.
pub(super) enum Tree {
    /// A word.
    Word(String),
    /// A literal as it is written.
    Literal(String),
    /// A mark, and whether it belongs to the one behind it.
    Mark(char, bool),
    /// What stands in brackets.
    Group(Delimiter, Vec<Tree>),
}

/// Tokens as trees.
pub(super) fn trees(tokens: TokenStream) -> Vec<Tree> {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(ident) => Tree::Word(ident.to_string()),
            TokenTree::Literal(literal) => Tree::Literal(literal.to_string()),
            TokenTree::Punct(mark) => Tree::Mark(mark.as_char(), mark.spacing() == Spacing::Joint),
            TokenTree::Group(group) => {
                let (delimiter, inner) = (group.delimiter(), group.stream());
                // What nobody else holds is moved, not copied.
                drop(group);
                Tree::Group(delimiter, trees(inner))
            }
        })
        .collect()
}

/// The tokens on one line.
pub(super) fn one_line(tokens: TokenStream) -> String {
    line(&trees(tokens))
}

/// The trees on one line; a visibility with a place stands apart from what it is of.
pub(super) fn line(trees: &[Tree]) -> String {
    let mut out = String::new();
    match trees {
        [
            visibility @ Tree::Word(word),
            place @ Tree::Group(Delimiter::Parenthesis, _),
            rest @ ..,
        ] if word == "pub" => {
            write([visibility, place], &mut out);
            out.push(' ');
            write(rest, &mut out);
        }
        _ => write(trees, &mut out),
    }

    out
}

fn write<'t>(trees: impl IntoIterator<Item = &'t Tree>, out: &mut String) {
    let mut trees = trees.into_iter().peekable();
    let mut last_was_word = false;
    // A colon or a hyphen that the next one completes.
    let mut pending = None;
    while let Some(tree) = trees.next() {
        let mut is_word = false;
        match tree {
            Tree::Group(delimiter, inner) => {
                let (open, close) = brackets(*delimiter);
                if last_was_word && *delimiter == Delimiter::Brace {
                    out.push(' ');
                }
                out.push_str(open);
                write(inner, out);
                out.push_str(close);
            }
            Tree::Word(text) | Tree::Literal(text) => {
                if last_was_word {
                    out.push(' ');
                }
                out.push_str(text);
                is_word = true;
            }
            Tree::Mark(mark, joint) => match (pending, *mark) {
                (Some(':'), ':') => out.push_str("::"),
                (Some('-'), '>') => out.push_str(" -> "),
                (_, ':' | '-') if *joint => {
                    pending = Some(*mark);
                    last_was_word = false;
                    continue;
                }
                (_, ',') if trees.peek().is_some() => out.push_str(", "),
                (_, ':') => out.push_str(": "),
                (_, '=') => out.push_str(" = "),
                (_, '+') => out.push_str(" + "),
                (_, character) => out.push(character),
            },
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
            "pub(crate) static API: Api",
        ];
        for line in lines {
            assert_eq!(one_line(line.parse().unwrap()), line);
        }
    }
}
