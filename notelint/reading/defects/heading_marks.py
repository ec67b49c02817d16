"""Lines that were meant as headings: the space behind `#` is missing or none that Markdown knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import blocks_at, shortened

if TYPE_CHECKING:
    from notelint.reading.reader import Reader

_MAYBE = re.compile(r"\n[ \t>]*(#{1,6}[^\s#]|#{1,6}[\u00a0\u3000]|＃)")
_LINE = re.compile(r"(?P<marks>#{1,6}|＃{1,6})(?P<gap>[ \u00a0\u3000]?)(?P<first>[^\s#＃])[^\n]*")


def find(reader: Reader) -> Iterator[Defect]:
    """In the order of the note; nothing where `#word` may be a tag, or where no space is needed."""
    text = reader.text
    if "#" not in text and "＃" not in text:
        return
    # Behind a newline, which is found at half the cost of a line's beginning.
    found = [match.start(1) - 1 for match in _MAYBE.finditer("\n" + text)]
    for _, heading, starts in blocks_at(reader, found):
        for start in starts:
            line = _LINE.match(text, start)
            if line and not heading and (case := _case(reader, line, start)):
                yield Defect(
                    path=reader.path,
                    start=start,
                    end=start + len(line["marks"]) + len(line["gap"]),
                    problem="heading",
                    case=case,
                    text=shortened(line[0]),
                )


def _case(reader: Reader, line: re.Match[str], start: int) -> str:
    marks, gap, first = line["marks"], line["gap"], line["first"]
    if marks[0] == "＃":
        return "full-width" if gap or len(marks) > 1 else ""
    if gap in ("\u00a0", "\u3000") and gap:
        return "blank"
    if gap or reader.dialect.emphasis == "python-markdown":
        return ""
    if len(marks) > 1:
        return "none" if first.isalnum() and not line[0].rstrip().endswith("##") else ""
    # One `#` begins a tag as well, an issue's number, a colour, a line of code.
    text = reader.text
    alone = text[max(start - 2, 0) : start] in ("\n\n", "") and text[line.end() : line.end() + 2] in ("\n\n", "\n", "")
    tagged = reader.features.wikilinks or " #" in line[0] or " " not in line[0]
    titled = first.isalpha() and (not first.isascii() or (first.isupper() and reader.viewer.known))
    return "none" if alone and not tagged and titled else ""
