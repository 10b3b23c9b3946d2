//! Calls in examples: an expression for each argument, made of what the types require.

use std::collections::BTreeSet;

use crate::model::{
    Body, Operation, Presence, Primitive, Sending, Struct, StructUse, TypeId, TypeKind, TypeRef,
    Union,
};

use super::context::Context;
use super::types::{asked_members, required_name};

/// How deep values nest at most: a type that requires itself has no value.
const DEEPEST: usize = 6;

/// What the example itself names.
const TAKEN: &[&str] = &["answer", "client", "page"];

/// A call that compiles, and what it names.
pub(super) struct Sample {
    /// The arguments, in the order of the method's.
    pub(super) arguments: Vec<String>,
    /// The body, which the last argument refers to by this name.
    pub(super) body: Option<(String, String)>,
    /// Names of the crate's types.
    pub(super) types: BTreeSet<String>,
    /// Whether the crate's `Upload` is named.
    pub(super) uploads: bool,
}

/// Where a value stands: what is taken `impl Into<T>` needs no conversion.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Argument,
    Field,
}

/// Arguments for a call, or nothing where one has no value in a few words.
pub(super) fn sample(context: &Context<'_>, operation: &Operation) -> Option<Sample> {
    let mut maker = Maker {
        context,
        name: String::new(),
        types: BTreeSet::new(),
        uploads: false,
    };
    let is_asked = |presence: Presence| presence == Presence::Required;
    let mut arguments = Vec::new();
    for parameter in &operation.path_parameters {
        maker.name = words(parameter.field.as_str());
        arguments.push(maker.value(&parameter.ty, Position::Argument, 0)?);
    }
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_argument())
    {
        maker.name = words(parameter.field.as_str());
        let value = maker.value(&parameter.ty, Position::Argument, 0)?;
        let by_reference = maker.is_object(&parameter.ty);
        arguments.push(if by_reference {
            format!("&{value}")
        } else {
            value
        });
    }
    let asked = operation.body.as_ref();
    let mut body = None;
    if let Some(asked) = asked.filter(|body| is_asked(body.presence)) {
        let mut name = asked.field.to_string();
        maker.name = words(&name);
        if TAKEN.contains(&name.as_str()) {
            "body".clone_into(&mut name);
        }
        let value = maker.body(asked)?;
        // A text is said in its place.
        if value.starts_with('"') {
            arguments.push(value);
        } else {
            arguments.push(format!("&{name}"));
            body = Some((name, value));
        }
    }

    Some(Sample {
        arguments,
        body,
        types: maker.types,
        uploads: maker.uploads,
    })
}

/// The name of a field as people say it.
fn words(field: &str) -> String {
    field.trim_end_matches('_').replace('_', " ")
}

struct Maker<'a> {
    context: &'a Context<'a>,
    /// What the value is of, in words: a text says it.
    name: String,
    types: BTreeSet<String>,
    uploads: bool,
}

