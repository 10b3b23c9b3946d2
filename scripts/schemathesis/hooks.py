"""What schemathesis is told where OpenAPI leaves something open. What it sends and how it judges answers stays its own affair."""

import json

import schemathesis
from schemathesis.openapi.checks import UseAfterFree
from schemathesis.transport.requests import (
    REQUESTS_TRANSPORT,
    multipart_serializer,
    urlencoded_serializer,
)


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Calls schemes of OAuth what they are on the wire, bearer tokens: `ignored_auth` looks at no other kind of them."""
    schemes = raw_schema.get("components", {}).get("securitySchemes", {})
    for scheme in schemes.values():
        if scheme["type"] == "oauth2":
            scheme.update(type="http", scheme="bearer")


@schemathesis.hook
def filter_case(context, case):
    """Leaves out what is wrong only for not being a list: in a form, `ids[]=7` is a list of one, whatever was meant."""
    form = case.media_type in ("application/x-www-form-urlencoded", "multipart/form-data")
    members = case.body if form and isinstance(case.body, dict) else {}
    return all(isinstance(value, list) for name, value in members.items() if name.endswith("[]"))


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Takes "no such thing" for what it is where it comes with a 200, as the spec says of the operation; the check knows a 404 only."""
    quirks = case.operation.definition.raw.get("x-quirks", {})
    if not isinstance(failure, UseAfterFree) or "not-found" not in quirks:
        return True
    return response.json().get("data") not in (None, [])


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
    """The fields of a value: `a`, `a[b]`, `a[][b]`, element after element."""
    if isinstance(value, dict):
        for member, inner in named(value):
            yield from nested(f"{name}[{member}]", inner)
    elif isinstance(value, list) and any(isinstance(each, (dict, list)) for each in value):
        for element in value:
            yield from nested(f"{name}[]", element)
    elif isinstance(value, list):
        yield from ((name, element) for element in value)
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
