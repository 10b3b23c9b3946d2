//! Credentials, from the security schemes.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::Credential;
use crate::parse::ast::{SecurityRequirement, SecurityScheme, Text};
use crate::source::Span;

/// The credentials the API takes, in document order. What cannot be had is reported.
pub(super) fn credentials(context: &mut Context<'_>) -> Vec<Credential> {
    let spec = context.spec;
    for requirement in spec.security.iter().flatten() {
        check_requirement(context, requirement);
    }
    for operation in spec
        .paths
        .iter()
        .flat_map(|(_, item)| &item.operations)
        .map(|(_, operation)| operation)
    {
        let Some(own) = &operation.security else {
            continue;
        };
        for requirement in own {
            check_requirement(context, requirement);
        }
        if names(own) != names(spec.security.as_deref().unwrap_or_default()) {
            context.report(
                Diagnostic::new(
                    Code::Unsupported,
                    operation.span,
                    "an operation with credentials of its own is not supported",
                )
                .help("leave `security` out of the operation: the document's holds for all"),
            );
        }
    }

    spec.components
        .security_schemes
        .iter()
        .filter_map(|(name, scheme)| credential(context, name, scheme))
        .collect()
}

fn credential(
    context: &mut Context<'_>,
    name: &Text,
    scheme: &SecurityScheme,
) -> Option<Credential> {
    let text = |text: &Option<Text>| {
        text.as_ref()
            .map_or("", |text| text.value.as_str())
            .to_lowercase()
    };
    let key = scheme.name.as_ref().map(|name| name.value.clone());
    let scheme_name = name.value.clone();

    match (
        text(&scheme.kind).as_str(),
        text(&scheme.location).as_str(),
        text(&scheme.scheme).as_str(),
        key,
    ) {
        ("apikey", "query", _, Some(parameter)) => Some(Credential::ApiKeyQuery {
            scheme: scheme_name,
            parameter,
        }),
        ("apikey", "header", _, Some(header)) => Some(Credential::ApiKeyHeader {
            scheme: scheme_name,
            header,
        }),
        ("http", _, "bearer", _) => Some(Credential::Bearer {
            scheme: scheme_name,
        }),
        ("http", _, "basic", _) => Some(Credential::Basic {
            scheme: scheme_name,
        }),
        _ => {
            unsupported(
                context,
                name.span,
                &format!("the security scheme `{scheme_name}` is of a kind that is not supported"),
            );
            None
        }
    }
}

fn check_requirement(context: &mut Context<'_>, requirement: &SecurityRequirement) {
    let declared = &context.spec.components.security_schemes;
    for (name, _) in &requirement.schemes {
        if declared.iter().any(|(other, _)| other.value == name.value) {
            continue;
        }
        let names = declared.iter().map(|(other, _)| other.value.as_str());
        let help = match did_you_mean(&name.value, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "declare it under `components: securitySchemes: {{{}: ..}}`",
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
    if let [first, _, ..] = requirement.schemes.as_slice() {
        unsupported(
            context,
            first.0.span,
            "several credentials that are needed together are not supported",
        );
    }
}

fn names(requirements: &[SecurityRequirement]) -> Vec<Vec<&str>> {
    requirements
        .iter()
        .map(|requirement| {
            requirement
                .schemes
                .iter()
                .map(|(name, _)| name.value.as_str())
                .collect()
        })
        .collect()
}

fn unsupported(context: &mut Context<'_>, span: Span, message: &str) {
    context.report(
        Diagnostic::new(Code::Unsupported, span, message)
            .help("use `{type: apiKey, in: query | header, name: ..}` or `{type: http, scheme: bearer | basic}`, as alternatives to each other"),
    );
}
