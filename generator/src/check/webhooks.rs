//! What the vendor sends on its own account: which events there are, what tells them apart, what they carry.

mod callbacks;
mod headers;
mod payload;
mod same;
mod words;

use std::collections::BTreeSet;

use self::payload::{Payload, payload};
use self::same::{check_same, report_overlap};
use super::context::Context;
use super::scope::{Candidate, Scope};
use super::types::Builder;
use super::usage::{Direction, Usage};
use super::{docs, names, notes, pointers};
use crate::model::{
    EventTag, FieldName, MethodName, Primitive, Shape, SignaturePlace, Trigger, TypeRef,
    VariantName, WebhookEvent, Webhooks,
};
use crate::parse::ast::{Text, Webhook};
use crate::parse::quirk::{self, Quirks};
use crate::source::{Span, Spanned};

/// A webhook with everything it refers to followed.
pub(super) struct Plan<'a> {
    key: &'a Text,
    written: &'a Webhook,
    name: VariantName,
    tag: EventTag,
    names: Vec<String>,
    /// What has to be told of it besides what was written.
    told: Vec<String>,
    body: Option<Payload<'a>>,
    /// Others that are the same event.
    same: Vec<&'a Webhook>,
}

/// A webhook before it is planned.
struct Found<'a> {
    key: &'a Text,
    written: &'a Webhook,
    /// Where it stands, as the name lock writes it.
    place: String,
    /// Its name where another one has the plain one.
    qualified: String,
    /// What has to be told of it besides what was written.
    told: Vec<String>,
    tag: EventTag,
    names: Vec<String>,
    same: Vec<(&'a Text, &'a Webhook)>,
}

impl<'a> Found<'a> {
    /// The webhook that names the event, whatever the order: the one whose key is the event's name, or the first by its key.
    fn owner(&self) -> (&'a Text, &'a Webhook) {
        let own = (self.key, self.written);
        let by_key =
            |(key, _): &(&'a Text, &'a Webhook)| (!self.names.contains(&key.value), &key.value);

        self.same
            .iter()
            .copied()
            .chain([own])
            .min_by_key(|one| by_key(one))
            .unwrap_or(own)
    }
}

/// Follows all webhooks; what was reported is left out.
pub(super) fn plan<'a>(context: &mut Context<'a>) -> Vec<Plan<'a>> {
    let found = find(context);

    planned(context, found)
}

/// Follows all callbacks.
pub(super) fn plan_callbacks<'a>(context: &mut Context<'a>) -> Vec<Plan<'a>> {
    let found = callbacks::find(context);

    planned(context, found)
}

fn planned<'a>(context: &mut Context<'a>, found: Vec<Found<'a>>) -> Vec<Plan<'a>> {
    let Some(names) = name_all(context, &found) else {
        return Vec::new();
    };
    let mut plans = Vec::with_capacity(found.len());
    for (found, name) in found.into_iter().zip(names) {
        let Some(body) = payload(context, found.written, name.as_str()) else {
            context.missing(found.key.span, "this webhook");
            continue;
        };
        for (key, other) in &found.same {
            check_same(context, &found, key, other, body.as_ref());
        }
        if let (Some(body), EventTag::Member(pointer)) = (&body, &found.tag)
            && let Some(word) =
                narrowest(context, found.written, |quirks| quirks.event_tag.as_ref())
        {
            check_pointer(context, body, pointer, word.span);
        }
        plans.push(Plan {
            key: found.key,
            written: found.written,
            name,
            tag: found.tag,
            told: {
                let headers = headers::told(context, &found.written.operation);
                found.told.into_iter().chain(headers).collect()
            },
            names: found.names,
            body,
            same: found.same.into_iter().map(|(_, other)| other).collect(),
        });
    }

    plans
}

/// Notes every schema that a webhook reaches.
pub(super) fn reach<'a>(
    context: &mut Context<'a>,
    usage: &mut Usage<'a>,
    plans: &[Plan<'a>],
    module: &FieldName,
) {
    for body in plans.iter().filter_map(|plan| plan.body.as_ref()) {
        usage.add(context, &body.schema, Direction::Answer, module);
    }
}

