//! The pages for people: what a document becomes, that no text becomes markup, and that every page holds together.

mod markup;

use std::collections::{BTreeMap, BTreeSet};

use brogue_generator::check::NameLock;
use brogue_generator::emit::{self, File};
use brogue_generator::model::Api;
use serde_json::Value;

use self::markup::{Tag, tags};
use crate::expected::Faults;
use crate::spec::generate;
use crate::workspace::{files, fixture, read, root};

/// Elements that pages may have.
const ELEMENTS: &[&str] = &[
    "!doctype",
    "a",
    "blockquote",
    "body",
    "br",
    "caption",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "wbr",
];

/// Attributes that they may have.
const ATTRIBUTES: &[&str] = &[
    "aria-current",
    "aria-label",
    "aria-labelledby",
    "charset",
    "class",
    "content",
    "data-head",
    "href",
    "html",
    "id",
    "lang",
    "name",
    "rel",
    "role",
    "scope",
    "start",
    "tabindex",
];

/// Texts that would like to be more than text.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></head><iframe src=https://example.com>",
    "--> <!-- <b>",
    "[a](javascript:alert(1)) ![b](https://example.com/b.png)",
    "&lt;script&gt; &#60;b&#62;",
    "`</code><svg onload=alert(1)>",
    "```\n</pre><style>*{display:none}</style>",
    "| a | b |\n|---|---|\n| <object data=x> | </td></table> |",
    "\u{202e}<\u{0}script\u{200b}>",
    "<https://example.com/\"onclick=alert(1)>",
];

fn shop(text: &str) -> Api {
    let outcome = generate("specs/shop.yaml", text, &NameLock::default());
    assert_eq!(outcome.rendered, "");

    outcome.api.expect("a document without errors")
}

fn shop_text() -> String {
    read(&fixture("pages/shop.yaml"))
}

#[test]
fn a_document_becomes_the_pages_beside_it() {
    let api = shop(&shop_text());
    let mut faults = Faults::default();
    let pages = emit::pages(&api);
    for File { path, text } in &pages {
        faults.compare(path, &fixture("pages/shop").join(path), text);
    }
    let front = emit::front(&[&api]);
    for File { path, text } in front.iter().filter(|file| file.path != "style.css") {
        faults.compare(path, &fixture("pages").join(path), text);
    }
    let known: BTreeSet<&str> = pages.iter().map(|file| file.path.as_str()).collect();
    for path in files("tests/fixtures/pages/shop", ".html") {
        let name = path.rsplit('/').next().unwrap_or_default();
        if !known.contains(name) {
            faults.add(&path, "no page is called so");
        }
    }
    faults.settle();
}

#[test]
fn the_same_document_makes_the_same_pages() {
    let (one, other) = (shop(&shop_text()), shop(&shop_text()));

    assert_eq!(emit::pages(&one), emit::pages(&other));
}

/// The document with every text that people wrote replaced.
fn infested(text: &str) -> String {
    let mut document: Value = serde_yaml::from_str(&shop_text()).expect("the fixture is YAML");
    replace(&mut document, text);

    document.to_string()
}

/// Keys whose values are prose.
const PROSE: &[&str] = &["title", "summary", "description", "fact", "note", "source"];

