//! How a type is written, and how a value of it is taken as an argument.

use crate::model::{Form, Primitive, Shape, TimeFormat, TypeKind, TypeRef, Union, View, Zone};

use super::context::Context;
use super::fit;
use super::symbol::Symbols;
use super::text::literal;

/// An argument and what makes the value of it.
pub(super) struct Argument {
    /// The type in the signature.
    pub(super) ty: String,
    /// The value, made from an argument.
    pub(super) convert: Convert,
}

/// What makes a value of an argument.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Convert {
    /// It is the value.
    As,
    /// `Into`.
    Into,
    /// `Into` for each.
    Each,
    /// A box around it.
    Boxed,
}

impl Convert {
    /// The expression.
    pub(super) fn apply(self, argument: &str, symbols: &Symbols<'_>) -> String {
        match self {
            Self::Boxed => format!("{}::new({argument})", symbols.prelude("std::boxed", "Box")),
            Self::As | Self::Into | Self::Each => {
                format!("{argument}{}", self.calls(symbols).concat())
            }
        }
    }

    /// The calls on an argument.
    pub(super) fn calls(self, symbols: &Symbols<'_>) -> Vec<String> {
        match self {
            Self::As | Self::Boxed => Vec::new(),
            Self::Into => vec![".into()".to_owned()],
            Self::Each => {
                let map = format!(".map({}::into)", symbols.prelude("std::convert", "Into"));
                vec![".into_iter()".to_owned(), map, ".collect()".to_owned()]
            }
        }
    }
}

/// The type as Rust.
pub(super) fn rust_type(context: &Context<'_>, symbols: &Symbols<'_>, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Primitive(primitive) => primitive_type(symbols, *primitive),
        TypeRef::Named(id) => symbols.own(context.api.types.get(*id)),
        TypeRef::Boxed(id) => {
            format!(
                "{}<{}>",
                symbols.prelude("std::boxed", "Box"),
                symbols.own(context.api.types.get(*id))
            )
        }
        TypeRef::List(item) => format!(
            "{}<{}>",
            symbols.prelude("std::vec", "Vec"),
            rust_type(context, symbols, item)
        ),
        TypeRef::Map(value) => {
            let map = symbols.foreign("std::collections", "BTreeMap");
            let text = symbols.prelude("std::string", "String");
            format!("{map}<{text}, {}>", rust_type(context, symbols, value))
        }
        TypeRef::Nullable(value) => optional(symbols, &rust_type(context, symbols, value)),
    }
}

/// The type as Rust, perhaps absent.
pub(super) fn optional(symbols: &Symbols<'_>, ty: &str) -> String {
    let option = symbols.prelude("std::option", "Option");

    [&option, "<", ty, ">"].concat()
}

fn primitive_type(symbols: &Symbols<'_>, primitive: Primitive) -> String {
    match primitive {
        Primitive::Boolean => "bool".to_owned(),
        Primitive::Integer32 => "i32".to_owned(),
        Primitive::Integer64 => "i64".to_owned(),
        Primitive::Unsigned32 => "u32".to_owned(),
        Primitive::Unsigned64 => "u64".to_owned(),
        Primitive::Number => "f64".to_owned(),
        Primitive::Decimal => symbols.codec("Decimal"),
        Primitive::Base64 => symbols.codec("Base64"),
        Primitive::Text => symbols.prelude("std::string", "String"),
        Primitive::Id => symbols.codec("Id"),
        Primitive::Date => symbols.time("jiff::civil", "Date"),
        Primitive::DateTime => symbols.time("jiff::civil", "DateTime"),
        Primitive::Timestamp => symbols.time("jiff", "Timestamp"),
        Primitive::Value => symbols.runtime("Value"),
        Primitive::File => symbols.runtime("Upload"),
    }
}

