//! Looks into a success: where its value is, whether it says that nothing was done, how its list goes on.

use std::fmt;

use crate::api::{Envelope, ErrorBody, Operation, Pagination, PartialErrors, Strategy, Success};
use crate::codec::{DecodeError, Fault, Reader, Strictness};
use crate::error::ApiError;
use crate::paging::{Facts, Told, fingerprint, flag};
use crate::pointer::{self, Place, Reached, Sought};

/// What is wrong with an empty body where a value is due.
pub(crate) const EMPTY: &str = "the body is empty, where JSON is due";

/// What a success holds besides its value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contents {
    /// The offset of the value; `None` where the body has no such place.
    pub(crate) data: Option<usize>,
    /// The offset of the value's end, where the body was walked over.
    pub(crate) data_end: usize,
    /// The value was gone to straight, in so many objects: what stands behind it was not looked at.
    pub(crate) unpassed: Option<u32>,
    /// What stands there.
    pub(crate) found: Found,
    /// The offset of the items of a page.
    pub(crate) items: Option<usize>,
    /// Null stands where the items should be.
    pub(crate) items_are_null: bool,
    /// What a page tells about its list.
    pub(crate) facts: Facts,
    /// Errors of single elements.
    pub(crate) partial: Vec<ApiError>,
    /// The vendor says inside the success that nothing was done.
    pub(crate) refusal: Option<ApiError>,
}

/// What stands where the value is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Found {
    /// A value, or nothing where nothing is due.
    #[default]
    Value,
    /// Null, or an envelope that leaves the value out.
    Null,
    /// A list of nothing.
    EmptyList,
    /// The body is something else than the envelope.
    NoEnvelope,
}

impl Found {
    fn of(text: &str, data: Option<&Place<'_>>) -> Self {
        match data {
            Some(data) if data.is_null() => Self::Null,
            Some(data) if data.is_empty_list() => Self::EmptyList,
            Some(_) => Self::Value,
            None if text.trim_ascii_start().starts_with('{') => Self::Null,
            None => Self::NoEnvelope,
        }
    }
}

impl Contents {
    /// Reads a success body that is not empty. Where nothing but the value matters, the body is not walked over: who reads the value
    /// passes the rest, too.
    pub(crate) fn read(
        text: &str,
        looked: &Looked<'_>,
        survey: Option<Survey>,
    ) -> Result<Self, DecodeError> {
        let data = looked.envelope.data;
        if let (Some(Survey(walk)), true) = (survey, says_more(looked)) {
            return walk(text, looked);
        }

        if let Some(Reached { offset, depth }) = pointer::reach(text, data) {
            return Ok(Self {
                data: Some(offset),
                unpassed: Some(depth),
                ..Self::default()
            });
        }
        let mut sought = [Sought::at(Some(data))];
        pointer::seek(text, &mut sought).map_err(|fault| fault.into_error(text))?;
        let [Sought { place, .. }] = sought;

        Ok(Self {
            found: Found::of(text, place.as_ref()),
            ..Self::of_value(place)
        })
    }

    /// Nothing but a value, which a walk has found or not.
    pub(crate) fn of_value(data: Option<Place<'_>>) -> Self {
        let offset = data.map(|data| data.offset);

        Self {
            data: offset,
            data_end: data.map_or(0, |data| data.offset + data.raw.len()),
            items: offset,
            items_are_null: data.is_some_and(|data| data.is_null()),
            ..Self::default()
        }
    }

    /// Finds all that matters, in one walk.
    fn walk(text: &str, looked: &Looked<'_>) -> Result<Self, DecodeError> {
        let Looked {
            operation,
            pagination,
            envelope,
            error_body,
        } = *looked;
        let partial = operation.partial_errors.as_ref();
        let fixed = [
            Some(envelope.data),
            partial.map(|partial| partial.at),
            // Nobody knows whether an undeclared path keeps to the envelope.
            operation.is_undeclared().then_some(""),
            pagination.items,
        ];
        let of_page = places_of_page(pagination);
        let mut sought: Vec<Sought<'_, '_>> = fixed
            .into_iter()
            .chain(of_page)
            .chain(envelope.errors.iter().copied().map(Some))
            .chain(envelope.success.map(|success| Some(success.at)))
            .map(Sought::at)
            .collect();
        pointer::seek(text, &mut sought).map_err(|fault| fault.into_error(text))?;

        let named = fixed.len() + of_page.len();
        let place = |index: usize| sought.get(index)?.place;
        let data = place(0).or(place(2));
        let after_errors = named + envelope.errors.len();
        let errors = sought.get(named..after_errors).unwrap_or_default();
        let mut errors = errors.iter().filter_map(|sought| sought.place.as_ref());
        let refused = errors.find(|place| place.is_set());
        let told_of_success = sought.get(after_errors);
        let failed = envelope
            .success
            .zip(told_of_success.and_then(|sought| sought.place.as_ref()))
            .filter(|(success, place)| !says_success(success, place))
            .map(|(_, place)| place);
        let items = match pagination.items {
            Some(_) => place(3),
            None => data,
        };
        let told = std::array::from_fn(|index| place(fixed.len() + index));

        Ok(Self {
            data: data.map(|data| data.offset),
            data_end: data.map_or(0, |data| data.offset + data.raw.len()),
            unpassed: None,
            found: Found::of(text, data.as_ref()),
            items: items.map(|items| items.offset),
            items_are_null: items.is_some_and(|items| items.is_null()),
            facts: facts(pagination, items, told),
            partial: partial
                .zip(place(1))
                .map(|(partial, place)| partial_errors(partial, place))
                .unwrap_or_default(),
            refusal: refused
                .or(failed)
                .map(|place| refusal(text, error_body, *place)),
        })
    }
}

