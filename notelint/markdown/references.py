"""Link reference definitions: `[label]: destination "title"`."""

from __future__ import annotations

import re
from typing import Any

from markdown_it.rules_block import reference as stock_reference

from notelint.markdown.blocks import begins_with
from notelint.markdown.destinations import (
    behind_blanks,
    destination_end,
    normalised,
    reference_key,
    title_end,
    unescaped,
)
from notelint.markdown.lines import BlockState
from notelint.markdown.tokens import Definition, Segments, source_end, source_offset
from notelint.text.lazy import lazy_re

_LABEL = lazy_re(r"\[((?:[^\[\]\\]|\\.)*)\]:", re.DOTALL)
_REST = lazy_re(r"[ \t]*(?=\n|\Z)")
# Lines that a definition is looked for in first: nearly all need one, and a paragraph may hold thousands of them.
_FEW = 4


@begins_with("[")
def reference(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """A definition: where a label is defined twice the first one counts, but all are kept in `st.definitions`."""
    if st.md.options.get("inline_definitions"):
        return bool(stock_reference(st, start_line, end_line, silent))
    text, segments, whole = _paragraph(st, start_line, _FEW)
    found = _read(text)
    if not whole and (found is None or found[-1] >= len(text) - 1):
        text, segments, _ = _paragraph(st, start_line, st.lineMax)
        found = _read(text)
    if found is None:
        return False
    _add(st, start_line, text, segments, found)
    return True


_Found = tuple[str, str, str, int, int, tuple[int, int] | None, int]


def _read(text: str) -> _Found | None:
    """(label, raw destination, href, its start and end, span of the title, end) of a definition at the text's start."""
    label = _LABEL.match(text)
    if label is None or not reference_key(label[1]):
        return None
    pos = behind_blanks(text, label.end(), len(text))
    line_end = text.find("\n", pos)
    end = destination_end(text, pos, line_end if line_end >= 0 else len(text))
    if end < 0:
        return None
    raw = unescaped(text[pos + 1 : end - 1] if text[pos] == "<" else text[pos:end])
    href = normalised(raw)
    if href is None:
        return None
    title = _title(text, end)
    stop = title[1] if title else end
    if not _REST.match(text, stop):
        if not title or not _REST.match(text, end):
            return None
        title, stop = None, end
    return label[1], raw, href, pos, end, title, stop


def _title(text: str, pos: int) -> tuple[int, int] | None:
    """The title behind a destination that ends at `pos`, with its quotes."""
    start = behind_blanks(text, pos, len(text))
    end = title_end(text, start, len(text)) if start > pos else -1
    return (start, end) if end >= 0 else None


def _paragraph(st: BlockState, line: int, most: int) -> tuple[str, Segments, bool]:
    """The text of the paragraph that begins on the line, at most so many lines; and whether that is all of it."""
    rules, last = st.blocks.ends_reference, line + 1
    old_parent, st.parentType = st.parentType, "reference"
    stop = min(st.lineMax, line + most)
    while last < stop and not st.isEmpty(last):
        column = st.sCount[last]
        if column >= 0 and column - st.blkIndent < st.code_indent:
            char = st.src[st.bMarks[last] + st.tShift[last]]
            if any(rule(st, last, st.lineMax, True) for rule in rules[char]):
                break
        last += 1
    st.parentType = old_parent
    whole = last < stop or last >= st.lineMax or st.isEmpty(last)
    parts, offsets, sources, length = [], [], [], 0
    for each in range(line, last):
        begin = st.bMarks[each] + st.tShift[each]
        parts.append(st.src[begin : st.eMarks[each] + 1])
        offsets.append(length)
        sources.append(begin)
        length += len(parts[-1])
    return "".join(parts), (offsets, sources), whole


def _add(st: BlockState, start_line: int, text: str, segments: Segments, found: _Found) -> None:
    label, raw, href, pos, end, title, stop = found
    st.line = start_line + text.count("\n", 0, stop) + 1
    key = reference_key(label)
    known: dict[str, Any] = {
        "title": unescaped(text[title[0] + 1 : title[1] - 1]) if title else "",
        "href": href,
        "map": [start_line, st.line],
    }
    references = st.env.setdefault("references", {})
    if key not in references:
        references[key] = known
        st.env.setdefault("raw", {})[key] = raw
    else:
        duplicate = {"title": known["title"], "href": href, "label": key, "map": known["map"]}
        st.env.setdefault("duplicate_refs", []).append(duplicate)
    bracketed = text[pos] == "<"
    st.definitions.append(
        Definition(
            kind="link",
            label=label,
            key=key,
            start=source_offset(segments, 0),
            end=source_end(segments, 0, stop),
            label_at=(source_offset(segments, 1), source_end(segments, 1, 1 + len(label))),
            raw=raw,
            dest=(source_offset(segments, pos + bracketed), source_end(segments, pos, end) - bracketed),
            title=(source_offset(segments, title[0]), source_end(segments, *title)) if title else None,
        )
    )
