//! The rules in force, and the choice of what a request gets.
//!
//! Of the faults that end a request (a status, a reset) the first one in the order of the rules is done; delays add up, and changes of
//! the answer come one after the other.

use std::collections::BTreeMap;

use super::answers;
use super::error::FaultError;
use super::fault::{Fault, Kind};
use super::place::{Place, impossible};
use super::struck::{Bend, End, Struck};
use crate::handle::Trail;
use crate::reply::{Reply, Request};
use crate::vendor::{OperationId, Vendor};
use crate::world::{World, lock};

/// The most rules at a time.
const MOST_RULES: usize = 1_000;

/// The rules in force.
#[derive(Debug, Default)]
pub(crate) struct FaultState {
    rules: Vec<Rule>,
    last_number: u64,
    /// The last page of each list, while there is a rule that sends pages twice.
    pub(super) pages: BTreeMap<OperationId, (Request, Reply)>,
}

#[derive(Debug)]
struct Rule {
    number: u64,
    /// Its position when it was added: what its choices come from, so that they do not depend on rules of an earlier test.
    position: usize,
    fault: Fault,
    place: Place,
    seen: u64,
    struck: u64,
}

/// A fault in force.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FaultRule {
    /// Its number, by which it is removed.
    pub number: u64,
    /// The fault.
    pub fault: Fault,
    /// How many requests came to its place.
    pub seen: u64,
    /// How many of them it struck.
    pub struck: u64,
}

impl FaultState {
    pub(super) fn add(&mut self, vendor: &Vendor, fault: Fault) -> Result<u64, FaultError> {
        let wrong = |reason| FaultError::Argument {
            text: fault.to_string(),
            reason,
        };
        if !(0.0..=1.0).contains(&fault.share) {
            return Err(FaultError::Argument {
                text: fault.share.to_string(),
                reason: "a share is from 0.0 to 1.0",
            });
        }
        if matches!(fault.kind, Kind::ServerError(status) if !(500..600).contains(&status)) {
            return Err(wrong("the status is a number from 500 to 599"));
        }
        if self.rules.len() >= MOST_RULES {
            return Err(wrong("there are 1000 faults already; clear them"));
        }
        let place = Place::of(vendor, &fault)?;
        self.last_number += 1;
        self.rules.push(Rule {
            number: self.last_number,
            position: self.rules.len(),
            fault,
            place,
            seen: 0,
            struck: 0,
        });

        Ok(self.last_number)
    }

    pub(super) fn remove(&mut self, number: u64) -> bool {
        let before = self.rules.len();
        self.rules.retain(|rule| rule.number != number);
        self.forget_pages();

        self.rules.len() < before
    }

    pub(super) fn clear(&mut self) {
        self.rules.clear();
        self.forget_pages();
    }

    pub(super) fn list(&self) -> Vec<FaultRule> {
        self.rules
            .iter()
            .map(|rule| FaultRule {
                number: rule.number,
                fault: rule.fault.clone(),
                seen: rule.seen,
                struck: rule.struck,
            })
            .collect()
    }

    /// Takes back that a rule struck, where there was nothing for it to change.
    pub(super) fn missed(&mut self, number: u64) {
        if let Some(rule) = self.rules.iter_mut().find(|rule| rule.number == number) {
            rule.struck = rule.struck.saturating_sub(1);
        }
    }

    fn forget_pages(&mut self) {
        let sent_twice = |rule: &Rule| rule.fault.kind == Kind::DuplicatedPage;
        if !self.rules.iter().any(sent_twice) {
            self.pages.clear();
        }
    }
}

/// Decides which faults a request gets, and notes them in its trail.
pub(crate) fn strike(world: &World, request: &Request, trail: &mut Trail) -> Struck {
    let mut struck = Struck::default();
    let mut ends = None;
    let mut state = lock(&world.faults);
    for rule in &mut state.rules {
        let kind = rule.fault.kind;
        if !rule.place.holds(request, trail.operation) || !concerns(world, request, trail, kind) {
            continue;
        }
        struck.keeps_page |= kind == Kind::DuplicatedPage;
        rule.seen += 1;
        let mut random = random(world.settings.seed, rule.position, rule.seen);
        let is_over = rule.fault.times.is_some_and(|times| rule.struck >= times);
        let is_ended = ends.is_some() && !matches!(kind, Kind::Delay(_));
        if is_over || is_ended || rule.seen < rule.fault.from || random.f64() >= rule.fault.share {
            continue;
        }
        rule.struck += 1;
        if kind.bends() {
            struck.bends.push(Bend {
                rule: rule.number,
                kind,
                seed: random.u64(..),
            });
            continue;
        }
        trail.faults.push(kind.to_string());
        match kind {
            Kind::Delay(time) => struck.delay = struck.delay.saturating_add(time),
            Kind::HalfAnswer => struck.halves = true,
            Kind::ExpiredToken => struck.expires_token = true,
            _ => ends = Some(kind),
        }
    }
    drop(state);
    struck.end = ends.map(|kind| match answers::reply(world, trail.operation, kind) {
        Some(reply) => End::Reply(Box::new(reply)),
        None => End::Reset,
    });

    struck
}

/// Whether a fault can happen to a request at all.
fn concerns(world: &World, request: &Request, trail: &Trail, kind: Kind) -> bool {
    let can_be_there = trail
        .operation
        .is_some_and(|id| impossible(&world.vendor, id, kind).is_none());
    match kind {
        Kind::ExpiredToken => {
            can_be_there && request.headers.contains_key(http::header::AUTHORIZATION)
        }
        Kind::Refusal
        | Kind::ExtraMember
        | Kind::Null
        | Kind::NewEnumValue
        | Kind::WrongType
        | Kind::MissingMember
        | Kind::DuplicatedPage => can_be_there,
        Kind::Delay(_)
        | Kind::RateLimit(_)
        | Kind::ServerError(_)
        | Kind::BadGateway
        | Kind::Reset
        | Kind::HalfAnswer => true,
    }
}

/// What the choices of one rule for one request come from.
fn random(seed: u64, position: usize, number: u64) -> fastrand::Rng {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut mixed = random.u64(..);
    for part in [u64::try_from(position).unwrap_or_default(), number] {
        mixed = fastrand::Rng::with_seed(mixed ^ part).u64(..);
    }

    fastrand::Rng::with_seed(mixed)
}
