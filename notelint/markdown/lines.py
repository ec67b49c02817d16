"""The block parser's view of the source: its lines, and cuts of them that remember where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, Any

from markdown_it.rules_block import StateBlock

from notelint.markdown.tokens import Definition, Segments, Token, source_end, source_offset
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from notelint.markdown.blocks import BlockParser

# What JavaScript's trim() removes, less U+FEFF: the whitespace that markdown-it strips from inline content.
TRIM = " \t\n\v\f\r\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"

Cut = tuple[str, int, Segments | None]  # content, base, segments: the last two as in Token

_FENCE = lazy_re(r"(`{3,})[^`\n]*(?=\n|\Z)|(~{3,})")


class BlockState(StateBlock):
    """markdown-it's StateBlock, filled line by line at C speed, with what the rules of this package share."""

    md: MarkdownIt
    tokens: list[Token]  # type: ignore[assignment]

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token], line: int = 0) -> None:
        self.src = src
        self.md = md
        self.env = env
        self.tokens = tokens
        self._find_lines(src)
        self.line = line
        self.blkIndent = 0
        self.tight = False
        self.ddIndent = -1
        self.listIndent = -1
        self.parentType = "root"
        self.level = 0
        self.result = ""
        self.blocks: BlockParser = md.block  # type: ignore[assignment]
        self._code_enabled = self.blocks.code
        self.max_nesting = md.options.maxNesting
        self.code_indent = 4 if self.blocks.code else 1 << 30  # columns that make a line indented code
        self.definitions: list[Definition] = []
        self.memo: dict[Any, Any] = {}  # of searches through the rest of the source, which rules must not repeat

    def _find_lines(self, src: str) -> None:
        lines = src.split("\n")
        if not lines[-1].strip(" \t"):
            lines.pop()  # as in StateBlock: a blank last line that no newline ends is none
        lengths = list(map(len, lines))
        self.bMarks = [0, *accumulate([n + 1 for n in lengths])]
        self.bMarks[-1] = len(src)
        self.eMarks = [*map(add, self.bMarks, lengths), len(src)]
        self.tShift = [0] * len(self.bMarks)
        self.sCount = [0] * len(self.bMarks)
        self.bsCount = [0] * len(self.bMarks)
        self.lineMax = len(lines)
        for i, line in enumerate(lines):
            if line and line[0] in " \t":
                shift = len(line) - len(line.lstrip(" \t"))
                self.tShift[i] = shift
                self.sCount[i] = shift if "\t" not in line[:shift] else len(line[:shift].expandtabs(4))

    def push(self, ttype: str, tag: str, nesting: int) -> Token:  # type: ignore[override]
        """For third-party rules, which write into `attrs` and `meta`; `blocks.place` gives their tokens a span."""
        if nesting < 0:
            self.level -= 1
        token = Token(ttype, tag, nesting, level=self.level, attrs={}, meta={}, block=True)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token

    def open(self, ttype: str, tag: str, start: int, lines: list[int], markup: str = "") -> Token:
        """Open a block at offset `start`; `close` completes its span and lines."""
        token = Token(ttype, tag, 1, level=self.level, start=start, markup=markup, map=lines, block=True)
        self.level += 1
        self.tokens.append(token)
        return token

    def close(self, opened: Token, ttype: str, end_line: int) -> Token:
        """Close a block before `end_line`. It ends with its last line that is not blank."""
        lines = opened.map
        assert lines is not None
        lines[1] = end_line
        end = opened.end = self.last_offset(lines[0], end_line)
        self.level -= 1
        token = Token(ttype, opened.tag, -1, level=self.level, start=end, end=end, markup=opened.markup, block=True)
        self.tokens.append(token)
        return token

    def leaf(self, ttype: str, tag: str, line: int, end_line: int, cut: Cut) -> Token:
        """Add a block without children that stands on the lines from `line` to `end_line`, and go on behind it."""
        content, base, segments = cut
        token = Token(
            ttype,
            tag,
            0,
            level=self.level,
            start=self.bMarks[line] + self.tShift[line],
            end=self.last_offset(line, end_line),
            content=content,
            map=[line, end_line],
            block=True,
            base=base,
            segments=segments,
        )
        self.tokens.append(token)
        self.line = end_line
        return token

    def last_offset(self, line: int, end_line: int) -> int:
        """The end of the last line before `end_line` that is not blank."""
        last = max(line, end_line - 1)
        while last > line and self.bMarks[last] + self.tShift[last] >= self.eMarks[last]:
            last -= 1
        return self.eMarks[last]

    def line_at(self, offset: int, first: int) -> int:
        """The line that holds the source offset, `first` or later."""
        return bisect_right(self.bMarks, offset, first, self.lineMax) - 1


