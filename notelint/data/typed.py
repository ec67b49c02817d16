"""Turns located data into msgspec types, and says at its place what does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from notelint.data.located import Document, LocatedError, no_such
from notelint.data.quick_yaml import Steps
from notelint.text.lazy import lazy_re

T = TypeVar("T")

_AT = lazy_re(r"(?P<what>.*?)(?: - at `(?P<key>key in )?\$?(?P<path>.*)`)?", re.DOTALL)
_STEP = lazy_re(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_UNKNOWN = lazy_re("unknown field `(.*)`")
_MISSING = lazy_re("missing required field `(.*)`")
_ENUM = lazy_re("Invalid enum value '?(.*?)'?$")
_GOT = lazy_re(r"got `(\w+)`")
_KINDS = {"object": "a mapping", "array": "a list", "str": "text", "int": "a whole number", "float": "a number"}
_KINDS |= {"bool": "true or false", "null": "nothing"}
_TYPES = {dict: "object", list: "array", str: "str", int: "int", float: "float", bool: "bool", type(None): "null"}


def convert(document: Document, path: Steps, kind: type[T], data: Any = None) -> T:
    """The data at `path`, or the `data` that stands for it, as a msgspec type.

    Raises LocatedError at the key or value that is wrong.
    """
    data = document.get(path) if data is None else data
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise _located(document, path, data, kind, str(error)) from None


def _located(document: Document, base: Steps, data: Any, kind: Any, message: str) -> LocatedError:
    found = _AT.fullmatch(message)
    what, steps = (found["what"], _STEP.findall(found["path"] or "")) if found else (message, [])
    shape = [int(index) if index.isdigit() else name or None for name, index in steps]
    path = (*base, *next(_matching(data, shape, what), ()))
    if unknown := _UNKNOWN.search(what):
        return document.error((*path, unknown[1]), no_such("key", unknown[1], _names(kind, shape)), key=True)
    if missing := _MISSING.search(what):
        return document.error(path, f"`{missing[1]}` is missing")
    if wrong := _ENUM.search(what):
        return document.error(path, f"`{wrong[1]}` is none of {', '.join(map(str, _choices(kind, shape)))}")
    words = re.sub(r"`([^`]*)`", lambda found: " or ".join(_KINDS.get(k, k) for k in found[1].split(" | ")), what)
    return document.error(path, words[:1].lower() + words[1:])


def _matching(data: Any, shape: list[Any], what: str) -> Iterator[Steps]:
    """The paths of a shape to what msgspec can have complained of: None in a shape is any key."""
    if not shape:
        if _fits(data, what):
            yield ()
        return
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        if shape[0] in (None, step):
            for rest in _matching(value, shape[1:], what):
                yield (step, *rest)


def _fits(value: Any, what: str) -> bool:
    if found := _GOT.search(what):
        return _TYPES.get(type(value)) == found[1]
    if found := _ENUM.search(what):
        return str(value) == found[1]
    if found := _MISSING.search(what):
        return isinstance(value, dict) and found[1] not in value
    if found := _UNKNOWN.search(what):
        return isinstance(value, dict) and found[1] in value
    return True


def _at_shape(kind: Any, shape: list[Any]) -> list[Any]:
    """The types that a value at `shape` may have, as msgspec.inspect describes them."""
    types = _alternatives([inspect.type_info(kind)])
    for step in shape:
        inner: list[Any] = []
        for each in types:
            if isinstance(each, inspect.StructType):
                inner += [field.type for field in each.fields if field.encode_name == step]
            elif isinstance(each, inspect.DictType):
                inner.append(each.value_type)
            elif isinstance(each, (inspect.ListType, inspect.VarTupleType)):
                inner.append(each.item_type)
        types = _alternatives(inner)
    return types


def _alternatives(types: list[Any]) -> list[Any]:
    return [one for each in types for one in (each.types if isinstance(each, inspect.UnionType) else (each,))]


def _names(kind: Any, shape: list[Any]) -> list[str]:
    return [field.encode_name for t in _at_shape(kind, shape) for field in getattr(t, "fields", ())]


def _choices(kind: Any, shape: list[Any]) -> list[Any]:
    return [value for t in _at_shape(kind, shape) for value in getattr(t, "values", ())]
