"""Blocks of HTML: CommonMark's, which end at a blank line, and those that end with the element, as kramdown's do.

What kramdown and Python-Markdown take for a block was tried with kramdown 2.4 and Markdown 3.10; the names are theirs.
"""

from __future__ import annotations

import re

from markdown_it.rules_block.html_block import HTML_SEQUENCES

from notelint.markdown.blocks import begins_with
from notelint.markdown.lines import BlockState, cut_lines
from notelint.text.lazy import lazy_re

_TAG = lazy_re(r"<(/?)([A-Za-z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_MARKED = lazy_re(r"\smarkdown(?:\s*=\s*[\"']?(?:1|block|span)?[\"']?)?(?=[\s/]|\Z)")
# Taken as they stand by everybody.
_LITERAL = frozenset({"pre", "script", "style", "textarea"})
_WITHOUT_END = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"}
)
# What stands in a line, for kramdown, so that it begins a paragraph.
_SPANS = frozenset(
    (
        *("a", "abbr", "acronym", "b", "big", "bdo", "br", "button", "cite", "code", "del", "dfn", "em", "i", "img"),
        *("input", "ins", "kbd", "label", "mark", "option", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "samp"),
        *("select", "small", "span", "strong", "sub", "sup", "tt", "u", "var"),
    )
)
# What begins a block, for Python-Markdown; all else stands in a line.
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "canvas", "center", "colgroup", "dd", "details", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "group", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hgroup", "hr", "html", "iframe", "legend", "li", "main", "map", "math", "menu", "nav"),
        *("noscript", "object", "ol", "option", "output", "p", "progress", "section", "summary", "table", "tbody"),
        *("td", "tfoot", "th", "thead", "tr", "ul", "video"),
    )
)


@begins_with("<")
def html_block(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    if st.sCount[start_line] - st.blkIndent >= st.code_indent or not st.md.options.html:
        return False
    if st.blocks.closed_html in ("kramdown", "python-markdown") and not st.level:
        begin = st.bMarks[start_line] + st.tShift[start_line]
        tag = _TAG.match(st.src, begin)
        if tag and tag[2].lower() not in _LITERAL:
            return _element(st, start_line, tag, silent)
    return _by_blank_line(st, start_line, end_line, silent)


def _by_blank_line(st: BlockState, start_line: int, end_line: int, silent: bool) -> bool:
    text = st.src[st.bMarks[start_line] + st.tShift[start_line] : st.eMarks[start_line]]
    kind = next((each for each in HTML_SEQUENCES if each[0].match(text)), None)
    if kind is None:
        return False
    _, closing, interrupts = kind
    if silent:
        return interrupts
    ends_blank = bool(closing.search(""))
    line = start_line + 1
    if not closing.search(text):
        while line < end_line:
            blank = st.isEmpty(line)
            if st.sCount[line] < st.blkIndent and (ends_blank or not blank):
                break
            if closing.search(st.src[st.bMarks[line] + st.tShift[line] : st.eMarks[line]]):
                line += not blank
                break
            line += 1
    st.leaf("html_block", "", start_line, line, cut_lines(st, start_line, line, st.blkIndent, True))
    return True


def _element(st: BlockState, start_line: int, tag: re.Match[str], silent: bool) -> bool:
    """An element from its tag to the line that closes it; of one whose text is Markdown, only the tag."""
    name = tag[2].lower()
    if name in _SPANS if st.blocks.closed_html == "kramdown" else name not in _BLOCKS:
        return False
    if silent:
        return name in _BLOCKS
    end = tag.end()
    if not (tag[1] or name in _WITHOUT_END or tag[3].endswith("/") or _MARKED.search(tag[3])):
        end = _closings(st, name).get(tag.start(), -1)
        if end < 0:  # nothing closes it, which is told: what follows is looked at all the same
            return _by_blank_line(st, start_line, st.lineMax, silent)
    line = st.line_at(end - 1, start_line) + 1
    st.leaf("html_block", "", start_line, line, cut_lines(st, start_line, line, st.blkIndent, True))
    return True


def _closings(st: BlockState, name: str) -> dict[int, int]:
    """Where each element of a name begins -> where it ends; looked for once."""
    key = "elements", name
    known: dict[int, int] | None = st.memo.get(key)
    if known is None:
        known = st.memo[key] = {}
        opened: list[int] = []
        for match in re.finditer(rf"<(/?){name}\b[^<>]*>", st.src, re.IGNORECASE):
            if not match[1]:
                opened.append(match.start())
            elif opened:
                known[opened.pop()] = match.end()
    return known
