//! Credentials in the tables: how tokens are asked for, as constants that a person can read, and the sets that let calls in.

use heck::ToShoutySnakeCase as _;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{
    Api, ClientPlace, CodeYields, Credential, OAuth, Pkce, RevocationMethod, SecuritySet,
    TokenBody, TokenField, TokenLifetime, TokenRequest, TokenValue,
};

use super::api::number;
use super::context::free_name;
use super::print::tokens;
use super::symbol::Symbols;
use super::text::literal_slice;

/// The constants, and the calls that hand them to the table of the API.
pub(super) fn credentials(api: &Api, symbols: &Symbols<'_>) -> (TokenStream, TokenStream) {
    let (mut items, mut calls) = (TokenStream::new(), TokenStream::new());
    if api.credentials.is_empty() {
        return (items, calls);
    }
    let mut statics: Vec<String> = Vec::new();
    let mut values = Vec::new();
    let are_named = are_named(api);
    for credential in &api.credentials {
        let value = credential_value(symbols, credential, |oauth| {
            let prefix = prefix(api, credential.scheme(), &statics);
            items.extend(oauth_items(symbols, &prefix, oauth));
            let name = format!("{prefix}OAUTH");
            statics.push(name.clone());
            name
        });
        let scheme = credential.scheme();
        values.push(
            if are_named || credential.is_key() && has_several_keys(api) {
                quote!(#value.scheme(#scheme))
            } else {
                value
            },
        );
    }
    let ty = tokens(&symbols.runtime("Credential"));
    items.extend(quote!(const CREDENTIALS: &[#ty] = &[#(#values),*];));
    calls.extend(quote!(.credentials(CREDENTIALS)));
    if let Some(sets) = api.security.as_ref().filter(|sets| !is_any_one(api, sets)) {
        let (ty, value) = sets_value(sets);
        items.extend(quote!(const SECURITY: #ty = #value;));
        calls.extend(quote!(.security(SECURITY)));
    }

    (items, calls)
}

/// The type and the value of sets of schemes.
pub(super) fn sets_value(sets: &[SecuritySet]) -> (TokenStream, TokenStream) {
    let sets = sets.iter().map(|set| {
        let schemes: Vec<&str> = set.iter().map(|one| one.scheme.as_str()).collect();
        tokens(&literal_slice(&schemes))
    });

    (quote!(&[&[&str]]), quote!(&[#(#sets),*]))
}

/// Whether a caller has to say which kind of key is given.
pub(super) fn has_several_keys(api: &Api) -> bool {
    api.credentials.iter().filter(|one| one.is_key()).count() > 1
}

/// Whether each credential alone lets calls in, which is what is assumed.
fn is_any_one(api: &Api, sets: &[SecuritySet]) -> bool {
    sets.len() == api.credentials.len()
        && sets.iter().zip(&api.credentials).all(|(set, credential)| {
            matches!(set.as_slice(), [only] if only.scheme == credential.scheme())
        })
}

/// Whether schemes are told apart by their names: sets name them, and so does who stores tokens or has several of a kind.
pub(super) fn are_named(api: &Api) -> bool {
    let sets = api.security.iter();
    let mut operations = api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations);
    let count = |is_kind: fn(&Credential) -> bool| {
        api.credentials.iter().filter(|one| is_kind(one)).count()
    };

    sets.into_iter().any(|sets| !is_any_one(api, sets))
        || operations.any(|operation| operation.security.is_some())
        || count(|one| one.oauth().is_some()) > 0
        || count(|one| matches!(one, Credential::Bearer { .. })) > 1
        || count(|one| matches!(one, Credential::Basic { .. })) > 1
}

fn credential_value(
    symbols: &Symbols<'_>,
    credential: &Credential,
    mut oauth_name: impl FnMut(&OAuth) -> String,
) -> TokenStream {
    let ty = tokens(&symbols.runtime("Credential"));
    match credential {
        Credential::ApiKeyQuery { parameter, .. } => quote!(#ty::api_key_query(#parameter)),
        Credential::ApiKeyHeader { header, .. } => quote!(#ty::api_key_header(#header)),
        Credential::ApiKeyCookie { cookie, .. } => quote!(#ty::api_key_cookie(#cookie)),
        Credential::Bearer { .. } => quote!(#ty::bearer()),
        Credential::Basic { .. } => quote!(#ty::basic()),
        Credential::OAuth { oauth, .. } => {
            let name = format_ident!("{}", oauth_name(oauth));
            quote!(#ty::oauth(&#name))
        }
    }
}

/// What the constants of a scheme begin with: its name, where there are several schemes.
fn prefix(api: &Api, scheme: &str, taken: &[String]) -> String {
    let schemes = api.credentials.iter().filter(|one| one.oauth().is_some());
    if schemes.count() < 2 {
        return String::new();
    }
    let mut words = scheme.to_shouty_snake_case();
    words.retain(|character| character.is_ascii_alphanumeric() || character == '_');
    if !words.starts_with(|character: char| character.is_ascii_alphabetic()) {
        words.insert_str(0, "SCHEME_");
    }
    let name = free_name(&words, "_TOO", |name| {
        taken.iter().any(|other| *other == format!("{name}_OAUTH"))
    });

    format!("{name}_")
}

fn oauth_items(symbols: &Symbols<'_>, prefix: &str, oauth: &OAuth) -> TokenStream {
    let ty = tokens(&symbols.runtime("OAuth"));
    let (mut items, mut value) = (TokenStream::new(), quote!(#ty::new()));
    if let Some(code) = &oauth.code {
        let (authorize, exchange) = (
            &code.authorize,
            request(symbols, prefix, "CODE", &code.exchange, &mut items),
        );
        value.extend(quote!(.code(#authorize, #exchange)));
        if code.yields == CodeYields::RefreshToken {
            value.extend(quote!(.code_yields_refresh_token()));
        }
        if code.pkce == Pkce::None {
            value.extend(quote!(.without_pkce()));
        }
    }
    let others = [
        ("client_credentials", "CLIENT", &oauth.client_credentials),
        ("password", "PASSWORD", &oauth.password),
        ("refresh", "REFRESH", &oauth.refresh),
    ];
    for (setter, name, known) in others {
        if let Some(known) = known {
            let setter = format_ident!("{setter}");
            let known = request(symbols, prefix, name, known, &mut items);
            value.extend(quote!(.#setter(#known)));
        }
    }
    if let Some(device) = &oauth.device {
        let asked = request(symbols, prefix, "DEVICE", &device.authorization, &mut items);
        let exchanged = request(symbols, prefix, "DEVICE_CODE", &device.exchange, &mut items);
        value.extend(quote!(.device(#asked, #exchanged)));
    }
    if let Some(lifetime) = lifetime(symbols, &oauth.lifetime) {
        value.extend(quote!(.lifetime(#lifetime)));
    }
    if !oauth.scopes.is_empty() {
        let name = format_ident!("{prefix}SCOPES");
        let scopes = tokens(&literal_slice(&oauth.scopes));
        items.extend(quote!(const #name: &[&str] = #scopes;));
        value.extend(quote!(.scopes(#name)));
    }
    if let Some(revocation) = &oauth.revocation {
        let (name, ty) = (
            format_ident!("{prefix}REVOCATION"),
            tokens(&symbols.runtime("Revocation")),
        );
        let (method, url) = (
            match revocation.method {
                RevocationMethod::Get => format_ident!("get"),
                RevocationMethod::Post => format_ident!("post"),
            },
            &revocation.url,
        );
        items.extend(quote!(const #name: #ty = #ty::#method(#url);));
        value.extend(quote!(.revocation(#name)));
    }
    let name = format_ident!("{prefix}OAUTH");
    items.extend(quote!(static #name: #ty = #value;));

    items
}

/// The constant of a request, and that of its fields.
fn request(
    symbols: &Symbols<'_>,
    prefix: &str,
    name: &str,
    request: &TokenRequest,
    items: &mut TokenStream,
) -> proc_macro2::Ident {
    let ty = tokens(&symbols.runtime("TokenRequest"));
    let field = tokens(&symbols.runtime("TokenField"));
    let (fields_name, name) = (
        format_ident!("{prefix}{name}_FIELDS"),
        format_ident!("{prefix}{name}_REQUEST"),
    );
    let fields = request.fields.iter().map(|one| field_value(symbols, one));
    let (body, url) = (
        match request.body {
            TokenBody::Form => format_ident!("form"),
            TokenBody::Json => format_ident!("json"),
        },
        &request.url,
    );
    let client = match request.client {
        ClientPlace::Fields => TokenStream::new(),
        ClientPlace::Header => quote!(.client_in_header()),
    };
    items.extend(quote! {
        const #fields_name: &[#field] = &[#(#fields),*];
        const #name: #ty = #ty::#body(#url).fields(#fields_name) #client;
    });

    name
}

fn field_value(symbols: &Symbols<'_>, field: &TokenField) -> TokenStream {
    let ty = tokens(&symbols.runtime("TokenField"));
    let name = &field.name;
    let value = match &field.value {
        TokenValue::Literal(text) => return quote!(#ty::literal(#name, #text)),
        TokenValue::ClientId => "ClientId",
        TokenValue::ClientSecret => "ClientSecret",
        TokenValue::UserName => "UserName",
        TokenValue::Password => "Password",
        TokenValue::Code => "Code",
        TokenValue::RedirectUri => "RedirectUri",
        TokenValue::Verifier => "Verifier",
        TokenValue::RefreshToken => "RefreshToken",
        TokenValue::Scope => "Scope",
    };
    let (values, value) = (
        tokens(&symbols.runtime("TokenValue")),
        format_ident!("{value}"),
    );
    let presence = if field.optional {
        format_ident!("optional")
    } else {
        format_ident!("required")
    };

    quote!(#ty::#presence(#name, #values::#value))
}

/// The lifetime, where it is not the usual one.
fn lifetime(symbols: &Symbols<'_>, lifetime: &TokenLifetime) -> Option<TokenStream> {
    let (constructor, at, seconds) = match lifetime {
        TokenLifetime::Never => {
            let ty = tokens(&symbols.runtime("Lifetime"));
            return Some(quote!(#ty::NEVER));
        }
        TokenLifetime::Relative(at, None) if at == "/expires_in" => return None,
        TokenLifetime::Relative(at, seconds) => ("relative", at, seconds),
        TokenLifetime::Absolute(at, seconds) => ("absolute", at, seconds),
        TokenLifetime::Sliding(at, seconds) => ("sliding", at, seconds),
    };
    let (ty, constructor) = (
        tokens(&symbols.runtime("Lifetime")),
        format_ident!("{constructor}"),
    );
    let or = seconds.map(|seconds| {
        let seconds = number(seconds);
        quote!(.or_seconds(#seconds))
    });

    Some(quote!(#ty::#constructor(#at) #or))
}