impl Maker<'_> {
    fn body(&mut self, body: &Body) -> Option<String> {
        match &body.sending {
            Sending::Text | Sending::Bytes { .. } => Some("\"content\"".to_owned()),
            Sending::Json { .. }
            | Sending::JsonOrParts(_)
            | Sending::Form(_)
            | Sending::Parts(_)
            | Sending::FormOrParts(_) => {
                let value = match &body.ty {
                    TypeRef::List(item) => format!("[{}]", self.value(item, Position::Field, 0)?),
                    TypeRef::Named(_) => self.value(&body.ty, Position::Field, 0)?,
                    TypeRef::Primitive(_)
                    | TypeRef::Boxed(_)
                    | TypeRef::Map(_)
                    | TypeRef::Nullable(_) => return None,
                };
                Some(value)
            }
        }
    }

    fn is_object(&self, ty: &TypeRef) -> bool {
        matches!(ty, TypeRef::Named(id)
            if matches!(self.context.api.types.get(*id).kind, TypeKind::Struct(_) | TypeKind::Union(_)))
    }

    fn value(&mut self, ty: &TypeRef, position: Position, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        match ty {
            TypeRef::Primitive(primitive) => Some(self.primitive(*primitive, position)),
            TypeRef::Named(id) => self.named(*id, position, depth),
            TypeRef::Boxed(id) => {
                let value = self.named(*id, Position::Argument, depth)?;
                Some(match position {
                    Position::Argument => value,
                    Position::Field => format!("Box::new({value})"),
                })
            }
            TypeRef::List(item) => {
                let is_object = self.is_object(item);
                let of_item = match position {
                    Position::Argument if !is_object => Position::Argument,
                    Position::Argument | Position::Field => Position::Field,
                };
                let value = self.value(item, of_item, depth + 1)?;
                Some(match position {
                    Position::Argument => format!("[{value}]"),
                    Position::Field => format!("vec![{value}]"),
                })
            }
            TypeRef::Map(_) => Some("Default::default()".to_owned()),
            TypeRef::Nullable(_) => Some("None".to_owned()),
        }
    }

    fn primitive(&mut self, primitive: Primitive, position: Position) -> String {
        let krate = self.context.crate_ident();
        let text = |text: &str| match position {
            Position::Argument => text.to_owned(),
            Position::Field => format!("{text}.into()"),
        };
        match primitive {
            Primitive::Boolean => "true".to_owned(),
            Primitive::Integer32
            | Primitive::Integer64
            | Primitive::Unsigned32
            | Primitive::Unsigned64 => "1".to_owned(),
            Primitive::Base64 => text("b\"hello\""),
            Primitive::Decimal => text("1"),
            Primitive::Number => "1.0".to_owned(),
            Primitive::Text => text(&format!("{:?}", self.name)),
            Primitive::Id | Primitive::Value => text("\"1\""),
            Primitive::Date => format!("{krate}::jiff::civil::date(2030, 5, 14)"),
            Primitive::DateTime => {
                format!("{krate}::jiff::civil::date(2030, 5, 14).at(9, 0, 0, 0)")
            }
            Primitive::Timestamp => format!("{krate}::jiff::Timestamp::UNIX_EPOCH"),
            Primitive::File => {
                self.uploads = true;
                "Upload::new(\"note.txt\", \"content\")".to_owned()
            }
        }
    }

    fn named(&mut self, id: TypeId, position: Position, depth: usize) -> Option<String> {
        let definition = self.context.api.types.get(id);
        let name = definition.name.as_str();
        match &definition.kind {
            TypeKind::TextEnum(choices) => {
                let wire = choices
                    .variants
                    .first()
                    .map_or("1", |only| only.wire.as_str());
                let literal = format!("{wire:?}");
                Some(match position {
                    Position::Argument => literal,
                    Position::Field => format!("{literal}.into()"),
                })
            }
            TypeKind::Newtype(_) => Some(match position {
                Position::Argument => "\"1\"".to_owned(),
                Position::Field => "\"1\".into()".to_owned(),
            }),
            TypeKind::Struct(structure) => self.object(id, name, structure, depth),
            TypeKind::Union(union) => self.union(name, union, depth),
            TypeKind::ByStatus(_) => None,
        }
    }

    fn object(
        &mut self,
        id: TypeId,
        name: &str,
        structure: &Struct,
        depth: usize,
    ) -> Option<String> {
        if structure.used == StructUse::Answer {
            return None;
        }
        self.types.insert(name.to_owned());
        let context = self.context;
        let asked = asked_members(context, structure);
        if let Some(required) = required_name(context, context.api.types.get(id)) {
            let mut fields = Vec::new();
            for member in &asked {
                self.name = words(member.field.as_str());
                let value = if member.nullable {
                    "None".to_owned()
                } else {
                    let is_boxed = matches!(member.ty, TypeRef::Boxed(_));
                    let position = if is_boxed {
                        Position::Argument
                    } else {
                        Position::Field
                    };
                    self.value(&member.ty, position, depth + 1)?
                };
                fields.push(format!("    {}: {value},\n", member.field));
            }
            self.types.insert(required.clone());
            return Some(format!(
                "{name}::from({required} {{\n{}}})",
                fields.concat()
            ));
        }
        let mut arguments = Vec::new();
        for member in &asked {
            self.name = words(member.field.as_str());
            arguments.push(if member.nullable {
                "None".to_owned()
            } else {
                self.value(&member.ty, Position::Argument, depth + 1)?
            });
        }

        Some(format!("{name}::new({})", arguments.join(", ")))
    }

    fn union(&mut self, name: &str, union: &Union, depth: usize) -> Option<String> {
        let (case, ty, _) = union.cases.first()?;
        let value = self.value(ty, Position::Field, depth + 1)?;
        self.types.insert(name.to_owned());

        Some(format!("{name}::{case}({value})"))
    }
}
