//! Operations: a call with its parameters, body and answer, first planned, then, when the types are built, put together.

use super::answers::{self, Answer, Value, narrowest};
use super::bodies;
use super::context::Context;
use super::parameters::{self, Location};
use super::requests::{self, PlannedBody};
use super::resources::{Call, Found, Group};
use super::statuses::{Case, Errors};
use super::types::Builder;
use super::usage::{Direction, Usage};
use super::uses::Use;
use super::{
    availability, by_status, docs, names, notes, quotas, security, servers, updates, written,
    yields,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FieldName, Method, Operation, Replay, Resource, Segment};
use crate::parse::quirk::{Retry, Update};
use crate::source::Spanned;

/// A call with everything it refers to followed.
pub(super) struct Plan<'a> {
    /// The call with its names.
    pub(super) call: Call<'a>,
    /// Its body.
    pub(super) body: Option<PlannedBody<'a>>,
    /// The word that makes an update of it.
    pub(super) update: Option<&'a Spanned<Update>>,
    /// Its parameters.
    pub(super) parameters: Vec<parameters::Planned<'a>>,
    /// What it yields.
    pub(super) answer: Answer<'a>,
}

impl Plan<'_> {
    /// Which way the body travels.
    pub(super) fn body_direction(&self) -> Direction {
        if self.update.is_some() {
            return Direction::Update;
        }
        let body = self.body.as_ref();

        body.map_or(Direction::Request, PlannedBody::direction)
    }

    /// The names of its parameters, whose values a vendor may count by.
    pub(super) fn counted_parameters(&self) -> Vec<&str> {
        self.parameters
            .iter()
            .map(|parameter| parameter.wire.value.as_str())
            .collect()
    }
}

/// The word that makes an update of a call: its own, or for a PUT that of the document.
fn update<'a>(context: &Context<'a>, call: &Call<'a>) -> Option<&'a Spanned<Update>> {
    let of_document = context.spec.quirks.update.as_ref();
    let own = call.found.operation.quirks.update.as_ref();

    own.or(of_document.filter(|_| call.found.method == Method::Put))
}

/// Plans a call; `None` where something was reported.
pub(super) fn plan<'a>(context: &mut Context<'a>, call: Call<'a>) -> Option<Plan<'a>> {
    let parameters = parameters::plan(context, &call);
    let body = requests::plan(context, &call);
    let Some(parameters) = parameters else {
        // What is wrong with the answer is told in the same run.
        let _ = bodies::of_answer(context, &call);
        return None;
    };
    let sent = match &body {
        Some(bodies::Planned::Body(body)) => Some(body),
        Some(bodies::Planned::Nothing) | None => None,
    };
    let answer = answers::plan(context, &call, &parameters, sent);
    let body = match body? {
        bodies::Planned::Body(body) => Some(body),
        bodies::Planned::Nothing => None,
    };

    Some(Plan {
        update: update(context, &call),
        call,
        body,
        parameters,
        answer: answer?,
    })
}

/// Notes every schema a call reaches.
pub(super) fn reach<'a>(
    context: &mut Context<'a>,
    usage: &mut Usage<'a>,
    plan: &Plan<'a>,
    module: &FieldName,
) {
    for schema in plan
        .parameters
        .iter()
        .filter_map(|parameter| parameter.schema.as_ref())
    {
        usage.add(context, schema, Direction::Request, module);
    }
    if let Some(schema) = plan.body.as_ref().and_then(|body| body.schema.as_ref()) {
        usage.add(context, schema, plan.body_direction(), module);
        let in_parts = plan.body.as_ref().map(PlannedBody::direction) == Some(Direction::Parts);
        if in_parts && plan.update.is_some() {
            usage.update_goes_in_parts(schema);
        }
    }
    match &plan.answer.value {
        Value::One(value) | Value::Page(value) => {
            usage.add(context, value, Direction::Answer, module);
        }
        Value::Events(events, _) => {
            if let Some(item) = &events.item {
                usage.add(context, item, Direction::Answer, module);
            }
        }
        Value::Several(cases) => reach_cases(context, usage, cases, module),
        Value::Nothing | Value::Text(_) | Value::Bytes(_) => {}
    }
    match &plan.answer.errors {
        Errors::Nothing => {}
        Errors::One(body) => usage.add(context, body, Direction::Answer, module),
        Errors::Several(cases) => reach_cases(context, usage, cases, module),
    }
    if let Some(record) = &plan.answer.header_record {
        usage.add(context, record, Direction::Answer, module);
    }
}

