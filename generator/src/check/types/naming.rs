//! What types are called: every schema that becomes one, and what calls answer by status, named at once.

use super::super::by_status::Wanted;
use super::super::context::Context;
use super::super::lock::type_place;
use super::super::names;
use super::super::place::Place;
use super::super::scope::{Candidate, Longer, Scope, Told};
use super::super::usage::{Usage, Variant};
use super::super::uses::Use;
use crate::model::TypeName;

/// The names of all types, in the order in which they are made.
pub(super) fn name_all(
    context: &mut Context<'_>,
    usage: &Usage<'_>,
    by_status: &[Wanted],
) -> Option<Vec<TypeName>> {
    let scope = Scope {
        what: "type",
        reserved: names::RESERVED_TYPES,
        suffix: "Model",
    };
    let candidates: Vec<Candidate<'_>> = usage
        .types()
        .into_iter()
        .map(|(reached, variant)| {
            let place = context.naming_place(&reached.used);
            let given = reached
                .used
                .target
                .quirks
                .rust_name
                .as_ref()
                .filter(|_| !place.is_property());
            Candidate {
                place: type_place(&reached.used, variant),
                shown: Told::Made(
                    |pointer, _| format!("the schema `{pointer}`"),
                    &reached.used.target.pointer,
                    "",
                ),
                span: reached.used.target.span,
                given: match variant {
                    Variant::Plain => given,
                    Variant::Input => None,
                    Variant::Update => reached.update_name,
                },
                pure: match (given, variant) {
                    // Only shown, as a name that could be given.
                    (Some(given), Variant::Plain) => names::type_name(&given.value),
                    (Some(given), _) => variant_name(&given.value, variant),
                    (None, _) => variant_name(&place.name(), variant),
                },
                qualified: longer(place, variant),
                is_exact: variant == Variant::Plain && is_spelled_so(&reached.used),
            }
        })
        .chain(by_status.iter().map(Wanted::candidate))
        .collect();

    scope.assign(context, &candidates, TypeName::checked)
}

/// What a type is called where others would be called the same.
fn longer<'a>(place: &Place, variant: Variant) -> Longer<'a> {
    if !place.may_be_qualified() {
        return [].into();
    }
    let place = place.clone();

    Longer::Later(Box::new(move || {
        let name = place.qualified();
        name.iter()
            .map(|name| variant_name(name, variant))
            .collect()
    }))
}

/// Whether a schema is a component of the document itself whose name there is its name in Rust, too.
fn is_spelled_so(used: &Use<'_>) -> bool {
    let pointer = &used.target.pointer;
    let own = pointer.starts_with('#') && used.place.is_component();

    own && pointer.rsplit('/').next() == Some(used.place.name().as_str())
}

fn variant_name(base: &str, variant: Variant) -> String {
    let stem = base
        .strip_suffix("Input")
        .filter(|stem| !stem.is_empty())
        .unwrap_or(base);

    match variant {
        Variant::Plain => base.to_owned(),
        Variant::Input => format!("{base}Input"),
        Variant::Update => format!("{stem}Update"),
    }
}
