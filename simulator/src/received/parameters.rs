//! Values of the path, the query, the headers and the cookies.

use std::collections::BTreeMap;

use brogue_generator::model::contract::Kind;
use brogue_generator::model::{EncodingPlace, Escape, PathStyle};
use http::HeaderMap;
use serde_json::Value;

use super::findings::{Findings, Reader};
use super::gather::{Pairs, joined};
use super::json;
use super::plan::{Plan, Slot};
use super::wire::{self, Plus, Wire};

/// Values by the names of the document.
type Values = BTreeMap<String, Value>;

/// Values of the path.
pub(super) fn path(
    reader: &Reader<'_>,
    plan: &Plan,
    escaped: &[(String, String)],
    findings: &mut Findings,
) -> Values {
    let mut values = Values::new();
    for (name, escaped) in escaped {
        let Some(slot) = plan.path.iter().find(|slot| slot.name == *name) else {
            // A value that the path has and no parameter declares: nothing is said of it.
            let text = wire::unescape(escaped, Plus::Itself).unwrap_or_else(|_| escaped.clone());
            values.insert(name.clone(), Value::String(text));
            continue;
        };
        let read = segment(slot, escaped);
        values.extend(reader.value("path", slot, read, findings));
    }

    values
}

/// One value of the path.
fn segment(slot: &Slot, escaped: &str) -> Result<Wire, String> {
    let plus = match slot.encoding.escape {
        Escape::Plus => Plus::Space,
        Escape::Percent | Escape::Reserved => Plus::Itself,
    };
    let meant = |text: &str| wire::unescape(text, plus);
    if slot.encoding.json {
        return from_json(&meant(escaped)?);
    }
    let exploded = slot.encoding.exploded;
    let named = format!("{}=", slot.name);
    match slot.encoding.place {
        EncodingPlace::Path(PathStyle::Label) => {
            let rest = escaped.strip_prefix('.').ok_or("does not begin with `.`")?;
            joined(slot, rest, &[if exploded { "." } else { "," }], &meant)
        }
        EncodingPlace::Path(PathStyle::Matrix) if exploded => {
            let rest = escaped.strip_prefix(';').ok_or("does not begin with `;`")?;
            let pieces = rest.split(';');
            // Elements repeat the name; members have their own.
            let own: Vec<&str> = pieces
                .map(|piece| piece.strip_prefix(&named).unwrap_or(piece))
                .collect();
            joined(slot, &own.join(";"), &[";"], &meant)
        }
        EncodingPlace::Path(PathStyle::Matrix) => {
            let rest = escaped.strip_prefix(';').ok_or("does not begin with `;`")?;
            let rest = rest.strip_prefix(&named).unwrap_or_default();
            joined(slot, rest, &[","], &meant)
        }
        _ => joined(slot, escaped, &[","], &meant),
    }
}

/// Values of the query. A name that the document does not have is refused.
pub(super) fn query(
    reader: &Reader<'_>,
    plan: &Plan,
    query: &str,
    findings: &mut Findings,
) -> Values {
    let mut values = Values::new();
    let mut pairs = match wire::pairs(query, '&', Plus::Space) {
        Ok(pairs) => pairs,
        Err(problem) => {
            let message = format!("the query cannot be read: {problem}");
            findings.add(plan.line, "query", &message, "parameters", None);
            return values;
        }
    };
    // What credentials go under is the gate's affair.
    pairs.retain(|pair| !plan.credentials.contains(&pair.name));
    let mut pairs = Pairs::new(pairs, Some(Plus::Space));
    for slot in &plan.query {
        let read = pairs.gather(slot);
        values.extend(reader.value("query", slot, read, findings));
    }
    if let Some(whole) = &plan.whole_query {
        let read = pairs.gather(whole);
        if let Some((_, Value::Object(members))) = reader.value("query", whole, read, findings) {
            values.extend(members);
        }
    }
    let mut unknown: Vec<&str> = Vec::new();
    for pair in pairs.left() {
        let name = pair.name.as_str();
        if plan.link.as_deref() == Some(name) {
            values.insert(name.to_owned(), Value::String(pair.escaped.clone()));
            continue;
        }
        if unknown.contains(&name) {
            continue;
        }
        if unknown.len() >= MOST_UNKNOWN {
            break;
        }
        unknown.push(name);
        let place = format!("query `{name}`");
        let message = format!("the document has no query parameter `{name}` here");
        findings.add(plan.line, &place, &message, "parameters", Some(name));
    }

    values
}

/// A query of unknown names is told by its first ones.
const MOST_UNKNOWN: usize = 20;

/// Looks at declared headers; others are nobody's affair.
pub(super) fn headers(
    reader: &Reader<'_>,
    plan: &Plan,
    headers: &HeaderMap,
    findings: &mut Findings,
) {
    for slot in &plan.headers {
        let read = header(slot, headers);
        reader.value("header", slot, read, findings);
    }
}

fn header(slot: &Slot, headers: &HeaderMap) -> Result<Wire, String> {
    let mut texts = Vec::new();
    for value in headers.get_all(slot.name.as_str()) {
        let text = std::str::from_utf8(value.as_bytes()).map_err(|_| "is not in UTF-8")?;
        texts.push(text.trim());
    }
    let text = match texts.as_slice() {
        [] => return Ok(Wire::Nothing),
        [only] => (*only).to_owned(),
        several if slot.takes(Kind::List) => several.join(","),
        several => {
            let times = several.len();
            return Err(format!("is sent {times} times, and one value is due"));
        }
    };
    if slot.encoding.json {
        return from_json(&text);
    }

    joined(slot, &text, &[","], &|text| Ok(text.trim().to_owned()))
}

/// Values of declared cookies; others are nobody's affair.
pub(super) fn cookies(
    reader: &Reader<'_>,
    plan: &Plan,
    headers: &HeaderMap,
    findings: &mut Findings,
) {
    if plan.cookies.is_empty() {
        return;
    }
    let lines = headers.get_all(http::header::COOKIE).iter();
    let text: Vec<&str> = lines
        .filter_map(|line| std::str::from_utf8(line.as_bytes()).ok())
        .collect();
    // A cookie that cannot be read may be anybody's.
    let pairs = wire::pairs(&text.join(";"), ';', Plus::Itself).unwrap_or_default();
    let mut pairs = Pairs::new(pairs, Some(Plus::Itself));
    for slot in &plan.cookies {
        let read = pairs.gather(slot);
        reader.value("cookie", slot, read, findings);
    }
}

fn from_json(text: &str) -> Result<Wire, String> {
    let value = json::parse(text.as_bytes());

    value
        .map(Wire::Json)
        .map_err(|problem| format!("is no JSON: {problem}"))
}
