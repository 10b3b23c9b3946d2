//! Deliveries on their way: each registration has a queue of its own, worked off in order, and what fails is tried again.
//!
//! A delivery failed if its answer has one of the statuses that the document calls a failure (all but 2xx where it calls none), or if
//! there is no answer within ten seconds. It is tried again one minute after its first try, then three, seven and so on, the gaps
//! doubling, for as long as the document says, and a last time at the end of that; all by the vendor's clock. Meanwhile the later ones
//! wait. Each try is signed anew, with its own time: a receiver refuses old signatures, and a vendor that tries for days knows that.
//! Statuses that the document says so of end all deliveries to the registration, and so does the last try where records of
//! registrations say whether they are on; otherwise it is given up.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use brogue_runtime::{Clock as _, ExposeSecret};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::members;
use super::record;
use super::registration::Pending;
use super::send::{self, Answer};
use super::signing;
use super::state::{Delivery, Plan};
use crate::world::{World, lock};

/// The time from the first try to the second.
const FIRST_GAP: Duration = Duration::from_secs(60);

/// Puts a delivery into the queue of a registration, and has it worked off.
pub(super) fn enqueue(world: &Arc<World>, number: u64, pending: Pending) {
    let mut state = lock(&world.webhooks);
    let plan = Arc::clone(&state.plan);
    let Some(registration) = state.registration(number) else {
        return;
    };
    if registration.is_full(&pending) {
        let delivery = Delivery {
            event: pending.event,
            url: registration.url.clone(),
            attempt: 0,
            status: None,
            error: Some("too much is waiting for this address: it was not sent".to_owned()),
            at: world.clock.time_of_day(),
        };
        state.note(delivery);
        return;
    }
    registration.waiting.push_back(pending);
    if !registration.is_working {
        registration.is_working = true;
        drop(state);
        plan.runtime
            .spawn(work(Arc::clone(world), number, Arc::clone(&plan)));
    }
}

async fn work(world: Arc<World>, number: u64, plan: Arc<Plan>) {
    loop {
        let pending = {
            let mut state = lock(&world.webhooks);
            let Some(registration) = state.registration(number) else {
                return;
            };
            let Some(pending) = registration.waiting.pop_front() else {
                registration.is_working = false;
                return;
            };
            pending
        };
        deliver(&world, number, &plan, &pending).await;
    }
}

/// What to do after a try.
enum Next {
    /// It is over.
    Done,
    /// Again, when the clock has run so long.
    At(Duration),
}

async fn deliver(world: &Arc<World>, number: u64, plan: &Plan, pending: &Pending) {
    let began = world.clock.elapsed();
    let mut attempt = 1;
    loop {
        let target = {
            let mut state = lock(&world.webhooks);
            state
                .registration(number)
                .filter(|registration| registration.disabled.is_none() || pending.is_trial)
                .map(|registration| (registration.url.clone(), registration.secret.clone()))
        };
        // It was deleted or switched off while this waited.
        let Some((url, secret)) = target else {
            return;
        };
        let at = world.clock.time_of_day();
        let answer = match signed(
            plan,
            pending,
            secret.as_ref().map(ExposeSecret::expose_secret),
            at,
        ) {
            Ok((headers, body)) => {
                let anywhere = world.settings.delivers_anywhere;
                send::send(plan, &url, anywhere, headers, body).await
            }
            Err(reason) => Answer::NotSent(reason),
        };
        let (next, error) = judge(world, plan, pending, began, &answer);
        let ends = match &next {
            Next::Done => reason_to_disable(plan, pending, &answer, error.is_some()),
            Next::At(_) => None,
        };
        if let Some(reason) = ends {
            disable(world, number, reason);
        }
        lock(&world.webhooks).note(Delivery {
            event: pending.event.clone(),
            url,
            attempt,
            status: match answer {
                Answer::Status(status) => Some(status),
                Answer::Failed(_) | Answer::NotSent(_) => None,
            },
            error,
            at,
        });
        match next {
            Next::Done => return,
            Next::At(due) => {
                let left = due.saturating_sub(world.clock.elapsed());
                world.clock.sleep(left).await;
                attempt += 1;
            }
        }
    }
}

