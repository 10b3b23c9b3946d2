//! What lets calls in: credentials from the security schemes, and the sets of them that the document and its operations ask for.

mod conflicts;
mod device;
mod notes;
mod oauth;
mod urls;

use super::context::Context;
use super::docs;
use super::notes::of_evidence;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Credential, Doc, SchemeUse, SecuritySet};
use crate::parse::ast::{self, Entries, SecurityRequirement, SecurityScheme, Spec, Text};

pub(super) use notes::of_schemes as scheme_notes;

/// The credentials the API takes, in document order. What cannot be had is reported.
pub(super) fn credentials(context: &mut Context<'_>) -> Vec<Credential> {
    let spec = context.spec;
    for requirement in spec.security.iter().flatten() {
        check_requirement(context, requirement);
    }
    for requirement in operations(spec)
        .filter_map(|own| own.security.as_ref())
        .flatten()
    {
        check_requirement(context, requirement);
    }
    let mut credentials = Vec::new();
    for (name, scheme) in &spec.components.security_schemes {
        credentials.extend(credential(context, name, scheme));
        let evidence = of_evidence(context, &name.value, &scheme.evidence);
        context.uncertain(evidence);
    }

    credentials
}

/// What the document says of credentials, by the names of their schemes.
pub(super) fn docs_of(context: &Context<'_>, credentials: &[Credential]) -> Vec<(String, Doc)> {
    let schemes = &context.spec.components.security_schemes;
    let of_scheme = |credential: &Credential| {
        let name = credential.scheme();
        let (_, scheme) = schemes.iter().find(|(key, _)| key.value == name)?;
        let mut doc = match &scheme.description {
            Some(text) => docs::of_text(&text.value),
            None if scheme.deprecated => Doc::default(),
            None => return None,
        };
        if scheme.deprecated {
            let told = "Deprecated: the vendor advises against it.".to_owned();
            doc.details = docs::paragraphs([doc.details, told]);
        }
        Some((name.to_owned(), doc))
    };

    credentials.iter().filter_map(of_scheme).collect()
}

/// Which credentials let a call in unless its operation says otherwise; `None` where there are none.
pub(super) fn of_document(
    context: &Context<'_>,
    credentials: &[Credential],
) -> Option<Vec<SecuritySet>> {
    if credentials.is_empty() {
        return None;
    }
    let spec = context.spec;
    let shared = shared(spec);
    let is_named = |credential: &&Credential| {
        let everywhere = operations(spec).filter_map(|own| own.security.as_ref());
        let mut all = everywhere.flatten().chain(shared);
        all.any(|requirement| names(requirement, credential.scheme()))
    };
    let alone = |credential: &Credential| {
        vec![SchemeUse {
            scheme: credential.scheme().to_owned(),
            scopes: Vec::new(),
        }]
    };
    if shared.is_empty() {
        // None is needed; what the caller gives is sent all the same where no operation says otherwise.
        let all = credentials.iter().map(alone);
        return Some(all.chain([Vec::new()]).collect());
    }
    // A scheme that nobody asks for would be of no use.
    let unnamed = credentials
        .iter()
        .filter(|credential| !is_named(credential));

    Some(
        sets(spec, shared)
            .into_iter()
            .chain(unnamed.map(alone))
            .collect(),
    )
}

/// What lets a call in where that is not what the document says, also where only the scopes differ.
pub(super) fn of_operation(
    context: &Context<'_>,
    operation: &ast::Operation,
) -> Option<Vec<SecuritySet>> {
    let spec = context.spec;
    if spec.components.security_schemes.is_empty() {
        return None;
    }
    let shared = shared(spec);
    let Some(own) = &operation.security else {
        // Where some operations name what they need, the others need none.
        let others_say = || operations(spec).any(|other| other.security.is_some());
        return (shared.is_empty() && others_say()).then(Vec::new);
    };
    let own = sets(spec, own);

    (shared.is_empty() || sets(spec, shared) != own).then_some(own)
}

/// What the document says for all operations; empty where none is needed, or nothing is said.
fn shared(spec: &Spec) -> &[SecurityRequirement] {
    spec.security.as_deref().unwrap_or_default()
}

/// What a caller has to know of it.
pub(super) fn notes_of_call(context: &Context<'_>, own: Option<&[SecuritySet]>) -> Vec<String> {
    notes::of_operation(own, &sets(context.spec, shared(context.spec)))
}

fn operations(spec: &Spec) -> impl Iterator<Item = &ast::Operation> {
    spec.paths
        .iter()
        .flat_map(|(_, item)| &item.operations)
        .map(|(_, operation)| operation)
}

fn names(requirement: &SecurityRequirement, scheme: &str) -> bool {
    requirement
        .schemes
        .iter()
        .any(|(name, _)| name.value == scheme)
}

/// The sets that are written; a certificate is the transport's, no credential's, and what nobody knows is sent by the caller.
fn sets(spec: &Spec, written: &[SecurityRequirement]) -> Vec<SecuritySet> {
    let of_use = |(name, scopes): &(Text, Vec<Text>)| {
        let (_, scheme) = find(&spec.components.security_schemes, &name.value)?;
        has_credential(scheme).then(|| SchemeUse {
            scheme: name.value.clone(),
            scopes: scopes.iter().map(|scope| scope.value.clone()).collect(),
        })
    };

    written
        .iter()
        .map(|requirement| requirement.schemes.iter().filter_map(of_use).collect())
        .collect()
}

/// Whether the client takes a credential for a scheme.
fn has_credential(scheme: &SecurityScheme) -> bool {
    match kind(scheme).as_str() {
        "http" => !lower(scheme.scheme.as_ref()).is_empty(),
        "apikey" => {
            let places = ["query", "header", "cookie"];
            scheme.name.is_some() && places.contains(&lower(scheme.location.as_ref()).as_str())
        }
        kind => matches!(kind, "oauth2" | "openidconnect"),
    }
}

