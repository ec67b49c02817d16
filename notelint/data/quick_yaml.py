"""Reads plain YAML as data with the places of keys and values, many times as fast as a full parser.

What `plain_yaml` leaves alone gives None here too, and so do repeated keys and scalars that take a full parser to tell
what they are. What is read here, the full parser would read the same way: a test compares the two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from notelint.data.plain_yaml import Event, plain_events
from notelint.text.lazy import lazy_re

Steps = tuple[str | int, ...]
Mark = tuple[int, int]
Marks = dict[Steps, Mark]

_SURE = lazy_re(r"[^\W_]|\.?/")  # with what begins what is no number, word or sign of the full parser's
_INT = lazy_re(r"0|[1-9][0-9]{0,99}")
_FLOAT = lazy_re(r"[0-9]+\.[0-9]+")
_DATE = lazy_re(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


class _BeyondError(Exception):
    """The text is not of the plain part."""


def read(text: str, first_line: int = 1) -> tuple[Any, Marks, Marks] | None:
    """The data, the places of keys and the places of values (1-based line and column), or None."""
    events = plain_events(text, 0, len(text))
    if events is None:
        return None
    if not events:
        return None, {}, {}
    reader = _Reader(text, events, first_line)
    try:
        data = reader.value(next(reader.events), ())
    except _BeyondError:
        return None
    return data, reader.keys, reader.values


class _Reader:
    """Puts events together; it goes as deep as they are nested, which `plain_events` bounds."""

    def __init__(self, text: str, events: list[Event], first_line: int) -> None:
        self.events: Iterator[Event] = iter(events)
        self.keys: Marks = {}
        self.values: Marks = {}
        self._first_line = first_line
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def mark(self, offset: int) -> Mark:
        line = bisect_right(self._starts, offset)
        return line - 1 + self._first_line, offset - self._starts[line - 1] + 1

    def value(self, event: Event, path: Steps) -> Any:
        self.values[path] = self.mark(event.start)
        if event.kind == "[":
            return self.sequence(path)
        if event.kind == "{":
            return self.mapping(path)
        return event.text if event.tag else _scalar(event.text)

    def sequence(self, path: Steps) -> list[Any]:
        out: list[Any] = []
        for event in self.events:
            if event.kind == "]":
                break
            out.append(self.value(event, (*path, len(out))))
        return out

    def mapping(self, path: Steps) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key in self.events:
            if key.kind == "}":
                break
            if key.text in out:
                raise _BeyondError
            here = (*path, key.text)
            self.keys[here] = self.mark(key.start)
            value = next(self.events)
            out[key.text] = self.value(value, here)
            if value.kind == "scalar" and value.start == value.end:
                self.values[here] = self.mark(key.end + 1)  # behind the colon
        return out


def _scalar(text: str) -> Any:
    if not text:
        return None
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if not _SURE.match(text) or (text[0].isdigit() and not _DATE.fullmatch(text)) or text.lower() in _WORDS:
        raise _BeyondError  # an octal number, a time, `True`
    return text
