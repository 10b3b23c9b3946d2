//! The bodies of `GeoNext`. Tokens are read by the runtime and have no type.

use brogue_runtime::Value;
use geonext::types::EventBody;

use super::{Vendor, of};

pub(super) const VENDOR: Vendor = Vendor {
    folder: "geonext",
    form,
    untyped: &["refreshed-token.json", "token.json"],
    bodies: &[("event.json", "", of::<EventBody>)],
};

/// An id is a text, whichever form it came in.
#[expect(clippy::unnecessary_wraps, reason = "others leave members out")]
fn form(name: &str, value: Value) -> Option<Value> {
    Some(match value {
        Value::Number(number) if name == "id" => Value::from(number.to_string()),
        value => value,
    })
}
