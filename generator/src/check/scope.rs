//! The only maker of unique names: takes all places of one scope at once, so that no name depends on the order of the document.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Spanned};

/// A scope of names.
pub(super) struct Scope<'s> {
    /// What a name of this scope is: `field`.
    pub(super) what: &'static str,
    /// Names that are there anyway.
    pub(super) reserved: &'s [&'s str],
    /// What is added to a rule's name that is there anyway.
    pub(super) suffix: &'static str,
}

/// One place that asks for a name.
pub(super) struct Candidate<'a> {
    /// The place as the name lock writes it.
    pub(super) place: String,
    /// The place as messages write it.
    pub(super) shown: String,
    /// Where it stands.
    pub(super) span: Span,
    /// The `rust-name` written there.
    pub(super) given: Option<&'a Spanned<String>>,
    /// What the rule says.
    pub(super) pure: String,
    /// What the rule says where several places come to one name; `None` where the author has to decide.
    pub(super) qualified: Option<String>,
}

/// Who decided a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decided {
    Author,
    Lock,
    Rule,
}

impl Scope<'_> {
    /// Names all places, in their order. Where several share a name it is reported, and all have it: so the run goes on, to tell what
    /// else is wrong; a lenient reader numbers them. `None` where a name cannot be had at all.
    pub(super) fn assign<N>(
        &self,
        context: &mut Context<'_>,
        candidates: &[Candidate<'_>],
        parse: fn(String) -> Option<N>,
    ) -> Option<Vec<N>> {
        let mut names: Vec<(String, Decided)> = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            names.push(self.first_choice(context, candidate));
        }
        let clashing = clashes(&names);
        for ((name, decided), candidate) in names.iter_mut().zip(candidates) {
            if let (Decided::Rule, true, Some(qualified)) =
                (*decided, clashing.contains(name), &candidate.qualified)
            {
                name.clone_from(qualified);
                context.next_lock.set(&candidate.place, qualified);
            }
        }

        if context.is_lenient() {
            self.number(context, candidates, &mut names);
        } else {
            self.report_clashes(context, candidates, &names);
        }
        let mut checked = Vec::with_capacity(candidates.len());
        for ((name, _), candidate) in names.into_iter().zip(candidates) {
            let shown = name.clone();
            if let Some(name) = parse(name) {
                checked.push(name);
            } else {
                self.report_invalid(context, candidate, &shown);
                checked.extend(parse(candidate.pure.clone()));
            }
        }
        (checked.len() == candidates.len()).then_some(checked)
    }

    /// Numbers what still shares a name, in document order: the last way out, for documents whose author cannot be asked. The name lock
    /// keeps the numbers where they are when the document grows.
    fn number(
        &self,
        context: &mut Context<'_>,
        candidates: &[Candidate<'_>],
        names: &mut [(String, Decided)],
    ) {
        let mut taken: BTreeSet<String> = names.iter().map(|(name, _)| name.clone()).collect();
        taken.extend(self.reserved.iter().map(|name| (*name).to_owned()));
        let mut seen: BTreeSet<String> = names
            .iter()
            .filter(|(_, decided)| *decided != Decided::Rule)
            .map(|(name, _)| name.clone())
            .collect();
        for ((name, decided), candidate) in names.iter_mut().zip(candidates) {
            if *decided != Decided::Rule || seen.insert(name.clone()) {
                continue;
            }
            let separator = if name.starts_with(|first: char| first.is_ascii_uppercase()) {
                ""
            } else {
                "_"
            };
            let numbered = (2..=taken.len() + 2)
                .map(|number| format!("{name}{separator}{number}"))
                .find(|numbered| !taken.contains(numbered));
            if let Some(numbered) = numbered {
                taken.insert(numbered.clone());
                context.next_lock.set(&candidate.place, &numbered);
                *name = numbered;
            }
        }
    }

    fn first_choice(
        &self,
        context: &mut Context<'_>,
        candidate: &Candidate<'_>,
    ) -> (String, Decided) {
        if let Some(given) = candidate.given {
            return (context.effect(given).clone(), Decided::Author);
        }
        let lock = context.lock;
        if let Some(locked) = lock.get(&candidate.place) {
            context.next_lock.set(&candidate.place, locked);
            return (locked.to_owned(), Decided::Lock);
        }
        if self.reserved.contains(&candidate.pure.as_str()) {
            return (format!("{}{}", candidate.pure, self.suffix), Decided::Rule);
        }
        (candidate.pure.clone(), Decided::Rule)
    }

    fn report_clashes(
        &self,
        context: &mut Context<'_>,
        candidates: &[Candidate<'_>],
        names: &[(String, Decided)],
    ) {
        let mut by_name: BTreeMap<&str, Vec<(&Candidate<'_>, Decided)>> = BTreeMap::new();
        for ((name, decided), candidate) in names.iter().zip(candidates) {
            by_name.entry(name).or_default().push((candidate, *decided));
        }
        by_name.retain(|_, sharing| sharing.len() > 1);

        for (name, sharing) in &by_name {
            let Some((last, earlier)) = sharing.split_last() else {
                continue;
            };
            let last = last.0;
            let locked = sharing
                .iter()
                .find(|(_, decided)| *decided == Decided::Lock);
            let (code, help) = match locked {
                Some((candidate, _)) => (
                    Code::NameLock,
                    format!(
                        "change or remove the entry `{}: {name}` of the name lock",
                        candidate.place
                    ),
                ),
                None => (
                    Code::DuplicateName,
                    format!(
                        "give one of them a name of its own, `x-quirks: {{rust-name: ..}}` instead of `{name}`"
                    ),
                ),
            };
            let message = format!(
                "{} would be the {} `{name}` a second time",
                last.shown, self.what
            );
            let mut report = Diagnostic::new(code, last.span, message)
                .label("this one")
                .help(help);
            for (other, _) in earlier {
                report = report.also(other.span, format!("{} is `{name}` too", other.shown));
            }
            context.report(report);
        }
    }

    fn report_invalid(&self, context: &mut Context<'_>, candidate: &Candidate<'_>, name: &str) {
        let locked = context.lock.get(&candidate.place).is_some();
        let report = match candidate.given {
            None if !locked => Diagnostic::new(
                Code::InvalidName,
                candidate.span,
                format!(
                    "{} has no name in Rust: `{name}` cannot be the name of a {}",
                    candidate.shown, self.what
                ),
            )
            .help("give it one: `x-quirks: {rust-name: ..}`"),
            Some(given) => Diagnostic::new(
                Code::InvalidName,
                given.span,
                format!("`{name}` cannot be the name of a {} in Rust", self.what),
            )
            .help(format!("write a name like `{}`", candidate.pure)),
            None => Diagnostic::new(
                Code::NameLock,
                candidate.span,
                format!(
                    "the name lock calls {} `{name}`, which cannot be the name of a {}",
                    candidate.shown, self.what
                ),
            )
            .help(format!(
                "remove the entry `{}` from the name lock",
                candidate.place
            )),
        };
        context.report(report);
    }
}

fn clashes(names: &[(String, Decided)]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();

    names
        .iter()
        .filter(|(name, _)| !seen.insert(name.as_str()))
        .map(|(name, _)| name.clone())
        .collect()
}
