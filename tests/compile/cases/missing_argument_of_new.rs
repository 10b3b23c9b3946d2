//! A line in a list of lines, without its required description.

use letsjobit::types::{VisitLineInput, VisitUpdate};

fn main() {
    let _ = VisitUpdate::new().lines(vec![VisitLineInput::new(true)]);
}