/// What is known of a success before it is read.
#[derive(Clone, Copy)]
pub(crate) struct Looked<'call> {
    pub(crate) operation: &'call Operation,
    pub(crate) pagination: &'call Pagination,
    pub(crate) envelope: &'call Envelope,
    pub(crate) error_body: &'call ErrorBody,
}

/// What finds all that a success says. Only a table, or a call of a list, for which it may say more than its value leads here, so that other
/// programs do without it.
#[derive(Clone, Copy)]
pub(crate) struct Survey(fn(&str, &Looked<'_>) -> Result<Contents, DecodeError>);

impl Survey {
    pub(crate) const ALL: Self = Self(Contents::walk);
}

impl fmt::Debug for Survey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Survey")
    }
}

/// Whether a success may say anything besides its value, or its value something that has to be known before it is read.
fn says_more(looked: &Looked<'_>) -> bool {
    looked.operation.says_more() || looked.pagination.says_more() || looked.envelope.says_more()
}

/// Where a page tells about its list: the next page, whether there is more, what is left, how many items and pages there are.
fn places_of_page(pagination: &Pagination) -> [Option<&'static str>; 5] {
    if !pagination.strategy.goes_on() {
        return [None; 5];
    }
    // What is told in the last item is looked for there.
    let next = match pagination.strategy {
        Strategy::AfterLast => None,
        _ => pagination.next,
    };

    [
        next,
        pagination.more,
        pagination.remaining,
        pagination.total,
        pagination.total_pages,
    ]
}

fn facts(pagination: &Pagination, items: Option<Place<'_>>, told: [Option<Place<'_>>; 5]) -> Facts {
    if !pagination.strategy.goes_on() {
        return Facts::default();
    }
    let [next, more, remaining, total, total_pages] = told;
    let count = |place: Option<Place<'_>>| place.and_then(|place| place.count());
    let remaining = count(remaining);
    let next = match (pagination.strategy, pagination.next, items) {
        (Strategy::AfterLast, Some(pointer), Some(items)) => elements(items.raw)
            .ok()
            .and_then(|items| Told::of_last(&items, pointer)),
        (Strategy::Offset | Strategy::Page(_), ..) => next.and_then(|next| Told::of(next, true)),
        _ => next.and_then(|next| Told::of(next, false)),
    };

    Facts {
        next,
        more: more.and_then(|more| flag(&more)),
        remaining,
        total: count(total),
        total_pages: count(total_pages),
        // Pages of the same items are told apart by how much the vendor says is left: as long as that changes, the list goes on.
        fingerprint: items.map_or(0, |items| fingerprint(&(items.raw, remaining))),
    }
}

/// What an error body says, as far as it is JSON and the spec tells where.
pub(crate) fn api_error(text: &str, error_body: &ErrorBody) -> ApiError {
    let ErrorBody {
        code,
        message,
        field,
    } = *error_body;
    let pointers: Vec<&str> = [code, message, field].concat();
    let Ok(places) = pointer::find(text, &pointers) else {
        return ApiError::default();
    };
    let first = |from: usize, pointers: &[&str]| {
        places
            .get(from..from + pointers.len())?
            .iter()
            .flatten()
            .filter(|place| place.is_set())
            .find_map(words)
    };

    ApiError {
        code: first(0, code),
        message: first(code.len(), message),
        field: first(code.len() + message.len(), field),
    }
}

/// Whether this is one of the values that say so; where nothing stands, nothing is said.
fn says_success(success: &Success, place: &Place<'_>) -> bool {
    place.is_null()
        || place
            .scalar()
            .is_some_and(|value| success.values.contains(&value.as_ref()))
}

/// The error of a success: what the error body's places say, else what stands where the envelope has its errors.
fn refusal(text: &str, error_body: &ErrorBody, place: Place<'_>) -> ApiError {
    let mut error = api_error(text, error_body);
    if error.message.is_none() {
        error.message = words(&place);
    }

    error
}

fn partial_errors(partial: &PartialErrors, place: Place<'_>) -> Vec<ApiError> {
    if !place.is_set() {
        return Vec::new();
    }

    // One error that is not in a list is one error all the same.
    elements(place.raw)
        .unwrap_or_else(|_| vec![place.raw])
        .into_iter()
        .map(|raw| element_error(partial, raw))
        .collect()
}

/// The elements of a list as they stand.
fn elements(list: &str) -> Result<Vec<&str>, Fault> {
    let mut reader = Reader::new(list, Strictness::Tolerant);
    let mut elements = Vec::new();
    let mut first = true;
    reader.begin_list()?;
    while reader.element(&mut first)? {
        elements.push(reader.raw()?);
    }

    Ok(elements)
}

fn element_error(partial: &PartialErrors, raw: &str) -> ApiError {
    let pointers = [partial.code, partial.message, partial.field];
    let texts = pointers.map(|pointer| {
        let mut found = pointer::find(raw, &[pointer?]).ok()?;

        words(&found.pop()??)
    });
    let [code, message, field] = texts;
    let error = ApiError {
        code,
        message,
        field,
    };
    if error.is_empty() {
        let message = Some(crate::excerpt::one_line(raw));
        return ApiError { message, ..error };
    }

    error
}

/// A value in words: what is no single value is shown as it stands.
fn words(place: &Place<'_>) -> Option<String> {
    if place.is_null() {
        return None;
    }
    let text = place.scalar().unwrap_or_else(|| place.raw.to_owned());

    Some(crate::excerpt::one_line(&text))
}
