"""Block rules for what is no Markdown inside: math, comments, attribute lines, shortcodes, MDX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.markdown.attributes import ATTRIBUTES, id_of
from notelint.markdown.blocks import begins_with
from notelint.markdown.lines import BlockState, Cut, cut_from, outside_fences
from notelint.markdown.tokens import Token
from notelint.text.lazy import lazy_re


def text_start(st: BlockState, line: int) -> int:
    """Where the line's text begins; -1 if it is indented code."""
    if st.sCount[line] - st.blkIndent >= st.code_indent:
        return -1
    return st.bMarks[line] + st.tShift[line]


def container_end(st: BlockState, line: int, end_line: int, silent: bool) -> int:
    """The line behind the container that holds the line, at most `end_line`."""
    if not st.level:
        return end_line
    # A line left of its list may end a paragraph in it: the block that then begins stands outside of the list.
    indent = 0 if silent and st.sCount[line] < st.blkIndent else st.blkIndent
    key = "container end", st.level, indent
    first: int
    stop: int
    first, stop = st.memo.get(key, (0, 0))
    if not first <= line < stop:
        first, stop = line, line + 1
    # Where a rule is asked whether it ends a paragraph, `end_line` can lie behind the quote that holds the paragraph.
    quoted = silent and _has_marker(st, line)
    while (
        stop < end_line
        and (st.sCount[stop] >= indent or (st.isEmpty(stop) and st.sCount[stop] >= 0))
        and not (quoted and not _has_marker(st, stop))
    ):
        stop += 1
    st.memo[key] = first, stop
    return min(stop, end_line)


def _has_marker(st: BlockState, line: int) -> bool:
    begin = st.bMarks[line]
    return begin > 0 and st.src[begin - 1] != "\n"


def _find(st: BlockState, marker: str, line: int, end_line: int, silent: bool) -> int:
    """The first line below the given one, in its container and in no fence, that holds the marker; -1 if none does."""
    end = container_end(st, line, end_line, silent)
    first, stop = st.memo.get(marker, (0, 0))  # no line between them holds it
    if not first <= line < stop:
        first, stop = line, line + 1
    found = -1
    for i in outside_fences(st, stop, end):
        if _position(st.src, marker, st.bMarks[i] + st.tShift[i], st.eMarks[i]) >= 0:
            stop = found = i
            break
    else:
        stop = max(stop, end)
    st.memo[marker] = first, stop
    return found


def _position(src: str, marker: str, start: int, end: int) -> int:
    """Where the marker stands first without a backslash before it; -1 if nowhere."""
    pos = src.find(marker, start, end)
    while pos > start and src[pos - 1] == "\\" and src[pos - 2 : pos] != "\\\\":
        pos = src.find(marker, pos + 1, end)
    return pos


def _between(st: BlockState, start: int, stop: int, line: int, last: int) -> Cut:
    """What stands between two offsets on the lines `line` and `last`, without the container's prefixes."""
    if line == last:
        return st.src[start:stop], start, None
    text, base, segments = cut_from(st, start, line, last + 1)
    return text[: len(text) - (st.eMarks[last] - stop)], base, segments


def _leaf(st: BlockState, ttype: str, line: int, last: int, stop: int, inner: tuple[int, int]) -> Token:
    """A leaf up to the offset `stop` on the line `last`; the text behind it on that line begins the next block."""
    token = st.leaf(ttype, "", line, last + 1, _between(st, *inner, line, last))
    token.end = stop
    tail = st.src[stop : st.eMarks[last]]
    if tail.strip(" \t"):
        st.bMarks[last] = stop + len(tail) - len(tail.lstrip(" \t"))
        st.tShift[last] = 0
        st.sCount[last] = st.blkIndent
        st.line = last
    return token


def _is_last(st: BlockState, stop: int, line: int) -> bool:
    return not st.src[stop : st.eMarks[line]].strip(" \t")