/// Puts the webhooks together; `None` where there are none.
pub(super) fn assemble<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    plans: &[Plan<'a>],
    trigger: Trigger,
) -> Option<Webhooks> {
    let first = plans.first()?;
    let signature = words::signature(context, plans);
    let delivery = words::delivery(context, plans);
    let mut events = Vec::with_capacity(plans.len());
    let mut evidence = Vec::new();
    for plan in plans {
        match event(context, builder, plan) {
            Some(event) => events.push(event),
            None => context.missing(plan.key.span, "this webhook"),
        }
        for webhook in std::iter::once(plan.written).chain(plan.same.iter().copied()) {
            for all in [&webhook.evidence, &webhook.operation.evidence] {
                evidence.extend(notes::of_evidence(context, &plan.key.value, all));
            }
        }
    }
    if let (Some(signature), Some(body)) = (&signature, &first.body)
        && let Some(word) = narrowest(context, first.written, |quirks| quirks.signature.as_ref())
    {
        let places = [
            Some(&signature.place),
            signature.timestamp.as_ref().map(|(place, _)| place),
        ];
        for place in places.into_iter().flatten() {
            if let SignaturePlace::Member(pointer) = place {
                check_pointer(context, body, pointer, word.span);
            }
        }
    }
    context.uncertain(evidence.clone());
    if signature.is_none() {
        name_functions(&mut events);
    }
    let mut webhooks = Webhooks {
        trigger,
        events,
        signature,
        delivery,
        notes: Vec::new(),
        evidence,
    };
    webhooks.notes = notes::of_webhooks(&webhooks)
        .into_iter()
        .map(|note| note.meaning)
        .collect();

    Some(webhooks)
}

fn event<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    plan: &Plan<'a>,
) -> Option<WebhookEvent> {
    let operation = &plan.written.operation;
    let (ty, shape) = match &plan.body {
        None => (None, Shape::default()),
        Some(body) => {
            let elaborated = builder.elaborate(context, &body.schema, Direction::Answer)?;
            (elaborated.ty, elaborated.shape)
        }
    };
    let text = |text: &'a Option<Text>| text.as_ref().map(|text| text.value.as_str());
    let mut doc = docs::of_texts(
        text(&operation.summary),
        text(&operation.description),
        &format!("The event {}.", docs::code(&plan.key.value)),
    );
    for same in &plan.same {
        let other = docs::of_texts(
            text(&same.operation.summary),
            text(&same.operation.description),
            "",
        );
        let parts = [doc.details, other.summary, other.details];
        doc.details = docs::paragraphs(parts);
    }
    for told in &plan.told {
        doc.details = docs::paragraphs([doc.details, told.clone()]);
    }
    let evidence = [&plan.written.evidence, &operation.evidence];
    let doc = docs::with_evidence(doc, evidence.into_iter().flatten());

    Some(WebhookEvent {
        name: plan.name.clone(),
        tag: plan.tag.clone(),
        names: plan.names.clone(),
        function: None,
        ty: ty.unwrap_or(TypeRef::Primitive(Primitive::Value)),
        shape,
        deprecated: operation.deprecated,
        doc,
        origin: context.origin(
            plan.key.span,
            operation
                .external_docs
                .as_ref()
                .or(context.spec.external_docs.as_ref()),
        ),
        example: plan
            .body
            .as_ref()
            .and_then(|body| body.example)
            .map(crate::load::Value::to_json),
    })
}

/// The narrowest of a quirk word.
fn narrowest<'a, T>(
    context: &Context<'a>,
    webhook: &'a Webhook,
    pick: fn(&'a Quirks) -> Option<&'a Spanned<T>>,
) -> Option<&'a Spanned<T>> {
    [
        &webhook.operation.quirks,
        &webhook.quirks,
        &context.spec.quirks,
    ]
    .into_iter()
    .find_map(pick)
}

