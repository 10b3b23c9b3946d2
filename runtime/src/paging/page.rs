//! One page, and where the next one starts.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use crate::answer::{Answer, Output};
use crate::api::{Pagination, Strategy};
use crate::codec::{Finding, Slot, Strictness};
use crate::envelope::Contents;
use crate::error::Error;
use crate::sifted::BadElement;

/// One page of a list.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Page<T> {
    /// Its items.
    pub items: Vec<T>,
    /// Where the list goes on; `None` where it ends.
    pub next: Option<PageToken>,
    /// How many items come after this page, if the vendor says so.
    pub remaining: Option<u64>,
    /// How many items there are in all, if the vendor says so.
    pub total: Option<u64>,
    /// Items that do not fit their type, where they are set apart as [`PagedCall::sift`](crate::PagedCall::sift) says. There are none
    /// otherwise: then one that does not fit is an error.
    pub bad: Vec<BadElement>,
    /// What the items read, to know the page again.
    pub(super) fingerprint: u64,
}

impl<T> Page<T> {
    /// Drops what comes after so many items.
    pub(super) fn truncate(&mut self, items: usize) {
        if items >= self.items.len() {
            return;
        }
        self.items.truncate(items);
        let mut before = 0..;
        self.bad.retain(|bad| {
            before
                .next()
                .is_some_and(|others| bad.index() - others < items)
        });
    }
}

/// Where a list goes on. It can be kept as text, and the list be resumed with it later.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageToken(String);

impl PageToken {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PageToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for PageToken {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl<T: Slot + Send + 'static> Output for Page<T> {
    fn read(answer: &mut Answer, findings: &mut Vec<Finding>) -> Result<Self, Error> {
        let pagination = answer.operation.pagination;
        let start = answer.start;
        let contents = answer.contents()?.clone();
        let mut items: Vec<T> = Vec::new();
        // Null for "no items" is taken as such, unless drift is an error.
        let are_none = contents.items_are_null && answer.strictness == Strictness::Tolerant;
        let shape = answer.operation.shape;
        let mut bad = Vec::new();
        if let Some(offset) = contents.items.filter(|_| answer.sifts && !are_none) {
            let sifted = answer.read_list_at(offset, &shape, findings)?;
            (items, bad) = (sifted.good, sifted.bad);
        } else if !are_none {
            answer.read_at(
                contents.items,
                pagination.items,
                &mut items,
                &shape,
                findings,
            )?;
        }

        Ok(Self {
            next: next_start(
                &pagination,
                &contents,
                start,
                (items.len() + bad.len()) as u64,
            )
            .map(|start| PageToken(start.to_string())),
            items,
            bad,
            remaining: contents.remaining,
            total: contents.total,
            fingerprint: contents.fingerprint,
        })
    }
}

/// The start of the next page. The vendor's own word counts first: what is left, then where to go on, then the total. Where the next
/// start is all a vendor tells, a page without it is the last; where a vendor tells nothing, a page that is not full is. A start that
/// does not advance ends the list.
fn next_start(pagination: &Pagination, contents: &Contents, start: u64, count: u64) -> Option<u64> {
    if pagination.strategy == Strategy::Single || count == 0 || contents.remaining == Some(0) {
        return None;
    }
    let counted = start.checked_add(count)?;
    let is_full = pagination.size.is_none_or(|size| count >= u64::from(size));
    let only_next =
        pagination.next.is_some() && pagination.remaining.is_none() && pagination.total.is_none();

    match (contents.next, contents.remaining, contents.total) {
        (Some(next), _, _) => (next > start).then_some(next),
        (None, Some(_), _) => Some(counted),
        (None, None, Some(total)) => (counted < total).then_some(counted),
        (None, None, None) => (is_full && !only_next).then_some(counted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendor_who_tells_the_next_start_and_nothing_else_ends_the_list_by_silence() {
        let plain = Pagination::offset("start", "/data");
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
            let contents = Contents {
                next,
                ..Contents::default()
            };

            assert_eq!(
                next_start(&pagination, &contents, 0, 10),
                expected,
                "{pagination:?} {next:?}"
            );
        }
    }

    #[test]
    fn the_next_page_starts_where_the_vendor_says_or_the_count_leads() {
        let pagination = Pagination::offset("start", "/data").size(100);
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
            let contents = Contents {
                next,
                remaining,
                total,
                ..Contents::default()
            };

            assert_eq!(
                next_start(&pagination, &contents, start, count),
                expected,
                "{next:?} {remaining:?} {total:?} {start} {count}"
            );
        }
    }
}
