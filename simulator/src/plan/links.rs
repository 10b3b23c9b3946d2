//! What the vendor's own links to a next page are made of.
//!
//! A document that has links says nothing of what is in them. They lead on by the parameter of the query that the document declares for
//! something like it (`page`, `offset` and their kin), else by `page`, which only the links themselves use.

use brogue_generator::model::contract::Call;
use brogue_generator::model::{Operation, PagedBy, Pagination};

use super::words::plain;

/// What a link leads on by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// The parameter of the query.
    pub(crate) parameter: String,
    /// Whether it counts pages from 1; records from 0 otherwise.
    pub(crate) counts_pages: bool,
}

/// What the links of an operation lead on by, where it has some.
pub(crate) fn link(operation: &Operation, call: Option<&Call>) -> Option<Link> {
    const PAGES: &[&str] = &["page", "pagenumber", "pageno", "p"];
    const POSITIONS: &[&str] = &["offset", "start", "skip", "startat", "startindex", "from"];
    let Pagination::Pages(pages) = &operation.pagination else {
        return None;
    };
    if !matches!(pages.by, PagedBy::Link { .. } | PagedBy::LinkHeader) {
        return None;
    }
    let parameters = call.map_or(&[][..], |call| &call.parameters);
    let declared = |names: &[&str], counts_pages: bool| {
        let mut queries = parameters.iter().filter(|known| known.place == "query");
        let found = queries.find(|known| names.contains(&plain(&known.name).as_str()))?;
        Some(Link {
            parameter: found.name.clone(),
            counts_pages,
        })
    };
    let own = || Link {
        parameter: "page".to_owned(),
        counts_pages: true,
    };

    Some(
        declared(PAGES, true)
            .or_else(|| declared(POSITIONS, false))
            .unwrap_or_else(own),
    )
}
