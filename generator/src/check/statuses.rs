//! Answers that differ by their status: successes that yield different things, and the bodies of errors.

use super::alike::is_alike;
use super::answers::narrowest;
use super::bodies::{Written, successes};
use super::classify::{Class, classify};
use super::context::Context;
use super::media::is_json;
use super::names;
use super::place::Place;
use super::references::resolve;
use super::resources::Call;
use super::uses::{Use, follow};
use super::variants::Variant;
use crate::parse::ast::Schema;
use crate::parse::quirk;

/// What comes under one status, or under several.
#[derive(Clone)]
pub(super) struct Case<'a> {
    /// What the case is called.
    pub(super) name: String,
    /// The statuses, ranges of them, and `default`.
    pub(super) statuses: Vec<String>,
    /// The body; none where there is none.
    pub(super) body: Option<Use<'a>>,
}

/// The bodies of a call's errors.
pub(super) enum Errors<'a> {
    /// Nothing is said of them.
    Nothing,
    /// All are the same.
    One(Use<'a>),
    /// They differ by status.
    Several(Vec<Case<'a>>),
}

/// Statuses with the same body.
struct Group<'a> {
    statuses: Vec<String>,
    body: Option<&'a Schema>,
    component: Option<&'a str>,
}

/// The successes of a call, where they differ; nothing where one type says it all, or where a quirk says where the value is.
pub(super) fn several<'a>(
    context: &mut Context<'a>,
    call: &Call<'a>,
    written: &[Written<'a>],
) -> Option<Vec<Case<'a>>> {
    let groups = grouped(written);
    let bodies = groups.iter().filter(|group| group.body.is_some()).count();
    let is_all_json = written
        .iter()
        .all(|written| written.response.content.is_empty() || json(written).is_some());
    let is_asked_for = call.found.variant.and_then(Variant::yielded).is_some();
    if bodies < 2 || !is_all_json || is_asked_for {
        return None;
    }
    let envelope = narrowest(context, call, |quirks| quirks.envelope.as_ref());
    let has_place = envelope.is_some_and(
        |word| matches!(&word.value, quirk::Envelope::Inside { data, .. } if !data.is_empty()),
    );
    let errors = narrowest(context, call, |quirks| quirks.error_body.as_ref());
    let is_partial = errors.is_some_and(|word| word.value.partial.is_some());
    if has_place || is_partial || call.found.operation.quirks.pagination.is_some() {
        return None;
    }

    Some(cases(context, call, groups, "Answer"))
}

/// The bodies of the errors of a call. Where a quirk says what of them is to be told, it tells all there is to know.
pub(super) fn errors<'a>(context: &mut Context<'a>, call: &Call<'a>) -> Errors<'a> {
    let operation = call.found.operation;
    if narrowest(context, call, |quirks| quirks.error_body.as_ref()).is_some() {
        return Errors::Nothing;
    }
    let taken = successes(context, operation);
    let is_error = |status: &str| status.starts_with(['4', '5']) || status == "default";
    let written: Vec<Written<'a>> = operation
        .responses
        .iter()
        .filter(|(status, _)| is_error(&status.value))
        .filter(|(status, _)| {
            !taken
                .iter()
                .any(|success| success.status.span == status.span)
        })
        .filter_map(|(status, written)| {
            let (response, component) = resolve(context, written)?;
            Some(Written {
                status,
                response,
                component,
            })
        })
        .collect();
    let mut groups = grouped(&written);
    groups.retain(|group| group.body.is_some_and(|body| has_members(context, body)));
    match groups.as_slice() {
        [] => Errors::Nothing,
        [only] => {
            let owner = only.component.unwrap_or(call.type_name.as_str());
            let place = place(owner, "Error");
            let body = only.body.map(|body| context.first_alike(body, place));
            let body = body.and_then(|(body, place)| follow(context, body, place));
            body.map_or(Errors::Nothing, Errors::One)
        }
        _ => Errors::Several(cases(context, call, groups, "Error")),
    }
}

/// Whether there is more to read in an error than any JSON.
fn has_members<'a>(context: &mut Context<'a>, body: &'a Schema) -> bool {
    let used = follow(context, body, Place::of_operation("", "Error"));

    used.and_then(|used| classify(context, &used))
        .is_some_and(|class| matches!(class, Class::Struct | Class::Union(_) | Class::List(_)))
}

