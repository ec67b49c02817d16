"""Finds the front matter at the top of a note, without reading it."""

from __future__ import annotations

import re
import textwrap
from typing import NamedTuple

from notelint.text.lazy import lazy_re

_OPEN = lazy_re(r"\ufeff*(?:[ \t]*+\n)*+(---|\+\+\+)[ \t]*+(?:\n|\Z)")
_CLOSE = {
    "---": lazy_re(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": lazy_re(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_KINDS = {"---": "yaml", "+++": "toml"}

_LATE = lazy_re(r"\ufeff?(?:[ \t]*+(?:<!--(?:(?!-->).)*+-->)?[ \t]*+\n)*+( {0,3})(---)[ \t]*+\n", re.DOTALL)
_HEADER = lazy_re(r"\ufeff?(?: {0,3}[A-Za-z0-9_-]+:[^\n]*(?:\n {4,}[^\n]*)*(?:\n|\Z))+")
_LATE_CLOSE = lazy_re(r"^ {0,3}---[ \t]*$", re.MULTILINE)

# A line that begins as front matter does: `key: value`, also with the mistakes `key:value` and `key：value`.
_KEY = lazy_re(r"""["'\w@$\U0001F000-\U0001FAFF][^\n:：]{0,60}(?::(?=\s|\Z))|<<:\s|\w[\w-]{0,30}(?:：|:(?!//))""")
_TOML_KEY = lazy_re(r"""["'\w][^\n=]{0,60}=|\[""")
_INNER = lazy_re(r"[ \t]|- |-$|[\]}]")

# Keys that no sentence between two thematic breaks begins with.
_USUAL = lazy_re(r"(?:title|date|tags?|aliases|draft|description|author|categor(?:y|ies)|layout|slug|id|timestamp):")

_JSON_OPEN = lazy_re(r'\{\s*"(?:[^"\\\n]|\\.)*"\s*:')
_JSON_PART = lazy_re(r'"(?:[^"\\\n]|\\.)*+"?|[{}]')
_REST_OF_LINE = lazy_re(r"[ \t]*+(?:\n|\Z)")


class Block(NamedTuple):
    """Offsets are code points, half open. An opening line that no closing line follows has `end` -1."""

    kind: str  # yaml | toml | json
    start: int
    end: int  # of the closing line, without its newline
    content_start: int
    content_end: int
    next_line: int  # the first line after it, counted from 0


def locate(text: str) -> Block | None:
    """The front matter of a note whose byte-order mark is gone.

    Blank lines may stand before it, as in Astro, and further marks, as in Hugo. Two thematic breaks around prose are
    none; neither is one that stays open, unless keys follow it up to a blank line.
    """
    if text.startswith("{"):
        return _json(text)
    opening = _OPEN.match(text)
    if not opening:
        return None
    mark, content = opening[1], opening.end()
    closing = _CLOSE[mark].search(text, content)
    if not closing:
        return _unclosed(text, mark, opening.start(1), content)
    at_top = not text[: opening.start(1)].strip("\ufeff")
    sure = closing.start() == content or (mark == "+++" and at_top)
    strict = not at_top or _REST_OF_LINE.match(text, content) is not None
    if not sure and not _plausible(text[content : closing.start()], mark, all_lines=strict):
        return None
    end = closing.end()
    return Block(_KINDS[mark], opening.start(1), end, content, closing.start(), text.count("\n", 0, end) + 1)


def locate_late(text: str, at_top: bool) -> Block | None:
    """What was meant as front matter and is none: a comment stands before it or, if it must be `at_top`, a space."""
    opening = _LATE.match(text)
    if not opening or not ((at_top and opening[1]) or "<!--" in opening[0]):
        return None
    closing = _LATE_CLOSE.search(text, opening.end())
    if not closing:
        return None
    content = textwrap.dedent(text[opening.end() : closing.start()])
    if not _plausible(content, "---", all_lines=True) or not any(map(_USUAL.match, content.split("\n"))):
        return None
    start, end = opening.start(2), closing.end()
    return Block("yaml", start, end, opening.end(), closing.start(), text.count("\n", 0, end) + 1)


def header_lines(text: str) -> int:
    """How many lines at the top are `Key: value` as Python-Markdown's extension `meta` reads them, and shows none."""
    found = _HEADER.match(text)
    return found[0].count("\n") if found else 0


def _plausible(content: str, mark: str, all_lines: bool) -> bool:
    """Whether the first line that is no comment, or all lines, can be front matter."""
    key = _KEY if mark == "---" else _TOML_KEY
    lines = [line for line in content.split("\n") if line.strip() and not line.startswith("#")]
    if not lines:
        return not all_lines
    first = key.match(lines[0].lstrip(" \t")) is not None
    return first and not (all_lines and any(not key.match(line) and not _INNER.match(line) for line in lines[1:]))


def _unclosed(text: str, mark: str, start: int, content: int) -> Block | None:
    blank = re.compile(r"^[ \t]*$", re.MULTILINE).search(text, content)
    end = blank.start() if blank else len(text)
    lines = text[content:end]
    keys = [line for line in lines.split("\n") if re.match(r"[a-z][\w-]*(?:: |:$| = )", line)]
    usual = len(keys) > 1 or any(map(_USUAL.match, keys))
    if start or not usual or not _plausible(lines, mark, all_lines=True):
        return None
    return Block(_KINDS[mark], start, -1, content, end, text.count("\n", 0, end))


def _json(text: str) -> Block | None:
    if not _JSON_OPEN.match(text):
        return None
    depth = 0
    for part in _JSON_PART.finditer(text):
        depth += {"{": 1, "}": -1}.get(part[0], 0)
        if depth == 0:
            end = part.end()
            if not _REST_OF_LINE.match(text, end):
                return None
            return Block("json", 0, end, 0, end, text.count("\n", 0, end) + 1)
    return None
