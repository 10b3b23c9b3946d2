//! Quirks and doubts, beside what they are about and collected.

use crate::hash::IndexMap;
use crate::model::{EvidenceNote, QuirkNote};

use super::html::Html;
use super::prose;
use super::site::Site;

/// What the grades mean, surest first.
const GRADES: &[(&str, &str)] = &[
    ("vendor", "The vendor says so, but not in this document."),
    ("third-party", "Others have seen it."),
    ("inferred", "It follows from what is said; nobody says it."),
    (
        "unknown",
        "Not to be had. What was chosen is said beside it.",
    ),
];

/// The quirks of a place, as a list.
pub(super) fn quirks<'n>(html: &mut Html, notes: impl IntoIterator<Item = &'n QuirkNote>) {
    let mut notes = notes.into_iter().peekable();
    if notes.peek().is_none() {
        return;
    }
    html.element("ul", &[("class", "quirks")], |html| {
        for note in notes {
            html.element("li", &[], |html| {
                html.words("span", &[("class", "word")], note.word);
                html.text(" ");
                prose::sentences(html, &note.meaning);
            });
        }
    });
}

/// What is not certain about a place.
pub(super) fn evidence<'n>(
    html: &mut Html,
    site: &Site<'_>,
    notes: impl IntoIterator<Item = &'n EvidenceNote>,
) {
    let mut notes = notes.into_iter().peekable();
    if notes.peek().is_none() {
        return;
    }
    html.element("ul", &[("class", "evidence")], |html| {
        for note in notes {
            html.element("li", &[], |html| one(html, site, note));
        }
    });
}

fn one(html: &mut Html, site: &Site<'_>, note: &EvidenceNote) {
    grade(html, note.grade);
    html.text(" ");
    prose::sentences(html, &note.text);
    html.text(" ");
    site.line(html, note.line);
}

fn grade(html: &mut Html, grade: &'static str) {
    html.words("strong", &[("class", &format!("grade {grade}"))], grade);
}

/// Everything that is not certain about an API, the least certain last; a fact that holds at many places is told once.
pub(super) fn collected(html: &mut Html, site: &Site<'_>) {
    let api = site.context.api;
    let of_webhooks = api.webhooks.iter().flat_map(|webhooks| &webhooks.evidence);
    let mut notes: Vec<&EvidenceNote> = api.evidence.iter().collect();
    for note in of_webhooks {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    html.element(
        "section",
        &[("aria-labelledby", "uncertain")],
        |html| {
            html.words("h2", &[("id", "uncertain")], "What is not certain");
            if notes.is_empty() {
                html.words("p", &[], "Everything here is stated in the vendor's own document.");
                return;
            }
            html.words(
                "p",
                &[],
                "What carries no grade is stated in the vendor's own document. The rest is graded by who says so.",
            );
            for (name, meaning) in GRADES {
                let graded = notes.iter().copied().filter(|note| note.grade == *name);
                facts(html, site, (name, meaning), graded);
            }
        },
    );
}

fn facts<'n>(
    html: &mut Html,
    site: &Site<'_>,
    (name, meaning): (&'static str, &str),
    notes: impl Iterator<Item = &'n EvidenceNote>,
) {
    let mut facts: IndexMap<(&str, usize), Vec<&str>> = IndexMap::default();
    for note in notes {
        let places = facts.entry((&note.text, note.line)).or_default();
        if !places.contains(&note.place.as_str()) {
            places.push(&note.place);
        }
    }
    if facts.is_empty() {
        return;
    }
    html.element("h3", &[("id", &format!("uncertain-{name}"))], |html| {
        grade(html, name);
        html.text(&format!(" {}", facts.len()));
    });
    html.words("p", &[], meaning);
    html.element("ul", &[("class", "facts")], |html| {
        for ((text, line), places) in &facts {
            html.element("li", &[], |html| {
                html.element("div", &[("class", "places")], |html| {
                    listed(html, site, places);
                });
                html.element("p", &[], |html| {
                    prose::sentences(html, text);
                    html.text(" ");
                    site.line(html, *line);
                });
            });
        }
    });
}

/// The quirks of the whole API, and where others hold.
pub(super) fn all_quirks(html: &mut Html, site: &Site<'_>) {
    let notes = &site.context.api.quirks;
    if notes.is_empty() {
        return;
    }
    let mut meanings: IndexMap<(&str, &str), Vec<&str>> = IndexMap::default();
    for note in notes {
        let places = meanings.entry((note.word, &note.meaning)).or_default();
        places.push(&note.place);
    }
    html.element("section", &[("aria-labelledby", "quirks")], |html| {
        html.words("h2", &[("id", "quirks")], "Quirks");
        html.words(
            "p",
            &[],
            "What this API does its own way, and what the client does about it.",
        );
        html.element("ul", &[("class", "facts")], |html| {
            for ((word, meaning), places) in &meanings {
                html.element("li", &[], |html| {
                    html.element("div", &[("class", "places")], |html| {
                        html.words("span", &[("class", "word")], word);
                        html.text(" ");
                        listed(html, site, places);
                    });
                    html.element("p", &[], |html| prose::sentences(html, meaning));
                });
            }
        });
    });
}

/// Places, each with a link; of many the first ones, and the rest behind a word.
pub(super) fn listed(html: &mut Html, site: &Site<'_>, places: &[&str]) {
    const SHOWN: usize = 4;

    let (first, rest) = places.split_at(places.len().min(SHOWN));
    comma(html, site, first);
    if rest.is_empty() {
        return;
    }
    html.text(" ");
    html.element("details", &[], |html| {
        html.words("summary", &[], &format!("and {} more", rest.len()));
        comma(html, site, rest);
    });
}

fn comma(html: &mut Html, site: &Site<'_>, places: &[&str]) {
    for (index, place) in places.iter().enumerate() {
        if index > 0 {
            html.text(", ");
        }
        site.place(html, place);
    }
}