fn reach_cases<'a>(
    context: &mut Context<'a>,
    usage: &mut Usage<'a>,
    cases: &[Case<'a>],
    module: &FieldName,
) {
    for body in cases.iter().filter_map(|case| case.body.as_ref()) {
        usage.add(context, body, Direction::Answer, module);
    }
}

/// Puts a resource together; operations with faults are missing.
pub(super) fn resource<'a>(
    context: &mut Context<'a>,
    builder: &mut Builder<'a>,
    group: Group<'a>,
    plans: &[Plan<'a>],
) -> Resource {
    let mut operations = Vec::with_capacity(plans.len());
    for plan in plans {
        context.at_call(plan.call.found.key.span);
        match assemble(context, builder, plan, &group.field) {
            Some(operation) => operations.push(operation),
            None => context.missing(plan.call.found.key.span, "this operation"),
        }
    }
    context.past_calls();

    Resource {
        field: group.field,
        name: group.name,
        doc: group.doc,
        operations,
    }
}

fn assemble<'a>(
    context: &mut Context<'a>,
    builder: &mut Builder<'a>,
    plan: &Plan<'a>,
    resource: &FieldName,
) -> Option<Operation> {
    let (found, written) = (&plan.call.found, plan.call.found.operation);
    let body_type = match &plan.body {
        Some(body) => Some((
            requests::body_type(context, builder, plan.body_direction(), body)?,
            body,
        )),
        None => None,
    };
    let body_name = body_type.as_ref().map(|(ty, body)| {
        (
            body.schema.as_ref().map_or(body.written.span, Use::span),
            requests::body_name(builder, body, ty, resource),
        )
    });
    let mut fields =
        parameters::name_all(context, &plan.call, &plan.parameters, body_name)?.into_iter();

    let (mut path_parameters, mut beside) = (Vec::new(), Vec::new());
    for (parameter, field) in plan.parameters.iter().zip(fields.by_ref()) {
        match parameter.location {
            // It stands in the path as it is.
            Location::Path if parameter.fixed.is_some() => {}
            Location::Path => {
                path_parameters.push(parameters::in_path(
                    context, builder, &plan.call, parameter, field,
                )?);
            }
            Location::Beside(place) => beside.push(parameters::beside(
                context, builder, &plan.call, parameter, place, field,
            )?),
        }
    }
    let order = |wire: &str| {
        found
            .segments
            .iter()
            .position(|segment| matches!(segment, Segment::Parameter(name) if name == wire))
    };
    path_parameters.sort_by_key(|parameter| order(&parameter.wire));

    let body = match (body_type, fields.next()) {
        (Some((ty, body)), Some(field)) => {
            requests::body(context, builder, &plan.call, body, ty, field)?
        }
        _ => None,
    };
    updates::note_replaced(context, builder, plan, body.as_ref());

    let not_found = yields::not_found(context, &plan.call);
    let mut operation = Operation {
        method_name: plan.call.method_name.clone(),
        type_name: plan.call.type_name.clone(),
        id: written
            .operation_id
            .as_ref()
            .map_or_else(|| found.place(), |id| id.value.clone()),
        http_method: found.method,
        path: parameters::with_fixed(&found.segments, &plan.parameters),
        path_parameters,
        parameters: beside,
        body,
        output: yields::output(context, builder, plan, resource, &not_found)?,
        errors: by_status::errors(context, builder, plan, resource),
        headers: by_status::headers(context, builder, plan),
        negotiation: yields::negotiation(context, plan),
        envelope: plan.answer.envelope.clone(),
        error_body: plan.answer.error_body.clone(),
        pagination: plan.answer.pagination.clone(),
        not_found,
        replay: replay(context, &plan.call),
        server: servers::of_call(context, &plan.call),
        security: security::of_operation(context, written),
        quota: quotas::of_operation(context, plan),
        deprecated: written.deprecated,
        announced: availability::is_announced(context, written),
        doc: docs::of_texts(
            written.summary.as_ref().map(|text| text.value.as_str()),
            // What is the same for all calls of an operation is told by the first of them.
            written
                .description
                .as_ref()
                .filter(|_| written.summary.is_none() || found.variant.is_none())
                .map(|text| text.value.as_str()),
            &undescribed(found),
        ),
        origin: context.origin(
            found.key.span,
            written
                .external_docs
                .as_ref()
                .or(context.spec.external_docs.as_ref()),
        ),
        place: found.key.span.start,
        notes: Vec::new(),
        evidence: notes::evidence_of_call(context, plan),
        answers: written::answers(context, &plan.call),
    };
    operation.notes = told(context, plan, &operation);
    context.uncertain(operation.evidence.clone());
    let around = notes::evidence_around_call(context, plan);
    context.uncertain(around);

    Some(operation)
}

