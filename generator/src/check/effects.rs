//! Quirks that did nothing: every word that was written had an effect or is reported.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::{Entries, MediaType, Parameter, Schema, Spec};
use crate::parse::quirk::Quirks;
use crate::source::Span;

/// Reports every quirk word that had no effect.
pub(super) fn report_idle(context: &mut Context<'_>) {
    let mut written: Vec<(&'static str, Span)> = Vec::new();
    collect(context.spec, &mut written);
    for (word, span) in written {
        if !context.had_effect(span) {
            context.report(
                Diagnostic::new(Code::UnusedQuirk, span, format!("`{word}` changes nothing here"))
                    .help("remove it: the schema says the same already, a narrower place overrides it, or no call comes here"),
            );
        }
    }
}

fn collect(spec: &Spec, words: &mut Vec<(&'static str, Span)>) {
    of_quirks(&spec.quirks, words);
    for (_, item) in &spec.paths {
        of_quirks(&item.quirks, words);
        item.parameters
            .iter()
            .for_each(|parameter| of_parameter(parameter, words));
        for (_, operation) in &item.operations {
            of_quirks(&operation.quirks, words);
            operation
                .parameters
                .iter()
                .for_each(|parameter| of_parameter(parameter, words));
            if let Some(body) = &operation.request_body {
                of_quirks(&body.quirks, words);
                of_content(&body.content, words);
            }
            for (_, response) in operation
                .responses
                .iter()
                .filter(|(status, _)| status.value.starts_with('2'))
            {
                of_content(&response.content, words);
            }
        }
    }
    for (_, webhook) in &spec.webhooks {
        of_quirks(&webhook.quirks, words);
        of_quirks(&webhook.operation.quirks, words);
        if let Some(body) = &webhook.operation.request_body {
            of_content(&body.content, words);
        }
    }
    let components = &spec.components;
    components
        .schemas
        .iter()
        .for_each(|(_, schema)| of_schema(schema, words));
    components
        .parameters
        .iter()
        .for_each(|(_, parameter)| of_parameter(parameter, words));
    for (_, body) in &components.request_bodies {
        of_quirks(&body.quirks, words);
        of_content(&body.content, words);
    }
    components
        .security_schemes
        .iter()
        .for_each(|(_, scheme)| of_quirks(&scheme.quirks, words));
}

fn of_parameter(parameter: &Parameter, words: &mut Vec<(&'static str, Span)>) {
    of_quirks(&parameter.quirks, words);
    if let Some(schema) = &parameter.schema {
        of_schema(schema, words);
    }
    of_content(&parameter.content, words);
}

fn of_content(content: &Entries<MediaType>, words: &mut Vec<(&'static str, Span)>) {
    content
        .iter()
        .flat_map(|(_, media)| media.schema.iter().chain(&media.item_schema))
        .for_each(|schema| of_schema(schema, words));
}

/// Nesting is bounded by the loader.
fn of_schema(schema: &Schema, words: &mut Vec<(&'static str, Span)>) {
    of_quirks(&schema.quirks, words);
    schema.inner().for_each(|inner| of_schema(inner, words));
}

fn of_quirks(quirks: &Quirks, words: &mut Vec<(&'static str, Span)>) {
    words.extend(quirks.written());
}
