//! Resources: calls grouped by tag, and the names of their methods.

mod further;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::paths::segments;
use super::scope::{Candidate, Longer, Scope};
use super::variants::Variant;
use super::{availability, docs, names};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Doc, FieldName, Method, MethodName, Segment, Token, TypeName};
use crate::parse::ast::{self, PathItem, Text};
use crate::source::Span;

/// Calls that are reached through one handle.
pub(super) struct Group<'a> {
    /// The accessor.
    pub(super) field: FieldName,
    /// The handle's type.
    pub(super) name: TypeName,
    /// What it is.
    pub(super) doc: Doc,
    /// Its calls.
    pub(super) calls: Vec<Call<'a>>,
}

/// One call with its names.
pub(super) struct Call<'a> {
    /// What was found.
    pub(super) found: Found<'a>,
    /// The method on the handle.
    pub(super) method_name: MethodName,
    /// The type of the request.
    pub(super) type_name: TypeName,
}

/// One call as it was found.
#[derive(Clone)]
pub(super) struct Found<'a> {
    /// Its path as written.
    pub(super) path: &'a Text,
    /// The path, cut.
    pub(super) segments: Vec<Segment>,
    /// What holds for all calls of the path.
    pub(super) item: &'a PathItem,
    /// The HTTP method.
    pub(super) method: Method,
    /// The key of the HTTP method.
    pub(super) key: &'a Text,
    /// What was written.
    pub(super) operation: &'a ast::Operation,
    /// What it has of its own, where it is a further call of an operation.
    pub(super) variant: Option<Variant<'a>>,
}

impl Found<'_> {
    /// `GET /visits/{ID}`
    pub(super) fn place(&self) -> String {
        format!("{} {}", self.method.as_str(), self.path.value)
    }

    /// The words of the path besides its values.
    pub(super) fn path_words(&self) -> String {
        let words = literals(&self.segments).join(" ");

        if words.is_empty() {
            "root".to_owned()
        } else {
            words
        }
    }
}

/// Groups all calls, in document order. Tags that come to one name, as `Visits` and `visits` do, are one resource.
pub(super) fn group<'a>(context: &mut Context<'a>) -> Option<Vec<Group<'a>>> {
    let mut tags: Vec<(String, Vec<Found<'a>>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for found in find_all(context) {
        let tag = tag(&found);
        let index = *known.entry(names::field(&tag)).or_insert(tags.len());
        match tags.get_mut(index) {
            Some((_, calls)) => calls.push(found),
            None => tags.push((tag, vec![found])),
        }
    }
    let fields = name_accessors(context, &tags)?;
    let mut groups = Vec::with_capacity(tags.len());
    for ((tag, found), field) in tags.into_iter().zip(fields) {
        let name = TypeName::parse(names::type_name(field.as_str()));
        let calls = name_calls(context, &tag, &field, found);
        let doc = group_doc(context, &tag);
        let Some(name) = name else {
            context.missing(Span::default(), "a resource");
            continue;
        };
        if let Some(calls) = calls {
            groups.push(Group {
                field,
                name,
                doc,
                calls,
            });
        }
    }
    Some(groups)
}

fn find_all<'a>(context: &mut Context<'a>) -> Vec<Found<'a>> {
    let spec = context.spec;
    let mut all = Vec::new();
    for (path, item) in &spec.paths {
        let Some(segments) = segments(context, path, item) else {
            continue;
        };
        let built = item
            .operations
            .iter()
            .filter(|(_, operation)| !availability::is_absent(operation));
        for (key, operation) in built {
            match method(&key.value) {
                Some(method) => all.push(Found {
                    path,
                    segments: segments.clone(),
                    item,
                    method,
                    key,
                    operation,
                    variant: None,
                }),
                None => context.report(
                    Diagnostic::new(
                        Code::Unsupported,
                        key.span,
                        format!("the method `{}` is not supported", key.value),
                    )
                    .help("write the method as it stands in a request, such as `COPY`"),
                ),
            }
        }
    }
    all
}

/// The method of a key: one of those that have a name here, or as it is written.
pub(super) fn method(key: &str) -> Option<Method> {
    let methods = [
        Method::Get,
        Method::Put,
        Method::Post,
        Method::Delete,
        Method::Options,
        Method::Head,
        Method::Patch,
        Method::Trace,
        Method::Query,
    ];

    methods
        .into_iter()
        .find(|method| method.as_str().eq_ignore_ascii_case(key))
        .or_else(|| Token::parse(key).map(Method::Other))
}

