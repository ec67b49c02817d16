"""Turns YAML events into the keys of a front matter and their plain Python values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from notelint.data.plain_yaml import Event
from notelint.front_matter.mistake import UnreadableError
from notelint.model.items import Key
from notelint.text.lazy import lazy_re

# YAML 1.2's core schema, and the dates of YAML 1.1 that js-yaml and Go's parsers still read.
_WORDS: dict[str, tuple[str, Any]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), ("null", None)),
    **dict.fromkeys(("true", "True", "TRUE"), ("bool", True)),
    **dict.fromkeys(("false", "False", "FALSE"), ("bool", False)),
}
_INT = lazy_re(r"[-+]?(?:0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+|[0-9]+)")
_FLOAT = lazy_re(
    r"[-+]?(?:[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
_DATE = lazy_re(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATETIME = lazy_re(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]++)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?"
    r"(?:[ \t]*+(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"
)

_SURROGATE = lazy_re("[\ud800-\udfff]")

# By all aliases together. Front matter of 64 kB holds less without any.
_MOST_COPIED = 100_000

_TAG = "tag:yaml.org,2002:"
_TAG_KINDS = {"int": "int", "float": "float", "bool": "bool", "null": "null", "timestamp": "datetime"}


class Node(msgspec.Struct, frozen=True, gc=False):
    """A value of the document. `parts` are a list's items, or a mapping's keys and values in turn."""

    kind: str
    start: int
    end: int
    value: Any
    text: str = ""
    parts: tuple[Node, ...] = ()


def resolve(text: str) -> tuple[str, Any]:
    """Kind and value of a plain scalar. Dates stay strings, impossible ones too."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return "str", text
    if _DATE.fullmatch(text):
        return "date", text
    if _DATETIME.fullmatch(text):
        return "datetime", text
    try:
        if _INT.fullmatch(text):
            return "int", int(text) if text.lstrip("+-").isdigit() else int(text, 0)
        if _FLOAT.fullmatch(text):
            return "float", float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:  # more digits than Python converts
        return "int", text
    return "str", text


def characters(text: str) -> str:
    """Surrogates that were escaped (`\\ud83d\\ude00`) as the characters they stand for."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def compose(events: list[Event]) -> Node | None:
    """The document's root, None for an empty document. An alias inside its own anchor is null.

    Raises UnreadableError.
    """
    _check_aliases(events)
    rest = iter(events)
    first = next(rest, None)
    return _node(first, rest, {}) if first else None


def _check_aliases(events: list[Event]) -> None:
    """Raises UnreadableError where aliases make much of little: what is in a list or mapping is copied for each."""
    parts: dict[str, int] = {}  # by anchor
    opened: list[tuple[str, int]] = []  # the anchors of open collections, and how much has been in each so far
    copied = 0
    merges = False  # was the last event the key `<<`?
    for event in events:
        if event.kind in ("]", "}"):
            anchor, count = opened.pop()
            if anchor:
                parts[anchor] = count
            continue
        held = parts.get(event.text, 1) if event.kind == "alias" else 0
        copied += held
        if copied > _MOST_COPIED:
            raise UnreadableError("other", event.start, f"aliases stand for more than {_MOST_COPIED:,} values")
        if opened:
            opened[-1] = opened[-1][0], opened[-1][1] + (held if merges and held else 1)
        if event.kind in ("[", "{"):
            opened.append((event.anchor, 0))
        merges = event.kind == "scalar" and event.text == "<<"


def _node(event: Event, rest: Iterator[Event], known: dict[str, Node]) -> Node:
    if event.kind == "alias":
        target = known.get(event.text) or Node("null", 0, 0, None)
        return Node(target.kind, event.start, event.end, target.value, target.text, target.parts)
    if event.kind == "scalar":
        kind, value = _tagged(event.text, event.tag)
        node = Node(kind, event.start, event.end, value, event.text)
    else:
        parts: list[Node] = []
        while (part := next(rest)).kind not in ("]", "}"):
            parts.append(_node(part, rest, known))
        if event.kind == "[":
            node = Node("list", event.start, part.end, [item.value for item in parts], "", tuple(parts))
        else:
            node = Node("map", event.start, part.end, _mapping(parts), "", tuple(parts))
    if event.anchor:
        known[event.anchor] = node
    return node


def _tagged(text: str, tag: str) -> tuple[str, Any]:
    if not tag:
        return resolve(text)
    kind = _TAG_KINDS.get(tag.removeprefix(_TAG), "str")
    return kind, text if kind == "str" else resolve(text)[1]


def _mapping(parts: list[Node]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in zip(parts[::2], parts[1::2], strict=True):
        if key.text == "<<" and isinstance(value.value, dict):
            out = value.value | out
        else:
            out[key.text] = value.value
    return out


def keys(root: Node, text: str, path: str) -> list[Key]:
    """The keys of the outermost mapping, in order."""
    found: list[Key] = []
    first: dict[str, int] = {}
    for key, value in zip(root.parts[::2], root.parts[1::2], strict=True):
        name = key.text or text[key.start : key.end]
        flat = value.kind == "list" and all(part.kind not in ("list", "map") for part in value.parts)
        found.append(
            Key(
                path=path,
                start=key.start,
                end=key.end,
                name=name,
                kind=value.kind,
                raw=text[value.start : value.end],
                value_start=value.start,
                value_end=value.end,
                items=tuple(part.text for part in value.parts) if flat else (),
                item_kinds=tuple(part.kind for part in value.parts) if flat else (),
                item_spans=tuple((part.start, part.end) for part in value.parts) if flat else (),
                duplicate_of=first.get(name, -1),
            )
        )
        first.setdefault(name, key.start)
    return found
