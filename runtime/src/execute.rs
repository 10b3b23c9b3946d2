//! The one way every call takes: describe, then at each attempt credential, quota, send, bounded read, status and envelope; then again
//! where that is safe. Nothing here knows what type the answer becomes.

mod assemble;
mod attempt;
mod body;
mod complaint;
mod judge;
mod limit;
mod trail;

use std::time::{Duration, Instant};

use http::StatusCode;

use self::assemble::assemble;
use self::attempt::attempt;
use self::trail::{Trail, add_key};
use crate::answer::{Answer, Reading};
use crate::apart::Apart;
use crate::api::{Operation, Pagination};
use crate::client::Core;
use crate::clock::{BoxFuture, later, within};
use crate::credentials::Grant;
use crate::envelope::Survey;
use crate::error::{Error, ErrorKind, NotAgain};
use crate::excerpt;
use crate::observe::{CallSpan, Subject, Watch};
use crate::options::Settings;
use crate::quota::{Limited, Patience, QuotaMode};
use crate::request::{Request, Target};
use crate::retry::Retry;
use crate::transport::Body;
use crate::upload::Upload;

/// A call as it is to be made.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) core: Core,
    pub(crate) operation: &'static Operation,
    pub(crate) request: Request,
    pub(crate) pagination: Pagination,
    /// What finds all that a page says; of other calls the operation knows it.
    pub(crate) survey: Option<Survey>,
    pub(crate) settings: Settings,
    /// How much of a success is read before it is handed out.
    pub(crate) reading: Reading,
    /// Whether elements of a list that do not fit are set apart.
    pub(crate) sifts: bool,
}

/// An attempt without an answer to hand out.
struct Failure {
    error: Error,
    retry: Retry,
}

/// Makes the call, as often as it takes and is safe.
///
/// A boxed future: whoever awaits a call, and every layer between, would carry its whole state. And no `async fn`, whose body the compiler
/// would make anew in every crate that awaits it.
#[inline(never)]
pub(crate) fn execute(
    mut plan: Apart<Plan>,
    reading: Reading,
) -> BoxFuture<'static, Result<Answer, Error>> {
    Box::pin(async move {
        let plan = &mut *plan;
        plan.reading = reading;
        let span = CallSpan::new(plan.core.inner().api.name, plan.operation.id);
        let mut trail = Trail::default();
        add_key(plan);
        let answer = span.run(run(plan, &span, &mut trail)).await;
        match answer {
            Ok(mut answer) => {
                answer.span = span;
                Ok(answer)
            }
            Err(error) => {
                span.ended(error.attempts(), Some(&error));
                Err(error.with_failed_attempts(trail.into_attempts()))
            }
        }
    })
}

async fn run(plan: &Plan, span: &CallSpan, trail: &mut Trail) -> Result<Answer, Error> {
    let inner = plan.core.inner();
    let target = target(plan)?;
    let total_timeout = plan.settings.total_timeout;
    let deadline = total_timeout.map(|timeout| later(inner.clock.now(), timeout));
    let lanes = inner.quotas.of_call(plan.operation, &plan.request);
    let mut attempts = 0;
    // What the last retry has cost.
    let mut paid = 0;
    // A replay with a new token is no try of its own.
    let mut tries = 0;
    let mut replayed = false;
    let mut last: Option<Failure> = None;

    loop {
        tries += 1;
        let grant = match grant(plan, deadline).await {
            Ok(grant) => grant,
            Err(failure) => {
                match pause(plan, &failure, tries, deadline) {
                    Ok((pause, cost)) => {
                        paid = cost;
                        inner.clock.sleep(pause).await;
                    }
                    Err(reason) => {
                        return Err(given_up(failure, reason, plan, &target, attempts));
                    }
                }
                continue;
            }
        };
        // What cannot be sent takes no place of the quota.
        let mut request = assemble(plan, &target, &grant)
            .await
            .map_err(|error| finish(error, plan, &target, attempts))?;
        let asked = (!span.is_disabled()).then(|| inner.clock.now());
        let permits = match lanes.acquire(patience(plan, deadline)).await {
            Ok(permits) => permits,
            // What the vendor said tells more than that there is no turn for another attempt.
            Err(limited) => {
                let error = last.map_or_else(|| no_turn(limited), |failure| failure.error);
                let error = error.retryable(true);
                return Err(finish(error, plan, &target, attempts));
            }
        };
        if let Some(asked) = asked {
            span.waited(inner.clock.now().saturating_duration_since(asked));
        }
        attempts += 1;
        let mut watch = watch(plan, &target, &mut request, attempts);
        let sent = attempt(
            plan,
            &target,
            &mut request,
            &lanes,
            permits,
            deadline,
            attempts,
        );
        let failure = match watch.run(sent).await {
            Ok(mut answer) => {
                grant.succeeded();
                inner.retry_budget.succeeded(paid);
                watch.answered(answer.status, &answer.headers);
                answer.watch = watch;
                answer.shown = target.into_shown();
                return Ok(answer);
            }
            Err(failure) => failure,
        };
        trail.add(&failure.error);
        // A token that is certainly good is not renewed for a 401 that means something else here. After the replay the token is a new one.
        let is_unauthorized = failure.error.status() == Some(StatusCode::UNAUTHORIZED);
        let is_answer = failure.error.is_not_found() && grant.is_trusted();
        let replays = is_unauthorized && !is_answer && !replayed && grant.rejected();
        let next = if replays {
            Ok((Duration::ZERO, paid))
        } else {
            pause(plan, &failure, tries, deadline)
        };
        let can_be_sent = plan.request.body().is_none_or(Upload::can_be_sent);
        let pause = next.as_ref().ok().map(|(pause, _)| *pause);
        watch.failed(&failure.error, pause.filter(|_| can_be_sent));
        drop(watch);
        let (pause, cost) = match next {
            Ok(next) => next,
            Err(reason) => return Err(given_up(failure, reason, plan, &target, attempts)),
        };
        if !can_be_sent {
            let error = failure.error.not_again(NotAgain::BodyGone).retryable(false);
            return Err(finish(error, plan, &target, attempts));
        }
        span.retrying(&failure.error, attempts, pause);
        if replays {
            replayed = true;
            tries -= 1;
        } else {
            paid = cost;
            inner.clock.sleep(pause).await;
        }
        last = Some(failure);
    }
}

