//! Declared quotas: an operation's own besides the API's, each counted by credential, by client, or by the value of a parameter.
//!
//! Windows slide. A request counts when it is let through, whatever comes of it afterwards; one without a good credential does not, nor one
//! that is refused for the quota, nor one for tokens. Callers of whom nothing is known count as one, and so do those whose credential names
//! no client where clients are counted. The headers tell of the tightest window: what it allows, what is left of it, and when its next
//! place becomes free, rounded up. Where both quotas have the same header it speaks of the operation's. Where quotas are not kept the
//! headers tell of one that nobody has touched.

use std::collections::BTreeMap;
use std::time::Duration;

use brogue_generator::model::{Quota, QuotaScope, ResetForm};
use brogue_runtime::{Clock, jiff};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use url::form_urlencoded;

use super::window::{Requests, Standing};
use super::{Counted, Visitor, presented};
use crate::reply::{Refusal, RefusalKind, Request};
use crate::routes::Found;
use crate::vendor::OperationId;
use crate::world::{World, lock};

/// So many counts are kept apart; what has not been used for longest is forgotten.
const MOST_KEPT_APART: usize = 10_000;

/// All counts, by the operation that has the quota (or the API) and by what it is counted by.
#[derive(Debug, Default)]
pub(super) struct Counters {
    by_place: BTreeMap<(Option<OperationId>, String), (Requests, u64)>,
}

impl Counters {
    fn requests(
        &mut self,
        place: Option<OperationId>,
        key: String,
        quota: &Quota,
        now: u64,
    ) -> &mut Requests {
        let key = (place, key);
        if self.by_place.len() >= MOST_KEPT_APART && !self.by_place.contains_key(&key) {
            let by_place = &mut self.by_place;
            by_place.retain(|(known, _), (requests, _)| {
                *known != place || !requests.is_idle(&quota.windows, now)
            });
            let oldest = by_place.iter().min_by_key(|(_, (_, used))| *used);
            let oldest = oldest.map(|(key, _)| key.clone());
            if let Some(oldest) = oldest.filter(|_| by_place.len() >= MOST_KEPT_APART) {
                by_place.remove(&oldest);
            }
        }
        let (requests, used) = self.by_place.entry(key).or_default();
        *used = now;

        requests
    }
}

/// Counts a request, where every quota lets it through.
pub(super) fn count(
    world: &World,
    id: OperationId,
    visitor: &Visitor,
    request: &Request,
) -> Counted {
    if !world.settings.keeps_quotas {
        return Counted {
            headers: untouched(world, id),
            refusal: None,
        };
    }
    let now = u64::try_from(world.clock.elapsed().as_millis()).unwrap_or(u64::MAX);
    let quotas: Vec<_> = quotas(world, id)
        .map(|(place, quota)| (place, quota, key(world, quota, visitor, request)))
        .collect();
    let mut gate = lock(&world.gate);
    let mut wait: Option<(Duration, &Quota)> = None;
    for (place, quota, key) in &quotas {
        let requests = gate.counters.requests(*place, key.clone(), quota, now);
        for standing in quota.windows.iter().map(|one| requests.standing(one, now)) {
            if standing.left == 0 && wait.is_none_or(|(longest, _)| standing.wait > longest) {
                wait = Some((standing.wait, quota));
            }
        }
    }
    let mut headers = HeaderMap::new();
    for (place, quota, key) in quotas {
        let requests = gate.counters.requests(place, key, quota, now);
        if wait.is_none() {
            requests.count(&quota.windows, now);
        }
        let standings = quota.windows.iter().map(|one| requests.standing(one, now));
        tell(&mut headers, world, quota, tightest(standings));
    }

    Counted {
        refusal: wait.map(|(wait, quota)| refusal(wait, quota)),
        headers,
    }
}