fn replace(value: &mut Value, text: &str) {
    match value {
        Value::Object(members) => {
            for (key, value) in members.iter_mut() {
                if value.is_string() && PROSE.contains(&key.as_str()) {
                    *value = text.into();
                } else {
                    replace(value, text);
                }
            }
            if members.get("type").is_some_and(|ty| ty == "string") {
                members.insert("pattern".to_owned(), text.into());
                members.insert("example".to_owned(), text.into());
            }
        }
        Value::Array(items) => {
            for item in items {
                replace(item, text);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn no_text_of_a_document_becomes_markup() {
    let mut faults = Faults::default();
    let mut shown = 0;
    for text in HOSTILE {
        let outcome = generate("specs/shop.json", &infested(text), &NameLock::default());
        let Some(api) = outcome.api else {
            faults.add(text, &outcome.rendered);
            continue;
        };
        for File { path, text: page } in emit::pages(&api) {
            let case = format!("{text:?} on {path}");
            shown += page
                .matches("&lt;script&gt;alert(1)&lt;/script&gt;")
                .count();
            harmless(&mut faults, &case, &page);
            balanced(&mut faults, &case, &tags(&page));
        }
    }
    assert!(shown > 20, "the texts do not reach the pages");
    faults.settle();
}

/// Only known elements and attributes, and addresses that run nothing.
fn harmless(faults: &mut Faults, case: &str, page: &str) {
    for tag in tags(page) {
        if !ELEMENTS.contains(&tag.name.as_str()) {
            faults.add(case, &format!("has an element `{}`", tag.name));
        }
        for (name, value) in &tag.attributes {
            if !ATTRIBUTES.contains(&name.as_str()) {
                faults.add(case, &format!("has an attribute `{name}`"));
            }
            let is_local = !value.contains(':');
            let is_web = value.starts_with("https://") || value.starts_with("http://");
            if name == "href" && !(is_local || tag.name == "a" && is_web) {
                faults.add(case, &format!("leads to `{value}`"));
            }
        }
    }
}

/// Every element that is opened is closed, in its order.
fn balanced(faults: &mut Faults, case: &str, tags: &[Tag]) {
    let mut open: Vec<&str> = Vec::new();
    for tag in tags {
        let is_void = ["!doctype", "br", "hr", "link", "meta", "wbr"].contains(&tag.name.as_str());
        match (tag.closes, is_void) {
            (false, false) => open.push(&tag.name),
            (true, false) if open.last() == Some(&tag.name.as_str()) => {
                open.pop();
            }
            (true, _) => {
                faults.add(case, &format!("closes `{}` inside of {open:?}", tag.name));
                return;
            }
            (false, true) => {}
        }
    }
    if !open.is_empty() {
        faults.add(case, &format!("leaves {open:?} open"));
    }
}

/// All pages, those of the fixture and those of the vendors, by path.
fn all_pages() -> BTreeMap<String, String> {
    let mut pages: BTreeMap<String, String> = files("docs", ".html")
        .into_iter()
        .map(|path| (path.clone(), read(&root().join(path))))
        .collect();
    assert!(pages.len() > 3, "no pages are committed");
    let api = shop(&shop_text());
    pages.extend(emit::pages(&api).into_iter().map(|file| {
        let path = format!("docs/shop/{}", file.path);
        (path, file.text)
    }));

    pages
}

#[test]
fn every_page_holds_together() {
    let pages = all_pages();
    let mut faults = Faults::default();
    let ids: BTreeMap<&str, Vec<String>> = pages
        .iter()
        .map(|(path, page)| (path.as_str(), markup::values(&tags(page), "id")))
        .collect();
    for (path, page) in &pages {
        let tags = tags(page);
        harmless(&mut faults, path, page);
        balanced(&mut faults, path, &tags);
        outline(&mut faults, path, &tags);
        nested(&mut faults, path, &tags);
        let own: BTreeSet<&String> = ids[path.as_str()].iter().collect();
        if own.len() < ids[path.as_str()].len() {
            faults.add(path, "has an id twice");
        }
        for address in markup::values(&tags, "href") {
            if address.starts_with("http") || address.ends_with("style.css") {
                continue;
            }
            let (file, id) = address.split_once('#').unwrap_or((&address, ""));
            let target = markup::resolved(path, file);
            let known = ids.get(target.as_str());
            if known.is_none_or(|ids| {
                !id.is_empty() && id != "main" && !ids.iter().any(|one| one == id)
            }) {
                faults.add(path, &format!("leads nowhere: {address}"));
            }
        }
    }
    faults.settle();
}

/// No paragraph holds what ends it: a browser would close it there.
fn nested(faults: &mut Faults, path: &str, tags: &[Tag]) {
    const BLOCKS: &[&str] = &[
        "blockquote",
        "details",
        "div",
        "dl",
        "h1",
        "h2",
        "h3",
        "h4",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ];
    let mut is_open = false;
    for tag in tags {
        if tag.name == "p" && tag.closes {
            is_open = false;
        } else if is_open && !tag.closes && BLOCKS.contains(&tag.name.as_str()) {
            faults.add(path, &format!("has `{}` in a paragraph", tag.name));
        }
        is_open |= tag.name == "p" && !tag.closes;
    }
}

/// One first heading, no level left out, a main part, heads in every table.
fn outline(faults: &mut Faults, path: &str, tags: &[Tag]) {
    let opened = |name: &str| {
        tags.iter()
            .filter(|tag| tag.name == name && !tag.closes)
            .count()
    };
    for (name, count) in [("h1", 1), ("main", 1), ("title", 1)] {
        if opened(name) != count {
            faults.add(path, &format!("has {} times `{name}`", opened(name)));
        }
    }
    if opened("table") != opened("thead") {
        faults.add(path, "has a table without heads");
    }
    let mut level = 0;
    for tag in tags.iter().filter(|tag| !tag.closes) {
        let Some(next) = tag
            .name
            .strip_prefix('h')
            .and_then(|rest| rest.parse::<u32>().ok())
        else {
            continue;
        };
        if next > level + 1 {
            faults.add(path, &format!("goes from level {level} to {next}"));
        }
        level = next;
    }
}
