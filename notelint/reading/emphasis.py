"""Emphasis beside Chinese that a strict renderer does not show, and how to mend it: a block is read both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.items import Defect
from notelint.markdown.cjk import is_cjk
from notelint.markdown.delimiters import flanking
from notelint.reading.defects import Edits, blocks_at, in_source, shortened

if TYPE_CHECKING:
    from notelint.markdown import Document, Token
    from notelint.reading.reader import Reader

# Where both readings can differ: a run with punctuation on one side and a letter on the other.
_RUN = re.compile(
    r"[*~=](?:(?<=[^\w\s*~=].)[*~=]*+(?=[^\W_])|(?<=[^\W_].)[*~=]*+(?=[^\w\s*~=]))|[*~=]++(?<=[\ufe00-\ufe0e].)",
    re.DOTALL,
)
# `_…_` and `__…__` with no letter of Latin script or digit outside.
_UNDERSCORES = re.compile(r"(_(?<![A-Za-z0-9_\\]_)_?)(?![\s_])([^_\n]{1,120}+)(?<!\s)\1(?![A-Za-z0-9_])")
# Cheap: all that is Chinese, Japanese or Korean is among these, and what changes whether it is.
_FAR_EAST = re.compile("[\u1100-\u1fff\u2060-\U0010ffff]")
_NAMES = frozenset({"em", "strong", "s", "mark"})
_OUTSIDE = "：:，,。.；;、！!？?"
_PAIRS = {
    "（": "）", "(": ")", "「": "」", "『": "』", "《": "》", "〈": "〉", "【": "】", "“": "”", "‘": "’", '"': '"',
    "［": "］", "[": "]",
}  # fmt: skip

_Node = tuple[str, int, int]  # its kind, and its span with the delimiters
_Nodes = dict[_Node, tuple[int, int]]  # and where what is emphasised begins and ends
_Candidate = tuple[list[tuple[int, int, str]], _Node, bool]  # edits, what they make, whether they are safe


def find(reader: Reader) -> Iterator[Defect]:
    """Emphasis that only a friendly renderer shows, in any order; nothing where the site uses one."""
    if reader.dialect.emphasis != "commonmark":
        return
    text = reader.text
    if not _FAR_EAST.search(text):
        return
    runs = [match.start() for match in _RUN.finditer(text) if _beside_cjk(text, match)]
    for token, heading, _ in blocks_at(reader, runs):
        yield from _in_block(reader, token, heading)
    scored = [match.start() for match in _UNDERSCORES.finditer(text) if _is_glued(text, match)]
    for token, heading, starts in blocks_at(reader, scored):
        yield from _underscored(reader, token, heading, starts)


def _beside_cjk(text: str, run: re.Match[str]) -> bool:
    start, end = run.span()
    while start and text[start - 1] == text[run.start()]:
        start -= 1
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    return bool(is_cjk(before)) or bool(is_cjk(after)) or "\ufe00" <= before <= "\ufe0e" or before > "\U000e0000"


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Are there Chinese letters outside, and inside what is whole, and more than a part of a name?"""
    outside = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    inner = match[2]
    if " " not in inner and (match[1] == "_" or inner.isascii()):
        return False
    if any(inner.count(opening) != inner.count(closing) for opening, closing in ("()", "[]", "（）", "【】")):
        return False
    return any(char.isalpha() and is_cjk(char) for char in outside)


def _underscored(reader: Reader, token: Token, heading: bool, starts: list[int]) -> Iterator[Defect]:
    """Emphasis by underscores, which no renderer shows beside letters: asterisks are what can stand there."""
    children = reader.document.inline(token)
    literal = [(child.start, child.end) for child in children if child.type == "text"]
    for start in starts:
        match = _UNDERSCORES.match(reader.text, start)
        assert match is not None  # it is where the search found it
        marks = match.span(1), (match.end() - len(match[1]), match.end())
        if not all(any(a <= begin and end <= b for a, b in literal) for begin, end in marks):
            continue
        edits = tuple((begin, end, "*" * (end - begin)) for begin, end in marks)
        yield Defect(
            path=reader.path,
            start=start,
            end=match.end(),
            problem="emphasis",
            case="underscores",
            text=shortened(match[0]),
            edits=() if heading else edits,
            safe=match[1] == "__",
        )


