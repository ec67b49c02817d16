"""Lists and tables that Python-Markdown, MkDocs' renderer, does not show: no blank line before, too small a step.

And what kramdown shares with it. Source: the package Markdown 3.10, with which the tests compare, and kramdown 2.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import Edits, shortened
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

_STEP = 4  # columns by which a list within a list stands to the right
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_ENDS = frozenset({"bullet_list_close", "ordered_list_close"})
_FOOTNOTES = {"footnote_reference_open": 1, "footnote_reference_close": -1}
_LOOKED_AT = _LISTS | _ENDS | {"table_open", "blockquote_open", "blockquote_close", *_FOOTNOTES}
# Markers of lists on one line.
_MARKS = lazy_re(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+")
_PLAIN = _LISTS | {
    *("bullet_list_close", "ordered_list_close", "list_item_open", "list_item_close", "paragraph_close", "inline")
}


def find(reader: Reader) -> Iterator[Defect]:
    """The lists and tables that are text, or part of another list, in the order of the note."""
    kind = reader.dialect.lists
    if reader.dialect.renderer == "kramdown":
        yield from _in_kramdown(reader)
    if kind == "commonmark":
        return
    quotes = depth = footnotes = 0
    outer, mended = -1, False  # the outermost list that is open, and whether something in it is told
    tokens = reader.document.tokens
    for index in [index for index, token in enumerate(tokens) if token.type in _LOOKED_AT]:
        token = tokens[index]
        name = token.type
        if name in _FOOTNOTES:
            footnotes += _FOOTNOTES[name]
        elif footnotes:
            continue  # what stands in them is read by itself
        elif name in _LISTS:
            if depth == 0:
                outer, mended = index, False
                if token.markup == ")":
                    yield _parenthesis(reader, token)
                elif _follows(tokens, index) or _is_behind(reader, tokens, index):
                    yield _glued(reader, token, "list", quotes)
            elif not mended and kind == "python-markdown" and _is_near(reader, tokens, outer, index, depth):
                mended = True
                yield _nested(reader, outer, tokens[index + 1], quotes)
            depth += 1
        elif name in _ENDS:
            depth -= 1
        elif name == "table_open":
            if depth == 0 and _follows(tokens, index):
                yield _glued(reader, token, "table", quotes)
        else:
            quotes += token.nesting


def _in_kramdown(reader: Reader) -> Iterator[Defect]:
    """Lists whose numbers end with a bracket, and tables right below a text."""
    tokens, quotes = reader.document.tokens, 0
    for index, token in enumerate(tokens):
        if token.type == "ordered_list_open" and token.markup == ")":
            yield _parenthesis(reader, token)
        elif token.type == "table_open" and _follows(tokens, index):
            yield _glued(reader, token, "table", quotes)
        elif token.type.startswith("blockquote_"):
            quotes += token.nesting


def _parenthesis(reader: Reader, token: Token) -> Defect:
    text = reader.text
    end = text.find("\n", token.start)
    end = len(text) if end < 0 else end
    shown = shortened(text[token.start : end])
    return Defect(
        path=reader.path, start=token.start, end=end, problem="unrendered-list", case="parenthesis", text=shown
    )


def _is_behind(reader: Reader, tokens: list[Token], index: int) -> bool:
    """Does a list begin on the line behind a table or a quote?"""
    if not index or tokens[index - 1].type not in ("table_close", "blockquote_close"):
        return False
    line = reader.text.rfind("\n", 0, tokens[index].start)
    return line > 0 and reader.text[reader.text.rfind("\n", 0, line) + 1 : line].strip() != ""


def _follows(tokens: list[Token], index: int) -> bool:
    """Does a block begin on the line behind a paragraph?"""
    if not index or tokens[index - 1].type != "paragraph_close":
        return False
    paragraph, block = tokens[index - 3].map, tokens[index].map
    return bool(paragraph and block and paragraph[1] == block[0])


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


def _is_near(reader: Reader, tokens: list[Token], outer: int, index: int, depth: int) -> bool:
    """Does the first item of a list stand too little to the right of the outermost list?

    One that begins on the line of the item that it is in may stand where it likes; the next one of it may not.
    """
    wrong = tokens[index + 1]
    line = reader.text.rfind("\n", 0, wrong.start) + 1
    if _MARKS.fullmatch(reader.text, line, wrong.start):
        return False
    return _column(reader, tokens[index + 1]) < _column(reader, tokens[outer + 1]) + depth * _STEP


def _nested(reader: Reader, outer: int, wrong: Token, quotes: int) -> Defect:
    """What begins with the item `wrong`; the list that it is in is mended as one."""
    text, start = reader.text, wrong.start
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    whole = quotes == 0 and _column(reader, reader.document.tokens[outer + 1]) == 0
    return Defect(
        path=reader.path,
        start=start,
        end=end,
        problem="unrendered-list",
        case="merged",
        text=shortened(text[start:end]),
        edits=_moved(reader, outer) if whole else (),
    )


def _column(reader: Reader, token: Token) -> int:
    """The column, from 0, at which an item's marker stands."""
    line = reader.text.rfind("\n", 0, token.start) + 1
    return len(reader.text[line : token.start].expandtabs(_STEP))


def _is_plain(before: Token, token: Token) -> bool:
    """Is a token of a list in which items hold a text, and lists? Where code or a second text may stand too far left
    as well, a list that is moved alone may become code.
    """
    if token.type == "paragraph_open":
        return before.type == "list_item_open"
    return token.type in _PLAIN


def _moved(reader: Reader, outer: int) -> Edits:
    """The edits that move lines to the right; none where more than lists would have to move.

    What follows an item lazily, at the margin, stays there.
    """
    tokens, text = reader.document.tokens, reader.text
    shifts: dict[int, int] = {}  # line → by how many columns
    depth, first = -1, tokens[outer]
    assert first.map is not None
    for before, token in pairwise([tokens[max(outer - 1, 0)], *tokens[outer:]]):
        if token.type in _LISTS:
            depth += 1
        elif token.type in _ENDS:
            depth -= 1
            if depth < 0:
                break
        elif not _is_plain(before, token):
            return ()
        elif token.type == "list_item_open" and token.map:
            shift = max(depth * _STEP - _column(reader, token), 0) if depth else 0
            shifts.update(dict.fromkeys(range(*token.map), shift))
    edits = []
    at = text.rfind("\n", 0, first.start) + 1
    for line in range(*first.map):
        if (shift := shifts.get(line, 0)) and text[at : at + 1] in (" ", "\t"):
            edits.append((at, at, " " * shift))
        at = text.find("\n", at) + 1
        if at == 0:
            break
    return tuple(edits)
