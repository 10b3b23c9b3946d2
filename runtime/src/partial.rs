//! A bulk call of which a part may not have been carried out.

use std::fmt;

use crate::answer::{Answer, Origin, Output};
use crate::codec::{Finding, Slot};
use crate::error::{ApiError, Error};

/// What a bulk call yields, and what of it was not carried out. Two are equal where value and errors are.
#[must_use = "part of the call may not have been carried out: look at `errors` or call `complete`"]
#[derive(Clone)]
#[non_exhaustive]
pub struct Partial<T> {
    /// What the vendor says of the whole.
    pub value: T,
    /// What was not carried out; empty where all was.
    pub errors: Vec<ApiError>,
    /// What an error tells of the call; there where something was not carried out.
    origin: Option<Box<Origin>>,
}

impl<T> Partial<T> {
    /// The value, if everything was carried out.
    ///
    /// # Errors
    ///
    /// An error for which [`is_partial`](Error::is_partial) holds, with the call and everything the vendor said.
    pub fn complete(self) -> Result<T, Error> {
        match self.origin {
            Some(origin) if !self.errors.is_empty() => Err(origin.partial_error(self.errors)),
            _ => Ok(self.value),
        }
    }
}

impl<T: Slot> Output for Partial<T> {
    fn read(answer: &mut Answer, findings: &mut Vec<Finding>) -> Result<Self, Error> {
        let mut value = T::hollow();
        let errors = answer.take_partial()?;
        answer.read_data(&mut value, findings)?;
        let origin = (!errors.is_empty()).then(|| Box::new(answer.origin()));

        Ok(Self {
            value,
            errors,
            origin,
        })
    }
}

impl<T: PartialEq> PartialEq for Partial<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && self.errors == other.errors
    }
}

impl<T: fmt::Debug> fmt::Debug for Partial<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Partial")
            .field("value", &self.value)
            .field("errors", &self.errors)
            .finish_non_exhaustive()
    }
}
