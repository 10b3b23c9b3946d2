//! Headers that a delivery has.

use crate::check::context::Context;
use crate::check::docs;
use crate::check::references::resolve;
use crate::parse::ast::Operation;

/// What has to be told of them: nothing where there are none.
pub(super) fn told<'a>(context: &mut Context<'a>, operation: &'a Operation) -> Option<String> {
    let mut headers: Vec<String> = Vec::new();
    for parameter in &operation.parameters {
        let Some((parameter, _)) = resolve(context, parameter) else {
            continue;
        };
        let is_header = parameter
            .location
            .as_ref()
            .is_some_and(|place| place.value == "header");
        let Some(name) = parameter.name.as_ref().filter(|_| is_header) else {
            continue;
        };
        let description = parameter.description.as_ref();
        let doc = description.map(|text| docs::of_text(&text.value).summary);
        let doc = doc.filter(|doc| !doc.is_empty());
        headers.push(match doc {
            Some(doc) => format!("- {}: {doc}", docs::code(&name.value)),
            None => format!("- {}", docs::code(&name.value)),
        });
    }

    (!headers.is_empty()).then(|| format!("Its headers:\n\n{}", headers.join("\n")))
}
