//! Codes and tokens that were given out: a family for each consent, and in it what came of it.
//!
//! Times are counted from the clock's beginning. What has ended stays known, so that its holder is told that it has ended; what was given
//! back is forgotten. A refresh token does once and yields its successor, unless it is said to stay.

use std::fmt;
use std::time::Duration;

use super::kept::Kept;
use super::scopes::Scopes;

/// How long a code does.
const LIFE_OF_A_CODE: Duration = Duration::from_secs(600);

/// Everything that was given out.
#[derive(Default)]
pub(crate) struct Tokens {
    seed: u64,
    made: u64,
    codes: Kept<Code>,
    access: Kept<Access>,
    refresh: Kept<Family>,
}

/// What all tokens of one consent have in common.
#[derive(Clone, Debug)]
pub(super) struct Family {
    /// Its number.
    pub(super) number: u64,
    /// The schemes that its tokens are good for; all where nothing is said.
    pub(super) schemes: Option<Vec<String>>,
    /// Who asked for them, where that is known.
    pub(super) client: Option<String>,
    /// What they are good for.
    pub(super) scopes: Scopes,
}

impl Family {
    /// Whether its tokens are good for a scheme.
    pub(super) fn is_good_for(&self, scheme: &str) -> bool {
        self.schemes
            .as_ref()
            .is_none_or(|schemes| schemes.iter().any(|known| known == scheme))
    }
}

/// A code that a user brings back.
#[derive(Clone)]
pub(super) struct Code {
    /// What it is a consent to.
    pub(super) family: Family,
    /// Where the user was sent back to.
    pub(super) redirect_uri: String,
    /// The hash that its exchange is proved by.
    pub(super) challenge: Option<String>,
    ends: Duration,
    is_used: bool,
}

/// Why a code or token does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It was never given out, or is forgotten.
    Unknown,
    /// It did once already.
    Used,
    /// It has ended.
    Ended,
}

/// An access token.
pub(super) struct Access {
    /// Where it comes from.
    pub(super) family: Family,
    /// When it ends.
    pub(super) ends: Option<Duration>,
    /// How long it lives after each use.
    slides: Option<Duration>,
}

/// How long an access token lives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Life {
    /// It has no end.
    Endless,
    /// So long.
    Fixed(Duration),
    /// So long after each use.
    Sliding(Duration),
}

impl Tokens {
    /// Texts of tokens come from a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            ..Self::default()
        }
    }

    /// A new consent.
    pub(super) fn family(
        &mut self,
        schemes: Option<Vec<String>>,
        client: Option<String>,
        scopes: Scopes,
    ) -> Family {
        self.made += 1;

        Family {
            number: self.made,
            schemes,
            client,
            scopes,
        }
    }

    /// Gives out a code.
    pub(super) fn give_code(
        &mut self,
        family: Family,
        redirect_uri: String,
        challenge: Option<String>,
        now: Duration,
    ) -> String {
        let text = self.text("code");
        let code = Code {
            family,
            redirect_uri,
            challenge,
            ends: now.saturating_add(LIFE_OF_A_CODE),
            is_used: false,
        };
        self.codes.insert(text.clone(), code);

        text
    }

    /// A code that does. One that did already takes with it what it was exchanged for: somebody has stolen it.
    pub(super) fn code(&mut self, text: &str, now: Duration) -> Result<Code, Fault> {
        let code = self.codes.get(text).cloned().ok_or(Fault::Unknown)?;
        if code.is_used {
            self.revoke(code.family.number);
            return Err(Fault::Used);
        }

        Some(code)
            .filter(|code| now < code.ends)
            .ok_or(Fault::Ended)
    }

    /// The code has done.
    pub(super) fn use_code(&mut self, text: &str) {
        if let Some(code) = self.codes.get_mut(text) {
            code.is_used = true;
        }
    }

    /// Gives out an access token.
    pub(super) fn give_access(&mut self, family: Family, life: Life, now: Duration) -> String {
        let text = self.text("access");
        let (ends, slides) = match life {
            Life::Endless => (None, None),
            Life::Fixed(life) => (Some(now.saturating_add(life)), None),
            Life::Sliding(life) => (Some(now.saturating_add(life)), Some(life)),
        };
        let access = Access {
            family,
            ends,
            slides,
        };
        self.access.insert(text.clone(), access);

        text
    }

    /// Gives out a refresh token.
    pub(super) fn give_refresh(&mut self, family: Family) -> String {
        let text = self.text("refresh");
        self.refresh.insert(text.clone(), family);

        text
    }

    /// An access token that does.
    pub(super) fn access(&self, text: &str, now: Duration) -> Result<&Access, Fault> {
        let access = self.access.get(text).ok_or(Fault::Unknown)?;

        Some(access)
            .filter(|access| access.ends.is_none_or(|ends| now < ends))
            .ok_or(Fault::Ended)
    }

    /// Somebody was let in by a token: a life that slides begins anew.
    pub(super) fn used(&mut self, text: &str, now: Duration) {
        if let Some(access) = self.access.get_mut(text)
            && let Some(life) = access.slides
        {
            access.ends = Some(now.saturating_add(life));
        }
    }

    /// The consent that a refresh token stands for.
    pub(super) fn refresh(&self, text: &str) -> Option<&Family> {
        self.refresh.get(text)
    }

    /// A refresh token does no more; what came of it does.
    pub(super) fn forget_refresh(&mut self, text: &str) {
        self.refresh.remove(text);
    }

    /// The consent that any token comes from.
    pub(super) fn family_of(&self, text: &str) -> Option<&Family> {
        let access = self.access.get(text).map(|access| &access.family);

        access.or_else(|| self.refresh.get(text))
    }

    /// A consent is taken back, with everything that came of it.
    pub(super) fn revoke(&mut self, family: u64) {
        self.access.retain(|access| access.family.number != family);
        self.refresh.retain(|known| known.number != family);
    }

    /// Everything is taken back.
    pub(super) fn revoke_all(&mut self) {
        self.access.retain(|_| false);
        self.refresh.retain(|_| false);
        self.codes.retain(|_| false);
    }

    /// An access token ends now.
    pub(super) fn end(&mut self, text: &str, now: Duration) {
        if let Some(access) = self.access.get_mut(text) {
            access.ends = Some(now);
        }
    }

    /// All access tokens end now.
    pub(super) fn end_all(&mut self, now: Duration) {
        for access in self.access.values_mut() {
            access.ends = Some(access.ends.map_or(now, |ends| ends.min(now)));
        }
    }

    /// How many access tokens do.
    pub(super) fn alive(&self, now: Duration) -> usize {
        self.access
            .values()
            .filter(|access| access.ends.is_none_or(|ends| now < ends))
            .count()
    }

    /// The text of the next code or token: no other has it, and it is the same from the same seed.
    fn text(&mut self, kind: &str) -> String {
        self.made += 1;
        let number = self.made;
        let mut random = fastrand::Rng::with_seed(self.seed ^ number.rotate_left(32));

        format!("{kind}-{number}-{:032x}", random.u128(..))
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tokens")
            .field("made", &self.made)
            .finish_non_exhaustive()
    }
}