/// What the headers tell where nothing was counted.
pub(super) fn untouched(world: &World, id: OperationId) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (_, quota) in quotas(world, id) {
        let nobody = Requests::default();
        let standings = quota.windows.iter().map(|one| nobody.standing(one, 0));
        tell(&mut headers, world, quota, tightest(standings));
    }

    headers
}

/// The API's quota first: what the operation's own says comes over it.
fn quotas(world: &World, id: OperationId) -> impl Iterator<Item = (Option<OperationId>, &Quota)> {
    let (_, operation) = world.vendor.operation(id);
    let of_api = world.vendor.api.quota.iter().map(|quota| (None, quota));

    of_api.chain(operation.quota.iter().map(move |quota| (Some(id), quota)))
}

/// What a request is counted by.
fn key(world: &World, quota: &Quota, visitor: &Visitor, request: &Request) -> String {
    match &quota.scope {
        QuotaScope::Credential => visitor.owner.clone(),
        QuotaScope::Client => visitor.client.clone().unwrap_or_default(),
        QuotaScope::Parameter(name) => value(world, name, request).unwrap_or_default(),
    }
}

/// The value of a parameter, wherever it is.
fn value(world: &World, name: &str, request: &Request) -> Option<String> {
    if let Found::Operation(_, values) = world.vendor.routes.find(&request.method, &request.path)
        && let Some((_, value)) = values.into_iter().find(|(known, _)| known == name)
    {
        // A `+` in a path is a plus; `%2B` and `+` shall count as one value.
        let field = format!("={}", value.replace('+', "%2B"));
        let unescaped = form_urlencoded::parse(field.as_bytes()).next();
        return unescaped.map(|(_, value)| value.into_owned());
    }
    if let Some(value) = presented::query(request, name) {
        return Some(value.into_owned());
    }
    let value = request.headers.get(name)?;

    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The window with the fewest requests left, of several the one that takes longest to have another.
fn tightest(standings: impl Iterator<Item = Standing>) -> Option<Standing> {
    standings.min_by_key(|one| (one.left, std::cmp::Reverse(one.wait)))
}

fn tell(headers: &mut HeaderMap, world: &World, quota: &Quota, standing: Option<Standing>) {
    let Some(standing) = standing else { return };
    let told = [
        (&quota.limit_header, standing.limit.to_string()),
        (&quota.remaining_header, standing.left.to_string()),
        (
            &quota.reset_header,
            reset(quota.reset_form, standing.wait, world),
        ),
    ];
    for (name, value) in told {
        if let Some(Ok(name)) = name.as_deref().map(HeaderName::try_from)
            && let Ok(value) = HeaderValue::try_from(value)
        {
            headers.insert(name, value);
        }
    }
}

/// When the next place becomes free, as a header says it.
fn reset(form: ResetForm, wait: Duration, world: &World) -> String {
    let today = world.clock.time_of_day();
    let end = today.checked_add(wait).unwrap_or(today);
    let end = end
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    let date = || {
        let second = i64::try_from(whole_seconds(end)).unwrap_or(i64::MAX);
        jiff::Timestamp::from_second(second).unwrap_or(jiff::Timestamp::MAX)
    };

    match form {
        ResetForm::Seconds => whole_seconds(wait).to_string(),
        ResetForm::Milliseconds => wait.as_millis().to_string(),
        ResetForm::UnixTime => whole_seconds(end).to_string(),
        ResetForm::UnixMilliseconds => end.as_millis().to_string(),
        ResetForm::HttpDate => date().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string(),
        ResetForm::DateTime => date().to_string(),
    }
}

/// Seconds, rounded up: who waits for so long does not come too early.
fn whole_seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

fn refusal(wait: Duration, quota: &Quota) -> Box<Refusal> {
    let message = format!("the quota is used up: {}", quota.in_words());
    let mut refusal = Refusal::new(RefusalKind::RateLimited, message);
    let seconds = HeaderValue::from(whole_seconds(wait).max(1));
    refusal.headers.insert(header::RETRY_AFTER, seconds);

    refusal
}
