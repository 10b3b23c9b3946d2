//! What an operation sends: the body among its parameters, or the fields of a form.

use super::super::ast::RequestBody;
use super::super::input::{Input, Pointer};
use super::Silence;
use super::media::MediaTypes;
use super::parameters::{Declared, Part};
use super::{bodies, forms};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The parameters of an operation that are no parameters in OpenAPI 3.
pub(super) struct Sent<'d> {
    /// Those of the operation.
    pub(super) own: &'d Declared,
    /// Those of its path, for which the operation may have others.
    pub(super) shared: &'d Declared,
    /// The media types of the operation.
    pub(super) consumes: &'d MediaTypes,
}

impl Sent<'_> {
    /// Reads the body, if there is one. `pointer` is that of the operation.
    pub(super) fn read(
        &self,
        input: &Input<'_>,
        pointer: Pointer<'_>,
        (usual, silence): (&MediaTypes, Silence),
    ) -> Option<RequestBody> {
        let bodies = match &*self.own.bodies {
            [] => &self.shared.bodies,
            own => own,
        };
        let fields = self.fields(input);
        let form = |fields: &[&Part]| {
            forms::read(
                input,
                fields,
                pointer.child("parameters"),
                self.consumes,
                silence,
            )
        };
        let Some((body, others)) = bodies.split_first() else {
            return form(&fields);
        };
        for other in others {
            report_second(input, body, other);
        }
        let Some(field) = fields.first() else {
            return bodies::of_operation(input, body, self.consumes, usual);
        };
        // Both cannot be sent: what is said of media types tells which is meant.
        let is_form = self.consumes.is_form();
        let (kept, left_out) = if is_form {
            (*field, body)
        } else {
            (body, *field)
        };
        report_both(input, kept, left_out);
        if is_form {
            return form(&fields);
        }

        bodies::of_operation(input, body, self.consumes, usual)
    }

    /// The fields of the path that the operation does not declare anew, and its own.
    fn fields(&self, input: &Input<'_>) -> Vec<&Part> {
        let own = &self.own.fields;
        let is_own = |field: &&Part| {
            let same = |other: &Part| name(input, other) == name(input, field);
            own.iter().any(same)
        };
        let shared = self.shared.fields.iter().filter(|field| !is_own(field));

        shared.chain(own).collect()
    }
}

fn name<'t>(input: &Input<'t>, part: &Part) -> Option<&'t str> {
    let mut entries = input.tree.entries(part.target.node).iter();
    let entry = entries.find(|entry| entry.key == "name")?;

    input.tree.text(entry.value)
}

/// Where a parameter is used: at the reference to it, or where it stands.
fn place(part: &Part) -> Span {
    part.reference
        .as_ref()
        .map_or(part.target.place, |reference| reference.span)
}

fn report_second(input: &Input<'_>, first: &Part, second: &Part) {
    let message = "an operation has two bodies";
    input.report(
        Diagnostic::new(Code::DuplicateKey, place(second), message)
            .label("left out of the client")
            .also(place(first), "this one is sent")
            .help("keep one of the two, or put both into one object"),
    );
}

fn report_both(input: &Input<'_>, kept: &Part, left_out: &Part) {
    let message = "an operation has a body and fields of a form";
    input.report(
        Diagnostic::new(Code::Unsupported, place(left_out), message)
            .label("left out of the client")
            .also(place(kept), "this is sent")
            .help("write all of it as `in: formData`, or all of it as one body"),
    );
}
