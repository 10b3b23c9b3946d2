//! `README.md`, which is the crate's rustdoc front page, too: what it is, a first call, credentials, operations, quirks, doubts.

mod credentials;
mod example;
mod oauth;

pub(super) use self::credentials::chapter as credentials_chapter;
pub(super) use self::example::{arguments, example as first_example};

use std::fmt::Write as _;

use crate::hash::IndexMap;
use crate::model::{AbsentCall, Api, EvidenceNote, Operation, QuirkNote, Resource, SecuritySet};

use super::client::accessor;
use super::context::Context;
use super::docs::DocLines;
use super::features;
use super::markdown::{cell, code, link, prose};
use super::target::Target;
use super::webhooks;

/// The file.
pub(super) fn readme(context: &Context<'_>) -> String {
    let api = context.api;
    let sections = [
        Some(heading(context)),
        start(context),
        Some(credentials::chapter(context)),
        operations(context),
        features::readme(context),
        absent(&api.absent),
        api.webhooks
            .as_ref()
            .and_then(|webhooks| webhooks::readme(context, webhooks)),
        api.callbacks
            .as_ref()
            .and_then(|callbacks| webhooks::readme(context, callbacks)),
        servers(context),
        quota(api),
        quirks(&api.quirks),
        evidence(&api.evidence),
        Some(origin(context)),
    ];
    let sections: Vec<String> = sections
        .into_iter()
        .flatten()
        .map(|section| section.trim_end().to_owned())
        .collect();

    format!(
        "<!-- {} -->\n\n{}\n",
        context.banner(),
        sections.join("\n\n")
    )
}

fn heading(context: &Context<'_>) -> String {
    let Api {
        crate_name,
        title,
        doc,
        docs_url,
        ..
    } = context.api;
    let mut text = format!("# {crate_name}\n\nA Rust client of {}.", prose(title));
    // A title alone says the same in the line before.
    let says_nothing = format!("The API of {title}.");
    for part in [&doc.summary, &doc.details]
        .into_iter()
        .filter(|part| **part != says_nothing)
    {
        let paragraph = markdown_lines(part);
        if !paragraph.is_empty() {
            let _ = write!(text, "\n\n{paragraph}");
        }
    }
    if let Some(link) = docs_url
        .as_deref()
        .and_then(|url| link("vendor's documentation", url))
    {
        let _ = write!(text, "\n\nSee the {link}.");
    }

    text
}

fn start(context: &Context<'_>) -> Option<String> {
    let name = &context.api.crate_name;
    let example = example::example(context)?;

    Some(format!(
        "## A first call\n\nAdd `{name}` and `tokio` (features `macros` and `rt-multi-thread`) to the dependencies, then:\n\n{example}\n\
         Every call is a value: `.await` it, or ask for more first. `.with_response()` also gives the status, the headers and what\n\
         did not fit the spec; `.send_as::<T>()` decodes into a type of yours; `Client::request` reaches any other path.\n\
         Errors say by their kind what happened: see [`Error`] and [`ErrorKind`]. In tests a [`ScriptedTransport`], given to\n\
         `.transport(..)` of the builder, answers in the vendor's place.\n\n\
         With the feature `blocking` every call has `.blocking()`, for code that is not async; with the feature `tracing` calls and\n\
         attempts are spans. `.hook(..)` of the builder takes a [`Hook`] that sees every attempt. With the feature `spec` the constant\n\
         `SPEC` is the document that this crate was generated from."
    ))
}

fn operations(context: &Context<'_>) -> Option<String> {
    let resources = &context.api.resources;
    let has_scopes = has_scopes(context.api);
    let rows: Vec<String> = resources
        .iter()
        .flat_map(|resource| {
            resource
                .operations
                .iter()
                .map(|operation| row(context, resource, operation, has_scopes))
        })
        .collect();
    if rows.is_empty() {
        return None;
    }

    let (scope, line) = if has_scopes {
        (" Scope |", "---|")
    } else {
        ("", "")
    };

    Some(format!(
        "## Operations\n\n| HTTP | Rust | |{scope}\n|---|---|---|{line}\n{}",
        rows.join("\n")
    ))
}

