#!/usr/bin/env python3
"""Writes an OpenAPI document of any size, the same one for the same arguments: to see that cost grows straight with a document.

    benchmarks/synthetic.py SCALE [--seed NUMBER] [--of KIND] > synthetic.json

A scale of 1 is 25 resources with 5 calls each. Each resource has a record of 24 members that holds others, a body with objects in place, lists of
texts, a choice of two types, and references to earlier resources, so that types lie as deep and as crosswise as those of vendors do.

With `--of` it is a document of 125 calls that has much of one thing instead: `circles`, records that hold each other; `parts`, records made of parts
that are made of parts; `unions`, choices of records with a member that tells; `enums`, long lists of texts; `calls`, all calls in one resource.
"""

import argparse
import json
import random

WORDS = (
    "account amount area badge balance basket branch bundle carrier charge city claim color comment count country courier credit customer "
    "date deposit depot detail discount district driver email engine entry event expiry field floor folder freight gate grade group height "
    "holder hour index input invoice item journey key label language length level limit line load locale lock manager margin market member "
    "message meter method minute mode model month name network note number offer office order origin owner package page parcel partner "
    "path payment period phone place plan plate point policy port price priority product profile quantity quota rate reason record region "
    "report request result route rule sample schedule scope season section segment series service shift signal size source stage state "
    "status stock stop street supplier table tariff task team term ticket token total track truck type unit update user value vehicle "
    "version view visit volume voucher warehouse week weight window worker year zone"
).split()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("scale", type=int)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--of", choices=sorted(KINDS))
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    schemas, paths = {}, {}
    if arguments.of:
        much(chance, KINDS[arguments.of], arguments.of, 125 * arguments.scale, schemas, paths)
    else:
        for number in range(25 * arguments.scale):
            resource(chance, number, schemas, paths)
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Synthetic", "version": "1"},
        "servers": [{"url": "https://api.example.com/v1"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }
    print(json.dumps(document))


def resource(chance, number, schemas, paths):
    stem = f"{chance.choice(WORDS)}_{chance.choice(WORDS)}_{number}"
    title = "".join(word.capitalize() for word in stem.split("_"))
    record = {name: member(chance, number, depth=2) for name in names(chance, 24)}
    for name in names(chance, 3):
        if number:
            earlier = f"Record{chance.randrange(number)}"
            record[f"{name}_held"] = {"$ref": f"#/components/schemas/{earlier}"}
    schemas[f"Record{number}"] = {
        "type": "object",
        "description": f"A {stem.replace('_', ' ')}, as it is kept.",
        "required": list(record)[:4],
        "properties": record,
    }
    reference = {"$ref": f"#/components/schemas/Record{number}"}
    answer = {"200": said("The record.", reference)}
    many = {"200": said("Some of them.", {"type": "array", "items": reference})}
    body = {name: member(chance, number, depth=2) for name in names(chance, 12)}
    sent = {"required": True, "content": {"application/json": {"schema": {"type": "object", "properties": body}}}}
    one = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    filters = [
        {"name": name, "in": "query", "schema": plain(chance)} for name in names(chance, 4)
    ]
    tags = {"tags": [f"{title}s"]}
    paths[f"/{stem}s"] = {
        "get": {"operationId": f"list{title}s", **tags, "parameters": filters, "responses": many},
        "post": {"operationId": f"create{title}", **tags, "requestBody": sent, "responses": answer},
    }
    paths[f"/{stem}s/{{id}}"] = {
        "parameters": [one],
        "get": {"operationId": f"get{title}", **tags, "responses": answer},
        "put": {"operationId": f"replace{title}", **tags, "requestBody": sent, "responses": answer},
        "delete": {"operationId": f"delete{title}", **tags, "responses": {"204": {"description": "It is gone."}}},
    }


def much(chance, schema, kind, count, schemas, paths):
    for number in range(count):
        schemas[f"Record{number}"] = schema(chance, number, count, schemas)
        reference = {"$ref": f"#/components/schemas/Record{number}"}
        paths[f"/record_{number}"] = {
            "put": {
                "operationId": f"putRecord{number}",
                "tags": ["records" if kind == "calls" else f"records{number // 5}"],
                "parameters": [{"name": name, "in": "query", "schema": plain(chance)} for name in names(chance, 2)],
                "requestBody": {"required": True, "content": {"application/json": {"schema": reference}}},
                "responses": {"200": said("The record.", reference)},
            }
        }


def members(chance, count):
    return {name: plain(chance) for name in names(chance, count)}


def to(number):
    return {"$ref": f"#/components/schemas/Record{number}"}


def circle(chance, number, count, _):
    held = {f"held_{place}": to(chance.randrange(count)) for place in range(6)}
    many = {"next": to((number + 1) % count), "many": {"type": "array", "items": to(chance.randrange(count))}}
    return {"type": "object", "properties": {**members(chance, 4), **held, **many}}


def part(chance, number, _, schemas):
    # As deep as six parts of parts.
    bases = [to(number - step) for step in (1, 2) if number % 6 >= step]
    for name in ("Head", "Tail"):
        schemas[f"{name}{number}"] = {"type": "object", "properties": members(chance, 5)}
        bases.append({"$ref": f"#/components/schemas/{name}{number}"})
    return {"allOf": [*bases, {"type": "object", "properties": members(chance, 3)}]}


def union(chance, number, _, schemas):
    cases = []
    for place in range(8):
        kind = {"kind": {"type": "string", "enum": [f"kind_{place}"]}}
        schemas[f"Case{number}_{place}"] = {"type": "object", "required": ["kind"], "properties": {**kind, **members(chance, 4)}}
        cases.append({"$ref": f"#/components/schemas/Case{number}_{place}"})
    return {"type": "object", "properties": {"one": {"oneOf": cases}, "other": {"anyOf": [{"type": "string"}, *cases[:3]]}}}


def enum(chance, number, _count, _):
    texts = {f"list_{place}": {"type": "string", "enum": sorted(names(chance, 40))} for place in range(4)}
    return {"type": "object", "properties": texts}


def call(chance, _number, _count, _):
    return {"type": "object", "properties": members(chance, 6)}


KINDS = {"circles": circle, "parts": part, "unions": union, "enums": enum, "calls": call}


def said(text, schema):
    return {"description": text, "content": {"application/json": {"schema": schema}}}


def names(chance, count):
    found = {}
    while len(found) < count:
        found[f"{chance.choice(WORDS)}_{chance.choice(WORDS)}"] = None
    return list(found)


def plain(chance):
    kind = chance.choice(["string", "string", "integer", "number", "boolean"])
    return {"type": kind, "description": f"The {chance.choice(WORDS)} of the {chance.choice(WORDS)}."}


def member(chance, number, depth):
    throw = chance.random()
    if depth and throw < 0.12:
        inner = {name: member(chance, number, depth - 1) for name in names(chance, chance.randint(2, 6))}
        return {"type": "object", "description": f"What holds for the {chance.choice(WORDS)}.", "properties": inner}
    if throw < 0.22:
        return {"type": "string", "enum": sorted(chance.sample(WORDS, chance.randint(2, 7)))}
    if depth and throw < 0.26:
        inner = {name: plain(chance) for name in names(chance, 3)}
        return {"oneOf": [{"type": "string"}, {"type": "object", "properties": inner}]}
    if throw < 0.34:
        return {"type": "array", "items": plain(chance)}
    return plain(chance)


if __name__ == "__main__":
    main()