/// The answers, those with the same body together, in the order of their first statuses.
fn grouped<'a>(written: &[Written<'a>]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for one in written {
        let body = json(one);
        let is_same = |group: &&mut Group<'a>| match (group.body, body) {
            (Some(known), Some(body)) => is_alike(known, body),
            _ => false,
        };
        let status = one.status.value.clone();
        match groups.iter_mut().find(is_same) {
            Some(group) => group.statuses.push(status),
            None => groups.push(Group {
                statuses: vec![status],
                body,
                component: one.component,
            }),
        }
    }

    groups
}

/// The schema of an answer in JSON.
fn json<'a>(written: &Written<'a>) -> Option<&'a Schema> {
    let mut content = written.response.content.iter();
    let (_, media) = content.find(|(name, _)| is_json(&name.value))?;

    media.schema.as_ref()
}

/// Each group with a name of its own: its status, or what it holds where that comes under several.
fn cases<'a>(
    context: &mut Context<'a>,
    call: &Call<'a>,
    groups: Vec<Group<'a>>,
    word: &str,
) -> Vec<Case<'a>> {
    let mut cases = Vec::with_capacity(groups.len());
    for group in groups {
        let Some(first) = group.statuses.first() else {
            continue;
        };
        let phrase = phrase(first);
        let place = match group.component {
            Some(component) => place(component, word),
            None => Place::of_operation(call.type_name.as_str(), &phrase),
        };
        let body = match group.body {
            Some(body) => {
                let (body, place) = context.first_alike(body, place);
                let Some(body) = follow(context, body, place) else {
                    continue;
                };
                Some(body)
            }
            None => None,
        };
        let component = body.as_ref().filter(|body| body.place.is_component());
        cases.push(Case {
            // What comes under several statuses is called like what it is, if that has a name.
            name: match (group.statuses.as_slice(), component, group.component) {
                ([_], ..) | (_, None, None) => phrase,
                (_, Some(body), _) => body.place.name(),
                (_, None, Some(component)) => names::type_name(component),
            },
            statuses: group.statuses,
            body,
        });
    }

    cases
}

/// How a body is named that was written in place: after what it belongs to, and what it is.
fn place(owner: &str, word: &str) -> Place {
    let is_said = names::type_name(owner).ends_with(word);

    Place::of_operation(owner, if is_said { "" } else { word })
}

/// What a status is called.
fn phrase(status: &str) -> String {
    let known = PHRASES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(status));

    match known {
        Some((_, phrase)) => (*phrase).to_owned(),
        None => format!("Status{}", names::type_name(status)),
    }
}

const PHRASES: &[(&str, &str)] = &[
    ("200", "Ok"),
    ("201", "Created"),
    ("202", "Accepted"),
    ("203", "NonAuthoritative"),
    ("204", "NoContent"),
    ("205", "ResetContent"),
    ("206", "PartialContent"),
    ("207", "MultiStatus"),
    ("2XX", "Success"),
    ("400", "BadRequest"),
    ("401", "Unauthorized"),
    ("402", "PaymentRequired"),
    ("403", "Forbidden"),
    ("404", "NotFound"),
    ("405", "MethodNotAllowed"),
    ("406", "NotAcceptable"),
    ("408", "RequestTimeout"),
    ("409", "Conflict"),
    ("410", "Gone"),
    ("411", "LengthRequired"),
    ("412", "PreconditionFailed"),
    ("413", "ContentTooLarge"),
    ("415", "UnsupportedMediaType"),
    ("418", "ImATeapot"),
    ("422", "UnprocessableContent"),
    ("423", "Locked"),
    ("424", "FailedDependency"),
    ("428", "PreconditionRequired"),
    ("429", "TooManyRequests"),
    ("451", "UnavailableForLegalReasons"),
    ("4XX", "ClientError"),
    ("500", "InternalServerError"),
    ("501", "NotImplemented"),
    ("502", "BadGateway"),
    ("503", "ServiceUnavailable"),
    ("504", "GatewayTimeout"),
    ("5XX", "ServerError"),
    ("default", "Other"),
];
