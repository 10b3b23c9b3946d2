//! What the parameters of a list ask for.
//!
//! A parameter asks for the member of its name; upper and lower case, signs and brackets (`filter[status]`) do not count, nor does a
//! leading name of the collection's items (`client_id` of a client is `id`). A list asks for any of its elements. Where a date meets a
//! member with a time, it asks for the day. `month` and `year` ask for the one member that is a time, the time of the last change aside.
//! `search` and its kin ask for a text in any member. `from_x`, `x_after` and their kin ask for what is not before. Where a
//! parameter is one of several words and a member never is this word, it asks for what the other words do not. What a page
//! is asked for by is no filter, and what nothing fits asks for nothing.

use brogue_generator::model::contract::{Call, Contract, SchemaId};
use brogue_generator::model::{Operation, PagedBy, Pagination};

use super::schemas::{self, Member};
use super::words::{meant, pieces, plain, singular};
use crate::behave::times;

/// A parameter of a list.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    /// Its name as the document writes it.
    pub(crate) parameter: String,
    /// Where it is.
    pub(crate) place: FilterPlace,
    /// What it asks for.
    pub(crate) test: Test,
}

/// Where a filter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FilterPlace {
    /// In the query.
    Query,
    /// At the top of the body.
    Body,
}

/// What a filter asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// A member is this.
    Is(String),
    /// A member is this; for the words that it never is: it is none of these others.
    IsOr {
        /// The member.
        member: String,
        /// Words that the member can be.
        known: Vec<String>,
    },
    /// A member is not before this.
    From(String),
    /// A member is not after this.
    To(String),
    /// A time is in this month of the year.
    Month(String),
    /// A time is in this year.
    Year(String),
    /// Some member holds this text.
    Search,
    /// So many records at most; no more than this.
    Size(usize),
    /// Nothing that the records know.
    Nothing,
}

/// What asks for a text anywhere.
const SEARCHES: &[&str] = &[
    "search", "query", "q", "keyword", "keywords", "term", "text",
];

/// What asks for so many.
const SIZES: &[&str] = &[
    "size",
    "limit",
    "count",
    "pagesize",
    "perpage",
    "maxresults",
    "max",
    "top",
    "first",
    "take",
];

/// The most records of a list that is asked for in a size and declares none.
pub(crate) const LARGEST: usize = 100;

/// What the parameters of a list ask for.
pub(crate) fn filters(
    contract: &Contract,
    operation: &Operation,
    call: Option<&Call>,
    item: Option<SchemaId>,
    word: &str,
) -> Vec<Filter> {
    let members = item.map_or_else(Vec::new, |item| schemas::members(contract, item));
    let paging = paging(operation, call);
    let mut asked: Vec<(String, Option<SchemaId>, FilterPlace)> = Vec::new();
    let parameters = call.map_or(&[][..], |call| &call.parameters);
    for parameter in parameters.iter().filter(|known| known.place == "query") {
        asked.push((parameter.name.clone(), parameter.schema, FilterPlace::Query));
    }
    let body = call.and_then(|call| call.body.as_ref()?.contents.first()?.schema);
    for member in body.map_or_else(Vec::new, |body| schemas::members(contract, body)) {
        asked.push((member.name, Some(member.schema), FilterPlace::Body));
    }

    asked
        .into_iter()
        .filter(|(name, _, place)| {
            !paging.iter().any(|known| match place {
                FilterPlace::Query => known == name,
                FilterPlace::Body => known.split('/').nth(1) == Some(name),
            })
        })
        .map(|(parameter, schema, place)| Filter {
            test: test(
                contract,
                &members,
                word,
                &parameter,
                schema,
                !paging.is_empty(),
            ),
            parameter,
            place,
        })
        .collect()
}

/// What a page is asked for by.
fn paging(operation: &Operation, call: Option<&Call>) -> Vec<String> {
    let Pagination::Pages(pages) = &operation.pagination else {
        return Vec::new();
    };
    let by = match &pages.by {
        PagedBy::Offset { parameter, .. }
        | PagedBy::Page { parameter, .. }
        | PagedBy::Cursor { parameter, .. }
        | PagedBy::AfterLast { parameter, .. } => Some(parameter.clone()),
        PagedBy::Link { .. } | PagedBy::LinkHeader => {
            super::link(operation, call).map(|link| link.parameter)
        }
    };

    by.into_iter().chain(pages.size_parameter.clone()).collect()
}

