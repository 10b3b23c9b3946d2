//! Parameters: what the path item and the operation declare together, what of it the path needs, and how each one travels.

mod fixed;
mod path_names;
mod sent;

pub(super) use fixed::with_fixed;

use super::context::Context;
use super::place::Place;
use super::references::resolve;
use super::resources::Call;
use super::scope::{Candidate, Longer, Scope, Told};
use super::types::Builder;
use super::usage::Direction;
use super::uses::{Use, Words, follow};
use super::{docs, names, written};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Doc, FieldName, Form, Parameter, ParameterPlace, PathParameter, Presence, Primitive, Shape,
    TypeRef,
};
use crate::parse::ast;
use crate::source::Span;

/// A parameter with its schema followed.
pub(super) struct Planned<'a> {
    /// What was written.
    pub(super) written: &'a ast::Parameter,
    /// Its name on the wire.
    pub(super) wire: &'a ast::Text,
    /// Where it goes.
    pub(super) location: Location,
    /// Its schema; none where it says nothing of its type, and where it has one value only.
    pub(super) schema: Option<Use<'a>>,
    /// The one value it can have, as a text.
    pub(super) fixed: Option<String>,
    /// What its text is.
    content: sent::Content,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Location {
    /// Into the path.
    Path,
    /// Elsewhere.
    Beside(ParameterPlace),
}

/// The parameters of a call, in document order; `None` where something was reported.
pub(super) fn plan<'a>(context: &mut Context<'a>, call: &Call<'a>) -> Option<Vec<Planned<'a>>> {
    let found = &call.found;
    // What all calls of a path share is named by the path, whichever of them comes first.
    let of_path = found.path_words();
    let shared = found.item.parameters.iter().map(|one| (one, &*of_path));
    let own = found.operation.parameters.iter();
    let own = own.map(|one| (one, call.type_name.as_str()));
    let mut declared: Vec<(&'a ast::Parameter, Place)> = Vec::new();
    let mut sound = true;
    for (written, owner) in shared.chain(own) {
        let Some((parameter, component)) = resolve(context, written) else {
            // Without it the call is better than none.
            sound &= context.is_lenient();
            continue;
        };
        let word = parameter
            .name
            .as_ref()
            .map_or("", |name| name.value.as_str());
        let place = component.map_or_else(|| Place::of_operation(owner, word), Place::parameter);
        let same = |other: &ast::Parameter| key(other) == key(parameter);
        match declared.iter_mut().find(|(other, _)| same(other)) {
            Some(overridden) => *overridden = (parameter, place),
            None => declared.push((parameter, place)),
        }
    }

    let mut planned = Vec::new();
    for (parameter, place) in declared {
        match plan_one(context, parameter, place) {
            Ok(one) => planned.extend(one),
            Err(Reported) => sound = false,
        }
    }
    let fits = path_names::check(context, found, &planned);
    if context.is_lenient() {
        planned.retain(|parameter| path_names::is_used(found, parameter));
        return Some(planned);
    }
    (fits && sound).then_some(planned)
}

/// Something was reported.
struct Reported;

fn key(parameter: &ast::Parameter) -> (Option<&str>, Option<&str>) {
    (
        parameter.name.as_ref().map(|name| name.value.as_str()),
        parameter
            .location
            .as_ref()
            .map(|location| location.value.as_str()),
    )
}

fn plan_one<'a>(
    context: &mut Context<'a>,
    parameter: &'a ast::Parameter,
    place: Place,
) -> Result<Option<Planned<'a>>, Reported> {
    let (Some(wire), Some(location)) = (&parameter.name, &parameter.location) else {
        // The parser has reported it.
        return Err(Reported);
    };
    let location = match location.value.as_str() {
        "path" => Location::Path,
        // OpenAPI says that these are said elsewhere.
        "header"
            if ["accept", "content-type", "authorization"]
                .contains(&wire.value.to_lowercase().as_str()) =>
        {
            return Ok(None);
        }
        "header" => Location::Beside(ParameterPlace::Header),
        "cookie" => Location::Beside(ParameterPlace::Cookie),
        // The parser lets only `query` and `querystring` pass besides.
        _ => Location::Beside(ParameterPlace::Query),
    };
    let (sent_as, media) = sent::content(context, parameter)?;
    let written = media.map_or(parameter.schema.as_ref(), |media| media.schema.as_ref());
    let mut schema = match written {
        Some(schema) => Some(follow(context, schema, place).ok_or(Reported)?),
        None => None,
    };
    if let Some(schema) = &mut schema {
        schema.words = Words::of(&parameter.quirks).over(schema.words);
    }
    let fixed = (sent_as == sent::Content::Styled)
        .then(|| fixed::of(context, parameter, location, schema.as_ref()))
        .flatten();
    Ok(Some(Planned {
        written: parameter,
        wire,
        location,
        schema: schema.filter(|_| fixed.is_none()),
        fixed,
        content: sent_as,
    }))
}

