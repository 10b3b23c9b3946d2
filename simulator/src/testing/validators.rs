//! The schemas of a contract as JSON Schema, checked by a crate that nobody here wrote.

use brogue_generator::model::contract::{Additional, Contract, Schema, SchemaId};
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::invent::plain;

/// Validators for answers of one contract.
pub(crate) struct Validators {
    document: Value,
}

impl Validators {
    /// All schemas of a contract, in one document.
    pub(crate) fn of(contract: &Contract) -> Self {
        let schemas = contract.schemas();
        let definitions: Map<String, Value> = schemas
            .map(|(id, schema)| (id.number().to_string(), written(contract, schema)))
            .collect();

        Self {
            document: json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions }),
        }
    }

    /// The validator of one of them.
    pub(crate) fn of_schema(&self, id: SchemaId) -> Validator {
        self.with_formats(id, true)
    }

    /// The validator of one of them, to which all formats are the same.
    pub(crate) fn of_schema_without_formats(&self, id: SchemaId) -> Validator {
        self.with_formats(id, false)
    }

    fn with_formats(&self, id: SchemaId, formats: bool) -> Validator {
        let mut document = self.document.clone();
        document["$ref"] = reference(id)["$ref"].clone();

        jsonschema::options()
            .should_validate_formats(formats)
            .should_ignore_unknown_formats(true)
            .build(&document)
            .expect("the schema can be compiled")
    }
}

fn reference(id: SchemaId) -> Value {
    json!({ "$ref": format!("#/$defs/{}", id.number()) })
}

fn written(contract: &Contract, schema: &Schema) -> Value {
    let mut all = Map::new();
    let mut say = |keyword: &str, value: Value| {
        all.insert(keyword.to_owned(), value);
    };
    let list = |ids: &[SchemaId]| -> Value { ids.iter().map(|id| reference(*id)).collect() };
    let members = |members: &[(String, SchemaId)]| -> Value {
        members
            .iter()
            .map(|(name, id)| (name.clone(), reference(*id)))
            .collect()
    };
    if let Some(id) = schema.reference {
        say("$ref", reference(id)["$ref"].clone());
    }
    if !schema.kinds.is_empty() {
        say(
            "type",
            schema.kinds.iter().map(|kind| kind.as_str()).collect(),
        );
    }
    // How a document writes times of its own is no format that a validator knows.
    if let Some(format) = schema.format.as_ref().filter(|_| schema.time.is_none()) {
        say("format", json!(format));
    }
    if let Some(constant) = &schema.constant {
        say("const", plain(constant));
    }
    if !schema.values.is_empty() {
        say("enum", schema.values.iter().map(plain).collect());
    }
    say("properties", members(&schema.properties));
    say("patternProperties", members(&schema.pattern_properties));
    // A member that no answer holds is required in requests only.
    let is_hidden = |name: &str| {
        let mut own = schema.properties.iter().filter(|(known, _)| known == name);
        own.any(|(_, id)| contract.schema(*id).write_only || contract.resolved(*id).write_only)
    };
    say(
        "required",
        schema
            .required
            .iter()
            .filter(|(name, _)| !is_hidden(name))
            .map(|(name, _)| name.as_str())
            .collect(),
    );
    match schema.additional {
        Additional::Any => {}
        Additional::None(_) => say("additionalProperties", json!(false)),
        Additional::Schema(id) => say("additionalProperties", reference(id)),
    }
    if let Some(items) = schema.items {
        say("items", reference(items));
    }
    for (keyword, ids) in [
        ("prefixItems", &schema.prefix_items),
        ("allOf", &schema.all_of),
        ("anyOf", &schema.any_of),
        ("oneOf", &schema.one_of),
    ] {
        if !ids.is_empty() {
            say(keyword, list(ids));
        }
    }
    for (keyword, id) in &schema.checks {
        say(keyword, reference(*id));
    }
    for limit in &schema.limits {
        say(limit.keyword, plain(&limit.value));
    }

    Value::Object(all)
}