/// Whether any call needs a token that is good for something.
fn has_scopes(api: &Api) -> bool {
    let mut operations = api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations);

    operations.any(|operation| !scopes(api, operation).is_empty())
}

/// What the token of a call has to be good for.
pub(super) fn scopes(api: &Api, operation: &Operation) -> Vec<String> {
    let sets: &[SecuritySet] = match (&operation.security, &api.security) {
        (Some(own), _) => own,
        (None, Some(shared)) => shared,
        (None, None) => &[],
    };
    let mut scopes: Vec<String> = Vec::new();
    for scope in sets.iter().flatten().flat_map(|one| &one.scopes) {
        let scope = code(scope);
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }

    scopes
}

/// A call as it is written in Rust.
pub(super) fn call(context: &Context<'_>, resource: &Resource, operation: &Operation) -> String {
    let arguments: Vec<&str> = arguments(operation).collect();
    let accessor = accessor(context, resource.field.as_str());

    format!(
        "client.{accessor}().{}({})",
        operation.method_name,
        arguments.join(", ")
    )
}

fn row(
    context: &Context<'_>,
    resource: &Resource,
    operation: &Operation,
    has_scopes: bool,
) -> String {
    let http = code(&format!(
        "{} {}",
        operation.http_method.as_str(),
        operation.path_text()
    ));
    let rust = code(&call(context, resource, operation));
    let deprecated = match (operation.deprecated, operation.announced) {
        (true, _) => " Deprecated.",
        (false, true) => " Announced: the vendor may not have it yet.",
        (false, false) => "",
    };

    let summary = match operation.doc.summary.as_str() {
        // Nobody has described it, and the path stands in the first column.
        summary if summary == format!("Calls {http}.") => String::new(),
        summary => prose(summary),
    };

    let scope = if has_scopes {
        format!(" {} |", cell(&scopes(context.api, operation).join(", ")))
    } else {
        String::new()
    };

    format!(
        "| {} | {rust} | {}{deprecated} |{scope}",
        cell(&http),
        cell(&summary)
    )
}

/// Calls without a method.
fn absent(calls: &[AbsentCall]) -> Option<String> {
    if calls.is_empty() {
        return None;
    }
    let rows: Vec<String> = calls
        .iter()
        .map(|call| {
            let page = call.docs_url.as_deref();
            let page = page.and_then(|url| link("vendor docs", url));
            let summary = prose(&call.doc.summary);
            let words: Vec<String> = [summary].into_iter().chain(page).collect();

            format!(
                "| {} | {} |",
                cell(&code(&call.place)),
                cell(words.join(" ").trim())
            )
        })
        .collect();

    Some(format!(
        "## Announced, but not available\n\nThe vendor describes these calls and does not have them. There is no method for them; should the vendor have one by\n\
         now, `Client::request` reaches it.\n\n| HTTP | |\n|---|---|\n{}",
        rows.join("\n")
    ))
}

/// The addresses that a caller can choose from.
fn servers(context: &Context<'_>) -> Option<String> {
    let servers = &context.api.servers;
    let first = servers.first()?;
    let (name, module) = (context.crate_ident(), super::servers::MODULE);
    let base = super::servers::expression(servers.get(1).unwrap_or(first));
    let rows: Vec<String> = servers
        .iter()
        .map(|server| {
            format!(
                "| {} | `{module}::{}` | {} |",
                cell(&code(&server.template())),
                super::servers::item(server),
                cell(&prose(&server.doc.summary))
            )
        })
        .collect();

    Some(format!(
        "## Servers\n\nA client calls the first of these unless it is given another one:\n\n\
         ```rust,no_run\nuse {name}::{{Client, {module}}};\n\n\
         let builder = Client::builder().base_url({module}::{base});\n# let _ = builder;\n```\n\n\
         | Address | Rust | |\n|---|---|---|\n{}",
        rows.join("\n")
    ))
}

