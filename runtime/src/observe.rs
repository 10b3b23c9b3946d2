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
    /// What begins to look for them. Only a hook leads here, so that programs without one do without it.
    begin: Option<Begin>,
}

type Begin =
    fn(Watcher<'_>, &AttemptSpan, Subject, Method, &mut HeaderMap, String) -> Box<dyn Look>;

impl Hooks {
    pub(crate) fn push(&mut self, hook: Arc<dyn Hook>) {
        self.hooks.push(hook);
        self.begin = Some(Watched::begin);
    }

    fn begin(&self) -> Option<Begin> {
        // Spans are looked at without a hook, too.
        if cfg!(feature = "tracing") {
            Some(Watched::begin)
        } else {
            self.begin
        }
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
    look: Option<Box<dyn Look>>,
    span: AttemptSpan,
}

/// Who looks at an attempt.
trait Look: Send + Sync {
    /// An answer came, whole.
    fn answered(&mut self, status: StatusCode, headers: &HeaderMap);

    /// No answer came, or it is an error.
    fn failed(&mut self, error: &Error, pause: Option<Duration>);

    /// It failed without an error of a call.
    fn failed_as(&mut self, kind: ErrorKind);

    /// The answer differs from the spec in so many places.
    fn found(&mut self, findings: usize);
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
        let Some(begin) = watcher.hooks.begin() else {
            return Self::default();
        };
        if watcher.hooks.hooks.is_empty() && span.is_disabled() {
            return Self::default();
        }
        let url = url();
        span.describe(request.method(), &url, subject.template);
        let method = request.method().clone();
        let headers = request.headers_mut();
        let look = begin(watcher, &span, subject, method, headers, url);

        Self {
            look: Some(look),
            span,
        }
    }

    /// Runs what the attempt does, inside its span.
    pub(crate) fn run<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        self.span.clone().run(future)
    }

    /// An answer came, whole.
    pub(crate) fn answered(&mut self, status: StatusCode, headers: &HeaderMap) {
        if let Some(look) = &mut self.look {
            look.answered(status, headers);
        }
    }

    /// No answer came, or it is an error; after the pause there is another attempt.
    pub(crate) fn failed(&mut self, error: &Error, pause: Option<Duration>) {
        if let Some(look) = &mut self.look {
            look.failed(error, pause);
        }
    }

    /// It failed without an error of a call.
    pub(crate) fn failed_as(&mut self, kind: ErrorKind) {
        if let Some(look) = &mut self.look {
            look.failed_as(kind);
        }
    }

    /// The answer differs from the spec in so many places.
    pub(crate) fn found(&mut self, findings: usize) {
        if let Some(look) = &mut self.look {
            look.found(findings);
        }
    }
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Watch")
    }
}

impl Watched {
    fn begin(
        watcher: Watcher<'_>,
        span: &AttemptSpan,
        subject: Subject,
        method: Method,
        headers: &mut HeaderMap,
        url: String,
    ) -> Box<dyn Look> {
        let seen = Self {
            hooks: watcher.hooks.clone(),
            redactor: watcher.redactor.clone(),
            clock: Arc::clone(watcher.clock),
            span: span.clone(),
            subject,
            method,
            url,
            started: watcher.clock.now(),
            elapsed: None,
            status: None,
            headers: None,
            error: None,
            pause: None,
            findings: 0,
        };
        seen.hooks.each(|hook| {
            hook.before(&mut Attempt::new(&seen, headers));
        });

        Box::new(seen)
    }

    /// The time of the attempt ends here; what comes after is the client's own.
    fn stop(&mut self) {
        let now = self.clock.now();
        self.elapsed
            .get_or_insert_with(|| now.saturating_duration_since(self.started));
    }
}

impl Look for Watched {
    fn answered(&mut self, status: StatusCode, headers: &HeaderMap) {
        self.stop();
        self.status = Some(status);
        self.headers = Some(headers.clone());
    }

    fn failed(&mut self, error: &Error, pause: Option<Duration>) {
        self.stop();
        self.status = error.status().or(self.status);
        self.headers = error.headers().cloned().or(self.headers.take());
        self.error = Some(error.kind());
        self.pause = pause;
    }

    fn failed_as(&mut self, kind: ErrorKind) {
        self.stop();
        self.error = Some(kind);
    }

    fn found(&mut self, findings: usize) {
        self.findings = findings;
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
