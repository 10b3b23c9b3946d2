//! Which resource a call belongs to.

use super::{Found, literals};

/// The first tag, or the first piece of the path that names a thing.
pub(super) fn of(found: &Found<'_>) -> String {
    let of_path = || {
        let pieces = literals(&found.segments);
        let named = pieces.iter().find(|piece| !is_preamble(piece));
        named
            .or(pieces.last())
            .map_or_else(|| "root".to_owned(), |piece| (*piece).to_owned())
    };

    found
        .operation
        .tags
        .first()
        .map_or_else(of_path, |tag| tag.value.clone())
}

/// Whether a piece of a path says only that an API begins, or which version of it: `api`, `v1`, `2.0`, `v1beta2`.
fn is_preamble(piece: &str) -> bool {
    let piece = piece.to_ascii_lowercase();
    if ["api", "apis", "rest"].contains(&piece.as_str()) {
        return true;
    }
    let number = piece.strip_prefix('v').unwrap_or(&piece);
    let digits = number.trim_end_matches(|last: char| last.is_ascii_digit());
    let stem = ["alpha", "beta", "rc"]
        .iter()
        .find_map(|stage| digits.strip_suffix(stage))
        .unwrap_or(number);

    stem.starts_with(|first: char| first.is_ascii_digit())
        && stem
            .chars()
            .all(|letter| letter.is_ascii_digit() || letter == '.' || letter == '_')
}
