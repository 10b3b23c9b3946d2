//! Which words were written at a place, and where: the one list of all of them.

use super::QuirkWords;
use crate::source::{Span, Spanned};

impl QuirkWords {
    /// The words that were written, each with its place, in the order of the vocabulary.
    pub fn written(&self) -> Vec<(&'static str, Span)> {
        // Taken apart whole, so that a word that is added cannot be forgotten.
        let Self {
            envelope,
            error_body,
            rate_limit,
            update,
            pagination,
            stream,
            availability,
            not_found,
            retry,
            side_effect,
            array_style,
            path_encoding,
            timestamp,
            unknown_fields,
            view,
            sends,
            rust_name,
            aliases,
            sensitive,
            signature,
            event_tag,
            delivery,
            token_request,
            token_lifetime,
            code_exchange,
            revoke,
        } = self;
        let all = [
            ("envelope", place(envelope.as_ref())),
            ("error-body", place(error_body.as_ref())),
            ("rate-limit", place(rate_limit.as_ref())),
            ("update", place(update.as_ref())),
            ("pagination", place(pagination.as_ref())),
            ("stream", place(stream.as_ref())),
            ("availability", place(availability.as_ref())),
            ("not-found", place(not_found.as_ref())),
            ("retry", place(retry.as_ref())),
            ("side-effect", place(side_effect.as_ref())),
            ("array-style", place(array_style.as_ref())),
            ("path-encoding", place(path_encoding.as_ref())),
            ("timestamp", place(timestamp.as_ref())),
            ("unknown-fields", place(unknown_fields.as_ref())),
            ("view", place(view.as_ref())),
            ("sends", place(sends.as_ref())),
            ("rust-name", place(rust_name.as_ref())),
            ("aliases", place(aliases.as_ref())),
            ("sensitive", place(sensitive.as_ref())),
            ("signature", place(signature.as_ref())),
            ("event-tag", place(event_tag.as_ref())),
            ("delivery", place(delivery.as_ref())),
            (
                "token-request",
                token_request.as_ref().map(|word| word.span),
            ),
            (
                "token-lifetime",
                token_lifetime.as_ref().map(|word| word.span),
            ),
            (
                "code-exchange",
                code_exchange.as_ref().map(|word| word.span),
            ),
            ("revoke", revoke.as_ref().map(|word| word.span)),
        ];

        all.into_iter()
            .filter_map(|(word, span)| span.map(|span| (word, span)))
            .collect()
    }

    /// Where a word was written, if it was.
    pub fn place_of(&self, word: &str) -> Option<Span> {
        self.written()
            .into_iter()
            .find_map(|(name, span)| (name == word).then_some(span))
    }
}

fn place<T>(word: Option<&Spanned<T>>) -> Option<Span> {
    word.map(|word| word.span)
}
