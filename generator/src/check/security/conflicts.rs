//! Words about tokens that cannot hold together, or not with the flows of their scheme.

use super::oauth::flow;
use crate::check::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::SecurityScheme;
use crate::parse::quirk::{self, Grant, Source};
use crate::source::Span;

/// Reports what cannot hold together.
pub(super) fn check(context: &mut Context<'_>, written: &SecurityScheme) {
    let has_code = flow(written, Grant::AuthorizationCode).is_some();
    if let Some(word) = written.quirks.code_exchange.as_ref().filter(|_| !has_code) {
        let message = "`code-exchange` stands at a scheme without the flow `authorizationCode`";
        conflict(
            context,
            word.span,
            message,
            "declare that flow, or leave the word out",
        );
    }
    let Some(word) = &written.quirks.token_request else {
        return;
    };
    let proves = written
        .quirks
        .code_exchange
        .as_ref()
        .is_none_or(|word| word.value.pkce == quirk::Pkce::S256);
    for grant in Grant::ALL {
        let Some(fields) = word.value.fields_of(grant) else {
            continue;
        };
        let grant_word = grant.word();
        if grant != Grant::RefreshToken && flow(written, grant).is_none() {
            let message = format!("`fields` names `{grant_word}`, and the scheme has no such flow");
            conflict(
                context,
                word.span,
                &message,
                "declare that flow, or leave the fields out",
            );
        }
        for field in fields
            .iter()
            .filter(|field| !field.source.is_known_to(grant))
        {
            let message = format!(
                "`{}` is not known in a request of `{grant_word}`",
                field.source.word()
            );
            conflict(
                context,
                word.span,
                &message,
                "leave it out, or move it to its own request",
            );
        }
        let needed: &[(Source, bool)] = match grant {
            Grant::AuthorizationCode => &[(Source::Code, true), (Source::Verifier, proves)],
            Grant::Password => &[(Source::UserName, true), (Source::Password, true)],
            Grant::RefreshToken => &[(Source::RefreshToken, true)],
            Grant::ClientCredentials => &[],
        };
        for (source, is_needed) in needed {
            let is_there = fields.iter().any(|field| field.source == *source);
            let source = source.word();
            if *is_needed && !is_there {
                let message = format!("the fields of `{grant_word}` lack `{source}`");
                let help = match source {
                    "verifier" => "add `code_verifier: verifier`, or `code-exchange: {pkce: none}` where the vendor takes no proof".to_owned(),
                    _ => format!("add a field with `{source}`"),
                };
                conflict(context, word.span, &message, &help);
            } else if is_there && !is_needed {
                let message = "`verifier` stands beside `pkce: none`";
                conflict(context, word.span, message, "keep one of the two");
            }
        }
    }
}

fn conflict(context: &mut Context<'_>, span: Span, message: &str, help: &str) {
    context.report(Diagnostic::new(Code::ConflictingQuirks, span, message).help(help));
}
