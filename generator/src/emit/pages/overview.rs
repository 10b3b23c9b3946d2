//! The first page of an API: what it is, how a first call is made, all calls, quirks and doubts.

use crate::emit::readme::{credentials_chapter, first_example, scopes};
use crate::model::{Api, Credential, Doc, ResetForm};

use super::html::Html;
use super::site::{Site, page_of};
use super::{cells, facts, frame, notes, prose};

/// The page.
pub(super) fn page(site: &Site<'_>) -> String {
    let api = site.context.api;

    frame::page(site, "index.html", &api.title, |html| {
        html.words("h1", &[], &api.title);
        about(html, api);
        start(html, site);
        section(html, "credentials", "Credentials", |html| {
            prose::blocks(html, &without_title(&credentials_chapter(site.context)));
            let schemes = api.credentials.iter().map(Credential::scheme);
            let schemes: Vec<&str> = schemes.collect();
            let doubts = api.evidence.iter();
            notes::evidence(
                html,
                site,
                doubts.filter(|note| schemes.contains(&note.place.as_str())),
            );
        });
        operations(html, site);
        absent(html, api);
        quota(html, api);
        notes::all_quirks(html, site);
        notes::collected(html, site);
    })
}

fn about(html: &mut Html, api: &Api) {
    let Doc {
        summary, details, ..
    } = &api.doc;
    prose::blocks(html, summary);
    prose::blocks(html, &cells::flowing(details));
    html.element("dl", &[("class", "travel")], |html| {
        html.element("div", &[], |html| {
            html.words("dt", &[], "Base URL");
            html.element("dd", &[], |html| {
                html.code(&api.base_url);
                html.text(" ");
                prose::sentences(html, &api.base_url_doc);
            });
        });
        html.element("div", &[], |html| {
            html.words("dt", &[], "Crate");
            html.element("dd", &[], |html| html.code(api.crate_name.as_str()));
        });
        if let Some(url) = &api.docs_url {
            html.element("div", &[], |html| {
                html.words("dt", &[], "Vendor");
                html.element("dd", &[], |html| {
                    html.link(url, "the vendor's documentation");
                });
            });
        }
    });
}

fn start(html: &mut Html, site: &Site<'_>) {
    if let Some(example) = first_example(site.context) {
        section(html, "start", "A first call", |html| {
            prose::blocks(html, &example);
        });
    }
}

/// A section with its heading.
fn section(html: &mut Html, id: &str, title: &str, body: impl FnOnce(&mut Html)) {
    html.element("section", &[("aria-labelledby", id)], |html| {
        html.words("h2", &[("id", id)], title);
        body(html);
    });
}

/// A chapter of the README without its heading.
fn without_title(chapter: &str) -> String {
    let (_, text) = chapter.split_once("\n\n").unwrap_or(("", chapter));

    text.to_owned()
}

fn operations(html: &mut Html, site: &Site<'_>) {
    let api = site.context.api;
    let calls = || {
        api.resources
            .iter()
            .flat_map(|resource| resource.operations.iter().map(move |one| (resource, one)))
    };
    let has_scopes = calls().any(|(_, operation)| !scopes(api, operation).is_empty());
    section(html, "calls", "Calls", |html| {
        let heads = if has_scopes {
            vec!["HTTP", "Rust", "Scope", "Meaning"]
        } else {
            vec!["HTTP", "Rust", "Meaning"]
        };
        cells::table(html, "All calls", &heads, |html| {
            for (resource, operation) in calls() {
                let address = format!("{}#{}", page_of(resource), operation.method_name);
                cells::row(html, None, |html| {
                    cells::cell(html, "HTTP", |html| {
                        html.element("a", &[("href", &address)], |html| {
                            html.name(&super::site::place(operation));
                        });
                    });
                    cells::cell(html, "Rust", |html| {
                        html.name(&facts::rust(site, resource, operation));
                    });
                    if has_scopes {
                        cells::cell(html, "Scope", |html| {
                            prose::sentences(html, &scopes(api, operation).join(", "));
                        });
                    }
                    cells::cell(html, "Meaning", |html| {
                        prose::sentences(html, &operation.doc.summary);
                        if operation.deprecated {
                            html.text(" Deprecated.");
                        } else if operation.announced {
                            html.text(" Announced.");
                        }
                    });
                });
            }
        });
    });
}

fn absent(html: &mut Html, api: &Api) {
    if api.absent.is_empty() {
        return;
    }
    section(html, "absent", "Announced, but not available", |html| {
        let text =
            "The vendor describes these calls and does not have them. There is no method for them.";
        html.words("p", &[], text);
        html.element("ul", &[], |html| {
            for call in &api.absent {
                html.element("li", &[], |html| {
                    html.code(&call.place);
                    html.text(" ");
                    prose::sentences(html, &call.doc.summary);
                    html.text(" ");
                    prose::sentences(html, &call.doc.details);
                    if let Some(url) = &call.docs_url {
                        html.text(" ");
                        html.link(url, "vendor's page");
                    }
                });
            }
        });
    });
}

fn quota(html: &mut Html, api: &Api) {
    let Some(quota) = &api.quota else {
        return;
    };
    section(html, "quota", "Quota", |html| {
        let mut sentences = vec![format!(
            "The vendor allows {}. All clones of a client share it: a call waits for its turn, or fails, as the builder says.",
            facts::quota_words(quota)
        )];
        let reset = match quota.reset_form {
            ResetForm::Seconds => "in seconds from now",
            ResetForm::Milliseconds => "in milliseconds from now",
            ResetForm::UnixTime => "in seconds since 1970",
            ResetForm::UnixMilliseconds => "in milliseconds since 1970",
            ResetForm::HttpDate => "as a date of HTTP",
            ResetForm::DateTime => "as a date-time of RFC 3339",
        };
        let headers = [
            (
                &quota.limit_header,
                "tells how many a whole window allows".to_owned(),
            ),
            (
                &quota.remaining_header,
                "tells how many are left".to_owned(),
            ),
            (
                &quota.reset_header,
                format!("tells when the window ends, {reset}"),
            ),
        ];
        for (header, words) in headers {
            let header = header.as_ref().map(|header| cells::code(header));
            sentences.extend(header.map(|header| format!("The header {header} {words}.")));
        }
        prose::blocks(html, &sentences.join(" "));
    });
}