def cut_lines(st: BlockState, first: int, last: int, indent: int, newline: bool) -> Cut:
    """Lines `[first, last)` less `indent` columns each, as StateBlock.getLines gives them.

    `newline` keeps the last line's end.
    """
    begins, ends = st.bMarks, st.eMarks
    if first >= last:
        return "", begins[first], None
    stop = ends[last - 1] + newline
    if not indent:
        for i in range(first + 1, last):
            if begins[i] != ends[i - 1] + 1:
                break
        else:
            return st.src[begins[first] : stop], begins[first], None
    parts: list[str] = []
    offsets: list[int] = []
    sources: list[int] = []
    length = 0
    for line in range(first, last):
        begin, spaces = _unindented(st, line, indent)
        if spaces:
            offsets.append(length)
            sources.append(~(begin - 1))
            parts.append(" " * spaces)
            length += spaces
        text = st.src[begin : ends[line] + 1 if line + 1 < last else stop]
        offsets.append(length)
        sources.append(begin)
        parts.append(text)
        length += len(text)
    return "".join(parts), -1, (offsets, sources)


def cut_from(st: BlockState, start: int, first: int, last: int) -> Cut:
    """Lines `[first, last)` less the indentation of their container, the first one from the offset `start` on."""
    text, base, segments = cut_lines(st, first, last, st.blkIndent, False)
    lead = text.find("\n") - (st.eMarks[first] - start)
    if segments is None:
        return text[lead:], base + lead, None
    return text[lead:], -1, tail_of(segments, lead)


def _unindented(st: BlockState, line: int, indent: int) -> tuple[int, int]:
    """Where the line begins without `indent` columns, and how many columns of a split tab stand before that."""
    begin, shift = st.bMarks[line], st.tShift[line]
    if st.sCount[line] == shift:  # no tab
        return begin + min(shift, indent), 0
    column = 0
    pos = begin
    while pos < st.eMarks[line] and column < indent:
        char = st.src[pos]
        if char == "\t":
            column += 4 - (column + st.bsCount[line]) % 4
        elif char == " " or pos - begin < shift:
            column += 1
        else:
            break
        pos += 1
    return pos, max(0, column - indent)


def inline_token(st: BlockState, first: int, last: int) -> Token:
    """The inline token of a paragraph or a setext heading on lines `[first, last)`."""
    start = st.bMarks[first] + st.tShift[first]
    if last - first == 1:
        return trimmed(st, st.src[start : st.eMarks[first]], start, None, [first, last])
    return trimmed(st, *cut_from(st, start, first, last), [first, last])


def trimmed(st: BlockState, text: str, base: int, segments: Segments | None, lines: list[int]) -> Token:
    """An inline token of the text without the whitespace around it."""
    content = text.strip(TRIM)
    if len(content) != len(text):
        lead = text.find(content)
        if segments is not None:
            segments = tail_of(segments, lead)
        else:
            base += lead
    if segments is None:
        start, end = base, base + len(content)
    else:
        start, end = source_offset(segments, 0), source_end(segments, 0, len(content))
    return Token(
        "inline",
        "",
        0,
        level=st.level,
        start=start,
        end=end,
        content=content,
        map=lines,
        block=True,
        base=base,
        segments=segments,
    )


def tail_of(segments: Segments, lead: int) -> Segments:
    """The segments of a content whose first `lead` characters are gone."""
    offsets, sources = segments
    if not lead:
        return segments
    i = bisect_right(offsets, lead) - 1
    first = sources[i] + lead - offsets[i] if sources[i] >= 0 else sources[i]
    return [0, *(n - lead for n in offsets[i + 1 :])], [first, *sources[i + 1 :]]


def outside_fences(st: BlockState, line: int, end_line: int) -> Iterator[int]:
    """The lines from `line` on that stand in no code fence. Fences win over what encloses them."""
    fence = ""
    for i in range(line, end_line):
        start = st.bMarks[i] + st.tShift[i]
        char = st.src[start : start + 1]
        if char and char in "`~" and (match := _FENCE.match(st.src, start)):
            marker = match[1] or match[2]
            if not fence:
                fence = marker
            elif marker.startswith(fence) and not st.src[start + len(marker) : st.eMarks[i]].strip(" \t"):
                fence = ""
        elif not fence:
            yield i
