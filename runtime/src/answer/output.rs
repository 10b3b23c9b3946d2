//! What a call can yield, and how it is taken out of an answer.

use std::any::TypeId;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::Answer;
use crate::codec::{Finding, Slot};
use crate::error::Error;

/// How much of a body is read before it is handed out.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// All of it, as a text with a value in it.
    #[default]
    Value,
    /// All of it, as it comes.
    Whole,
    /// Nothing: it is read by whom it is handed to.
    Flow,
}

/// What a call can yield: any [`Slot`], nothing, a [`Page`](crate::Page), a [`Partial`](crate::Partial), a [`Sifted`](crate::Sifted) list, the whole
/// body as [`Bytes`], a [`Download`](crate::Download), [`Events`](crate::Events).
pub trait Output: Sized + Send + 'static {
    /// How much of the body is read before.
    #[doc(hidden)]
    const READING: Reading = Reading::Value;

    /// Takes the value out of an answer.
    #[doc(hidden)]
    fn read(answer: &mut Answer, findings: &mut Vec<Finding>) -> Result<Self, Error>;
}

impl<T: Slot> Output for T {
    fn read(answer: &mut Answer, findings: &mut Vec<Finding>) -> Result<Self, Error> {
        let mut value = T::hollow();
        if TypeId::of::<T>() == TypeId::of::<()>() {
            answer.read_nothing()?;
        } else {
            answer.read_whole(&mut value, findings)?;
        }

        Ok(value)
    }
}

/// The whole body as it came, whatever it is.
impl Output for Bytes {
    const READING: Reading = Reading::Whole;

    fn read(answer: &mut Answer, _findings: &mut Vec<Finding>) -> Result<Self, Error> {
        Ok(std::mem::take(&mut answer.body))
    }
}

impl Answer {
    /// The value, and nothing of what came around it.
    pub(crate) fn take_value<T: Output>(&mut self) -> Result<T, Error> {
        let mut findings = std::mem::take(&mut self.noticed);
        let value = T::read(self, &mut findings);
        self.tell(value.as_ref().err(), &findings);

        value
    }

    /// The value as a type of the caller's own.
    pub(crate) fn take_own<U: DeserializeOwned>(&mut self) -> Result<U, Error> {
        let value = self.read_as();
        self.tell(value.as_ref().err(), &[]);

        value
    }

    /// A body that nobody wants may be anything, also no JSON.
    fn read_nothing(&mut self) -> Result<(), Error> {
        if self.contents.is_err() {
            return Ok(());
        }

        self.refuse_partial()
    }

    /// Reads the value, where that is all there is.
    fn read_whole(
        &mut self,
        slot: &mut dyn Slot,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Error> {
        self.refuse_partial()?;

        self.read_data(slot, findings)
    }
}
