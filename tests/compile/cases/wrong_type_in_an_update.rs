//! A text where a flag is due.

use letsjobit::types::VisitUpdate;

fn main() {
    let _ = VisitUpdate::new().closed("yes");
}
