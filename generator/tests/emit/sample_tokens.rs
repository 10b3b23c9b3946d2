//! A way of having tokens with a text wherever the model takes any text.

use brogue_generator::model::{
    ClientPlace, CodeFlow, CodeYields, OAuth, Pkce, Revocation, RevocationMethod, TokenBody,
    TokenField, TokenLifetime, TokenRequest, TokenValue,
};

pub(crate) fn oauth(text: &str) -> OAuth {
    let hostile = || text.to_owned();
    let request = || TokenRequest {
        url: hostile(),
        body: TokenBody::Json,
        client: ClientPlace::Header,
        fields: vec![TokenField {
            name: hostile(),
            value: TokenValue::Literal(hostile()),
            optional: false,
        }],
    };

    OAuth {
        device: None,
        code: Some(CodeFlow {
            authorize: hostile(),
            exchange: request(),
            yields: CodeYields::RefreshToken,
            pkce: Pkce::None,
        }),
        client_credentials: Some(request()),
        password: None,
        refresh: Some(request()),
        lifetime: TokenLifetime::Sliding(hostile(), Some(60)),
        scopes: vec![hostile()],
        known_scopes: vec![hostile()],
        revocation: Some(Revocation {
            method: RevocationMethod::Post,
            url: hostile(),
        }),
    }
}
