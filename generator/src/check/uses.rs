//! Schemas at the places they are used: `$ref` and wrappers that add nothing are followed, and the quirks on the way are weighed.

mod says;

pub(super) use self::says::{cases, is_null, says_type, structural};
use self::says::{has_cases, says_structure, says_structure_beside_reference};
use super::context::Context;
use super::place::Place;
use super::references::{inside, report_cycle, report_dangling, resolve, tokens};
use super::settle;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::{Additional, Schema, Text};
use crate::parse::quirk::{Evidence, Quirks, Sends, Timestamp, View};
use crate::source::{Span, Spanned};

/// A schema at a place of use.
#[derive(Clone)]
pub(super) struct Use<'a> {
    /// Everything passed on the way, what was written at the place first, the target last.
    pub(super) chain: Vec<&'a Schema>,
    /// What it comes to.
    pub(super) target: &'a Schema,
    /// Whether a wrapper on the way allowed null.
    pub(super) nullable: bool,
    /// The words in force about how the value travels.
    pub(super) words: Words<'a>,
    /// How a type would be named here.
    pub(super) place: Place,
}

/// The words about how a value travels; per word the narrowest place wins.
#[derive(Clone, Copy, Default)]
pub(super) struct Words<'a> {
    /// `view`
    pub(super) view: Option<&'a Spanned<Vec<View>>>,
    /// `sends`
    pub(super) sends: Option<&'a Spanned<Sends>>,
    /// `timestamp`
    pub(super) timestamp: Option<&'a Spanned<Timestamp>>,
}

impl<'a> Words<'a> {
    /// The words written at one place.
    pub(super) fn of(quirks: &'a Quirks) -> Self {
        Self {
            view: quirks.view.as_ref(),
            sends: quirks.sends.as_ref(),
            timestamp: quirks.timestamp.as_ref(),
        }
    }

    /// These, and where they are silent the wider ones.
    pub(super) fn over(self, wider: Self) -> Self {
        Self {
            view: self.view.or(wider.view),
            sends: self.sends.or(wider.sends),
            timestamp: self.timestamp.or(wider.timestamp),
        }
    }

    /// Whether a view is among the words.
    pub(super) fn views(self, view: View) -> bool {
        self.view.is_some_and(|views| views.value.contains(&view))
    }
}

impl<'a> Use<'a> {
    /// What was written at the place itself.
    pub(super) fn written(&self) -> &'a Schema {
        self.chain.first().copied().unwrap_or(self.target)
    }

    /// Where it was written.
    pub(super) fn span(&self) -> Span {
        self.written().span
    }

    /// The narrowest description.
    pub(super) fn description(&self) -> Option<&'a Text> {
        self.chain
            .iter()
            .find_map(|schema| schema.description.as_ref())
    }

    /// The evidence given on the way, the narrowest first.
    pub(super) fn evidence(&self) -> impl Iterator<Item = &'a Evidence> {
        self.chain.iter().flat_map(|schema| schema.evidence.iter())
    }

    /// The narrowest of a quirk word.
    pub(super) fn quirk<T>(
        &self,
        pick: fn(&'a Quirks) -> Option<&'a Spanned<T>>,
    ) -> Option<&'a Spanned<T>> {
        self.chain.iter().find_map(|schema| pick(&schema.quirks))
    }

    /// The place on the way whose `view` is in force, or what was written at the place of use.
    pub(super) fn words_owner(&self) -> &'a Schema {
        self.chain
            .iter()
            .copied()
            .find(|schema| schema.quirks.view.is_some())
            .unwrap_or(self.written())
    }

    /// Whether any schema on the way says so.
    pub(super) fn any(&self, test: fn(&Schema) -> bool) -> bool {
        self.chain.iter().any(|schema| test(schema))
    }
}

/// Follows a schema to what it comes to; `None` where that was reported.
pub(super) fn follow<'a>(
    context: &mut Context<'a>,
    written: &'a Schema,
    place: Place,
) -> Option<Use<'a>> {
    walk(context, written, place, false)
}

/// The same for a branch of `allOf`: what it refers to is not a value, but a part of one.
pub(super) fn follow_part<'a>(
    context: &mut Context<'a>,
    written: &'a Schema,
    place: Place,
) -> Option<Use<'a>> {
    walk(context, written, place, true)
}

/// How many schemas may lead to one another.
const MAX_CHAIN: usize = 20_000;

fn walk<'a>(
    context: &mut Context<'a>,
    written: &'a Schema,
    place: Place,
    is_part: bool,
) -> Option<Use<'a>> {
    let mut found = Use {
        chain: vec![written],
        target: written,
        nullable: false,
        words: Words::of(&written.quirks),
        place,
    };
    loop {
        let step = next(context, &mut found, is_part);
        let (next, place) = match step {
            Some(Some(step)) => step,
            Some(None) => return Some(found),
            // What leads nowhere may be anything.
            None if context.is_lenient() => (&context.spec.anything, None),
            None => return None,
        };
        let is_known = |passed: &&Schema| std::ptr::eq(*passed, next);
        if found.chain.len() > MAX_CHAIN || found.chain.iter().any(is_known) {
            let text = found
                .target
                .reference
                .clone()
                .unwrap_or_else(|| Spanned::new(next.pointer.clone(), found.target.span));
            report_cycle(context, &text);
            if !context.is_lenient() {
                return None;
            }
            found.target = &context.spec.anything;
            return Some(found);
        }
        if let Some(place) = place {
            found.place = place;
        }
        found.chain.push(next);
        found.words = found.words.over(Words::of(&next.quirks));
        found.target = next;
    }
}

