"""Reads the front matter of a note: keys with exact spans, their values, comments, and what is wrong with it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

import msgspec

from notelint.data.plain_yaml import Event, plain_events
from notelint.front_matter.find import Block, header_lines, locate, locate_late
from notelint.front_matter.mistake import UnreadableError, no_key
from notelint.front_matter.toml_json import read_json, read_toml
from notelint.front_matter.values import compose, keys
from notelint.model.items import Comment, FrontMatter, Key
from notelint.text.lazy import lazy_re

__all__ = ["Block", "Parsed", "header_lines", "locate", "parse"]

# The full parser needs a second for so much.
MAX_SIZE = 64 * 1024

_COMMENT = lazy_re(r"(?<!\S)#[^\n]*")
_PLACEHOLDER = lazy_re(r"\{\{|\{%|<%")
_BLANK_LINE = lazy_re(r"\n[ \t]*\n")
_KEY_LINE = lazy_re(r"^[\w-]+:(?:\s|\Z)", re.MULTILINE)


class Parsed(msgspec.Struct):
    """`FrontMatter.error` is "reason: detail", where the reason is a case of the rule `invalid-front-matter`.

    A template's placeholder makes the reason "placeholder". With an error there are no keys and no values. Front
    matter that no line closes has `end` -1, as its generator reads it as text.
    """

    front_matter: FrontMatter
    keys: list[Key] = []
    comments: list[Comment] = []
    values: dict[str, Any] = {}  # str, int, float, bool, None, lists and dicts of these; dates are strings


def parse(text: str, path: str, at_top: bool = False) -> Parsed | None:
    """None where the note has no front matter. `text` is without byte-order mark, its newlines are "\\n".

    With `at_top` the viewer reads none behind a blank line: the reason is "late", as where comments stand before it.
    """
    block = locate(text)
    late = block if block and at_top and text[: block.start].strip("\ufeff") else None
    late = late or (None if block else locate_late(text, at_top))
    if late:
        return Parsed(FrontMatter(late.kind, late.start, late.end, "late: ", late.start))
    if not block:
        return None
    try:
        return _read(text, path, block)
    except UnreadableError as error:
        template = _PLACEHOLDER.search(text, block.content_start, block.content_end)
        reason = "placeholder" if template else error.reason
        front_matter = FrontMatter(block.kind, block.start, block.end, f"{reason}: {error.detail}", error.offset)
        return Parsed(front_matter, comments=_comments(text, path, block, []))


def _read(text: str, path: str, block: Block) -> Parsed:
    """Raises UnreadableError."""
    start, end = block.content_start, block.content_end
    if block.end < 0:
        raise _unclosed(text, block)
    if end - start > MAX_SIZE:
        raise UnreadableError("size", start, str(MAX_SIZE // 1024))
    if block.kind != "yaml":
        read = read_json if block.kind == "json" else read_toml
        found, values = read(text, start, end, path)
        return Parsed(FrontMatter(block.kind, block.start, block.end), found, [], values)
    events = _yaml_events(text, block)
    comments = _comments(text, path, block, events)
    root = compose(events)
    if root is None:
        return Parsed(FrontMatter("yaml", block.start, block.end, comment_only=bool(comments)), [], comments)
    if root.kind != "map":
        raise UnreadableError(*no_key(text, root.start))
    found = _with_hashes(keys(root, text, path), comments, text)
    return Parsed(FrontMatter("yaml", block.start, block.end), found, comments, root.value)


def _yaml_events(text: str, block: Block) -> list[Event]:
    start, end = block.content_start, block.content_end
    events = plain_events(text, start, end)
    if events is not None:
        return events
    from notelint.front_matter.full import full_events  # ruamel.yaml, which few notes need

    try:
        return full_events(text, start, end)
    except UnreadableError as error:
        blank = _BLANK_LINE.search(text, start, error.offset)
        if error.reason == "no-key" and blank and not _KEY_LINE.search(text, blank.end(), end):
            raise _unclosed(text, block) from None  # the line that seems to close it belongs to the text
        raise


def _unclosed(text: str, block: Block) -> UnreadableError:
    return UnreadableError("unclosed", block.start, text[block.start : block.start + 3])


def _with_hashes(found: list[Key], comments: list[Comment], text: str) -> list[Key]:
    """The keys, with the comments on the line of a value that begin like a tag or a number: `title: Fix #3`."""
    for comment in comments:
        if text[comment.start + 1 : comment.start + 2].isalnum():
            index = bisect_right(found, comment.start, key=lambda key: key.start) - 1
            line_start = text.rfind("\n", 0, comment.start) + 1
            if index >= 0 and text[line_start : comment.start].strip(" \t"):
                hashes = (*found[index].hashes, (comment.start, f"#{comment.text}"))
                found[index] = msgspec.structs.replace(found[index], hashes=hashes)
    return found


def _comments(text: str, path: str, block: Block, events: list[Event]) -> list[Comment]:
    """YAML's comments: what begins with `#` outside scalars."""
    if block.kind != "yaml":
        return []
    scalars = [(event.start, event.end) for event in events if event.kind == "scalar"]
    comments: list[Comment] = []
    at = block.content_start
    while found := _COMMENT.search(text, at, block.content_end):
        start, at = found.span()
        before = bisect_right(scalars, (start, at)) - 1
        if before >= 0 and scalars[before][1] > start:
            at = scalars[before][1]
        else:
            comments.append(Comment(path=path, start=start, end=at, text=found[0][1:].strip()))
    return comments
