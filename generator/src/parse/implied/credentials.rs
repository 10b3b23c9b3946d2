//! Security schemes that calls ask for and nobody declares: what their names say of them.

use super::super::ast::{SecurityRequirement, SecurityScheme, Spec, Text};
use super::super::input::Input;
use crate::diagnostic::{Code, Diagnostic};

/// What names have in them, and the schemes of `http` that they mean.
const KINDS: &[(&str, &str, &str)] = &[
    ("basic", "basic", "a user name and a password"),
    ("bearer", "bearer", "a bearer token"),
    ("jwt", "bearer", "a bearer token"),
    ("oauth", "bearer", "a bearer token"),
    ("token", "bearer", "a bearer token"),
];

/// Declares them, as far as their names tell; of the others it is reported later that they are not declared.
pub(super) fn declare(input: &Input<'_>, spec: &mut Spec) {
    let mut missing: Vec<Text> = Vec::new();
    {
        let operations = spec.paths.iter().flat_map(|(_, item)| &item.operations);
        let of_calls = operations.filter_map(|(_, operation)| operation.security.as_ref());
        let all = spec.security.iter().chain(of_calls).flatten();
        for (name, _) in all.flat_map(|requirement: &SecurityRequirement| &requirement.schemes) {
            let mut known = spec
                .components
                .security_schemes
                .iter()
                .map(|(known, _)| known);
            let is_known = known.any(|known| known.value == name.value);
            if !is_known && missing.iter().all(|other| other.value != name.value) {
                missing.push(name.clone());
            }
        }
    }
    for name in missing {
        let lower = name.value.to_lowercase();
        let Some((_, scheme, what)) = KINDS.iter().find(|(part, ..)| lower.contains(part)) else {
            continue;
        };
        let message = format!("the security scheme `{}` is not declared", name.value);
        let report = Diagnostic::new(Code::Approximated, name.span, message);
        input.report(report.label(format!("taken for {what}")));
        let say = |word: &str| Some(Text::new(word.to_owned(), name.span));
        let scheme = SecurityScheme {
            span: name.span,
            kind: say("http"),
            scheme: say(scheme),
            ..SecurityScheme::default()
        };
        spec.components.security_schemes.push((name, scheme));
    }
}
