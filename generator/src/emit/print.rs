//! Tokens to text: the head of a file, its items, statements of examples.
//!
//! Items, functions and values are those that this crate makes with quote, so the tokens are printed as they come, without a syntax tree
//! between: blank lines where a person puts them, and lines broken by the rules in [`fit`](super::fit).

mod items;
mod pieces;
mod value;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::Context;
use super::docs::DocLines;
use super::symbol::Symbols;

pub(super) use self::items::{implementation, items};

/// A whole file: banner, `//!`, uses, items.
pub(super) fn file(
    context: &Context<'_>,
    docs: &DocLines,
    symbols: &Symbols<'_>,
    items: TokenStream,
) -> String {
    head(context, docs, &symbols.print()) + &self::items(items)
}

/// A doc comment as attributes.
pub(super) fn doc_attributes(docs: &DocLines) -> TokenStream {
    let lines = docs.lines().iter().map(|line| doc_literal(line));

    quote!(#(#[doc = #lines])*)
}

/// A line as a literal, which is read again when it is printed: without escapes, that is a sixth of the work.
fn doc_literal(line: &str) -> Literal {
    let raw = ["r#\"", line, "\"#"].concat();
    let is_simple = !line.contains("\"#") && !line.contains('\r');

    is_simple
        .then(|| raw.parse().ok())
        .flatten()
        .unwrap_or_else(|| Literal::string(line))
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

/// Text that is Rust, as tokens. Text that is none leaves a file that does not compile and says so.
pub(super) fn tokens(text: &str) -> TokenStream {
    text.parse()
        .unwrap_or_else(|_| quote!(compile_error!("the generator made a name that is none")))
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
