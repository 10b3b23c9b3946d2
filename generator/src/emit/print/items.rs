//! Items: constants, statics, aliases, modules, macros, structs, enums and implementations, with what stands before them.

use proc_macro2::{Delimiter, TokenStream};

use super::pieces::{attributes, element_lines, elements, group, is_mark, is_word, literal_text};
use super::value;
use crate::emit::fit;
use crate::emit::one_line::{Tree, line, trees};
use crate::emit::text::Text;

/// Columns of a line.
const LINE: usize = 100;

/// Items as text.
pub(in crate::emit) fn items(items: TokenStream) -> String {
    let all = trees(items);
    let mut text = Text::default();
    let mut rest = all.as_slice();
    let mut last = None;
    while !rest.is_empty() {
        let (before, from_item) = attributes(rest);
        let end = from_item
            .iter()
            .position(|tree| is_mark(tree, ';') || group(tree, Delimiter::Brace).is_some())
            .map_or(from_item.len(), |end| end + 1);
        let (item, behind) = from_item.split_at(end);
        let kind = Kind::of(item);
        // Modules and calls of macros stand together; all else stands apart.
        if last.is_some_and(|last| last != kind || kind == Kind::Other) {
            text.blank();
        }
        last = Some(kind);
        for attribute in before {
            self::attribute(&mut text, attribute);
        }
        self::item(&mut text, item, kind);
        rest = behind;
    }

    text.finish()
}

/// An implementation of these functions as text.
pub(in crate::emit) fn implementation(
    header: &str,
    functions: impl Iterator<Item = TokenStream>,
) -> String {
    let mut text = Text::default();
    text.block(header, |text| {
        for (index, function) in functions.enumerate() {
            text.blank_between(index);
            self::functions(text, &trees(function));
        }
    });

    text.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Module,
    Macro,
    Other,
}

impl Kind {
    fn of(item: &[Tree]) -> Self {
        let mut words = item.iter().filter(|tree| !is_word(tree, "pub"));
        if words.next().is_some_and(|word| is_word(word, "mod")) {
            return Self::Module;
        }
        let is_call = item
            .iter()
            .take_while(|tree| !is_mark(tree, '='))
            .any(|tree| is_mark(tree, '!'));

        if is_call { Self::Macro } else { Self::Other }
    }
}

fn item(text: &mut Text, item: &[Tree], kind: Kind) {
    let Some((last, head)) = item.split_last() else {
        return;
    };
    let Some(body) = group(last, Delimiter::Brace) else {
        return value::statement(text, item);
    };
    if kind == Kind::Macro {
        return text.line(line(item));
    }
    let word = |word| head.iter().any(|tree| is_word(tree, word));
    if word("impl") {
        let header = match head.iter().position(|tree| is_word(tree, "for")) {
            Some(middle) => {
                let (what, whose) = head.split_at(middle);
                format!(
                    "{} for {}",
                    line(what),
                    line(whose.get(1..).unwrap_or_default())
                )
            }
            None => line(head),
        };
        text.block(header, |text| functions(text, body));
    } else {
        let are_apart = word("struct");
        text.block(line(head), |text| members(text, body, are_apart));
    }
}

/// Fields or cases.
fn members(text: &mut Text, body: &[Tree], are_apart: bool) {
    for (index, member) in elements(body).into_iter().enumerate() {
        if are_apart {
            text.blank_between(index);
        }
        let (before, member) = attributes(member);
        for attribute in before {
            self::attribute(text, attribute);
        }
        let member = line(member) + ",";
        let is_long = text.indent() + member.chars().count() > LINE;
        match member.split_once(": ").filter(|_| is_long) {
            Some((name, ty)) => text.line(format!("{name}:\n    {ty}")),
            None => text.line(member),
        }
    }
}

fn functions(text: &mut Text, mut rest: &[Tree]) {
    let mut index = 0;
    while !rest.is_empty() {
        let (before, function) = attributes(rest);
        let end = function
            .iter()
            .position(|tree| group(tree, Delimiter::Brace).is_some())
            .map_or(function.len(), |end| end + 1);
        let (function, behind) = function.split_at(end);
        text.blank_between(index);
        for attribute in before {
            self::attribute(text, attribute);
        }
        self::function(text, function);
        rest = behind;
        index += 1;
    }
}

fn function(text: &mut Text, function: &[Tree]) {
    let at = function
        .iter()
        .position(|tree| group(tree, Delimiter::Parenthesis).is_some());
    let parts = at.and_then(|at| function.split_at_checked(at));
    let Some((name, [Tree::Group(_, arguments), output @ .., Tree::Group(_, body)])) = parts else {
        return text.line(line(function));
    };
    let head = fit::signature(
        text.indent(),
        &line(name),
        &element_lines(arguments),
        &line(output),
    );
    text.line(head + " {");
    text.deeper(|text| value::statements(text, body));
    text.line("}");
}

/// An attribute, of what stands in its brackets.
fn attribute(text: &mut Text, attribute: &[Tree]) {
    if let [word, sign, Tree::Literal(literal)] = attribute
        && is_word(word, "doc")
        && is_mark(sign, '=')
    {
        return text.line(["///", literal_text(literal).trim_end()].concat());
    }
    let flat = format!("#[{}]", line(attribute));
    if text.indent() + flat.len() > LINE
        && let Some(conditions) = any_of(attribute)
    {
        let conditions = element_lines(conditions).join(",\n    ");
        return text.line(format!("#[cfg(any(\n    {conditions}\n))]"));
    }
    text.line(flat);
}

/// The conditions of `cfg(any(..))`.
fn any_of(attribute: &[Tree]) -> Option<&[Tree]> {
    let [cfg, Tree::Group(_, outer)] = attribute else {
        return None;
    };
    let [any, Tree::Group(_, conditions)] = outer.as_slice() else {
        return None;
    };

    (is_word(cfg, "cfg") && is_word(any, "any")).then_some(conditions)
}
