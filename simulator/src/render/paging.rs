//! How a page tells of the next one: in the body where the document has a place for it, by a link in the body or in the head.

use brogue_generator::model::contract::{Contract, Kind, SchemaId};
use brogue_generator::model::{PagedBy, Pages};
use serde_json::Value;
use url::form_urlencoded;

use super::facts::Facts;
use super::places::{allows, is_declared, put, schemas_at};
use crate::behave::Page;
use crate::reply::Request;

/// Puts into a body what a page tells of the whole list.
pub(super) fn tell(
    contract: &Contract,
    root: &[SchemaId],
    pages: &Pages,
    page: &Page,
    link: Option<String>,
    whole: &mut Value,
) {
    let facts = Facts::of_page(page);
    let is_last = page.next.is_none();
    let mut tell = |pointer: &Option<String>, value: Value| {
        let Some(pointer) = pointer else { return };
        let schemas = schemas_at(contract, root, pointer).unwrap_or_default();
        // On the last page there is nothing to lead on: null where that may stand there, else the member is left out.
        if value.is_null()
            && !(is_declared(contract, root, pointer) && allows(contract, &schemas, Kind::Null))
        {
            return;
        }
        put(whole, pointer, value);
    };
    tell(&pages.more, Value::Bool(!is_last));
    tell(&pages.remaining, Value::from(facts.remaining()));
    tell(&pages.total, Value::from(facts.total()));
    tell(&pages.total_pages, Value::from(facts.pages()));
    let next = page.next.clone().unwrap_or_default();
    match &pages.by {
        PagedBy::Offset { next: pointer, .. } | PagedBy::Page { next: pointer, .. } => {
            tell(pointer, next);
        }
        PagedBy::Cursor { next: pointer, .. } => tell(&Some(pointer.clone()), next),
        PagedBy::Link { next: pointer } => tell(
            &Some(pointer.clone()),
            link.map_or(Value::Null, Value::String),
        ),
        PagedBy::AfterLast { .. } | PagedBy::LinkHeader => {}
    }
}

/// The address of the next page: that of this one, with another value of the parameter that leads on.
pub(super) fn link(
    origin: &str,
    request: &Request,
    parameter: &str,
    page: &Page,
) -> Option<String> {
    let next = match page.next.as_ref()? {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let query = request.query.as_deref().unwrap_or_default();
    let kept = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != parameter);
    let mut written = form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(kept);
    written.append_pair(parameter, &next);

    Some(format!("{origin}{}?{}", request.path, written.finish()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Page, Request, link};

    #[test]
    fn a_link_keeps_what_was_asked_and_leads_on() {
        let request = Request {
            method: "GET".to_owned(),
            path: "/v1/things%2F".to_owned(),
            query: Some("filter=a%26b&page=1&flag".to_owned()),
            headers: http::HeaderMap::new(),
            body: bytes::Bytes::new(),
        };
        let page = Page {
            next: Some(json!("c 2")),
            ..Page::default()
        };
        assert_eq!(
            link("http://127.0.0.1:80", &request, "page", &page).as_deref(),
            Some("http://127.0.0.1:80/v1/things%2F?filter=a%26b&flag=&page=c+2")
        );
        assert_eq!(link("", &request, "page", &Page::default()), None);
    }
}
