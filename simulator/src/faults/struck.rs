//! What was decided for one request, and what it does to the answer.

use std::time::Duration;

use brogue_generator::model::{PagedBy, Pages, Pagination};
use url::form_urlencoded;

use super::drift;
use super::fault::Kind;
use crate::handle::Trail;
use crate::reply::{Reply, ReplyBody, Request};
use crate::schema;
use crate::vendor::OperationId;
use crate::world::{World, lock};

/// The faults that one request gets.
#[derive(Debug, Default)]
pub(crate) struct Struck {
    pub(super) delay: Duration,
    pub(super) end: Option<End>,
    pub(super) halves: bool,
    pub(super) expires_token: bool,
    pub(super) bends: Vec<Bend>,
    pub(super) keeps_page: bool,
}

/// What ends a request before it is carried out.
#[derive(Debug)]
pub(super) enum End {
    /// The connection is broken off.
    Reset,
    /// This is answered.
    Reply(Box<Reply>),
}

/// A change of the answer, wanted by a rule.
#[derive(Debug)]
pub(super) struct Bend {
    pub(super) rule: u64,
    pub(super) kind: Kind,
    pub(super) seed: u64,
}

impl Struck {
    /// How long the answer is kept back.
    pub(crate) fn delay(&self) -> Option<Duration> {
        (!self.delay.is_zero()).then_some(self.delay)
    }

    /// Whether the connection is broken off.
    pub(crate) fn resets(&self) -> bool {
        matches!(self.end, Some(End::Reset))
    }

    /// Whether the connection is broken off in the middle of the answer.
    pub(crate) fn halves(&self) -> bool {
        self.halves
    }

    /// What is answered instead.
    pub(crate) fn reply(&self) -> Option<Reply> {
        match &self.end {
            Some(End::Reply(reply)) => Some(Reply::clone(reply)),
            Some(End::Reset) | None => None,
        }
    }

    /// Whether the token of the request has just ended.
    pub(crate) fn expires_token(&self) -> bool {
        self.expires_token
    }

    /// Changes an answer: drift, and pages that come twice. What there was no place for does not count as struck.
    pub(crate) fn bend(
        &self,
        world: &World,
        request: &Request,
        trail: &mut Trail,
        reply: &mut Reply,
    ) {
        let Some(id) = trail.operation else { return };
        if self.keeps_page {
            self.send_twice(world, id, request, trail, reply);
        }
        for bend in self.bends.iter().filter(|bend| bend.kind.drifts()) {
            match drifted(world, id, bend, reply) {
                Some(place) => trail.faults.push(format!("{} {place}", bend.kind)),
                None => lock(&world.faults).missed(bend.rule),
            }
        }
    }

    fn send_twice(
        &self,
        world: &World,
        id: OperationId,
        request: &Request,
        trail: &mut Trail,
        reply: &mut Reply,
    ) {
        let (_, operation) = world.vendor.operation(id);
        let wanted = self
            .bends
            .iter()
            .find(|bend| bend.kind == Kind::DuplicatedPage);
        let Pagination::Pages(pages) = &operation.pagination else {
            return;
        };
        let mut state = lock(&world.faults);
        if !reply.status.is_success() {
            if let Some(bend) = wanted {
                state.missed(bend.rule);
            }
            return;
        }
        let own = (request.clone(), reply.clone());
        let before = state.pages.insert(id, own);
        let Some(bend) = wanted else { return };
        match before {
            Some((asked, before)) if is_later(pages, request, &asked) => {
                *reply = before;
                trail.faults.push(bend.kind.to_string());
            }
            _ => state.missed(bend.rule),
        }
    }
}

/// Changes the body of a success; where.
fn drifted(world: &World, id: OperationId, bend: &Bend, reply: &mut Reply) -> Option<String> {
    let vendor = &world.vendor;
    let (_, operation) = vendor.operation(id);
    let ReplyBody::Json(body) = &mut reply.body else {
        return None;
    };
    if !reply.status.is_success() {
        return None;
    }
    let root = schema::of_answer(vendor, id, reply.status.as_u16())?;
    let within = &operation.envelope.data;

    drift::bend(&vendor.contract, root, within, body, bend.kind, bend.seed)
}

/// Whether a request asks for a page behind the first, and for another one than the request before.
fn is_later(pages: &Pages, request: &Request, before: &Request) -> bool {
    let is_other = request.query != before.query || request.body != before.body;
    let asked = |parameter: &str| -> Option<String> {
        if pages.in_body {
            let body: serde_json::Value = serde_json::from_slice(&request.body).ok()?;
            let value = body.pointer(parameter)?;
            return Some(match value {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            });
        }
        let query = request.query.as_deref().unwrap_or_default();
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs
            .find(|(name, _)| name == parameter)
            .map(|(_, value)| value.into_owned())
    };
    let is_later = match &pages.by {
        PagedBy::Offset { parameter, .. } => asked(parameter).is_some_and(|start| start != "0"),
        PagedBy::Page {
            parameter, first, ..
        } => asked(parameter).is_some_and(|page| page != first.to_string()),
        PagedBy::Cursor { parameter, .. } | PagedBy::AfterLast { parameter, .. } => {
            asked(parameter).is_some()
        }
        PagedBy::Link { .. } | PagedBy::LinkHeader => true,
    };

    is_other && is_later
}
