//! How a call travels, as a list of terms: the method, credentials, what it yields and where that sits, errors, repeats, pages, quota.

use crate::emit::client::accessor;
use crate::emit::readme::arguments;
use crate::model::{
    Envelope, ErrorBody, NotFound, Operation, Output, PagedBy, Pages, Pagination, Quota,
    QuotaScope, Replay, Resource, SecuritySet, TypeRef,
};

use super::cells::code;
use super::html::Html;
use super::prose;
use super::site::Site;

/// The list.
pub(super) fn list(html: &mut Html, site: &Site<'_>, resource: &Resource, operation: &Operation) {
    html.element("dl", &[("class", "travel")], |html| {
        term(html, "Rust", |html| {
            html.code(&rust(site, resource, operation));
        });
        term(html, "Credential", |html| {
            prose::sentences(html, &credential(site, operation));
        });
        term(html, "Yields", |html| yields(html, site, operation));
        if let Some(headers) = operation.headers {
            term(html, "Headers", |html| {
                site.ty(html, &TypeRef::Named(headers));
            });
        }
        if let Some(body) = &operation.errors {
            term(html, "Error body", |html| site.ty(html, body));
        }
        let told = [
            ("Errors", errors(&operation.envelope, &operation.error_body)),
            ("Not found", not_found(&operation.not_found)),
            ("Repeats", replay(&operation.replay)),
            ("Pages", pages(&operation.pagination)),
            ("Quota", quota(site, operation)),
        ];
        for (name, text) in told.iter().filter(|(_, text)| !text.is_empty()) {
            term(html, name, |html| prose::sentences(html, text));
        }
    });
}

fn term(html: &mut Html, name: &str, body: impl FnOnce(&mut Html)) {
    html.element("div", &[], |html| {
        html.words("dt", &[], name);
        html.element("dd", &[], body);
    });
}

/// `client.visits().get(id)`
pub(super) fn rust(site: &Site<'_>, resource: &Resource, operation: &Operation) -> String {
    let accessor = accessor(site.context, resource.field.as_str());
    let arguments: Vec<&str> = arguments(operation).collect();

    format!(
        "client.{accessor}().{}({})",
        operation.method_name,
        arguments.join(", ")
    )
}

fn credential(site: &Site<'_>, operation: &Operation) -> String {
    let api = site.context.api;
    if api.credentials.is_empty() {
        return "None.".to_owned();
    }
    let sets: Vec<String> = match operation.security.as_ref().or(api.security.as_ref()) {
        Some(sets) => sets.iter().map(together).collect(),
        None => api
            .credentials
            .iter()
            .map(|one| code(one.scheme()))
            .collect(),
    };
    match sets.as_slice() {
        [] => "None.".to_owned(),
        _ => format!("{}.", sets.join(", or ")),
    }
}

/// Schemes that are needed together, with their scopes.
fn together(set: &SecuritySet) -> String {
    if set.is_empty() {
        return "none".to_owned();
    }
    let schemes: Vec<String> = set
        .iter()
        .map(|one| {
            let scopes: Vec<String> = one.scopes.iter().map(|scope| code(scope)).collect();
            match scopes.as_slice() {
                [] => code(&one.scheme),
                [scope] => format!("{} with the scope {scope}", code(&one.scheme)),
                scopes => format!(
                    "{} with the scopes {}",
                    code(&one.scheme),
                    scopes.join(", ")
                ),
            }
        })
        .collect();

    schemes.join(" and ")
}

fn yields(html: &mut Html, site: &Site<'_>, operation: &Operation) {
    let is_partial = operation.error_body.partial.is_some();
    let (open, close) = if is_partial {
        ("Partial<", ">")
    } else {
        ("", "")
    };
    match &operation.output {
        Output::Nothing if !is_partial => {
            html.text("Nothing.");
            return;
        }
        Output::Nothing => html.code("Partial<()>"),
        Output::Value { ty, optional, .. } => html.element("code", &[("class", "type")], |html| {
            html.text(open);
            html.text(if *optional { "Option<" } else { "" });
            site.type_in_code(html, ty);
            html.text(if *optional { ">" } else { "" });
            html.text(close);
        }),
        Output::Page { item } => {
            html.text("Pages of ");
            site.ty(html, item);
        }
        Output::Text { media } => {
            let text = format!("{}, the whole body, as {}.", code("String"), code(media));
            prose::sentences(html, &text);
            return;
        }
        Output::Download { media } => {
            let text = format!(
                "{}: bytes while they come, as {}.",
                code("Download"),
                code(media)
            );
            prose::sentences(html, &text);
            return;
        }
        Output::Events { item, stream, .. } => {
            html.text("Values one by one while they come: ");
            site.ty(html, item);
            prose::sentences(html, &format!(", as {}.", code(&stream.media)));
            return;
        }
    }
    let Envelope { data, meta, .. } = &operation.envelope;
    let place = if data.is_empty() {
        ", the whole body".to_owned()
    } else {
        format!(", at {} of the body", code(data))
    };
    let meta = meta
        .as_ref()
        .filter(|_| !data.is_empty())
        .map(|meta| format!("; what describes it is at {}", code(meta)))
        .unwrap_or_default();
    prose::sentences(html, &format!("{place}{meta}."));
}

