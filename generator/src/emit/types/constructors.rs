//! How a request's struct is made: `new`, or a literal of the required members where they are many, and a setter for every member:
//! for a required one too, so that a request can be varied, and that code stays whole when a vendor requires more or less.

use crate::model::{Member, Struct, StructUse, TypeDef, TypeKind, TypeRef};

use super::Module;
use super::structure::{is_required, member_docs, unknown_field};
use super::text_enum::only_variant;
use crate::emit::context::{Context, free_name};
use crate::emit::docs::DocLines;
use crate::emit::fit;
use crate::emit::lazy;
use crate::emit::lints;
use crate::emit::text::INDENT;
use crate::emit::value::{Argument, Convert, boxed_or_plain, member_argument, optional, rust_type};

/// Up to so many required members are arguments of `new`.
const FEW: usize = 3;

/// Methods of every such struct: a setter of that name gets another one.
const OWN_METHODS: &[&str] = &["new", "member"];

/// The struct of the required members, where they are too many for `new`.
pub(in crate::emit) fn required_name(
    context: &Context<'_>,
    definition: &TypeDef,
) -> Option<String> {
    let TypeKind::Struct(structure) = &definition.kind else {
        return None;
    };
    let required = asked_members(context, structure).len();
    let wanted = format!("{}Required", definition.name);

    (structure.used == StructUse::Request && required > FEW)
        .then(|| free_name(&wanted, "Members", |name| context.type_names.contains(name)))
}

/// The members that a caller has to say when a value is made.
pub(in crate::emit) fn asked_members<'a>(
    context: &Context<'_>,
    structure: &'a Struct,
) -> Vec<&'a Member> {
    let members = structure.members.iter();

    members
        .filter(|member| is_asked(context, structure, member))
        .collect()
}

/// Whether a caller has to say the value: it is required, and there is more than one.
pub(in crate::emit) fn is_asked(
    context: &Context<'_>,
    structure: &Struct,
    member: &Member,
) -> bool {
    is_required(structure, member) && constant(context, member).is_none()
}

/// The case of the one text that a member can be.
fn constant(context: &Context<'_>, member: &Member) -> Option<String> {
    let TypeRef::Named(id) = &member.ty else {
        return None;
    };
    match &context.api.types.get(*id).kind {
        TypeKind::TextEnum(text_enum) if !member.nullable => only_variant(text_enum),
        TypeKind::TextEnum(_)
        | TypeKind::Struct(_)
        | TypeKind::Union(_)
        | TypeKind::Newtype(_)
        | TypeKind::ByStatus(_) => None,
    }
}

/// The setter of a member.
pub(in crate::emit) fn setter_name(structure: &Struct, member: &Member) -> String {
    let field = member.field.as_str();
    if !OWN_METHODS.contains(&field) {
        return field.to_owned();
    }

    free_name(&format!("set_{field}"), "_member", |name| {
        structure
            .members
            .iter()
            .any(|member| member.field.as_str() == name)
    })
}

