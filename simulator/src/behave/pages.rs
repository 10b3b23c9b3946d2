//! Where a page begins and what leads to the next one.
//!
//! A cursor is the number of the last row, so that records that come and go meanwhile shift nothing. A size is bounded by the declared
//! maximum, or by 100. Links are those of the [`plan`](crate::plan::link).

use brogue_generator::model::contract::{Kind, Parameter};
use brogue_generator::model::{PagedBy, Pages, Pagination};
use serde_json::Value;

use crate::plan::{LARGEST, link, number, schemas};
use crate::received::Received;
use crate::reply::{Refusal, RefusalKind};
use crate::store::{Row, key_text};
use crate::vendor::{OperationId, Vendor};

/// The items of a page where nobody says how many.
const USUAL: usize = 20;

/// Where a page begins.
#[derive(Clone, Debug)]
pub(super) enum Cut {
    /// There is only one.
    None,
    /// At a position.
    At {
        start: usize,
        size: usize,
        next: Next,
    },
    /// After the row of a number.
    AfterNumber {
        number: u64,
        size: usize,
        is_text: bool,
    },
    /// After the row that has this value.
    AfterValue {
        pointer: String,
        value: Option<Value>,
        size: usize,
    },
}

/// What leads on from a position.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    /// The next position.
    Position,
    /// The number of the next page, counted from this.
    Page(usize),
}

impl Cut {
    /// What leads to the next page.
    pub(super) fn next(&self, start: usize, last: Option<&(u64, &Row)>) -> Option<Value> {
        match self {
            Self::None => None,
            Self::At { size, next, .. } => {
                let position = start.saturating_add(*size);
                Some(Value::from(match next {
                    Next::Position => position,
                    Next::Page(first) => first.saturating_add(position / (*size).max(1)),
                }))
            }
            Self::AfterNumber { is_text, .. } => {
                let (number, _) = last?;
                Some(if *is_text {
                    Value::String(format!("c{number:x}"))
                } else {
                    Value::from(*number)
                })
            }
            Self::AfterValue { pointer, .. } => {
                let (_, row) = last?;
                at(row, pointer)
            }
        }
    }
}

/// Where the page begins that a request asks for.
pub(super) fn cut(
    vendor: &Vendor,
    id: OperationId,
    received: &Received,
) -> Result<Cut, Box<Refusal>> {
    let (_, operation) = vendor.operation(id);
    let Pagination::Pages(pages) = &operation.pagination else {
        return Ok(Cut::None);
    };
    let size = size(vendor, id, pages, received);
    let sent = |parameter: &str| {
        if pages.in_body {
            received.body.as_ref()?.pointer(parameter)
        } else {
            received.query.get(parameter)
        }
    };
    let position = |parameter: &str| {
        sent(parameter).map(|value| {
            let text = key_text(value).unwrap_or_default();
            // What is too large is beyond all records, what is negative before all of them.
            text.parse::<i64>().map_or(usize::MAX, |position| {
                usize::try_from(position).unwrap_or(0)
            })
        })
    };
    let by_page = |parameter: &str, first: usize| {
        let page = position(parameter).unwrap_or(first);
        Cut::At {
            start: page.saturating_sub(first).saturating_mul(size),
            size,
            next: Next::Page(first),
        }
    };
    let by_position = |parameter: &str| Cut::At {
        start: position(parameter).unwrap_or(0),
        size,
        next: Next::Position,
    };

    Ok(match &pages.by {
        PagedBy::Offset { parameter, .. } => by_position(parameter),
        PagedBy::Page {
            parameter, first, ..
        } => by_page(parameter, usize::try_from(*first).unwrap_or(0)),
        PagedBy::Cursor { parameter, .. } => Cut::AfterNumber {
            number: match sent(parameter).filter(|value| !value.is_null()) {
                None => 0,
                Some(value) => cursor(value).ok_or_else(|| unknown(parameter))?,
            },
            size,
            is_text: !is_number(vendor, id, parameter),
        },
        PagedBy::AfterLast { parameter, pointer } => Cut::AfterValue {
            pointer: pointer.clone(),
            value: sent(parameter).filter(|value| !value.is_null()).cloned(),
            size,
        },
        PagedBy::Link { .. } | PagedBy::LinkHeader => match link(operation, vendor.call(id)) {
            Some(link) if link.counts_pages => by_page(&link.parameter, 1),
            Some(link) => by_position(&link.parameter),
            None => Cut::None,
        },
    })
}

/// How many rows come before the page that follows a value.
pub(super) fn after<'a>(
    mut rows: impl Iterator<Item = (u64, &'a Row)>,
    pointer: &str,
    value: Option<&Value>,
) -> Result<usize, Box<Refusal>> {
    let Some(value) = value else {
        return Ok(0);
    };
    let wanted = key_text(value);
    let found =
        rows.position(|(_, row)| at(row, pointer).and_then(|known| key_text(&known)) == wanted);

    found
        .map(|position| position + 1)
        .ok_or_else(|| unknown(pointer))
}

fn size(vendor: &Vendor, id: OperationId, pages: &Pages, received: &Received) -> usize {
    let declared = pages.size.and_then(|size| usize::try_from(size).ok());
    let usual = declared.unwrap_or(USUAL);
    let Some(parameter) = &pages.size_parameter else {
        return usual.max(1);
    };
    let sent = if pages.in_body {
        received
            .body
            .as_ref()
            .and_then(|body| body.pointer(parameter))
    } else {
        received.query.get(parameter)
    };
    let schema = queries(vendor, id)
        .find(|known| known.name == *parameter)
        .and_then(|known| known.schema);
    let most = schema.and_then(|schema| number(&vendor.contract, schema, "maximum"));
    let most = most.unwrap_or(LARGEST.max(usual));
    let wanted = sent.and_then(|value| {
        let text = key_text(value)?;
        text.parse::<i64>().map_or(Some(usize::MAX), |size| {
            Some(usize::try_from(size).unwrap_or(0))
        })
    });

    wanted.unwrap_or(usual).clamp(1, most.max(1))
}

fn queries(vendor: &Vendor, id: OperationId) -> impl Iterator<Item = &Parameter> {
    let parameters = vendor.call(id).map_or(&[][..], |call| &call.parameters);

    parameters
        .iter()
        .filter(|parameter| parameter.place == "query")
}

fn is_number(vendor: &Vendor, id: OperationId, parameter: &str) -> bool {
    let schema = queries(vendor, id)
        .find(|known| known.name == parameter)
        .and_then(|known| known.schema);
    let kinds = schema.map_or_else(Vec::new, |schema| schemas::kinds(&vendor.contract, schema));

    kinds.contains(&Kind::Integer) && !kinds.contains(&Kind::Text)
}

fn cursor(value: &Value) -> Option<u64> {
    match value {
        Value::String(text) => u64::from_str_radix(text.strip_prefix('c')?, 16).ok(),
        value => value.as_u64(),
    }
}

fn at(row: &Row, pointer: &str) -> Option<Value> {
    let (first, rest) = match pointer.get(1..)?.find('/') {
        Some(end) => pointer.split_at_checked(end + 1)?,
        None => (pointer, ""),
    };
    let first = first.get(1..)?.replace("~1", "/").replace("~0", "~");

    row.record.get(&first)?.pointer(rest).cloned()
}

fn unknown(parameter: &str) -> Box<Refusal> {
    let mut refusal = Refusal::new(
        RefusalKind::Refused,
        format!("`{parameter}` is nothing that a page has told"),
    );
    refusal.field = Some(parameter.to_owned());

    refusal
}
