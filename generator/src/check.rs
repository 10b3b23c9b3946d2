//! From what the author wrote to what will be built: resolved, named, ordered.
//!
//! Each file turns one concern of the document into its piece of the model, or into a report; nothing later has to look again. The
//! order of [`check`] is the table of contents:
//!
//! 1. calls are grouped into resources and named, their paths cut (`resources`, `paths`, `names`, `scope`, `lock`);
//! 2. what each call refers to is followed: parameters, bodies, the value inside its answer (`operations`, `parameters`, `requests`,
//!    `files`, `bodies`, `answers`, `pagination`, `pointers`, `references`, `uses`);
//! 3. every schema that is reached is noted with the ways it travels, which decides how many types it becomes (`usage`, `classify`);
//! 4. types are divided among modules, named and built, circles closed, what is large boxed (`modules`, `place`, `types`, `members`,
//!    `unions`, `shapes`, `recursion`, `sizes`);
//! 5. operations and webhooks are put together, and what holds for all of them is added (`encodings`, `updates`, `webhooks`,
//!    `security`, `quotas`, `facts`);
//! 6. people are told what is special and what is not certain (`docs`, `notes`), and what was written for nothing (`effects`).
//!
//! Apart from all that, [`contract()`] tells the wire's side of a document to who asks for it.

mod alike;
mod answers;
mod availability;
mod bodies;
mod by_status;
mod census;
mod classify;
mod context;
mod contract;
mod docs;
mod effects;
mod encodings;
mod facts;
mod files;
mod lock;
mod media;
mod members;
mod modules;
mod names;
mod namespaces;
mod notes;
mod operations;
mod pagination;
mod parameters;
mod paths;
mod place;
mod placed;
mod pointers;
mod quotas;
mod recursion;
mod references;
mod requests;
mod resources;
mod scope;
mod security;
mod servers;
mod settle;
mod shapes;
mod sizes;
mod statuses;
mod trace;
mod types;
mod unions;
mod updates;
mod usage;
mod uses;
mod variants;
mod webhooks;
mod written;
mod yields;

pub use contract::contract;
pub use facts::{crate_name_of, is_taken};
pub use lock::{LockError, NameLock};
pub use placed::Placed;
pub use trace::{Decision, Fact, Trace};

use std::collections::BTreeSet;

use self::context::Context;
use self::operations::Plan;
use self::placed::Passed;
use self::resources::Group;
use self::usage::Usage;
use crate::diagnostic::{Diagnostics, Strictness};
use crate::model::{Api, CrateName, FieldName, Trigger};
use crate::parse::ast::{Spec, Text};
use crate::source::{Source, Span};

/// What the stage yields.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What will be built.
    pub api: Api,
    /// The name lock as it should be.
    pub lock: NameLock,
}

/// Settles what will be built; `None` exactly when an error was reported, here or before.
pub fn check(
    spec: &Spec,
    source: &Source,
    lock: &NameLock,
    diagnostics: &mut Diagnostics,
) -> Option<Checked> {
    check_named(spec, source, lock, None, diagnostics)
}

/// The same, with another name for the crate than that of the document's file.
pub fn check_named(
    spec: &Spec,
    source: &Source,
    lock: &NameLock,
    name: Option<&CrateName>,
    diagnostics: &mut Diagnostics,
) -> Option<Checked> {
    let mut context = Context::new(spec, source, lock, diagnostics);
    context.crate_name = name;

    run(context, None).map(|(checked, _)| checked)
}

/// The same for a part of a document, whose names are those that the whole has: `names` is what [`names_of`] gives.
pub fn check_part(
    spec: &Spec,
    source: &Source,
    names: &NameLock,
    name: Option<&CrateName>,
    diagnostics: &mut Diagnostics,
) -> Option<Checked> {
    let nothing = NameLock::default();
    let mut context = Context::new(spec, source, &nothing, diagnostics);
    context.crate_name = name;
    context.whole = Some(names);

    run(context, None).map(|(checked, _)| checked)
}

/// The names that all places of a document have, and the name lock as it should be; nothing where it has errors.
pub fn names_of(
    spec: &Spec,
    source: &Source,
    lock: &NameLock,
    strictness: Strictness,
) -> Option<(NameLock, NameLock)> {
    let mut diagnostics = Diagnostics::new(strictness);
    let mut context = Context::new(spec, source, lock, &mut diagnostics);
    context.all_names = Some(NameLock::default());
    elaborate(&mut context, &mut Trace::default(), &mut Vec::new())?;
    let names = context.all_names.take()?;

    (!context.has_errors()).then_some((names, context.next_lock))
}

/// The same, and what decides about one call: the one whose method stands at `call`.
pub fn check_and_trace(
    spec: &Spec,
    source: &Source,
    lock: &NameLock,
    diagnostics: &mut Diagnostics,
    call: Span,
) -> Option<(Checked, Trace)> {
    let context = Context::new(spec, source, lock, diagnostics);

    run(context, Some(call))
}

/// The same, and the type that each schema comes to where calls reach it.
pub fn check_and_place(
    spec: &Spec,
    source: &Source,
    lock: &NameLock,
    diagnostics: &mut Diagnostics,
) -> Option<(Checked, Vec<Placed>)> {
    let mut context = Context::new(spec, source, lock, diagnostics);
    context.passed = Passed::asked();
    let mut placed = Vec::new();
    let (checked, _) = run_and_place(context, None, &mut placed)?;

    Some((checked, placed))
}

