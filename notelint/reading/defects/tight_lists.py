"""Text that was meant as a list: no space behind the marks, or numbers that go on from another list in a paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import shortened
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.reading.reader import Reader

# An option of a program has a letter or two hyphens (`-x`, `--long`), a number has digits behind its full stop.
_BULLET = lazy_re(r"[-+](?:[A-Za-z][a-z]+(?![\w=-])|[\u4e00-\u9fff])[^\n]*")
_NUMBER = lazy_re(r"(\d{1,2})[.)](?:[^\W\d_]{2}|[\u4e00-\u9fff])[^\n]*")
# No list that begins with another number than 1 may follow on a text.
_NUMBERED = lazy_re(
    r"(?<=\n)(?P<first>(?!1[.)])(?P<number>\d{1,2})[.)][ \t]+\S[^\n]*)\n[ \t]*(?P<next>\d{1,2})[.)][ \t]+\S"
)
_BROKEN = lazy_re(r"(?: {2,}|\\|<br ?/?>)\n\Z")
_MAYBE = lazy_re(r"(?:[-+]|\d{1,2}[.)])[^\W\d_]")


def find(reader: Reader) -> Iterator[Defect]:
    """One for each such paragraph, in the order of the note."""
    yield from _apart(reader)
    tokens = reader.document.tokens
    for index in reader.document.texts:
        token = tokens[index]
        if tokens[index - 1].type != "paragraph_open":
            continue
        if (found := _numbers(token.content)) and reader.dialect.renderer != "kramdown":
            begin, stop = found
            start, end = token.span(begin, stop)
            text = shortened(token.content[begin:stop])
            yield Defect(path=reader.path, start=start, end=end, problem="unrendered-list", case="glued", text=text)
        if _MAYBE.match(token.content) and _is_list(token.content):
            first = token.content.partition("\n")[0]
            start, end = token.span(0, len(first))
            text = shortened(first)
            yield Defect(path=reader.path, start=start, end=end, problem="unrendered-list", case="no-space", text=text)


def _apart(reader: Reader) -> Iterator[Defect]:
    """Lists of bullets right behind numbers, which stand too far left to be below them, and to the right of them."""
    tokens, text = reader.document.tokens, reader.text
    if reader.dialect.renderer == "kramdown" or reader.viewer.editor:
        return  # an editor shows lines as far to the right as they stand
    for before, token in pairwise(tokens):
        if before.type != "ordered_list_close" or token.type != "bullet_list_open":
            continue
        line = text.rfind("\n", 0, token.start) + 1
        above = text[text.rfind("\n", 0, max(line - 1, 0)) + 1 : line].strip()
        if above and text[line : token.start].isspace():
            end = text.find("\n", token.start)
            end = len(text) if end < 0 else end
            shown = shortened(text[token.start : end])
            yield Defect(
                path=reader.path, start=token.start, end=end, problem="unrendered-list", case="apart", text=shown
            )


def _numbers(content: str) -> tuple[int, int] | None:
    """Where a list begins in a paragraph, by two lines whose numbers follow one another, and the line ends."""
    for line in _NUMBERED.finditer(content):
        shown = _BROKEN.search(content, 0, line.start())  # a hard break before: each stands on a line of its own
        if int(line["next"]) == int(line["number"]) + 1 and not shown:
            return line.span("first")
    return None


def _is_list(content: str) -> bool:
    lines = content.split("\n")
    if len(lines) < 2:
        return False
    if all(_BULLET.fullmatch(line) and line[0] == lines[0][0] for line in lines):
        return True
    numbers = [_NUMBER.fullmatch(line) for line in lines]
    return all(number and int(number[1]) == place for place, number in enumerate(numbers, 1))
