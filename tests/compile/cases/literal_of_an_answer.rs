//! A literal of an answer: members may be added to it any time.

use letsjobit::types::VisitDeleted;
use letsjobit::Members;

fn main() {
    let _ = VisitDeleted { deleted_records: Some(1), unknown: Members::new() };
}
