//! The page above all APIs.

use crate::model::Api;

use super::cells;
use super::frame::document;
use super::prose;

/// The page.
pub(super) fn page(apis: &[&Api]) -> String {
    document("style.css", "APIs", |html| {
        html.element("main", &[("id", "main"), ("class", "alone")], |html| {
            html.words("h1", &[], "APIs");
            let text = "What the specs of this project say, for people: every call with its parameters, its types, an example in \
                        Rust and in curl, what the vendor does its own way, and what is not certain.";
            html.words("p", &[], text);
            let heads = ["API", "Calls", "Not certain", "Meaning"];
            cells::table(html, "All APIs", &heads, |html| {
                for api in apis {
                    let address = format!("{}/index.html", api.crate_name);
                    let calls: usize = api
                        .resources
                        .iter()
                        .map(|resource| resource.operations.len())
                        .sum();
                    let mut facts: Vec<(&str, usize)> = api
                        .evidence
                        .iter()
                        .map(|note| (note.text.as_str(), note.line))
                        .collect();
                    facts.sort_unstable();
                    facts.dedup();
                    cells::row(html, None, |html| {
                        cells::cell(html, "API", |html| {
                            html.words("a", &[("href", &address)], &api.title);
                        });
                        cells::cell(html, "Calls", |html| html.text(&calls.to_string()));
                        cells::cell(html, "Not certain", |html| {
                            html.text(&match facts.len() {
                                1 => "1 fact".to_owned(),
                                many => format!("{many} facts"),
                            });
                        });
                        cells::cell(html, "Meaning", |html| {
                            prose::sentences(html, &api.doc.summary);
                        });
                    });
                }
            });
        });
    })
}
