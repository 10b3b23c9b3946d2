//! `src/api.rs`: the table of the API, which all calls share. Also how the descriptors of bodies are written.

use std::cmp::Reverse;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Envelope, ErrorBody, Quota, QuotaScope, ResetForm};

use super::context::Context;
use super::docs::DocLines;
use super::encoding::api_calls;
use super::paging::pagination_value;
use super::print;
use super::print::tokens;
use super::security;
use super::symbol::Symbols;
use super::text::literal_slice;

/// So many pointers may not fit on one line.
const MANY: usize = 3;

/// The file.
pub(super) fn api(context: &Context<'_>) -> String {
    let Api {
        title,
        base_url,
        envelope,
        error_body,
        quota,
        pagination,
        ..
    } = context.api;
    let symbols = Symbols::new(context, Vec::new());
    let api = tokens(&symbols.runtime("Api"));

    let mut items = TokenStream::new();
    let mut calls = TokenStream::new();
    items.extend(quote!(
        const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    ));
    calls.extend(quote!(.user_agent(USER_AGENT)));
    let (constants, setters) = security::credentials(context.api, &symbols);
    items.extend(constants);
    calls.extend(setters);
    if *envelope != Envelope::default() {
        let (ty, value) = envelope_value(&symbols, envelope);
        items.extend(quote!(const ENVELOPE: #ty = #value;));
        calls.extend(quote!(.envelope(ENVELOPE)));
    }
    if *error_body != ErrorBody::default() {
        let (ty, value) = error_body_value(&symbols, error_body);
        items.extend(quote!(const ERROR_BODY: #ty = #value;));
        calls.extend(quote!(.error_body(ERROR_BODY)));
    }
    if let Some(quota) = quota {
        let (ty, value) = quota_value(&symbols, quota, &quote!(QUOTA_WINDOWS));
        let (window, windows) = quota_windows(&symbols, quota);
        items.extend(quote!(const QUOTA_WINDOWS: &[#window] = &[#(#windows),*];));
        items.extend(quote!(const QUOTA: #ty = #value;));
        calls.extend(quote!(.quota(QUOTA)));
    }
    calls.extend(api_calls(&symbols, context.api));
    if let Some((ty, value)) = pagination_value(&symbols, pagination, &envelope.data) {
        items.extend(quote!(const PAGINATION: #ty = #value;));
        calls.extend(quote!(.pagination(PAGINATION)));
    }
    items.extend(quote!(pub(crate) static API: #api = #api::new(#title, #base_url) #calls;));

    let docs = DocLines::of(&format!("What all calls to {title} share."));
    print::file(context, &docs, &symbols, items)
}

/// The type and the value of an envelope.
pub(super) fn envelope_value(
    symbols: &Symbols<'_>,
    envelope: &Envelope,
) -> (TokenStream, TokenStream) {
    let ty = tokens(&symbols.runtime("Envelope"));
    let data = &envelope.data;
    let mut value = if data.is_empty() {
        quote!(#ty::BARE)
    } else {
        quote!(#ty::at(#data))
    };
    let meta = envelope.meta.as_ref().map(|meta| quote!(.meta(#meta)));
    let errors = (!envelope.error.is_empty()).then(|| {
        let errors = tokens(&literal_slice(&envelope.error));
        quote!(.errors(#errors))
    });
    // A list that may not fit its line stands before other calls: rustfmt treats one that ends a chain in ways of its own.
    if envelope.error.len() < MANY {
        value.extend([meta, errors].into_iter().flatten());
    } else {
        value.extend([errors, meta].into_iter().flatten());
    }
    value.extend(envelope.success.as_ref().map(|success| {
        let (at, values) = (&success.at, tokens(&literal_slice(&success.values)));
        quote!(.success(#at, #values))
    }));

    (ty, value)
}

/// The type and the value of the places of an error.
pub(super) fn error_body_value(
    symbols: &Symbols<'_>,
    body: &ErrorBody,
) -> (TokenStream, TokenStream) {
    let mut places = [
        ("codes", &body.code),
        ("messages", &body.message),
        ("fields", &body.field),
    ];
    let last = places.iter().rfind(|(_, pointers)| !pointers.is_empty());
    if last.is_some_and(|(_, pointers)| pointers.len() >= MANY) {
        places.sort_by_key(|(_, pointers)| Reverse(pointers.len()));
    }
    let ty = tokens(&symbols.runtime("ErrorBody"));
    let mut value = quote!(#ty::new());
    for (name, pointers) in places
        .into_iter()
        .filter(|(_, pointers)| !pointers.is_empty())
    {
        let (name, pointers) = (format_ident!("{name}"), tokens(&literal_slice(pointers)));
        value.extend(quote!(.#name(#pointers)));
    }

    (ty, value)
}

/// The type and the values of the windows of a quota.
pub(super) fn quota_windows(
    symbols: &Symbols<'_>,
    quota: &Quota,
) -> (TokenStream, Vec<TokenStream>) {
    let ty = tokens(&symbols.runtime("QuotaWindow"));
    let values = quota.windows.iter().map(|one| {
        let requests = number(u64::from(one.requests));
        let milliseconds = number(one.milliseconds);
        quote!(#ty::new(#requests, #milliseconds))
    });
    let values = values.collect();

    (ty, values)
}

/// The type and the value of a quota with these windows.
pub(super) fn quota_value(
    symbols: &Symbols<'_>,
    quota: &Quota,
    windows: &TokenStream,
) -> (TokenStream, TokenStream) {
    let ty = tokens(&symbols.runtime("Quota"));
    let mut value = quote!(#ty::new(#windows));
    let scope = match &quota.scope {
        QuotaScope::Credential => None,
        QuotaScope::Client => Some(quote!(Client)),
        QuotaScope::Parameter(name) => Some(quote!(Parameter(#name))),
    };
    if let Some(scope) = scope {
        let scopes = tokens(&symbols.runtime("QuotaScope"));
        value.extend(quote!(.scope(#scopes::#scope)));
    }
    if let Some(header) = &quota.limit_header {
        value.extend(quote!(.limit_header(#header)));
    }
    if let Some(header) = &quota.remaining_header {
        value.extend(quote!(.remaining_header(#header)));
    }
    if let Some(header) = &quota.reset_header {
        let forms = tokens(&symbols.runtime("ResetForm"));
        let form = match quota.reset_form {
            ResetForm::Seconds => quote!(Seconds),
            ResetForm::Milliseconds => quote!(Milliseconds),
            ResetForm::UnixTime => quote!(UnixTime),
            ResetForm::UnixMilliseconds => quote!(UnixMilliseconds),
            ResetForm::HttpDate => quote!(HttpDate),
            ResetForm::DateTime => quote!(DateTime),
        };
        value.extend(quote!(.reset_header(#header, #forms::#form)));
    }

    (ty, value)
}

/// A number with its thousands apart.
pub(super) fn number(number: u64) -> TokenStream {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && digits.len() > 4 {
            grouped.push('_');
        }
        grouped.push(digit);
    }

    tokens(&grouped)
}
