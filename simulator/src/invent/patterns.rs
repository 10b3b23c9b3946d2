//! Texts that match a regular expression, and whether one does.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock, Mutex};

use fancy_regex::Regex;
use fastrand::Rng;
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::world::lock;

/// Expressions that are kept compiled, for all vendors of the process: there are as many as documents have.
static COMPILED: LazyLock<Mutex<BTreeMap<String, Option<Arc<Regex>>>>> =
    LazyLock::new(Mutex::default);

/// The most that are kept.
const KEPT: usize = 1_000;

/// Texts that are tried for one pattern, to meet its lengths.
const ATTEMPTS: usize = 12;

/// The most characters that are made.
const LONGEST: usize = 10_000;

/// Whether a text matches somewhere, as JSON Schema has it. An expression that is not understood matches all.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let known = lock(&COMPILED).get(pattern).cloned();
    let compiled = known.unwrap_or_else(|| {
        let new = Regex::new(pattern).ok().map(Arc::new);
        let mut compiled = lock(&COMPILED);
        if compiled.len() >= KEPT {
            compiled.clear();
        }
        compiled.insert(pattern.to_owned(), new.clone());
        new
    });

    compiled.is_none_or(|regex| regex.is_match(text).unwrap_or(true))
}

/// A text that matches, with so many characters where that can be had; nothing where the expression is not
/// understood, or looks ahead.
pub(super) fn text(pattern: &str, least: usize, most: usize, random: &mut Rng) -> Option<String> {
    let expression = regex_syntax::parse(pattern).ok()?;
    let mut fallback = None;
    for attempt in 0..ATTEMPTS {
        let mut writer = Writer {
            text: String::new(),
            length: 0,
            // Short ones first; then long ones, where a length is wanted.
            spare: match attempt % 3 {
                0 => 0..=3,
                1 => 0..=0,
                _ => least..=least.max(8),
            },
            random,
        };
        writer.write(&expression);
        let text = writer.text;
        let length = text.chars().count();
        if length >= least && length <= most && matches(pattern, &text) {
            return Some(text);
        }
        fallback.get_or_insert(text);
    }

    fallback
}

struct Writer<'a> {
    text: String,
    length: usize,
    /// How often more than it must something is repeated.
    spare: RangeInclusive<usize>,
    random: &'a mut Rng,
}

impl Writer<'_> {
    fn write(&mut self, expression: &Hir) {
        if self.length >= LONGEST {
            return;
        }
        match expression.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => {
                let text = String::from_utf8_lossy(&literal.0);
                self.length += text.len();
                self.text.push_str(&text);
            }
            HirKind::Class(class) => {
                self.length += 1;
                let character = self.character(class);
                self.text.extend(character);
            }
            HirKind::Repetition(repetition) => {
                let least = repetition.min as usize;
                let most = repetition.max.map_or(usize::MAX, |most| most as usize);
                let times = least
                    .saturating_add(self.random.usize(self.spare.clone()))
                    .min(most);
                for _ in 0..times.min(LONGEST) {
                    self.write(&repetition.sub);
                }
            }
            HirKind::Capture(capture) => self.write(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.write(part)),
            HirKind::Alternation(branches) => {
                let chosen = self.random.usize(0..branches.len().max(1));
                if let Some(branch) = branches.get(chosen) {
                    self.write(branch);
                }
            }
        }
    }

    /// One of a class: a letter or digit of ASCII where there is one, else another that can be seen, else any.
    fn character(&mut self, class: &Class) -> Option<char> {
        let ranges: Vec<(char, char)> = match class {
            Class::Unicode(class) => class
                .iter()
                .map(|range| (range.start(), range.end()))
                .collect(),
            Class::Bytes(class) => class
                .iter()
                .map(|range| (range.start().into(), range.end().into()))
                .collect(),
        };
        let within = |one: &char| ranges.iter().any(|(start, end)| start <= one && one <= end);
        let plain: Vec<char> = ('0'..='z')
            .filter(char::is_ascii_alphanumeric)
            .filter(within)
            .collect();
        let visible: Vec<char> = (' '..='~').filter(within).collect();
        let chosen = [plain, visible].into_iter().find(|list| !list.is_empty());

        match chosen {
            Some(list) => self.random.choice(list),
            None => ranges.first().map(|(start, _)| *start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Rng, matches, text};

    #[test]
    fn what_is_made_matches() {
        let patterns = [
            "^[01]$",
            "^([1-9]|10)$",
            "^[A-Z]{2}-\\d{4,6}$",
            "\\w+@\\w+\\.example",
            "^(?:a|bc)*$",
            "^[^/]+$",
            "^#[0-9a-fA-F]{6}$",
            "^\\+?[1-9]\\d{1,14}$",
            "^[\\p{Greek}]{3}$",
            "foo",
            "",
            "^.{20,}$",
        ];
        for pattern in patterns {
            for seed in 0..50 {
                let made = text(pattern, 0, usize::MAX, &mut Rng::with_seed(seed))
                    .expect("it is understood");
                assert!(matches(pattern, &made), "`{made}` for `{pattern}`");
            }
        }
    }

    #[test]
    fn lengths_are_kept_where_the_expression_can() {
        for seed in 0..50 {
            let made =
                text("^[a-z]*$", 40, 60, &mut Rng::with_seed(seed)).expect("it is understood");
            assert!(made.len() >= 40 && made.len() <= 60, "{made}");
        }
    }

    #[test]
    fn an_expression_that_is_not_understood_is_no_reason_to_refuse() {
        assert_eq!(text("(?=a)b", 0, 10, &mut Rng::with_seed(1)), None);
        assert!(matches("(?<", "anything"));
    }
}
