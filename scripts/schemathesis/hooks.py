"""What schemathesis is told where OpenAPI leaves something open. What it sends and how it judges answers stays its own affair."""

import json

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.openapi.checks import UseAfterFree
from schemathesis.transport.requests import (
    REQUESTS_TRANSPORT,
    multipart_serializer,
    urlencoded_serializer,
)


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Says in OpenAPI what the spec says otherwise.

    Schemes of OAuth are called what they are on the wire, bearer tokens: `ignored_auth` looks at no other kind of them. And the bodies
    of updates take null for what they clear: that is what the quirk `update` says.
    """
    schemes = raw_schema.get("components", {}).get("securitySchemes", {})
    for scheme in schemes.values():
        if scheme["type"] == "oauth2":
            scheme.update(type="http", scheme="bearer")
    for item in raw_schema["paths"].values():
        for method, operation in item.items():
            if method in METHODS and is_update(raw_schema, method, operation):
                for content in operation.get("requestBody", {}).get("content", {}).values():
                    content["schema"] = with_nulls(raw_schema, content["schema"])


METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def is_update(document, method, operation):
    """Whether null in a body clears a member. What the document says of updates, it says of PUT."""
    places = [operation, document] if method == "put" else [operation]
    return any("update" in place.get("x-quirks", {}) for place in places)


def with_nulls(document, schema):
    """A schema that takes null for members that need not be there."""
    while "$ref" in schema:
        found = document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    schema = dict(schema)
    if "items" in schema:
        schema["items"] = with_nulls(document, schema["items"])
    if "allOf" in schema:
        schema["allOf"] = [with_nulls(document, part) for part in schema["allOf"]]
    required = schema.get("required", [])
    if "properties" in schema:
        schema["properties"] = {
            name: member if name in required else {"anyOf": [member, {"type": "null"}]}
            for name, member in schema["properties"].items()
        }
    return schema


@schemathesis.hook
def filter_case(context, case):
    """Leaves out what may be wrong only until it is written as a form.

    There `ids[]=7` is a list of one, whatever was meant; a null, an empty list and an empty object are not there at all; and of a list
    of objects in parts there is the first.
    """
    form = case.media_type in ("application/x-www-form-urlencoded", "multipart/form-data")
    members = case.body if form and isinstance(case.body, dict) else {}
    if not all(isinstance(value, list) for name, value in members.items() if name.endswith("[]")):
        return False
    is_wrong = case.meta is not None and case.meta.generation.mode.is_negative
    is_whole = all(is_written(value, case.media_type) for value in members.values())
    return is_whole or not is_wrong


def is_written(value, media_type):
    """Whether all of a value stands in a form."""
    if isinstance(value, dict):
        inner = [member for _, member in named(value)]
    elif isinstance(value, list):
        inner = value
        if media_type == "multipart/form-data" and any(isinstance(each, (dict, list)) for each in value[1:]):
            return False
    else:
        return value is not None
    return bool(inner) and all(is_written(each, media_type) for each in inner)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Takes a refusal for what it is where it comes with a 200, as the spec says of the operation; the checks know statuses only."""
    if isinstance(failure, UseAfterFree) and quirk(case, "not-found"):
        return response.json().get("data") not in (None, [])
    if isinstance(failure, AcceptedNegativeData) and isinstance(case.body, list):
        # Wrong elements of a list are told one by one, and the others are taken.
        partial = (quirk(case, "error-body") or {}).get("partial")
        return not (partial and at(response.json(), partial["at"]))
    return True


def quirk(case, word):
    """What the spec says with a word of an operation: at it, at its path, or at the document."""
    document = case.operation.schema.raw_schema
    for place in (case.operation.definition.raw, document["paths"][case.operation.path], document):
        if word in place.get("x-quirks", {}):
            return place["x-quirks"][word]
    return None


def at(value, pointer):
    """What a JSON Pointer points to; nothing where there is no such place."""
    for name in pointer.split("/")[1:]:
        value = value.get(name) if isinstance(value, dict) else None
    return value


@REQUESTS_TRANSPORT.serializer("application/x-www-form-urlencoded")
def form(context, value):
    """A form with what is nested in brackets, also lists of objects, of which OpenAPI says nothing."""
    body = context.case.body
    if not isinstance(body, dict):
        return urlencoded_serializer(context, value)
    fields = [field for name, member in named(body) for field in nested(name, member)]
    return {"data": [(name, text(member)) for name, member in fields]}


@REQUESTS_TRANSPORT.serializer("multipart/form-data")
def parts(context, value):
    """The same in parts. Of a list of objects there is the first: the encoder takes a name once."""
    body = context.case.body
    if not isinstance(body, dict):
        return multipart_serializer(context, value)
    flat = {}
    for name, member in named(body):
        if isinstance(member, list) and any(isinstance(each, (dict, list)) for each in member):
            member = member[:1]
        if isinstance(member, (dict, list)):
            for field, inner in nested(name, member):
                flat.setdefault(field, []).append(text(inner))
        else:
            flat[name] = member
    return multipart_serializer(context, flat)


def nested(name, value):
    """The fields of a value: `a`, `a[b]`, `a[][b]`, element after element.

    A list inside has brackets of its own: `a[][b]` a second time is the next element, and no list.
    """
    if isinstance(value, dict):
        for member, inner in named(value):
            yield from nested(f"{name}[{member}]", inner)
    elif isinstance(value, list) and any(isinstance(each, (dict, list)) for each in value):
        for element in value:
            yield from nested(f"{name}[]", element)
    elif isinstance(value, list):
        field = f"{name}[]" if "[" in name.removesuffix("[]") else name
        yield from ((field, element) for element in value)
    elif value is not None:
        yield name, value


def named(members):
    """The members that have a name: one with brackets in it is a structure, and an empty one is nothing, in such forms.

    `number` goes first, as in the vendor's samples: it tells where the next element of a list begins.
    """
    names = [name for name in members if name and not set("[]") & set(name.removesuffix("[]"))]
    return [(name, members[name]) for name in sorted(names, key=lambda name: name != "number")]


def text(value):
    """A value as a field has it."""
    return value if isinstance(value, (str, bytes)) else json.dumps(value)
