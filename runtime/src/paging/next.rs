//! Where a list goes on after a page.

use http::HeaderMap;

use super::facts::{Facts, Told};
use super::link;
use super::start::Asked;
use super::token::{PageToken, TokenKind};
use crate::api::{Pagination, Strategy};

/// The next page; `None` where the list ends.
///
/// The vendor's own word counts first: that nothing is left, then where to go on, then what tells of more, then the totals. Where a next
/// position is all a vendor tells, a page without it is the last; where a vendor tells nothing, a page that is not full is. A position that
/// does not advance ends the list.
pub(super) fn next(
    asked: &Asked,
    facts: &Facts,
    headers: &HeaderMap,
    count: u64,
) -> Option<PageToken> {
    let pagination = &asked.pagination;
    let is_over = facts.remaining == Some(0) || facts.more == Some(false);
    if count == 0 || is_over {
        return None;
    }
    let told = facts.next.as_ref();
    let number = |kind, number: u64| PageToken::new(kind, number.to_string());

    match pagination.strategy {
        Strategy::Single | Strategy::Unknown => None,
        Strategy::Offset => {
            let counted = asked.start.checked_add(count)?;
            by_number(asked, facts, counted, count).map(|start| number(TokenKind::Offset, start))
        }
        Strategy::Page(_) => {
            let counted = asked.start.checked_add(1)?;
            by_number(asked, facts, counted, count).map(|page| number(TokenKind::Page, page))
        }
        Strategy::Cursor if pagination.in_body => {
            told.map(|told| PageToken::new(TokenKind::Json, &*told.json))
        }
        Strategy::Cursor => Some(cursor(told?)),
        // The last item always has an id: whether more come after it is told elsewhere.
        Strategy::AfterLast => {
            let told = told?;
            if !goes_on(asked, facts, count) {
                return None;
            }
            if pagination.in_body {
                return Some(PageToken::new(TokenKind::Json, &*told.json));
            }
            Some(cursor(told))
        }
        Strategy::Link => {
            let link = told?.text.as_ref()?;
            Some(PageToken::new(TokenKind::Link, asked.place_of(link)))
        }
        Strategy::LinkHeader => {
            let link = link::next_of(headers)?;
            Some(PageToken::new(TokenKind::Link, asked.place_of(&link)))
        }
    }
}

/// A cursor for the query: in words, or as it stands where it is no single value.
fn cursor(told: &Told) -> PageToken {
    PageToken::new(TokenKind::Cursor, told.text.as_ref().unwrap_or(&told.json))
}

/// The next number: the one that is told, else the one that is counted.
fn by_number(asked: &Asked, facts: &Facts, counted: u64, count: u64) -> Option<u64> {
    match facts.next.as_ref().map(Told::count) {
        Some(Some(told)) => (told > asked.start).then_some(told),
        // Something else than a number, a link perhaps, says all the same that there is more.
        Some(None) => Some(counted),
        None => goes_on(asked, facts, count).then_some(counted),
    }
}

/// Whether there is another page, where nobody tells where it begins.
fn goes_on(asked: &Asked, facts: &Facts, count: u64) -> bool {
    let Pagination {
        next,
        more,
        remaining,
        total,
        total_pages,
        strategy,
        ..
    } = asked.pagination;
    if let Some(more) = facts.more {
        return more;
    }
    if facts.remaining.is_some() {
        return true;
    }
    if let Some(pages) = facts.total_pages
        && let Strategy::Page(first) = strategy
    {
        let read = asked.start.saturating_sub(u64::from(first));
        return read.saturating_add(1) < pages;
    }
    if let Some(total) = facts.total
        && let Some(read) = read_so_far(asked, count)
    {
        return read < total;
    }
    let is_full = asked.size.is_none_or(|size| count >= size);
    let tells_only_next = next.is_some()
        && strategy != Strategy::AfterLast
        && [more, remaining, total, total_pages]
            .iter()
            .all(Option::is_none);

    is_full && !tells_only_next
}