fn quota(api: &Api) -> Option<String> {
    let windows = api.quota.as_ref()?.in_words();

    Some(format!(
        "## Quota\n\nThe vendor allows {windows}.\n\
         All clones of a client share it: a call waits for its turn, or fails as [`QuotaMode`] says; `Client::quota` tells how it\n\
         stands. Several processes share it through a [`FileQuotaStore`], given to `.quota_store(..)` of the builder.",
    ))
}

fn quirks(quirks: &[QuirkNote]) -> Option<String> {
    // Those of webhooks stand in a section of their own.
    let quirks: Vec<&QuirkNote> = quirks
        .iter()
        .filter(|quirk| quirk.place != webhooks::MODULE)
        .collect();
    if quirks.is_empty() {
        return None;
    }
    // What holds at many places is told once.
    let mut meanings: IndexMap<(&str, &str), Vec<&str>> = IndexMap::default();
    for quirk in quirks {
        let places = meanings
            .entry((quirk.word, quirk.meaning.as_str()))
            .or_default();
        places.push(&quirk.place);
    }
    let rows = meanings.iter().map(|((word, meaning), places)| {
        format!(
            "| {} | {} | {} |",
            cell(&self::places(places)),
            cell(&code(word)),
            cell(&prose(meaning))
        )
    });
    let rows: Vec<String> = rows.collect();

    Some(format!(
        "## Quirks\n\nWhat this API does its own way, and what the client does about it.\n\n| Where | Quirk | |\n|---|---|---|\n{}",
        rows.join("\n")
    ))
}

fn evidence(notes: &[EvidenceNote]) -> Option<String> {
    if notes.is_empty() {
        return None;
    }
    // One fact often holds at many places: it is told once.
    let mut facts: IndexMap<(&str, &str), Vec<&str>> = IndexMap::default();
    for note in notes {
        let places = facts.entry((note.grade, note.text.as_str())).or_default();
        if !places.contains(&note.place.as_str()) {
            places.push(&note.place);
        }
    }
    let rows = facts.iter().map(|((grade, text), places)| {
        format!(
            "| {} | {} | {} |",
            cell(&self::places(places)),
            cell(&prose(grade)),
            cell(&prose(text))
        )
    });
    let rows: Vec<String> = rows.collect();

    Some(format!(
        "## What is not certain\n\nFacts that the vendor's own document does not simply state.\n\n\
         | Where | Who says so | |\n|---|---|---|\n{}",
        rows.join("\n")
    ))
}

/// Some of the places, and how many more there are.
fn places(places: &[&str]) -> String {
    const SHOWN: usize = 3;

    let mut shown: Vec<String> = places.iter().take(SHOWN).map(|one| place(one)).collect();
    if places.len() > SHOWN {
        shown.push(format!("{} more", places.len() - SHOWN));
    }

    shown.join(", ")
}

fn origin(context: &Context<'_>) -> String {
    let api = context.api;
    let (spec, name) = (code(context.spec_name()), &api.crate_name);
    let version = if api.version.is_empty() {
        String::new()
    } else {
        format!(", version {}", prose(&api.version))
    };

    let way = match context.target {
        Target::Member => {
            format!("To change it, change the spec and run\n`cargo xtask regen {name}`.")
        }
        Target::Alone { .. } | Target::Included => {
            "To change it, change that document and run\n`brogue generate` again.".to_owned()
        }
    };

    format!("## Where it comes from\n\nGenerated by Brogue from {spec}{version}. {way}")
}

/// `all calls` as it is, everything else as code.
fn place(place: &str) -> String {
    if place == "all calls" {
        place.to_owned()
    } else {
        code(place)
    }
}

pub(super) fn markdown_lines(text: &str) -> String {
    DocLines::of(text)
        .lines()
        .iter()
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n")
}
