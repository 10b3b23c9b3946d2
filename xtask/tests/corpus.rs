//! `cargo xtask corpus`: a folder of documents in, a table and an exit code out.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use std::fs;
use std::process::{Command, Output};

const GOOD: &str = "openapi: 3.1.0
info: {title: Orchard, version: '1'}
servers: [{url: 'https://api.example.com'}]
paths:
  /trees:
    get: {operationId: listTrees, responses: {'204': {description: There are some.}}}
    put:
      operationId: changeTrees
      requestBody: {content: {application/json: {schema: {$ref: 'trees.yaml#/Tree'}}}}
      responses: {'204': {description: It is done.}}
";

fn corpus(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("corpus")
        .args(arguments)
        .env_remove("BROGUE_CORPUS")
        .output()
        .unwrap()
}

#[test]
fn each_document_has_its_row_and_a_broken_one_fails() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("table.out");
    let name = folder.path().to_str().unwrap();
    fs::write(folder.path().join("orchard.yaml"), GOOD).unwrap();
    fs::write(folder.path().join("notes.txt"), "none of them").unwrap();
    let output = corpus(&[name, "--json", table.to_str().unwrap()]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("1 document: 1 operations supported, 1 approximated, 0 left out"),
        "{said}"
    );
    let json: serde_json::Value = serde_json::from_slice(&fs::read(&table).unwrap()).unwrap();
    assert_eq!(json[0]["document"], "orchard.yaml");
    assert_eq!(json[0]["operations"]["approximated"], 1);
    assert_eq!(json[0]["same_twice"], true);

    fs::write(folder.path().join("broken.json"), "{").unwrap();
    let output = corpus(&[name]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("broken.json is refused"), "{told}");
}

#[test]
fn what_cannot_be_done_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, told) in [
        (&[][..], "name a folder of documents, or set BROGUE_CORPUS"),
        (&["nowhere"], "nowhere"),
        (
            &[folder.path().to_str().unwrap()],
            "there is no YAML and no JSON",
        ),
    ] {
        let output = corpus(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(told), "{said}");
    }
}

const EXAMPLES: &str = "openapi: 3.1.0
info: {title: Nursery, version: '1'}
servers: [{url: 'https://api.example.com'}]
paths:
  /trees:
    parameters:
      - {name: height, in: query, schema: {type: number, default: 2}, example: 2.50}
    get:
      operationId: listTrees
      responses:
        '200':
          description: All of them.
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Tree'}}
              examples:
                one: {value: [{planted: '2026-11-22T10:00:00.000+02:00', kind: pear, note: null}]}
                shared: {$ref: '#/components/examples/none'}
components:
  examples: {none: {value: []}}
  schemas:
    Tree:
      type: object
      required: [planted]
      properties:
        planted: {type: string, format: date-time, example: yesterday}
        kind: {type: string, examples: [apple, 7]}
        note: {type: [string, 'null'], default: null}
";

/// A value without the tag that tells its case, and what tools write where there is no example.
const PETS: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://api.example.com'}]
paths:
  /pet:
    get:
      operationId: getPet
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema:
                oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
                discriminator: {propertyName: kind}
              examples: {tagged: {value: {kind: Dog}}, plain: {value: {name: Tom}}}
components:
  schemas:
    Cat: {type: object, properties: {kind: {type: string}, name: {type: string, example: null}}}
    Dog: {type: object, properties: {kind: {type: string}, name: {type: string, format: email, pattern: '@', example: Rex}}}
";

/// A document of so many resources that each is a feature of its crate.
fn zoo() -> String {
    let paths = ["ants", "bees", "cats", "dogs", "eels", "foxes"].map(|name| {
        format!(
            "  /{name}:\n    get:\n      operationId: list_{name}\n      tags: [{name}]\n      responses:\n        '200': {{description: All., content: {{application/json: {{schema: {{type: object, properties: {{{name}: {{type: string, example: one}}}}}}}}}}}}\n"
        )
    });

    format!(
        "openapi: 3.1.0\ninfo: {{title: Zoo, version: '1'}}\nservers: [{{url: https://zoo.example.com}}]\npaths:\n{}",
        paths.concat()
    )
}

#[test]
fn examples_come_back_equal_or_are_told_to_be_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("table.out");
    let name = folder.path().to_str().unwrap();
    fs::write(folder.path().join("nursery.yaml"), EXAMPLES).unwrap();
    fs::write(folder.path().join("pets.yaml"), PETS).unwrap();
    fs::write(folder.path().join("zoo.yaml"), zoo()).unwrap();
    let output = corpus(&[name, "--examples", "--json", table.to_str().unwrap()]);
    let said = String::from_utf8(output.stdout).unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}{told}");
    let faults: Vec<&str> = told
        .lines()
        .filter(|line| line.contains(".yaml: "))
        .collect();
    let [fault] = faults.as_slice() else {
        panic!("{told}")
    };
    assert!(
        fault.contains("pets.yaml: 1 of 3 examples do not come back equal and typed"),
        "{fault}"
    );

    let json: serde_json::Value = serde_json::from_slice(&fs::read(&table).unwrap()).unwrap();
    let pets = &json[1]["examples"];
    assert_eq!(pets["equal"], 2, "{pets:#}");
    assert_eq!(
        pets["undecided_by_the_client"][0]["reason"],
        "no case of a union takes {\"name\":\"Tom\"}"
    );
    let examples = &json[0]["examples"];
    assert_eq!(examples["tried"], 8, "{examples:#}");
    assert_eq!(examples["equal"], 6, "{examples:#}");
    assert_eq!(json[2]["examples"]["equal"], 6, "{json:#}");
    assert_eq!(examples["equal_but_for_the_form_of_a_time"], 1);
    assert_eq!(examples["lost_by_the_client"], serde_json::json!([]));
    let wrong: Vec<&str> = said
        .lines()
        .filter(|line| line.contains(": wrong: "))
        .collect();
    assert_eq!(wrong.len(), 2, "{said}");
    assert!(
        wrong.iter().any(|line| line.starts_with(
            "nursery.yaml:26:61: wrong: #/components/schemas/Tree/properties/planted/example: "
        )),
        "{said}"
    );
    assert!(
        wrong
            .iter()
            .any(|line| line.contains("/kind/examples/1: 7 is not of type \"string\"")),
        "{said}"
    );
}
