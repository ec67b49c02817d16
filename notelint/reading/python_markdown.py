"""Lists and tables that Python-Markdown, MkDocs' renderer, does not show: no blank line before, too small a step.

Source: the package Markdown 3.10, with which the tests compare.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from notelint.items import Defect
from notelint.reading.defects import Edits, shortened

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

_STEP = 4  # columns by which a list within a list stands to the right
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_PLAIN = _LISTS | {
    *("bullet_list_close", "ordered_list_close", "list_item_open", "list_item_close", "paragraph_close", "inline")
}


def find(reader: Reader) -> Iterator[Defect]:
    """The lists and tables that are text, or part of another list, in the order of the note."""
    kind = reader.dialect.lists
    if kind == "commonmark":
        return
    starts = _line_starts(reader.text)
    quotes = depth = 0
    last: Token | None = None  # the paragraph before, where nothing stands between
    opened: Token | None = None
    for index, token in enumerate(reader.document.tokens):
        if token.type in _LISTS:
            if depth == 0:
                if _follows(last, token):
                    yield _glued(reader, token, "list", quotes)
                if kind == "python-markdown":
                    yield from _nested(reader, index, starts, quotes)
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "table_open" and depth == 0 and _follows(last, token):
            yield _glued(reader, token, "table", quotes)
        elif token.type in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
        elif token.type == "paragraph_open":
            opened = token
        if token.type != "inline":
            last = opened if token.type == "paragraph_close" else None


def _line_starts(text: str) -> list[int]:
    starts = [0]
    while (at := text.find("\n", starts[-1])) >= 0:
        starts.append(at + 1)
    return starts


def _follows(paragraph: Token | None, token: Token) -> bool:
    """Does a block begin on the line behind a paragraph?"""
    return bool(paragraph and paragraph.map and token.map and paragraph.map[1] == token.map[0])


def _glued(reader: Reader, token: Token, problem: str, quotes: int) -> Defect:
    text = reader.text
    line = text.rfind("\n", 0, token.start) + 1
    end = text.find("\n", token.start)
    end = len(text) if end < 0 else end
    return Defect(
        path=reader.path,
        start=token.start,
        end=end,
        problem=f"unrendered-{problem}",
        case="glued",
        text=shortened(text[token.start : end]),
        edits=() if quotes else ((line, line, "\n"),),
    )


def _nested(reader: Reader, index: int, starts: list[int], quotes: int) -> Iterator[Defect]:
    """The first item of a list that stands too little to the right of the list it is in; its list is mended as one."""
    tokens = reader.document.tokens
    outer = _column(reader.text, starts, tokens[index + 1])
    wrong: Token | None = None
    shifts: dict[int, int] = {}  # line → how many columns it goes to the right
    depth = -1
    plain = True
    for before, token in pairwise(tokens[index - 1 :] if index else [tokens[0], *tokens]):
        plain = plain and _is_plain(before, token)
        if token.type in _LISTS:
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if depth < 0:
                break
        elif token.type == "list_item_open" and token.map:
            shift = outer + depth * _STEP - _column(reader.text, starts, token)
            if depth and shift > 0 and wrong is None:
                wrong = token
            shifts.update(dict.fromkeys(range(*token.map), max(shift, 0) if depth else 0))
    if wrong is not None:
        start = wrong.start
        end = reader.text.find("\n", start)
        end = len(reader.text) if end < 0 else end
        yield Defect(
            path=reader.path,
            start=start,
            end=end,
            problem="unrendered-list",
            case="merged",
            text=shortened(reader.text[start:end]),
            edits=() if quotes or outer or not plain else _moved(reader.text, starts, shifts),
        )


def _is_plain(before: Token, token: Token) -> bool:
    """Is a token of a list in which items hold a text, and lists? Where code or a second text may stand too far left
    as well, a list that is moved alone may become code.
    """
    if token.type == "paragraph_open":
        return before.type == "list_item_open"
    return token.type in _PLAIN


def _column(text: str, starts: list[int], token: Token) -> int:
    """The column, from 0, at which an item's marker stands."""
    assert token.map is not None
    return len(text[starts[token.map[0]] : token.start].expandtabs(_STEP))


def _moved(text: str, starts: list[int], shifts: dict[int, int]) -> Edits:
    """The edits that move lines to the right. What follows an item lazily, at the margin, stays there."""
    edits = []
    for line, shift in sorted(shifts.items()):
        if line < len(starts) and shift and text[starts[line] : starts[line] + 1] in (" ", "\t"):
            edits.append((starts[line], starts[line], " " * shift))
    return tuple(edits)
