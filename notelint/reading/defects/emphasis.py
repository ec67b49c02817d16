"""Emphasis beside Chinese that a strict renderer does not show, and how to mend it: a block is read both ways."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.markdown.cjk import is_cjk
from notelint.markdown.delimiters import flanking
from notelint.model.items import Defect
from notelint.reading.defects.common import Effort, blocks_at, in_source, shortened
from notelint.text.lazy import lazy_re
from notelint.text.spans import Spans

if TYPE_CHECKING:
    from notelint.markdown import Document, Token
    from notelint.reading.reader import Reader

# Where both readings can differ: a run with punctuation on one side and a letter on the other.
_RUN = lazy_re(
    r"[*~=](?:(?<=[^\w\s*~=].)[*~=]*+(?=[^\W_])|(?<=[^\W_].)[*~=]*+(?=[^\w\s*~=]))|[*~=]++(?<=[\ufe00-\ufe0e].)",
    re.DOTALL,
)
# `_…_` and `__…__` with no letter of Latin script or digit outside.
_UNDERSCORES = lazy_re(r"(_(?<![A-Za-z0-9_\\]_)_?)(?![\s_])([^_\n]{1,120}+)(?<!\s)\1(?![A-Za-z0-9_])")
# Cheap: all that is Chinese, Japanese or Korean is among these, and what changes whether it is.
_FAR_EAST = lazy_re("[\u1100-\u1fff\u2060-\U0010ffff]")
_DELIMITERS = lazy_re(r"\*+|_+|~+|=+")
_NAMES = frozenset({"em", "strong", "s", "mark"})
_OUTSIDE = "：:，,。.；;、！!？?"
_PAIRS = {
    "（": "）", "(": ")", "「": "」", "『": "』", "《": "》", "〈": "〉", "【": "】", "“": "”", "‘": "’", '"': '"',
    "［": "］", "[": "]",
}  # fmt: skip

_Node = tuple[str, int, int]  # its kind, and its span with the delimiters
_Nodes = dict[_Node, tuple[int, int]]  # and where what is emphasised begins and ends
_Change = tuple[int, int, str]  # of a block's content
_Candidate = tuple[list[_Change], _Node, bool]  # edits, what they make, whether they are safe


def find(reader: Reader) -> Iterator[Defect]:
    """Emphasis that only a friendly renderer shows, in any order; nothing where the site uses one."""
    if not (reader.dialect.strict_emphasis and reader.viewer.understood):
        return
    text = reader.text
    if not _FAR_EAST.search(text):
        return
    runs = [match.start() for match in _RUN.finditer(text) if _beside_cjk(text, match)]
    effort = Effort(text)
    for token, heading, _ in blocks_at(reader, runs):
        yield from _in_block(reader, token, heading, effort)
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
    literal = Spans((child.start, child.end) for child in children if child.type == "text")
    for start in starts:
        match = _UNDERSCORES.match(reader.text, start)
        assert match is not None  # it is where the search found it
        marks = match.span(1), (match.end() - len(match[1]), match.end())
        if not all(literal.hold(begin, end) for begin, end in marks):
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


def _in_block(reader: Reader, token: Token, heading: bool, effort: Effort) -> Iterator[Defect]:
    content, document = token.content, reader.document
    pieces = document.pieces(content, friendly=True)
    strict, friendly = _nodes(document.pieces(content)), _nodes(pieces)
    text = "\n".join(piece.content for piece in pieces if piece.type == "text")
    left = {mark: mark in text for char in "*_~=" for mark in (char, char * 2, char * 3)}
    runs, codes = _Runs(content), reader.dialect.emphasis == "betterem"
    mender = _Mender(document, content, strict, friendly, effort)
    ends = {offset for _, start, end in strict.keys() - friendly.keys() for offset in (start, end)}
    for node in sorted(friendly.keys() - strict.keys(), key=lambda node: node[1:]):
        start, end = token.span(node[1], node[2])
        mark = content[node[1] : friendly[node][0]]
        # With a mark left over, or too many of them, nobody knows which of them are pairs.
        if codes and {content[friendly[node][0]], content[friendly[node][1] - 1]} & {"`", "$"}:
            continue  # it is taken out before emphasis is looked for
        if start < 0 or len(mark) > 3 or left[mark] or not _is_cause(content, node, *friendly[node], runs):
            continue
        # A heading's text is an anchor too: that is for the author to mend.
        edits, safe = ([], True) if heading else mender.mended(node)
        misplaced = bool(ends & {node[1], node[2], *friendly[node]})
        yield Defect(
            path=reader.path,
            start=start,
            end=end,
            problem="emphasis",
            case="misplaced" if misplaced else "shown",
            text=shortened(content[node[1] : node[2]]),
            edits=in_source(token, edits),
            safe=safe and not misplaced,  # what is shown as emphasised elsewhere changes as well
        )


def _is_cause(content: str, node: _Node, begin: int, stop: int, runs: _Runs) -> bool:
    """Is one of its own marks what a strict renderer does not take, rather than another's that is in its way?"""
    kind, start, end = node
    outside = content[start - 1 : start], content[end : end + 1]
    opens, closes = runs.around(start), runs.around(stop)
    if _is_word(outside[0]) and (kind == "em" or _is_word(content[begin])):
        return False  # 2**3 and 2*(3+4)
    if _is_word(outside[1]) and (kind == "em" or _is_word(content[stop - 1])):
        return False
    return not (flanking(content, *opens, len(content))[0] and flanking(content, *closes, len(content))[1])


