//! A subscriber that keeps all spans and events as text.

use std::cell::RefCell;
use std::fmt::{Debug, Write as _};
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

thread_local! {
    static TOLD: RefCell<Told> = RefCell::default();
}

/// What this thread has told so far. The subscriber is that of the process: one for each test would race for what is enabled.
#[derive(Debug)]
pub(crate) struct Capture;

#[derive(Debug, Default)]
struct Told {
    spans: Vec<String>,
    events: Vec<String>,
    entered: Vec<u64>,
}

impl Capture {
    /// Forgets what was told before.
    pub(crate) fn begin() -> Self {
        static SUBSCRIBER: Once = Once::new();
        SUBSCRIBER.call_once(|| tracing::subscriber::set_global_default(Subscribed).unwrap());
        TOLD.take();

        Self
    }

    /// The spans, with their fields in the order of their recording.
    #[expect(
        clippy::unused_self,
        reason = "there is nothing to read before it begins"
    )]
    pub(crate) fn spans(&self) -> Vec<String> {
        TOLD.with_borrow(|told| told.spans.clone())
    }

    #[expect(
        clippy::unused_self,
        reason = "there is nothing to read before it begins"
    )]
    pub(crate) fn events(&self) -> Vec<String> {
        TOLD.with_borrow(|told| told.events.clone())
    }

    pub(crate) fn everything(&self) -> String {
        format!("{:?} {:?}", self.spans(), self.events())
    }
}

struct Subscribed;

struct Fields<'text>(&'text mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let _ = write!(self.0, " {}={value}", field.name());
    }
}

impl Subscriber for Subscribed {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "brogue"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        TOLD.with_borrow_mut(|told| {
            let above = match span.parent() {
                Some(parent) => Some(parent.into_u64()),
                None => told.entered.last().copied(),
            };
            let mut line = format!("{}<{}", span.metadata().name(), above.unwrap_or(0));
            span.record(&mut Fields(&mut line));
            told.spans.push(line);

            Id::from_u64(told.spans.len() as u64)
        })
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        TOLD.with_borrow_mut(|told| {
            if let Some(line) = told.spans.get_mut(index) {
                values.record(&mut Fields(line));
            }
        });
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = event.metadata().level().to_string();
        event.record(&mut Fields(&mut line));
        TOLD.with_borrow_mut(|told| told.events.push(line));
    }

    fn enter(&self, span: &Id) {
        TOLD.with_borrow_mut(|told| told.entered.push(span.into_u64()));
    }

    fn exit(&self, span: &Id) {
        TOLD.with_borrow_mut(|told| {
            let entered = told.entered.iter();
            if let Some(index) = entered.clone().rposition(|id| *id == span.into_u64()) {
                told.entered.remove(index);
            }
        });
    }
}