fn run(context: Context<'_>, watched: Option<Span>) -> Option<(Checked, Trace)> {
    run_and_place(context, watched, &mut Vec::new())
}

fn run_and_place(
    mut context: Context<'_>,
    watched: Option<Span>,
    placed: &mut Vec<Placed>,
) -> Option<(Checked, Trace)> {
    let spec = context.spec;
    context.watch(watched);
    let mut trace = Trace::default();
    let api = elaborate(&mut context, &mut trace, placed);
    if api.is_none() {
        context.missing(spec.info.span, "a model of this document");
    }
    if context.has_errors() {
        return None;
    }
    effects::report_idle(&mut context);

    api.map(|api| {
        let lock = context.next_lock;
        (Checked { api, lock }, trace)
    })
}

fn elaborate<'a>(
    context: &mut Context<'a>,
    trace: &mut Trace,
    placed: &mut Vec<Placed>,
) -> Option<Api> {
    let spec = context.spec;
    let crate_name = facts::crate_name(context);
    let base_url = facts::base_url(context);
    let credentials = security::credentials(context);
    let quota = quotas::of_document(context);
    uses::report_lost(context);

    let mut usage = Usage::default();
    let planned = plan(context, &mut usage)?;
    let plans: Vec<&Plan<'a>> = planned.iter().flat_map(|(_, plans)| plans).collect();
    quotas::report_uncounted(context, &plans);
    let events = FieldName::parse("webhooks")?;
    let webhooks = webhooks::plan(context);
    webhooks::reach(context, &mut usage, &webhooks, &events);
    let callbacks = webhooks::plan_callbacks(context);
    let of_calls = FieldName::parse("callbacks")?;
    webhooks::reach(context, &mut usage, &callbacks, &of_calls);
    usage.close();

    let mut parts: BTreeSet<FieldName> = planned
        .iter()
        .map(|(group, _)| group.field.clone())
        .collect();
    parts.extend((!webhooks.is_empty()).then_some(events));
    parts.extend((!callbacks.is_empty()).then_some(of_calls));
    let by_status = by_status::wanted(&planned);
    let mut users: Vec<BTreeSet<FieldName>> = usage.users().cloned().collect();
    users.extend(
        by_status
            .iter()
            .map(|wanted| BTreeSet::from([wanted.module.clone()])),
    );
    let division = modules::divide(&users, &parts, FieldName::parse("shared")?);
    let mut builder = types::build(context, usage, &by_status, &division)?;
    let resources = planned
        .into_iter()
        .map(|(group, plans)| {
            let resource = operations::resource(context, &mut builder, group, &plans);
            trace::note(context, trace, &plans);
            resource
        })
        // A handle without calls would be no use to anybody.
        .filter(|resource| !resource.operations.is_empty())
        .collect();
    let webhooks = webhooks::assemble(context, &builder, &webhooks, Trigger::Vendor);
    let callbacks = webhooks::assemble(context, &builder, &callbacks, Trigger::Call);
    *placed = placed::types(context, &builder);
    let text = |text: &'a Option<Text>| text.as_ref().map(|text| text.value.as_str());
    let title = text(&spec.info.title).unwrap_or("API").to_owned();
    let mut api = Api {
        crate_name: crate_name?,
        spec_path: context.path().to_owned(),
        doc: docs::of_texts(
            text(&spec.info.summary),
            text(&spec.info.description),
            &format!("The API of {title}."),
        ),
        title,
        version: text(&spec.info.version).unwrap_or_default().to_owned(),
        docs_url: text(&spec.external_docs).map(str::to_owned),
        base_url: base_url?,
        base_url_doc: facts::base_url_doc(context),
        servers: servers::of_document(context),
        resources,
        types: builder.types,
        type_modules: division.modules,
        has_features: division.has_features,
        webhooks,
        callbacks,
        security: security::of_document(context, &credentials),
        credential_docs: security::docs_of(context, &credentials),
        credentials,
        quota,
        error_body: answers::plain_error_body(context, spec.quirks.error_body.as_ref()),
        encodings: encodings::of_document(context),
        envelope: answers::plain_envelope(context, spec.quirks.envelope.as_ref()),
        pagination: pagination::of_document(context),
        absent: availability::absent(context),
        partial_puts: facts::partial_puts(context),
        quirks: Vec::new(),
        evidence: notes::evidence_of_document(context),
        census: crate::model::Census::default(),
    };
    api.census = context.counted.finish(&api.types);
    api.evidence.extend(context.take_uncertain());
    api.quirks = notes::of_api(&api);

    Some(api)
}

/// The calls of each resource, and what of the document's schemas they reach.
fn plan<'a>(
    context: &mut Context<'a>,
    usage: &mut Usage<'a>,
) -> Option<Vec<(Group<'a>, Vec<Plan<'a>>)>> {
    let mut planned: Vec<(Group<'a>, Vec<Plan<'a>>)> = Vec::new();
    for mut group in resources::group(context)? {
        let calls = std::mem::take(&mut group.calls);
        let mut plans: Vec<Plan<'a>> = Vec::with_capacity(calls.len());
        for call in calls {
            let span = call.found.key.span;
            context.at_call(span);
            match operations::plan(context, call) {
                Some(plan) => plans.push(plan),
                None => context.missing(span, "this operation"),
            }
        }
        context.past_calls();
        for plan in &plans {
            operations::reach(context, usage, plan, &group.field);
        }
        planned.push((group, plans));
    }

    Some(planned)
}