/// The names of the arguments and setters of a call: its parameters, and the body last.
pub(super) fn name_all(
    context: &mut Context<'_>,
    call: &Call<'_>,
    planned: &[Planned<'_>],
    body: Option<(Span, String)>,
) -> Option<Vec<FieldName>> {
    let lenient = context.is_lenient();
    // What is spelled as its name keeps it, but for the name of the body, and in the query what the path has already: a path stays as it is.
    let in_path: Vec<&str> = planned
        .iter()
        .filter(|parameter| parameter.location == Location::Path)
        .map(|parameter| parameter.wire.value.as_str())
        .collect();
    let is_exact = |parameter: &Planned<'_>, name: &str| {
        let wire = parameter.wire.value.as_str();
        let is_first = match parameter.location {
            Location::Path => true,
            Location::Beside(place) => place == ParameterPlace::Query && !in_path.contains(&name),
        };
        wire == name && wire != "body" && is_first
    };
    let mut candidates: Vec<Candidate<'_>> = planned
        .iter()
        .map(|parameter| {
            let location = parameter
                .written
                .location
                .as_ref()
                .map_or("", |location| location.value.as_str());
            let pure = names::field(&parameter.wire.value);
            Candidate {
                place: format!("{} {location} {}", call.found.place(), parameter.wire.value),
                shown: Told::Made(
                    |wire, location| format!("the {location} parameter `{wire}`"),
                    &parameter.wire.value,
                    location,
                ),
                span: parameter.wire.span,
                given: parameter.written.quirks.rust_name.as_ref(),
                is_exact: is_exact(parameter, &pure),
                pure,
                qualified: Longer::Texts(Vec::from_iter(lenient.then_some(Told::Made(
                    |wire, location| names::field(&format!("{wire}_{location}")),
                    &parameter.wire.value,
                    location,
                )))),
            }
        })
        .collect();
    if let Some((span, name)) = body {
        let given = call
            .found
            .operation
            .request_body
            .as_ref()
            .and_then(|body| body.quirks.rust_name.as_ref());
        candidates.push(Candidate {
            place: format!("{} body", call.found.place()),
            shown: Told::Text("the body".to_owned()),
            span,
            given,
            // What it is called depends on what it is.
            is_exact: false,
            pure: name,
            qualified: [Told::Text("body".to_owned())].into(),
        });
    }
    let scope = Scope {
        what: "argument",
        reserved: names::RESERVED_PARAMETERS,
        suffix: "_parameter",
    };

    scope.assign(context, &candidates, FieldName::checked)
}

/// A value of the path.
pub(super) fn in_path<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    call: &Call<'a>,
    planned: &Planned<'a>,
    field: FieldName,
) -> Option<PathParameter> {
    let (ty, shape) = travel(context, builder, planned)?;
    let encoding = sent::in_path(context, builder, call, planned, &ty);

    Some(PathParameter {
        field,
        wire: planned.wire.value.clone(),
        ty,
        shape,
        encoding,
        doc: doc(planned),
        written: written::of_parameter(context, planned.written, planned.schema.as_ref()),
    })
}

/// A parameter of the query, a header or a cookie.
pub(super) fn beside<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    call: &Call<'a>,
    planned: &Planned<'a>,
    place: ParameterPlace,
    field: FieldName,
) -> Option<Parameter> {
    let (ty, shape) = travel(context, builder, planned)?;
    let (wire, encoding) = sent::beside(context, builder, call, (planned, place), &ty);

    Some(Parameter {
        field,
        wire,
        place,
        presence: if planned.written.required {
            Presence::Required
        } else {
            Presence::Optional
        },
        fixed: planned.fixed.clone(),
        ty,
        shape,
        encoding,
        deprecated: planned.written.deprecated
            || planned
                .schema
                .as_ref()
                .is_some_and(|schema| schema.any(|schema| schema.deprecated)),
        doc: doc(planned),
        written: written::of_parameter(context, planned.written, planned.schema.as_ref()),
    })
}

fn travel<'a>(
    context: &mut Context<'a>,
    builder: &Builder<'a>,
    planned: &Planned<'a>,
) -> Option<(TypeRef, Shape)> {
    let Some(schema) = &planned.schema else {
        return Some((TypeRef::Primitive(Primitive::Text), Shape::default()));
    };
    let elaborated = builder.elaborate(context, schema, Direction::Request)?;
    if elaborated.ty.is_none() {
        let message = format!("the parameter `{}` is always null", planned.wire.value);
        let help = "give it the type of its value, as in `type: string`";
        unsupported(context, schema.span(), &message, help);
    }

    let mut shape = elaborated.shape;
    // A parameter is a text anyway; of all forms only a flag's are told apart there.
    let is_flag = matches!(
        elaborated.ty.as_ref().map(element),
        Some(TypeRef::Primitive(Primitive::Boolean))
    );
    if planned.written.content.is_empty()
        && !is_flag
        && matches!(shape.form, Form::Integer | Form::Text)
    {
        shape.form = Form::Plain;
    }

    elaborated.ty.map(|ty| (ty, shape))
}

/// What a list is of; the type itself where it is none.
fn element(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::List(inner) => element(inner),
        other => other,
    }
}

fn doc(planned: &Planned<'_>) -> Doc {
    let wire = planned.wire.value.as_str();
    let described = planned
        .written
        .description
        .as_ref()
        .or_else(|| planned.schema.as_ref().and_then(Use::description));
    let doc = docs::of_texts(
        None,
        described.map(|text| text.value.as_str()),
        &format!("The {} parameter.", docs::code(wire)),
    );

    docs::with_evidence(doc, planned.written.evidence.iter())
}

fn unsupported(context: &mut Context<'_>, span: Span, message: &str, help: &str) -> Reported {
    context.report(Diagnostic::new(Code::Unsupported, span, message).help(help));

    Reported
}
