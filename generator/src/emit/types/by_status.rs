//! One of several bodies, told by the status of the answer: an enum, and the table of the statuses of its cases.

use crate::model::{ByStatus, StatusCase, TypeDef, VariantName};

use super::Module;
use crate::emit::docs::DocLines;
use crate::emit::fit;
use crate::emit::lints;
use crate::emit::markdown;
use crate::emit::text::{INDENT, literal_slice};
use crate::emit::value::rust_type;

impl Module<'_> {
    /// The enum and its `impl ByStatus`.
    pub(super) fn by_status(&mut self, definition: &TypeDef, by_status: &ByStatus) {
        let name = definition.name.as_str();
        let (value, status) = (
            self.symbols.runtime("Value"),
            self.symbols.runtime("StatusCode"),
        );
        let cases: Vec<String> = by_status
            .cases
            .iter()
            .map(|case| match self.held(case) {
                None => format!("{},", case.name),
                Some(held) => format!("{}({held}),", case.name),
            })
            .collect();
        let is_large = |case: &StatusCase| case.ty.as_ref().is_some_and(|ty| self.is_large(ty));
        let has_large = by_status.cases.iter().any(is_large);

        self.type_docs(definition);
        self.text.line("#[derive(Clone, Debug, PartialEq)]");
        self.text.line("#[non_exhaustive]");
        if has_large {
            self.text.line(lints::of_union());
        }
        self.text.block(format!("pub enum {name}"), |text| {
            for (case, line) in by_status.cases.iter().zip(&cases) {
                text.docs(&docs(case));
                text.line(line);
                text.blank();
            }
            text.docs(&DocLines::of(
                "What this version of the spec does not know: its status, and its body, as a text where it is no JSON.",
            ));
            text.line(format!("Unknown({status}, {value}),"));
        });
        self.text.blank();
        let rows: Vec<String> = by_status
            .cases
            .iter()
            .map(|case| self.status_row(case))
            .collect();
        let (by_status_trait, row) = (
            self.symbols.runtime("ByStatus"),
            self.symbols.runtime("StatusCase"),
        );
        self.text
            .block(format!("impl {by_status_trait} for {name}"), |text| {
                text.line(fit::list(
                    text.indent(),
                    &format!("const CASES: &'static [{row}] = &"),
                    &rows,
                    ";",
                ));
            });
        self.text.blank();
        let names: Vec<String> = by_status.cases.iter().map(pattern).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let by_status_macro = format!("{}!", self.symbols.runtime("by_status"));
        self.text
            .line(fit::names_macro(&by_status_macro, name, &names, None));
    }

    /// What a case holds.
    fn held(&self, case: &StatusCase) -> Option<String> {
        let ty = case
            .ty
            .as_ref()
            .map(|ty| rust_type(self.context, &self.symbols, ty));
        let status = case.is_range().then(|| self.symbols.runtime("StatusCode"));
        let held: Vec<String> = status.into_iter().chain(ty).collect();

        (!held.is_empty()).then(|| held.join(", "))
    }

    /// The row of a case in the table.
    fn status_row(&mut self, case: &StatusCase) -> String {
        let head = fit::call(
            &format!("{}::of", self.symbols.runtime("StatusCase")),
            &[literal_slice(&case.statuses.iter().collect::<Vec<_>>())],
        );
        let calls = self.times.shape_calls(&self.symbols, &case.shape);
        if calls.is_empty() {
            return head;
        }
        let shape = format!("{}::PLAIN{}", self.symbols.codec("Shape"), calls.concat());

        fit::chain(2 * INDENT, "", &head, &[format!(".shape({shape})")], ",")
            .trim_end_matches(',')
            .to_owned()
    }
}

/// The case as the macro takes it: with an underscore for its body, and `status` before it where it holds that.
fn pattern(case: &StatusCase) -> String {
    let name: &VariantName = &case.name;
    match (case.is_range(), &case.ty) {
        (false, None) => name.to_string(),
        (false, Some(_)) => format!("{name}(_)"),
        (true, None) => format!("{name}(status)"),
        (true, Some(_)) => format!("{name}(status, _)"),
    }
}

fn docs(case: &StatusCase) -> DocLines {
    let statuses: Vec<String> = case
        .statuses
        .iter()
        .map(|status| markdown::code(status))
        .collect();
    let words = match case.statuses.as_slice() {
        [only] if only == "default" => "Any other status.".to_owned(),
        [_] => format!("Status {}.", statuses.concat()),
        _ => format!("Status {}.", statuses.join(", ")),
    };

    DocLines::of(&words)
}