/// How a value of the type is taken.
pub(super) fn argument(context: &Context<'_>, symbols: &Symbols<'_>, ty: &TypeRef) -> Argument {
    let plain = rust_type(context, symbols, ty);
    let into = || format!("impl {}", into_bound(symbols, &plain));
    match ty {
        _ if is_text_like(context, ty) => Argument {
            ty: into(),
            convert: Convert::Into,
        },
        TypeRef::List(item) if is_text_like(context, item) => {
            let item = into_bound(symbols, &rust_type(context, symbols, item));
            let iterator = symbols.prelude("std::iter", "IntoIterator");
            Argument {
                ty: format!("impl {iterator}<Item = impl {item}>"),
                convert: Convert::Each,
            }
        }
        TypeRef::Primitive(Primitive::Base64 | Primitive::Decimal | Primitive::Value)
        | TypeRef::List(_) => Argument {
            ty: into(),
            convert: Convert::Into,
        },
        TypeRef::Primitive(_)
        | TypeRef::Named(_)
        | TypeRef::Boxed(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_) => boxed_or_plain(context, symbols, ty),
    }
}

/// How the value of a member is taken: as any argument, and a union that may be a text as that text, too.
pub(super) fn member_argument(
    context: &Context<'_>,
    symbols: &Symbols<'_>,
    ty: &TypeRef,
) -> Argument {
    let text = TypeRef::Primitive(Primitive::Text);
    let takes_text = match ty {
        TypeRef::Named(id) => match &context.api.types.get(*id).kind {
            TypeKind::Union(union) => is_made_of(union, &text),
            TypeKind::Struct(_)
            | TypeKind::TextEnum(_)
            | TypeKind::Newtype(_)
            | TypeKind::ByStatus(_) => false,
        },
        TypeRef::Primitive(_)
        | TypeRef::Boxed(_)
        | TypeRef::List(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_) => false,
    };
    if !takes_text {
        return argument(context, symbols, ty);
    }

    Argument {
        ty: format!(
            "impl {}",
            into_bound(symbols, &rust_type(context, symbols, ty))
        ),
        convert: Convert::Into,
    }
}

/// Whether a value without a name of its own makes one case of a union, and no other: its one text, number or flag, or its one list.
pub(super) fn is_made_of(union: &Union, ty: &TypeRef) -> bool {
    let is_alike = |other: &TypeRef| match (other, ty) {
        (TypeRef::List(_), TypeRef::List(_)) => true,
        _ => other == ty,
    };
    let is_plain = match ty {
        TypeRef::List(_) => true,
        TypeRef::Primitive(primitive) => matches!(
            primitive,
            Primitive::Boolean
                | Primitive::Integer32
                | Primitive::Integer64
                | Primitive::Unsigned32
                | Primitive::Unsigned64
                | Primitive::Number
                | Primitive::Text
        ),
        TypeRef::Named(_) | TypeRef::Boxed(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => false,
    };

    is_plain
        && union
            .cases
            .iter()
            .filter(|(_, other, _)| is_alike(other))
            .count()
            == 1
}

/// How a value is taken as it is, but for a box around it.
pub(super) fn boxed_or_plain(
    context: &Context<'_>,
    symbols: &Symbols<'_>,
    ty: &TypeRef,
) -> Argument {
    match ty {
        TypeRef::Boxed(id) => Argument {
            ty: symbols.own(context.api.types.get(*id)),
            convert: Convert::Boxed,
        },
        TypeRef::Primitive(_)
        | TypeRef::Named(_)
        | TypeRef::List(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_) => Argument {
            ty: rust_type(context, symbols, ty),
            convert: Convert::As,
        },
    }
}

/// `Into<T>`
pub(super) fn into_bound(symbols: &Symbols<'_>, ty: &str) -> String {
    format!("{}<{ty}>", symbols.prelude("std::convert", "Into"))
}

/// Types that a caller gives as something simpler: as a text, or as the bytes of a file.
fn is_text_like(context: &Context<'_>, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Primitive(primitive) => {
            matches!(primitive, Primitive::Text | Primitive::Id | Primitive::File)
        }
        TypeRef::Named(id) => match context.api.types.get(*id).kind {
            TypeKind::TextEnum(_) | TypeKind::Newtype(_) => true,
            TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::ByStatus(_) => false,
        },
        TypeRef::Boxed(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => false,
    }
}

