//! The examples and defaults of a document, each with the type that is generated for its place.

use std::collections::{BTreeMap, BTreeSet};

use brogue_generator::check::Placed;
use brogue_generator::load::{Kind, NodeId, Tree, Value, split_pointer};
use brogue_generator::model::contract::Contract;
use brogue_generator::model::{Api, Primitive, TypeKind, TypeRef};

/// A value that the document gives.
pub(super) struct Example {
    /// JSON Pointer of the value.
    pub(super) pointer: String,
    /// JSON Pointer of the schema that it is a value of.
    pub(super) schema: String,
    /// Where it starts, in bytes.
    pub(super) start: usize,
    /// Whether requests hold it.
    pub(super) is_sent: bool,
    /// The value, on one line.
    pub(super) json: String,
    /// Which of the places it is decoded at.
    pub(super) place: usize,
}

/// What a document gives.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) examples: Vec<Example>,
    /// Values of schemas that become no type of their own: branches of `allOf`, and what no type holds.
    pub(super) without_type: usize,
}

/// All values at schemas that calls reach, each once for each type.
pub(super) fn gather(
    tree: &Tree<'_>,
    api: &Api,
    contract: &Contract,
    placed: &[Placed],
) -> Gathered {
    let mut by_pointer: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, place) in placed.iter().enumerate() {
        by_pointer
            .entry(place.pointer.as_str())
            .or_default()
            .push(index);
    }
    let holds_files: Vec<bool> = placed
        .iter()
        .map(|place| holds_files(api, &place.ty, &mut BTreeSet::new()))
        .collect();
    let pointers: BTreeSet<&str> = contract
        .schemas()
        .map(|(_, schema)| schema.pointer.as_str())
        .chain(by_pointer.keys().copied())
        .collect();

    let mut gathered = Gathered::default();
    for schema in pointers {
        let values = values_at(tree, schema);
        let here = by_pointer.get(schema).map_or(&[][..], Vec::as_slice);
        // A file has no JSON; what answers have in its place is tried.
        let mut here: Vec<usize> = here
            .iter()
            .copied()
            .filter(|index| !holds_files.get(*index).copied().unwrap_or_default())
            .collect();
        let is_same =
            |one: &mut usize, other: &mut usize| match (placed.get(*one), placed.get(*other)) {
                (Some(one), Some(other)) => one.ty == other.ty && one.shape == other.shape,
                _ => false,
            };
        here.dedup_by(is_same);
        if here.is_empty() {
            gathered.without_type += values.len();
        }
        for (pointer, node) in values {
            for place in &here {
                let value = Value::from_node(tree, node);
                let ty = placed.get(*place).map(|place| &place.ty);
                gathered.examples.push(Example {
                    pointer: pointer.clone(),
                    schema: schema.to_owned(),
                    start: tree.span(node).start as usize,
                    is_sent: placed.get(*place).is_some_and(|place| place.is_sent),
                    json: text_of_json(&value, ty).unwrap_or_else(|| value.to_json()),
                    place: *place,
                });
            }
        }
    }

    gathered
}

/// What a text holds that stands in the place of an object or a list: people paste JSON as text.
fn text_of_json(value: &Value, ty: Option<&TypeRef>) -> Option<String> {
    let Value::Text(text) = value else {
        return None;
    };
    let may_hold = matches!(
        ty?,
        TypeRef::Named(_) | TypeRef::Boxed(_) | TypeRef::List(_) | TypeRef::Map(_)
    );
    if !may_hold || !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let parsed: serde_json::Value = serde_json::from_str(text).ok()?;

    Some(parsed.to_string())
}

/// The values that a schema gives, and the media type, parameter or header around it.
fn values_at(tree: &Tree<'_>, pointer: &str) -> Vec<(String, NodeId)> {
    let tokens = split_pointer(pointer);
    let mut values = Vec::new();
    let Some((node, _)) = tree.find(&tokens) else {
        return values;
    };
    for entry in tree.entries(node) {
        let at = format!("{pointer}/{}", entry.key);
        match &*entry.key {
            "example" | "default" => values.push((at, entry.value)),
            "examples" => {
                let items = tree.items(entry.value).iter().enumerate();
                values.extend(items.map(|(index, item)| (format!("{at}/{index}"), *item)));
                named(tree, &at, entry.value, &mut values);
            }
            _ => {}
        }
    }
    // A member may have the name, too.
    let [before @ .., above, last] = tokens.as_slice() else {
        return values;
    };
    if last != "schema" || above == "properties" || above == "patternProperties" {
        return values;
    }
    let is_media = before.last().is_some_and(|token| token == "content");
    if is_media && !is_json_like(above) {
        return values;
    }
    let around = pointer.trim_end_matches("/schema");
    let Some((node, _)) = tree.find(&split_pointer(around)) else {
        return values;
    };
    for entry in tree.entries(node) {
        let at = format!("{around}/{}", entry.key);
        match &*entry.key {
            "example" => values.push((at, entry.value)),
            "examples" => named(tree, &at, entry.value, &mut values),
            _ => {}
        }
    }

    values
}

/// The values of a map of examples; in 2.0 they stand in it as they are, by media type.
fn named(tree: &Tree<'_>, at: &str, examples: NodeId, values: &mut Vec<(String, NodeId)>) {
    for entry in tree.entries(examples) {
        let at = format!("{at}/{}", entry.key.replace('~', "~0").replace('/', "~1"));
        if entry.key.contains('/') {
            if is_json_like(&entry.key) {
                values.push((at, entry.value));
            }
            continue;
        }
        let example = member(tree, entry.value, "$ref")
            .and_then(|reference| tree.text(reference)?.strip_prefix('#'))
            .and_then(|pointer| tree.find(&split_pointer(pointer)))
            .map_or(entry.value, |(node, _)| node);
        for key in ["value", "dataValue"] {
            values.extend(member(tree, example, key).map(|node| (format!("{at}/{key}"), node)));
        }
    }
}

fn member(tree: &Tree<'_>, node: NodeId, key: &str) -> Option<NodeId> {
    let mut entries = match tree.kind(node) {
        Kind::Mapping => tree.entries(node).iter(),
        _ => return None,
    };

    entries
        .find(|entry| entry.key == key)
        .map(|entry| entry.value)
}

/// Whether examples of a media type are written as JSON values.
fn is_json_like(media: &str) -> bool {
    let media = media.to_lowercase();
    let is_lines = ["ndjson", "jsonl", "json-seq", "stream"]
        .iter()
        .any(|word| media.contains(word));

    !is_lines && (media.contains("json") || media.contains("form") || media.starts_with('*'))
}

/// Whether a file has a place somewhere in a type.
fn holds_files(api: &Api, ty: &TypeRef, passed: &mut BTreeSet<usize>) -> bool {
    let id = match ty {
        TypeRef::Primitive(primitive) => return *primitive == Primitive::File,
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            return holds_files(api, inner, passed);
        }
        TypeRef::Named(id) | TypeRef::Boxed(id) => *id,
    };
    let number = api.types.iter().position(|(other, _)| other == id);
    if !passed.insert(number.unwrap_or_default()) {
        return false;
    }

    match &api.types.get(id).kind {
        TypeKind::Struct(object) => object
            .with_additional()
            .any(|member| holds_files(api, &member.ty, passed)),
        TypeKind::Union(union) => union
            .cases
            .iter()
            .any(|(_, ty, _)| holds_files(api, ty, passed)),
        TypeKind::TextEnum(_) | TypeKind::Newtype(_) | TypeKind::ByStatus(_) => false,
    }
}
