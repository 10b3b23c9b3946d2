//! How a list goes on: what the operation says, or the document for all lists, weighed against parameters, body and answer.

use super::classify::{Class, classify};
use super::context::Context;
use super::parameters::{self, Location};
use super::pointers::{lead, leads, place_at};
use super::requests::PlannedBody;
use super::resources::Call;
use super::uses::{Use, follow};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Method, PagedBy, Pages, Pagination, ParameterPlace};
use crate::parse::quirk::{self, pagination as written};
use crate::source::Spanned;

/// What a list and the way to its next page are weighed against.
pub(super) struct Around<'c, 'a> {
    /// The call.
    pub(super) call: &'c Call<'a>,
    /// What it takes.
    pub(super) parameters: &'c [parameters::Planned<'a>],
    /// What it sends.
    pub(super) sent: Option<&'c PlannedBody<'a>>,
    /// What it answers.
    pub(super) answer: Option<&'c Use<'a>>,
    /// Where the value sits in that.
    pub(super) data: &'c str,
}

/// The word that is about the list of a call: its own, or the document's where the call yields a list by GET.
pub(super) fn word<'a>(
    context: &mut Context<'a>,
    call: &Call<'a>,
    answer: Option<&Use<'a>>,
    data: &str,
) -> Option<&'a Spanned<quirk::Pagination>> {
    if let Some(own) = &call.found.operation.quirks.pagination {
        return Some(own);
    }
    let of_all = context.spec.quirks.pagination.as_ref()?;
    if call.found.method != Method::Get {
        return None;
    }
    let items = match &of_all.value {
        quirk::Pagination::None => return None,
        quirk::Pagination::Unknown => data,
        quirk::Pagination::Pages(pages) => &pages.items,
    };
    let items = place_at(context, answer?, items)?;

    matches!(classify(context, &items)?, Class::List(_)).then_some(of_all)
}

/// How lists of undeclared paths go on.
pub(super) fn of_document(context: &mut Context<'_>) -> Pagination {
    match &context.spec.quirks.pagination {
        None => Pagination::None,
        Some(word) => match context.effect(word) {
            quirk::Pagination::None | quirk::Pagination::Unknown => Pagination::None,
            quirk::Pagination::Pages(pages) => plain(pages),
        },
    }
}

/// How the list of a call goes on; `None` where something was reported.
pub(super) fn pagination<'a>(
    context: &mut Context<'a>,
    around: &Around<'_, 'a>,
    word: Option<&'a Spanned<quirk::Pagination>>,
) -> Option<Pagination> {
    let Some(word) = word else {
        return Some(Pagination::None);
    };
    let pages = match context.effect(word) {
        quirk::Pagination::None => return Some(Pagination::None),
        quirk::Pagination::Unknown => {
            return Some(Pagination::Unknown {
                items: around.data.to_owned(),
            });
        }
        quirk::Pagination::Pages(pages) => pages,
    };
    let mut pages = written::Pages::clone(pages);
    let mut sound = asked_by(context, around, word, &pages);
    let Some(answer) = around.answer else {
        return sound.then(|| plain(&pages));
    };
    let is_own = around.call.found.operation.quirks.pagination.is_some();
    for pointer in told(&mut pages) {
        let Some(place) = pointer else { continue };
        // What the operation says itself has to be true; what the document says for all holds where it can.
        if is_own {
            sound &= lead(context, answer, place, word.span).is_some();
        } else if !leads(context, answer, place) {
            *pointer = None;
        }
    }
    sound &= leads_on(context, answer, word, &pages);

    sound.then(|| plain(&pages))
}

/// What may be told of a list and does not have to be.
fn told(pages: &mut written::Pages) -> Vec<&mut Option<String>> {
    let written::Pages {
        strategy,
        more,
        remaining,
        total,
        total_pages,
        ..
    } = pages;
    let next = match strategy {
        written::Strategy::Offset { next, .. } | written::Strategy::Page { next, .. } => Some(next),
        written::Strategy::Cursor { .. }
        | written::Strategy::AfterLast { .. }
        | written::Strategy::Link { .. }
        | written::Strategy::LinkHeader => None,
    };

    next.into_iter()
        .chain([more, remaining, total, total_pages])
        .collect()
}

