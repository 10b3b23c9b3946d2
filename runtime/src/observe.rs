//! What an attempt shows of itself: to hooks, and to spans where the feature `tracing` is on.
//!
//! A [`Watch`] begins when the request is about to go out and ends once, whatever happens: with an answer, with an error, or dropped
//! together with the call. Where nobody looks it is nothing and costs nothing.

mod hook;
mod shown;
#[cfg(not(feature = "tracing"))]
mod silent;
#[cfg(feature = "tracing")]
mod span;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{HeaderMap, Method, StatusCode};

pub use hook::{Attempt, AttemptOutcome, Hook};
#[cfg(not(feature = "tracing"))]
pub(crate) use silent::{AttemptSpan, CallSpan, of_caller, renewal_ended};
#[cfg(feature = "tracing")]
pub(crate) use span::{AttemptSpan, CallSpan, of_caller, renewal_ended};

use crate::clock::Clock;
use crate::error::{Error, ErrorKind};
use crate::secret::Redactor;

/// The hooks of a client, in the order they were given.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    hooks: Vec<Arc<dyn Hook>>,
}

impl Hooks {
    pub(crate) fn push(&mut self, hook: Arc<dyn Hook>) {
        self.hooks.push(hook);
    }

    fn is_empty(&self) -> bool {
        self.hooks.is_empty()
    }

    /// Calls each hook. One that panics is passed over: what it wanted to see is no reason to lose an answer.
    fn each(&self, mut call: impl FnMut(&dyn Hook)) {
        for hook in &self.hooks {
            drop(catch_unwind(AssertUnwindSafe(|| call(&**hook))));
        }
    }
}

/// Who looks at an attempt, and with what.
#[derive(Clone, Copy)]
pub(crate) struct Watcher<'client> {
    pub(crate) hooks: &'client Hooks,
    pub(crate) redactor: &'client Redactor,
    pub(crate) clock: &'client Arc<dyn Clock>,
}

/// What an attempt is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    /// The id of the operation.
    pub(crate) operation: &'static str,
    /// The path as the spec has it; empty where the spec knows none.
    pub(crate) template: &'static str,
    /// The how many-eth attempt of its call it is.
    pub(crate) number: u32,
    /// Whether it asks for a token.
    pub(crate) is_token_request: bool,
}

/// One attempt under observation; nothing where nobody looks.
#[derive(Default)]
pub(crate) struct Watch {
    watched: Option<Box<Watched>>,
}

/// What is known of an attempt so far.
struct Watched {
    hooks: Hooks,
    redactor: Redactor,
    clock: Arc<dyn Clock>,
    span: AttemptSpan,
    subject: Subject,
    method: Method,
    url: String,
    started: Instant,
    elapsed: Option<Duration>,
    status: Option<StatusCode>,
    headers: Option<HeaderMap>,
    error: Option<ErrorKind>,
    pause: Option<Duration>,
    findings: usize,
}

impl Watch {
    /// Begins: hooks may add to the request. The URL is asked for only where somebody looks.
    pub(crate) fn begin<B>(
        watcher: Watcher<'_>,
        subject: Subject,
        request: &mut http::Request<B>,
        url: impl FnOnce() -> String,
    ) -> Self {
        let span = AttemptSpan::new(subject, request.method());
        if watcher.hooks.is_empty() && span.is_disabled() {
            return Self::default();
        }
        let seen = Watched {
            hooks: watcher.hooks.clone(),
            redactor: watcher.redactor.clone(),
            clock: Arc::clone(watcher.clock),
            span,
            subject,
            method: request.method().clone(),
            url: url(),
            started: watcher.clock.now(),
            elapsed: None,
            status: None,
            headers: None,
            error: None,
            pause: None,
            findings: 0,
        };
        seen.span
            .describe(&seen.method, &seen.url, subject.template);
        seen.hooks.each(|hook| {
            hook.before(&mut Attempt::new(&seen, request.headers_mut()));
        });

        Self {
            watched: Some(Box::new(seen)),
        }
    }

    /// Runs what the attempt does, inside its span.
    pub(crate) fn run<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        let span = self.watched.as_ref().map(|watched| watched.span.clone());

        span.unwrap_or_default().run(future)
    }

    /// An answer came, whole.
    pub(crate) fn answered(&mut self, status: StatusCode, headers: &HeaderMap) {
        if let Some(watched) = &mut self.watched {
            watched.stop();
            watched.status = Some(status);
            watched.headers = Some(headers.clone());
        }
    }

    /// No answer came, or it is an error; after the pause there is another attempt.
    pub(crate) fn failed(&mut self, error: &Error, pause: Option<Duration>) {
        if let Some(watched) = &mut self.watched {
            watched.stop();
            watched.status = error.status().or(watched.status);
            watched.headers = error.headers().cloned().or(watched.headers.take());
            watched.error = Some(error.kind());
            watched.pause = pause;
        }
    }

    /// It failed without an error of a call.
    pub(crate) fn failed_as(&mut self, kind: ErrorKind) {
        if let Some(watched) = &mut self.watched {
            watched.stop();
            watched.error = Some(kind);
        }
    }

    /// The answer differs from the spec in so many places.
    pub(crate) fn found(&mut self, findings: usize) {
        if let Some(watched) = &mut self.watched {
            watched.findings = findings;
        }
    }
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Watch")
    }
}

impl Watched {
    /// The time of the attempt ends here; what comes after is the client's own.
    fn stop(&mut self) {
        let now = self.clock.now();
        self.elapsed
            .get_or_insert_with(|| now.saturating_duration_since(self.started));
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.stop();
        self.span.ended(self.status, self.error);
        let outcome = AttemptOutcome::new(self);
        self.hooks.each(|hook| hook.after(&outcome));
    }
}
