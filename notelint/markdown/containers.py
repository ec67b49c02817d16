"""Block quotes and lists."""

from __future__ import annotations

import re

from markdown_it.rules_block import blockquote as stock_blockquote
from markdown_it.rules_block import list_block as stock_list

from notelint.markdown.blocks import begins_with
from notelint.markdown.lines import BlockState
from notelint.markdown.tokens import Token
from notelint.text.lazy import lazy_re

_MARKER = lazy_re(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t\n]|\Z)", re.ASCII)
_TASK = lazy_re(r"\[([ xX])\](?=[ \t])")

_Marks = tuple[int, int, int, int]  # of a line: bMarks, tShift, sCount, bsCount


@begins_with(">")
def blockquote(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    start = st.bMarks[start_line] + st.tShift[start_line]
    if st.sCount[start_line] - st.blkIndent >= st.code_indent or st.src[start : start + 1] != ">":
        return False
    if silent:
        return True
    if st.md.options.get("alerts"):
        return stock_blockquote(st, start_line, end_line, silent)
    old_line_max, old_parent, old_indent = st.lineMax, st.parentType, st.blkIndent
    st.parentType = "blockquote"
    marks: list[_Marks] = []
    line = _take_lines(st, start_line, end_line, marks)
    st.blkIndent = 0
    opened = st.open("blockquote_open", "blockquote", start, [start_line, 0], ">")
    st.blocks.tokenize(st, start_line, line)
    st.lineMax, st.parentType = old_line_max, old_parent
    for i, saved in enumerate(marks, start_line):
        st.bMarks[i], st.tShift[i], st.sCount[i], st.bsCount[i] = saved
    st.close(opened, "blockquote_close", st.line)
    st.blkIndent = old_indent
    return True


def _take_lines(st: BlockState, start_line: int, end_line: int, marks: list[_Marks]) -> int:
    """Strip the quote's markers from its lines, saving their marks; the line behind the quote."""
    src, begins, shifts, ends, columns = st.src, st.bMarks, st.tShift, st.eMarks, st.sCount
    rules = st.blocks.ends_quote
    line = start_line
    blank = False
    while line < end_line:
        pos = begins[line] + shifts[line]
        if pos >= ends[line]:
            break
        if src[pos] == ">" and columns[line] >= st.blkIndent:
            marks.append((begins[line], shifts[line], columns[line], st.bsCount[line]))
            blank = _strip_marker(st, line, pos + 1)
            line += 1
            continue
        if blank:
            break
        char = src[pos]
        if any(rule(st, line, end_line, True) for rule in rules[char]):
            st.lineMax = line  # so that a paragraph does not go on below what ended the quote
            if st.blkIndent:
                marks.append((begins[line], shifts[line], columns[line], st.bsCount[line]))
                columns[line] -= st.blkIndent
            break
        marks.append((begins[line], shifts[line], columns[line], st.bsCount[line]))
        columns[line] = -1  # a lazy line can only go on with a paragraph
        line += 1
    return line


def _strip_marker(st: BlockState, line: int, pos: int) -> bool:
    """Let the line begin behind the quote marker that ends at `pos`; whether nothing follows it."""
    src, end = st.src, st.eMarks[line]
    initial = st.sCount[line] + 1
    char = src[pos : pos + 1]
    split_tab = 0
    if char == " " or (char == "\t" and (st.bsCount[line] + initial) % 4 == 3):
        pos += 1
        initial += 1
    elif char == "\t":
        split_tab = 1
    offset = initial
    st.bMarks[line] = begin = pos
    while pos < end:
        char = src[pos]
        if char == " ":
            offset += 1
        elif char == "\t":
            offset += 4 - (offset + st.bsCount[line] + split_tab) % 4
        else:
            break
        pos += 1
    st.bsCount[line] = st.sCount[line] + 1 + (src[begin - 1] != ">" or split_tab)
    st.sCount[line] = offset - initial
    st.tShift[line] = pos - begin
    return pos >= end


@begins_with("-+*0123456789")
def list_block(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    column = st.sCount[start_line]
    if column - st.blkIndent >= st.code_indent:
        return False
    if st.listIndent >= 0 and column - st.listIndent >= 4 and column < st.blkIndent:
        return False  # too deep for an item of the outer list, too shallow for one of this: the paragraph goes on
    marker = _MARKER.match(st.src, st.bMarks[start_line] + st.tShift[start_line])
    if marker is None:
        return False
    if silent:
        interrupting = st.parentType == "paragraph" and column >= st.blkIndent
        return not interrupting or _may_interrupt(st, start_line, marker)
    if st.md.options.get("tasklists"):
        return stock_list(st, start_line, end_line, silent)
    number = marker[1]
    kind, tag = ("ordered_list", "ol") if number else ("bullet_list", "ul")
    index = len(st.tokens)
    opened = st.open(f"{kind}_open", tag, marker.start(), [start_line, 0], st.src[marker.end() - 1])
    if number and int(number) != 1:
        opened.attrs = {"start": int(number)}
    old_parent, st.parentType = st.parentType, "list"
    tight, line = _items(st, start_line, end_line, marker)
    st.close(opened, f"{kind}_close", line)
    st.line = line
    st.parentType = old_parent
    if tight:
        _hide_paragraphs(st.tokens, index, st.level + 2)
    return True


def _may_interrupt(st: BlockState, line: int, marker: re.Match[str]) -> bool:
    """A list that interrupts a paragraph begins with 1 and with text."""
    if marker[1] is not None and int(marker[1]) != 1:
        return False
    return bool(st.src[marker.end() : st.eMarks[line]].strip(" \t"))


def _items(st: BlockState, start_line: int, end_line: int, marker: re.Match[str]) -> tuple[bool, int]:
    """Parse the items of a list; whether it is tight, and the line behind it."""
    src, begins, shifts, ends, columns = st.src, st.bMarks, st.tShift, st.eMarks, st.sCount
    rules = st.blocks.ends_list
    sign, ordered = src[marker.end() - 1], marker[1] is not None
    tight, blank_end = True, False
    line = start_line
    while True:
        loose = _item(st, line, end_line, marker)
        if loose or blank_end:
            tight = False
        start, line = line, st.line
        blank_end = line - start > 1 and begins[line - 1] + shifts[line - 1] >= ends[line - 1]
        if line >= end_line:
            break
        column = columns[line] - st.blkIndent
        if column < 0 or column >= st.code_indent:
            break
        pos = begins[line] + shifts[line]
        for rule in rules[src[pos : pos + 1]]:
            if rule(st, line, end_line, True):
                return tight, line
        following = _MARKER.match(src, pos)
        if following is None or (following[1] is not None) != ordered or src[following.end() - 1] != sign:
            break
        marker = following
    return tight, line


def _item(st: BlockState, line: int, end_line: int, marker: re.Match[str]) -> bool:
    """Parse one item; whether it is loose."""
    src, end = st.src, st.eMarks[line]
    pos, sign = marker.end(), src[marker.end() - 1]
    initial = offset = st.sCount[line] + pos - marker.start()
    while pos < end:
        char = src[pos]
        if char == " ":
            offset += 1
        elif char == "\t":
            offset += 4 - (offset + st.bsCount[line]) % 4
        else:
            break
        pos += 1
    gap = 1 if pos >= end else offset - initial
    opened = st.open("list_item_open", "li", marker.start(), [line, 0], sign)
    if marker[1] is not None:
        opened.info = marker[1]
    if gap <= 4 and src[pos : pos + 1] == "[" and (task := _TASK.match(src, pos, end)):
        opened.meta = {"task": task[1], "task_at": task.span()}
    saved = st.tight, st.tShift[line], st.sCount[line], st.listIndent, st.blkIndent
    st.listIndent = st.blkIndent
    st.blkIndent = initial + (1 if gap > 4 else gap)
    st.tight = True
    st.tShift[line] = pos - st.bMarks[line]
    st.sCount[line] = offset
    if pos >= end and st.isEmpty(line + 1):
        st.line = min(st.line + 2, end_line)  # an empty item does not take the text below a blank line
    else:
        st.blocks.tokenize(st, line, end_line)
    loose = not st.tight
    st.tight, st.tShift[line], st.sCount[line], st.listIndent, st.blkIndent = saved
    st.close(opened, "list_item_close", st.line)
    return loose


def _hide_paragraphs(tokens: list[Token], index: int, level: int) -> None:
    """The paragraphs right in the items of a tight list are hidden."""
    for i in range(index + 2, len(tokens) - 2):
        token = tokens[i]
        if token.level == level and token.type == "paragraph_open":
            token.hidden = tokens[i + 2].hidden = True
