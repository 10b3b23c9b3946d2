//! Schemas become types.

use crate::support::{answering, assert_reports, assert_types, checked, model};

#[test]
fn plain_schemas_have_plain_types() {
    assert_types(
        &answering(
            "    Thing:
      type: object
      required: [id]
      properties:
        id: {type: integer}
        small: {type: integer, format: int32}
        ratio: {type: number}
        flag: {type: boolean}
        day: {type: string, format: date}
        moment: {type: string, format: date-time}
        name: {type: [string, 'null']}
        tags: {type: array, items: {type: string}}
        counts: {type: object, additionalProperties: {type: integer}}
        anything: {}
        object: {type: object}
        either: {type: [integer, number]}
        nothing: {type: 'null'}
",
        ),
        "
Answer Thing in things
  id: Integer64
  small?: Integer32
  ratio?: Number
  flag?: Boolean
  day?: Date
  moment?: Timestamp
  name?: Text or null
  tags?: [Text]
  counts?: {Integer64}
  anything?: Value or null
  object?: {Value}
  either?: Number
  nothing?: Value or null
",
    );
}

#[test]
fn inline_types_are_named_by_their_place() {
    assert_types(
        &answering(
            "    Thing:
      type: object
      additionalProperties: false
      properties:
        lines:
          type: array
          items:
            type: object
            properties: {kind: {type: string, enum: [CALL OUT, repair, repair-]}}
        geo: {type: object, properties: {lat: {type: number}}}
        option: {$ref: '#/components/schemas/Option'}
    Option: {type: object, properties: {type: {const: a}, unknown: {type: string}}}
",
        ),
        r#"
Answer Thing in things, closed
  lines?: [ThingLine]
  geo?: ThingGeo
  option?: OptionModel
Answer ThingLine in things
  kind?: ThingLineKind
Enum ThingLineKind: CallOut="CALL OUT", Repair="repair", RepairHyphen="repair-"
Answer ThingGeo in things
  lat?: Number
Answer OptionModel in things
  type_?: "type" OptionType
  unknown_member?: "unknown" Text
Enum OptionType: A="a"
"#,
    );
}

#[test]
fn combinations_are_resolved() {
    assert_types(
        &answering(
            "    Thing:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          required: [id]
          properties:
            same: {allOf: [{$ref: '#/components/schemas/Base'}], description: Wrapped.}
            maybe: {oneOf: [{$ref: '#/components/schemas/Base'}, {type: 'null'}]}
            either: {oneOf: [{type: string}, {type: array, items: {type: string}}, {$ref: '#/components/schemas/Base'}]}
            pet: {$ref: '#/components/schemas/Pet'}
            level: {oneOf: [{const: low, description: Little.}, {const: high}]}
    Base: {type: object, properties: {id: {type: string}}}
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}
    Cat: {type: object, properties: {kind: {type: string}}}
    Dog: {type: object, properties: {kind: {type: string}}}
",
        ),
        r#"
Answer Thing in things
  id: Text
  same?: Base
  maybe?: Base or null
  either?: ThingEither
  pet?: Pet
  level?: ThingLevel
Union ThingEither by Structure: Text(Text), List([Text]), Base(Base)
Enum ThingLevel: Low="low", High="high"
Answer Base in things
  id?: Text
Union Pet by Member("kind"): Cat(Cat)cat, Dog(Dog)Dog
Answer Cat in things
  kind?: Text
Answer Dog in things
  kind?: Text
"#,
    );
}

#[test]
fn circles_are_boxed_where_they_close() {
    assert_types(
        &answering(
            "    Thing:
      type: object
      properties:
        parent: {$ref: '#/components/schemas/Thing'}
        children: {type: array, items: {$ref: '#/components/schemas/Thing'}}
        other: {$ref: '#/components/schemas/Other'}
    Other: {type: object, properties: {back: {$ref: '#/components/schemas/Thing'}}}
",
        ),
        "
Answer Thing in things
  parent?: Box<Thing>
  children?: [Thing]
  other?: Other
Answer Other in things
  back?: Box<Thing>
",
    );
}

