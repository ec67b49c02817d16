"""Reads the plain part of YAML that nearly all front matter is written in, as events with exact offsets.

The plain part: `key: value` lines, nested by indentation, whose values are scalars on one line or lists of these.
Anything beyond it (escapes, anchors, values over several lines, mistakes) gives None, and `full_events` reads the text
instead. What is read here, the full parser reads the same way: a test compares the two.
"""

from __future__ import annotations

import re

import msgspec


class Event(msgspec.Struct, frozen=True, gc=False):
    """A step through a YAML document; offsets are code points of the note's text, half open.

    `kind` is "scalar", "alias" or one of `{ } [ ]`. A block collection starts and ends with its first and last part.
    """

    kind: str
    start: int
    end: int
    text: str = ""  # of a scalar: quotes and escapes resolved; of an alias: its name
    tag: str = ""  # "" where the text decides, "!" for quoted and block scalars, else as written out: `!!int` in full
    anchor: str = ""


# A parser in Python needs seconds for thousands of nested brackets; no front matter is so deep.
MAX_DEPTH = 50

# Control characters, tabs, and what some parsers take for a line break or a byte-order mark.
_ODD = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

_QUOTED = r""" "[^"\\\n]*" | '[^'\n]*' """
_START = r"""(?: [^\s\-?:,\[\]{}\#&*!|>'"%@`] | -(?=[^\s,\[\]{}]) )"""
_PLAIN = rf"{_START} (?: \ * (?: [^ :#\n] | :(?=[^ \n]) | (?<![ ])\# ) )*+"
_FLOW_PLAIN = rf"{_START} (?: \ * (?: [^ :#\n,\[\]{{}}] | :(?=[^ \n,\[\]{{}}]) | (?<![ ])\# ) )*+"
_ITEM = rf"(?: {_QUOTED} | {_FLOW_PLAIN} )"
_FLOW_ITEM = re.compile(rf"\ *+ ({_ITEM}) \ *+ ,?+", re.VERBOSE)
_LINE = re.compile(
    rf"""(?P<indent>\ *+)
    (?: (?: (?P<key>\w(?:\ *[\w./-]){{0,100}}+)\ *+)?+ (?P<mark>(?(key):|-))
        (?: \ ++ (?P<value> {_QUOTED} | \[(?:\ *+{_ITEM}\ *+,)*+(?:\ *+{_ITEM})?+\ *+\] | {_PLAIN} ) )?+
    )?+
    \ *+ (?: (?<![^ \n])\#[^\n]*+ )?+ (?:\n|\Z)""",
    re.VERBOSE,
)


def plain_events(text: str, start: int, end: int) -> list[Event] | None:
    """The events of the YAML in `text[start:end]`, none for an empty document; None for what is not plain."""
    if _ODD.search(text, start, end):
        return None
    events: list[Event] = []
    levels: list[tuple[int, str]] = []  # the indentation and kind of each open collection
    waiting: tuple[int, str] | None = (-1, "")  # the level of an entry that has no value so far
    last = start
    while start < end:
        line = _LINE.match(text, start, end)
        if not line or len(levels) > MAX_DEPTH:
            return None
        start = line.end()
        if not line["mark"]:
            continue
        here = line.end("indent")
        level = (here - line.start(), "[" if line["mark"] == "-" else "{")
        if waiting and (level[0] > waiting[0] or (level[0] == waiting[0] and level[1] == "[" != waiting[1])):
            levels.append(level)
            events.append(Event(level[1], here, here))
        else:
            if waiting:
                events.append(Event("scalar", last, last))
            while levels and (levels[-1][0] > level[0] or levels[-1][1] == "[" != level[1]):
                events.append(_close(levels.pop(), last))
            if not levels or levels[-1] != level:
                return None
        if line["key"]:
            events.append(Event("scalar", line.start("key"), line.end("key"), line["key"]))
        last = line.end("value") if line["value"] else line.end("mark")
        waiting = None if line["value"] else level
        if line["value"]:
            events += _value(text, line.start("value"), last)
    if waiting and levels:
        events.append(Event("scalar", last, last))
    return events + [_close(level, last) for level in reversed(levels)]


def _close(level: tuple[int, str], at: int) -> Event:
    return Event("]" if level[1] == "[" else "}", at, at)


def _value(text: str, start: int, end: int) -> list[Event]:
    if text[start] != "[":
        return [_scalar(text, start, end)]
    items = [_scalar(text, *item.span(1)) for item in _FLOW_ITEM.finditer(text, start + 1, end - 1)]
    return [Event("[", start, start + 1), *items, Event("]", end - 1, end)]


def _scalar(text: str, start: int, end: int) -> Event:
    if text[start] in "\"'":
        return Event("scalar", start, end, text[start + 1 : end - 1], "!")
    return Event("scalar", start, end, text[start:end])
