//! An input without one of its required members, the customer.

use letsjobit::jiff::civil::date;
use letsjobit::types::{VisitInput, VisitInputRequired};

fn main() {
    let _ = VisitInput::from(VisitInputRequired {
        driver_id: "d-1".into(),
        date: date(2030, 5, 14),
        id: 40017.into(),
        doc_no: "T-004017".into(),
        address: "12 Example Street".into(),
        city: "EXAMPLETON".into(),
        company_id: "c-1".into(),
    });
}
