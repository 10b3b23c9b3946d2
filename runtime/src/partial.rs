//! A bulk call of which a part may not have been carried out.

use crate::answer::{Answer, Output};
use crate::codec::{Finding, Slot};
use crate::error::{ApiError, Error, ErrorKind};

/// What a bulk call yields, and what of it was not carried out.
#[must_use = "part of the call may not have been carried out: look at `errors` or call `complete`"]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Partial<T> {
    /// What the vendor says of the whole.
    pub value: T,
    /// What was not carried out; empty where all was.
    pub errors: Vec<ApiError>,
}

impl<T> Partial<T> {
    /// The value, if everything was carried out.
    ///
    /// # Errors
    ///
    /// An error for which [`is_partial`](Error::is_partial) holds, with everything the vendor said.
    pub fn complete(self) -> Result<T, Error> {
        if self.errors.is_empty() {
            return Ok(self.value);
        }
        let problem = "part of the call was not carried out";

        Err(Error::new(ErrorKind::Partial, problem).with_api(self.errors))
    }
}

impl<T: Slot + Send + 'static> Output for Partial<T> {
    fn read(answer: &mut Answer, findings: &mut Vec<Finding>) -> Result<Self, Error> {
        let mut value = T::hollow();
        let errors = answer.take_partial()?;
        answer.read_data(&mut value, findings)?;

        Ok(Self { value, errors })
    }
}
