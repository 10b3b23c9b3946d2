//! "Did you mean": the word that is meant by a misspelled one.

/// Longer words are no slips of the pen; comparing them is not worth the time either.
const LONGEST_WORD: usize = 64;

/// The candidate nearest to a word, if it is near enough to be meant.
pub fn did_you_mean<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let letters = lower(word);
    if letters.is_empty() || letters.len() > LONGEST_WORD {
        return None;
    }
    let allowed = (letters.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = lower(candidate);
        if other.len() > LONGEST_WORD || other.len().abs_diff(letters.len()) > allowed {
            continue;
        }
        let distance = distance(&letters, &other);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }

    best.map(|(_, candidate)| candidate)
}

/// Letters without case and without what people put between words, so that `operation_id` is near `operationId`.
fn lower(word: &str) -> Vec<char> {
    word.chars()
        .filter(|character| !matches!(character, '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// How many letters have to be added, dropped, changed or swapped with their neighbor.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut two_above: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let at =
                |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let changed = at(&above, column) + usize::from(letter != other);
            let mut least = changed
                .min(at(&above, column + 1) + 1)
                .min(at(&current, column) + 1);
            let swapped = row > 0
                && column > 0
                && from.get(row - 1) == Some(other)
                && to.get(column - 1) == Some(letter);
            if swapped {
                least = least.min(at(&two_above, column - 1) + 1);
            }
            current.push(least);
        }
        two_above = std::mem::replace(&mut above, current);
    }

    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn the_nearest_word_is_meant() {
        let words = ["summary", "description", "operationId", "tags", "in"];
        for (written, meant) in [
            ("sumary", Some("summary")),
            ("Description", Some("description")),
            ("operation_id", Some("operationId")),
            ("tagss", Some("tags")),
            ("tgas", Some("tags")),
            ("parameters", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(did_you_mean(written, words), meant, "{written}");
        }
    }
}
