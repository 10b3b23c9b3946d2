//! The only maker of unique names: takes all places of one scope at once, so that no name depends on the order of the document.
//!
//! Who has a name keeps it: what its author or the name lock says, and what is spelled on the wire as the name is. Others that would come
//! to the same name make way. A name that could be lost to a place that is not there yet is recorded in the lock.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{HashMap, HashSet};
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
    pub(super) shown: Told<'a>,
    /// Where it stands.
    pub(super) span: Span,
    /// The `rust-name` written there.
    pub(super) given: Option<&'a Spanned<String>>,
    /// What the rule says.
    pub(super) pure: String,
    /// What the rule says where several places come to one name, one after the other as long as they do; nothing where the author has to
    /// decide.
    pub(super) qualified: Longer<'a>,
    /// Whether the name is how it is spelled there, which one place of a scope can be at most.
    pub(super) is_exact: bool,
}

/// A text that few candidates are asked for: there, or how it is made.
pub(super) enum Told<'a> {
    /// It is there.
    Text(String),
    /// It is made of these two.
    Made(fn(&str, &str) -> String, &'a str, &'a str),
}

impl Told<'_> {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Made(make, one, other) => make(one, other),
        }
    }
}

impl From<String> for Told<'_> {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}

/// Longer names, which few candidates are asked for.
pub(super) enum Longer<'a> {
    /// These, one after the other.
    Texts(Vec<Told<'a>>),
    /// At least one, and what they are is worked out then.
    Later(Box<dyn Fn() -> Vec<String> + 'a>),
}

impl Longer<'_> {
    fn is_empty(&self) -> bool {
        match self {
            Self::Texts(texts) => texts.is_empty(),
            Self::Later(_) => false,
        }
    }

    fn texts(&self) -> Vec<String> {
        match self {
            Self::Texts(texts) => texts.iter().map(Told::text).collect(),
            Self::Later(make) => make(),
        }
    }
}

impl<'a, const N: usize> From<[Told<'a>; N]> for Longer<'a> {
    fn from(texts: [Told<'a>; N]) -> Self {
        Self::Texts(Vec::from(texts))
    }
}

/// Who decided a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decided {
    Author,
    Lock,
    /// The rule, for the one place that is spelled as its name is.
    Exact,
    Rule,
}