fn find<'a>(
    schemes: &'a Entries<SecurityScheme>,
    name: &str,
) -> Option<&'a (Text, SecurityScheme)> {
    schemes.iter().find(|(other, _)| other.value == name)
}

/// `type`, in lower case: some authors write `apikey`.
fn kind(scheme: &SecurityScheme) -> String {
    lower(scheme.kind.as_ref())
}

fn lower(text: Option<&Text>) -> String {
    text.map_or("", |text| text.value.as_str()).to_lowercase()
}

fn credential(
    context: &mut Context<'_>,
    name: &Text,
    written: &SecurityScheme,
) -> Option<Credential> {
    let scheme = name.value.clone();
    match kind(written).as_str() {
        "apikey" => key(context, name, written),
        "http" => match lower(written.scheme.as_ref()).as_str() {
            "bearer" => Some(Credential::Bearer { scheme }),
            "basic" => Some(Credential::Basic { scheme }),
            "" => {
                context.report(
                    Diagnostic::new(
                        Code::MissingKey,
                        name.span,
                        format!("`{scheme}` lacks `scheme`"),
                    )
                    .help("add `scheme: bearer` or `scheme: basic`"),
                );
                None
            }
            other => {
                let way = if other == "digest" {
                    "a transport of the caller's own answers the challenge; a header `authorization` that does for all calls can be given as a key"
                } else {
                    "the caller gives the whole header `authorization` as a key"
                };
                left_out(
                    context,
                    name,
                    &format!("what `{other}` asks for is not computed"),
                    way,
                );
                Some(Credential::ApiKeyHeader {
                    scheme,
                    header: "Authorization".to_owned(),
                })
            }
        },
        "oauth2" => oauth::credential(context, name, written),
        "openidconnect" => {
            left_out(
                context,
                name,
                &format!("the discovery of `{scheme}` is not generated"),
                "the caller gives a token; write `type: oauth2` with its flows to have it asked for",
            );
            Some(Credential::Bearer { scheme })
        }
        "mutualtls" => {
            left_out(
                context,
                name,
                &format!("the certificate of `{scheme}` is not generated"),
                "the caller gives it to `identity_pem` of the builder, or a transport that has it",
            );
            None
        }
        // What is missing was reported by the parser.
        "" => None,
        other => {
            let kinds = ["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];
            let message = format!("the security scheme `{scheme}` is of an unknown type `{other}`");
            let help = match did_you_mean(other, kinds) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the types are `{}`", kinds.join("`, `")),
            };
            let report = Diagnostic::new(Code::Unsupported, name.span, message).help(help);
            context.report(if context.is_lenient() {
                report.label("calls go out without it: a hook adds its header")
            } else {
                report
            });
            None
        }
    }
}

fn key(context: &mut Context<'_>, name: &Text, written: &SecurityScheme) -> Option<Credential> {
    let scheme = name.value.clone();
    let parameter = written.name.as_ref().map(|name| name.value.clone());
    let place = lower(written.location.as_ref());
    match (place.as_str(), parameter) {
        ("query", Some(parameter)) => Some(Credential::ApiKeyQuery { scheme, parameter }),
        ("header", Some(header)) => Some(Credential::ApiKeyHeader { scheme, header }),
        ("cookie", Some(cookie)) => Some(Credential::ApiKeyCookie { scheme, cookie }),
        _ => {
            let message = format!("the key `{scheme}` does not say where it goes");
            context.report(
                Diagnostic::new(Code::MissingKey, name.span, message)
                    .help("write `in: query`, `in: header` or `in: cookie`, and its `name` there"),
            );
            None
        }
    }
}

fn check_requirement(context: &mut Context<'_>, requirement: &SecurityRequirement) {
    let declared = &context.spec.components.security_schemes;
    for (name, scopes) in &requirement.schemes {
        if let Some((_, scheme)) = find(declared, &name.value) {
            check_scopes(context, name, scheme, scopes);
            continue;
        }
        let names = declared.iter().map(|(other, _)| other.value.as_str());
        let help = match did_you_mean(&name.value, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "declare it under `{}: {{{}: ..}}`",
                context
                    .spec
                    .components
                    .folders
                    .security_schemes
                    .replace('/', ": "),
                name.value
            ),
        };
        context.report(
            Diagnostic::new(
                Code::DanglingReference,
                name.span,
                format!("the security scheme `{}` is not declared", name.value),
            )
            .help(help),
        );
    }
}

/// Scopes that flows declare are the only ones there are.
fn check_scopes(context: &mut Context<'_>, name: &Text, scheme: &SecurityScheme, used: &[Text]) {
    let known: Vec<&str> = scheme
        .flows
        .iter()
        .flat_map(|(_, flow)| &flow.scopes)
        .map(|(scope, _)| scope.value.as_str())
        .collect();
    if known.is_empty() {
        return;
    }
    for scope in used
        .iter()
        .filter(|scope| !known.contains(&scope.value.as_str()))
    {
        let help = match did_you_mean(&scope.value, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add it to `scopes` of a flow of `{}`", name.value),
        };
        let message = format!(
            "no flow of `{}` declares the scope `{}`",
            name.value, scope.value
        );
        context.report(Diagnostic::new(Code::UndeclaredMember, scope.span, message).help(help));
    }
}

/// Reports what the client leaves to its caller.
fn left_out(context: &mut Context<'_>, name: &Text, message: &str, label: &str) {
    context.report(Diagnostic::new(Code::NotGenerated, name.span, message).label(label));
}
