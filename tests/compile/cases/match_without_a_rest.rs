//! A match on the kinds of a field without an arm for those to come.

use letsjobit::types::ExtraFieldKind;

fn is_text(kind: &ExtraFieldKind) -> bool {
    match kind {
        ExtraFieldKind::Text => true,
        ExtraFieldKind::Unknown(_) => false,
    }
}

fn main() {}
