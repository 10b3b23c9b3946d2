//! What tells the cases of a union apart where no member names them: a table of marks, and what is left open.

mod profile;

use self::profile::{Known, Profile};
use super::{TypeId, Types, Union, UnionTag};

/// The kinds of JSON that a case can be told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueKind {
    /// true or false.
    Boolean,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

/// What tells one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Its kind; nothing where it may be any.
    pub kind: Option<ValueKind>,
    /// The texts that it takes, where others take other ones.
    pub texts: Vec<String>,
    /// The kind of its elements, where another case has other ones.
    pub element: Option<ValueKind>,
    /// The keys that are always there.
    pub keys: Vec<String>,
    /// Members that are always there with one text.
    pub constants: Vec<(String, String)>,
    /// A member that tells it from another case by its texts, where it is there.
    pub choice: Option<(String, Vec<String>)>,
    /// A member that tells it from another case by its kind, where it is there.
    pub holding: Option<(String, ValueKind)>,
    /// The type whose members tell it: it is the case that knows most of a value's keys.
    pub members: Option<TypeId>,
}

/// How a value finds its case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// What tells each case, in their order.
    pub marks: Vec<Mark>,
    /// Pairs of cases that nothing tells apart: of those that fit, the first one is taken.
    pub ties: Vec<(usize, usize)>,
}

/// The most cases that are compared with each other.
const MAX_TOLD: usize = 400;

/// Makes the table of a union. Where a member names the case there is nothing to decide.
pub fn decide(types: &Types, union: &Union) -> Decision {
    if union.tag != UnionTag::Structure {
        return Decision::default();
    }
    let profiles: Vec<Profile<'_>> = union
        .cases
        .iter()
        .map(|(_, ty, _)| Profile::of(types, ty))
        .collect();
    let mut decision = Decision {
        marks: profiles.iter().map(Profile::mark).collect(),
        ties: Vec::new(),
    };
    let pivot = Pivot::of(&profiles);
    let mut held: Option<String> = None;
    let mut by_keys = false;
    // More pairs than anybody needs told are told by the keys alone.
    let is_large = profiles.len() > MAX_TOLD;
    by_keys |= is_large;
    for (second, later) in profiles.iter().enumerate().filter(|_| !is_large) {
        for (first, earlier) in profiles.iter().enumerate().take(second) {
            match tell(earlier, later, pivot.as_ref(), &mut held) {
                Told::Already => {}
                Told::Keys => by_keys = true,
                Told::Open => decision.ties.push((first, second)),
                Told::By(one, other) => {
                    decision.add(first, one);
                    decision.add(second, other);
                }
            }
        }
    }
    if by_keys || !decision.ties.is_empty() {
        for (mark, profile) in decision.marks.iter_mut().zip(&profiles) {
            mark.members = profile.structure;
        }
    }

    decision
}

impl Decision {
    fn add(&mut self, case: usize, sign: Sign) {
        let Some(mark) = self.marks.get_mut(case) else {
            return;
        };
        match sign {
            Sign::None => {}
            Sign::Texts(texts) => mark.texts = texts,
            Sign::Element(kind) => mark.element = Some(kind),
            Sign::Choices(key, texts) => {
                let is_constant = mark.constants.iter().any(|(known, _)| *known == key);
                if !is_constant {
                    mark.choice = Some((key, texts));
                }
            }
            Sign::Kind(key, kind) => mark.holding = Some((key, kind)),
        }
    }
}

/// What is added to a mark so that it tells its case from one other.
enum Sign {
    None,
    Texts(Vec<String>),
    Element(ValueKind),
    Choices(String, Vec<String>),
    Kind(String, ValueKind),
}

/// What tells two cases apart.
enum Told {
    /// Their kinds, their keys or their constants.
    Already,
    /// The keys that each of them knows.
    Keys,
    /// These, for the first and the second of them.
    By(Sign, Sign),
    /// Nothing.
    Open,
}

/// The member whose texts tell most cases: all cases that are told by such a member are told by the same.
struct Pivot {
    name: String,
    /// How long the texts of a case may be, in letters, so that they are written beside it.
    room: usize,
}

