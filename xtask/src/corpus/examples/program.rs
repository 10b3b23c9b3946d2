//! A program of the generated types: it reads values, decodes each into the type of its place, and writes what the type encodes.
//!
//! The types are those of the crate, byte for byte; what calls them is a table of functions, one for each type.

use std::fmt::Write as _;

use brogue_generator::check::Placed;
use brogue_generator::emit::File;
use brogue_generator::model::{
    Api, Form, Primitive, Shape, TimeFormat, TypeKind, TypeRef, View, Zone,
};

/// The manifest of the program, with the features of the crate that types hang on, all of them on.
pub(super) fn manifest(package: &str, files: &[File]) -> String {
    let mut text = format!(
        "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
         brogue-runtime = {{ workspace = true, features = [\"client\"] }}\njiff.workspace = true\n"
    );
    let of_crate = files.iter().find(|file| file.path == "Cargo.toml");
    let lines = of_crate.map_or("", |file| file.text.as_str()).lines();
    let features: Vec<&str> = lines
        .skip_while(|line| *line != "[features]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.strip_suffix(" = []"))
        .collect();
    if !features.is_empty() {
        let quoted: Vec<String> = features.iter().map(|name| format!("\"{name}\"")).collect();
        let _ = writeln!(text, "\n[features]\ndefault = [{}]", quoted.join(", "));
        for name in features {
            let _ = writeln!(text, "{name} = []");
        }
    }

    text
}

/// The files of the crate that hold types.
pub(super) fn types(files: &[File]) -> impl Iterator<Item = &File> {
    files
        .iter()
        .filter(|file| file.path == "src/types.rs" || file.path.starts_with("src/types/"))
}

/// The program itself. Each line of its input is the number of a place, a tab and a value; each line of its output is what a strict
/// reader says of it, a part of it that no case of a union takes, and what the type writes, with tabs between them.
pub(super) fn main_file(api: &Api, placed: &[Placed]) -> String {
    let has_types = api.types.iter().next().is_some();
    let mut text = String::from("//! Decodes and encodes.\n\n#![allow(warnings)]\n\n");
    if has_types {
        text.push_str("mod types;\n\n");
    }
    text.push_str(HEAD);
    for place in placed {
        let plain = rust_type(api, &place.ty);
        let ty = if place.nullable {
            format!("Option<{plain}>")
        } else {
            plain
        };
        let shape = shape(shape_of(api, &place.shape, &place.ty));
        let _ = writeln!(text, "    (slot::<{ty}>, {shape}),");
    }
    text.push_str("];\n");

    text
}

const HEAD: &str = r#"use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use brogue_runtime::codec::{self, Base64, Decimal, Form, Id, Reader, Shape, Slot, Strictness, TimeFormat, View, Zone};
use brogue_runtime::{Upload, Value};

fn slot<T: Slot + 'static>() -> Box<dyn Slot> {
    Box::new(T::hollow())
}

fn main() {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line.expect("the input is text");
        let (place, text) = line.split_once('\t').expect("a place and a value");
        let (make, shape) = PLACES[place.parse::<usize>().expect("a number")];
        let mut value = make();
        let fault = match codec::decode_into(text, &mut *value, &shape, Strictness::Strict) {
            Ok(_) => String::new(),
            Err(error) => {
                value = make();
                let error = error.to_string().replace(['\t', '\n', '\r'], " ");
                if codec::decode_into(text, &mut *value, &shape, Strictness::Tolerant).is_err() {
                    writeln!(out, "{error}\t\t").expect("somebody reads");
                    continue;
                }
                error
            }
        };
        let mut reader = Reader::new(text, Strictness::Strict);
        let _ = make().decode(&mut reader, &shape);
        let unlisted = reader.unlisted().map_or("", |offset| &text[offset..]);
        let written = codec::encode(&*value, &shape).unwrap_or_default();
        writeln!(out, "{fault}\t{unlisted}\t{written}").expect("somebody reads");
    }
}

const PLACES: &[(fn() -> Box<dyn Slot>, Shape)] = &[
"#;

fn rust_type(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Primitive(primitive) => primitive_type(*primitive).to_owned(),
        TypeRef::Named(id) | TypeRef::Boxed(id) => {
            format!("types::{}", api.types.get(*id).name.as_str())
        }
        TypeRef::List(item) => format!("Vec<{}>", rust_type(api, item)),
        TypeRef::Map(value) => format!("BTreeMap<String, {}>", rust_type(api, value)),
        TypeRef::Nullable(value) => format!("Option<{}>", rust_type(api, value)),
    }
}

fn primitive_type(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Boolean => "bool",
        Primitive::Integer32 => "i32",
        Primitive::Integer64 => "i64",
        Primitive::Unsigned32 => "u32",
        Primitive::Unsigned64 => "u64",
        Primitive::Number => "f64",
        Primitive::Decimal => "Decimal",
        Primitive::Text => "String",
        Primitive::Base64 => "Base64",
        Primitive::Id => "Id",
        Primitive::Date => "jiff::civil::Date",
        Primitive::DateTime => "jiff::civil::DateTime",
        Primitive::Timestamp => "jiff::Timestamp",
        Primitive::Value => "Value",
        Primitive::File => "Upload",
    }
}

/// The wire rules of a value: its own, or those of the opaque type it is made of.
fn shape_of<'a>(api: &'a Api, shape: &'a Shape, ty: &TypeRef) -> &'a Shape {
    if *shape != Shape::default() {
        return shape;
    }
    match ty {
        TypeRef::Named(id) => match &api.types.get(*id).kind {
            TypeKind::Newtype(newtype) => &newtype.shape,
            TypeKind::Struct(_)
            | TypeKind::TextEnum(_)
            | TypeKind::Union(_)
            | TypeKind::ByStatus(_) => shape,
        },
        TypeRef::List(item) | TypeRef::Map(item) | TypeRef::Nullable(item) => {
            shape_of(api, shape, item)
        }
        TypeRef::Primitive(_) | TypeRef::Boxed(_) => shape,
    }
}

fn shape(shape: &Shape) -> String {
    let mut text = "Shape::PLAIN".to_owned();
    for view in &shape.views {
        let name = match view {
            View::Flag => "Flag",
            View::Id => "Id",
            View::Text => "Text",
            View::Number => "Number",
            View::Integer => "Integer",
            View::EmptyIsNone => "EmptyIsNone",
            View::One => "One",
            View::List => "List",
        };
        let _ = write!(text, ".view(View::{name})");
    }
    let form = match shape.form {
        Form::Plain => None,
        Form::Integer => Some("Integer"),
        Form::Text => Some("Text"),
        Form::Boolean => Some("Boolean"),
        Form::NumericText => Some("NumericText"),
        Form::CommaList => Some("CommaList"),
        Form::UrlSafe => Some("UrlSafe"),
    };
    text.extend(form.map(|form| format!(".sends(Form::{form})")));
    text.extend(
        shape
            .time
            .as_ref()
            .map(|time| format!(".time(&{})", time_format(time))),
    );

    text
}

fn time_format(time: &TimeFormat) -> String {
    let zone = match time.zone {
        Zone::None => "None",
        Zone::Utc => "Utc",
        Zone::Offset => "Offset",
    };
    let empty = if time.empty_is_none {
        ".empty_is_none()"
    } else {
        ""
    };

    format!("TimeFormat::new({:?}, Zone::{zone}){empty}", time.pattern)
}
