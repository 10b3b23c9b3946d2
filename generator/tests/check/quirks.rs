//! Quirks of values: views, forms, times, names.

use crate::support::{answering, assert_reports, assert_types, model};

#[test]
fn views_choose_the_type_and_the_shape() {
    assert_types(
        &answering(
            "    Thing:
      type: object
      required: [empty]
      properties:
        closed: {$ref: '#/components/schemas/Flag', x-quirks: {sends: numeric-string}}
        id: {type: [integer, string], x-quirks: {view: [id, empty-is-none], sends: integer}}
        own: {$ref: '#/components/schemas/ThingId'}
        text: {type: [integer, string], x-quirks: {view: text}}
        ratio: {type: [number, string], x-quirks: {view: number}}
        count: {oneOf: [{type: integer}, {type: string}], x-quirks: {view: integer}}
        empty: {type: string, x-quirks: {view: empty-is-none}}
        ids: {type: array, x-quirks: {view: id, sends: comma-list}, items: {type: [integer, string]}}
        owner: {oneOf: [{$ref: '#/components/schemas/Owner'}, {type: array, items: {$ref: '#/components/schemas/Owner'}}, {type: 'null'}], x-quirks: {view: one}}
        listed: {type: array, items: {$ref: '#/components/schemas/Owner'}, x-quirks: {view: one}}
    Flag: {type: [boolean, integer, string], x-quirks: {view: flag, sends: integer}}
    ThingId: {type: [integer, string], x-quirks: {view: id}}
    Owner: {type: object, properties: {used: {$ref: '#/components/schemas/Flag'}}, x-quirks: {unknown-fields: ignore}}
",
        ),
        "
Answer Thing in things
  closed?: Boolean [Flag] NumericText
  id?: Id [Id, EmptyIsNone] Integer
  own?: ThingId [Id] Plain
  text?: Text [Text] Plain
  ratio?: Number [Number] Plain
  count?: Integer64 [Integer] Plain
  empty: Text or null [EmptyIsNone] Plain
  ids?: [Id] [Id] CommaList
  owner?: Owner or null [One] Plain
  listed?: Owner [One] Plain
Newtype ThingId [Id] Plain
Answer Owner in things, closed
  used?: Boolean [Flag] Integer
",
    );
}

#[test]
fn the_narrowest_timestamp_holds() {
    assert_types(
        &format!(
            "x-quirks: {{timestamp: {{format: '%Y-%m-%d %H:%M:%S', zone: none, empty: none}}, unknown-fields: ignore}}\n{}",
            answering(
                "    Thing:
      type: object
      properties:
        made: {type: string, format: date-time}
        short: {type: string, x-quirks: {timestamp: {format: '%Y-%m-%d %H:%M', zone: utc}}}
        day: {type: string, x-quirks: {timestamp: {format: '%d.%m.%Y', zone: none}}}
        plain: {type: string, format: date}
",
            )
        ),
        "
Answer Thing in things, closed
  made?: DateTime [] Plain \"%Y-%m-%d %H:%M:%S\" None true
  short?: Timestamp [] Plain \"%Y-%m-%d %H:%M\" Utc false
  day?: Date [] Plain \"%d.%m.%Y\" None false
  plain?: Date
",
    );
}

#[test]
fn members_have_aliases_secrets_and_evidence() {
    let api = model(&answering(
        "    Thing:
      type: object
      properties:
        modifieddAt:
          type: string
          description: The last change. Spelled so.
          x-quirks: {rust-name: modified_at, aliases: [modifiedAt], sensitive: true}
          x-evidence: {grade: inferred, note: The sample shows it, source: 'https://example.com/doc'}
        driverId: {type: string}
",
    ));
    let text = format!("{:#?}", api.types);
    for expected in [
        "aliases: [\n                                \"modifiedAt\",",
        "sensitive: true",
        "summary: \"The last change.\"",
        "details: \"Spelled so.\"",
        "\"Evidence: inferred. The sample shows it. (<https://example.com/doc>)\"",
        "summary: \"The `driverId` member.\"",
    ] {
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }
    assert_eq!(
        format!("{:?}", api.evidence),
        r#"[EvidenceNote { place: "Thing.modified_at", grade: "inferred", text: "The sample shows it. (<https://example.com/doc>)", line: 24 }]"#
    );
    let meanings: Vec<&str> = api
        .quirks
        .iter()
        .map(|note| note.meaning.as_str())
        .collect();
    assert_eq!(
        meanings,
        [
            "`modifieddAt` on the wire, also read from `modifiedAt`.",
            "Never shown in logs or errors."
        ]
    );
}

#[test]
fn quirks_that_do_nothing_are_reported() {
    assert_reports(
        &answering(
            "    Thing: {type: object, properties: {a: {type: boolean, x-quirks: {view: flag}}, b: {type: integer, x-quirks: {sensitive: true}}}}
    Unreached: {type: [integer, string], x-quirks: {view: id}}
",
        ),
        "
unused-quirk 17: `view` changes nothing here
  help: remove it: the schema says the same already, a narrower place overrides it, or no call comes here
unused-quirk 18: `view` changes nothing here
  help: remove it: the schema says the same already, a narrower place overrides it, or no call comes here
",
    );
}

#[test]
fn quirks_that_contradict_are_reported() {
    assert_reports(
        &answering(
            "    Thing:
      type: object
      properties:
        a: {type: [integer, string], x-quirks: {view: [id, flag]}}
        b: {type: object, x-quirks: {sends: integer}}
        c: {type: boolean, x-quirks: {sends: comma-list}}
        d: {type: string, x-quirks: {view: one}}
",
        ),
        "
conflicting-quirks 20: several words of `view` each give the value another type
  help: keep one of `flag`, `id`, `text`, `number` and `integer`; `empty-is-none`, `one` and `list` may stand beside it
quirk-value 22: a flag cannot be sent in this form
  help: `comma-list` is for lists
unsupported 23: `view: one` stands at a schema that is not one value or a list of it
  help: write `oneOf: [X, {type: array, items: X}]`, or `type: array` where it is always a list of one
",
    );
    assert_reports(
        &answering(
            "    Thing: {type: object, properties: {c: {type: boolean, x-quirks: {sends: comma-list}}}}\n",
        ),
        "
quirk-value 17: a flag cannot be sent in this form
  help: `comma-list` is for lists
",
    );
    assert_reports(
        &answering(
            "    Thing:
      allOf:
        - {type: object, properties: {a: {type: [integer, string], x-quirks: {view: id}}, b: {type: string}}}
        - {type: object, properties: {a: {type: [integer, string], x-quirks: {view: text}}, b: {type: integer}}}
",
        ),
        "
conflicting-quirks 20: two branches of `allOf` give `a` different quirks
  19: and here
  help: say it in one branch only, or the same in both
unsupported 20: two branches of `allOf` give `b` different types
  19: and here
  help: say it in one branch only, or the same in both
",
    );
}
