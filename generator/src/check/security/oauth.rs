//! How tokens are had: the flows of a scheme as RFC 6749 has them, and what the vendor does differently.

use super::urls::resolve;
use super::{conflicts, device, left_out, operations};
use crate::check::context::Context;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{
    ClientPlace, CodeFlow, CodeYields, Credential, OAuth, Pkce, Revocation, RevocationMethod,
    TokenBody, TokenField, TokenLifetime, TokenRequest, TokenValue,
};
use crate::parse::ast::{OAuthFlow, SecurityScheme, Text};
use crate::parse::quirk::{self, Grant, Source};
use crate::source::Spanned;

/// The flows that a client can go.
const FLOWS: [(&str, Grant); 3] = [
    ("authorizationCode", Grant::AuthorizationCode),
    ("clientCredentials", Grant::ClientCredentials),
    ("password", Grant::Password),
];

/// Flows that need more than a client.
const OTHERS: [&str; 1] = ["implicit"];

/// The credential of a scheme with flows; one that none can be gone of takes a token from elsewhere.
pub(super) fn credential(
    context: &mut Context<'_>,
    name: &Text,
    written: &SecurityScheme,
) -> Option<Credential> {
    let scheme = name.value.clone();
    for (flow, _) in &written.flows {
        check_flow(context, flow);
    }
    let has = |grant| flow(written, grant).is_some();
    let device = device::flow(context, &scheme, written);
    if device.is_none() && !FLOWS.iter().any(|(_, grant)| has(*grant)) {
        left_out(
            context,
            name,
            &format!("no flow of `{scheme}` is generated"),
            "the caller gives a token",
        );
        return Some(Credential::Bearer { scheme });
    }
    conflicts::check(context, written);
    let pkce = match &written.quirks.code_exchange {
        Some(word) if word.value.pkce == quirk::Pkce::None => Pkce::None,
        _ => Pkce::S256,
    };

    let mut requests = Vec::new();
    for grant in Grant::ALL {
        let request = match url_of(context, name, written, grant) {
            Some(url) => {
                let url = resolve(context, url)?;
                Some(request(context, written, grant, pkce, url))
            }
            None if has(grant) => return None,
            None => None,
        };
        requests.push(request);
    }
    let [code, client_credentials, password, refresh] = requests.try_into().ok()?;
    let code = match code {
        Some(exchange) => Some(code_flow(context, name, written, exchange, pkce)?),
        None => None,
    };
    let revocation = match &written.quirks.revoke {
        Some(word) => Some(revocation(context, word)?),
        None => None,
    };

    Some(Credential::OAuth {
        oauth: Box::new(OAuth {
            code,
            client_credentials,
            password,
            device,
            refresh,
            lifetime: lifetime(context, written),
            scopes: scopes(context, &scheme, written),
            known_scopes: declared(written).map(|scope| scope.value.clone()).collect(),
            revocation,
        }),
        scheme,
    })
}

pub(super) fn flow(written: &SecurityScheme, grant: Grant) -> Option<&(Text, OAuthFlow)> {
    let (name, _) = FLOWS.iter().find(|(_, other)| *other == grant)?;

    written.flows.iter().find(|(flow, _)| flow.value == *name)
}

fn check_flow(context: &mut Context<'_>, flow: &Text) {
    let name = flow.value.as_str();
    if name == device::NAME || FLOWS.iter().any(|(known, _)| *known == name) {
        return;
    }
    if OTHERS.contains(&name) {
        let message = format!("the flow `{name}` is not generated");
        left_out(context, flow, &message, "left out of the client");
        return;
    }
    let known = FLOWS.iter().map(|(known, _)| *known);
    let known = known.chain(OTHERS).chain([device::NAME]);
    let help = match did_you_mean(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "the flows are `authorizationCode`, `clientCredentials`, `password` and `deviceAuthorization`"
                .to_owned()
        }
    };
    context.report(
        Diagnostic::new(
            Code::UnknownKey,
            flow.span,
            format!("`flows` knows no flow `{name}`"),
        )
        .label("nobody reads this")
        .help(help),
    );
}

