"""Reads any YAML front matter by ruamel.yaml, as events with exact offsets; a mistake has a place and a reason."""

from __future__ import annotations

import re
from contextlib import closing
from functools import cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as yaml_events
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scanner import Scanner

from notelint.data.parsing import MAX_DEPTH
from notelint.data.plain_yaml import Event
from notelint.front_matter.mistake import UnreadableError, explain
from notelint.front_matter.values import characters
from notelint.text.lazy import lazy_re

_KINDS: dict[type[yaml_events.Event], str] = {
    yaml_events.MappingStartEvent: "{",
    yaml_events.MappingEndEvent: "}",
    yaml_events.SequenceStartEvent: "[",
    yaml_events.SequenceEndEvent: "]",
    yaml_events.ScalarEvent: "scalar",
    yaml_events.AliasEvent: "alias",
}

# The mark that an empty value stands behind, after blanks and comments.
_MARK = lazy_re(r"(?:\s|#[^\n]*+)*+[:-]")

# Blanks that separate and do not indent: YAML allows tabs in them, ruamel.yaml does not.
_SEPARATING = lazy_re(r"^[ \t]++(?=[\n#]|\Z)|(?<=\S)[ \t]++", re.MULTILINE)

# Line breaks of YAML 1.1 that are letters like any other in 1.2.
_OLD_BREAKS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), "\xa0")


class _TooDeepError(Exception):
    def __init__(self, offset: int) -> None:
        self.offset = offset


class _Scanner(Scanner):
    """Ends where brackets are too deep in each other: it looks at all that are open again for each character."""

    def fetch_flow_collection_start(self, TokenClass: Any, to_push: str) -> None:  # noqa: N803
        if len(self.flow_context) >= MAX_DEPTH:
            raise _TooDeepError(self.reader.index)
        super().fetch_flow_collection_start(TokenClass, to_push)


@cache
def _yaml() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner = _Scanner
    return yaml


def full_events(text: str, start: int, end: int) -> list[Event]:
    """The events of the YAML in `text[start:end]`, none for an empty document.

    Raises UnreadableError, with an offset into `text`.
    """
    content = text[start:end].translate(_OLD_BREAKS)
    try:
        return _events(content, start)
    except UnreadableError as error:
        if error.reason != "tab":
            raise
    return _events(_SEPARATING.sub(lambda blanks: " " * len(blanks[0]), content), start)


def _events(content: str, base: int) -> list[Event]:
    events: list[Event] = []
    try:
        _read(content, base, events)
    except _TooDeepError as error:
        raise UnreadableError("depth", base + error.offset, str(MAX_DEPTH)) from None
    except MarkedYAMLError as error:
        raise explain(content, base, error, events[-1] if events else None) from None
    except ReaderError as error:
        raise UnreadableError("control", base + error.position, f"U+{error.character:04X}") from None
    except (YAMLError, ValueError, OverflowError) as error:  # `\UFFFFFFFF` is no character
        raise UnreadableError("other", events[-1].end if events else base, str(error).split("\n")[0]) from None
    return events


def _read(content: str, base: int, events: list[Event]) -> None:
    """Adds to `events`, so that the caller knows how far it went."""
    depth = documents = 0
    anchors: set[str] = set()
    with closing(_yaml().parse(content)) as parsed:
        for event in parsed:
            documents += isinstance(event, yaml_events.DocumentStartEvent)
            if documents > 1:
                raise UnreadableError("document", base + event.start_mark.index)
            if type(event) not in _KINDS:
                continue
            found = _event(event, content, base, events[-1].end if events else base)
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(found.kind, 0)
            if depth > MAX_DEPTH:
                raise UnreadableError("depth", found.start, str(MAX_DEPTH))
            if found.kind == "alias" and found.text not in anchors:
                raise UnreadableError("reserved", found.start, "*")
            anchors.add(found.anchor)
            events.append(found)


def _event(event: Any, content: str, base: int, last: int) -> Event:
    """`last` is where the event before ended: blocks and empty values have no marks of their own."""
    kind = _KINDS[type(event)]
    start, end = event.start_mark.index, event.end_mark.index
    anchor = getattr(event, "anchor", None) or ""
    tag = getattr(event, "tag", None) or ""
    if kind == "alias":
        return Event(kind, base + start, base + end, anchor)
    if kind == "scalar":
        if start == end:
            mark = _MARK.match(content, last - base)
            start = end = mark.end() if mark else last - base
        elif event.style in ("|", ">"):
            end = start + len(content[start:end].rstrip())
        tag = tag or ("!" if event.style else "")
        return Event(kind, base + start, base + end, characters(event.value), tag, anchor)
    if kind in "}]" and content[start:end] != kind:
        return Event(kind, last, last)
    if kind in "{[" and not event.flow_style:
        end = start
    return Event(kind, base + start, base + end, "", tag, anchor)
