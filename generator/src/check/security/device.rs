//! The flow of devices that have no browser: a code that a user enters elsewhere, as RFC 8628 has it.

use super::oauth::missing;
use super::urls::resolve;
use crate::check::context::Context;
use crate::model::{ClientPlace, DeviceFlow, TokenBody, TokenField, TokenRequest, TokenValue};
use crate::parse::ast::{OAuthFlow, SecurityScheme, Text};
use crate::parse::quirk;

/// The flow's key among `flows`.
pub(super) const NAME: &str = "deviceAuthorization";

/// The flow as it is written.
pub(super) fn written(scheme: &SecurityScheme) -> Option<&(Text, OAuthFlow)> {
    scheme.flows.iter().find(|(flow, _)| flow.value == NAME)
}

/// The flow; `None` where there is none, or one of its addresses is missing, which is reported.
pub(super) fn flow(
    context: &mut Context<'_>,
    name: &str,
    scheme: &SecurityScheme,
) -> Option<DeviceFlow> {
    let (key, flow) = written(scheme)?;
    let urls = [
        ("deviceAuthorizationUrl", &flow.device_authorization_url),
        ("tokenUrl", &flow.token_url),
    ];
    for (word, url) in urls {
        if url.is_none() {
            missing(context, key, word, name);
        }
    }
    let (authorization, exchange) = (
        resolve(context, flow.device_authorization_url.as_ref()?)?,
        resolve(context, flow.token_url.as_ref()?)?,
    );
    let word = scheme.quirks.token_request.as_ref();
    let (body, client) = match word.map(|word| context.effect(word)) {
        Some(word) => (
            match word.body {
                quirk::TokenBody::Form => TokenBody::Form,
                quirk::TokenBody::Json => TokenBody::Json,
            },
            match word.client {
                quirk::ClientPlace::Fields => ClientPlace::Fields,
                quirk::ClientPlace::Header => ClientPlace::Header,
            },
        ),
        None => (TokenBody::Form, ClientPlace::Fields),
    };
    let request = |url: String, own: Vec<TokenField>| {
        let mut fields = own;
        if client == ClientPlace::Fields {
            fields.push(field("client_id", TokenValue::ClientId, false));
            fields.push(field("client_secret", TokenValue::ClientSecret, true));
        }
        TokenRequest {
            url,
            body,
            client,
            fields,
        }
    };
    let kind = TokenValue::Literal("urn:ietf:params:oauth:grant-type:device_code".to_owned());

    Some(DeviceFlow {
        authorization: request(authorization, vec![field("scope", TokenValue::Scope, true)]),
        exchange: request(
            exchange,
            vec![
                field("grant_type", kind, false),
                field("device_code", TokenValue::Code, false),
            ],
        ),
    })
}

fn field(name: &str, value: TokenValue, optional: bool) -> TokenField {
    TokenField {
        name: name.to_owned(),
        value,
        optional,
    }
}