/// Where a request goes; `None` where there is no such request, or no address of it, which is then reported.
fn url_of<'a>(
    context: &mut Context<'_>,
    name: &Text,
    written: &'a SecurityScheme,
    grant: Grant,
) -> Option<&'a Text> {
    if grant == Grant::RefreshToken {
        let flows = || FLOWS.iter().filter_map(|(_, grant)| flow(written, *grant));
        let is_written = written
            .quirks
            .token_request
            .as_ref()
            .is_some_and(|word| word.value.fields_of(grant).is_some());
        let usual = flow(written, Grant::AuthorizationCode)
            .or_else(|| device::written(written))
            .or_else(|| flows().next().filter(|_| is_written));

        return flows()
            .chain(device::written(written))
            .find_map(|(_, flow)| flow.refresh_url.as_ref())
            .or_else(|| usual.and_then(|(_, flow)| flow.token_url.as_ref()));
    }
    let (kind, flow) = flow(written, grant)?;
    if flow.token_url.is_none() {
        missing(context, kind, "tokenUrl", &name.value);
    }
    flow.token_url.as_ref()
}

pub(super) fn missing(context: &mut Context<'_>, flow: &Text, key: &str, scheme: &str) {
    let message = format!("`{}` of `{scheme}` lacks `{key}`", flow.value);
    context
        .report(Diagnostic::new(Code::MissingKey, flow.span, message).help(format!("add `{key}`")));
}

fn request(
    context: &mut Context<'_>,
    written: &SecurityScheme,
    grant: Grant,
    pkce: Pkce,
    url: String,
) -> TokenRequest {
    let word = written.quirks.token_request.as_ref();
    if let Some(word) = word.filter(|word| word.value != quirk::TokenRequest::default()) {
        context.effect(word);
    }
    let quirk = word.map(|word| &word.value);
    let client = match quirk.map(|quirk| quirk.client).unwrap_or_default() {
        quirk::ClientPlace::Fields => ClientPlace::Fields,
        quirk::ClientPlace::Header => ClientPlace::Header,
    };

    TokenRequest {
        url,
        body: match quirk.map(|quirk| quirk.body).unwrap_or_default() {
            quirk::TokenBody::Form => TokenBody::Form,
            quirk::TokenBody::Json => TokenBody::Json,
        },
        client,
        fields: match quirk.and_then(|quirk| quirk.fields_of(grant)) {
            Some(fields) => fields.iter().map(field).collect(),
            None => standard(grant, client, pkce),
        },
    }
}

fn field(written: &quirk::TokenField) -> TokenField {
    TokenField {
        name: written.name.clone(),
        value: match &written.source {
            Source::Literal(text) => TokenValue::Literal(text.clone()),
            Source::ClientId => TokenValue::ClientId,
            Source::ClientSecret => TokenValue::ClientSecret,
            Source::UserName => TokenValue::UserName,
            Source::Password => TokenValue::Password,
            Source::Code => TokenValue::Code,
            Source::RedirectUri => TokenValue::RedirectUri,
            Source::Verifier => TokenValue::Verifier,
            Source::RefreshToken => TokenValue::RefreshToken,
            Source::Scope => TokenValue::Scope,
        },
        optional: written.optional,
    }
}

/// The fields as RFC 6749 has them.
pub(super) fn standard(grant: Grant, client: ClientPlace, pkce: Pkce) -> Vec<TokenField> {
    let field = |name: &str, value, optional| TokenField {
        name: name.to_owned(),
        value,
        optional,
    };
    let mut fields = vec![field(
        "grant_type",
        TokenValue::Literal(grant.wire().to_owned()),
        false,
    )];
    match grant {
        Grant::AuthorizationCode => {
            fields.push(field("code", TokenValue::Code, false));
            fields.push(field("redirect_uri", TokenValue::RedirectUri, true));
            if pkce == Pkce::S256 {
                fields.push(field("code_verifier", TokenValue::Verifier, true));
            }
        }
        Grant::ClientCredentials => {}
        Grant::Password => {
            fields.push(field("username", TokenValue::UserName, false));
            fields.push(field("password", TokenValue::Password, false));
        }
        Grant::RefreshToken => fields.push(field("refresh_token", TokenValue::RefreshToken, false)),
    }
    if client == ClientPlace::Fields {
        let is_public = grant != Grant::ClientCredentials;
        let may_be_unknown = matches!(grant, Grant::Password | Grant::RefreshToken);
        fields.push(field("client_id", TokenValue::ClientId, may_be_unknown));
        fields.push(field("client_secret", TokenValue::ClientSecret, is_public));
    }
    if matches!(grant, Grant::ClientCredentials | Grant::Password) {
        fields.push(field("scope", TokenValue::Scope, true));
    }

    fields
}

