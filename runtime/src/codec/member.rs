//! One row of a model's table, and finding rows by wire name.

use std::sync::OnceLock;

use super::shape::{Form, Shape, TimeFormat, View};
use super::writer::quoted;

/// Whether a member must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Required,
    /// May be absent.
    Optional,
    /// It stands for all members that are not declared.
    Additional,
}

/// One member of a model: its wire name, presence and shape.
///
/// # Examples
///
/// ```
/// use brogue_runtime::codec::{Form, Member, View};
///
/// const CLOSED: Member = Member::optional("closed").view(View::Flag).sends(Form::Integer);
/// assert_eq!(CLOSED.name(), "closed");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Member {
    name: &'static str,
    aliases: &'static [&'static str],
    presence: Presence,
    nullable: bool,
    sensitive: bool,
    shape: Shape,
}

impl Member {
    const fn new(name: &'static str, presence: Presence) -> Self {
        Self {
            name,
            aliases: &[],
            presence,
            nullable: false,
            sensitive: false,
            shape: Shape::PLAIN,
        }
    }

    /// A member that must be there.
    pub const fn required(name: &'static str) -> Self {
        Self::new(name, Presence::Required)
    }

    /// A member that may be absent.
    pub const fn optional(name: &'static str) -> Self {
        Self::new(name, Presence::Optional)
    }

    /// All members that are not declared, of one type. It is the last one of a table, and its slot a map.
    pub const fn additional() -> Self {
        Self::new("", Presence::Additional)
    }

    /// It may be null.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// It is also read under these names.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// Its value is never shown.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// It is read in this form, too.
    #[must_use]
    pub const fn view(mut self, view: View) -> Self {
        self.shape = self.shape.view(view);
        self
    }

    /// An empty string is no value.
    #[must_use]
    pub const fn empty_is_none(self) -> Self {
        self.view(View::EmptyIsNone)
    }

    /// It is written in this form.
    #[must_use]
    pub const fn sends(mut self, form: Form) -> Self {
        self.shape = self.shape.sends(form);
        self
    }

    /// Its dates and times have this format.
    #[must_use]
    pub const fn time(mut self, format: &'static TimeFormat) -> Self {
        self.shape = self.shape.time(format);
        self
    }

    /// The name that is written.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it must be there.
    pub const fn presence(&self) -> Presence {
        self.presence
    }

    /// Whether it may be null.
    pub const fn is_nullable(&self) -> bool {
        self.nullable
    }

    /// Whether its value must not be shown.
    pub const fn is_sensitive(&self) -> bool {
        self.sensitive
    }

    /// How its value travels.
    pub const fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Whether it is read under this name.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
}

impl From<&'static str> for Member {
    /// A plain member that must be there.
    fn from(name: &'static str) -> Self {
        Self::required(name)
    }
}

/// What is made of a model's table once, when it is needed first: finding members by wire name where they come out of order, and their
/// names as JSON writes them.
#[derive(Debug, Default)]
pub struct MemberIndex {
    buckets: OnceLock<Box<[u16]>>,
    keys: OnceLock<Box<[Box<str>]>>,
}

/// Up to so many members are looked through one by one.
const FEW: usize = 8;

/// No member in this bucket.
const EMPTY: u16 = u16::MAX;

impl MemberIndex {
    /// An index that is not built yet.
    pub const fn new() -> Self {
        Self {
            buckets: OnceLock::new(),
            keys: OnceLock::new(),
        }
    }

    /// The names as keys of JSON, each with a comma before it and a colon behind it.
    pub(crate) fn keys(&self, members: &[Member]) -> &[Box<str>] {
        self.keys.get_or_init(|| {
            let key = |member: &Member| {
                let name = quoted(member.name);

                [",", &name, ":"].concat().into_boxed_str()
            };
            members.iter().map(key).collect()
        })
    }

    /// The position of the member with this name. `hint` is where it stands if members come in order.
    #[inline]
    pub(crate) fn find(&self, members: &[Member], name: &str, hint: usize) -> Option<usize> {
        if members.get(hint).is_some_and(|member| member.name == name) {
            return Some(hint);
        }

        self.search(members, name)
    }

    fn search(&self, members: &[Member], name: &str) -> Option<usize> {
        if members.len() <= FEW || members.len() >= usize::from(EMPTY) {
            return members.iter().position(|member| member.is_called(name));
        }

        let buckets = self.buckets.get_or_init(|| build(members));
        let mut bucket = bucket_of(name, buckets.len());
        loop {
            let position = *buckets.get(bucket)?;
            if position == EMPTY {
                return None;
            }
            if members
                .get(usize::from(position))
                .is_some_and(|member| member.is_called(name))
            {
                return Some(usize::from(position));
            }
            bucket = (bucket + 1) & (buckets.len() - 1);
        }
    }
}

/// An open-addressed table at most half full, so that a search always meets an empty bucket.
fn build(members: &[Member]) -> Box<[u16]> {
    let names: usize = members.iter().map(|member| 1 + member.aliases.len()).sum();
    let mut buckets = vec![EMPTY; (names * 2).next_power_of_two()];

    for (position, member) in (0..).zip(members) {
        for name in std::iter::once(&member.name).chain(member.aliases) {
            let mut bucket = bucket_of(name, buckets.len());
            while buckets.get(bucket).is_some_and(|taken| *taken != EMPTY) {
                bucket = (bucket + 1) & (buckets.len() - 1);
            }
            if let Some(free) = buckets.get_mut(bucket) {
                *free = position;
            }
        }
    }

    buckets.into_boxed_slice()
}

/// Mixes the length with the first and the last bytes, which tell wire names apart well enough.
fn bucket_of(name: &str, buckets: usize) -> usize {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

    let bytes = name.as_bytes();
    let ends = bytes.first_chunk::<8>().zip(bytes.last_chunk::<8>());
    let (first, last) = if let Some((first, last)) = ends {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else {
        let all = |word: u64, byte: &u8| word << 8 | u64::from(*byte);
        (bytes.iter().fold(0, all), 0)
    };
    let mixed = (first ^ last.rotate_left(29) ^ bytes.len() as u64).wrapping_mul(MIX);

    (mixed >> 40) as usize & (buckets - 1)
}

#[cfg(test)]
mod tests {
    use super::{Member, MemberIndex};

    #[test]
    fn every_name_and_alias_of_a_wide_model_is_found() {
        let names: Vec<&'static str> = (0..200)
            .map(|number| &*Box::leak(format!("member_{number}").into_boxed_str()))
            .collect();
        let mut members: Vec<Member> = names.iter().map(|name| Member::optional(name)).collect();
        members.push(Member::optional("modifieddAt").aliases(&["modifiedAt"]));
        let index = MemberIndex::new();

        for (position, name) in names.iter().enumerate() {
            assert_eq!(index.find(&members, name, 0), Some(position), "{name}");
        }
        assert_eq!(index.find(&members, "modifiedAt", 7), Some(200));
        assert_eq!(index.find(&members, "member_200", 7), None);
        assert_eq!(index.find(&members, "", 7), None);
    }
}
