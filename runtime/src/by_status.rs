//! Answers that differ by their status: an enum with a case for each, chosen by a table.

use std::fmt;

use http::StatusCode;
use serde_json::Value;

use crate::answer::Answer;
use crate::codec::{Finding, Reader, Shape, Slot, Strictness};
use crate::error::Error;
use crate::secret::Redactor;

/// The statuses of one case.
#[derive(Clone, Copy, Debug)]
pub struct StatusCase {
    statuses: &'static [&'static str],
    shape: Shape,
}

impl StatusCase {
    /// A case for these statuses: `201`, a range as `4XX`, or `default` for what no other case has.
    pub const fn of(statuses: &'static [&'static str]) -> Self {
        Self {
            statuses,
            shape: Shape::PLAIN,
        }
    }

    /// How its body travels.
    #[must_use]
    pub const fn shape(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    /// How exactly the case names a status; `None` where it does not.
    fn rank(&self, status: StatusCode) -> Option<u8> {
        let rank = |written: &&str| {
            let mut digits = written.chars().zip(status.as_str().chars());
            if *written == status.as_str() {
                Some(0)
            } else if digits
                .all(|(written, digit)| written == digit || matches!(written, 'X' | 'x'))
            {
                Some(1)
            } else {
                (*written == "default").then_some(2)
            }
        };

        self.statuses.iter().filter_map(rank).min()
    }
}

/// An enum with a case for each status that a spec describes, and one for all others; [`by_status!`](crate::by_status) lists the cases.
pub trait ByStatus: StatusCases {
    /// The statuses of each case, in the order of the list.
    const CASES: &'static [StatusCase];
}

/// Makes the cases of an enum. Implemented by [`by_status!`](crate::by_status).
pub trait StatusCases: Sized {
    /// The case at a place of the list, its body read by `read`; the case of the unknown where there is none.
    fn case(
        index: Option<usize>,
        status: StatusCode,
        body: &mut dyn StatusBody,
    ) -> Result<Self, Error>;
}

/// A body that is read into what a case holds.
pub trait StatusBody {
    /// Reads it into this.
    fn read(&mut self, slot: &mut dyn Slot) -> Result<(), Error>;

    /// Takes it as any JSON, or as a text where it is none.
    fn take(&mut self) -> Value;
}

/// What the body of an error can be read as: any [`Slot`], and what goes by status.
pub trait Declared: Sized {
    /// Reads it.
    #[doc(hidden)]
    fn declared(body: &mut ErrorText<'_>) -> Result<Self, Error>;
}

impl<T: Slot> Declared for T {
    fn declared(body: &mut ErrorText<'_>) -> Result<Self, Error> {
        let mut value = T::hollow();
        body.read(&mut value)?;

        Ok(value)
    }
}

/// Which case a status is.
fn find(cases: &[StatusCase], status: StatusCode) -> Option<usize> {
    let ranked = cases.iter().enumerate();
    let ranked = ranked.filter_map(|(index, case)| Some((case.rank(status)?, index)));

    ranked.min().map(|(_, index)| index)
}

fn shape_of(cases: &[StatusCase], index: Option<usize>) -> Shape {
    let case = index.and_then(|index| cases.get(index));

    case.map_or(Shape::PLAIN, |case| case.shape)
}

fn any(text: &str) -> Value {
    if text.trim().is_empty() {
        return Value::Null;
    }

    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

/// Reads a success that goes by status.
#[doc(hidden)]
pub fn read_by_status<T: ByStatus>(
    answer: &mut Answer,
    findings: &mut Vec<Finding>,
) -> Result<T, Error> {
    let status = answer.status;
    let index = find(T::CASES, status);
    let shape = shape_of(T::CASES, index);
    answer.check_status(index.is_some(), findings)?;

    T::case(
        index,
        status,
        &mut Success {
            answer,
            findings,
            shape,
        },
    )
}

/// Reads the body of an error that goes by status.
#[doc(hidden)]
pub fn declared_by_status<T: ByStatus>(body: &mut ErrorText<'_>) -> Result<T, Error> {
    let index = find(T::CASES, body.status);
    body.shape = shape_of(T::CASES, index);

    T::case(index, body.status, body)
}

struct Success<'a> {
    answer: &'a mut Answer,
    findings: &'a mut Vec<Finding>,
    shape: Shape,
}

impl StatusBody for Success<'_> {
    fn read(&mut self, slot: &mut dyn Slot) -> Result<(), Error> {
        self.answer.read_case(slot, &self.shape, self.findings)
    }

    fn take(&mut self) -> Value {
        any(self.answer.text.as_str())
    }
}

/// The body of an error.
#[doc(hidden)]
pub struct ErrorText<'a> {
    text: &'a str,
    status: StatusCode,
    shape: Shape,
    redactor: &'a Redactor,
}

impl fmt::Debug for ErrorText<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ErrorText")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl<'a> ErrorText<'a> {
    pub(crate) fn new(text: &'a str, status: StatusCode, redactor: &'a Redactor) -> Self {
        Self {
            text,
            status,
            shape: Shape::PLAIN,
            redactor,
        }
    }
}

impl StatusBody for ErrorText<'_> {
    fn read(&mut self, slot: &mut dyn Slot) -> Result<(), Error> {
        let mut reader = Reader::new(self.text, Strictness::Tolerant);
        let read = slot
            .decode(&mut reader, &self.shape)
            .and_then(|()| reader.end());

        read.map_err(|fault| Error::undecodable(fault.into_error(self.text), self.redactor))
    }

    fn take(&mut self) -> Value {
        any(self.text)
    }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::{StatusCase, find};

    const CASES: &[StatusCase] = &[
        StatusCase::of(&["default"]),
        StatusCase::of(&["4XX"]),
        StatusCase::of(&["404", "410"]),
        StatusCase::of(&["5xx"]),
    ];

    #[test]
    fn the_case_that_names_a_status_most_exactly_is_its_case() {
        let rows = [(404, 2), (410, 2), (400, 1), (503, 3), (302, 0), (200, 0)];
        for (status, expected) in rows {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(find(CASES, status), Some(expected), "{status}");
        }
        assert_eq!(find(&CASES[1..], StatusCode::OK), None);
    }
}
