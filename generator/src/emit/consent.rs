//! What the client of an API with OAuth can do beside calls: other owners of tokens, users' consent, giving tokens back.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, OAuth};

use super::context::Context;
use super::docs::DocLines;
use super::print;
use super::print::tokens;
use super::symbol::{RUNTIME, Symbols};

/// The schemes that can do something with tokens.
pub(super) fn schemes(api: &Api, can: fn(&OAuth) -> bool) -> impl Iterator<Item = (&str, &OAuth)> {
    api.credentials
        .iter()
        .filter_map(|credential| Some((credential.scheme(), credential.oauth()?)))
        .filter(move |(_, oauth)| can(oauth))
}

/// The methods; none where no tokens are asked for.
pub(super) fn methods(context: &Context<'_>, symbols: &Symbols<'_>) -> TokenStream {
    let api = context.api;
    if schemes(api, |_| true).next().is_none() {
        return TokenStream::new();
    }
    // The handle of a resource may have such a name.
    let is_taken = |name: &str| api.resources.iter().any(|one| one.name.as_str() == name);
    let runtime = |name: &str| {
        if is_taken(name) {
            context.name_crate(RUNTIME);
            tokens(&format!("{}::{name}", context.runtime()))
        } else {
            tokens(&symbols.runtime(name))
        }
    };
    let docs = |text: &str| print::doc_attributes(&DocLines::of(text));
    let error = runtime("Error");
    let result = if is_taken("Result") {
        quote!(std::result::Result)
    } else {
        tokens(&symbols.prelude("std::result", "Result"))
    };
    let (into, string) = (
        tokens(&symbols.prelude("std::convert", "Into")),
        tokens(&symbols.prelude("std::string", "String")),
    );

    let mut methods = TokenStream::new();
    let owner_docs = docs(
        "The same client for another owner of tokens: another company that uses your program. It shares connections and \
         settings, and has its tokens under this key in the token store.\n\n# Errors\n\nWhere no `.oauth(..)` was given to \
         the builder.",
    );
    methods.extend(quote! {
        #owner_docs
        pub fn for_credential(&self, key: impl #into<#string>) -> #result<Self, #error> {
            self.core.for_credential(key).map(Self::from)
        }
    });
    let asking = schemes(api, |oauth| oauth.code.is_some()).count();
    if asking > 0 {
        let (authorization, code) = (runtime("Authorization"), runtime("CodeExchange"));
        let ask_docs = docs(
            "A question to a user: may this program act for you? Send them to its URL; they come back to the redirect \
             URI.\n\n# Errors\n\nWhere the id of the client is missing.",
        );
        let exchange_docs = docs(
            "Exchanges the code that a user came back with for tokens, and keeps them in the token store.",
        );
        methods.extend(if asking == 1 {
            quote! {
                #ask_docs
                pub fn authorize(&self, redirect_uri: &str) -> #result<#authorization, #error> {
                    self.core.authorize(redirect_uri)
                }
                #exchange_docs
                pub async fn exchange(&self, code: #code) -> #result<(), #error> {
                    self.core.exchange(code).await
                }
            }
        } else {
            quote! {
                #ask_docs
                pub fn authorize_for(&self, scheme: &str, redirect_uri: &str) -> #result<#authorization, #error> {
                    self.core.authorize_for(scheme, redirect_uri)
                }
                #exchange_docs
                pub async fn exchange_for(&self, scheme: &str, code: #code) -> #result<(), #error> {
                    self.core.exchange_for(scheme, code).await
                }
            }
        });
    }
    let devices = schemes(api, |oauth| oauth.device.is_some()).count();
    if devices > 0 {
        let authorization = runtime("DeviceAuthorization");
        methods.extend(of_devices(devices == 1, &result, &authorization, &error));
    }
    let revoking = schemes(api, |oauth| oauth.revocation.is_some()).count();
    if revoking > 0 {
        let revoke_docs = docs(
            "Gives the tokens back: the vendor takes them no more, and the token store forgets them.",
        );
        methods.extend(if revoking == 1 {
            quote! {
                #revoke_docs
                pub async fn revoke(&self) -> #result<(), #error> {
                    self.core.revoke().await
                }
            }
        } else {
            quote! {
                #revoke_docs
                pub async fn revoke_for(&self, scheme: &str) -> #result<(), #error> {
                    self.core.revoke_for(scheme).await
                }
            }
        });
    }

    methods
}

/// How a user is asked who enters a code on another device.
fn of_devices(
    is_only: bool,
    result: &TokenStream,
    authorization: &TokenStream,
    error: &TokenStream,
) -> TokenStream {
    let docs = print::doc_attributes(&DocLines::of(
        "Asks for a code that a user enters on another device: show it with its address, then wait for \
         `DeviceAuthorization::granted`.",
    ));
    if is_only {
        return quote! {
            #docs
            pub async fn authorize_device(&self) -> #result<#authorization, #error> {
                self.core.authorize_device().await
            }
        };
    }

    quote! {
        #docs
        pub async fn authorize_device_for(&self, scheme: &str) -> #result<#authorization, #error> {
            self.core.authorize_device_for(scheme).await
        }
    }
}
