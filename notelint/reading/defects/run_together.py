"""Labelled lines that a reader gets as one line, since nothing breaks them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import blocks_at, is_assumed, shortened
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.reading.reader import Reader

_LABEL = r"[ \t>]*(?:\*\*[^*\n]{1,24}[:：]\*\*|\*\*[^*\n]{1,24}\*\*[ \t]*[:：])[^\n]*"
# Three labelled lines: two may be a sentence that was wrapped.
_MAYBE = lazy_re(rf"\n{_LABEL}\n{_LABEL}\n{_LABEL}$", re.MULTILINE)
_LINE = lazy_re(_LABEL)
_BROKEN = lazy_re(r"(?:  |\\|<br ?/?>)$")


def find(reader: Reader) -> Iterator[Defect]:
    """The first of such lines in each block, where the site does not break lines by itself."""
    if reader.dialect.breaks or is_assumed(reader, "breaks") or "**" not in reader.text:
        return
    # Behind a newline, which is found at a third of the cost of a line's beginning, and stands where the line did.
    starts = [match.start() for match in _MAYBE.finditer("\n" + reader.text)]
    for token, heading, _ in blocks_at(reader, [_marks(reader.text, start) for start in starts]):
        lines = token.content.split("\n")
        ends = [
            number
            for number in range(len(lines) - 1)
            if _LINE.fullmatch(lines[number])
            and _LINE.fullmatch(lines[number + 1])
            and not _BROKEN.search(lines[number])
        ]
        if len(ends) < 2 or heading:
            continue
        begin = sum(len(line) + 1 for line in lines[: ends[0]])
        start, end = token.span(begin, begin + len(lines[ends[0]]))
        yield Defect(
            path=reader.path,
            start=start,
            end=end,
            problem="run-together",
            text=shortened(lines[ends[0]]),
            meant=str(len(ends) + 1),
        )


def _marks(text: str, start: int) -> int:
    """Where the first label's marks begin, behind what holds the block."""
    return text.index("*", start)