fn code_flow(
    context: &mut Context<'_>,
    name: &Text,
    written: &SecurityScheme,
    exchange: TokenRequest,
    pkce: Pkce,
) -> Option<CodeFlow> {
    let (kind, flow) = flow(written, Grant::AuthorizationCode)?;
    let Some(url) = &flow.authorization_url else {
        missing(context, kind, "authorizationUrl", &name.value);
        return None;
    };
    let word = written.quirks.code_exchange.as_ref();
    if let Some(word) = word.filter(|word| word.value != quirk::CodeExchange::default()) {
        context.effect(word);
    }

    Some(CodeFlow {
        authorize: resolve(context, url)?,
        exchange,
        yields: match word.map(|word| word.value.yields).unwrap_or_default() {
            quirk::CodeYields::AccessToken => CodeYields::AccessToken,
            quirk::CodeYields::RefreshToken => CodeYields::RefreshToken,
        },
        pkce,
    })
}

fn lifetime(context: &mut Context<'_>, written: &SecurityScheme) -> TokenLifetime {
    let usual = TokenLifetime::Relative("/expires_in".to_owned(), None);
    let Some(word) = &written.quirks.token_lifetime else {
        return usual;
    };
    let seconds = word.value.or.map(|milliseconds| milliseconds / 1_000);
    let lifetime = match &word.value.kind {
        quirk::TokenLifetimeKind::Never => TokenLifetime::Never,
        quirk::TokenLifetimeKind::Relative(at) => TokenLifetime::Relative(at.clone(), seconds),
        quirk::TokenLifetimeKind::Absolute(at) => TokenLifetime::Absolute(at.clone(), seconds),
        quirk::TokenLifetimeKind::Sliding(at) => TokenLifetime::Sliding(at.clone(), seconds),
    };
    if lifetime != usual {
        context.effect(word);
    }

    lifetime
}

fn revocation(context: &mut Context<'_>, word: &Spanned<quirk::Revoke>) -> Option<Revocation> {
    let revoke = context.effect(word);
    let url = Spanned::new(revoke.url.clone(), word.span);

    Some(Revocation {
        method: match revoke.method {
            quirk::RevokeMethod::Get => RevocationMethod::Get,
            quirk::RevokeMethod::Post => RevocationMethod::Post,
        },
        url: resolve(context, &url)?,
    })
}

/// The scopes that calls need, in the order they are declared.
fn scopes(context: &Context<'_>, scheme: &str, written: &SecurityScheme) -> Vec<String> {
    let spec = context.spec;
    let of_operations = operations(spec).filter_map(|operation| operation.security.as_ref());
    let used: Vec<&Text> = spec
        .security
        .iter()
        .chain(of_operations)
        .flatten()
        .flat_map(|requirement| &requirement.schemes)
        .filter(|(name, _)| name.value == scheme)
        .flat_map(|(_, scopes)| scopes)
        .collect();
    let all = declared(written)
        .filter(|scope| used.iter().any(|used| used.value == scope.value))
        .chain(used.iter().copied());

    let mut scopes: Vec<String> = Vec::new();
    for scope in all {
        if !scopes.contains(&scope.value) {
            scopes.push(scope.value.clone());
        }
    }
    scopes
}

fn declared(written: &SecurityScheme) -> impl Iterator<Item = &Text> {
    let flows = written.flows.iter();

    flows
        .flat_map(|(_, flow)| &flow.scopes)
        .map(|(scope, _)| scope)
}
