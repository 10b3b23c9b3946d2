//! `$ref` outside of schemas: parameters, request bodies and responses; and the way a reference is read.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::parse::ast::{Components, Entries, Header, Parameter, RequestBody, Response, Text};

/// Something that `components` holds under a name.
pub(super) trait Component: Sized {
    /// The key under `components`.
    const FOLDER: &'static str;

    /// The named ones.
    fn entries(components: &Components) -> &Entries<Self>;

    /// The `$ref` that stands in its place.
    fn reference(&self) -> Option<&Text>;
}

impl Component for Parameter {
    const FOLDER: &'static str = "parameters";

    fn entries(components: &Components) -> &Entries<Self> {
        &components.parameters
    }

    fn reference(&self) -> Option<&Text> {
        self.reference.as_ref()
    }
}

impl Component for RequestBody {
    const FOLDER: &'static str = "requestBodies";

    fn entries(components: &Components) -> &Entries<Self> {
        &components.request_bodies
    }

    fn reference(&self) -> Option<&Text> {
        self.reference.as_ref()
    }
}

impl Component for Response {
    const FOLDER: &'static str = "responses";

    fn entries(components: &Components) -> &Entries<Self> {
        &components.responses
    }

    fn reference(&self) -> Option<&Text> {
        self.reference.as_ref()
    }
}

impl Component for Header {
    const FOLDER: &'static str = "headers";

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
        let name = match tokens.as_slice() {
            [components, folder, name] if components == "components" && folder == T::FOLDER => name,
            _ => {
                report_dangling(context, reference, T::FOLDER, "", &[]);
                return None;
            }
        };
        let entries = T::entries(&context.spec.components);
        let Some((key, next)) = entries.iter().find(|(key, _)| key.value == *name) else {
            let names: Vec<&str> = entries.iter().map(|(key, _)| key.value.as_str()).collect();
            report_dangling(context, reference, T::FOLDER, name, &names);
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

/// Reports a reference that does not begin with `#`: into another document, or, where a schema is called so, written too short.
fn report_remote(context: &mut Context<'_>, reference: &Text) {
    let written = reference.value.as_str();
    let name = written.rsplit('/').next().unwrap_or(written);
    let report = if written.is_empty() {
        Diagnostic::new(
            Code::DanglingReference,
            reference.span,
            "the reference is empty",
        )
        .help("write `#/components/schemas/<name>`")
    } else {
        let message = format!("`{written}` is in another document");
        let report = Diagnostic::new(Code::RemoteReference, reference.span, message);
        match context.schema(name) {
            Some(_) if !written.contains(['#', ':']) => {
                report.help(format!("did you mean `#/components/schemas/{name}`?"))
            }
            _ => report.help("a spec is one file: copy what is needed under `components` and write `#/components/..`"),
        }
    };
    context.report(report);
}

/// The unescaped tokens of a JSON Pointer.
pub(super) fn split_pointer(pointer: &str) -> Vec<String> {
    pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect()
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
        Some(near) => report.help(format!("did you mean `#/components/{folder}/{near}`?")),
        None => report.help(format!("write `#/components/{folder}/<name>` with a name that stands under `components: {folder}:`")),
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

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, ..] => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            bytes.push(high * 16 + low);
            rest = rest.get(3..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}