fn test(
    contract: &Contract,
    members: &[Member],
    word: &str,
    parameter: &str,
    schema: Option<SchemaId>,
    is_paged: bool,
) -> Test {
    let inner = parameter
        .trim_end_matches("[]")
        .rsplit('[')
        .next()
        .unwrap_or(parameter);
    let name = plain(inner);
    if let Some(member) = of_name(members, word, inner) {
        return is(contract, member, schema);
    }
    if SEARCHES.contains(&name.as_str()) {
        return Test::Search;
    }
    if !is_paged && SIZES.contains(&name.as_str()) {
        let most = schema.and_then(|schema| number(contract, schema, "maximum"));
        return Test::Size(most.unwrap_or(usize::MAX));
    }
    if let Some(test) = bound(members, word, inner) {
        return test;
    }
    match (name.as_str(), time_of(contract, members)) {
        ("month", Some(time)) => Test::Month(time),
        ("year", Some(time)) => Test::Year(time),
        _ => Test::Nothing,
    }
}

/// The time that a record is of: the only one; where it is told when records are made and changed, the only one besides.
fn time_of(contract: &Contract, members: &[Member]) -> Option<String> {
    let is_time = |member: &&Member| schemas::time_form(contract, member.schema).is_some();
    let all = || {
        members
            .iter()
            .filter(is_time)
            .filter(|member| !times::tells_change(&member.name))
    };
    let own: Vec<&Member> = all()
        .filter(|member| !times::tells_creation(&member.name))
        .collect();
    let made: Vec<&Member> = all().collect();
    match (own.as_slice(), made.as_slice()) {
        ([only], _) | ([], [only]) => Some(only.name.clone()),
        _ => None,
    }
}

/// The member of a name, with and without that of the items, in the singular and in the plural.
fn of_name<'a>(members: &'a [Member], word: &str, name: &str) -> Option<&'a Member> {
    let one = plain(&singular(word));
    let bare = plain(name);
    let mut names = vec![name.to_owned(), singular(name)];
    names.extend(bare.strip_prefix(&one).map(str::to_owned));
    names.extend(singular(&bare).strip_prefix(&one).map(str::to_owned));
    names.push(format!("{one}{bare}"));

    names
        .iter()
        .find_map(|name| meant(members, |member| &member.name, name))
}

fn is(contract: &Contract, member: &Member, schema: Option<SchemaId>) -> Test {
    let can_be = schemas::texts(contract, member.schema);
    let asked = schema.map_or_else(Vec::new, |schema| schemas::texts(contract, schema));
    let known: Vec<String> = asked
        .iter()
        .filter(|word| can_be.contains(word))
        .cloned()
        .collect();
    if !can_be.is_empty() && !known.is_empty() && known.len() < asked.len() {
        return Test::IsOr {
            member: member.name.clone(),
            known,
        };
    }

    Test::Is(member.name.clone())
}

/// `date_from`, `min_price`, `created_before`
fn bound(members: &[Member], word: &str, parameter: &str) -> Option<Test> {
    const LOW: &[&str] = &["from", "after", "since", "min", "start", "gte", "gt"];
    const HIGH: &[&str] = &["to", "before", "until", "till", "max", "end", "lte", "lt"];
    let pieces = pieces(parameter);
    let (first, behind) = pieces.split_first()?;
    let (last, before) = pieces.split_last()?;
    for (sign, rest) in [(last, before), (first, behind)] {
        let name: String = rest.concat();
        let found = of_name(members, word, &name)
            .or_else(|| of_name(members, word, &format!("{name}at")))
            .or_else(|| of_name(members, word, &format!("{name}date")));
        let Some(member) = found.filter(|_| !name.is_empty()) else {
            continue;
        };
        if LOW.contains(&sign.as_str()) {
            return Some(Test::From(member.name.clone()));
        }
        if HIGH.contains(&sign.as_str()) {
            return Some(Test::To(member.name.clone()));
        }
    }

    None
}

/// A limit that is a whole number.
pub(crate) fn number(contract: &Contract, schema: SchemaId, keyword: &str) -> Option<usize> {
    schemas::said(contract, schema, |schema| match schema.limit(keyword)? {
        brogue_generator::model::Json::Number(text) => text.parse().ok(),
        _ => None,
    })
}