impl Pivot {
    fn of(profiles: &[Profile<'_>]) -> Option<Self> {
        // The more cases there are the less is written beside each.
        let room = if profiles.len() <= 4 { 400 } else { 60 };
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for profile in profiles {
            let members = profile.members.iter();
            for member in members.filter(|member| is_short(member, room)) {
                match counts.iter_mut().find(|(name, _)| *name == member.name) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((member.name, 1)),
                }
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max()?;
        let first = counts.iter().find(|(_, count)| *count == most && most > 1);

        first.map(|(name, _)| Self {
            name: (*name).to_owned(),
            room,
        })
    }

    fn is(&self, member: &Known<'_>) -> bool {
        member.name == self.name && is_short(member, self.room)
    }
}

/// Whether the texts of a member are few enough.
fn is_short(member: &Known<'_>, room: usize) -> bool {
    let width = |texts: &Vec<&str>| texts.iter().map(|text| text.len() + 4).sum::<usize>() < room;

    member.texts.as_ref().is_some_and(width)
}

fn tell(
    first: &Profile<'_>,
    second: &Profile<'_>,
    pivot: Option<&Pivot>,
    held: &mut Option<String>,
) -> Told {
    if first.kind != second.kind {
        return Told::Already;
    }
    match first.kind {
        Some(ValueKind::Text) => match (&first.texts, &second.texts) {
            (None, None) => Told::Open,
            (one, other) => Told::By(texts_sign(one.as_deref()), texts_sign(other.as_deref())),
        },
        Some(ValueKind::List) => match (first.element, second.element) {
            (Some(one), Some(other)) if one != other => {
                Told::By(Sign::Element(one), Sign::Element(other))
            }
            (Some(one), None) => Told::By(Sign::Element(one), Sign::None),
            (None, Some(other)) => Told::By(Sign::None, Sign::Element(other)),
            _ => Told::Open,
        },
        Some(ValueKind::Object) => match (first.structure, second.structure) {
            (Some(_), Some(_)) => tell_objects(first, second, pivot, held),
            (None, None) => Told::Open,
            // A map takes what the other one does not know.
            _ => Told::Keys,
        },
        Some(ValueKind::Boolean | ValueKind::Number) | None => Told::Open,
    }
}

fn texts_sign(texts: Option<&[&str]>) -> Sign {
    match texts {
        Some(texts) => Sign::Texts(texts.iter().map(|text| (*text).to_owned()).collect()),
        None => Sign::None,
    }
}

fn tell_objects(
    first: &Profile<'_>,
    second: &Profile<'_>,
    pivot: Option<&Pivot>,
    held: &mut Option<String>,
) -> Told {
    let on = |profile: &'_ Profile<'_>| {
        let member = profile.member(&pivot?.name)?;
        let only = member.texts.as_deref().filter(|texts| texts.len() == 1)?;
        member.required.then(|| only.concat())
    };
    if on(first)
        .zip(on(second))
        .is_some_and(|(one, other)| one != other)
    {
        return Told::Already;
    }
    let shared = || {
        first
            .members
            .iter()
            .filter_map(|one| second.member(one.name).map(|other| (one, other)))
    };
    let mut constants = shared().filter(|(one, other)| {
        let both = one.texts.as_deref().zip(other.texts.as_deref());
        let differ = matches!(both, Some(([mine], [its])) if mine != its);
        differ && one.required && other.required
    });
    let on_pivot = |one: &Known<'_>| pivot.is_some_and(|pivot| pivot.is(one));
    let texts = shared().find_map(|(one, other)| {
        let (mine, its) = (one.texts.as_ref()?, other.texts.as_ref()?);
        (on_pivot(one) && on_pivot(other)).then_some(())?;

        mine.iter()
            .all(|text| !its.contains(text))
            .then_some((one, other, mine, its))
    });
    if constants.next().is_some() {
        return Told::Already;
    }
    if let Some((one, other, mine, its)) = texts {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        return Told::By(
            Sign::Choices(one.name.to_owned(), owned(mine)),
            Sign::Choices(other.name.to_owned(), owned(its)),
        );
    }
    match (first.has_own_key(second), second.has_own_key(first)) {
        (true, true) => return Told::Already,
        (true, false) if first.weight() > second.weight() => return Told::Already,
        (false, true) if second.weight() > first.weight() => return Told::Already,
        (true, false) | (false, true) => return Told::Keys,
        (false, false) => {}
    }
    let kinds = shared().find_map(|(one, other)| {
        let (mine, its) = (one.kind?, other.kind?);

        let is_free = held.as_ref().is_none_or(|held| *held == one.name);
        (mine != its && is_free && one.required && other.required).then_some((one, mine, its))
    });
    if let Some((one, mine, its)) = kinds {
        let name = || one.name.to_owned();
        *held = Some(name());
        return Told::By(Sign::Kind(name(), mine), Sign::Kind(name(), its));
    }
    if first.is_within(second) || second.is_within(first) {
        Told::Open
    } else {
        Told::Keys
    }
}
