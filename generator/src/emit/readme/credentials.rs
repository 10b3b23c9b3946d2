//! The chapter on credentials: what the builder takes, in words and in code, and how users are asked.

use std::fmt::Write as _;

use super::markdown_lines;
use crate::emit::consent::schemes;
use crate::emit::context::Context;
use crate::emit::markdown::code;
use crate::emit::security::{are_named, has_several_keys};
use crate::emit::text::literal;
use crate::model::{Api, Credential, Doc, OAuth, SecuritySet, TokenRequest, TokenValue};

/// The chapter.
pub(in crate::emit) fn chapter(context: &Context<'_>) -> String {
    let api = context.api;
    if api.credentials.is_empty() {
        return "## Credentials\n\nNone are needed.".to_owned();
    }
    let mut rows: Vec<String> = Vec::new();
    for credential in &api.credentials {
        let row = row(api, credential);
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    let sets = needed(api);
    let lead = match (rows.len(), &sets) {
        (1, _) => "The builder takes it:",
        (_, None) => "The builder takes one of them:",
        (_, Some(_)) => "The builder takes:",
    };
    let mut text = format!("## Credentials\n\n{lead}\n\n{}", rows.join("\n"));
    if let Some(sets) = sets {
        let _ = write!(text, "\n\n{sets}");
    }
    for paragraph in said(api) {
        let _ = write!(text, "\n\n{paragraph}");
    }
    let _ = write!(text, "\n\n{}", example(context));
    if let Some(consent) = consent(context) {
        let _ = write!(text, "\n\n{consent}");
    }

    text
}

/// What the document says of credentials that are more than a text to paste.
fn said(api: &Api) -> Vec<String> {
    let told: Vec<(&str, &Doc)> = api
        .credentials
        .iter()
        .filter(|credential| credential.oauth().is_some())
        .filter_map(|credential| {
            let scheme = credential.scheme();
            let (_, doc) = api
                .credential_docs
                .iter()
                .find(|(name, _)| name == scheme)?;
            Some((scheme, doc))
        })
        .collect();

    told.iter()
        .flat_map(|(scheme, doc)| {
            let summary = match told.len() {
                1 => doc.summary.clone(),
                _ => format!("{}: {}", code(scheme), doc.summary),
            };
            [summary, doc.details.clone()]
        })
        .map(|text| markdown_lines(&text))
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

/// The calls on the builder that let a first call in, and the items they name.
pub(super) fn first(api: &Api) -> (Vec<String>, Vec<&'static str>) {
    let sets = alternatives(api);
    let Some(set) = sets.iter().find(|set| !set.is_empty()) else {
        return (Vec::new(), Vec::new());
    };
    let calls = set.iter().map(|credential| setter(api, credential));

    (calls.collect(), items(api, set))
}

/// What the caller can give: sets of credentials.
fn alternatives(api: &Api) -> Vec<Vec<&Credential>> {
    let known = |scheme: &str| api.credentials.iter().find(|one| one.scheme() == scheme);
    let mut sets: Vec<Vec<&Credential>> = match &api.security {
        Some(sets) => sets
            .iter()
            .map(|set| set.iter().filter_map(|one| known(&one.scheme)).collect())
            .collect(),
        None => Vec::new(),
    };
    // What only some operations ask for is shown alone.
    for credential in &api.credentials {
        let is_shown = sets
            .iter()
            .flatten()
            .any(|one| one.scheme() == credential.scheme());
        if !is_shown {
            sets.push(vec![credential]);
        }
    }
    sets.retain(|set| !set.is_empty());

    sets
}

fn items(api: &Api, set: &[&Credential]) -> Vec<&'static str> {
    let is_oauth = |one: &&Credential| one.oauth().is_some();
    let wanted = [
        (
            set.iter()
                .any(|one| !is_oauth(one) && is_one_of_several(api, one) && !one.is_key()),
            "CredentialValue",
        ),
        (set.iter().any(is_oauth), "OAuthCredentials"),
    ];

    wanted
        .into_iter()
        .filter_map(|(is_wanted, name)| is_wanted.then_some(name))
        .collect()
}

/// Whether the builder has to be told which scheme a credential is for.
fn is_one_of_several(api: &Api, credential: &Credential) -> bool {
    let is_alike = |other: &&Credential| match (credential, other) {
        (Credential::Bearer { .. }, Credential::Bearer { .. })
        | (Credential::Basic { .. }, Credential::Basic { .. }) => true,
        _ => credential.is_key() && other.is_key(),
    };

    api.credentials.iter().filter(is_alike).count() > 1
}

/// `.api_key("your key")`
fn setter(api: &Api, credential: &Credential) -> String {
    let scheme = literal(credential.scheme());
    let several = is_one_of_several(api, credential);
    match credential {
        Credential::ApiKeyQuery { .. }
        | Credential::ApiKeyHeader { .. }
        | Credential::ApiKeyCookie { .. } => {
            let is_first = api.credentials.iter().find(|one| one.is_key()) == Some(credential);
            if several && !is_first {
                format!(".api_key_for({scheme}, \"your key\")")
            } else {
                ".api_key(\"your key\")".to_owned()
            }
        }
        Credential::Bearer { .. } if several => {
            format!(".credential({scheme}, CredentialValue::bearer(\"your token\"))")
        }
        Credential::Bearer { .. } => ".bearer_token(\"your token\")".to_owned(),
        Credential::Basic { .. } if several => {
            format!(".credential({scheme}, CredentialValue::basic(\"you\", \"your password\"))")
        }
        Credential::Basic { .. } => ".basic(\"you\", \"your password\")".to_owned(),
        Credential::OAuth { oauth, .. } => format!(".oauth({})", oauth_value(oauth)),
    }
}

fn oauth_value(oauth: &OAuth) -> String {
    let needs = |request: &TokenRequest, wanted: &TokenValue| {
        request.client == crate::model::ClientPlace::Header
            || request
                .fields
                .iter()
                .any(|field| field.value == *wanted && !field.optional)
    };
    let client = ".client(\"your client id\", \"your client secret\")";
    let user = ".user(\"you\", \"your password\")";
    let calls = match (&oauth.code, &oauth.client_credentials, &oauth.password) {
        (Some(_), _, _) => vec![client, ".refresh_token(\"a user's refresh token\")"],
        (None, Some(_), _) => vec![client],
        (None, None, Some(password)) if needs(password, &TokenValue::ClientId) => {
            vec![client, user]
        }
        (None, None, Some(_)) => vec![user],
        (None, None, None) => vec![".refresh_token(\"your refresh token\")"],
    };
    if let [only] = calls.as_slice() {
        return format!("OAuthCredentials::new(){only}");
    }
    let calls: Vec<String> = calls
        .iter()
        .map(|call| format!("\n            {call}"))
        .collect();

    format!("\n        OAuthCredentials::new(){},\n    ", calls.concat())
}

fn row(api: &Api, credential: &Credential) -> String {
    let scheme = credential.scheme();
    let named = if are_named(api) && !credential.is_key() {
        format!(" ({})", code(scheme))
    } else {
        String::new()
    };
    let own = code(&format!(".credential({}, value)", literal(scheme)));
    let several = is_one_of_several(api, credential);
    match credential {
        Credential::ApiKeyQuery { parameter, .. } => format!(
            "- {}: a key, sent in the query as {}. It is redacted in every URL that is shown.",
            key(api, credential),
            code(parameter)
        ),
        Credential::ApiKeyHeader { header, .. } => {
            format!(
                "- {}: a key, sent in the header {}.",
                key(api, credential),
                code(header)
            )
        }
        Credential::ApiKeyCookie { cookie, .. } => {
            format!(
                "- {}: a key, sent in the cookie {}.",
                key(api, credential),
                code(cookie)
            )
        }
        Credential::Bearer { .. } => {
            let call = if several {
                own
            } else {
                "`.bearer_token(token)`".to_owned()
            };
            format!("- {call}: a token, sent in the header `authorization`{named}.")
        }
        Credential::Basic { .. } => {
            let call = if several {
                own
            } else {
                "`.basic(user, password)`".to_owned()
            };
            format!(
                "- {call}: a user name and a password, sent in the header `authorization`{named}."
            )
        }
        Credential::OAuth { oauth, .. } => {
            let ways = [
                (oauth.code.is_some(), "the consent of a user"),
                (
                    oauth.client_credentials.is_some(),
                    "the id and secret of the client",
                ),
                (oauth.password.is_some(), "a user name and a password"),
            ];
            let ways: Vec<&str> = ways
                .into_iter()
                .filter_map(|(is_there, way)| is_there.then_some(way))
                .collect();
            let takes_token = |one: &&Credential| {
                one.oauth().is_some() || matches!(one, Credential::Bearer { .. })
            };
            let token = if api.credentials.iter().filter(takes_token).count() > 1 {
                code(&format!(
                    ".credential({}, CredentialValue::bearer(token))",
                    literal(scheme)
                ))
            } else {
                "`.bearer_token(token)`".to_owned()
            };
            format!(
                "- `.oauth(credentials)`: tokens that are asked for with {}, and renewed ahead of their end{named}. Or {token}, \
                 with a token from elsewhere.",
                ways.join(", or ")
            )
        }
    }
}

/// The call that sets a key.
fn key(api: &Api, credential: &Credential) -> String {
    let of_scheme = code(&format!(
        ".api_key_for({}, key)",
        literal(credential.scheme())
    ));
    let is_first = api.credentials.iter().find(|one| one.is_key()) == Some(credential);

    match (has_several_keys(api), is_first) {
        (false, _) => "`.api_key(key)`".to_owned(),
        (true, true) => format!("`.api_key(key)` or {of_scheme}"),
        (true, false) => of_scheme,
    }
}

/// Which of them are needed together, unless any one does.
fn needed(api: &Api) -> Option<String> {
    let sets = api.security.as_ref()?;
    let is_plain = sets.iter().all(|set| set.len() == 1) && sets.len() == api.credentials.len();
    if is_plain {
        return None;
    }
    let is_optional = sets.iter().any(Vec::is_empty);
    let sets: Vec<String> = sets
        .iter()
        .filter(|set| !set.is_empty())
        .map(together)
        .collect();
    let or = if is_optional { ", or without any" } else { "" };

    Some(format!(
        "Calls are let in by {}{or}, unless their own documentation says otherwise.",
        sets.join(", or by ")
    ))
}

fn together(set: &SecuritySet) -> String {
    let names: Vec<String> = set.iter().map(|one| code(&one.scheme)).collect();

    names.join(" and ")
}

fn example(context: &Context<'_>) -> String {
    let (api, name) = (context.api, context.crate_ident());
    let sets = alternatives(api);
    let mut used: Vec<&str> = sets.iter().flat_map(|set| items(api, set)).collect();
    used.push("Client");
    used.sort_unstable();
    used.dedup();
    let used = match used.as_slice() {
        [one] => (*one).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    };
    let mut text = format!(
        "```rust,no_run\nuse {name}::{used};\n\n# fn run() -> Result<(), {name}::Error> {{\n"
    );
    for set in &sets {
        let calls: Vec<String> = set.iter().map(|one| setter(api, one)).collect();
        let _ = writeln!(text, "let client = {}", chain(&calls));
    }
    text.push_str("# Ok(())\n# }\n```");

    text
}

/// `Client::builder()` with its calls, in one line where that is short.
pub(super) fn chain(calls: &[String]) -> String {
    let flat = calls.concat();
    if calls.len() < 2 && flat.len() <= 40 {
        return format!("Client::builder(){flat}.build()?;");
    }
    let lines: Vec<String> = calls.iter().map(|call| format!("    {call}\n")).collect();

    format!("Client::builder()\n{}    .build()?;", lines.concat())
}

/// How users are asked, and how many companies are served.
fn consent(context: &Context<'_>) -> Option<String> {
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