/// The wire rules of a value: its own, or those of the opaque type it is made of.
pub(super) fn shape_of<'a>(context: &Context<'a>, shape: &'a Shape, ty: &TypeRef) -> &'a Shape {
    if *shape != Shape::default() {
        return shape;
    }
    match ty {
        TypeRef::Named(id) => match &context.api.types.get(*id).kind {
            TypeKind::Newtype(newtype) => &newtype.shape,
            TypeKind::Struct(_)
            | TypeKind::TextEnum(_)
            | TypeKind::Union(_)
            | TypeKind::ByStatus(_) => shape,
        },
        TypeRef::List(item) | TypeRef::Map(item) | TypeRef::Nullable(item) => {
            shape_of(context, shape, item)
        }
        TypeRef::Primitive(_) | TypeRef::Boxed(_) => shape,
    }
}

/// The formats of dates and times in a file, each a constant.
#[derive(Default)]
pub(super) struct TimeFormats {
    known: Vec<TimeFormat>,
}

impl TimeFormats {
    /// `.view(View::Flag).sends(Form::Integer)` as calls.
    pub(super) fn shape_calls(&mut self, symbols: &Symbols<'_>, shape: &Shape) -> Vec<String> {
        let mut calls: Vec<String> = shape
            .views
            .iter()
            .map(|view| view_call(symbols, *view))
            .collect();
        let form = match shape.form {
            Form::Plain => None,
            Form::Integer => Some("Integer"),
            Form::Text => Some("Text"),
            Form::Boolean => Some("Boolean"),
            Form::NumericText => Some("NumericText"),
            Form::CommaList => Some("CommaList"),
            Form::UrlSafe => Some("UrlSafe"),
        };
        calls.extend(form.map(|form| format!(".sends({}::{form})", symbols.codec("Form"))));
        if let Some(time) = &shape.time {
            let index = self
                .known
                .iter()
                .position(|known| known == time)
                .unwrap_or_else(|| {
                    self.known.push(time.clone());
                    self.known.len() - 1
                });
            calls.push(format!(".time(&{})", constant_name(&self.known, index)));
        }

        calls
    }

    /// The constants, each as a whole item.
    pub(super) fn constants(&self, symbols: &Symbols<'_>) -> Vec<String> {
        let constant = |(index, time): (usize, &TimeFormat)| {
            let (format, zones) = (symbols.codec("TimeFormat"), symbols.codec("Zone"));
            let zone = match time.zone {
                Zone::None => "None",
                Zone::Utc => "Utc",
                Zone::Offset => "Offset",
            };
            let before = format!("const {}: {format} = ", constant_name(&self.known, index));
            let head = format!("{format}::new({}, {zones}::{zone})", literal(&time.pattern));
            let calls = if time.empty_is_none {
                vec![".empty_is_none()".to_owned()]
            } else {
                Vec::new()
            };
            fit::chain(0, &before, &head, &calls, ";")
        };

        self.known.iter().enumerate().map(constant).collect()
    }
}

/// Named by its directives: `%Y-%m-%d %H:%M` is `TIME_YMDHM`. Formats of one name are told apart by a number.
fn constant_name(known: &[TimeFormat], index: usize) -> String {
    let base = |time: &TimeFormat| {
        let directives = time.pattern.split('%').skip(1);
        let letters: String = directives
            .filter_map(|directive| directive.chars().find(char::is_ascii_alphabetic))
            .collect();

        format!("TIME_{}", letters.to_ascii_uppercase())
    };
    let name = known.get(index).map(base).unwrap_or_default();
    let earlier = known
        .iter()
        .take(index)
        .filter(|time| base(time) == name)
        .count();

    if earlier == 0 {
        name
    } else {
        format!("{name}_{}", earlier + 1)
    }
}

fn view_call(symbols: &Symbols<'_>, view: View) -> String {
    let name = match view {
        View::Flag => "Flag",
        View::Id => "Id",
        View::Text => "Text",
        View::Number => "Number",
        View::Integer => "Integer",
        View::One => "One",
        View::List => "List",
        View::EmptyIsNone => return ".empty_is_none()".to_owned(),
    };

    format!(".view({}::{name})", symbols.codec("View"))
}
