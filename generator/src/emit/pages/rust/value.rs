//! Values of examples as expressions of Rust: read off their JSON by their type.

mod records;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::layout::spread;
use crate::emit::context::Context;
use crate::emit::text::literal;
use crate::model::{Json, Primitive, StructUse, TypeId, TypeKind, TypeRef};

/// Names of types that mean something else in every program.
const TAKEN: &[&str] = &[
    "BTreeMap",
    "Box",
    "Client",
    "Decimal",
    "Default",
    "Err",
    "From",
    "Id",
    "Into",
    "None",
    "Ok",
    "Option",
    "Patch",
    "Result",
    "Some",
    "String",
    "Timestamp",
    "Vec",
];

/// What a place takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// Whatever an argument takes for the type.
    Argument,
    /// The type itself.
    Exact,
    /// The type itself or something for it, in an update.
    Patch,
}

/// Prints values and remembers what they name.
pub(super) struct Printer<'a> {
    context: &'a Context<'a>,
    crate_name: String,
    types: BTreeSet<String>,
    others: BTreeSet<String>,
}

impl<'a> Printer<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            crate_name: context.crate_ident(),
            types: BTreeSet::new(),
            others: BTreeSet::new(),
        }
    }

    /// The `use` lines of what was named.
    pub(super) fn imports(&self) -> String {
        let mut text = String::new();
        for path in &self.others {
            let _ = writeln!(text, "use {path};");
        }
        let types: Vec<String> = self.types.iter().cloned().collect();
        let name = &self.crate_name;
        match types.as_slice() {
            [] => {}
            [one] => {
                let _ = writeln!(text, "use {name}::types::{one};");
            }
            several => {
                let _ = writeln!(
                    text,
                    "{};",
                    spread(&format!("use {name}::types::{{"), several, "}")
                );
            }
        }

        text
    }

    /// The value as an expression; nothing where it has no short one, or does not fit its type.
    pub(super) fn value(&mut self, ty: &TypeRef, json: &Json, want: Want) -> Option<String> {
        match ty {
            TypeRef::Primitive(primitive) => self.primitive(*primitive, json, want),
            TypeRef::Named(id) => self.named(*id, json, want),
            TypeRef::Boxed(id) => {
                let value = self.named(*id, json, Want::Exact)?;
                Some(match want {
                    Want::Argument => value,
                    Want::Exact | Want::Patch => format!("Box::new({value})"),
                })
            }
            TypeRef::Nullable(_) if *json == Json::Null => Some("None".to_owned()),
            TypeRef::Nullable(item) => {
                let value = self.value(item, json, Want::Exact)?;
                Some(format!("Some({value})"))
            }
            TypeRef::List(item) => self.list(item, json, want),
            TypeRef::Map(item) => {
                let Json::Object(members) = json else {
                    return None;
                };
                let entries: Option<Vec<String>> = members
                    .iter()
                    .map(|(name, value)| {
                        let value = self.value(item, value, Want::Exact)?;
                        Some(format!("({}.to_owned(), {value})", literal(name)))
                    })
                    .collect();
                self.others.insert("std::collections::BTreeMap".to_owned());

                Some(spread("BTreeMap::from([", &entries?, "])"))
            }
        }
    }

    fn primitive(&mut self, primitive: Primitive, json: &Json, want: Want) -> Option<String> {
        let written = match json {
            Json::Number(text) | Json::Text(text) => text.as_str(),
            Json::Boolean(true) => "true",
            Json::Boolean(false) => "false",
            Json::Null | Json::List(_) | Json::Object(_) => return None,
        };
        match primitive {
            Primitive::Boolean => match written {
                "1" | "true" => Some("true".to_owned()),
                "0" | "false" => Some("false".to_owned()),
                _ => None,
            },
            Primitive::Integer32 => written.parse::<i32>().ok().map(|number| number.to_string()),
            Primitive::Integer64 => written.parse::<i64>().ok().map(|number| number.to_string()),
            Primitive::Unsigned32 => written.parse::<u32>().ok().map(|number| number.to_string()),
            Primitive::Unsigned64 => written.parse::<u64>().ok().map(|number| number.to_string()),
            Primitive::File => {
                let bytes = format!("std::fs::read({})?", literal(written));
                if want == Want::Argument {
                    return Some(bytes);
                }
                self.others.insert(format!("{}::Upload", self.crate_name));
                Some(format!("Upload::from({bytes})"))
            }
            Primitive::Number => {
                let number = written
                    .parse::<f64>()
                    .ok()
                    .filter(|number| number.is_finite())?;
                Some(format!("{number:?}"))
            }
            Primitive::Base64 => {
                self.others.insert(format!("{}::Base64", self.crate_name));
                Some(format!("Base64::from_text({})", literal(written)))
            }
            Primitive::Decimal => {
                self.others.insert(format!("{}::Decimal", self.crate_name));
                Some(format!("{}.parse::<Decimal>()?", literal(written)))
            }
            Primitive::Value => {
                self.others.insert(format!("{}::Value", self.crate_name));
                let value = match json {
                    Json::Text(text) => literal(text),
                    _ => written.to_owned(),
                };
                Some(format!("Value::from({value})"))
            }
            Primitive::Text if want == Want::Exact => {
                Some(format!("{}.to_owned()", literal(written)))
            }
            Primitive::Id if want == Want::Exact => {
                self.others.insert(format!("{}::Id", self.crate_name));
                Some(format!("Id::from({})", literal(written)))
            }
            Primitive::Text | Primitive::Id => Some(literal(written)),
            Primitive::Date => {
                let [year, month, day] = numbers(written)?;
                self.uses_date();
                Some(format!("date({year}, {month}, {day})"))
            }
            Primitive::DateTime => {
                let [year, month, day, hour, minute] = numbers(written)?;
                self.uses_date();
                Some(format!(
                    "date({year}, {month}, {day}).at({hour}, {minute}, 0, 0)"
                ))
            }
            Primitive::Timestamp => {
                let [year, month, day, hour, minute] = numbers(written)?;
                self.others
                    .insert(format!("{}::jiff::Timestamp", self.crate_name));
                Some(format!(
                    "\"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z\".parse::<Timestamp>()?"
                ))
            }
        }
    }

    fn uses_date(&mut self) {
        self.others
            .insert(format!("{}::jiff::civil::date", self.crate_name));
    }

    fn list(&mut self, item: &TypeRef, json: &Json, want: Want) -> Option<String> {
        let items = match json {
            Json::List(items) => items.as_slice(),
            // Sent as one text with commas.
            Json::Text(_) | Json::Number(_) => std::slice::from_ref(json),
            Json::Null | Json::Boolean(_) | Json::Object(_) => return None,
        };
        let each = if want == Want::Argument && self.is_text_like(item) {
            Want::Argument
        } else {
            Want::Exact
        };
        let items: Option<Vec<String>> = items
            .iter()
            .map(|one| self.value(item, one, each))
            .collect();
        let open = if want == Want::Argument { "[" } else { "vec![" };

        Some(spread(open, &items.filter(|items| !items.is_empty())?, "]"))
    }

    fn is_text_like(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Primitive(primitive) => {
                matches!(primitive, Primitive::Text | Primitive::Id | Primitive::File)
            }
            TypeRef::Named(id) => matches!(
                self.context.api.types.get(*id).kind,
                TypeKind::Newtype(_) | TypeKind::TextEnum(_)
            ),
            TypeRef::Boxed(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => false,
        }
    }

    fn named(&mut self, id: TypeId, json: &Json, want: Want) -> Option<String> {
        let definition = self.context.api.types.get(id);
        match (&definition.kind, json) {
            (
                TypeKind::Newtype(_) | TypeKind::TextEnum(_),
                Json::Text(text) | Json::Number(text),
            ) => Some(if want == Want::Exact {
                let name = self.type_name(definition.name.as_str());
                format!("{name}::from({})", literal(text))
            } else {
                literal(text)
            }),
            (TypeKind::Struct(object), Json::Object(members))
                if object.used != StructUse::Answer =>
            {
                self.object(definition, object, members)
            }
            (TypeKind::Union(union), json) => self.union(definition, union, json),
            (
                TypeKind::Newtype(_)
                | TypeKind::TextEnum(_)
                | TypeKind::Struct(_)
                | TypeKind::ByStatus(_),
                _,
            ) => None,
        }
    }

    /// A value as an argument or a setter takes it; what has members is only looked at.
    pub(super) fn given(&mut self, ty: &TypeRef, json: &Json) -> Option<String> {
        let is_record = match ty {
            TypeRef::Named(id) => matches!(
                self.context.api.types.get(*id).kind,
                TypeKind::Struct(_) | TypeKind::Union(_)
            ),
            TypeRef::Map(_) => true,
            TypeRef::Primitive(_) | TypeRef::Boxed(_) | TypeRef::List(_) | TypeRef::Nullable(_) => {
                false
            }
        };
        let value = self.value(ty, json, Want::Argument)?;

        Some(if is_record {
            format!("&{value}")
        } else {
            value
        })
    }

    /// The name of a type of the crate, imported unless it means something else.
    fn type_name(&mut self, name: &str) -> String {
        if TAKEN.contains(&name) {
            return format!("{}::types::{name}", self.crate_name);
        }
        self.types.insert(name.to_owned());

        name.to_owned()
    }
}

/// The numbers of a date: year, month, day, and where they are there, hour and minute. Only the usual order is known.
fn numbers<const COUNT: usize>(text: &str) -> Option<[u16; COUNT]> {
    let parts: Vec<&str> = text
        .split(|character: char| !character.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .take(COUNT)
        .collect();
    if parts.first()?.len() != 4 {
        return None;
    }
    let numbers: Option<Vec<u16>> = parts.iter().map(|part| part.parse().ok()).collect();

    numbers?.try_into().ok()
}