fn errors(envelope: &Envelope, body: &ErrorBody) -> String {
    let mut sentences = Vec::new();
    let parts = [
        ("the message", &body.message),
        ("a code", &body.code),
        ("the field at fault", &body.field),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, places)| !places.is_empty())
        .map(|(part, places)| format!("{part} at {}", either(places)))
        .collect();
    if parts.is_empty() {
        sentences.push("Where an error tells its reason is not known.".to_owned());
    } else {
        sentences.push(format!("An error has {}.", parts.join(", ")));
    }
    if !envelope.error.is_empty() {
        sentences.push(format!(
            "An error there is one with a status of success, too: {}.",
            either(&envelope.error)
        ));
    }
    if let Some(success) = &envelope.success {
        let values: Vec<String> = success.values.iter().map(|value| code(value)).collect();
        sentences.push(format!(
            "A success has {} at {}; anything else there is a refusal.",
            values.join(" or "),
            code(&success.at)
        ));
    }
    if let Some(partial) = &body.partial {
        sentences.push(format!(
            "A success can have errors of single elements at {}: they come beside the value, and `.complete()` makes an error of them.",
            code(&partial.at)
        ));
    }

    sentences.join(" ")
}

fn not_found(rules: &NotFound) -> String {
    let mut ways = vec!["Status 404 or 410".to_owned()];
    if !rules.statuses.is_empty() {
        let statuses: Vec<String> = rules.statuses.iter().map(u16::to_string).collect();
        ways.push(format!("status {}", statuses.join(" or ")));
    }
    if rules.null_data {
        ways.push("null instead of the value".to_owned());
    }
    if rules.empty_list {
        ways.push("an empty list instead of the value".to_owned());
    }

    format!("{}.", ways.join(", "))
}

fn replay(replay: &Replay) -> String {
    match replay {
        Replay::Safe => {
            "Safe: sending it twice is the same as once, so the client tries again after a failure that may pass.".to_owned()
        }
        Replay::Unsafe => {
            "Not safe: the client sends it again only where it was certainly not carried out.".to_owned()
        }
        Replay::IdempotencyKey(header) => format!(
            "Safe by a key: the client puts a random one into the header {}, the same for each try, so that twice is once.",
            code(header)
        ),
    }
}

fn pages(pagination: &Pagination) -> String {
    let Pages {
        by,
        in_body,
        size,
        size_parameter,
        more,
        remaining,
        total,
        total_pages,
        items,
    } = match pagination {
        Pagination::None => return String::new(),
        Pagination::Unknown { items } => {
            return format!(
                "The items are at {}. How the list goes on is not known.",
                code(items)
            );
        }
        Pagination::Pages(pages) => pages.as_ref(),
    };
    let place = if *in_body { "body" } else { "query" };
    let way = match by {
        PagedBy::Offset { parameter, .. } => {
            format!(
                "{} in the {place} is the number of the first item",
                code(parameter)
            )
        }
        PagedBy::Page {
            parameter, first, ..
        } => format!(
            "{} in the {place} is the number of the page, from {first} on",
            code(parameter)
        ),
        PagedBy::Cursor { parameter, next } => format!(
            "{} in the {place} is what the page before has at {}",
            code(parameter),
            code(next)
        ),
        PagedBy::AfterLast { parameter, pointer } => format!(
            "{} in the {place} is what the last item has at {}",
            code(parameter),
            code(pointer)
        ),
        PagedBy::Link { next } => format!("the next page is the link at {}", code(next)),
        PagedBy::LinkHeader => "the next page is a link in the header `link`".to_owned(),
    };
    let next = match by {
        PagedBy::Offset { next, .. } | PagedBy::Page { next, .. } => next.as_ref(),
        PagedBy::Cursor { .. }
        | PagedBy::AfterLast { .. }
        | PagedBy::Link { .. }
        | PagedBy::LinkHeader => None,
    };
    let told = [
        ("the next one at", next),
        ("whether there is more at", more.as_ref()),
        ("items left at", remaining.as_ref()),
        ("items in all at", total.as_ref()),
        ("pages in all at", total_pages.as_ref()),
        ("items wanted in", size_parameter.as_ref()),
    ];
    let mut parts = vec![way, format!("items at {}", code(items))];
    parts.extend(
        told.into_iter()
            .filter_map(|(what, place)| place.map(|place| format!("{what} {}", code(place)))),
    );
    parts.extend(size.map(|size| format!("{size} to a page")));
    let text = format!("{}.", parts.join("; "));
    let mut letters = text.chars();

    letters
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(letters)
        .collect()
}

fn quota(site: &Site<'_>, operation: &Operation) -> String {
    let own = operation
        .quota
        .as_ref()
        .map(|quota| format!("It has its own: {}.", quota_words(quota)));
    let shared = site
        .context
        .api
        .quota
        .as_ref()
        .map(|quota| format!("Counts towards that of all calls: {}.", quota_words(quota)));
    let sentences: Vec<String> = own.into_iter().chain(shared).collect();

    sentences.join(" ")
}

/// `100 requests in 10 seconds for each credential`
pub(super) fn quota_words(quota: &Quota) -> String {
    let counted_by = match &quota.scope {
        QuotaScope::Credential => "each credential".to_owned(),
        QuotaScope::Client => "all credentials together".to_owned(),
        QuotaScope::Parameter(name) => format!("each value of {}", code(name)),
    };

    format!("{} for {counted_by}", quota.in_words())
}

fn either(places: &[String]) -> String {
    let places: Vec<String> = places.iter().map(|place| code(place)).collect();

    places.join(" or ")
}
