"""Reads YAML and TOML into plain data that knows the line and column of every key and value."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from typing import Any

import msgspec

from notelint.data import parsing, quick_yaml
from notelint.data.quick_yaml import Mark, Marks, Steps
from notelint.text.lazy import lazy_re

# Front matter and configurations are small; a parser in Python takes seconds for 200 kB.
MAX_SIZE = 200_000


_FAR = lazy_re(rf"^[ ?:-]{{{parsing.MAX_DEPTH}}}", re.MULTILINE)


class LocatedError(Exception):
    """A mistake at a 1-based line and column."""

    def __init__(self, mark: Mark, message: str) -> None:
        super().__init__(f"{mark[0]}:{mark[1]}: {message}")
        self.line, self.column = mark
        self.message = message


class Document(msgspec.Struct, frozen=True):
    """Dicts, lists, str, int, float, bool and None; a path leads through keys and indexes. Marks are 1-based."""

    data: Any
    keys: Marks = {}
    values: Marks = {}

    def mark(self, path: Steps, key: bool = False) -> Mark:
        """Where the value (or its key) stands, else the nearest enclosing value."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def get(self, path: Steps) -> Any:
        data = self.data
        for step in path:
            data = data[step]
        return data

    def error(self, path: Steps, message: str, key: bool = False) -> LocatedError:
        return LocatedError(self.mark(path, key), message)


def nearest(name: str, names: Iterable[str]) -> str:
    """The right name that was probably meant, "" where none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(names), 1)), "")


def no_such(kind: str, name: str, names: Iterable[str]) -> str:
    near = nearest(name, names)
    return f"unknown {kind} `{name}`" + (f", did you mean `{near}`?" if near else "")


def read_yaml(text: str, first_line: int = 1) -> Document:
    """Raises LocatedError for what is no YAML, repeats a key, or uses aliases. Dates stay text."""
    if quick := quick_yaml.read(text, first_line):
        return Document(*quick)
    return read_full_yaml(text, first_line)


@cache
def _yaml() -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True)


def read_full_yaml(text: str, first_line: int = 1) -> Document:
    """As `read_yaml`, by the full parser."""
    if len(text) > MAX_SIZE:
        raise LocatedError((first_line, 1), f"longer than {MAX_SIZE:,} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if _may_be_deep(text):
                _check_depth(text, first_line)
            node = _yaml().compose(text)
    except LocatedError:
        raise
    except Exception as error:  # the parser raises more than its own errors on hostile text
        raise _yaml_error(error, text, first_line) from None
    if node is None:
        return Document(None)
    keys: Marks = {}
    values: Marks = {}
    data = _plain(node, (), keys, values, set(), first_line)
    return Document(data, keys, values)


def _may_be_deep(text: str) -> bool:
    """Are there so many brackets, or a line that begins so far to the right? Asking the parser takes as long as it."""
    return text.count("[") + text.count("{") > parsing.MAX_DEPTH or _FAR.search(text) is not None


def _check_depth(text: str, first_line: int) -> None:
    """Raises LocatedError, and what the parser raises. It takes long only for what is deep."""
    depth = 0
    with closing(_yaml().parse(text)) as events:
        for event in events:
            depth += event.__class__.__name__.endswith("StartEvent") - event.__class__.__name__.endswith("EndEvent")
            if depth > parsing.MAX_DEPTH + 2:  # the stream and the document are two
                mark = (event.start_mark.line + first_line, event.start_mark.column + 1)
                raise LocatedError(mark, str(parsing.DepthError()))


def _yaml_error(error: Exception, text: str, first_line: int) -> LocatedError:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return LocatedError((mark.line + first_line, mark.column + 1), str(getattr(error, "problem", error)))
    position = getattr(error, "position", None)
    if isinstance(position, int):
        before = text[:position]
        place = (before.count("\n") + first_line, position - before.rfind("\n"))
        return LocatedError(place, f"character U+{ord(text[position]):04X} is not allowed in YAML")
    what = str(parsing.DepthError() if isinstance(error, RecursionError) else error).split("\n")[0]
    return LocatedError((first_line, 1), what or "cannot be read")


def _plain(node: Any, path: Steps, keys: Marks, values: Marks, seen: set[int], first_line: int) -> Any:
    values[path] = (node.start_mark.line + first_line, node.start_mark.column + 1)
    if id(node) in seen:
        raise LocatedError(values[path], "anchors and aliases are not read")
    seen.add(id(node))
    if node.id == "scalar":
        return _scalar(node.tag.rpartition(":")[2], node.value)
    if node.id == "sequence":
        return [_plain(item, (*path, n), keys, values, seen, first_line) for n, item in enumerate(node.value)]
    data: dict[str, Any] = {}
    for key, value in node.value:
        mark = (key.start_mark.line + first_line, key.start_mark.column + 1)
        if key.id != "scalar":
            raise LocatedError(mark, "a key must be one word or text")
        if key.value in data:
            raise LocatedError(mark, f"the key `{key.value}` is here twice")
        here = (*path, key.value)
        keys[here] = mark
        data[key.value] = _plain(value, here, keys, values, seen, first_line)
        if not value.value and value.start_mark.index == value.end_mark.index:
            values[here] = (key.end_mark.line + first_line, key.end_mark.column + 2)  # an empty value: after the colon
    return data


def _scalar(kind: str, text: str) -> Any:
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    try:
        if kind == "int":
            return int(text.replace("_", ""), 10 if text.lstrip("+-").isdigit() else 0)
        if kind == "float":
            return float(text.lower().replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        pass
    return text


_TOML_PLACE = lazy_re(r"\(at line (\d+), column (\d+)\)")
_TOML_LINE = lazy_re(r"(\s*+)(?:(\[\[?)([^\]]++)\]|([\w.\"' \t-]++)=\s*+)")


def read_toml(text: str, table: Steps) -> Document | None:
    """One table of a TOML file, None where it has none. Keys of inline tables get the place of the table."""
    try:
        data: Any = parsing.read_toml(text)
    except ValueError as error:
        found = _TOML_PLACE.search(str(error))
        mark = (int(found[1]), int(found[2])) if found else (1, 1)
        raise LocatedError(mark, _TOML_PLACE.sub("", str(error)).strip()) from None
    for step in table:
        if not isinstance(data, dict) or step not in data:
            return None
        data = data[step]
    document = Document(_without_dates(data), {}, {})
    for path, key, value in _toml_marks(text):
        if path[: len(table)] == table:
            document.keys.setdefault(path[len(table) :], key)
            document.values.setdefault(path[len(table) :], value)
    return document


def _without_dates(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_dates(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_without_dates(value) for value in data]
    return data if isinstance(data, (str, int, float)) else str(data)


def _toml_marks(text: str) -> Iterator[tuple[Steps, Mark, Mark]]:
    header: Steps = ()
    count: dict[Steps, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        found = _TOML_LINE.match(line)
        if not found:
            continue
        key = (number, len(found[1]) + 1)
        if found[2]:
            header = _toml_path(found[3])
            if found[2] == "[[":
                count[header] = count.get(header, -1) + 1
            if header in count:
                header = (*header, count[header])
            yield header, key, key
        else:
            yield (*header, *_toml_path(found[4])), key, (number, found.end() + 1)


def _toml_path(dotted: str) -> Steps:
    return tuple(step.strip().strip("\"'") for step in dotted.split("."))
