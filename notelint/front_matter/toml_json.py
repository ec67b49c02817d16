"""Reads TOML and JSON front matter: the values, and where the outermost keys stand."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

from notelint.data import parsing
from notelint.front_matter.mistake import UnreadableError
from notelint.front_matter.values import characters
from notelint.model.items import Key
from notelint.text.lazy import lazy_re

Values = dict[str, Any]

_KINDS = {str: "str", int: "int", float: "float", bool: "bool", type(None): "null", list: "list", dict: "map"}
_KINDS |= {datetime: "datetime", date: "date"}

_BLANKS = lazy_re(r"[ \t\n\r]*+")
_TOML_LINE = lazy_re(
    r"""[ \t]*+ (?P<table>\[\[?[ \t]*+)?+ (?P<key>[\w-]++|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+')
    (?:[ \t]*+\.[^=\]\n]*)? [ \t]*+ (?(table)\]\]?|=) [ \t]*+""",
    re.VERBOSE,
)
_TOML_PART = lazy_re(
    r""""{3}(?:\\.|(?!"{3})[^\\])*+"* | '{3}(?:(?!'{3}).)*+'* | "(?:\\.|[^"\\\n])*+"? | '[^'\n]*+'?
    | (?P<open>[\[{]) | (?P<close>[\]}]) | (?P<break>\n|\#[^\n]*) | [^\s\[\]{}"'#]++ | \s""",
    re.DOTALL | re.VERBOSE,
)
_TOML_PLACE = lazy_re(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_json(text: str, start: int, end: int, path: str) -> tuple[list[Key], Values]:
    """The keys and values of the object `text[start:end]`. Raises UnreadableError, with an offset into `text`."""
    decoder = json.JSONDecoder()
    found: list[Key] = []
    values: Values = {}
    first: dict[str, int] = {}
    at = _skip(text, start + 1)
    more = at < end - 1
    try:
        while more:
            key, key_end = decoder.raw_decode(text, at)
            name = characters(str(key))
            value_start = _skip(text, _expect(":", text, _skip(text, key_end)))
            value, value_end = decoder.raw_decode(text, value_start)
            values[name] = _plain(parsing.checked(value))
            spans = (at, key_end), (value_start, value_end)
            found.append(_key(path, text, name, *spans, values[name], first.get(name, -1)))
            first.setdefault(name, at)
            at = _skip(text, value_end)
            more = at < end - 1
            if more:
                at = _skip(text, _expect(",", text, at))
    except json.JSONDecodeError as error:
        raise UnreadableError("other", error.pos, error.msg) from None
    except (RecursionError, ValueError):  # a number can have too many digits, too
        raise UnreadableError("depth", start) from None
    return found, values


def _skip(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _expect(mark: str, text: str, at: int) -> int:
    if text[at] != mark:
        raise UnreadableError("other", at, f"Expecting '{mark}' delimiter")
    return at + 1


def read_toml(text: str, start: int, end: int, path: str) -> tuple[list[Key], Values]:
    """The keys and values of `text[start:end]`, a table's key once. Raises UnreadableError, as `read_json`."""
    import tomllib

    try:
        values = parsing.read_toml(text[start:end])
    except tomllib.TOMLDecodeError as error:
        raise _toml_mistake(text, start, end, str(error)) from None
    except ValueError:
        raise UnreadableError("depth", start) from None
    found: dict[str, Key] = {}
    in_table = False
    while start < end:
        line = _TOML_LINE.match(text, start, end)
        value_start = line.end() if line else start
        value_end, start = _toml_value(text, value_start, end)
        if line and line["table"]:
            in_table = True
            value_start, value_end = line.start("table"), line.end()
        elif in_table or not line:
            continue
        name = next(iter(tomllib.loads(f"{line['key']} = 1")))
        if name in values and name not in found:
            found[name] = _key(path, text, name, line.span("key"), (value_start, value_end), values[name])
    return list(found.values()), {name: _plain(value) for name, value in values.items()}


def _toml_value(text: str, at: int, end: int) -> tuple[int, int]:
    """Where the value at `at` ends, and where the line after it begins."""
    depth = 0
    value_end = at
    while part := _TOML_PART.match(text, at, end):
        at = part.end()
        depth += bool(part["open"]) - bool(part["close"])
        if part["break"] and depth <= 0:
            break
        if not part["break"] and not part[0].isspace():
            value_end = at
    newline = text.find("\n", value_end, end)
    return value_end, end if newline < 0 else newline + 1


def _toml_mistake(text: str, start: int, end: int, message: str) -> UnreadableError:
    place = _TOML_PLACE.search(message)
    words = _TOML_PLACE.sub("", message)
    if not place or not place[1]:
        return UnreadableError("other", max(start, end - 1), words)
    for _ in range(int(place[1]) - 1):
        start = text.index("\n", start) + 1
    return UnreadableError("other", start + int(place[2]) - 1, words)


def _key(
    path: str, text: str, name: str, key: tuple[int, int], value: tuple[int, int], data: Any, duplicate_of: int = -1
) -> Key:
    flat = isinstance(data, list) and not any(isinstance(item, (list, dict)) for item in data)
    return Key(
        path=path,
        start=key[0],
        end=key[1],
        name=name,
        kind=_KINDS.get(type(data), "str"),
        raw=text[slice(*value)],
        value_start=value[0],
        value_end=value[1],
        items=tuple(map(_text, data)) if flat else (),
        item_kinds=tuple(_KINDS.get(type(item), "str") for item in data) if flat else (),
        duplicate_of=duplicate_of,
    )


def _text(item: Any) -> str:
    """A scalar as YAML would have it."""
    if item is None:
        return ""
    return str(item).lower() if isinstance(item, bool) else str(item)


def _plain(value: Any) -> Any:
    """Dates and times as strings, as YAML's stay, and no strings that cannot be written."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (int, float)) else characters(str(value))
