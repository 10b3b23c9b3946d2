//! What calls ask of a source: a token, and whether it has done.

use std::sync::Arc;

use super::{Look, TRUST, TokenFailure, TokenSource, ends};
use crate::clock::{BoxFuture, later};
use crate::credentials::{Issuer, Outcome, Token};
use crate::observe;

impl Issuer for TokenSource {
    fn at_hand(&self) -> Option<Token> {
        let now = self.network.clock.now();
        let state = self.lock();
        let current = state.current.as_ref()?;

        current
            .due_at
            .is_none_or(|due| due > now)
            .then(|| current.token.clone())
    }

    fn obtain(self: Arc<Self>) -> BoxFuture<'static, Outcome> {
        Box::pin(async move {
            let mut renewal = match self.look() {
                Look::Use(token) => return Ok(token),
                Look::Wait(renewal) => renewal,
                Look::Renew(sender, renewal) => {
                    // A box, so that both ways are the same code.
                    let task = Arc::clone(&self).renew_for_all(sender);
                    let task: BoxFuture<'static, ()> = Box::pin(observe::of_caller(task));
                    match tokio::runtime::Handle::try_current() {
                        Ok(runtime) => drop(runtime.spawn(task)),
                        Err(_) => task.await,
                    }
                    renewal
                }
            };
            let outcome = match renewal.wait_for(Option::is_some).await {
                Ok(outcome) => outcome.clone(),
                Err(_) => None,
            };

            match outcome {
                Some(Ok(token)) => Ok(token),
                // A renewal ahead of time may fail: the old token still does.
                Some(Err(failure)) => self.still_good().ok_or(failure),
                None => Err(TokenFailure::passing("the token request was given up")),
            }
        })
    }

    fn succeeded(&self, generation: u64) {
        let now = self.network.clock.now();
        let random = self.network.clock.random();
        let mut state = self.lock();
        if let Some(current) = &mut state.current
            && current.token.generation == generation
        {
            current.trusted_until = Some(later(now, TRUST));
            if let Some(slides) = current.slides {
                (current.due_at, current.ends_at) = ends(now, slides, random);
            }
        }
    }

    fn rejected(&self, generation: u64) -> bool {
        let mut state = self.lock();
        if state
            .current
            .as_ref()
            .is_some_and(|current| current.token.generation == generation)
        {
            state.rejected = state.current.take().map(|current| current.token.access);
        }

        state.current.is_some()
            || state.renewal.is_some()
            || self.grant().is_some()
            || (state.has_refresh_token && self.oauth.refresh.is_some())
    }

    fn is_trusted(&self, generation: u64) -> bool {
        let now = self.network.clock.now();
        let state = self.lock();

        state.current.as_ref().is_some_and(|current| {
            current.token.generation == generation
                && current.trusted_until.is_some_and(|until| now < until)
        })
    }

    fn source(self: Arc<Self>) -> Arc<TokenSource> {
        self
    }
}