/// Begins to watch an attempt.
fn watch(plan: &Plan, target: &Target, request: &mut http::Request<Body>, number: u32) -> Watch {
    let subject = Subject {
        operation: plan.operation.id,
        template: plan.operation.path,
        number,
        is_token_request: false,
    };

    Watch::begin(plan.core.inner().watcher(), subject, request, || {
        shown_url(&plan.core, plan.operation, target.shown())
    })
}

/// What lets the call in, as long as it has time to wait for it.
async fn grant(plan: &Plan, deadline: Option<Instant>) -> Result<Grant<'_>, Failure> {
    let inner = plan.core.inner();
    let left = deadline.map(|deadline| deadline.saturating_duration_since(inner.clock.now()));
    let obtained = inner.credentials.obtain(inner.api, plan.operation);

    match within(&*inner.clock, left, obtained).await {
        Some(Ok(grant)) => Ok(grant),
        Some(Err(failure)) => {
            let (error, retry) = failure.into_error();
            Err(Failure { error, retry })
        }
        None => Err(Failure {
            error: Error::new(ErrorKind::Credential, "no token in time, nothing was sent"),
            retry: Retry::Never,
        }),
    }
}

/// The URL without and with the credential's place.
fn target(plan: &Plan) -> Result<Target, Error> {
    let method = plan.request.method();
    let base = plan.core.base_of(plan.operation);

    plan.request.target(&base).map_err(|problem| {
        let redactor = &plan.core.inner().redactor;
        let path = excerpt::one_line(&redactor.redact(plan.request.path()));
        let problem = redactor.redact(&problem);

        Error::new(ErrorKind::Request, problem).with_call(
            plan.operation.id,
            method,
            &format!("{base}{path}"),
        )
    })
}

fn patience(plan: &Plan, deadline: Option<Instant>) -> Patience {
    Patience {
        mode: plan.settings.quota,
        deadline,
        longest_stop: plan.settings.retry.pause_bound(),
    }
}

fn no_turn(limited: Limited) -> Error {
    if let Some(error) = limited.store {
        let problem = format!("the quota could not be counted, nothing was sent: {error}");
        return Error::new(ErrorKind::QuotaStore, problem).with_source(error);
    }
    Error::new(
        ErrorKind::RateLimited,
        "the quota is used up for longer than this call waits, nothing was sent",
    )
    .with_retry_after(limited.wait)
}

/// The pause before another attempt and what the attempt costs. There is none where it would not be safe, or not help, or come too late,
/// or where there are no tokens left to pay it with, which alone is told.
fn pause(
    plan: &Plan,
    failure: &Failure,
    tries: u32,
    deadline: Option<Instant>,
) -> Result<(Duration, u32), Option<NotAgain>> {
    let clock = &plan.core.inner().clock;
    let fails_fast = plan.settings.quota == QuotaMode::FailFast && failure.error.is_rate_limited();
    if fails_fast || !failure.retry.allows(plan.operation.replay) {
        return Err(None);
    }
    let asked = failure.error.retry_after();
    let pause = plan.settings.retry.pause(tries, asked, clock.random());
    let pause = pause.ok_or(None)?;
    let in_time = deadline.is_none_or(|deadline| later(clock.now(), pause) < deadline);
    if !in_time {
        return Err(None);
    }
    let budget = &plan.core.inner().retry_budget;
    let paid = budget.pay(&plan.settings.retry, failure.error.is_timeout());
    let paid = paid.ok_or(Some(NotAgain::BudgetSpent))?;

    Ok((pause, paid))
}

/// The error of a call that is not made again, though perhaps it could be.
fn given_up(
    failure: Failure,
    reason: Option<NotAgain>,
    plan: &Plan,
    target: &Target,
    attempts: u32,
) -> Error {
    let is_retryable = failure.retry.allows(plan.operation.replay);
    let error = failure.error.retryable(is_retryable);
    let error = match reason {
        Some(reason) => error.not_again(reason),
        None => error,
    };

    finish(error, plan, target, attempts)
}

fn finish(error: Error, plan: &Plan, target: &Target, attempts: u32) -> Error {
    let method = plan.request.method();

    error
        .with_call(
            plan.operation.id,
            method,
            &shown_url(&plan.core, plan.operation, target.shown()),
        )
        .with_attempts(attempts)
}

/// The URL for people. It takes longer than sending does, so it is made only where it is shown.
pub(crate) fn shown_url(core: &Core, operation: &Operation, shown: &str) -> String {
    let inner = core.inner();
    let mut shown = inner.redactor.redact(shown);
    for parameter in inner.credentials.query_parameters(inner.api, operation) {
        crate::request::append_shown(&mut shown, &parameter);
    }

    shown
}
