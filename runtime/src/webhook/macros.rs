//! The macro that makes an enum of payloads an enum of events.

/// Lists the cases of an enum of events in the order of its table [`Event::CASES`](crate::webhook::Event::CASES), and behind the semicolon
/// the one of events that nobody knows.
///
/// # Examples
///
/// ```
/// use brogue_runtime::Value;
/// use brogue_runtime::webhook::{Event, EventCase, UnknownEvent};
///
/// pub enum ShopEvent {
///     Sold(Value),
///     Moved(Value),
///     Unknown(UnknownEvent),
/// }
///
/// impl Event for ShopEvent {
///     const CASES: &'static [EventCase] = &[
///         EventCase::member("/event", &["sold"]),
///         EventCase::member("/event", &["moved"]),
///     ];
/// }
///
/// brogue_runtime::events!(ShopEvent: Sold, Moved; Unknown);
/// ```
#[macro_export]
macro_rules! events {
    ($event:ident: $($case:ident),* $(,)?; $unknown:ident) => {
        impl $crate::webhook::ReadEvent for $event {
            const READERS: &'static [$crate::webhook::ReadCase<Self>] =
                &[$(|payload| payload.read().map(Self::$case)),*];

            fn unknown(event: $crate::webhook::UnknownEvent) -> Self {
                Self::$unknown(event)
            }
        }
    };
}
