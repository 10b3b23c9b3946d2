//! Prepares syntax for printing: blank lines where a person puts them, and stand-ins for what prettyplease would break otherwise
//! than rustfmt does (its lines have 89 columns, and it knows no shorter limit for chains and lists).
//!
//! A stand-in is an identifier that [`super::print`] replaces by the text laid out by [`super::fit`].

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, Field, File, Ident, ImplItemFn, Item, ReturnType, parse_quote};

use super::fit;
use super::one_line::one_line;

/// What the comment of an empty line says; [`super::print`] takes the line for an empty one.
pub(super) const BLANK: &str = "brogue: blank line";

/// How the identifier of a stand-in ends, after its number.
pub(super) const STAND_IN_END: &str = "__";

/// How the identifiers of stand-ins begin: as nothing in the text does.
pub(super) fn stand_in_start(text: &str) -> String {
    let mut start = "__stand_in_".to_owned();
    while text.contains(&start) {
        start.insert_str(2, "x_");
    }

    start
}

/// What a stand-in stands for.
pub(super) enum Piece {
    /// `head.call().call()`
    Chain { head: String, calls: Vec<String> },
    /// `[a, b]`
    List { elements: Vec<String> },
    /// What a macro takes.
    Tokens(String),
    /// `Name { a: 1, b }`
    Literal { name: String, fields: Vec<String> },
    /// `name(a: A, b: B) -> C`
    Signature {
        name: String,
        arguments: Vec<String>,
        output: String,
    },
}

/// Puts blank lines and stand-ins into a file.
pub(super) fn lay_out(file: &mut File, stand_in_start: &str) -> Vec<Piece> {
    let mut layout = Layout {
        pieces: Vec::new(),
        start: stand_in_start,
    };
    layout.visit_file_mut(file);

    layout.pieces
}

struct Layout<'a> {
    pieces: Vec<Piece>,
    start: &'a str,
}

impl Layout<'_> {
    fn stand_in(&mut self, piece: Piece) -> Ident {
        let name = format!("{}{}{STAND_IN_END}", self.start, self.pieces.len());
        self.pieces.push(piece);

        Ident::new(&name, Span::call_site())
    }
}

impl VisitMut for Layout<'_> {
    fn visit_file_mut(&mut self, file: &mut File) {
        let mut last: Option<std::mem::Discriminant<Item>> = None;
        for item in &mut file.items {
            let kind = std::mem::discriminant(item);
            // Modules, uses and macro calls stand together; all else stands apart.
            let together = last == Some(kind) && matches!(item, Item::Mod(_) | Item::Macro(_));
            if last.is_some() && !together {
                blank_before(attributes_of(item));
            }
            last = Some(kind);
        }

        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        for member in item.items.iter_mut().skip(1) {
            if let syn::ImplItem::Fn(function) = member {
                blank_before(Some(&mut function.attrs));
            }
        }

        visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_fields_named_mut(&mut self, fields: &mut syn::FieldsNamed) {
        let blank = |field: &mut Field| blank_before(Some(&mut field.attrs));
        fields.named.iter_mut().skip(1).for_each(blank);
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        visit_mut::visit_impl_item_fn_mut(self, function);

        let signature = &mut function.sig;
        let arguments = std::mem::take(&mut signature.inputs);
        let output = std::mem::replace(&mut signature.output, ReturnType::Default);
        signature.ident = self.stand_in(Piece::Signature {
            name: signature.ident.to_string(),
            arguments: elements(&arguments),
            output: one_line(output.into_token_stream()),
        });

        let statements = &mut function.block.stmts;
        if statements.len() > 1
            && let Some(syn::Stmt::Expr(last, None)) = statements.last_mut()
        {
            // A literal is a stand-in, and so a path, by now.
            blank_before(match last {
                Expr::Path(path) => Some(&mut path.attrs),
                _ => None,
            });
        }
    }

    fn visit_item_macro_mut(&mut self, item: &mut syn::ItemMacro) {
        let tokens = std::mem::take(&mut item.mac.tokens);
        item.mac.tokens = self
            .stand_in(Piece::Tokens(one_line(tokens)))
            .into_token_stream();
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        let piece = match expression {
            Expr::MethodCall(_) | Expr::Call(_) => chain(std::mem::replace(
                expression,
                Expr::Verbatim(TokenStream::new()),
            )),
            Expr::Array(array) => Piece::List {
                elements: elements(&array.elems),
            },
            Expr::Struct(literal) => Piece::Literal {
                name: one_line(literal.path.to_token_stream()),
                fields: elements(&literal.fields),
            },
            _ => return visit_mut::visit_expr_mut(self, expression),
        };
        let name = self.stand_in(piece);
        *expression = parse_quote!(#name);
    }
}

/// Cuts `head.field.call()` apart.
fn chain(mut expression: Expr) -> Piece {
    let mut calls = Vec::new();
    let head = loop {
        expression = match expression {
            Expr::MethodCall(call) => {
                calls.push(fit::call(
                    &format!(".{}", call.method),
                    &elements(&call.args),
                ));
                *call.receiver
            }
            Expr::Field(field) => {
                let member = &field.member;
                calls.push(one_line(quote!(.#member)));
                *field.base
            }
            Expr::Call(call) => {
                break fit::call(
                    &one_line(call.func.to_token_stream()),
                    &elements(&call.args),
                );
            }
            head => break one_line(head.into_token_stream()),
        };
    };
    calls.reverse();

    Piece::Chain { head, calls }
}

fn elements<T: ToTokens, P>(list: &Punctuated<T, P>) -> Vec<String> {
    list.iter()
        .map(|element| one_line(element.to_token_stream()))
        .collect()
}

fn blank_before(attributes: Option<&mut Vec<Attribute>>) {
    if let Some(attributes) = attributes {
        attributes.insert(0, parse_quote!(#[comment = #BLANK]));
    }
}

fn attributes_of(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    match item {
        Item::Const(item) => Some(&mut item.attrs),
        Item::Enum(item) => Some(&mut item.attrs),
        Item::Fn(item) => Some(&mut item.attrs),
        Item::Impl(item) => Some(&mut item.attrs),
        Item::Macro(item) => Some(&mut item.attrs),
        Item::Mod(item) => Some(&mut item.attrs),
        Item::Static(item) => Some(&mut item.attrs),
        Item::Struct(item) => Some(&mut item.attrs),
        Item::Type(item) => Some(&mut item.attrs),
        Item::Use(item) => Some(&mut item.attrs),
        _ => None,
    }
}

/// Text that is Rust, as tokens. Text that is none leaves a file that does not compile and says so.
pub(super) fn tokens(text: &str) -> TokenStream {
    text.parse()
        .unwrap_or_else(|_| quote!(compile_error!("the generator made a name that is none")))
}