/// The headers and the body of one try.
fn signed(
    plan: &Plan,
    pending: &Pending,
    secret: Option<&str>,
    at: SystemTime,
) -> Result<(HeaderMap, Vec<u8>), String> {
    let mut headers = HeaderMap::new();
    let media = HeaderValue::try_from(&pending.media);
    let media = media.unwrap_or(HeaderValue::from_static("application/json"));
    headers.insert(http::header::CONTENT_TYPE, media);
    if let Some(name) = &pending.header {
        let header = HeaderName::try_from(name).ok();
        let value = HeaderValue::try_from(&pending.event).ok();
        let (Some(header), Some(value)) = (header, value) else {
            return Err(format!("the header `{name}` cannot carry the event's name"));
        };
        headers.insert(header, value);
    }
    let Some(signature) = &plan.signature else {
        return Ok((headers, pending.body.to_vec()));
    };
    let usual = signing::usual_secret(Some(signature));

    signing::signer(signature, secret.unwrap_or(&usual))
        .and_then(|signer| signer.sign_with(headers, &pending.body, at))
        .map_err(|error| format!("it cannot be signed: {error}"))
}

/// What an answer means.
fn judge(
    world: &World,
    plan: &Plan,
    pending: &Pending,
    began: Duration,
    answer: &Answer,
) -> (Next, Option<String>) {
    let error = match answer {
        Answer::NotSent(reason) => return (Next::Done, Some(reason.clone())),
        Answer::Failed(reason) => Some(reason.clone()),
        Answer::Status(status) => {
            is_failure(plan, *status).then(|| format!("the answer has status {status}"))
        }
    };
    let ends_all = matches!(answer, Answer::Status(status) if disables(plan, *status));
    let window = plan.delivery.as_ref().and_then(|delivery| delivery.retries);
    let due = match (&error, window) {
        (Some(_), Some(window)) if !ends_all && !pending.is_trial => {
            next_try(began, world.clock.elapsed(), Duration::from_millis(window))
        }
        (None | Some(_), _) => None,
    };

    (due.map_or(Next::Done, Next::At), error)
}

fn is_failure(plan: &Plan, status: u16) -> bool {
    let declared = plan
        .delivery
        .as_ref()
        .and_then(|delivery| delivery.failure.as_ref());

    match declared {
        Some(ranges) => ranges
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&status)),
        None => !(200..300).contains(&status),
    }
}

fn disables(plan: &Plan, status: u16) -> bool {
    plan.delivery
        .as_ref()
        .is_some_and(|delivery| delivery.disables.contains(&status))
}

/// Why a registration ends with this answer, if it does.
fn reason_to_disable(
    plan: &Plan,
    pending: &Pending,
    answer: &Answer,
    failed: bool,
) -> Option<String> {
    if pending.is_trial {
        return None;
    }
    if let Answer::Status(status) = answer
        && disables(plan, *status)
    {
        return Some(format!("an answer had status {status}"));
    }
    let retries = plan.delivery.as_ref().and_then(|delivery| delivery.retries);
    let was_tried = failed && !matches!(answer, Answer::NotSent(_));

    (was_tried && plan.ends_by_disabling && retries.is_some_and(|window| window > 0))
        .then(|| "a delivery failed for as long as the vendor tries".to_owned())
}

/// Ends deliveries to a registration; its record says so, where it says anything of it.
fn disable(world: &World, number: u64, reason: String) {
    let source = {
        let mut state = lock(&world.webhooks);
        let Some(registration) = state.registration(number) else {
            return;
        };
        registration.disable(reason);
        registration.source.clone()
    };
    if let Some(source) = source {
        record::amend(world, &source.collection, &source.record, |record| {
            members::switch(record, false);
        });
    }
}

/// When the next try is, on a clock that showed `began` at the first one; nothing where the time is over.
fn next_try(began: Duration, now: Duration, window: Duration) -> Option<Duration> {
    let passed = now.saturating_sub(began);
    if passed >= window {
        return None;
    }
    let mut gap = FIRST_GAP;
    let mut planned = gap;
    while planned <= passed {
        gap = gap.saturating_mul(2);
        planned = planned.saturating_add(gap);
    }

    Some(began.saturating_add(planned.min(window)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::next_try;

    #[test]
    fn gaps_double_and_the_last_try_is_at_the_end() {
        let minutes = |count: u64| Duration::from_secs(60 * count);
        let began = minutes(5);
        let mut now = began;
        let mut tries = Vec::new();
        while let Some(next) = next_try(began, now, minutes(20)) {
            tries.push(next.saturating_sub(began).as_secs() / 60);
            now = next;
        }
        assert_eq!(tries, [1, 3, 7, 15, 20]);
        // A clock that was set far ahead skips what it has passed.
        assert_eq!(
            next_try(began, began + minutes(4), minutes(20)),
            Some(began + minutes(7))
        );
        assert_eq!(next_try(began, began, Duration::ZERO), None);
        assert_eq!(next_try(Duration::ZERO, Duration::MAX, Duration::MAX), None);
    }
}
