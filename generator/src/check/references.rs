//! `$ref` outside of schemas: parameters, request bodies and responses; and the way a reference is read.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
pub(super) use crate::load::split_pointer;
use crate::load::{out_of_reach, percent_decoded};
use crate::parse::ast::{
    Components, Entries, Folders, Header, Parameter, RequestBody, Response, Text,
};

/// Something that `components` holds under a name.
pub(super) trait Component: Sized {
    /// Where the named ones stand.
    fn folder(folders: &Folders) -> &'static str;

    /// The named ones.
    fn entries(components: &Components) -> &Entries<Self>;

    /// The `$ref` that stands in its place.
    fn reference(&self) -> Option<&Text>;
}

impl Component for Parameter {
    fn folder(folders: &Folders) -> &'static str {
        folders.parameters
    }

    fn entries(components: &Components) -> &Entries<Self> {
        &components.parameters
    }

    fn reference(&self) -> Option<&Text> {
        self.reference.as_ref()
    }
}

impl Component for RequestBody {
    fn folder(folders: &Folders) -> &'static str {
        folders.request_bodies
    }

    fn entries(components: &Components) -> &Entries<Self> {
        &components.request_bodies
    }

    fn reference(&self) -> Option<&Text> {
        self.reference.as_ref()
    }
}

impl Component for Response {
    fn folder(folders: &Folders) -> &'static str {
        folders.responses
    }

    fn entries(components: &Components) -> &Entries<Self> {
        &components.responses
    }

    fn reference(&self) -> Option<&Text> {
        self.reference.as_ref()
    }
}

impl Component for Header {
    fn folder(folders: &Folders) -> &'static str {
        folders.headers
    }

    fn entries(components: &Components) -> &Entries<Self> {
        &components.headers
    }

    fn reference(&self) -> Option<&Text> {
        self.reference.as_ref()
    }
}

/// What stands behind a chain of references, with the name of the component it ends at.
pub(super) fn resolve<'a, T: Component>(
    context: &mut Context<'a>,
    written: &'a T,
) -> Option<(&'a T, Option<&'a str>)> {
    let mut found = (written, None);
    let mut passed: Vec<&str> = Vec::new();
    while let Some(reference) = found.0.reference() {
        if passed.contains(&reference.value.as_str()) {
            report_cycle(context, reference);
            return None;
        }
        passed.push(&reference.value);
        let tokens = tokens(context, reference)?;
        let folder = T::folder(&context.spec.components.folders);
        let Some([name]) = inside(&tokens, folder) else {
            report_dangling(context, reference, folder, "", &[]);
            return None;
        };
        let entries = T::entries(&context.spec.components);
        let Some((key, next)) = entries.iter().find(|(key, _)| key.value == *name) else {
            let names: Vec<&str> = entries.iter().map(|(key, _)| key.value.as_str()).collect();
            report_dangling(context, reference, folder, name, &names);
            return None;
        };
        found = (next, Some(key.value.as_str()));
    }
    Some(found)
}

/// The unescaped tokens of a reference into this document.
pub(super) fn tokens(context: &mut Context<'_>, reference: &Text) -> Option<Vec<String>> {
    let Some(fragment) = reference.value.strip_prefix('#') else {
        report_remote(context, reference);
        return None;
    };
    Some(split_pointer(&percent_decoded(fragment)))
}

/// What follows a folder in the tokens of a reference; `None` where it leads elsewhere.
pub(super) fn inside<'t>(tokens: &'t [String], folder: &str) -> Option<&'t [String]> {
    let mut rest = tokens;
    for key in folder.split('/') {
        rest = rest.split_first().filter(|(first, _)| *first == key)?.1;
    }

    Some(rest)
}

/// Reports a reference that does not begin with `#`: into another document, or, where a schema is called so, written too short.
fn report_remote(context: &mut Context<'_>, reference: &Text) {
    let written = reference.value.as_str();
    let name = written.rsplit('/').next().unwrap_or(written);
    let folder = context.spec.components.folders.schemas;
    let report = if written.is_empty() {
        Diagnostic::new(
            Code::DanglingReference,
            reference.span,
            "the reference is empty",
        )
        .help(format!("write `#/{folder}/<name>`"))
    } else {
        let message = format!("`{written}` is in another document");
        let report = out_of_reach(context.source(), written, reference.span)
            .unwrap_or_else(|| Diagnostic::new(Code::RemoteReference, reference.span, message));
        match context.schema(name) {
            Some(_) if !written.contains(['#', ':']) => Diagnostic {
                help: vec![format!("did you mean `#/{folder}/{name}`?")],
                ..report
            },
            _ => report,
        }
    };
    context.report(report);
}

/// Reports a reference to nothing.
pub(super) fn report_dangling(
    context: &mut Context<'_>,
    reference: &Text,
    folder: &str,
    name: &str,
    names: &[&str],
) {
    let mut report = Diagnostic::new(
        Code::DanglingReference,
        reference.span,
        format!("`{}` does not exist", reference.value),
    );
    report = match did_you_mean(name, names.iter().copied()) {
        Some(near) => report.help(format!("did you mean `#/{folder}/{near}`?")),
        None => report.help(format!(
            "write `#/{folder}/<name>` with a name that stands under `{}:`",
            folder.replace('/', ": ")
        )),
    };
    context.report(report);
}

/// Reports references that lead to each other.
pub(super) fn report_cycle(context: &mut Context<'_>, reference: &Text) {
    context.report(
        Diagnostic::new(
            Code::ReferenceCycle,
            reference.span,
            format!(
                "`{}` leads back to itself without ever saying what it is",
                reference.value
            ),
        )
        .help("replace one of the references by what it stands for"),
    );
}