/// Reports references to nothing in components that no call reaches.
pub(super) fn report_lost(context: &mut Context<'_>) {
    let schemas = context.spec.components.schemas.iter();
    let mut waiting: Vec<&Schema> = schemas.map(|(_, schema)| schema).collect();
    while let Some(schema) = waiting.pop() {
        if let Some(reference) = &schema.reference {
            locate(context, reference);
        }
        waiting.extend(schema.inner());
    }
}

/// The next schema on the way, with its place where that is another one.
#[expect(
    clippy::option_option,
    reason = "the outer one says that something was reported, the inner one that the way ends"
)]
fn next<'a>(
    context: &mut Context<'a>,
    found: &mut Use<'a>,
    is_part: bool,
) -> Option<Option<(&'a Schema, Option<Place>)>> {
    let schema = found.target;
    if let Some(reference) = &schema.reference {
        if says_structure_beside_reference(schema) {
            report_siblings(context, schema, reference);
            return None;
        }
        let (target, place) = locate(context, reference)?;
        return Some(Some((target, Some(place))));
    }
    if schema.discriminator.is_some()
        && !is_part
        && let Some(family) = settle::family(context, schema)
    {
        return Some(Some((family, None)));
    }
    if let ([branch], false, false, false) = (
        structural(&schema.all_of).as_slice(),
        says_structure(schema),
        has_cases(schema),
        settle::is_child(context, schema),
    ) {
        return Some(Some((branch, None)));
    }
    let cases = cases(schema);
    let real: Vec<&Schema> = cases
        .iter()
        .copied()
        .filter(|case| !is_null(case))
        .collect();
    if let ([branch], false, true) = (
        real.as_slice(),
        says_structure(schema),
        schema.all_of.is_empty(),
    ) {
        found.nullable |= real.len() < cases.len();
        return Some(Some((branch, None)));
    }
    if found.words.view.is_some() {
        return Some(None);
    }
    let settled = settle::settle(context, schema, &found.place);

    Some(settled.map(|settled| (settled, None)))
}

fn report_siblings(context: &mut Context<'_>, schema: &Schema, reference: &Text) {
    context.report(
        Diagnostic::new(Code::Unsupported, schema.span, format!("`$ref: {}` has keywords beside it that change its type", reference.value))
            .also(reference.span, "the reference")
            .help("combine the two with `allOf`, or write `oneOf: [{$ref: ..}, {type: 'null'}]` where the value may be null"),
    );
}

/// The schema behind a reference, and its place.
fn locate<'a>(context: &mut Context<'a>, reference: &Text) -> Option<(&'a Schema, Place)> {
    let tokens = tokens(context, reference)?;
    let all = || context.spec.components.schemas.iter();
    let names = || -> Vec<&str> { all().map(|(key, _)| key.value.as_str()).collect() };
    if let Some(found) = header(context, &tokens) {
        return Some(found);
    }
    let folder = context.spec.components.folders.schemas;
    let Some([name, rest @ ..]) = inside(&tokens, folder) else {
        let last = tokens.last().map_or("", String::as_str);
        let names = names();
        report_dangling(context, reference, folder, last, &names);
        return None;
    };
    let Some((key, schema)) = context.schema(name) else {
        let names = names();
        report_dangling(context, reference, folder, name, &names);
        return None;
    };
    let place = match &schema.quirks.rust_name {
        Some(given) => Place::component(&given.value, None),
        None => Place::component(&key.value, context.short_name(&key.value)),
    };
    let found = descend(schema, place, rest);
    if found.is_none() {
        report_dangling(context, reference, folder, name, &[]);
    }
    found
}

/// The schema of a header that `components` hold.
fn header<'a>(context: &mut Context<'a>, tokens: &[String]) -> Option<(&'a Schema, Place)> {
    let headers = &context.spec.components.headers;
    let [name, key] = inside(tokens, context.spec.components.folders.headers)? else {
        return None;
    };
    let (name, written) = headers.iter().find(|(known, _)| known.value == *name)?;
    let (header, _) = resolve(context, written)?;
    let schema = header.schema.as_ref().unwrap_or(&context.spec.anything);

    (key == "schema").then(|| (schema, Place::of_operation(&name.value, "Header")))
}

/// Walks on inside a schema.
fn descend<'a>(schema: &'a Schema, place: Place, tokens: &[String]) -> Option<(&'a Schema, Place)> {
    let (mut schema, mut place, mut rest) = (schema, place, tokens);
    loop {
        let branches = |name: &str| match name {
            "allOf" => Some(&schema.all_of),
            "oneOf" => Some(&schema.one_of),
            "anyOf" => Some(&schema.any_of),
            _ => None,
        };
        match rest {
            [] => return Some((schema, place)),
            [keyword, name, tail @ ..] if keyword == "properties" => {
                schema = &schema
                    .properties
                    .iter()
                    .find(|(key, _)| key.value == *name)?
                    .1;
                place = place.property(name);
                rest = tail;
            }
            [keyword, tail @ ..] if keyword == "items" => {
                schema = schema.items.as_deref()?;
                place = place.element();
                rest = tail;
            }
            [keyword, tail @ ..] if keyword == "additionalProperties" => {
                schema = match schema.additional.as_ref()? {
                    Additional::Schema(schema) => schema,
                    Additional::Allowed(_) => return None,
                };
                place = place.element();
                rest = tail;
            }
            [keyword, index, tail @ ..] => {
                schema = branches(keyword)?.get(index.parse::<usize>().ok()?)?;
                rest = tail;
            }
            [_] => return None,
        }
    }
}
