//! What versions before 3.1 write otherwise in schemas: null, bounds, discriminators, and keys beside `$ref`.

use super::super::ast::{Discriminator, Schema};
use super::super::dialect::Dialect;
use super::super::input::{Input, Named};
use super::super::reader::MapReader;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Value;
use crate::source::Spanned;

/// What people write in Swagger 2.0 for a value that may be null.
const EXTENSIONS: &[&str] = &["x-nullable", "x-isnullable"];

/// Words of schemas that OpenAPI 3 brought.
const LATER: &[&str] = &["oneOf", "anyOf", "not", "const", "writeOnly", "prefixItems"];

/// Whether the value may be null, where that is said by a word of its own.
pub(in crate::parse) fn nullable(map: &mut MapReader<'_, '_>) -> Option<Spanned<bool>> {
    let dialect = map.input.dialect;
    if dialect == Dialect::V2_0 {
        let said = EXTENSIONS.iter().filter_map(|word| map.boolean(word));
        if let Some(said) = said.max_by_key(|said| said.value) {
            return Some(said);
        }
    }
    let nullable = map.boolean("nullable")?;
    let (version, help) = match dialect {
        Dialect::V2_0 => ("Swagger 2.0", "write `x-nullable: true`"),
        Dialect::V3_0 => return Some(nullable),
        Dialect::V3_1 => (
            "OpenAPI 3.1",
            "write `\"null\"` among the types, as in `type: [string, \"null\"]`",
        ),
    };
    let message = format!("`nullable` is no word of {version}");
    let report = Diagnostic::new(Code::UnknownKey, nullable.span, message);
    map.input
        .report(report.label("read as in OpenAPI 3.0").help(help));

    Some(nullable)
}

/// Bounds as 3.1 writes them: `exclusiveMaximum: true` beside `maximum` is the bound itself there.
pub(super) fn bounds(
    mut limits: Vec<(&'static str, Spanned<Value>)>,
) -> Vec<(&'static str, Spanned<Value>)> {
    for (bound, exclusive) in [
        ("maximum", "exclusiveMaximum"),
        ("minimum", "exclusiveMinimum"),
    ] {
        let mut is_exclusive = false;
        limits.retain(|(keyword, value)| match value.value {
            Value::Bool(said) if *keyword == exclusive => {
                is_exclusive = said;
                false
            }
            _ => true,
        });
        if is_exclusive {
            for (keyword, _) in limits.iter_mut().filter(|(keyword, _)| *keyword == bound) {
                *keyword = exclusive;
            }
        }
    }

    limits
}

/// `discriminator` as Swagger 2.0 has it: the name of the member alone, whose values are names of schemas.
pub(super) fn discriminator(input: &Input<'_>, named: Named<'_>) -> Option<Discriminator> {
    let name = input.tree.text(named.node)?;
    if input.dialect != Dialect::V2_0 {
        return None;
    }

    Some(Discriminator {
        property: Spanned::new(name.to_owned(), input.tree.span(named.node)),
        mapping: Vec::new(),
        default: None,
    })
}

/// Reports words of OpenAPI 3 in a schema of Swagger 2.0. They are read all the same: nobody writes them by chance.
pub(super) fn later_words(map: &mut MapReader<'_, '_>) {
    if map.input.dialect != Dialect::V2_0 {
        return;
    }
    for word in LATER {
        let Some(named) = map.get(word) else {
            continue;
        };
        let message = format!("`{word}` is no word of Swagger 2.0");
        let report = Diagnostic::new(Code::UnknownKey, named.place, message);
        map.input.report(report.label("read as in OpenAPI 3").help(
            "other tools pass over it: convert the document to OpenAPI 3 where it is needed",
        ));
    }
}

/// Leaves out what stands beside `$ref` before 3.1, where a reference replaces all of it, and reports it. What only tells
/// something of the value stays. `type` is left out without a word: tools write it there, and it repeats what is referred to.
pub(super) fn drop_siblings(map: &mut MapReader<'_, '_>, schema: &mut Schema) {
    const SIBLINGS: &[&str] = &[
        "format",
        "enum",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "allOf",
        "oneOf",
        "anyOf",
    ];

    if map.input.dialect == Dialect::V3_1 || map.get("$ref").is_none() {
        return;
    }
    schema.types.clear();
    let beside = SIBLINGS.iter().find_map(|word| map.get(word));
    let Some(named) = beside else {
        return;
    };
    let message = format!("`{}` says nothing beside `$ref`", named.name);
    let report = Diagnostic::new(Code::UnknownKey, named.place, message);
    map.input.report(
        report
            .label("left out")
            .help("put the reference and what is added to it into `allOf`"),
    );
    schema.format = None;
    schema.enumeration.clear();
    schema.properties.clear();
    schema.required.clear();
    schema.additional = None;
    schema.items = None;
    schema.all_of.clear();
    schema.one_of.clear();
    schema.any_of.clear();
}
