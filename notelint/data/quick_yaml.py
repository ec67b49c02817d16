"""Reads the plain part of YAML that rules and configurations are written in, twenty times as fast as a full parser.

Anything beyond it (anchors, escapes, block scalars, values over several lines, mistakes) gives None, and the caller
asks the full parser. What is read here, the full parser would read the same way: a test compares the two.
"""

from __future__ import annotations

import re
from typing import Any

from notelint.data.parsing import MAX_DEPTH

Steps = tuple[str | int, ...]
Mark = tuple[int, int]
Marks = dict[Steps, Mark]

# Tabs, control characters, surrogates, and what YAML takes for a line break or a byte-order mark.
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_KEY = re.compile(r'([A-Za-z][\w-]*|"[^"\\]*"):(?: +|$)')
_ITEM = re.compile(r"- +")
_QUOTED = re.compile(r'"([^"\\]*)"')
_PLAIN = re.compile(r"(?:[^\W_]|\.?/)(?:[^:#]|:(?! |$)|(?<! )#)*")
_FLOW_PLAIN = re.compile(r"(?:[^\W_]|\.?/)[^:#,\[\]{}]*")
_BLANKS = re.compile(r" *")
_INT = re.compile(r"0|[1-9][0-9]{0,99}")
_FLOAT = re.compile(r"[0-9]+\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


class _BeyondError(Exception):
    """The text is not of the plain part."""


def read(text: str, first_line: int = 1) -> tuple[Any, Marks, Marks] | None:
    """The data, the places of keys and the places of values (1-based line and column), or None."""
    if _ODD.search(text):
        return None
    lines = [
        (number, len(line) - len(line.lstrip(" ")), content)
        for number, line in enumerate(text.split("\n"), first_line)
        if (content := line.strip(" ")) and content[0] != "#"
    ]
    reader = _Reader(lines)
    try:
        data = reader.block(lines[0][1], ()) if lines else None
        return (data, reader.keys, reader.values) if reader.at == len(lines) else None
    except (_BeyondError, RecursionError):
        return None


class _Reader:
    def __init__(self, lines: list[tuple[int, int, str]]) -> None:
        self.lines = lines  # number, indentation, text without it
        self.at = 0
        self.keys: Marks = {}
        self.values: Marks = {}

    def indent(self) -> int:
        return self.lines[self.at][1] if self.at < len(self.lines) else -1

    def block(self, indent: int, path: Steps) -> Any:
        if len(path) > MAX_DEPTH:
            raise _BeyondError
        number, _, text = self.lines[self.at]
        self.values.setdefault(path, (number, indent + 1))
        data: Any = self.sequence(indent, path) if _ITEM.match(text) else self.mapping(indent, path)
        if self.indent() > indent:
            raise _BeyondError
        return data

    def mapping(self, indent: int, path: Steps) -> dict[str, Any]:
        out: dict[str, Any] = {}
        while self.indent() == indent:
            number, _, text = self.lines[self.at]
            found = _KEY.match(text)
            if not found or (key := found[1].strip('"')) in out:
                raise _BeyondError
            here = (*path, key)
            self.keys[here] = (number, indent + 1)
            self.at += 1
            if found.end() < len(text):
                out[key] = self.line_value(text, found.end(), here, (number, indent + 1))
            elif self.indent() > indent or (self.indent() == indent and _ITEM.match(self.lines[self.at][2])):
                out[key] = self.block(self.indent(), here)
            else:
                self.values[here] = (number, indent + 1 + len(text))
                out[key] = None
        return out

    def sequence(self, indent: int, path: Steps) -> list[Any]:
        out: list[Any] = []
        while self.indent() == indent:
            number, _, text = self.lines[self.at]
            found = _ITEM.match(text)
            if not found:
                break  # the next key of the mapping whose value this list is
            here = (*path, len(out))
            inner = found.end()
            if _KEY.match(text, inner):
                self.lines[self.at] = (number, indent + inner, text[inner:])
                out.append(self.block(indent + inner, here))
            else:
                self.at += 1
                out.append(self.line_value(text, inner, here, (number, indent + 1)))
        return out

    def line_value(self, text: str, at: int, path: Steps, start: Mark) -> Any:
        """The value that runs from `at` to the end of the line; `start` is where `text` begins."""
        if text[at] in "{[":
            value, end = self.flow(text, at, path, start)
        else:
            self.values[path] = (start[0], start[1] + at)
            if found := _QUOTED.match(text, at):
                value, end = found[1], found.end()
            elif found := _PLAIN.match(text, at):
                value, end = _scalar(found[0]), found.end()
            else:
                raise _BeyondError
        if end != len(text):
            raise _BeyondError
        return value

    def flow(self, text: str, at: int, path: Steps, start: Mark) -> tuple[Any, int]:
        """A value inside brackets, or the brackets themselves, and where the blanks after it end."""
        if len(path) > MAX_DEPTH:
            raise _BeyondError
        self.values[path] = (start[0], start[1] + at)
        value: Any
        if text[at : at + 1] == "{":
            value, at = self.flow_mapping(text, _skip(text, at + 1), path, start)
        elif text[at : at + 1] == "[":
            value, at = self.flow_sequence(text, _skip(text, at + 1), path, start)
        elif found := _QUOTED.match(text, at):
            value, at = found[1], found.end()
        elif found := _FLOW_PLAIN.match(text, at):
            value, at = _scalar(found[0].rstrip(" ")), found.end()
        else:
            raise _BeyondError
        return value, _skip(text, at)

    def flow_mapping(self, text: str, at: int, path: Steps, start: Mark) -> tuple[dict[str, Any], int]:
        out: dict[str, Any] = {}
        while text[at : at + 1] != "}":
            found = _KEY.match(text, at)
            if not found or (key := found[1].strip('"')) in out:
                raise _BeyondError
            self.keys[*path, key] = (start[0], start[1] + at)
            out[key], at = self.flow(text, found.end(), (*path, key), start)
            at = _next_item(text, at, "}")
        return out, at + 1

    def flow_sequence(self, text: str, at: int, path: Steps, start: Mark) -> tuple[list[Any], int]:
        out: list[Any] = []
        while text[at : at + 1] != "]":
            value, at = self.flow(text, at, (*path, len(out)), start)
            out.append(value)
            at = _next_item(text, at, "]")
        return out, at + 1


def _skip(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _next_item(text: str, at: int, close: str) -> int:
    if text[at : at + 1] == close:
        return at
    if text[at : at + 1] != ",":
        raise _BeyondError
    return _skip(text, at + 1)


def _scalar(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if (text[0].isdigit() and not _DATE.fullmatch(text)) or text.lower() in _WORDS:
        raise _BeyondError  # an octal number, a time, `True`: the full parser knows
    return text