def _in_block(reader: Reader, token: Token, heading: bool) -> Iterator[Defect]:
    content, document = token.content, reader.document
    pieces = document.pieces(content, friendly=True)
    strict, friendly = _nodes(document.pieces(content)), _nodes(pieces)
    left = "\n".join(piece.content for piece in pieces if piece.type == "text")
    ends = {offset for _, start, end in strict.keys() - friendly.keys() for offset in (start, end)}
    for node in sorted(friendly.keys() - strict.keys(), key=lambda node: node[1:]):
        start, end = token.span(node[1], node[2])
        mark = content[node[1] : friendly[node][0]]
        # With a mark left over, or too many of them, nobody knows which of them are pairs.
        if start < 0 or mark in left or len(mark) > 3 or not _is_cause(content, node, *friendly[node]):
            continue
        # A heading's text is an anchor too: that is for the author to mend.
        edits, safe = ((), True) if heading else _mended(document, token, node, strict, friendly)
        misplaced = bool(ends & {node[1], node[2], *friendly[node]})
        yield Defect(
            path=reader.path,
            start=start,
            end=end,
            problem="emphasis",
            case="misplaced" if misplaced else "shown",
            text=shortened(content[node[1] : node[2]]),
            edits=edits,
            safe=safe and not misplaced,  # what is shown as emphasised elsewhere changes as well
        )


def _is_cause(content: str, node: _Node, begin: int, stop: int) -> bool:
    """Is one of its own marks what a strict renderer does not take, rather than another's that is in its way?"""
    kind, start, end = node
    outside = content[start - 1 : start], content[end : end + 1]
    opens, closes = _run(content, start), _run(content, stop)
    if _is_word(outside[0]) and (kind == "em" or _is_word(content[begin])):
        return False  # 2**3 and 2*(3+4)
    if _is_word(outside[1]) and (kind == "em" or _is_word(content[stop - 1])):
        return False
    return not (flanking(content, *opens, len(content))[0] and flanking(content, *closes, len(content))[1])


def _run(content: str, at: int) -> tuple[int, int]:
    """The whole run of delimiters that `content[at]` is one of."""
    start, end, char = at, at + 1, content[at]
    while start and content[start - 1] == char:
        start -= 1
    while content[end : end + 1] == char:
        end += 1
    return start, end


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _nodes(children: list[Token]) -> _Nodes:
    found: _Nodes = {}
    opened: list[Token] = []
    for child in children:
        name, _, side = child.type.rpartition("_")
        if name not in _NAMES:
            continue
        if side == "open":
            opened.append(child)
        elif opened:
            opening = opened.pop()
            found[(name, opening.start, child.end)] = (opening.end, child.start)
    return found


def _mended(document: Document, token: Token, node: _Node, strict: _Nodes, friendly: _Nodes) -> tuple[Edits, bool]:
    """The first edits after which a strict renderer shows the emphasis, and all other emphasis is as it was."""
    wrong, missing = len(strict.keys() - friendly.keys()), len(friendly.keys() - strict.keys())
    for edits, made, safe in _candidates(token.content, node, *friendly[node]):
        content = token.content
        for start, end, new in reversed(edits):
            content = content[:start] + new + content[end:]
        after, meant = _nodes(document.pieces(content)), _nodes(document.pieces(content, friendly=True))
        if (
            made in after
            and len(meant) == len(friendly)
            and len(meant.keys() - after.keys()) < missing
            and len(after.keys() - meant.keys()) <= wrong
        ):
            return in_source(token, edits), safe
    return (), True


def _candidates(content: str, node: _Node, begin: int, stop: int) -> Iterator[_Candidate]:
    kind, start, end = node
    inner, opening, closing = content[begin:stop], content[start:begin], content[stop:end]
    kept = len(inner.rstrip(_OUTSIDE))
    out = len(inner) - kept
    if kept and out:
        yield [(stop - out, end, closing + inner[kept:])], (kind, start, end - out), True
    out = len(inner) - len(inner.lstrip(_OUTSIDE))
    if out < len(inner) and out:
        yield [(start, begin + out, inner[:out] + opening)], (kind, start + out, end), True
    first, last = inner[:1], inner[-1:]
    if len(inner) > 2 and _PAIRS.get(first) == last and not {first, last} & set(inner[1:-1]):
        edits = [(start, begin + 1, first + opening), (stop - 1, end, closing + last)]
        yield edits, (kind, start + 1, end - 1), True
    yield [(end, end, " ")], node, False
    yield [(start, start, " ")], (kind, start + 1, end + 1), False
    yield [(start, start, " "), (end, end, " ")], (kind, start + 1, end + 1), False
