//! Names, their collisions, and the lock.

use crate::support::{answering, assert_operations, assert_reports, assert_types, checked};

#[test]
fn methods_are_named_by_identifier_or_by_method_and_path() {
    assert_operations(
        "paths:
  /driver-groups: {get: {responses: {}}, post: {responses: {}}}
  /driver-groups/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {responses: {}}
    patch: {responses: {}}
  /driver-groups/{id}/drivers:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {responses: {}}
    post: {operationId: moveDriversOfDriverGroup, responses: {}}
    put: {responses: {}, x-quirks: {rust-name: set_all}}
",
        "
driver_groups: DriverGroups
  list ListDriverGroups GET /driver-groups Safe -> nothing
  create CreateDriverGroups POST /driver-groups Unsafe -> nothing
  get GetDriverGroups GET /driver-groups/{id} Safe -> nothing
    path id: Text
  update UpdateDriverGroups PATCH /driver-groups/{id} Unsafe -> nothing
    path id: Text
  list_drivers ListDriversDriverGroups GET /driver-groups/{id}/drivers Safe -> nothing
    path id: Text
  move_drivers MoveDriversDriverGroups POST /driver-groups/{id}/drivers Unsafe -> nothing
    path id: Text
  set_all SetAllDriverGroups PUT /driver-groups/{id}/drivers Safe -> nothing
    path id: Text
",
    );
}

#[test]
fn two_things_with_one_name_are_reported_together() {
    assert_reports(
        "paths:
  /a: {get: {tags: [jobs], operationId: listJobs, responses: {}}}
  /b: {get: {tags: [jobs], operationId: list_jobs, responses: {}}}
  /c:
    get:
      tags: [jobs]
      operationId: findJobs
      parameters:
        - {name: driver_id, in: query, schema: {type: string}}
        - {name: driverId, in: query, schema: {type: string}}
      responses: {}
",
        "
duplicate-name 8: `GET /b` would be the method `list` a second time
  7: `GET /a` is `list` too
  help: give one of them a name of its own, `x-quirks: {rust-name: ..}` instead of `list`
duplicate-name 15: the query parameter `driverId` would be the argument `driver_id` a second time
  14: the query parameter `driver_id` is `driver_id` too
  help: give one of them a name of its own, `x-quirks: {rust-name: ..}` instead of `driver_id`
",
    );
    assert_reports(
        &answering(
            "    Thing: {type: object, properties: {_id: {type: string}, id: {type: string}, sub_thing: {$ref: '#/components/schemas/subThing'}, b: {$ref: '#/components/schemas/SubThing'}}}
    subThing: {type: object, properties: {x: {type: string}}}
    SubThing: {type: object, properties: {x: {type: string}}}
",
        ),
        "
duplicate-name 17: `id` of `Thing` would be the field `id` a second time
  17: `_id` of `Thing` is `id` too
  help: give one of them a name of its own, `x-quirks: {rust-name: ..}` instead of `id`
duplicate-name 19: the schema `#/components/schemas/SubThing` would be the type `SubThing` a second time
  18: the schema `#/components/schemas/subThing` is `SubThing` too
  help: give one of them a name of its own, `x-quirks: {rust-name: ..}` instead of `SubThing`
",
    );
}

const COLLIDING: &str =
    "    Thing: {type: object, properties: {_id: {type: string}, id: {type: string}}}\n";

#[test]
fn the_author_or_the_lock_settles_a_collision() {
    assert_reports(
        &answering(COLLIDING),
        "
duplicate-name 17: `id` of `Thing` would be the field `id` a second time
  17: `_id` of `Thing` is `id` too
  help: give one of them a name of its own, `x-quirks: {rust-name: ..}` instead of `id`
",
    );
    assert_types(
        &answering(
            "    Thing: {type: object, properties: {_id: {type: string, x-quirks: {rust-name: internal_id}}, id: {type: string}}}\n",
        ),
        "
Answer Thing in things
  internal_id?: \"_id\" Text
  id?: Text
",
    );
    let lock =
        "'#/components/schemas/Thing/properties/_id': own_id\n'#/components/schemas/Gone': Gone\n";
    let (result, reports) = checked(&answering(COLLIDING), lock);
    assert_eq!(reports, "");
    let text = result
        .expect("the lock settles it")
        .lock
        .to_text()
        .expect("a lock can be written");
    assert_eq!(
        text,
        "# Names that are exceptions to the naming rules. `brogue generate` and `regen` keep this file.\n'#/components/schemas/Thing/properties/_id': own_id\n"
    );
}

#[test]
fn qualified_names_are_recorded_and_kept() {
    let schemas = "    Thing: {type: string, enum: [a-b, a_b, c]}\n";
    let (result, _) = checked(&answering(schemas), "");
    let lock = result.expect("there is no fault").lock;
    assert_eq!(
        lock.get("#/components/schemas/Thing = a-b"),
        Some("ABHyphen")
    );
    assert_eq!(lock.get("#/components/schemas/Thing = c"), None);

    let (alone, _) = checked(
        &answering("    Thing: {type: string, enum: [a-b, c]}\n"),
        &lock.to_text().expect("a lock can be written"),
    );
    let alone = alone.expect("there is no fault");
    assert_eq!(
        alone.lock.get("#/components/schemas/Thing = a-b"),
        Some("ABHyphen"),
        "a name stays when its rival goes"
    );
    assert_eq!(
        alone.lock.get("#/components/schemas/Thing = a_b"),
        None,
        "an entry goes with its place"
    );
}

#[test]
fn names_that_cannot_be_are_reported() {
    assert_reports(
        &answering(
            "    Thing: {type: object, properties: {a: {type: string, x-quirks: {rust-name: Not-A-Field}}}}\n",
        ),
        "
invalid-name 17: `Not-A-Field` cannot be the name of a field in Rust
  help: write a name like `a`
",
    );
    let lock = "'#/components/schemas/Thing/properties/a': 'Not A Field'\n";
    let (_, reports) = checked(
        &answering("    Thing: {type: object, properties: {a: {type: string}}}\n"),
        lock,
    );
    assert_eq!(
        reports,
        "name-lock 17: the name lock calls `a` of `Thing` `Not A Field`, which cannot be the name of a field
  help: remove the entry `#/components/schemas/Thing/properties/a` from the name lock
"
    );
    let lock = "'#/components/schemas/Thing/properties/a': b\n";
    let (_, reports) = checked(
        &answering(
            "    Thing: {type: object, properties: {a: {type: string}, b: {type: string}}}\n",
        ),
        lock,
    );
    assert_eq!(
        reports,
        "name-lock 17: `b` of `Thing` would be the field `b` a second time
  17: `a` of `Thing` is `b` too
  help: change or remove the entry `#/components/schemas/Thing/properties/a: b` of the name lock
"
    );
}
