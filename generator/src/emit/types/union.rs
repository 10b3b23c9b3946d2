//! One of several types: an enum whose cases hold one value each, and the table that tells them apart.

use crate::model::{
    Decision, Mark, Primitive, TypeDef, TypeKind, TypeRef, Union, UnionTag, ValueKind, VariantName,
    decide,
};

use super::Module;
use crate::emit::context::free_name;
use crate::emit::docs::DocLines;
use crate::emit::fit;
use crate::emit::lazy;
use crate::emit::lints;
use crate::emit::text::{INDENT, literal, literal_slice};
use crate::emit::value::{Argument, boxed_or_plain, is_made_of, rust_type};

/// One case as printed.
struct Case {
    name: String,
    ty: String,
    docs: DocLines,
    row: String,
    /// The types of values that are this case, since nothing else of the union has its type; and the case, made of each.
    made: Vec<(String, String)>,
}

impl Module<'_> {
    /// The enum and its `impl Union`.
    pub(super) fn union(&mut self, definition: &TypeDef, union: &Union) {
        let name = definition.name.as_str();
        let is_taken = |name: &str| union.cases.iter().any(|(case, ..)| case.as_str() == name);
        let unknown = free_name("Unknown", "Case", is_taken);
        let value = self.symbols.runtime("Value");
        let decision = decide(&self.context.api.types, union);
        let cases: Vec<Case> = (0..union.cases.len())
            .filter_map(|index| self.case(union, &decision, index))
            .collect();

        self.type_docs(definition);
        self.text.line("#[derive(Clone, PartialEq)]");
        self.text.line("#[non_exhaustive]");
        if union.cases.iter().any(|(_, ty, _)| self.is_large(ty)) {
            self.text.line(lints::of_union());
        }
        self.text.block(format!("pub enum {name}"), |text| {
            for Case { name, ty, docs, .. } in &cases {
                text.docs(docs);
                text.line(format!("{name}({ty}),"));
                text.blank();
            }
            text.docs(&DocLines::of(
                "A value this version of the spec does not know.",
            ));
            text.line(format!("{unknown}({value}),"));
        });
        self.text.blank();
        let (union_trait, case) = (self.symbols.codec("Union"), self.symbols.codec("Case"));
        let rows: Vec<String> = cases.iter().map(|case| case.row.clone()).collect();
        self.text
            .block(format!("impl {union_trait} for {name}"), |text| {
                text.line(fit::list(
                    text.indent(),
                    &format!("const CASES: &'static [{case}] = &"),
                    &rows,
                    ";",
                ));
            });
        self.text.blank();
        let names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
        let unions = format!("{}!", self.symbols.runtime("unions"));
        self.text
            .line(fit::names_macro(&unions, name, &names, Some(&unknown)));
        self.case_conversions(name, &cases);
    }

    fn case(&self, union: &Union, decision: &Decision, index: usize) -> Option<Case> {
        let (name, ty, tags) = union.cases.get(index)?;
        let case = self.symbols.codec("Case");
        let (head, calls) = match &union.tag {
            UnionTag::Member(tag) if union.rest == Some(index) && tags.is_empty() => {
                (format!("{case}::rest({})", literal(tag)), Vec::new())
            }
            UnionTag::Member(tag) => {
                let is_rest = union.rest == Some(index);
                let or_rest = is_rest.then(|| ".or_rest()".to_owned());
                let arguments = [literal(tag), literal_slice(tags)];
                let head = fit::call(&format!("{case}::tagged"), &arguments);
                (head, or_rest.into_iter().collect())
            }
            UnionTag::Structure => self.mark(&case, decision.marks.get(index)?),
        };
        let row = fit::chain(2 * INDENT, "", &head, &calls, ",")
            .trim_end_matches(',')
            .to_owned();

        let twins = &self.context.twins;
        let of_type = |(_, other, _): &&(VariantName, TypeRef, Vec<String>)| match (other, ty) {
            (
                TypeRef::Named(other) | TypeRef::Boxed(other),
                TypeRef::Named(id) | TypeRef::Boxed(id),
            ) => twins.are_same(*other, *id),
            _ => other == ty,
        };
        let is_alone = match ty {
            TypeRef::Named(_) | TypeRef::Boxed(_) => {
                union.cases.iter().filter(of_type).count() == 1
            }
            TypeRef::Primitive(_) | TypeRef::List(_) => is_made_of(union, ty),
            TypeRef::Map(_) | TypeRef::Nullable(_) => false,
        };
        Some(Case {
            name: name.to_string(),
            ty: rust_type(self.context, &self.symbols, ty),
            docs: self.case_docs(name, ty),
            row,
            made: if is_alone { self.made(ty) } else { Vec::new() },
        })
    }

    /// What a value of a type is given as, and the value.
    fn made(&self, ty: &TypeRef) -> Vec<(String, String)> {
        let Argument { ty: plain, convert } = boxed_or_plain(self.context, &self.symbols, ty);
        let value = convert.apply("value", &self.symbols);
        let mut all = vec![(plain, value)];
        if *ty == TypeRef::Primitive(Primitive::Text) {
            all.insert(0, ("&str".to_owned(), "value.to_owned()".to_owned()));
        }

        all
    }

    /// What the type of a case is, as far as it says that.
    fn case_docs(&self, name: &VariantName, ty: &TypeRef) -> DocLines {
        let summary = match ty {
            TypeRef::Named(id) | TypeRef::Boxed(id) => {
                let definition = self.context.api.types.get(*id);
                let summary = definition.doc.summary.trim();
                // What says nothing but the name of the type is no news beside it.
                let names_it = format!("The type `{}`.", definition.name);
                Some(summary).filter(|summary| !summary.is_empty() && *summary != names_it)
            }
            TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => {
                None
            }
        };

        match summary {
            None => DocLines::of(&format!("The case `{name}`.")),
            Some(summary) => DocLines::of(summary),
        }
    }

    /// What a caller gives a union's value as.
    fn case_conversions(&mut self, union: &str, cases: &[Case]) {
        let from = self.symbols.prelude("std::convert", "From");
        for Case { name, made, .. } in cases {
            for (ty, value) in made {
                self.text.blank();
                self.text
                    .block(format!("impl {from}<{ty}> for {union}"), |text| {
                        text.line(lazy::INLINE);
                        text.block(format!("fn from(value: {ty}) -> Self"), |text| {
                            text.line(format!("Self::{name}({value})"));
                        });
                    });
            }
        }
    }

    /// What tells a value of the case by how it looks.
    fn mark(&self, case: &str, mark: &Mark) -> (String, Vec<String>) {
        let kinds = || self.symbols.codec("Kind");
        let head = match mark.kind {
            None => format!("{case}::any()"),
            Some(ValueKind::Boolean) => format!("{case}::boolean()"),
            Some(ValueKind::Number) => format!("{case}::number()"),
            Some(ValueKind::Text) => format!("{case}::text()"),
            Some(ValueKind::List) => format!("{case}::list()"),
            Some(ValueKind::Object) => {
                fit::call(&format!("{case}::object"), &[literal_slice(&mark.keys)])
            }
        };
        let mut calls = Vec::new();
        if !mark.texts.is_empty() {
            calls.push(fit::call(".texts", &[literal_slice(&mark.texts)]));
        }
        if let Some(kind) = mark.element {
            calls.push(format!(".elements({}::{kind:?})", kinds()));
        }
        if !mark.constants.is_empty() {
            let constants: Vec<String> = mark
                .constants
                .iter()
                .map(|(key, text)| format!("({}, {})", literal(key), literal(text)))
                .collect();
            calls.push(fit::call(
                ".constants",
                &[format!("&[{}]", constants.join(", "))],
            ));
        }
        if let Some((key, texts)) = &mark.choice {
            let arguments = [literal(key), literal_slice(texts)];
            calls.push(fit::call(".choice", &arguments));
        }
        if let Some((key, kind)) = &mark.holding {
            calls.push(format!(".holding({}, {}::{kind:?})", literal(key), kinds()));
        }
        if let Some(id) = mark.members {
            let name = self.symbols.own(self.context.api.types.get(id));
            let model = self.symbols.codec("Model");
            calls.push(format!(".members(<{name} as {model}>::MEMBERS)"));
        }

        (head, calls)
    }

    /// Whether values of the type may take much room.
    pub(super) fn is_large(&self, ty: &TypeRef) -> bool {
        let TypeRef::Named(id) = ty else { return false };
        match self.context.api.types.get(*id).kind {
            TypeKind::Struct(_) | TypeKind::Union(_) => true,
            TypeKind::TextEnum(_) | TypeKind::Newtype(_) | TypeKind::ByStatus(_) => false,
        }
    }
}
