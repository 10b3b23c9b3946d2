//! Which page is asked for: a position put into a request, and read from it.

use super::link;
use super::token::{PageToken, TokenKind};
use crate::api::{Pagination, Strategy};
use crate::client::Core;
use crate::execute::Plan;
use crate::request::Request;

/// What was asked for, as far as it tells where the list goes on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) pagination: Pagination,
    /// The number of the record or of the page.
    pub(super) start: u64,
    /// Items that a full page has at least, where that is known.
    pub(super) size: Option<u64>,
    /// Where a link of the answer leads from, and where calls may go.
    pub(super) places: Option<Places>,
}

/// Where a link leads from, and where calls go.
#[derive(Clone, Debug)]
pub(super) struct Places {
    page: String,
    base: String,
    declared: &'static str,
    credentials: Vec<String>,
}

impl Asked {
    /// What a call asks for, at this URL.
    pub(crate) fn of(plan: &Plan, pagination: Pagination, url: &str) -> Self {
        if !pagination.strategy.goes_on() {
            return Self {
                pagination,
                ..Self::default()
            };
        }
        let follows = matches!(pagination.strategy, Strategy::Link | Strategy::LinkHeader);
        let first = match pagination.strategy {
            Strategy::Page(first) => u64::from(first),
            _ => 0,
        };

        Self {
            pagination,
            start: number(&plan.request, &pagination, pagination.parameter).unwrap_or(first),
            size: size(&plan.request, &pagination),
            places: follows.then(|| Places::of(plan, url)),
        }
    }

    /// The place a link of the answer leads to.
    pub(super) fn place_of(&self, link: &str) -> String {
        let Some(places) = &self.places else {
            return link.to_owned();
        };
        let place = link::place(link, &places.page, &places.base, places.declared);

        link::without(&place, &places.credentials)
    }
}

impl Places {
    fn of(plan: &Plan, url: &str) -> Self {
        let inner = plan.core.inner();

        Self {
            page: url.to_owned(),
            base: plan.core.base_of(plan.operation).into_owned(),
            declared: inner.api.base_url,
            credentials: inner
                .credentials
                .query_parameters(inner.api, plan.operation),
        }
    }
}

/// How the list of a call goes on: as the caller said for all lists of which the spec does not know it, else as the spec says.
pub(crate) fn pagination_of(core: &Core, declared: &Pagination, is_undeclared: bool) -> Pagination {
    let inner = core.inner();
    let callers = inner.settings.pagination;
    if is_undeclared {
        return callers
            .or(inner.api.pagination)
            .unwrap_or(Pagination::unknown());
    }

    match callers {
        Some(callers) if declared.strategy == Strategy::Unknown => callers.or_items(declared.items),
        _ => *declared,
    }
}

/// Asks for so many items, unless the caller asks for a number already.
pub(crate) fn ask_for_size(request: &mut Request, pagination: &Pagination) {
    let (Some(parameter), Some(size)) = (pagination.size_parameter, pagination.size) else {
        return;
    };
    if pagination.in_body {
        if request.body_value(parameter).is_none() {
            request.set_body_value(parameter, &size.to_string());
        }
    } else if request.query_value(parameter).is_none() {
        request.set_query_text(parameter, &size.to_string());
    }
}

/// Asks for the page of a token.
pub(super) fn ask_for(plan: &mut Plan, token: &PageToken) {
    let pagination = plan.pagination;
    let base = plan.core.base_of(plan.operation).into_owned();
    let request = &mut plan.request;
    let due = match pagination.strategy {
        Strategy::Single | Strategy::Unknown => {
            return request.refuse(format!(
                "a page token of the kind `{}`, and nobody says how the list goes on: use `.paged_by(..)`",
                token.kind().name()
            ));
        }
        Strategy::Offset => TokenKind::Offset,
        Strategy::Page(_) => TokenKind::Page,
        Strategy::Cursor | Strategy::AfterLast if pagination.in_body => TokenKind::Json,
        Strategy::Cursor | Strategy::AfterLast => TokenKind::Cursor,
        Strategy::Link | Strategy::LinkHeader => TokenKind::Link,
    };
    if token.kind() != due {
        return request.refuse(format!(
            "a page token of the kind `{}`, where the list goes on by `{}`",
            token.kind().name(),
            due.name()
        ));
    }

    if due == TokenKind::Link {
        request.follow(&base, token.text());
    } else if pagination.in_body {
        request.set_body_value(pagination.parameter, token.text());
    } else {
        request.set_query_text(pagination.parameter, token.text());
    }
}

fn number(request: &Request, pagination: &Pagination, parameter: &str) -> Option<u64> {
    let text = if pagination.in_body {
        request.body_value(parameter)
    } else {
        request.query_value(parameter)
    };

    text?.trim().parse().ok()
}

/// Items in a full page. A caller may ask for more than the vendor gives at once, so more than declared is never counted on.
fn size(request: &Request, pagination: &Pagination) -> Option<u64> {
    let declared = u64::from(pagination.size?);
    let asked = pagination
        .size_parameter
        .and_then(|parameter| number(request, pagination, parameter));

    Some(asked.map_or(declared, |asked| asked.min(declared)))
}
