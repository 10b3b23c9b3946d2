//! The one way every call takes: describe, then at each attempt credential, quota, send, bounded read, status and envelope; then again
//! where that is safe. Nothing here knows what type the answer becomes.

mod assemble;
mod attempt;
mod body;
mod judge;

use std::time::{Duration, Instant};

use http::StatusCode;

use self::assemble::assemble;
use self::attempt::attempt;
use self::body::Limit;
use crate::answer::{Answer, Reading};
use crate::api::{Operation, Pagination};
use crate::client::Core;
use crate::clock::{later, within};
use crate::credentials::Grant;
use crate::error::{Error, ErrorKind};
use crate::excerpt;
use crate::options::Settings;
use crate::quota::{Limited, Patience, QuotaMode};
use crate::request::{Request, Target};
use crate::retry::Retry;

/// A call as it is to be made.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) core: Core,
    pub(crate) operation: &'static Operation,
    pub(crate) request: Request,
    pub(crate) pagination: Pagination,
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
pub(crate) async fn execute(plan: Plan) -> Result<Answer, Error> {
    let inner = plan.core.inner();
    let target = target(&plan)?;
    let started = inner.clock.now();
    let deadline = plan
        .settings
        .total_timeout
        .map(|timeout| later(started, timeout));
    let mut attempts = 0;
    // A replay with a new token is no try of its own.
    let mut tries = 0;
    let mut replayed = false;
    let mut last: Option<Failure> = None;

    loop {
        tries += 1;
        let grant = match grant(&plan, deadline).await {
            Ok(grant) => grant,
            Err(failure) => {
                match pause(&plan, &failure, tries, deadline) {
                    Some(pause) => inner.clock.sleep(pause).await,
                    None => return Err(finish(failure.error, &plan, &target, attempts)),
                }
                continue;
            }
        };
        // What cannot be sent takes no place of the quota.
        let request = assemble(&plan, &target, &grant)
            .map_err(|error| finish(error, &plan, &target, attempts))?;
        let permit = match inner.limiter.acquire(patience(&plan, deadline)).await {
            Ok(permit) => permit,
            // What the vendor said tells more than that there is no turn for another attempt.
            Err(limited) => {
                let error = last.map_or_else(|| no_turn(limited), |failure| failure.error);
                return Err(finish(error, &plan, &target, attempts));
            }
        };
        attempts += 1;
        let limit = Limit::new(&plan, deadline);
        let sent = attempt(&plan, &target, request, permit, limit, attempts);
        let failure = match sent.await {
            Ok(answer) => {
                grant.succeeded();
                return Ok(answer);
            }
            Err(failure) => failure,
        };
        // A token that is certainly good is not renewed for a 401 that means something else here. After the replay the token is a new one.
        let is_unauthorized = failure.error.status() == Some(StatusCode::UNAUTHORIZED);
        let is_answer = failure.error.is_not_found() && grant.is_trusted();
        if is_unauthorized && !is_answer && !replayed && grant.rejected() {
            replayed = true;
            tries -= 1;
            last = Some(failure);
            continue;
        }
        match pause(&plan, &failure, tries, deadline) {
            Some(pause) => inner.clock.sleep(pause).await,
            None => return Err(finish(failure.error, &plan, &target, attempts)),
        }
        last = Some(failure);
    }
}

/// What lets the call in, as long as it has time to wait for it.
async fn grant(plan: &Plan, deadline: Option<Instant>) -> Result<Grant, Failure> {
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
    let base = &plan.core.inner().base_url;

    plan.request.target(base).map_err(|problem| {
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
    Error::new(
        ErrorKind::RateLimited,
        "the quota is used up for longer than this call waits, nothing was sent",
    )
    .with_retry_after(limited.wait)
}

/// The pause before another attempt, or `None` where there is none: it would not be safe, or not help, or come too late.
fn pause(
    plan: &Plan,
    failure: &Failure,
    tries: u32,
    deadline: Option<Instant>,
) -> Option<Duration> {
    let clock = &plan.core.inner().clock;
    let fails_fast = plan.settings.quota == QuotaMode::FailFast && failure.error.is_rate_limited();
    if fails_fast || !failure.retry.allows(plan.operation.replay) {
        return None;
    }
    let asked = failure.error.retry_after();
    let pause = plan.settings.retry.pause(tries, asked, clock.random())?;
    let in_time = deadline.is_none_or(|deadline| later(clock.now(), pause) < deadline);

    in_time.then_some(pause)
}

fn finish(error: Error, plan: &Plan, target: &Target, attempts: u32) -> Error {
    let method = plan.request.method();

    error
        .with_call(plan.operation.id, method, &shown_url(plan, target))
        .with_attempts(attempts)
}

/// The URL for people.
fn shown_url(plan: &Plan, target: &Target) -> String {
    let mut shown = plan.core.inner().redactor.redact(&target.shown);
    let inner = plan.core.inner();
    for parameter in inner
        .credentials
        .query_parameters(inner.api, plan.operation)
    {
        crate::request::append_shown(&mut shown, parameter);
    }

    shown
}
