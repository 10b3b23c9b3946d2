//! Documents of chance: names, texts and lists of every length, and rustfmt finds nothing to change in what is made of them.

use std::fs;
use std::process::Command;

use brogue_generator::check::NameLock;
use brogue_generator::sync::{Mode, sync};
use serde_json::{Map, Value, json};

use crate::spec::generate;

/// So many documents.
const DOCUMENTS: u64 = 60;

/// Chance that is the same every time.
struct Chance(u64);

impl Chance {
    /// A number below this one.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);

        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn word(&mut self) -> String {
        (0..2 + self.below(7))
            .map(|_| char::from(b'a' + u8::try_from(self.below(26)).unwrap()))
            .collect()
    }

    /// Up to three words, with a number that no other name has.
    fn name(&mut self, number: usize) -> String {
        let mut name = self.word();
        for _ in 0..self.below(3) {
            let word = self.word();
            name.extend([&word[..1].to_uppercase(), &word[1..]]);
        }

        format!("{name}{number}")
    }

    fn prose(&mut self) -> String {
        let words: Vec<String> = (0..=self.below(40)).map(|_| self.word()).collect();

        words.join(" ")
    }

    fn pointers(&mut self) -> Value {
        (0..=self.below(3))
            .map(|number| Value::String(format!("/{}", self.name(number))))
            .collect()
    }

    fn names(&mut self) -> Vec<String> {
        (0..=self.below(4))
            .map(|number| self.name(number))
            .collect()
    }

    fn schema(&mut self, types: &[String]) -> Value {
        let other =
            json!({"$ref": format!("#/components/schemas/{}", types[self.below(types.len())])});
        match self.below(11) {
            0 => json!({"type": "string"}),
            1 => json!({"type": "boolean"}),
            2 => {
                json!({"type": ["integer", "string"], "x-quirks": {"view": "id", "sends": "string"}})
            }
            3 => json!({
                "type": ["integer", "string", "boolean"],
                "x-quirks": {"view": ["flag", "empty-is-none"], "sends": "numeric-string"},
            }),
            4 => other,
            5 => json!({"type": "array", "items": other}),
            6 => json!({"type": "object", "additionalProperties": other}),
            7 => json!({
                "type": ["string", "null"],
                "x-quirks": {"timestamp": {"format": "%Y%m%d%H%M%S", "zone": "utc", "empty": "none"}},
            }),
            8 => {
                json!({"type": ["string", "null"], "x-quirks": {"sensitive": true, "aliases": self.names()}})
            }
            9 => json!({"type": "string", "enum": self.names(), "description": self.prose()}),
            _ => json!({"type": "object", "properties": {self.name(0): {"type": "number"}}}),
        }
    }

    fn object(&mut self, types: &[String]) -> Value {
        let properties: Map<String, Value> = (0..self.below(9))
            .map(|number| (self.name(number), self.schema(types)))
            .collect();
        // A reference may lead back to the type, which then could not end.
        let required: Vec<&String> = properties
            .iter()
            .filter(|(_, schema)| schema.get("$ref").is_none() && self.below(2) == 0)
            .map(|(name, _)| name)
            .collect();

        json!({"type": "object", "required": required, "properties": properties})
    }

    fn parameters(&mut self) -> (String, Vec<Value>) {
        let (mut path, mut parameters) = (String::new(), Vec::new());
        for number in 0..self.below(7) {
            let name = self.name(number);
            let place = ["path", "query", "header"][self.below(3)];
            let schema = match self.below(4) {
                0 if place != "path" => json!({"type": "array", "items": {"type": "string"}}),
                1 => json!({"type": "boolean"}),
                2 => json!({"type": "string", "format": "date-time"}),
                _ => json!({"type": "string"}),
            };
            let required = place == "path" || self.below(2) == 0;
            parameters.push(json!({
                "name": name, "in": place, "required": required, "schema": schema, "description": self.prose(),
            }));
            if place == "path" {
                path.extend(["/{", &name, "}"]);
            }
        }

        (path, parameters)
    }

    fn operation(&mut self, number: usize, types: &[String]) -> (String, Value) {
        let (values, mut parameters) = self.parameters();
        let path = format!("/{}{values}", self.name(number));
        let data = self.name(number);
        let one =
            json!({"$ref": format!("#/components/schemas/{}", types[self.below(types.len())])});
        let mut quirks =
            json!({"envelope": {"data": format!("/{data}"), "error": self.pointers()}});
        if self.below(3) == 0 {
            quirks["not-found"] = json!({"status": [400, 401, 403, 409, 422], "null-data": true});
        }
        if self.below(3) == 0 {
            quirks["error-body"] = json!({
                "code": self.pointers(), "message": self.pointers(), "partial": {"at": "/failed", "message": format!("/{}", self.name(0))},
            });
        }
        let (mut method, mut value) = ("get", one.clone());
        let mut operation = json!({"operationId": self.name(number), "tags": [self.word()], "summary": self.prose()});
        match self.below(4) {
            0 => {
                value = json!({"type": "array", "items": one});
                parameters
                    .push(json!({"name": "from", "in": "query", "schema": {"type": "integer"}}));
                quirks["pagination"] = json!({"offset": {"parameter": "from", "items": format!("/{data}"), "total": "/count"}});
            }
            1 => {
                method = "put";
                quirks["update"] = json!("partial");
                operation["requestBody"] =
                    json!({"required": true, "content": {"application/json": {"schema": one}}});
            }
            2 => {
                method = "post";
                let list = json!({"type": "array", "items": one});
                operation["requestBody"] =
                    json!({"content": {"application/json": {"schema": list}}});
            }
            _ => {}
        }
        let body = json!({"type": "object", "properties": {data: value, "count": {"type": "integer"}, "failed": {"type": "array", "items": {}}}});
        operation["parameters"] = Value::Array(parameters);
        operation["x-quirks"] = quirks;
        operation["responses"] = json!({"200": {"description": "It.", "content": {"application/json": {"schema": body}}}});

        (path, json!({method: operation}))
    }

    fn document(&mut self) -> Value {
        let types: Vec<String> = (0..2 + self.below(6))
            .map(|number| format!("T{}", self.name(number)))
            .collect();
        let schemas: Map<String, Value> = types
            .iter()
            .map(|name| (name.clone(), self.object(&types)))
            .collect();
        let paths: Map<String, Value> = (0..=self.below(5))
            .map(|number| self.operation(number, &types))
            .collect();

        json!({
            "openapi": "3.1.0",
            "info": {"title": self.prose(), "version": "1", "description": self.prose()},
            "servers": [{"url": "https://api.example.com"}],
            "paths": paths,
            "components": {"schemas": schemas},
        })
    }
}

#[test]
fn rustfmt_changes_nothing_in_what_chance_has_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut libraries = Vec::new();
    for number in 0..DOCUMENTS {
        let document = Chance(number + 1).document();
        let outcome = generate("chance.json", &document.to_string(), &NameLock::default());
        assert!(
            !outcome.files.is_empty(),
            "{number}: {}\n{document:#}",
            outcome.rendered
        );
        let place = folder.path().join(number.to_string());
        fs::create_dir(&place).unwrap();
        sync(&place, &outcome.files, Mode::Write).unwrap();
        libraries.push(place.join("src/lib.rs"));
    }

    // It follows the modules of a library by itself.
    let output = Command::new("rustfmt")
        .args(["--edition", "2024", "--check", "--color", "never"])
        .args(&libraries)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{}{}",
        told.lines().take(60).collect::<Vec<_>>().join("\n"),
        String::from_utf8_lossy(&output.stderr)
    );
}
