"""Blocks without blocks inside: paragraphs, headings, rules, fences, indented code, HTML."""

from __future__ import annotations

from notelint.markdown.attributes import heading_attributes
from notelint.markdown.blocks import DELIMITER_ROWS, begins_with
from notelint.markdown.lines import BlockState, cut_lines, inline_token, trimmed
from notelint.markdown.tokens import Token
from notelint.text.lazy import lazy_re

_RULE = lazy_re(r"([-*_])(?:[ \t]*\1){2,}[ \t]*(?=\n|\Z)")
_HEADING = lazy_re(r"#{1,6}(?=[ \t\n]|\Z)")
_UNDERLINE = lazy_re(r"(?:-+|=+)[ \t]*(?=\n|\Z)")


@begins_with("")
def paragraph(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """A paragraph or a setext heading: both scan the same lines, so one scan decides."""
    old_parent, st.parentType = st.parentType, "paragraph"
    line, level = _scan_paragraph(st, start_line, end_line)
    start = st.bMarks[start_line] + st.tShift[start_line]
    if level:
        st.line = line + 1
        markup = "=" if level == 1 else "-"
        opened = st.open("heading_open", f"h{level}", start, [start_line, line + 1], markup)
        st.tokens.append(_heading_text(st, opened, inline_token(st, start_line, line)))
        st.close(opened, "heading_close", line + 1)
        st.parentType = old_parent
        return True
    for rule in st.blocks.late:
        if rule(st, start_line, end_line, False):
            return True
    text = inline_token(st, start_line, line)
    end = st.eMarks[line - 1]
    level = st.level
    st.tokens.append(
        Token("paragraph_open", "p", 1, level=level, start=start, end=end, map=[start_line, line], block=True)
    )
    text.level = level + 1
    st.tokens.append(text)
    st.tokens.append(Token("paragraph_close", "p", -1, level=level, start=end, end=end, block=True))
    st.line = line
    if not st.blocks.setext:
        st.parentType = (
            old_parent  # markdown-it's lheading leaves "paragraph" behind where it fails, and lists ask for it
        )
    return True


def _scan_paragraph(st: BlockState, start_line: int, end_line: int) -> tuple[int, int]:
    """The line that ends the paragraph, and the heading level if that line underlines it."""
    src, begins, shifts, ends, columns = st.src, st.bMarks, st.tShift, st.eMarks, st.sCount
    blocks, indent, line_max = st.blocks, st.blkIndent, st.lineMax
    rules, table, setext = blocks.ends_paragraph, blocks.table, blocks.setext
    line = start_line + 1
    while line < line_max:
        pos = begins[line] + shifts[line]
        if pos >= ends[line]:
            break
        column = columns[line]
        if column - indent > 3:
            line += 1
            continue
        char = src[pos]
        if char in "-=" and setext and line < end_line and column >= indent and _UNDERLINE.match(src, pos):
            return line, 1 if char == "=" else 2
        if column < 0:  # a lazy line: the quote that took it has tried the rules
            line += 1
            continue
        for rule in rules[char]:
            if rule(st, line, line_max, True):
                return line, 0
        if table is not None:
            below = begins[line + 1] + shifts[line + 1]
            if src[below : below + 2] in DELIMITER_ROWS and table(st, line, line_max, True):
                break
        line += 1
    return line, 0


def _heading_text(st: BlockState, opened: Token, text: Token) -> Token:
    if st.blocks.heading_attributes and text.content[-1:] == "}":
        heading_attributes(opened, text)
    return text


@begins_with("#")
def heading(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """An ATX heading."""
    start = st.bMarks[start_line] + st.tShift[start_line]
    match = _HEADING.match(st.src, start)
    if match is None or st.sCount[start_line] - st.blkIndent >= st.code_indent:
        return False
    if silent:
        return True
    begin = match.end()
    text = st.src[begin : st.eMarks[start_line]].rstrip(" \t")
    bare = text.rstrip("#")
    if bare[-1:] in (" ", "\t"):
        text = bare
    st.line = start_line + 1
    opened = st.open("heading_open", f"h{begin - start}", start, [start_line, start_line + 1], match[0])
    st.tokens.append(_heading_text(st, opened, trimmed(st, text, begin, None, [start_line, start_line + 1])))
    st.close(opened, "heading_close", start_line + 1)
    return True


@begins_with("-*_")
def thematic_break(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    match = _RULE.match(st.src, st.bMarks[start_line] + st.tShift[start_line])
    if match is None or st.sCount[start_line] - st.blkIndent >= st.code_indent:
        return False
    if not silent:
        token = st.leaf("hr", "hr", start_line, start_line + 1, ("", -1, None))
        token.markup = match[1] * (match[0].count(match[1]) + 1)
    return True


@begins_with("")
def code_block(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """Indented code; the parser calls it only where the line is indented enough."""
    last = line = start_line + 1
    while line < end_line:
        if st.isEmpty(line):
            line += 1
        elif st.sCount[line] - st.blkIndent >= st.code_indent:
            last = line = line + 1
        else:
            break
    content, base, segments = cut_lines(st, start_line, last, 4 + st.blkIndent, False)
    st.leaf("code_block", "code", start_line, last, (content + "\n", base, segments))
    return True


_FENCE = lazy_re(r"(`{3,})([^`\n]*)(?=\n|\Z)|(~{3,})([^\n]*)")


@begins_with("`~")
def fence(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    start = st.bMarks[start_line] + st.tShift[start_line]
    match = _FENCE.match(st.src, start)
    if match is None or st.sCount[start_line] - st.blkIndent >= st.code_indent:
        return False
    if silent:
        return True
    marker, info = (match[1], match[2]) if match[1] else (match[3], match[4])
    line, closed = _fence_end(st, start_line + 1, end_line, marker)
    cut = cut_lines(st, start_line + 1, line, st.sCount[start_line], True)
    token = st.leaf("fence", "code", start_line, line + closed, cut)
    token.info, token.markup = info, marker
    return True


def _fence_end(st: BlockState, line: int, end_line: int, marker: str) -> tuple[int, bool]:
    """The line that closes the fence, or where its container ends."""
    src, begins, shifts, ends = st.src, st.bMarks, st.tShift, st.eMarks
    char, size = marker[0], len(src)
    while line < end_line:
        pos = begins[line] + shifts[line]
        if pos < ends[line] and st.sCount[line] < st.blkIndent:
            break
        if pos >= size:
            break
        if src[pos] == char and st.sCount[line] - st.blkIndent < st.code_indent and src.startswith(marker, pos):
            rest = src[pos : ends[line]].lstrip(char)
            if not rest.strip(" \t"):
                return line, True
        line += 1
    return line, False
