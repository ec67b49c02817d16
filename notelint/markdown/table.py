"""GFM tables."""

from __future__ import annotations

from notelint.markdown.blocks import begins_with
from notelint.markdown.lines import TRIM, BlockState, trimmed
from notelint.markdown.tokens import Segments, Token
from notelint.text.lazy import lazy_re

_DELIMITERS = lazy_re(r"[|:-][|: \t-]+(?=\n|\Z)")
_COLUMN = lazy_re(r":?-+:?")
_MAX_FILLED_CELLS = 0x10000  # cells that short rows leave out: markdown-it gives up on tables with more

Cell = tuple[str, int, Segments | None]  # untrimmed text, where it stands, or its segments if a pipe is escaped in it


@begins_with("")
def table(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    below = start_line + 1
    column = st.sCount[below] - st.blkIndent
    if column < 0 or column >= st.code_indent or st.sCount[start_line] - st.blkIndent >= st.code_indent:
        return False
    start = st.bMarks[start_line] + st.tShift[start_line]
    if st.src.find("|", start, st.eMarks[start_line]) < 0:
        return False
    alignments = _alignments(st.src, st.bMarks[below] + st.tShift[below], st.eMarks[below])
    if not alignments:
        return False
    cells = cells_of(st.src, start, st.eMarks[start_line])
    if len(cells) != len(alignments):
        return False
    if not silent:
        _build(st, start_line, end_line, cells, alignments)
    return True


def _alignments(src: str, start: int, end: int) -> list[str]:
    """The alignment that each column's delimiter asks for; nothing if this is no delimiter row."""
    if not _DELIMITERS.match(src, start) or (src[start] == "-" and src[start + 1] in " \t"):
        return []
    parts = src[start:end].split("|")
    found = []
    for i, part in enumerate(parts):
        text = part.strip(" \t")
        if not text:
            if 0 < i < len(parts) - 1:
                return []
            continue
        if not _COLUMN.fullmatch(text):
            return []
        left, right = text[0] == ":", text[-1] == ":"
        found.append("center" if left and right else "right" if right else "left" if left else "")
    return found


def cells_of(src: str, start: int, end: int) -> list[Cell]:
    """The cells of the row `src[start:end]`."""
    text = src[start:end]
    bare = text.strip(TRIM)
    start += text.find(bare)
    cells: list[Cell] = []
    if "\\" in bare:
        _split_escaped(bare, start, cells)
    else:
        for part in bare.split("|"):
            cells.append((part, start, None))
            start += len(part) + 1
    if cells and not cells[0][0]:
        del cells[0]
    if cells and not cells[-1][0]:
        cells.pop()
    return cells


_PIPE = lazy_re(r"(\\?)\|")


def _split_escaped(text: str, start: int, cells: list[Cell]) -> None:
    """Split at the pipes that no backslash stands before; that backslash is not part of the cell."""
    parts: list[str] = []
    offsets: list[int] = []
    sources: list[int] = []
    length = last = 0

    def take(end: int) -> None:
        nonlocal length
        offsets.append(length)
        sources.append(start + last)
        parts.append(text[last:end])
        length += end - last

    for match in _PIPE.finditer(text):
        take(match.start())
        last = match.end()
        if match[1]:
            last -= 1
            continue
        cells.append(("".join(parts), sources[0], (offsets, sources) if len(parts) > 1 else None))
        parts, offsets, sources, length = [], [], [], 0
    take(len(text))
    cells.append(("".join(parts), sources[0], (offsets, sources) if len(parts) > 1 else None))


def _build(st: BlockState, start_line: int, end_line: int, header: list[Cell], alignments: list[str]) -> None:
    old_parent, st.parentType = st.parentType, "table"
    start = st.bMarks[start_line] + st.tShift[start_line]
    opened = st.open("table_open", "table", start, [start_line, 0])
    head = st.open("thead_open", "thead", start, [start_line, 0])
    styles = [{"style": f"text-align:{a}"} if a else None for a in alignments]
    _row(st, start_line, header, styles, "th")
    st.close(head, "thead_close", start_line + 1)
    body: Token | None = None
    missing = 0
    line = start_line + 2
    while line < end_line and not _ends(st, line, end_line):
        cells = cells_of(st.src, st.bMarks[line] + st.tShift[line], st.eMarks[line])
        missing += len(styles) - len(cells)
        if missing > _MAX_FILLED_CELLS:
            break
        if body is None:
            body = st.open("tbody_open", "tbody", st.bMarks[line] + st.tShift[line], [line, 0])
        _row(st, line, cells, styles, "td")
        line += 1
    if body is not None:
        st.close(body, "tbody_close", line)
    st.close(opened, "table_close", line)
    st.parentType = old_parent
    st.line = line


def _ends(st: BlockState, line: int, end_line: int) -> bool:
    if st.sCount[line] < st.blkIndent:
        return True
    pos = st.bMarks[line] + st.tShift[line]
    if pos >= st.eMarks[line]:
        return True
    for rule in st.blocks.ends_quote[st.src[pos]]:
        if rule(st, line, end_line, True):
            return True
    if st.sCount[line] - st.blkIndent >= st.code_indent:
        return True
    return not st.src[pos : st.eMarks[line]].strip(TRIM)


def _row(st: BlockState, line: int, cells: list[Cell], styles: list[dict[str, str] | None], tag: str) -> None:
    lines = [line, line + 1]
    level = st.level
    start, end = st.bMarks[line] + st.tShift[line], st.eMarks[line]
    opening, closing = f"{tag}_open", f"{tag}_close"
    append = st.tokens.append
    append(Token("tr_open", "tr", 1, level=level, start=start, end=end, map=lines, block=True))
    st.level = level + 2
    count = len(cells)
    for i, style in enumerate(styles):
        if i < count:
            text, base, segments = cells[i]
            inline = trimmed(st, text, base, segments, [line, line + 1])
        else:
            inline = Token(
                "inline", "", 0, level=level + 2, start=end, end=end, map=[line, line + 1], base=end, block=True
            )
        start, stop = inline.start, inline.end
        cell = Token(opening, tag, 1, level=level + 1, start=start, end=stop, block=True)
        if style is not None:
            cell.attrs = dict(style)
        append(cell)
        append(inline)
        append(Token(closing, tag, -1, level=level + 1, start=stop, end=stop, block=True))
    st.level = level
    append(Token("tr_close", "tr", -1, level=level, start=end, end=end, block=True))