/// All webhooks, those that are the same event together.
fn find<'a>(context: &mut Context<'a>) -> Vec<Found<'a>> {
    let spec = context.spec;
    let mut all: Vec<Found<'a>> = Vec::with_capacity(spec.webhooks.len());
    for (key, written) in &spec.webhooks {
        let (tag, names) = tag(context, key, written);
        let told = |found: &&mut Found<'a>| {
            found.tag == tag && found.names.iter().any(|name| names.contains(name))
        };
        let Some(other) = all.iter_mut().find(told) else {
            let name = names::variant(&key.value);
            all.push(Found {
                key,
                written,
                place: format!("webhook {}", key.value),
                qualified: format!("{name}{}", names::variant(&names::spelling(&key.value))),
                told: Vec::new(),
                tag,
                names,
                same: Vec::new(),
            });
            continue;
        };
        if other.names.iter().collect::<BTreeSet<_>>() == names.iter().collect() {
            other.same.push((key, written));
        } else {
            report_overlap(context, key, other.key);
        }
    }

    all
}

fn tag<'a>(context: &mut Context<'a>, key: &Text, written: &'a Webhook) -> (EventTag, Vec<String>) {
    let own = vec![key.value.clone()];
    let Some(word) = narrowest(context, written, |quirks| quirks.event_tag.as_ref()) else {
        let alone = context.spec.webhooks.len() == 1;
        let tag = if alone {
            EventTag::Only
        } else {
            EventTag::Address
        };
        return (tag, own);
    };
    let tag = context.effect(word);
    let names = if tag.values.is_empty() {
        own
    } else {
        tag.values.clone()
    };
    let tag = match &tag.place {
        quirk::SignaturePlace::Member(pointer) => EventTag::Member(pointer.clone()),
        quirk::SignaturePlace::Header(header) | quirk::SignaturePlace::Item { header, .. } => {
            EventTag::Header(header.clone())
        }
    };

    (tag, names)
}

fn name_all(context: &mut Context<'_>, found: &[Found<'_>]) -> Option<Vec<VariantName>> {
    let candidates: Vec<Candidate<'_>> = found
        .iter()
        .map(|found| {
            let (key, written) = found.owner();
            let name = names::variant(&key.value);
            let as_webhook = format!("webhook {}", key.value);
            let place = if key.value == found.key.value {
                &found.place
            } else {
                &as_webhook
            };

            Candidate {
                // There can be many callbacks of one key.
                is_exact: *place == as_webhook && names::is_spelled_as_variant(&key.value, &name),
                place: place.clone(),
                shown: format!("the webhook `{}`", key.value).into(),
                span: key.span,
                given: narrowest(context, written, |quirks| quirks.rust_name.as_ref()),
                qualified: [if key.value == found.key.value {
                    found.qualified.clone().into()
                } else {
                    format!("{name}{}", names::variant(&names::spelling(&key.value))).into()
                }]
                .into(),
                pure: name,
            }
        })
        .collect();
    let scope = Scope {
        what: "event",
        reserved: names::RESERVED_VARIANTS,
        suffix: "Event",
    };

    scope.assign(context, &candidates, VariantName::checked)
}

/// Names the functions that read the events of which nothing in a delivery tells.
fn name_functions(events: &mut [WebhookEvent]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for event in events
        .iter_mut()
        .filter(|event| event.tag == EventTag::Address)
    {
        let name = names::method(event.name.as_str());
        let free = [name.clone(), format!("{name}_event")];
        let free = free.into_iter().find(|name| !taken.contains(name));
        taken.extend(free.clone());
        event.function = free.and_then(MethodName::parse);
    }
}

/// Reports a pointer that leads nowhere in what is declared; a body that nobody describes may hold anything.
fn check_pointer<'a>(context: &mut Context<'a>, body: &Payload<'a>, pointer: &str, written: Span) {
    let is_described = pointers::holds_members(context, &body.schema);
    if is_described {
        let _ = pointers::lead(context, &body.schema, pointer, written);
    }
}
