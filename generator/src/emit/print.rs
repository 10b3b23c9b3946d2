//! Syntax to text: the head of a file, its items through prettyplease, and the replacement of what [`layout`](super::layout) left.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::DocLines;
use super::fit;
use super::layout::{self, BLANK, Piece, STAND_IN_END};
use super::symbol::Symbols;

/// A whole file: banner, `//!`, uses, items.
pub(super) fn file(
    context: &Context<'_>,
    docs: &DocLines,
    symbols: &Symbols<'_>,
    items: &TokenStream,
) -> String {
    format!(
        "{}{}",
        head(context, docs, &symbols.print()),
        self::items(items)
    )
}

/// A doc comment as attributes.
pub(super) fn doc_attributes(docs: &DocLines) -> TokenStream {
    let lines = docs.lines();

    quote!(#(#[doc = #lines])*)
}

/// Banner, `//!` and uses, each with an empty line behind.
pub(super) fn head(context: &Context<'_>, docs: &DocLines, uses: &str) -> String {
    let mut out = format!("// {}\n\n", context.banner());
    for line in docs.lines() {
        out.extend(["//!", line, "\n"]);
    }
    if !docs.is_empty() {
        out.push('\n');
    }
    if !uses.is_empty() {
        out.extend([uses, "\n"]);
    }

    out
}

/// Items as text.
pub(super) fn items(items: &TokenStream) -> String {
    let mut file: syn::File = match syn::parse2(items.clone()) {
        Ok(file) => file,
        // A mistake of ours, never of the author: it shows when the file is compiled.
        Err(error) => return format!("compile_error!({:?});\n{items}\n", error.to_string()),
    };
    let start = layout::stand_in_start(&items.to_string());
    let pieces = layout::lay_out(&mut file, &start);
    let mut out = String::new();
    for line in prettyplease::unparse(&file).lines() {
        if line.trim_start().strip_prefix("//") == Some(BLANK) {
            out.push('\n');
        } else {
            put_back(line, &start, &pieces, &mut out);
            out.push('\n');
        }
    }

    out
}

/// Writes a line with its stand-in replaced. A line has at most one: they are outermost expressions and signatures.
fn put_back(line: &str, start: &str, pieces: &[Piece], out: &mut String) {
    let Some((before, number, after)) = stand_in(line, start) else {
        return out.push_str(line);
    };
    let Some(piece) = pieces.get(number) else {
        return out.push_str(line);
    };
    let indent = line.len() - line.trim_start().len();
    let before = before.trim_start();
    let text = match piece {
        Piece::Chain { head, calls } => fit::chain(indent, before, head, calls, after),
        Piece::List { elements } => fit::list(indent, before, elements, after),
        Piece::Tokens(text) => format!("{before}{text}{after}"),
        Piece::Literal { name, fields } => {
            format!(
                "{}{after}",
                fit::literal(&format!("{before}{name}"), fields)
            )
        }
        Piece::Signature {
            name,
            arguments,
            output,
        } => {
            let after = after.strip_prefix("()").unwrap_or(after);
            let body = after.strip_suffix(" {").map_or(after, |rest| rest);
            let head = fit::signature(
                indent,
                &format!("{before}{name}"),
                arguments,
                &format!("{output}{body}"),
            );
            format!("{head}{}", if body.len() < after.len() { " {" } else { "" })
        }
    };
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.extend([" ".repeat(indent).as_str(), line]);
    }
}

fn stand_in<'a>(line: &'a str, start: &str) -> Option<(&'a str, usize, &'a str)> {
    let (before, rest) = line.split_once(start)?;
    let (number, after) = rest.split_once(STAND_IN_END)?;

    Some((before, number.parse().ok()?, after))
}

/// Statements of an example, laid out; imports and the call stand apart. What does not parse stays as it is.
pub(super) fn statements(code: &str) -> String {
    let Ok(file) = syn::parse_file(&format!("fn run() {{\n{code}}}")) else {
        return code.to_owned();
    };
    let printed = prettyplease::unparse(&file);
    let inner = printed.lines().skip(1).filter(|line| *line != "}");
    let mut text = String::new();
    let mut after_imports = false;
    for line in inner.map(|line| line.strip_prefix("    ").unwrap_or(line)) {
        let is_import = line.starts_with("use ");
        if after_imports && !is_import {
            text.push('\n');
        }
        after_imports = is_import;
        text.push_str(line);
        text.push('\n');
    }

    text
}