/// Whether what leads to the next page is in the answer; else it is reported.
fn leads_on<'a>(
    context: &mut Context<'a>,
    answer: &Use<'a>,
    word: &Spanned<quirk::Pagination>,
    pages: &written::Pages,
) -> bool {
    match &pages.strategy {
        written::Strategy::Cursor { parameter, next } => {
            let found = lead(context, answer, next, word.span);
            let in_body = matches!(parameter, written::Parameter::Member(_));
            found.is_some_and(|found| in_body || is_single(context, &found, next, word))
        }
        written::Strategy::Link { next } => lead(context, answer, next, word.span)
            .is_some_and(|found| is_single(context, &found, next, word)),
        written::Strategy::AfterLast { from_last, .. } => {
            let items = place_at(context, answer, &pages.items);
            let class = items.as_ref().and_then(|items| classify(context, items));
            // That the items are no list is told elsewhere.
            let (Some(items), Some(Class::List(Some(element)))) = (items, class) else {
                return true;
            };
            let Some(element) = follow(context, element, items.place.element()) else {
                return false;
            };

            lead(context, &element, from_last, word.span).is_some()
        }
        written::Strategy::Offset { .. }
        | written::Strategy::Page { .. }
        | written::Strategy::LinkHeader => true,
    }
}

/// Whether what leads to the next page is one value; else it is reported.
fn is_single<'a>(
    context: &mut Context<'a>,
    found: &Use<'a>,
    pointer: &str,
    word: &Spanned<quirk::Pagination>,
) -> bool {
    let Some(class) = classify(context, found) else {
        return false;
    };
    let is_single = !matches!(class, Class::Struct | Class::Map(_) | Class::List(_));
    if !is_single {
        let message = format!("`{pointer}` of `pagination` is no single value in the answer");
        context.report(
            Diagnostic::new(Code::BadPointer, word.span, message)
                .also(found.span(), "what stands there")
                .help("point to the text or the number inside"),
        );
    }

    is_single
}

/// Whether the next page can be asked for; else it is reported.
fn asked_by<'a>(
    context: &mut Context<'a>,
    around: &Around<'_, 'a>,
    word: &Spanned<quirk::Pagination>,
    pages: &written::Pages,
) -> bool {
    let (parameter, what) = match &pages.strategy {
        written::Strategy::Offset { parameter, .. } | written::Strategy::Page { parameter, .. } => {
            (Some(parameter), "a number")
        }
        written::Strategy::Cursor { parameter, .. }
        | written::Strategy::AfterLast { parameter, .. } => (Some(parameter), "a cursor"),
        written::Strategy::Link { .. } | written::Strategy::LinkHeader => (None, ""),
    };
    let position = parameter.is_none_or(|one| takes(context, around, word, one, what));
    let size = pages.size_parameter.as_ref();
    let size = size.is_none_or(|one| takes(context, around, word, one, "a number"));

    position && size
}

fn takes<'a>(
    context: &mut Context<'a>,
    around: &Around<'_, 'a>,
    word: &Spanned<quirk::Pagination>,
    parameter: &written::Parameter,
    what: &str,
) -> bool {
    match parameter {
        written::Parameter::Query(name) => {
            let Some(found) = declared(context, around, word, name) else {
                return false;
            };
            takes_value(context, found, word, what)
        }
        written::Parameter::Member(pointer) => {
            if let Some(schema) = around.sent.and_then(PlannedBody::json) {
                return lead(context, schema, pointer, word.span).is_some();
            }
            let place = around.call.found.place();
            let sends = if around.sent.is_some() {
                "no JSON"
            } else {
                "none"
            };
            let message =
                format!("`pagination` names a member of the body, and `{place}` sends {sends}");
            context.report(
                Diagnostic::new(Code::ConflictingQuirks, word.span, message)
                    .also(around.call.found.key.span, "this operation")
                    .help("name a query parameter by `parameter`, or declare the body"),
            );
            false
        }
    }
}

