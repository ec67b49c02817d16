"""Block rules beyond CommonMark: footnotes, containers and admonitions here, and the table of all of them."""

from __future__ import annotations

from typing import Any

from notelint.markdown import opaque
from notelint.markdown.blocks import begins_with
from notelint.markdown.lines import BlockState, outside_fences
from notelint.markdown.opaque import container_end, text_start
from notelint.markdown.tokens import Definition, Token
from notelint.text.lazy import lazy_re

_FOOTNOTE = lazy_re(r"\[\^([^\s\]]+)\]:[ \t]*")
_SPACED_FOOTNOTE = lazy_re(r"\[\^([^\[\]\n]*[^\s\[\]][^\[\]\n]*)\]:[ \t]*")


@begins_with("[")
def footnote(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """`[^label]: text`, with the blocks below that are indented by 4."""
    start = text_start(st, start_line)
    pattern = _SPACED_FOOTNOTE if st.blocks.spaced_footnotes else _FOOTNOTE
    match = pattern.match(st.src, start, st.eMarks[start_line]) if start >= 0 else None
    if match is None:
        return False
    if silent:
        return True
    label = match[1]
    opened = st.open("footnote_reference_open", "", start, [start_line, 0])
    opened.meta = {"label": label}
    index = len(st.definitions)
    marks = st.bMarks[start_line], st.tShift[start_line], st.sCount[start_line]
    old_parent, st.parentType = st.parentType, "footnote"
    st.blkIndent += 4
    st.bMarks[start_line], st.tShift[start_line], st.sCount[start_line] = match.end(), 0, st.blkIndent
    st.blocks.tokenize(st, start_line, end_line)
    st.blkIndent -= 4
    st.parentType = old_parent
    st.bMarks[start_line], st.tShift[start_line], st.sCount[start_line] = marks
    st.close(opened, "footnote_reference_close", st.line)
    st.env.setdefault("footnote_labels", set()).add(label)
    st.definitions.insert(index, Definition("footnote", label, label, start, opened.end, label_at=match.span(1)))
    return True


_COLONS = lazy_re(r"(:{3,})[ \t]*(.*)")
_CONTAINER = lazy_re(r"(?:\{[ \t]*(?:#[\w-]+[ \t]*)?[.:]?([A-Za-z][\w:-]*)?[^}\n]*\}|([A-Za-z][\w-]*))[ \t]*")
_DIRECTIVE_TITLE = lazy_re(r"\[(.*)\][ \t]*(?:\{[^}\n]*\})?")


@begins_with(":")
def container(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """`:::kind title` up to the `:::` that belongs to it, or to the end of what holds it."""
    start = text_start(st, start_line)
    colons = _COLONS.match(st.src, start, st.eMarks[start_line]) if start >= 0 else None
    kind = _CONTAINER.match(st.src, colons.start(2), st.eMarks[start_line]) if colons else None
    if colons is None or kind is None:
        return False
    if silent:
        return True
    end = container_end(st, start_line, end_line, silent)
    line = _closing_line(st, start_line, end, len(colons[1]))
    opened = st.open("container_open", "div", start, [start_line, 0], colons[1])
    begin = kind.end()
    title = st.src[begin : st.eMarks[start_line]].rstrip(" \t")
    if title.endswith(":::"):  # as Pandoc allows
        title = title.rstrip(":").rstrip(" \t")
    if bracketed := _DIRECTIVE_TITLE.fullmatch(title):
        title = bracketed[1]
        begin += 1
    opened.meta = {"kind": kind[1] or kind[2] or "", "title": title, "title_at": (begin, begin + len(title))}
    _blocks_inside(st, opened, "container", start_line, line)
    st.line = min(line + 1, end)
    st.close(opened, "container_close", st.line)
    return True


def _closing_line(st: BlockState, start_line: int, end: int, colons: int) -> int:
    """The line that closes the container, or `end`. A container inside that is left open ends with the outer one."""
    opened = [colons]
    for line in outside_fences(st, start_line + 1, end):
        start = st.bMarks[line] + st.tShift[line]
        if st.src[start : start + 1] != ":" or st.sCount[line] - st.blkIndent >= st.code_indent:
            continue
        match = _COLONS.match(st.src, start, st.eMarks[line])
        if match is None:
            continue
        if match[2]:
            if _CONTAINER.match(match[2]):
                opened.append(len(match[1]))
            continue
        closed = next((i for i in range(len(opened) - 1, -1, -1) if opened[i] <= len(match[1])), len(opened))
        del opened[closed:]
        if not opened:
            return line
    return end


def _blocks_inside(st: BlockState, opened: Token, parent: str, start_line: int, end: int) -> None:
    """Parse the lines between as blocks; `lineMax` keeps their paragraphs from going on below."""
    old_parent, st.parentType = st.parentType, parent
    old_line_max, st.lineMax = st.lineMax, end
    st.blocks.tokenize(st, start_line + 1, end)
    st.lineMax, st.parentType = old_line_max, old_parent


_ADMONITION = lazy_re(
    r"(!!!|\?\?\?\+?)[ \t]*([\w-]+)(?:[ ]++[\w-]+)*+(?:[ ]++\"(.*)\")?[ \t]*"
    r"|(===[+!]?)[ \t]+\"(.*)\"[ \t]*"
    r"|(\?\?\?\+?)[ \t]+\"(.*)\"[ \t]*"
)


@begins_with("!?=")
def admonition(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """`!!! kind "title"`, `??? kind "title"` or `=== "title"`, with the lines below that are indented by 4."""
    start = text_start(st, start_line)
    match = _ADMONITION.fullmatch(st.src, start, st.eMarks[start_line]) if start >= 0 else None
    if match is None:
        return False
    if silent:
        return True
    end = start_line + 1
    for line in range(start_line + 1, end_line):
        if st.isEmpty(line):
            continue
        if st.sCount[line] < st.blkIndent + 4:
            break
        end = line + 1
    opened = st.open("admonition_open", "div", start, [start_line, 0], match[1] or match[4] or match[6])
    group = next((g for g in (3, 5, 7) if match[g] is not None), 0)
    title_at = match.span(group) if group else (match.end(2), match.end(2))
    kind = match[2] or ("tab" if match[4] else "")
    opened.meta = {"kind": kind, "title": match[group] if group else "", "title_at": title_at}
    st.blkIndent += 4
    _blocks_inside(st, opened, "admonition", start_line, end)
    st.blkIndent -= 4
    st.line = end
    st.close(opened, "admonition_close", end)
    return True


_ANYWHERE = ["paragraph", "reference", "blockquote", "list"]

# Feature → its rules: name, function, and the blocks that the rule may interrupt.
BLOCK_RULES: dict[str, list[tuple[str, Any, list[str]]]] = {
    "footnotes": [("footnote_def", footnote, ["paragraph", "reference"])],
    "math": [("math_block", opaque.math, _ANYWHERE)],
    "comments": [("comment", opaque.comment, _ANYWHERE)],
    "containers": [("container", container, _ANYWHERE)],
    "admonitions": [("admonition", admonition, _ANYWHERE)],
    "attributes": [("attributes", opaque.attributes, _ANYWHERE)],
    "shortcodes": [("shortcode", opaque.shortcode, _ANYWHERE)],
    "mdx": [
        ("mdx_module", opaque.mdx_module, []),
        ("mdx_expression", opaque.mdx_expression, []),
        ("mdx_component", opaque.mdx_component, []),
    ],
}
