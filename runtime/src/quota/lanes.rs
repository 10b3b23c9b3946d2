//! The limiters that one call passes, one after another, and what its answer tells them.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::{Entry, Limit, Limited, Patience, Permit};
use crate::api::Quota;
use crate::clock::Clock;
use crate::headers::retry_after;

/// A limiter, and the headers that speak of it.
#[derive(Clone, Debug)]
pub(super) struct Lane {
    pub(super) limiter: Arc<dyn Limit>,
    pub(super) quota: Option<Quota>,
}

/// What one call passes. All its attempts pass the same.
#[derive(Clone, Debug)]
pub(crate) struct Lanes {
    own: Option<Lane>,
    usual: Lane,
}

/// The right to send one request: a place of each limiter.
#[derive(Debug)]
pub(crate) struct Permits {
    own: Option<Permit>,
    usual: Permit,
}

impl Lanes {
    pub(super) fn new(own: Option<Lane>, usual: Lane) -> Self {
        Self { own, usual }
    }

    /// Waits for a turn at each. Given up, it leaves no trace.
    pub(crate) async fn acquire(&self, patience: Patience) -> Result<Permits, Limited> {
        let own = match &self.own {
            Some(lane) => Some(turn(lane, patience).await?),
            None => None,
        };
        let usual = turn(&self.usual, patience).await?;

        Ok(Permits { own, usual })
    }

    /// Tells the limiters what an answer says, and gives the wait that it asks for.
    pub(crate) fn heed(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        clock: &dyn Clock,
    ) -> Option<Duration> {
        let now = clock.time_of_day();
        let read = |lane: &Lane| lane.limiter.heed(lane.quota.as_ref()?, headers, now);
        let mut reset = None;
        if let Some(own) = &self.own {
            reset = read(own);
        }
        // Where both have the same header, an answer of the operation speaks of the operation's.
        let is_taken = self.own.as_ref().is_some_and(|own| {
            let header = |lane: &Lane| lane.quota.and_then(|quota| quota.remaining_header);
            header(own).is_some() && header(own) == header(&self.usual)
        });
        if !is_taken {
            reset = reset.or(read(&self.usual));
        }

        // Most answers are successes, which ask for no wait.
        if status.is_success() {
            return None;
        }
        let limited = status == StatusCode::TOO_MANY_REQUESTS;
        let wait = retry_after(headers, now).or(reset.filter(|_| limited));
        if let Some(wait) = wait.filter(|_| limited) {
            // Nobody says which one the vendor means.
            self.each().for_each(|lane| lane.limiter.stop(wait));
        }

        wait
    }

    fn each(&self) -> impl Iterator<Item = &Lane> {
        self.own.iter().chain([&self.usual])
    }
}

/// Waits for a turn at one.
async fn turn(lane: &Lane, patience: Patience) -> Result<Permit, Limited> {
    match Arc::clone(&lane.limiter).enter(patience)? {
        Entry::Turn(permit) => Ok(permit),
        Entry::Queue(turn) => turn.await,
    }
}

impl Permits {
    /// The request goes out now.
    pub(crate) fn leaves(&mut self) {
        self.each().for_each(Permit::leaves);
    }

    /// The request never left: its places are free again at once.
    pub(crate) fn never_sent(mut self) {
        self.each().for_each(Permit::stays);
    }

    /// The vendor has counted the request.
    pub(crate) fn answered(mut self) {
        self.each().for_each(Permit::arrived);
    }

    fn each(&mut self) -> impl Iterator<Item = &mut Permit> {
        self.own.iter_mut().chain([&mut self.usual])
    }
}
