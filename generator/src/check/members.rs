//! The members of an object, gathered through `allOf`.

mod additional;

pub(super) use self::additional::{ADDITIONAL, additional};
use super::context::Context;
use super::place::Place;
use super::settle;
use super::uses::{Use, Words, cases, follow, follow_part, says_type, structural};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::parse::ast::{Schema, Text};
use crate::source::Spanned;

/// A member as it was written, with what it comes to.
pub(super) struct Property<'a> {
    /// Its name on the wire.
    pub(super) name: &'a Text,
    /// Its schema.
    pub(super) schema: Use<'a>,
    /// Whether `required` lists it.
    pub(super) required: bool,
}

/// All members of the object behind a use; `None` where something was reported.
pub(super) fn gather<'a>(context: &mut Context<'a>, object: &Use<'a>) -> Option<Vec<Property<'a>>> {
    let (properties, sound) = gather_most(context, object);

    (sound || context.is_lenient()).then_some(properties)
}

/// The members with nothing wrong in them, and whether these are all.
pub(super) fn gather_most<'a>(
    context: &mut Context<'a>,
    object: &Use<'a>,
) -> (Vec<Property<'a>>, bool) {
    let mut gathered = Gathered {
        properties: Vec::new(),
        required: Vec::new(),
        passed: Vec::new(),
        done: Vec::new(),
        pointer: &object.target.pointer,
        in_case: false,
    };
    let sound = gathered.object(context, object.target, &object.place);
    let Gathered {
        mut properties,
        required,
        ..
    } = gathered;
    let mut known = true;
    for name in required {
        let same = |property: &&mut Property<'a>| property.name.value == name.value;
        if let Some(property) = properties.iter_mut().find(same) {
            property.required = true;
        } else {
            known = false;
            report_undeclared(context, name, &properties);
        }
    }
    (properties, sound && known)
}

fn report_undeclared(context: &mut Context<'_>, name: &Text, properties: &[Property<'_>]) {
    let message = format!(
        "`required` lists `{}`, which is no member of the object",
        name.value
    );
    let names = properties
        .iter()
        .map(|property| property.name.value.as_str());
    let help = match did_you_mean(&name.value, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("declare it: `properties: {{{}: {{type: ..}}}}`", name.value),
    };
    context.report(Diagnostic::new(Code::UndeclaredMember, name.span, message).help(help));
}

struct Gathered<'a> {
    properties: Vec<Property<'a>>,
    required: Vec<&'a Text>,
    passed: Vec<&'a Schema>,
    done: Vec<&'a Schema>,
    /// Where the object is written.
    pointer: &'a str,
    /// Whether it is a case of several that is gathered: what it holds may be missing then.
    in_case: bool,
}

/// How deep `allOf` may nest through references.
const MAX_DEPTH: usize = 64;

impl<'a> Gathered<'a> {
    fn object(&mut self, context: &mut Context<'a>, schema: &'a Schema, place: &Place) -> bool {
        if self
            .passed
            .iter()
            .any(|passed| std::ptr::eq(*passed, schema))
        {
            context.report(
                Diagnostic::new(
                    Code::ReferenceCycle,
                    schema.span,
                    format!("`{}` is made of itself through `allOf`", place.name()),
                )
                .help("leave it out of its own `allOf`"),
            );
            return false;
        }
        // A branch that comes again says nothing new; without this, branches of branches would double at each level.
        if self.done.iter().any(|done| std::ptr::eq(*done, schema)) {
            return true;
        }
        if self.passed.len() >= MAX_DEPTH {
            let message = format!("`allOf` nests deeper than {MAX_DEPTH} levels here");
            let report = Diagnostic::new(Code::Unsupported, schema.span, message);
            context.report(report.help("write the members of the innermost branches in place"));
            return false;
        }
        self.passed.push(schema);
        let mut sound = true;
        for branch in structural(&schema.all_of) {
            sound &= match follow_part(context, branch, place.clone()) {
                Some(branch) if is_object(branch.target) => {
                    self.object(context, branch.target, &branch.place)
                }
                Some(branch) if context.is_lenient() && !cases(branch.target).is_empty() => {
                    self.cases(context, branch.target, &branch.place)
                }
                Some(branch) => {
                    context.report(
                        Diagnostic::new(
                            Code::Unsupported,
                            branch.span(),
                            "a branch of `allOf` is no object",
                        )
                        .help("keep to objects in `allOf`, or write the type in place"),
                    );
                    false
                }
                None => false,
            };
        }
        if !cases(schema).is_empty() && context.is_lenient() {
            sound &= self.cases(context, schema, place);
        }
        for (name, written) in &schema.properties {
            sound &= match follow(context, written, place.property(&name.value)) {
                Some(used) => self.add(context, name, used),
                None => false,
            };
        }
        if context.is_lenient() {
            self.conditions(context, schema, place);
        }
        if !self.in_case {
            self.required.extend(&schema.required);
        }
        self.passed.pop();
        self.done.push(schema);
        sound
    }

