//! Operations: a call with its parameters, body and answer, first planned, then, when the types are built, put together.

use super::answers::{self, Answer, Value, narrowest};
use super::bodies::{self, PlannedBody};
use super::context::Context;
use super::parameters::{self, Location};
use super::resources::{Call, Found, Group};
use super::types::Builder;
use super::usage::{Direction, Usage};
use super::{availability, docs, names, notes, security, updates};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Body, FieldName, Method, NotFound, Operation, Output, Presence, Primitive, Replay, Resource,
    Segment, TypeRef,
};
use crate::parse::quirk::{Retry, Update, View};
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
            Direction::Update
        } else {
            Direction::Request
        }
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
    let body = bodies::of_request(context, &call);
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
    if let Some(body) = &plan.body {
        usage.add(context, &body.schema, plan.body_direction(), module);
    }
    match &plan.answer.value {
        Value::One(value) | Value::Page(value) => {
            usage.add(context, value, Direction::Answer, module);
        }
        Value::Nothing => {}
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
            builder.elaborate(context, &body.schema, plan.body_direction())?,
            body,
        )),
        None => None,
    };
    let body_name = body_type.as_ref().map(|(elaborated, body)| {
        (
            body.schema.span(),
            body_name(builder, body, elaborated.ty.as_ref(), resource),
        )
    });
    let mut fields =
        parameters::name_all(context, &plan.call, &plan.parameters, body_name)?.into_iter();

    let (mut path_parameters, mut beside) = (Vec::new(), Vec::new());
    for (parameter, field) in plan.parameters.iter().zip(fields.by_ref()) {
        match parameter.location {
            Location::Path => {
                path_parameters.push(parameters::in_path(context, builder, parameter, field)?);
            }
            Location::Beside(place) => beside.push(parameters::beside(
                context, builder, parameter, place, field,
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

    let body = body_type
        .zip(fields.next())
        .map(|((elaborated, body), field)| Body {
            field,
            ty: elaborated
                .ty
                .unwrap_or(TypeRef::Primitive(Primitive::Value)),
            presence: if body.written.required {
                Presence::Required
            } else {
                Presence::Optional
            },
            doc: docs::of_texts(
                None,
                body.written
                    .description
                    .as_ref()
                    .map(|text| text.value.as_str()),
                "The body.",
            ),
        });
    updates::note_replaced(context, builder, plan, body.as_ref());

    let not_found = not_found(context, &plan.call);
    let mut operation = Operation {
        method_name: plan.call.method_name.clone(),
        type_name: plan.call.type_name.clone(),
        id: written
            .operation_id
            .as_ref()
            .map_or_else(|| found.place(), |id| id.value.clone()),
        http_method: found.method,
        path: found.segments.clone(),
        path_parameters,
        parameters: beside,
        body,
        output: output(context, builder, &plan.answer, &not_found)?,
        envelope: plan.answer.envelope.clone(),
        error_body: plan.answer.error_body.clone(),
        pagination: plan.answer.pagination.clone(),
        not_found,
        replay: replay(context, &plan.call),
        security: security::of_operation(context, written),
        deprecated: written.deprecated,
        announced: availability::is_announced(context, written),
        doc: docs::of_texts(
            written.summary.as_ref().map(|text| text.value.as_str()),
            written.description.as_ref().map(|text| text.value.as_str()),
            &undescribed(found),
        ),
        origin: context.origin(
            found.key.span,
            written
                .external_docs
                .as_ref()
                .or(context.spec.external_docs.as_ref()),
        ),
        notes: Vec::new(),
        evidence: notes::evidence_of_call(plan),
    };
    operation.notes = notes::of_operation(&operation, plan.update);
    let of_security = security::notes_of_call(context, operation.security.as_deref());
    operation.notes.extend(of_security);
    context.uncertain(operation.evidence.clone());
    let around = notes::evidence_around_call(context, plan);
    context.uncertain(around);

    Some(operation)
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

fn output<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    answer: &Answer<'a>,
    not_found: &NotFound,
) -> Option<Output> {
    let (value, pages) = match &answer.value {
        Value::Nothing => return Some(Output::Nothing),
        Value::One(value) => (value, false),
        Value::Page(value) => (value, true),
    };
    let elaborated = builder.elaborate(context, value, Direction::Answer)?;

    Some(match (elaborated.ty, pages) {
        (Some(TypeRef::List(item)), true) => Output::Page { item: *item },
        (Some(ty), _) => {
            let empty = value.words.views(View::EmptyIsNone);
            Output::Value {
                ty,
                shape: elaborated.shape,
                optional: ((elaborated.nullable || answer.may_be_missing) && !not_found.null_data)
                    || empty,
            }
        }
        (None, _) => Output::Nothing,
    })
}

fn not_found<'a>(context: &mut Context<'a>, call: &Call<'a>) -> NotFound {
    narrowest(context, call, |quirks| quirks.not_found.as_ref()).map_or_else(
        NotFound::default,
        |word| {
            let written = &word.value;
            if written.null_data || written.empty_list || !written.status.is_empty() {
                context.effect(word);
            }

            NotFound {
                null_data: written.null_data,
                empty_list: written.empty_list,
                statuses: written.status.clone(),
            }
        },
    )
}

fn replay<'a>(context: &mut Context<'a>, call: &Call<'a>) -> Replay {
    let plain = match call.found.method {
        Method::Get
        | Method::Head
        | Method::Put
        | Method::Delete
        | Method::Options
        | Method::Trace => Replay::Safe,
        Method::Post | Method::Patch => Replay::Unsafe,
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
    let replay = match word.value {
        Retry::Safe => Replay::Safe,
        Retry::Never => Replay::Unsafe,
    };
    if let (Some(side_effect), Replay::Safe) = (side_effect, replay) {
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

/// What the body is called: as its type if that has a name of its own, or as the resource where it is a list of the resource's own.
fn body_name(
    builder: &Builder<'_>,
    body: &PlannedBody<'_>,
    ty: Option<&TypeRef>,
    resource: &FieldName,
) -> String {
    let written = body.schema.written();
    let is_named = written.reference.is_some() || written.quirks.rust_name.is_some();
    let base = |id| {
        let name: &str = builder.types.get(id).name.as_str();
        let stem = ["Input", "Update"]
            .iter()
            .find_map(|suffix| name.strip_suffix(suffix))
            .unwrap_or(name);
        names::field(if stem.is_empty() { name } else { stem })
    };
    match ty {
        Some(TypeRef::Named(id) | TypeRef::Boxed(id)) if is_named => base(*id),
        Some(TypeRef::List(element)) => match element.as_ref() {
            TypeRef::Named(id) if names::singular(resource.as_str()) == base(*id) => {
                resource.as_str().to_owned()
            }
            TypeRef::Named(id) => format!("{}_list", base(*id)),
            TypeRef::Primitive(_) | TypeRef::Boxed(_) | TypeRef::List(_) | TypeRef::Map(_) => {
                "body".to_owned()
            }
        },
        Some(TypeRef::Named(_) | TypeRef::Boxed(_) | TypeRef::Primitive(_) | TypeRef::Map(_))
        | None => "body".to_owned(),
    }
}
