//! Somebody who is told of each request as it is answered.

use std::fmt;
use std::sync::Arc;

use super::Entry;

type Tell = dyn Fn(&Entry) + Send + Sync;

/// Somebody who is told of each request, or nobody.
#[derive(Clone, Default)]
pub(crate) struct Observer(Option<Arc<Tell>>);

impl Observer {
    pub(crate) fn new(tell: impl Fn(&Entry) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(tell)))
    }

    pub(super) fn is_set(&self) -> bool {
        self.0.is_some()
    }

    pub(super) fn tell(&self, entry: &Entry) {
        if let Some(tell) = &self.0 {
            tell(entry);
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Observer")
            .field(&self.is_set())
            .finish()
    }
}