/// The query parameter of this name; a missing one is reported.
fn declared<'c, 'a>(
    context: &mut Context<'a>,
    around: &Around<'c, 'a>,
    word: &Spanned<quirk::Pagination>,
    name: &str,
) -> Option<&'c parameters::Planned<'a>> {
    let in_query: Vec<_> = around
        .parameters
        .iter()
        .filter(|parameter| parameter.location == Location::Beside(ParameterPlace::Query))
        .collect();
    let names = in_query
        .iter()
        .map(|parameter| parameter.wire.value.as_str());
    let near = did_you_mean(name, names).map(str::to_owned);
    let found = in_query
        .into_iter()
        .find(|parameter| parameter.wire.value == name);
    if found.is_some() {
        return found;
    }
    let is_own = around.call.found.operation.quirks.pagination.is_some();
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if is_own => {
            format!("declare it: `{{name: {name}, in: query, schema: {{type: integer}}}}`")
        }
        None => "declare it there, or write `pagination: none` at the operation".to_owned(),
    };
    let place = around.call.found.place();
    let message = format!(
        "`pagination` names the query parameter `{name}`, which `{place}` does not declare"
    );
    let report = Diagnostic::new(Code::UndeclaredMember, word.span, message);
    let report = if is_own {
        report
    } else {
        report.also(
            around.call.found.key.span,
            "this operation yields such a list",
        )
    };
    context.report(report.help(help));
    None
}

/// Whether a number or a cursor can be sent as a parameter; else it is reported.
fn takes_value(
    context: &mut Context<'_>,
    parameter: &parameters::Planned<'_>,
    word: &Spanned<quirk::Pagination>,
    what: &str,
) -> bool {
    let types = parameter.schema.as_ref().map(|schema| &schema.target.types);
    let is_single = types.is_none_or(|types| {
        let mut kinds = types.iter().map(|kind| kind.value.as_str());
        types.is_empty() || kinds.any(|kind| matches!(kind, "integer" | "number" | "string"))
    });
    if !is_single {
        let name = &parameter.wire.value;
        let message = format!("the parameter `{name}` of `pagination` cannot take {what}");
        context.report(
            Diagnostic::new(Code::ConflictingQuirks, word.span, message)
                .also(parameter.wire.span, "the parameter")
                .help("name the parameter that takes it, and give that `type: integer` or `type: string`"),
        );
    }

    is_single
}

/// The same in the words of the model.
fn plain(pages: &written::Pages) -> Pagination {
    let name = |parameter: &written::Parameter| match parameter {
        written::Parameter::Query(name) => name.clone(),
        written::Parameter::Member(pointer) => pointer.clone(),
    };
    let (parameter, by) = match &pages.strategy {
        written::Strategy::Offset { parameter, next } => (
            Some(parameter),
            PagedBy::Offset {
                parameter: name(parameter),
                next: next.clone(),
            },
        ),
        written::Strategy::Page {
            parameter,
            first,
            next,
        } => (
            Some(parameter),
            PagedBy::Page {
                parameter: name(parameter),
                first: *first,
                next: next.clone(),
            },
        ),
        written::Strategy::Cursor { parameter, next } => (
            Some(parameter),
            PagedBy::Cursor {
                parameter: name(parameter),
                next: next.clone(),
            },
        ),
        written::Strategy::AfterLast {
            parameter,
            from_last,
        } => (
            Some(parameter),
            PagedBy::AfterLast {
                parameter: name(parameter),
                pointer: from_last.clone(),
            },
        ),
        written::Strategy::Link { next } => (None, PagedBy::Link { next: next.clone() }),
        written::Strategy::LinkHeader => (None, PagedBy::LinkHeader),
    };

    Pagination::Pages(Box::new(Pages {
        by,
        in_body: matches!(parameter, Some(written::Parameter::Member(_))),
        size: pages.size,
        size_parameter: pages.size_parameter.as_ref().map(name),
        more: pages.more.clone(),
        remaining: pages.remaining.clone(),
        total: pages.total.clone(),
        total_pages: pages.total_pages.clone(),
        items: pages.items.clone(),
    }))
}
