//! Texts of several lines behind `|` or `>`.

use super::block::{line_end, written_lines};

/// A text, from its first letter to where the next line is written.
pub(super) struct Found {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where the next line begins.
    pub(super) next: usize,
}

/// What is done with the line ends behind the last line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Strip,
    Clip,
    Keep,
}

/// Reads the text whose sign stands at an offset, inside of what is indented as deep as `outer`. `None` where there is doubt, or lines of a
/// folded text are indented deeper than the others.
pub(super) fn read(text: &str, start: usize, outer: usize) -> Option<Found> {
    let head_end = line_end(text, start);
    let (is_folded, last, said) = head(text.get(start..head_end)?)?;
    let first = written_lines(text, head_end + 1).next();
    let indent = match (said, first) {
        (Some(said), _) => outer + said,
        (None, Some((_, column))) => column.max(outer + 1),
        (None, None) => outer + 1,
    };

    let (mut found, mut begins) = (String::new(), None);
    let (mut at, mut blank) = (head_end + 1, 0);
    let mut end = text.len();
    while at < text.len() {
        let line = text.get(at..line_end(text, at))?;
        let column = line.len() - line.trim_start_matches(' ').len();
        if column == line.len() {
            if column > indent && begins.is_some() {
                return None;
            }
            blank += 1;
        } else if column < indent {
            if column > outer {
                return None;
            }
            end = at + column;
            break;
        } else {
            let is_deeper = |byte: &u8| matches!(byte, b' ' | b'\t');
            if is_folded && line.as_bytes().get(indent).is_some_and(is_deeper) {
                return None;
            }
            match blank + usize::from(!is_folded && begins.is_some()) {
                0 if begins.is_some() => found.push(' '),
                breaks => found.extend(std::iter::repeat_n('\n', breaks)),
            }
            found.push_str(line.get(indent..)?);
            begins.get_or_insert(at + indent);
            blank = 0;
        }
        at += line.len() + 1;
    }
    // Where the text ends with the document, it may be without a line end, or empty.
    if at > text.len() || begins.is_none() && end == text.len() {
        return None;
    }
    let has_end = begins.is_some();
    found.extend(std::iter::repeat_n(
        '\n',
        match last {
            Last::Strip => 0,
            Last::Clip => usize::from(has_end),
            Last::Keep => blank + usize::from(has_end),
        },
    ));

    Some(Found {
        text: found,
        start: begins.unwrap_or(end),
        end,
        next: at,
    })
}

/// What the sign and what stands behind it say: whether lines are folded, what becomes of the last ends, and how deep it is indented.
fn head(head: &str) -> Option<(bool, Last, Option<usize>)> {
    let said = head.trim_end_matches(' ').get(1..)?;
    let digit = |text: &str| text.parse().ok().filter(|depth| (1..=9).contains(depth));
    let of = |text: &str| match text {
        "" => Some(Last::Clip),
        "-" => Some(Last::Strip),
        "+" => Some(Last::Keep),
        _ => None,
    };
    let (last, depth) = if let Some(last) = of(said) {
        (last, None)
    } else {
        // The sign may stand on either side of the digit.
        let (one, other) = said.split_at_checked(1)?;
        let (sign, depth) = if one.starts_with(['-', '+']) {
            (one, other)
        } else {
            (other, one)
        };
        (of(sign)?, Some(digit(depth)?))
    };

    Some((head.starts_with('>'), last, depth))
}