/// The first tag that says something, or what the id or the path tells.
fn tag(found: &Found<'_>) -> String {
    let mut tags = found.operation.tags.iter().map(|tag| &tag.value);
    let telling = tags.find(|tag| wording::is_telling(tag));

    telling.map_or_else(|| wording::untagged(found), Clone::clone)
}

fn literals(segments: &[Segment]) -> Vec<&str> {
    segments
        .iter()
        .filter_map(|segment| match segment {
            Segment::Literal(text) => Some(text.split('/')),
            Segment::Parameter(_) => None,
        })
        .flatten()
        .filter(|piece| !piece.is_empty())
        .collect()
}

fn name_accessors(
    context: &mut Context<'_>,
    tags: &[(String, Vec<Found<'_>>)],
) -> Option<Vec<FieldName>> {
    let candidates: Vec<Candidate<'_>> = tags
        .iter()
        .map(|(tag, found)| Candidate {
            place: format!("tag {}", names::field(tag)),
            shown: format!("the tag `{tag}`").into(),
            span: found
                .first()
                .map(|found| {
                    found
                        .operation
                        .tags
                        .first()
                        .map_or(found.path.span, |tag| tag.span)
                })
                .unwrap_or_default(),
            given: None,
            pure: names::field(&wording::of_tag(tag)),
            qualified: [
                names::field(tag).into(),
                names::field(&format!("{tag}_{}", names::spelling(tag))).into(),
            ]
            .into(),
            is_exact: names::field(&wording::of_tag(tag)) == names::field(tag),
        })
        .collect();
    let scope = Scope {
        what: "resource",
        reserved: names::RESERVED_RESOURCES,
        suffix: "_resource",
    };

    scope.assign(context, &candidates, FieldName::checked)
}

fn name_calls<'a>(
    context: &mut Context<'a>,
    tag: &str,
    handle: &FieldName,
    found: Vec<Found<'a>>,
) -> Option<Vec<Call<'a>>> {
    let resource = wording::Resource::of(tag);
    let tag = wording::of_tag(tag);
    let lenient = context.is_lenient();
    let candidates: Vec<Candidate<'_>> = found
        .iter()
        .map(|found| Candidate {
            place: found.place(),
            shown: format!("`{}`", found.place()).into(),
            span: found
                .operation
                .operation_id
                .as_ref()
                .map_or(found.key.span, |id| id.span),
            given: found.operation.quirks.rust_name.as_ref(),
            pure: wording::of_call(found, &resource),
            // Two calls with one name are the author's to tell apart, where there is one to be asked.
            qualified: if lenient {
                Longer::Later(Box::new(|| wording::longer(found, &resource)))
            } else {
                [].into()
            },
            // Identifiers that come twice are told apart by their places.
            is_exact: false,
        })
        .collect();
    let scope = Scope {
        what: "method",
        reserved: &["clone"],
        suffix: "_call",
    };
    let names = scope.assign(context, &candidates, MethodName::checked)?;
    drop(candidates);
    let calls = further::with_variants(context, found, names)?;

    let suffix = names::type_name(&tag);
    // The module has the type of the resource, too.
    let mut taken = BTreeSet::from([names::type_name(handle.as_str())]);
    calls
        .into_iter()
        .map(|(found, method_name)| {
            let id = found.operation.operation_id.as_ref();
            // A name of several words that the method has whole tells enough by itself.
            let is_whole = id.is_some_and(|id| {
                let words = names::words(&id.value);
                words.len() > 1 && names::method(&words.join("_")) == method_name.as_str()
            });
            let own = names::type_name(method_name.as_str());
            // What ends as the resource is called could be the name of a shorter method, also of one that is not there yet.
            let is_enough = is_whole && !own.ends_with(&suffix);
            let mut name = format!("{own}{}", if is_enough { "" } else { &suffix });
            while !taken.insert(name.clone()) {
                name.push_str("Call");
            }
            Some(Call {
                found,
                method_name,
                type_name: TypeName::parse(name)?,
            })
        })
        .collect()
}

fn group_doc(context: &Context<'_>, tag: &str) -> Doc {
    let named = |declared: &&ast::Tag| declared.name.value == tag;
    let alike = |declared: &&ast::Tag| names::field(&declared.name.value) == names::field(tag);
    let mut tags = context.spec.tags.iter();
    let declared = tags.clone().find(named).or_else(|| tags.find(alike));
    let description = declared
        .and_then(|declared| declared.description.as_ref())
        .map(|text| text.value.as_str());

    let summary = declared
        .and_then(|declared| declared.summary.as_ref())
        .map(|text| text.value.as_str());

    docs::of_texts(
        summary,
        description,
        &format!("The calls of {}.", docs::code(tag)),
    )
}
