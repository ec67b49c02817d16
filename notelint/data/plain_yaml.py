"""Reads the plain part of YAML that nearly all front matter, rules and configurations are written in, as events.

The plain part, and only here is said what it is: `key: value` lines and `- value` lines, nested by indentation, whose
values are scalars on one line or flow collections on one line, with comments. Anything beyond it gives None, and the
caller asks the full parser: anchors, aliases, tags, escapes, block scalars, values over several lines, tabs, documents
that begin with a bracket, keys of other characters than words, mistakes. What is read here, the full parser reads the
same way: tests compare the two.
"""

from __future__ import annotations

import re

import msgspec

from notelint.data.parsing import MAX_DEPTH
from notelint.text.lazy import lazy_re


class Event(msgspec.Struct, frozen=True, gc=False):
    """A step through a YAML document; offsets are code points of the text that was given, half open.

    `kind` is "scalar", "alias" or one of `{ } [ ]`. A block collection starts and ends with its first and last part.
    """

    kind: str
    start: int
    end: int
    text: str = ""  # of a scalar: quotes and escapes resolved; of an alias: its name
    tag: str = ""  # "" where the text decides, "!" for quoted and block scalars, else as written out: `!!int` in full
    anchor: str = ""


# Control characters, tabs, and what some parsers take for a line break or a byte-order mark.
_ODD = lazy_re("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

_QUOTED = r""" "[^"\\\n]*" | '[^'\n]*' """
_START = r"""(?: [^\s\-?:,\[\]{}\#&*!|>'"%@`] | -(?=[^\s,\[\]{}]) )"""
_PLAIN = rf"{_START} (?: \ * (?: [^ :#\n] | :(?=[^ \n]) | (?<![ ])\# ) )*+"
_FLOW_PLAIN = rf"{_START} (?: \ * (?: [^ :#\n,\[\]{{}}] | :(?=[^ \n,\[\]{{}}]) | (?<![ ])\# ) )*+"
_KEY = r"""(?: \w(?:\ *[\w./-]){0,100}+ | "[^"\\\n]{0,100}" )"""
_HEAD = rf"""(?P<indent>\ *+) (?: (?P<key>{_KEY})\ *+ )?+ (?P<mark>(?(key):|-))"""
_END = r"""\ *+ (?: (?<![^ \n])\#[^\n]*+ )?+ (?:\n|\Z)"""
# A whole line: an entry with a scalar or without a value, or nothing but a comment.
_LINE = lazy_re(rf"(?: {_HEAD} (?: \ ++ (?P<value> {_QUOTED} | {_PLAIN} ) )?+ | \ *+ )?+ {_END}", re.VERBOSE)
# An entry whose value is a collection that begins in the same line: in brackets, or, behind a dash, another entry.
_BEFORE = lazy_re(rf"{_HEAD} \ ++ (?= [\[{{] | (?(key)(?!) | (?: {_KEY}\ *+: | - ) (?: [ \n] | \Z ) ) )", re.VERBOSE)
_REST = lazy_re(_END, re.VERBOSE)
_FLOW_ITEM = lazy_re(rf"{_QUOTED} | {_FLOW_PLAIN}", re.VERBOSE)
_FLOW_KEY = lazy_re(rf"({_KEY})\ *+:\ ++", re.VERBOSE)
_BLANKS = lazy_re(r"\ *+", re.VERBOSE)


def plain_events(text: str, start: int, end: int) -> list[Event] | None:
    """The events of the YAML in `text[start:end]`, none for an empty document; None for what is not plain."""
    if _ODD.search(text, start, end):
        return None
    events: list[Event] = []
    levels: list[tuple[int, str]] = []  # the indentation and kind of each open collection
    waiting: tuple[int, str] | None = (-1, "")  # the level of an entry that has no value so far
    last, begin = start, start  # where the last part ends, and the line that is read begins
    while start < end:
        line = _LINE.match(text, start, end)
        entry = line or _BEFORE.match(text, start, end)
        if not entry or len(levels) > MAX_DEPTH:
            return None
        start = entry.end()
        if not entry["mark"]:
            begin = start
            continue
        here = entry.end("indent")
        level = (here - begin, "[" if entry["mark"] == "-" else "{")
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
        if entry["key"]:
            events.append(_scalar(text, *entry.span("key")))
        last, waiting = entry.end("mark"), level
        if line and line["value"]:
            events.append(_scalar(text, *line.span("value")))
            last, waiting = line.end("value"), None
        elif not line and text[start] in "[{":
            last, waiting = _flow(text, start, events, MAX_DEPTH - len(levels)), None
            rest = _REST.match(text, last, end) if 0 <= last <= end else None
            if rest is None:
                return None
            start = rest.end()
        elif not line:
            continue
        begin = start
    if waiting and levels:
        events.append(Event("scalar", last, last))
    return events + [_close(level, last) for level in reversed(levels)]


def _close(level: tuple[int, str], at: int) -> Event:
    return Event("]" if level[1] == "[" else "}", at, at)


def _flow(text: str, at: int, events: list[Event], depth: int) -> int:
    """Adds the collection that opens at `at`, and as many in it as may be nested: where it ends, -1 if beyond."""
    opening, closing = text[at], "]" if text[at] == "[" else "}"
    events.append(Event(opening, at, at + 1))
    at = _skip(text, at + 1)
    while text[at : at + 1] != closing:
        if opening == "{":
            key = _FLOW_KEY.match(text, at)
            if not key:
                return -1
            events.append(_scalar(text, *key.span(1)))
            at = key.end()
        if item := _FLOW_ITEM.match(text, at):
            events.append(_scalar(text, *item.span()))
            at = item.end()
        else:
            at = _flow(text, at, events, depth - 1) if depth > 1 and text[at : at + 1] in ("[", "{") else -1
        at = _skip(text, at) if at >= 0 else at
        if at >= 0 and text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif at < 0 or text[at : at + 1] != closing:
            return -1
    events.append(Event(closing, at, at + 1))
    return at + 1


def _skip(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _scalar(text: str, start: int, end: int) -> Event:
    if text[start] in "\"'":
        return Event("scalar", start, end, text[start + 1 : end - 1], "!")
    return Event("scalar", start, end, text[start:end])