#[test]
fn circles_that_cannot_be_closed_are_reported() {
    assert_reports(
        &answering("    Thing: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Thing'}}}\n"),
        "
endless-type 17: no value of `Thing` can exist: it has to hold another one of its own kind
  help: take the member that closes the circle out of `required`, allow null for it, or make it a list
",
    );
    assert_reports(
        &answering("    Thing: {type: array, items: {$ref: '#/components/schemas/Thing'}}\n"),
        "
reference-cycle 14: lists and maps hold each other here without end, or nearly so
  help: put an object with a named member between them
",
    );
}

const BOTH_WAYS: &str = "paths:
  /things:
    post:
      operationId: createThing
      tags: [things]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {'200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
components:
  schemas:
    Thing:
      type: object
      properties:
        inner: {$ref: '#/components/schemas/Inner'}
        plain: {$ref: '#/components/schemas/Plain'}
    Plain: {type: object, properties: {x: {type: string}}}
    Inner:
      type: object
      properties:
        id: {type: string, readOnly: true}
        secret: {type: string, writeOnly: true}
";

#[test]
fn what_travels_one_way_splits_the_types_that_hold_it() {
    assert_types(
        BOTH_WAYS,
        "
Answer Thing in things
  inner?: Inner
  plain?: Plain
Request ThingInput in things
  inner?: InnerInput
  plain?: Plain
Request Plain in things
  x?: Text
Answer Inner in things
  id?: Text
Request InnerInput in things
  secret?: Text
",
    );
    assert_types(
        &BOTH_WAYS
            .replace(", readOnly: true", "")
            .replace(", writeOnly: true", ""),
        "
Request Thing in things
  inner?: Inner
  plain?: Plain
Request Plain in things
  x?: Text
Request Inner in things
  id?: Text
  secret?: Text
",
    );
}

#[test]
fn nesting_through_references_is_bounded() {
    let chain = |links: usize, link: &dyn Fn(usize) -> String| -> String {
        let mut schemas = "    Thing: {$ref: '#/components/schemas/A0'}\n".to_owned();
        for number in 0..links {
            schemas.extend(["    A", &number.to_string(), ": ", &link(number + 1), "\n"]);
        }
        format!("{schemas}    A{links}: {{type: object, properties: {{x: {{type: string}}}}}}\n")
    };
    let doubled = |next: usize| {
        let reference = format!("{{$ref: '#/components/schemas/A{next}'}}");
        format!("{{allOf: [{reference}, {reference}]}}")
    };
    assert_types(
        &answering(&chain(40, &doubled)),
        "Answer A0 in things\n  x?: Text\n",
    );

    let (none, reports) = checked(&answering(&chain(2000, &doubled)), "");
    assert!(
        none.is_none() && reports.contains("`allOf` nests deeper than 64 levels here"),
        "{reports}"
    );

    let listed =
        |next: usize| format!("{{type: array, items: {{$ref: '#/components/schemas/A{next}'}}}}");
    let (none, reports) = checked(&answering(&chain(2000, &listed)), "");
    assert!(
        none.is_none() && reports.contains("without end, or nearly so"),
        "{reports}"
    );

    let aliased = |next: usize| format!("{{$ref: '#/components/schemas/A{next}'}}");
    assert_types(
        &answering(&chain(2000, &aliased)),
        "Answer A2000 in things\n  x?: Text\n",
    );

    let held = |next: usize| {
        format!(
            "{{type: object, required: [a], properties: {{a: {{$ref: '#/components/schemas/A{next}'}}}}}}"
        )
    };
    assert_eq!(
        model(&answering(&chain(1000, &held))).types.iter().count(),
        1001
    );
}