@begins_with("$")
def math(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """`$$ a $$` on its own line, or lines up to one that ends with the next `$$`. Other dollars are inline."""
    begin = text_start(st, start_line)
    if silent and begin >= 0:
        if _position(st.src, "$", begin + 2, st.eMarks[start_line]) >= 0:
            return False  # what stands behind `$$` has formulas of its own, so the mark closes one
        if st.sCount[start_line] < st.blkIndent and st.src.count("$$", st.bMarks[st.line], begin) % 2:
            return False  # left of the list, it closes what the paragraph opened
    found = _enclosed(st, "$$", start_line, end_line, silent)
    if found is None or not _is_last(st, found[1] + 2, found[0]):
        return False
    if not silent:
        last, stop = found
        start = st.bMarks[start_line] + st.tShift[start_line]
        token = _leaf(st, "math_block", start_line, last, stop + 2, (start + 2, stop))
        token.tag, token.markup = "math", "$$"
    return True


@begins_with("%")
def comment(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """Obsidian's `%% text %%` on its own line, or `%%` up to the next `%%` below."""
    found = _enclosed(st, "%%", start_line, end_line, silent)
    if found is None or (found[0] == start_line and not _is_last(st, found[1] + 2, start_line)):
        return False
    if not silent:
        last, stop = found
        start = st.bMarks[start_line] + st.tShift[start_line]
        _leaf(st, "comment", start_line, last, stop + 2, (start + 2, stop)).markup = "%%"
    return True


def _enclosed(st: BlockState, marker: str, start_line: int, end_line: int, silent: bool) -> tuple[int, int] | None:
    """The line and the offset of the marker that closes the one at the start of the line.

    Both on one line interrupt no paragraph: there they are the inline rule's.
    """
    start = text_start(st, start_line)
    if start < 0 or not st.src.startswith(marker, start):
        return None
    stop = _position(st.src, marker, start + 2, st.eMarks[start_line])
    if stop >= 0:
        return None if silent else (start_line, stop)
    last = _find(st, marker, start_line, end_line, silent)
    if last < 0:
        return None
    return last, _position(st.src, marker, st.bMarks[last] + st.tShift[last], st.eMarks[last])


@begins_with("{")
def attributes(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """A line that is nothing but `{#id .class key=value}`."""
    start = text_start(st, start_line)
    match = ATTRIBUTES.match(st.src, start, st.eMarks[start_line]) if start >= 0 else None
    if match is None or not _is_last(st, match.end(), start_line):
        return False
    if not silent:
        token = _leaf(st, "attributes", start_line, start_line, match.end(), match.span())
        name = id_of(match[0])
        token.meta = {"id": name} if name else {}
    return True


_NAME = r"[\w.-]+(?:/[\w.-]+)*"
_ANGLED = lazy_re(rf"\{{\{{<\s*(/?)\s*({_NAME})(?=[\s>/])((?:(?!\{{\{{|>\}}\}})[\s\S])*+)>\}}\}}")
_TAG = lazy_re(r"\{%[-+]?\s*(\w+)(?:(?!\{%|\{\{|%\})[\s\S])*+%\}")
_OTHER = lazy_re(
    r"\{\{%\s*/?\s*([\w./-]+)(?:(?!\{\{|%\}\})[\s\S])*+%\}\}"
    r"|\{\{(?![<%/{])-?\s*([\w.$-]*)(?:(?!\{\{|\}\})[\s\S])*+\}\}"
)
_HIDDEN = lazy_re(
    r"\{\{-?\s*/\*((?:(?!\*/|\{\{-?\s*/\*)[\s\S])*+)\*/\s*-?\}\}|\{#((?:(?!#\}|\{#)[\s\S])*+)#\}",
)
_PAIRED = lazy_re(rf"{_ANGLED.pattern}|{_TAG.pattern}")
_VERBATIM = frozenset({"raw", "comment", "highlight", "codeblock"})  # tags of Liquid and Hexo


@begins_with("{")
def shortcode(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """A shortcode, template tag or value alone on its lines; a pair whose inside is no Markdown is one."""
    start = text_start(st, start_line)
    if start < 0 or st.src[start + 1 : start + 2] not in ("{", "%", "#"):
        return False
    limit = st.eMarks[container_end(st, start_line, end_line, silent) - 1]
    hidden = _HIDDEN.match(st.src, start, limit)
    if hidden is not None:
        return _alone(st, "comment", start_line, hidden.end(), hidden.span(hidden.lastindex or 0), silent)
    match, name = _shortcode_at(st.src, start, limit)
    if match is None:
        return False
    if silent and match.re.pattern == _OTHER.pattern and match.lastindex == 2:
        return False  # a value is part of the paragraph's text
    stop = match.end()
    closed = _pairs(st).get(start, -1)
    paired = 0 < closed <= limit
    if paired:
        stop = closed
    if not _alone(st, "shortcode", start_line, stop, (start, stop), silent, paired):
        return False
    if not silent:
        st.tokens[-1].meta = {"name": name}
    return True


def _shortcode_at(src: str, start: int, end: int) -> tuple[re.Match[str] | None, str]:
    if match := _ANGLED.match(src, start, end):
        return match, match[2]
    if match := _TAG.match(src, start, end):
        return match, match[1]
    if match := _OTHER.match(src, start, end):
        return match, match[1] or match[2]
    return None, ""


def _alone(
    st: BlockState, ttype: str, line: int, stop: int, inner: tuple[int, int], silent: bool, paired: bool = False
) -> bool:
    """Add the leaf up to `stop` if no text follows there; behind a pair over several lines text may follow."""
    last = st.line_at(stop - 1, line)
    if not _is_last(st, stop, last) and not (paired and last > line):
        return False
    if not silent:
        _leaf(st, ttype, line, last, stop, inner)
    return True


def _pairs(st: BlockState) -> dict[int, int]:
    """Start of an opening shortcode → end of the closing one that belongs to it."""
    pairs: dict[int, int] | None = st.memo.get("shortcodes")
    if pairs is not None:
        return pairs
    pairs = st.memo["shortcodes"] = {}
    opened: dict[str, list[int]] = {}
    for start, end in _unfenced(st):
        for match in _PAIRED.finditer(st.src, start, end):
            name, tag = match[2], match[4]
            if tag is None:
                closes = bool(match[1])
                if not closes and match[3].rstrip().endswith("/"):
                    continue
            else:
                closes = tag.startswith("end")
                name = "%" + tag.removeprefix("end")
                if name[1:] not in _VERBATIM:
                    continue
            waiting = opened.setdefault(name, [])
            if not closes:
                waiting.append(match.start())
            elif waiting:
                pairs[waiting.pop()] = match.end()
    return pairs


def _unfenced(st: BlockState) -> Iterator[tuple[int, int]]:
    """The stretches of the source that stand in no code fence."""
    first = last = -1
    for line in outside_fences(st, 0, len(st.bMarks) - 1):
        if line != last + 1 or first < 0:
            if first >= 0:
                yield st.bMarks[first], st.eMarks[last]
            first = line
        last = line
    if first >= 0:
        yield st.bMarks[first], st.eMarks[last]


_MODULE = lazy_re(
    r"import(?=[ \t]*[\"'{*]|[ \t]+(?:type[ \t]+)?(?:[\w$]+[ \t]*(?:,|from\b)|[{*]))"
    r"|export(?=[ \t]*[{*]|[ \t]+(?:default|const|let|var|function|class|async|type|interface)\b)"
)
_BRACES = lazy_re(r"\{/\*(?:(?!\*/|\{/\*)[\s\S])*+\*/\}|[{}]")
_NOTE = lazy_re(r"\{\s*/\*((?:(?!\*/|\{/\*)[\s\S])*+)\*/\s*\}")
_STRING = r"\"[^\"]*+\"|'[^']*+'"
_EXPRESSION = r"\{(?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+\}"
_COMPONENT_TAG = (
    rf"</?(?:>|(?:[A-Z]\w*(?:[.:]\w+)*+|[a-z]\w*(?:\.\w+)++)(?=[\s/>])(?:[^<>{{}}\"']++|{_STRING}|{_EXPRESSION})*+>)"
)
_COMPONENTS = lazy_re(rf"(?:{_COMPONENT_TAG}[ \t]*)++(?=\n|\Z)")


@begins_with("ie")
def mdx_module(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """`import` and `export`, up to a blank line."""
    if st.level or silent or st.tShift[start_line] or not _MODULE.match(st.src, st.bMarks[start_line]):
        return False
    last = _text_end(st, start_line, end_line) - 1
    stop = st.eMarks[last]
    _leaf(st, "mdx", start_line, last, stop, (st.bMarks[start_line], stop))
    return True


@begins_with("{")
def mdx_expression(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """`{expression}` or `{/* comment */}` alone on its lines."""
    start = text_start(st, start_line)
    if start < 0 or silent:
        return False
    limit = st.eMarks[container_end(st, start_line, end_line, silent) - 1]
    note = _NOTE.match(st.src, start, limit)
    if note is not None:
        return _alone(st, "comment", start_line, note.end(), note.span(1), silent)
    stop = _braces(st).get(start, -1)
    return 0 < stop <= limit and _alone(st, "mdx", start_line, stop, (start, stop), silent)


def _braces(st: BlockState) -> dict[int, int]:
    """Where a brace opens → behind where it is closed."""
    pairs: dict[int, int] | None = st.memo.get("braces")
    if pairs is None:
        pairs = st.memo["braces"] = {}
        opened: list[int] = []
        for start, end in _unfenced(st):
            for match in _BRACES.finditer(st.src, start, end):
                if match[0] == "{":
                    opened.append(match.start())
                elif match[0] == "}" and opened:
                    pairs[opened.pop()] = match.end()
    return pairs


@begins_with("<")
def mdx_component(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    """Tags of components alone on their lines; what stands between them stays Markdown."""
    start = text_start(st, start_line)
    if start < 0 or silent:
        return False
    end = _text_end(st, start_line, container_end(st, start_line, end_line, silent))
    match = _COMPONENTS.match(st.src, start, st.eMarks[end - 1])
    if match is None:
        return False
    stop = start + len(match[0].rstrip(" \t"))
    _leaf(st, "mdx", start_line, st.line_at(stop - 1, start_line), stop, (start, stop))
    return True


def _text_end(st: BlockState, line: int, end_line: int) -> int:
    """The first blank line below, or `end_line`."""
    first: int
    stop: int
    first, stop = st.memo.get("text end", (0, 0))
    if not first <= line < stop:
        first, stop = line, line + 1
    while stop < end_line and not st.isEmpty(stop):
        stop += 1
    st.memo["text end"] = first, stop
    return min(stop, end_line)