class _Runs:
    """The runs of delimiters in a text."""

    def __init__(self, content: str) -> None:
        self._runs = [match.span() for match in _DELIMITERS.finditer(content)]

    def around(self, at: int) -> tuple[int, int]:
        """The whole run that the delimiter `content[at]` is one of."""
        return self._runs[bisect_right(self._runs, (at, sys.maxsize)) - 1]


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


class _Mender:
    """Finds the edits that make emphasis of what is none for a strict renderer, in one block."""

    def __init__(self, document: Document, content: str, strict: _Nodes, friendly: _Nodes, effort: Effort) -> None:
        self.document = document
        self.content = content
        self.friendly = friendly
        self.effort = effort
        self.runs = _Runs(content)
        self.wrong, self.missing = len(strict.keys() - friendly.keys()), len(friendly.keys() - strict.keys())
        # Where a strict renderer takes for an end what may have been meant as a beginning.
        self.closing = {at for (_, _, end), (_, stop) in strict.items() for at in range(stop, end)}

    def mended(self, node: _Node) -> tuple[list[_Change], bool]:
        """The first edits after which a strict renderer shows the emphasis, and all other emphasis is as it was."""
        for edits, made, safe in _candidates(self.content, node, *self.friendly[node]):
            if self._may_help(node, edits, made):
                if not self.effort.allows(len(self.content)):
                    break
                if self._helps(edits, made):
                    return edits, safe
        return [], True

    def _may_help(self, node: _Node, edits: list[_Change], made: _Node) -> bool:
        """Can the marks begin and end something, as far as the characters beside them tell?"""
        _, start, _ = node
        begin, stop = self.friendly[node]
        if start in self.closing and edits[0][0] >= begin:
            return False  # nothing changes before the mark, which ends something else
        first, last = max(self.runs.around(start)[0] - 2, 0), self.runs.around(stop)[1] + 2
        beside = _edited(self.content[first:last], [(a - first, b - first, new) for a, b, new in edits])
        runs, size = _Runs(beside), begin - start
        opens, closes = runs.around(made[1] - first), runs.around(made[2] - first - size)
        return flanking(beside, *opens, len(beside))[0] and flanking(beside, *closes, len(beside))[1]

    def _helps(self, edits: list[_Change], made: _Node) -> bool:
        content = _edited(self.content, edits)
        after = _nodes(self.document.pieces(content))
        if made not in after or not self.effort.allows(len(content)):
            return False
        meant = _nodes(self.document.pieces(content, friendly=True))
        return (
            len(meant) == len(self.friendly)
            and len(meant.keys() - after.keys()) < self.missing
            and len(after.keys() - meant.keys()) <= self.wrong
        )


def _edited(text: str, edits: list[_Change]) -> str:
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


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
