//! Large values in a place of their own.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// A large value on the heap. Where a `Box` is dropped everything that drops its content is compiled, anew in each crate; from here a
/// pointer leads there, and it is in a program once.
pub(crate) struct Apart<T>(Box<dyn Hold<T>>);

trait Hold<T>: Send + Sync {
    fn get(&self) -> &T;

    fn get_mut(&mut self) -> &mut T;
}

impl<T: Send + Sync> Hold<T> for T {
    fn get(&self) -> &T {
        self
    }

    fn get_mut(&mut self) -> &mut T {
        self
    }
}

impl<T: Send + Sync + 'static> Apart<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Box::new(value))
    }
}

impl<T> Deref for Apart<T> {
    type Target = T;

    fn deref(&self) -> &T {
        (*self.0).get()
    }
}

impl<T> DerefMut for Apart<T> {
    fn deref_mut(&mut self) -> &mut T {
        (*self.0).get_mut()
    }
}

impl<T: Clone + Send + Sync + 'static> Clone for Apart<T> {
    fn clone(&self) -> Self {
        Self::new(T::clone(self))
    }
}

impl<T: fmt::Debug> fmt::Debug for Apart<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, formatter)
    }
}