impl Module<'_> {
    /// All constructors and setters.
    pub(super) fn constructors(
        &mut self,
        definition: &TypeDef,
        structure: &Struct,
        unknown: Option<&str>,
    ) {
        let name = definition.name.as_str();
        let required = asked_members(self.context, structure);
        let required_name = required_name(self.context, definition);
        if let Some(required_name) = &required_name {
            self.required_struct(definition, required_name, structure, &required);
        }
        let has_new = required_name.is_none();
        let is_given = |member: &Member| is_required(structure, member);
        if required.is_empty() && structure.members.iter().any(is_given) {
            self.default_of_constants(name);
        }

        self.text.blank();
        let types: Vec<String> = structure
            .members
            .iter()
            .map(|member| self.field_type(structure, member))
            .collect();
        if let Some(attribute) = lints::of_types(&types) {
            self.text.line(attribute);
        }
        self.text.line(format!("impl {name} {{"));
        if has_new {
            self.new_function(structure, &required);
        }
        for (index, member) in structure.members.iter().enumerate() {
            if has_new || index > 0 {
                self.text.blank();
            }
            self.setter(structure, member);
        }
        if let Some(additional) = &structure.additional {
            self.text.blank();
            self.additional_setter(additional);
        } else if unknown.is_some() {
            self.text.blank();
            self.member_setter(structure);
        }
        self.text.line("}");
    }

    /// What `derive` cannot make, since nothing is the default of a text.
    fn default_of_constants(&mut self, name: &str) {
        let default = self.symbols.prelude("std::default", "Default");
        self.text.blank();
        self.text
            .block(format!("impl {default} for {name}"), |text| {
                text.line(lazy::INLINE);
                text.block("fn default() -> Self", |text| {
                    text.line("Self::new()");
                });
            });
    }

    /// The argument that `new` takes for a member, and the value made of it.
    fn required_argument(&self, member: &Member) -> (String, String) {
        let field = &member.field;
        if member.nullable {
            let ty = optional(
                &self.symbols,
                &rust_type(self.context, &self.symbols, &member.ty),
            );
            return (format!("{field}: {ty}"), field.to_string());
        }
        let Argument { ty, convert } = member_argument(self.context, &self.symbols, &member.ty);
        let value = match convert {
            Convert::As => field.to_string(),
            Convert::Boxed => format!("{field}: {}", convert.apply(field.as_str(), &self.symbols)),
            Convert::Into | Convert::Each => field_value(
                field.as_str(),
                field.as_str(),
                &convert.calls(&self.symbols),
            ),
        };

        (format!("{field}: {ty}"), value)
    }

    fn new_function(&mut self, structure: &Struct, required: &[&Member]) {
        let has_constants = structure.members.iter().any(|member| {
            is_required(structure, member) && !is_asked(self.context, structure, member)
        });
        let summary = match (structure.used, required) {
            (StructUse::Update, _) => "An update that keeps everything as it is.",
            (_, []) if !has_constants => "Nothing set yet.",
            _ => "Sets what is required and leaves the rest unset.",
        };
        let (arguments, values): (Vec<String>, Vec<String>) = required
            .iter()
            .map(|member| self.required_argument(member))
            .unzip();
        let fields = self.all_fields(structure, &values);
        let is_default = required.is_empty() && !has_constants;
        self.text.deeper(|text| {
            text.docs(&DocLines::of(summary));
            let literal = fit::literal("Self", &fields);
            if let Some(attribute) =
                lints::of_lines(literal.lines().count()).filter(|_| !is_default)
            {
                text.line(attribute);
            }
            for attribute in lints::of_method("new", &arguments, &[]) {
                text.line(attribute);
            }
            if let Some(mark) = lazy::mark(&arguments) {
                text.line(mark);
            }
            let head = fit::signature(text.indent(), "pub fn new", &arguments, " -> Self");
            text.block(head, |text| {
                text.line(if is_default {
                    "Self::default()".to_owned()
                } else {
                    literal
                });
            });
        });
    }

    /// The fields of the literal: the values of required members, constants, and nothing for the rest.
    fn all_fields(&self, structure: &Struct, values: &[String]) -> Vec<String> {
        let mut values = values.iter();
        let mut fields: Vec<String> = structure
            .members
            .iter()
            .map(|member| {
                if is_asked(self.context, structure, member) {
                    return values.next().cloned().unwrap_or_default();
                }
                if is_required(structure, member)
                    && let Some(variant) = constant(self.context, member)
                {
                    return format!(
                        "{}: {}::{variant}",
                        member.field,
                        rust_type(self.context, &self.symbols, &member.ty)
                    );
                }
                let none = self.symbols.prelude("std::option::Option", "None");
                format!("{}: {none}", member.field)
            })
            .collect();
        if let Some(additional) = &structure.additional {
            let map = self.symbols.foreign("std::collections", "BTreeMap");
            fields.push(format!("{}: {map}::new()", additional.field));
        }
        if structure.keeps_unknown {
            fields.push(format!(
                "{}: {}::new()",
                unknown_field(structure),
                self.symbols.codec("Members")
            ));
        }

        fields
    }

    /// The literal of many required members, and the conversion from it.
    fn required_struct(
        &mut self,
        definition: &TypeDef,
        required_name: &str,
        structure: &Struct,
        required: &[&Member],
    ) {
        let (types, values): (Vec<String>, Vec<String>) = required
            .iter()
            .map(|member| self.required_field(structure, member))
            .unzip();
        let fields = self.all_fields(structure, &values);
        let name = definition.name.as_str();
        let from = self.symbols.prelude("std::convert", "From");

        self.text.blank();
        self.text.docs(&required_docs(definition));
        self.text.line("#[derive(Clone, Debug, PartialEq)]");
        for attribute in lints::of_struct(&types) {
            self.text.line(attribute);
        }
        self.text
            .block(format!("pub struct {required_name}"), |text| {
                for (index, (member, ty)) in required.iter().zip(types).enumerate() {
                    text.blank_between(index);
                    text.docs(&member_docs(member));
                    text.line(fit::field(text.indent(), member.field.as_str(), &ty));
                }
            });
        self.text.blank();
        self.text
            .block(format!("impl {from}<{required_name}> for {name}"), |text| {
                let literal = fit::literal("Self", &fields);
                if let Some(attribute) = lints::of_lines(literal.lines().count()) {
                    text.line(attribute);
                }
                text.line(lazy::INLINE);
                text.block(
                    format!("fn from(required: {required_name}) -> Self"),
                    |text| text.line(literal),
                );
            });
    }

    /// The type of a required member in the literal, and the field that is made of it.
    fn required_field(&self, structure: &Struct, member: &Member) -> (String, String) {
        let field = &member.field;
        if matches!(member.ty, TypeRef::Boxed(_)) && !member.nullable {
            let Argument { ty, convert } = boxed_or_plain(self.context, &self.symbols, &member.ty);
            let value = convert.apply(&format!("required.{field}"), &self.symbols);
            return (ty, format!("{field}: {value}"));
        }
        let value = field_value(field.as_str(), "required", &[format!(".{field}")]);

        (self.field_type(structure, member), value)
    }

    fn setter(&mut self, structure: &Struct, member: &Member) {
        let field = &member.field;
        let (name, ty, value) = match structure.used {
            StructUse::Update => {
                let ty = rust_type(self.context, &self.symbols, &member.ty);
                (
                    "value",
                    format!("impl {}<{ty}>", self.symbols.codec("IntoPatch")),
                    "value.into_patch()".to_owned(),
                )
            }
            StructUse::Answer | StructUse::Request => {
                let Argument { ty, convert } =
                    member_argument(self.context, &self.symbols, &member.ty);
                let name = if convert == Convert::Each {
                    "values"
                } else {
                    "value"
                };
                let mut value = convert.apply(name, &self.symbols);
                if member.nullable || !is_required(structure, member) {
                    let some = self.symbols.prelude("std::option::Option", "Some");
                    value = format!("{some}({value})");
                }
                (name, ty, value)
            }
        };
        let arguments = ["mut self".to_owned(), format!("{name}: {ty}")];
        let docs = match member.doc.summary.trim() {
            "" => member_docs(member),
            summary => DocLines::of(summary),
        };
        self.text.deeper(|text| {
            text.docs(&docs);
            text.line("#[must_use]");
            let setter = setter_name(structure, member);
            if let Some(attribute) = lints::of_setter(&setter) {
                text.line(attribute);
            }
            if let Some(mark) = lazy::mark(&arguments) {
                text.line(mark);
            }
            let head = format!("pub fn {setter}");
            text.block(
                fit::signature(text.indent(), &head, &arguments, " -> Self"),
                |text| {
                    text.line(fit::assignment(
                        text.indent(),
                        &format!("self.{field}"),
                        &value,
                    ));
                    text.blank();
                    text.line("self");
                },
            );
        });
    }
}

/// The doc comment of the struct of the required members.
pub(super) fn required_docs(definition: &TypeDef) -> DocLines {
    DocLines::of(&format!(
        "What a [`{}`] must have, each by its name.",
        definition.name
    ))
}

/// `field: head.call()` in the literal of a constructor.
fn field_value(field: &str, head: &str, calls: &[String]) -> String {
    let value = fit::chain(3 * INDENT, &format!("{field}: "), head, calls, ",");

    value.trim_end_matches(',').to_owned()
}
