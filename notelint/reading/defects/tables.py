"""Tables that lose cells or are no tables: more cells than the header, no row of hyphens or one that does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.markdown.table import cells_of
from notelint.model.items import Defect
from notelint.reading.defects.common import shortened
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

_DELIMITER = lazy_re(r"^[ \t]*(?=.*\|)(?=.*-)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)
# Hyphens of text in the place of those of a table.
_LONG = lazy_re(r"^[ \t]*\|?[ \t:]*[—–]+[ \t:|—–]*$", re.MULTILINE)
_ROW = lazy_re(r"\|.*\|[ \t]*")
_CODE = lazy_re(r"(?<![`\\])(`+)(?!`)(?:(?!\1).)*?(?<!`)\1(?!`)")
_MATH = lazy_re(r"(?<![\\$])\$[^$\n]+\$")
_WIKILINK = lazy_re(r"\[\[[^\[\]\n]*\]\]")
_PIPE = lazy_re(r"(?<!\\)\|")


def find(reader: Reader) -> Iterator[Defect]:
    """The rows and tables that readers get otherwise than they are written, in any order."""
    text = reader.text
    if not reader.features.tables:
        return
    if "｜" in text:
        yield from _full_width(reader)
    if "|" not in text:
        return
    for row, columns in reader.rows:
        yield from _row(reader, row, columns)
    yield from _swallowed(reader)
    tokens = reader.document.tokens
    kramdown = reader.dialect.renderer == "kramdown"  # it needs no row of hyphens, and takes one of any length
    for index in reader.document.texts:
        content = tokens[index].content
        if "|" in content and tokens[index - 1].type == "paragraph_open" and (not kramdown or _LONG.search(content)):
            yield from _paragraph(reader, tokens[index], _columns_before(tokens, index - 1))


def _full_width(reader: Reader) -> Iterator[Defect]:
    """Paragraphs whose lines all begin and end with a full-width bar."""
    tokens = reader.document.tokens
    for index in reader.document.texts:
        lines = tokens[index].content.split("\n")
        if len(lines) > 1 and all(line[:1] == line.rstrip()[-1:] == "｜" for line in lines):
            start, end = tokens[index].span(0, len(lines[0]))
            text = shortened(lines[0])
            yield Defect(path=reader.path, start=start, end=end, problem="table", case="full-width", text=text)


def _columns_before(tokens: list[Token], index: int) -> int:
    """How many columns the table has that ends right before a token; 0 where none does."""
    if not index or tokens[index - 1].type != "table_close":
        return 0
    start = next(n for n in range(index, 0, -1) if tokens[n - 1].type == "thead_open")
    return sum(token.type == "th_open" for token in tokens[start:index])


def _swallowed(reader: Reader) -> Iterator[Defect]:
    """The first line below each table that has no bar, and is a row of it: no blank line parts them."""
    text, before = reader.text, False
    case = "undone" if reader.dialect.emphasis == "kramdown" else "swallowed"
    for row, columns in reader.rows:
        end = text.find("\n", row.start)
        line = text[row.start : end if end >= 0 else len(text)].rstrip()
        barred = "|" in line
        if columns > 1 and not barred and before and line.strip():
            yield Defect(
                path=reader.path,
                start=row.start,
                end=row.start + len(line),
                problem="table",
                case=case,
                text=shortened(line),
            )
        before = barred


def _row(reader: Reader, token: Token, columns: int) -> Iterator[Defect]:
    """A row with more in it than the header has cells for."""
    text = reader.text
    end = text.find("\n", token.start)
    end = len(text) if end < 0 else end
    row = text[token.start : end]
    if row.count("|") + 1 - row.startswith("|") - row.rstrip().endswith("|") <= columns:
        return
    cells = cells_of(text, token.start, end)
    lost = [cell for cell in cells[columns:] if cell[0].strip()]
    if not lost:
        return
    kramdown = reader.dialect.renderer == "kramdown"
    inside = [*_CODE.finditer(row), *(() if kramdown else _MATH.finditer(row))]
    pipes = sorted({token.start + m.start() + p.start() for m in inside for p in _PIPE.finditer(m[0])})
    if pipes and (kramdown or reader.dialect.lists != "commonmark"):
        return  # kramdown and Python-Markdown take no pipe in code for a cell's end
    cut = bool(pipes) and len(cells) - len(pipes) == columns
    links = sum(len(_PIPE.findall(match[0])) for match in _WIKILINK.finditer(row)) if reader.features.wikilinks else 0
    case = "pipe" if cut else "wikilink" if links and len(cells) - links <= columns else "extra"
    if (case == "wikilink" and reader.viewer.escapes_bars) or (case == "extra" and kramdown):
        return
    start = lost[0][1]
    yield Defect(
        path=reader.path,
        start=token.start if cut else start,
        end=end,
        problem="table",
        case=case,
        text=shortened(text[start:end].strip(" \t|")),
        meant=str(columns),
    )


def _paragraph(reader: Reader, inline: Token, columns: int) -> Iterator[Defect]:
    """Text that was meant as a table: its row of hyphens does not fit, is missing, or the table has ended before."""
    lines = inline.content.split("\n")
    rows = [_ROW.fullmatch(line) is not None for line in lines]
    found = next((n for n, line in enumerate(lines) if n and _DELIMITER.match(line) and "|" in lines[n - 1]), -1)
    if found > 0:
        cells = [len(cells_of(line, 0, len(line))) for line in lines[found - 1 : found + 1]]
        case, at, meant = "delimiter", found, f"{cells[1]}/{cells[0]}"
        barred = all(line.strip()[:1] == "|" == line.strip()[-1:] for line in lines[found - 1 : found + 1])
        if (
            cells[0] == cells[1]
            or (reader.viewer.long_delimiters and cells[1] > cells[0])
            or (cells[1] < 2 and not barred)
        ):
            return  # it is text for another reason
    elif columns and all(rows):
        case, at, meant = "cut", 0, ""
    elif len(lines) > 1 and all(rows) and min(line.count("|") for line in lines) > 2:
        case, at, meant = "bare", 0, ""
    else:
        return
    begin = sum(len(line) + 1 for line in lines[:at])
    start, end = inline.span(begin, begin + len(lines[at]))
    yield Defect(
        path=reader.path, start=start, end=end, problem="table", case=case, text=shortened(lines[at]), meant=meant
    )
