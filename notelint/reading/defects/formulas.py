"""Formulas that are shown as they are written: a dollar without its other half, a block that nothing closes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import shortened
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

_DOLLARS = lazy_re(r"\$+")
# A command, an index or an exponent: prices, variables and paths have none.
_LATEX = lazy_re(r"\\[A-Za-z]{2,}|[A-Za-z0-9)}\]][_^](?:\{|\\|[A-Za-z0-9]\b)")
_BEGINS = lazy_re(r"[A-Za-z0-9\u0370-\u03ff\\{(\[|+-]")
_NAMED = lazy_re(r"[A-Za-z0-9_)\]]\$\Z")  # `frame$column`
# Chinese that no command makes text of.
_PROSE = lazy_re(r"[，。；、]|^(?!.*\\(?:text|mathrm|mbox|operatorname|hbox)).*[\u4e00-\u9fff]{2}", re.DOTALL)
# A folder's path from the root of something, `$\data\sql\`: no command of LaTeX ends so.
_PATH = lazy_re(r"(?:\\[A-Za-z_][\w*-]*){2,}(?:\\(?=[\s.,;:)])|\.[a-z]{1,4}\b)")
_STOP = lazy_re(r"[$`]")
_NEAR = 60  # characters of a formula that are looked at


def find(reader: Reader) -> Iterator[Defect]:
    """The dollars that are left over in a block, where the site shows formulas."""
    if not reader.features.math or "$" not in reader.text:
        return
    for index in reader.document.texts:
        token = reader.document.tokens[index]
        if token.children and "$" in token.content:
            yield from _in_block(reader, token)


def _in_block(reader: Reader, token: Token) -> Iterator[Defect]:
    left = [
        (child.start + match.start(), child.start + match.end())
        for child in token.children or ()
        if child.type == "text" and "$" in child.content
        for match in _DOLLARS.finditer(child.content)
    ]
    if len(left) % 2 == 0:
        return
    text = reader.text
    for child in token.children or ():  # where a dollar is missing, prose between two formulas is taken for one
        if child.type == "math_inline" and child.start < left[0][0] and _PROSE.search(child.content):
            yield _defect(reader, "inline", child.start, child.end)
            return
    for start, end in left:
        if end - start == 2 and len(left) == 1:
            if reader.viewer.math_across_lines and text.count("$$") % 2 == 0:
                return
            yield _defect(reader, "block", start, end)
        elif (
            _BEGINS.match(text, end)
            and not _NAMED.search(text, max(0, end - 2), end)
            and not _PATH.match(text, end)
            and _LATEX.search(text, end, _end(text, end, token))
        ):
            yield _defect(reader, "inline", start, end)
            return


def _end(text: str, start: int, token: Token) -> int:
    """Where what is looked at ends: before the next dollar or code, and not far."""
    stop = _STOP.search(text, start, token.end)
    return min(stop.start() if stop else token.end, start + _NEAR)


def _defect(reader: Reader, case: str, start: int, end: int) -> Defect:
    line = reader.text[start : start + _NEAR].partition("\n")[0]
    return Defect(path=reader.path, start=start, end=end, problem="formula", case=case, text=shortened(line))