/// How many items have been read at least, up to the end of this page.
fn read_so_far(asked: &Asked, count: u64) -> Option<u64> {
    match asked.pagination.strategy {
        Strategy::Offset => asked.start.checked_add(count),
        Strategy::Page(first) => {
            let before = asked.start.saturating_sub(u64::from(first));
            before.checked_mul(asked.size?)?.checked_add(count)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(pagination: Pagination, start: u64, facts: &Facts, count: u64) -> Option<String> {
        let asked = Asked {
            pagination,
            start,
            size: pagination.size.map(u64::from),
            ..Asked::default()
        };

        next(&asked, facts, &HeaderMap::new(), count).map(|token| token.to_string())
    }

    fn told(next: Option<u64>) -> Option<Told> {
        next.map(|next| Told {
            json: next.to_string(),
            text: Some(next.to_string()),
        })
    }

    fn numbered(kind: &str, number: Option<u64>) -> Option<String> {
        number.map(|number| format!("{kind}:{number}"))
    }

    #[test]
    fn a_vendor_who_tells_the_next_start_and_nothing_else_ends_the_list_by_silence() {
        let plain = Pagination::offset("start");
        let tells_next = plain.next("/next");
        // pagination, next -> next start after a page of 10
        let cases = [
            (tells_next, Some(10), Some(10)),
            (tells_next, None, None),
            (tells_next.size(10), None, None),
            (tells_next.remaining("/left"), None, Some(10)),
            (plain, None, Some(10)),
        ];

        for (pagination, next, expected) in cases {
            let facts = Facts {
                next: told(next),
                ..Facts::default()
            };

            assert_eq!(
                after(pagination, 0, &facts, 10),
                numbered("offset", expected),
                "{pagination:?} {next:?}"
            );
        }
    }

    #[test]
    fn the_next_page_starts_where_the_vendor_says_or_the_count_leads() {
        let pagination = Pagination::offset("start").size(100);
        // next, remaining, total, start, count -> next start
        let cases = [
            (Some(100), Some(50), None, 0, 100, Some(100)),
            (Some(100), Some(0), None, 0, 100, None),
            (Some(100), Some(50), None, 100, 100, None),
            (Some(50), None, None, 100, 100, None),
            (None, Some(50), None, 100, 100, Some(200)),
            (None, Some(50), None, 100, 70, Some(170)),
            (None, None, Some(170), 100, 70, None),
            (None, None, Some(171), 100, 70, Some(170)),
            (None, None, None, 100, 99, None),
            (None, None, None, 100, 100, Some(200)),
            (Some(100), Some(50), None, 0, 0, None),
            (None, None, None, u64::MAX, 100, None),
            (Some(u64::MAX), None, None, 0, 1, Some(u64::MAX)),
        ];

        for (next, remaining, total, start, count, expected) in cases {
            let facts = Facts {
                next: told(next),
                remaining,
                total,
                ..Facts::default()
            };

            assert_eq!(
                after(pagination, start, &facts, count),
                numbered("offset", expected),
                "{next:?} {remaining:?} {total:?} {start} {count}"
            );
        }
    }

    #[test]
    fn page_numbers_end_by_whatever_the_vendor_tells() {
        let plain = Pagination::page("page");
        let from_zero = plain.first(0);
        let none = Facts::default();
        let more = |more| Facts {
            more: Some(more),
            ..Facts::default()
        };
        let pages = Facts {
            total_pages: Some(3),
            ..Facts::default()
        };
        let items = Facts {
            total: Some(25),
            ..Facts::default()
        };
        let next = |next| Facts {
            next: told(next),
            ..Facts::default()
        };
        let linked = Facts {
            next: Some(Told {
                json: "\"/things?page=2\"".to_owned(),
                text: Some("/things?page=2".to_owned()),
            }),
            ..Facts::default()
        };
        // pagination, page, facts, count -> next page
        let cases = [
            (plain, 1, &none, 10, Some(2)),
            (plain.size(10), 1, &none, 9, None),
            (plain.size(10), 1, &none, 10, Some(2)),
            (plain.size(10), 1, &more(true), 9, Some(2)),
            (plain.size(10), 1, &more(false), 10, None),
            (plain, 2, &pages, 10, Some(3)),
            (plain, 3, &pages, 10, None),
            (from_zero, 1, &pages, 10, Some(2)),
            (from_zero, 2, &pages, 10, None),
            (plain.size(10), 2, &items, 10, Some(3)),
            (plain.size(10), 3, &items, 5, None),
            (from_zero.size(10), 2, &items, 5, None),
            (plain.next("/next"), 1, &next(Some(2)), 10, Some(2)),
            (plain.next("/next"), 1, &next(Some(7)), 10, Some(7)),
            (plain.next("/next"), 2, &next(Some(1)), 10, None),
            (plain.next("/next"), 1, &next(None), 10, None),
            (plain.next("/next"), 1, &linked, 10, Some(2)),
            (plain, u64::MAX, &none, 10, None),
            (plain, 1, &more(true), 0, None),
        ];

        for (pagination, page, facts, count, expected) in cases {
            assert_eq!(
                after(pagination, page, facts, count),
                numbered("page", expected),
                "{pagination:?} {page} {facts:?} {count}"
            );
        }
    }
}