/// What a caller must know about how a call travels.
fn told<'a>(context: &mut Context<'a>, plan: &Plan<'a>, operation: &Operation) -> Vec<String> {
    let mut told = notes::of_operation(operation, plan.update);
    told.extend(operation.server.as_deref().map(servers::note));
    told.extend(security::notes_of_call(
        context,
        operation.security.as_deref(),
    ));

    told
}

/// What a call that nobody describes does: its own name as a sentence, else its path.
fn undescribed(found: &Found<'_>) -> String {
    let id = found.operation.operation_id.as_ref();
    let words = id.map(|id| names::words(&id.value)).unwrap_or_default();
    let sentence = words.join(" ");
    let mut letters = sentence.chars();

    match letters.next() {
        Some(first) if words.len() > 1 && sentence.is_ascii() => {
            format!("{}{}.", first.to_ascii_uppercase(), letters.as_str())
        }
        _ => format!("Calls {}.", docs::code(&found.place())),
    }
}

fn replay<'a>(context: &mut Context<'a>, call: &Call<'a>) -> Replay {
    let plain = if call.found.method.is_idempotent() {
        Replay::Safe
    } else {
        Replay::Unsafe
    };
    let side_effect =
        narrowest(context, call, |quirks| quirks.side_effect.as_ref()).filter(|word| word.value);
    let after_effects = match side_effect {
        Some(word) if plain == Replay::Safe => {
            context.effect(word);
            Replay::Unsafe
        }
        _ => plain,
    };
    let Some(word) = narrowest(context, call, |quirks| quirks.retry.as_ref()) else {
        return after_effects;
    };
    let replay = match &word.value {
        Retry::Safe => Replay::Safe,
        Retry::Never => Replay::Unsafe,
        Retry::IdempotencyKey(header) => Replay::IdempotencyKey(header.clone()),
    };
    if let (Some(side_effect), Replay::Safe) = (side_effect, &replay) {
        let message = "`retry: safe` stands beside `side-effect: true`";
        context.report(
            Diagnostic::new(Code::ConflictingQuirks, word.span, message)
                .label("sending it twice is the same as once")
                .also(side_effect.span, "sending it changes something")
                .help("keep `retry: safe` if twice does no more than once, and `side-effect` otherwise"),
        );
    }
    if replay != after_effects {
        context.effect(word);
    }
    replay
}
