"""Code outside of a fence: its comments are shown as headings, its prompts as quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import shortened
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.reading.reader import Reader, SectionDraft

# So many headings in a row, and so many lines of code in and below them, are no chapters of a note.
_ROW = 3
_LINES = 3

# A line that is a line of a program, whatever stands around it; prose hardly ever is one.
_CODE = lazy_re(
    r"[ \t]*(?:import [\w.]+(?: as \w+)?;?|from [\w.]+ import [\w*(, ]+"
    r"|(?:async )?def \w+\(.*\).*[:：]?|class \w+(?:\(.*\))?:|@\w[\w.]*(?:\(.*\))?"
    r"|(?:for \w+(?:, ?\w+)* in|while|if|elif|with|except) .+:|(?:else|try|finally):"
    r"|return\b(?: [\w('\"\[].*)?|[A-Za-z_][\w.]*\(.*\);?|['\"]{3}"
    r"|[A-Za-z_][\w.]*(?:\[[^\]]*\])? ?[-+*/]?= ?[\w('\"\[{].*"
    r"|(?:sudo|apt(?:-get)?|yum|brew|pip3?|npm|yarn|git|docker|cd|mkdir|wget|curl|make|export) [-\w./~$].*"
    r")[ \t]*(?:#.*)?"
)
_FENCE = lazy_re(r"[ ]{0,3}(?:```|~~~|\{%|\{\{)")
_PROMPT = lazy_re(r">>>[ ]?([^\s>][^\n]*)")


def find(reader: Reader) -> Iterator[Defect]:
    """Each row of headings that are comments of a program, and the first prompt of Python's."""
    tops = [n for n, section in enumerate(reader.sections) if section.level == 1 and section.marks >= 0]
    if len(tops) >= _ROW:
        yield from _comments(reader, tops)
    if ">>>" in reader.text:
        yield from _prompts(reader)


def _comments(reader: Reader, tops: Sequence[int]) -> Iterator[Defect]:
    row: list[int] = []
    for n in tops:
        if row and n != row[-1] + 1:
            yield from _row(reader, row)
            row = []
        if _is_part(reader, n):
            row.append(n)
        else:
            yield from _row(reader, row)
            row = []
    yield from _row(reader, row)


def _is_part(reader: Reader, n: int) -> bool:
    """A heading with nothing under it but code, if anything."""
    body = _body(reader, n)
    return not any(map(_FENCE.match, body)) and sum(map(_is_code, body)) * 2 >= len(body)


def _row(reader: Reader, row: Sequence[int]) -> Iterator[Defect]:
    """The row, if it is long enough and there is code in it."""
    lines = [line for n in row for line in (reader.sections[n].title.lstrip("# "), *_body(reader, n))]
    count = sum(map(_is_code, lines))
    if len(row) < _ROW or count < _LINES or count * 3 < len(lines):
        return
    start, end = reader.sections[row[0]].marks, reader.sections[row[-1]].end
    line = reader.text[start:].partition("\n")[0]
    yield Defect(path=reader.path, start=start, end=end, problem="unfenced", case="comments", text=shortened(line))


def _body(reader: Reader, n: int) -> list[str]:
    """The lines between a heading and the next one, less those that are code by their indent."""
    section: SectionDraft = reader.sections[n]
    end = reader.sections[n + 1].marks if n + 1 < len(reader.sections) else len(reader.text)
    _, _, body = reader.text[section.end : end if end >= 0 else section.end].partition("\n")
    return [line for line in body.splitlines() if line.strip() and not line.startswith(("    ", "\t"))]


def _is_code(line: str) -> bool:
    return _CODE.fullmatch(line) is not None


def _prompts(reader: Reader) -> Iterator[Defect]:
    """The first prompt that is shown as a quotation: of the others the same is true."""
    for token in reader.document.tokens:
        if token.type == "blockquote_open" and not token.level:
            prompt = _PROMPT.match(reader.text, token.start)
            if prompt and _is_code(prompt[1]):
                text = shortened(prompt[0])
                yield Defect(
                    path=reader.path, start=token.start, end=prompt.end(), problem="unfenced", case="prompt", text=text
                )
                return
