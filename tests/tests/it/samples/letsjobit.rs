//! The bodies of `LetsJobIt`. What is refused or empty has no value: those files are the answers of cases.

use brogue_runtime::Value;
use letsjobit::types::{Visit, VisitDeleted, VisitInput, VisitUpdate, VisitUpdated, VisitUpsert};

use super::{Vendor, of};

pub(super) const VENDOR: Vendor = Vendor {
    folder: "letsjobit",
    form,
    untyped: &[],
    bodies: &[
        ("delete-response.json", "/meta", of::<VisitDeleted>),
        ("get-in-list.json", "/data/0", of::<Visit>),
        ("get.json", "/data", of::<Visit>),
        ("list-empty.json", "/data", of::<Vec<Visit>>),
        ("list-last-page.json", "/data", of::<Vec<Visit>>),
        ("list-page.json", "/data", of::<Vec<Visit>>),
        ("update-request.json", "", of::<VisitUpdate>),
        ("update-response.json", "/meta", of::<VisitUpdated>),
        ("upsert-request.json", "", of::<Vec<VisitInput>>),
        ("upsert-response-complete.json", "/meta", of::<VisitUpsert>),
        ("upsert-response.json", "/meta", of::<VisitUpsert>),
    ],
};

/// The members whose written form is declared: flags and numbers of several forms go as numbers.
const FLAGS: [&str; 16] = [
    "NPSMandatory",
    "closeVisitOnLastJobClose",
    "closed",
    "confirmClose",
    "emailMandatory",
    "hasChangesToSync",
    "hideDeliveryItemsSection",
    "hideEquipmentDetails",
    "inMobileApp",
    "inProgress",
    "precedencePriorityVisit",
    "servicing",
    "showDiscountAndBonusOnItemsOnOrder",
    "showItemsOnOrderSection",
    "skipped",
    "useStartPauseStopStyleButtonsInJobs",
];
const NUMBERS: [&str; 3] = ["id", "priority", "signeeRating"];
/// What is a text after reading, whichever form it came in.
const TEXTS: [&str; 3] = ["siteId", "skippedReasonId", "value"];
/// Where an empty text is no value.
const EMPTY_IS_NONE: [&str; 5] = [
    "closeDate",
    "createdAt",
    "modifieddAt",
    "siteId",
    "skippedReasonId",
];

/// Declared views and `sends` applied. Null and absent stay what they are.
fn form(name: &str, value: Value) -> Option<Value> {
    if EMPTY_IS_NONE.contains(&name) && value == "" {
        return None;
    }

    Some(match value {
        Value::Bool(flag) if FLAGS.contains(&name) => Value::from(f64::from(u8::from(flag))),
        Value::String(text) if FLAGS.contains(&name) || NUMBERS.contains(&name) => {
            Value::from(text.parse::<f64>().expect("a number as text"))
        }
        Value::Number(number) if TEXTS.contains(&name) => Value::from(number.to_string()),
        value => value,
    })
}