    /// The members of all cases beside those of the object itself, none of them required: what a lenient reader makes of `oneOf` and
    /// `anyOf` that stand beside members.
    fn cases(&mut self, context: &mut Context<'a>, schema: &'a Schema, place: &Place) -> bool {
        let was_in_case = std::mem::replace(&mut self.in_case, true);
        let mut sound = true;
        for case in cases(schema) {
            sound &= match follow_part(context, case, place.clone()) {
                Some(case) if is_object(case.target) || !cases(case.target).is_empty() => {
                    self.object(context, case.target, &case.place)
                }
                Some(_) | None => true,
            };
        }
        self.in_case = was_in_case;

        sound
    }

    /// What objects hold that meet a condition, and those that do not, or that have another member: members that may be missing.
    fn conditions(&mut self, context: &mut Context<'a>, schema: &'a Schema, place: &Place) {
        let was_in_case = std::mem::replace(&mut self.in_case, true);
        let branches = schema.checks.iter();
        let branches = branches.filter(|(keyword, _)| matches!(*keyword, "then" | "else"));
        let branches = branches.map(|(_, branch)| branch);
        let dependent = schema.dependent.iter().map(|(_, branch)| branch);
        for branch in branches.chain(dependent) {
            if let Some(part) = follow_part(context, branch, place.clone())
                && is_object(part.target)
            {
                self.object(context, part.target, &part.place);
            }
        }
        self.in_case = was_in_case;
    }

    /// Adds a member; a later branch of `allOf` may say more of one that is there, but not something else.
    fn add(&mut self, context: &mut Context<'a>, name: &'a Text, schema: Use<'a>) -> bool {
        let Some(earlier) = self
            .properties
            .iter_mut()
            .find(|property| property.name.value == name.value)
        else {
            self.properties.push(Property {
                name,
                schema,
                required: false,
            });
            return true;
        };
        let (code, fault) = if !same_words(earlier.schema.written(), schema.written()) {
            (Code::ConflictingQuirks, "quirks")
        } else if context.is_lenient() {
            let is_same = std::ptr::eq(earlier.schema.target, schema.target);
            let says_nothing = |used: &Use<'_>| !used.any(says_type);
            if is_same || says_nothing(&earlier.schema) {
                earlier.schema = schema;
            } else if !says_nothing(&schema) {
                let pointer = format!("{}/allOf/properties/{}", self.pointer, name.value);
                let (one, other) = (earlier.schema.written(), schema.written());
                let both = settle::both(context, one, other, pointer, self.in_case);
                match follow(context, both, schema.place.clone()) {
                    Some(both) => earlier.schema = both,
                    None => return false,
                }
            }
            return true;
        } else if !same_type(earlier.schema.target, schema.target) {
            (Code::Unsupported, "types")
        } else {
            earlier.schema = schema;
            return true;
        };
        if context.is_lenient() {
            earlier.schema = anything(context, &schema);
        }
        context.report(
            Diagnostic::new(
                code,
                name.span,
                format!(
                    "two branches of `allOf` give `{}` different {fault}",
                    name.value
                ),
            )
            .label("here")
            .also(earlier.name.span, "and here")
            .help("say it in one branch only, or the same in both"),
        );
        false
    }
}

/// The same place, where anything may stand.
fn anything<'a>(context: &Context<'a>, used: &Use<'a>) -> Use<'a> {
    Use {
        chain: vec![used.written(), &context.spec.anything],
        target: &context.spec.anything,
        nullable: false,
        words: Words::default(),
        place: used.place.clone(),
    }
}

/// Whether a schema is an object, as far as its own keywords say.
pub(super) fn is_object(schema: &Schema) -> bool {
    let kinds: Vec<&str> = schema
        .types
        .iter()
        .map(|kind| kind.value.as_str())
        .filter(|kind| *kind != "null")
        .collect();
    let combined = !schema.all_of.is_empty()
        || !schema.properties.is_empty()
        || !schema.required.is_empty()
        || schema.additional.is_some();

    kinds == ["object"] || (kinds.is_empty() && combined)
}

fn same_type(earlier: &Schema, later: &Schema) -> bool {
    let kinds = |schema: &Schema| {
        schema
            .types
            .iter()
            .map(|kind| kind.value.clone())
            .collect::<Vec<_>>()
    };
    let (first, second) = (kinds(earlier), kinds(later));
    let objects = [earlier, later]
        .iter()
        .all(|schema| !schema.properties.is_empty());

    std::ptr::eq(earlier, later)
        || (!objects && (first.is_empty() || second.is_empty() || first == second))
}

fn same_words(earlier: &Schema, later: &Schema) -> bool {
    fn agree<T: PartialEq>(first: Option<&Spanned<T>>, second: Option<&Spanned<T>>) -> bool {
        first
            .zip(second)
            .is_none_or(|(first, second)| first.value == second.value)
    }
    let (first, second) = (&earlier.quirks, &later.quirks);

    agree(first.view.as_ref(), second.view.as_ref())
        && agree(first.sends.as_ref(), second.sends.as_ref())
        && agree(first.timestamp.as_ref(), second.timestamp.as_ref())
        && agree(first.rust_name.as_ref(), second.rust_name.as_ref())
        && agree(first.aliases.as_ref(), second.aliases.as_ref())
        && agree(first.sensitive.as_ref(), second.sensitive.as_ref())
}
