//! What the chapter on credentials says of tokens that are asked for, and how users are asked.

use crate::emit::consent::schemes;
use crate::emit::context::Context;
use crate::emit::markdown::code;
use crate::emit::text::literal;
use crate::model::{Api, ClientPlace, OAuth, TokenRequest, TokenValue};

/// What the builder is given for these schemes.
pub(super) fn value<'api>(all: impl Iterator<Item = &'api OAuth>) -> String {
    let mut calls: Vec<&str> = Vec::new();
    for call in all.flat_map(calls_of) {
        if !calls.contains(&call) {
            calls.push(call);
        }
    }
    if let [only] = calls.as_slice() {
        return format!("OAuthCredentials::new(){only}");
    }
    let calls: Vec<String> = calls
        .iter()
        .map(|call| format!("\n            {call}"))
        .collect();

    format!("\n        OAuthCredentials::new(){},\n    ", calls.concat())
}

/// What a scheme wants.
fn calls_of(oauth: &OAuth) -> Vec<&'static str> {
    let needs = |request: &TokenRequest, wanted: &TokenValue| {
        request.client == ClientPlace::Header
            || request
                .fields
                .iter()
                .any(|field| field.value == *wanted && !field.optional)
    };
    let client = ".client(\"your client id\", \"your client secret\")";
    let user = ".user(\"you\", \"your password\")";
    match (&oauth.code, &oauth.client_credentials, &oauth.password) {
        (Some(_), _, _) => vec![client, ".refresh_token(\"a user's refresh token\")"],
        (None, Some(_), _) => vec![client],
        (None, None, Some(password)) if needs(password, &TokenValue::ClientId) => {
            vec![client, user]
        }
        (None, None, Some(_)) => vec![user],
        (None, None, None) if oauth.device.is_some() => vec![client],
        (None, None, None) => vec![".refresh_token(\"your refresh token\")"],
    }
}

/// One call for several schemes with tokens.
pub(super) fn row(api: &Api) -> String {
    let each: Vec<String> = schemes(api, |_| true)
        .map(|(scheme, oauth)| format!("{} with {}", code(scheme), ways(oauth)))
        .collect();

    format!(
        "- `.oauth(credentials)`: tokens that are asked for, and renewed ahead of their end: {}. It is called once, with what they \
         all need. Or, for each of them, `.credential(name, CredentialValue::bearer(token))`, with a token from elsewhere.",
        each.join(", ")
    )
}

/// What tokens are asked for with.
pub(super) fn ways(oauth: &OAuth) -> String {
    let ways = [
        (oauth.code.is_some(), "the consent of a user"),
        (
            oauth.client_credentials.is_some(),
            "the id and secret of the client",
        ),
        (oauth.password.is_some(), "a user name and a password"),
        (
            oauth.device.is_some(),
            "a code that a user enters on another device",
        ),
    ];
    let ways: Vec<&str> = ways
        .into_iter()
        .filter_map(|(is_there, way)| is_there.then_some(way))
        .collect();

    ways.join(", or ")
}

/// How a user is asked who has a browser on another device only.
pub(super) fn device(context: &Context<'_>) -> Option<String> {
    let (api, name) = (context.api, context.crate_ident());
    let (scheme, _) = schemes(api, |oauth| oauth.device.is_some()).next()?;
    let several = schemes(api, |oauth| oauth.device.is_some()).count() > 1;
    let ask = if several {
        format!("authorize_device_for({})", literal(scheme))
    } else {
        "authorize_device()".to_owned()
    };

    Some(format!(
        "### Asking on another device\n\nWhere there is no browser, a user enters a code on another device:\n\n\
         ```rust,no_run\n# async fn run(client: {name}::Client) -> Result<(), {name}::Error> {{\n\
         let question = client.{ask}.await?;\n\
         println!(\"Enter {{}} at {{}}\", question.user_code(), question.verification_uri());\n\
         question.granted().await?;\n# Ok(())\n# }}\n```"
    ))
}

/// How users are asked, and how many companies are served.
pub(super) fn consent(context: &Context<'_>) -> Option<String> {
    let (api, name) = (context.api, context.crate_ident());
    let (scheme, _) = schemes(api, |oauth| oauth.code.is_some()).next()?;
    let several = schemes(api, |oauth| oauth.code.is_some()).count() > 1;
    let (authorize, exchange) = if several {
        let scheme = literal(scheme);
        (
            format!("authorize_for({scheme}, \"https://app.example.com/back\")"),
            format!("exchange_for({scheme}, question.code(came_back_to)?)"),
        )
    } else {
        (
            "authorize(\"https://app.example.com/back\")".to_owned(),
            "exchange(question.code(came_back_to)?)".to_owned(),
        )
    };
    let revoking: Vec<&str> = schemes(api, |oauth| oauth.revocation.is_some())
        .map(|(scheme, _)| scheme)
        .collect();
    let revoke = match revoking.as_slice() {
        [] => String::new(),
        [_] => "\n// When they leave:\ncompany.revoke().await?;\n".to_owned(),
        [scheme, ..] => format!(
            "\n// When they leave:\ncompany.revoke_for({}).await?;\n",
            literal(scheme)
        ),
    };

    Some(format!(
        "### Asking a user\n\nA user gives consent once; then calls are let in by tokens that the client keeps and renews. Each \
         key of\n`for_credential` has tokens of its own, and a quota of its own.\n\n\
         ```rust,no_run\nuse {name}::{{Client, FileTokenStore, OAuthCredentials}};\n\n\
         # async fn run(came_back_to: &str) -> Result<(), {name}::Error> {{\n\
         let client = Client::builder()\n    .oauth(OAuthCredentials::new().client(\"your client id\", \"your client secret\"))\n    \
         .token_store(FileTokenStore::new(\"tokens\"))\n    .build()?;\n\
         let company = client.for_credential(\"company 7\")?;\n\n\
         let question = company.{authorize}?;\nprintln!(\"{{}}\", question.url());\n\n\
         // When they come back, with the URL they come back to:\ncompany.{exchange}.await?;\n{revoke}\
         # Ok(())\n# }}\n```\n\n\
         The answer may come to another process: keep `question.state()` and `question.verifier()` where only the user's session\n\
         can reach them, and make a [`CodeExchange`] of the code."
    ))
}
