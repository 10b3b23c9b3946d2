//! `src/base_urls.rs`: the servers that a caller can choose from, as texts and as types for those with variables.

use heck::ToShoutySnakeCase as _;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Server, ServerPiece, ServerVariable};

use super::context::{Context, free_name};
use super::docs::DocLines;
use super::markdown::{code, prose};
use super::print;
use super::print::tokens;
use super::symbol::Symbols;

/// The module.
pub(super) const MODULE: &str = "base_urls";

/// The item of a server: `SANDBOX`, or `Regional` where it has variables.
pub(super) fn item(server: &Server) -> String {
    if server.variables.is_empty() {
        server.name.as_str().to_shouty_snake_case()
    } else {
        server.name.to_string()
    }
}

/// A value of it: `SANDBOX`, `Regional::new()`.
pub(super) fn expression(server: &Server) -> String {
    let item = item(server);

    if server.variables.is_empty() {
        item
    } else {
        format!("{item}::new()")
    }
}

/// The printer of the module.
struct Module<'a> {
    symbols: Symbols<'a>,
    /// Names of types that are there already, with the values they have.
    taken: Vec<(String, Vec<String>)>,
    items: TokenStream,
}

/// The file.
pub(super) fn file(context: &Context<'_>) -> String {
    let servers = &context.api.servers;
    let names: Vec<String> = servers
        .iter()
        .map(|server| server.name.to_string())
        .collect();
    let mut locals = names.clone();
    let variables = servers.iter().flat_map(|server| &server.variables);
    locals.extend(variables.map(|variable| variable.name.to_string()));
    let mut module = Module {
        symbols: Symbols::new(context, locals),
        taken: names.into_iter().map(|name| (name, Vec::new())).collect(),
        items: TokenStream::new(),
    };
    for server in servers {
        if server.variables.is_empty() {
            module.constant(server);
        } else {
            module.structure(server);
        }
    }
    let docs = DocLines::of(&format!(
        "Where {} is. Give one of these to `Client::builder().base_url(..)`; the first one is what the client calls anyway.",
        prose(&context.api.title)
    ));

    print::file(context, &docs, &module.symbols, module.items)
}

/// What a server is, and its address.
fn server_docs(server: &Server) -> DocLines {
    let mut docs = DocLines::of_doc(&server.doc);
    docs.paragraph(&format!("{}.", code(&server.template())));

    docs
}

impl Module<'_> {
    fn constant(&mut self, server: &Server) {
        let docs = print::doc_attributes(&server_docs(server));
        let name = format_ident!("{}", item(server));
        let url = server.address();
        let url = url.trim_end_matches('/');
        self.items
            .extend(quote!(#docs pub const #name: &str = #url;));
    }

    fn structure(&mut self, server: &Server) {
        let name = format_ident!("{}", server.name.as_str());
        let (into, string) = (
            tokens(&self.symbols.prelude("std::convert", "Into")),
            tokens(&self.symbols.prelude("std::string", "String")),
        );
        let (from, default) = (
            tokens(&self.symbols.prelude("std::convert", "From")),
            tokens(&self.symbols.prelude("std::default", "Default")),
        );
        let (mut fields, mut starts, mut setters) = (Vec::new(), Vec::new(), Vec::new());
        for variable in &server.variables {
            let field = format_ident!("{}", variable.field.as_str());
            let docs = variable_docs(variable);
            if variable.values.is_empty() {
                let start = &variable.default;
                fields.push(quote!(#field: #string));
                starts.push(quote!(#field: #start.to_owned()));
                setters.push(quote! {
                    #docs
                    #[must_use]
                    pub fn #field(mut self, value: impl #into<#string>) -> Self {
                        self.#field = value.into();
                        self
                    }
                });
            } else {
                let ty = self.choice(server, variable);
                let start = variable
                    .values
                    .iter()
                    .find(|(_, value)| *value == variable.default);
                let start = start
                    .or(variable.values.first())
                    .map(|(case, _)| format_ident!("{}", case.as_str()));
                fields.push(quote!(#field: #ty));
                starts.push(quote!(#field: #ty::#start));
                setters.push(quote! {
                    #docs
                    #[must_use]
                    pub fn #field(mut self, value: #ty) -> Self {
                        self.#field = value;
                        self
                    }
                });
            }
        }
        let docs = print::doc_attributes(&server_docs(server));
        let new_docs = print::doc_attributes(&DocLines::of(
            "The address with the values that it has where nobody says others.",
        ));
        let pieces = server.url.iter().filter_map(|piece| match piece {
            ServerPiece::Text(text) if text.is_empty() => None,
            ServerPiece::Text(text) => Some(quote!(url.push_str(#text);)),
            ServerPiece::Variable(index) => {
                let variable = server.variables.get(*index)?;
                let field = format_ident!("{}", variable.field.as_str());
                Some(if variable.values.is_empty() {
                    quote!(url.push_str(&server.#field);)
                } else {
                    quote!(url.push_str(server.#field.as_str());)
                })
            }
        });
        self.items.extend(quote! {
            #docs
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct #name {
                #(#fields),*
            }

            impl #name {
                #new_docs
                pub fn new() -> Self {
                    Self { #(#starts),* }
                }

                #(#setters)*
            }

            impl #default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }

            impl #from<#name> for #string {
                fn from(server: #name) -> Self {
                    let mut url = Self::new();
                    #(#pieces)*
                    url
                }
            }
        });
    }

    /// The type of a variable whose values are listed; one that another server has already serves both.
    fn choice(&mut self, server: &Server, variable: &ServerVariable) -> proc_macro2::Ident {
        let values: Vec<String> = variable
            .values
            .iter()
            .map(|(_, value)| value.clone())
            .collect();
        let own = variable.name.to_string();
        let known = self
            .taken
            .iter()
            .find(|(name, other)| *name == own && *other == values);
        if let Some((name, _)) = known {
            return format_ident!("{name}");
        }
        let is_taken = |name: &str| self.taken.iter().any(|(other, _)| other == name);
        let wanted = if is_taken(&own) {
            format!("{}{own}", server.name)
        } else {
            own
        };
        let name = free_name(&wanted, "Value", is_taken);
        let ident = format_ident!("{name}");
        self.taken.push((name, values));
        let docs = print::doc_attributes(&DocLines::of(&format!(
            "A value of {} in an address.",
            code(&format!("{{{}}}", variable.wire))
        )));
        let cases = variable.values.iter().map(|(case, value)| {
            let docs = print::doc_attributes(&DocLines::of(&code(value)));
            let case = format_ident!("{}", case.as_str());
            quote!(#docs #case)
        });
        let arms = variable.values.iter().map(|(case, value)| {
            let case = format_ident!("{}", case.as_str());
            quote!(Self::#case => #value)
        });
        self.items.extend(quote! {
            #docs
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            #[non_exhaustive]
            pub enum #ident {
                #(#cases),*
            }

            impl #ident {
                /// As it stands in the address.
                pub fn as_str(self) -> &'static str {
                    match self {
                        #(#arms),*
                    }
                }
            }
        });

        ident
    }
}

fn variable_docs(variable: &ServerVariable) -> TokenStream {
    let mut docs = DocLines::of_doc(&variable.doc);
    if docs.is_empty() {
        docs.paragraph(&format!(
            "Sets {}.",
            code(&format!("{{{}}}", variable.wire))
        ));
    }
    if !variable.default.is_empty() {
        docs.paragraph(&format!("It is {} unless set.", code(&variable.default)));
    }

    print::doc_attributes(&docs)
}
