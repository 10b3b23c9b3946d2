//! The chapter on credentials: what the builder takes, in words and in code, and how users are asked.

use std::fmt::Write as _;

use super::{markdown_lines, oauth};
use crate::emit::client::accessor;
use crate::emit::consent::schemes;
use crate::emit::context::Context;
use crate::emit::markdown::code;
use crate::emit::security::{are_named, has_several_keys};
use crate::emit::text::literal;
use crate::hash::IndexMap;
use crate::model::{Api, Credential, Doc, SecuritySet};

/// The chapter.
pub(in crate::emit) fn chapter(context: &Context<'_>) -> String {
    let api = context.api;
    if api.credentials.is_empty() {
        return "## Credentials\n\nNone are needed.".to_owned();
    }
    let mut rows: Vec<String> = Vec::new();
    for credential in &api.credentials {
        let row = match credential {
            Credential::OAuth { .. } if schemes(api, |_| true).count() > 1 => oauth::row(api),
            _ => row(api, credential),
        };
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    let sets = needed(context);
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
    if let Some(consent) = oauth::consent(context) {
        let _ = write!(text, "\n\n{consent}");
    }
    if let Some(device) = oauth::device(context) {
        let _ = write!(text, "\n\n{device}");
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

    (setters(api, set), items(api, set))
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
    sets.retain(|set| !set.is_empty());
    if sets.is_empty() {
        return api.credentials.iter().map(|one| vec![one]).collect();
    }

    sets
}

/// What only some operations ask for.
fn of_some_operations<'api>(
    api: &'api Api,
    sets: &[Vec<&Credential>],
) -> impl Iterator<Item = &'api Credential> {
    api.credentials.iter().filter(|credential| {
        let mut shown = sets.iter().flatten();
        !shown.any(|one| one.scheme() == credential.scheme())
    })
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

/// The calls on the builder that set these. One call gives whatever all schemes with tokens want.
fn setters(api: &Api, set: &[&Credential]) -> Vec<String> {
    let mut calls: Vec<String> = Vec::new();
    let mut is_oauth_set = false;
    for credential in set {
        if credential.oauth().is_some() {
            if !is_oauth_set {
                let all = set.iter().filter_map(|one| one.oauth());
                calls.push(format!(".oauth({})", oauth::value(all)));
            }
            is_oauth_set = true;
        } else {
            calls.push(setter(api, credential));
        }
    }

    calls
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
        Credential::OAuth { oauth, .. } => {
            format!(".oauth({})", oauth::value(std::iter::once(&**oauth)))
        }
    }
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
                oauth::ways(oauth)
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
fn needed(context: &Context<'_>) -> Option<String> {
    let api = context.api;
    let sets = api.security.as_ref()?;
    let is_plain = sets.iter().all(|set| set.len() == 1) && sets.len() == api.credentials.len();
    if is_plain {
        return None;
    }
    let usual = any_of(sets);
    let mut others: IndexMap<String, Vec<String>> = IndexMap::default();
    for resource in &api.resources {
        let mut own = resource.operations.iter().map(|one| {
            let sets = one.security.as_ref().unwrap_or(sets);
            any_of(sets)
        });
        // What holds for some of them is told where they are.
        let Some(first) = own.next().filter(|first| own.all(|one| one == *first)) else {
            continue;
        };
        if first != usual && !first.is_empty() {
            let accessor = accessor(context, resource.field.as_str());
            let places = others.entry(first).or_default();
            places.push(code(&format!("client.{accessor}()")));
        }
    }
    let others: Vec<String> = others
        .into_iter()
        .map(|(own, places)| match places.as_slice() {
            [first, second, _, ..] => format!(", those of {first}, {second} and others by {own}"),
            _ => format!(", those of {} by {own}", places.join(" and ")),
        })
        .collect();

    Some(format!(
        "Calls are let in by {usual}{}, unless their own documentation says otherwise.",
        others.concat()
    ))
}

/// Sets of schemes, any one of which does.
fn any_of(sets: &[SecuritySet]) -> String {
    let is_optional = sets.iter().any(Vec::is_empty);
    let sets: Vec<String> = sets
        .iter()
        .filter(|set| !set.is_empty())
        .map(together)
        .collect();
    let or = if is_optional { ", or without any" } else { "" };

    format!("{}{or}", sets.join(", or by "))
}

fn together(set: &SecuritySet) -> String {
    let names: Vec<String> = set.iter().map(|one| code(&one.scheme)).collect();

    names.join(" and ")
}

fn example(context: &Context<'_>) -> String {
    let (api, name) = (context.api, context.crate_ident());
    let mut sets = alternatives(api);
    // One client has what its calls need together.
    let more: Vec<&Credential> = of_some_operations(api, &sets).collect();
    if let Some(first) = sets.first_mut() {
        first.extend(more);
    }
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
        let _ = writeln!(text, "let client = {}", chain(&setters(api, set)));
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