impl Scope<'_> {
    /// Names all places, in their order. Where several share a name it is reported, and all have it: so the run goes on, to tell what
    /// else is wrong; a lenient reader numbers them. `None` where a name cannot be had at all.
    pub(super) fn assign<N>(
        &self,
        context: &mut Context<'_>,
        candidates: &[Candidate<'_>],
        parse: fn(String) -> Result<N, String>,
    ) -> Option<Vec<N>> {
        let places = places(candidates);
        let mut names = self.first_choices(context, candidates, &places);
        let clash = qualify(&mut names, candidates);

        if context.is_lenient() {
            self.number(&mut names, clash);
        } else {
            self.report_clashes(context, candidates, &names);
        }
        record(context, candidates, &places, &names);
        let mut checked = Vec::with_capacity(candidates.len());
        for ((name, _), candidate) in names.into_iter().zip(candidates) {
            match parse(name) {
                Ok(name) => checked.push(name),
                Err(shown) => {
                    self.report_invalid(context, candidate, &shown);
                    checked.extend(parse(candidate.pure.clone()));
                }
            }
        }
        (checked.len() == candidates.len()).then_some(checked)
    }

    /// Numbers what still shares a name, in document order: the last way out, for documents whose author cannot be asked.
    fn number(&self, names: &mut [(String, Decided)], clash: bool) {
        let is_reserved = |(name, _): &(String, Decided)| self.reserved.contains(&name.as_str());
        if !clash && !names.iter().any(is_reserved) {
            return;
        }
        let mut taken: BTreeSet<String> = names.iter().map(|(name, _)| name.clone()).collect();
        taken.extend(self.reserved.iter().map(|name| (*name).to_owned()));
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for rank in [
            Decided::Author,
            Decided::Lock,
            Decided::Exact,
            Decided::Rule,
        ] {
            if rank == Decided::Rule {
                seen.extend(self.reserved.iter().map(|name| (*name).to_owned()));
            }
            for (name, _) in names.iter_mut().filter(|(_, decided)| *decided == rank) {
                if seen.insert(name.clone()) {
                    continue;
                }
                let is_camel = name.starts_with(|first: char| first.is_ascii_uppercase());
                let separator = if is_camel { "" } else { "_" };
                // `self_` is `self` with what makes it a name.
                let stem = name.trim_end_matches('_');
                let numbered = (2..=taken.len() + 2)
                    .map(|number| format!("{stem}{separator}{number}"))
                    .find(|numbered| !taken.contains(numbered));
                if let Some(numbered) = numbered {
                    taken.insert(numbered.clone());
                    *name = numbered;
                }
            }
        }
    }

    /// What each place would be called by itself. Only one can be spelled as its name is; where somebody has that name already it makes way.
    fn first_choices(
        &self,
        context: &mut Context<'_>,
        candidates: &[Candidate<'_>],
        places: &[Cow<'_, str>],
    ) -> Vec<(String, Decided)> {
        let mut names: Vec<(String, Decided)> = Vec::with_capacity(candidates.len());
        for (candidate, place) in candidates.iter().zip(places) {
            names.push(self.first_choice(context, candidate, place));
        }
        let given =
            |(_, decided): &&(String, Decided)| matches!(decided, Decided::Author | Decided::Lock);
        let given: HashSet<String> = names
            .iter()
            .filter(given)
            .map(|(name, _)| name.clone())
            .collect();
        if given.is_empty() {
            return names;
        }
        for (name, decided) in &mut names {
            if *decided == Decided::Exact && given.contains(name) {
                *decided = Decided::Rule;
            }
        }

        names
    }

    fn first_choice(
        &self,
        context: &mut Context<'_>,
        candidate: &Candidate<'_>,
        place: &str,
    ) -> (String, Decided) {
        if let Some(given) = candidate.given {
            return (context.effect(given).clone(), Decided::Author);
        }
        if let Some(locked) = context.known_name(place) {
            return (locked.to_owned(), Decided::Lock);
        }
        if self.reserved.contains(&candidate.pure.as_str()) {
            return (format!("{}{}", candidate.pure, self.suffix), Decided::Rule);
        }
        let decided = if candidate.is_exact {
            Decided::Exact
        } else {
            Decided::Rule
        };
        (candidate.pure.clone(), decided)
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

/// Gives all who share a name their next longer one, until nobody does or nobody has another; whether some still do.
fn qualify(names: &mut [(String, Decided)], candidates: &[Candidate<'_>]) -> bool {
    let mut left: Vec<Option<std::vec::IntoIter<String>>> = Vec::new();
    loop {
        let clashing: HashSet<String> = clashing(names).into_iter().map(str::to_owned).collect();
        if clashing.is_empty() {
            return false;
        }
        left.resize_with(candidates.len(), Option::default);
        let mut has_changed = false;
        for (((name, decided), candidate), left) in names.iter_mut().zip(candidates).zip(&mut left)
        {
            if *decided != Decided::Rule || !clashing.contains(name) {
                continue;
            }
            let left = left.get_or_insert_with(|| candidate.qualified.texts().into_iter());
            if let Some(longer) = left.next() {
                *name = longer;
                has_changed = true;
            }
        }
        if !has_changed {
            return true;
        }
    }
}

/// Notes the names that a place which is not there yet could take: all that are not spelled as they are, unless the author would be asked
/// then.
fn record(
    context: &mut Context<'_>,
    candidates: &[Candidate<'_>],
    places: &[Cow<'_, str>],
    names: &[(String, Decided)],
) {
    for (((name, decided), candidate), place) in names.iter().zip(candidates).zip(places) {
        context.note_name(place, name);
        let could_move = context.is_lenient() || !candidate.qualified.is_empty();
        if *decided == Decided::Lock || *decided == Decided::Rule && could_move {
            context.next_lock.set(&**place, name);
        }
    }
}

/// The places as the lock has them: where several are written alike, those behind the first are counted.
fn places<'c>(candidates: &'c [Candidate<'_>]) -> Vec<Cow<'c, str>> {
    let mut passed: HashMap<&str, usize> = HashMap::default();
    passed.reserve(candidates.len());
    let place = |candidate: &'c Candidate<'_>| {
        let count = passed.entry(candidate.place.as_str()).or_default();
        *count += 1;
        match *count {
            1 => Cow::Borrowed(candidate.place.as_str()),
            more => Cow::Owned(format!("{} ({more})", candidate.place)),
        }
    };

    candidates.iter().map(place).collect()
}

/// The names that several places have.
fn clashing(names: &[(String, Decided)]) -> HashSet<&str> {
    let mut seen: HashSet<&str> = HashSet::default();
    seen.reserve(names.len());

    names
        .iter()
        .map(|(name, _)| name.as_str())
        .filter(|name| !seen.insert(*name))
        .collect()
}
