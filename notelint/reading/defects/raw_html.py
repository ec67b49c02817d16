"""Markdown inside a block of HTML, which is shown as it is written: no blank line parts it from the tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.markdown.inline import TOO_LONG
from notelint.model.items import Defect
from notelint.reading.defects.common import shortened
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

# Cheap: what a block with Markdown in it holds.
_MAYBE = lazy_re(
    r"[*_`|\\]|~~|==|\]\(|\][ ]\(|\[\[|\]\[|\[\^|^[ \t]*(?:#{1,6}|[-+]|\d{1,3}[.)]|~~~)[ \t\w#]", re.MULTILINE
)
# What is taken as it stands until it is closed, blank lines or not, and what is no element at all.
_LITERAL_BLOCK = lazy_re(r"[ \t]*<(?:[!?]|(?:pre|script|style|textarea)\b)", re.IGNORECASE)
# What is no text of the note: code, drawings, comments, a template's commands, formulas. A formula holds no opening of
# another, so that what nothing closes is looked through once and not from each opening on.
_OTHER = lazy_re(
    r"<(pre|script|style|code|textarea|svg|math|template|kbd|samp)\b.*?(?:</\1\s*>|(\Z))|<!--.*?(?:-->|\Z)"
    r"|\{\{[^{}]*\}\}|\{%[^{}]*%\}|<%[^<>]*%>|\$\$.*?\$\$|\$[^$\n]+\$"
    r"|\\\\?\((?:(?!\\[()]).)*+\\\)|\\\\?\[(?:(?!\\[\[\]]).)*+\\\]",
    re.DOTALL | re.IGNORECASE,
)
_TAG = lazy_re(r"<(/?)([A-Za-z][\w.-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
# Code that is taken out before anything else is looked at.
_FENCE = lazy_re(r"^(?P<mark>```+|~~~+)[^\n`]*\n.*?^(?P=mark)[ \t]*$", re.MULTILINE | re.DOTALL)
_LINE = lazy_re(
    r"^[ \t]*(?:(?P<heading>(?:#{1,6}[ \t]+\S|#{2,6}[^\W\d_])[^\n]*)|(?P<list>(?:[-*+]|\d{1,3}[.)])[ \t]+\S[^\n]*)"
    r"|(?P<code>(?:```+|~~~+)[\w+-]*))[ \t]*$",
    re.MULTILINE,
)
# `~~a~~`, `==a==`, `\\*`, `[[a]]`, `[a] (b.md)`, `[a][b]`, `[^a]`, a table's first two lines.
_MORE = lazy_re(
    r"(?<!~)~~(?=[^\s~])[^~\n]+~~(?!~)|(?<!=)==(?=[^\s=])[^=\n]*[^\s=]==(?!=)|(?<!\\)\\[*#][^\n*#\\]|!?\[\[[^\[\]\n\s$!\"'\d-][^\[\]\n]+\]\](?![(\[])"
    r"|\[[^\[\]\n]+\][ ]\([^\s()]+\.(?:md|html|png|jpe?g|svg)\)"
    r"|\[[^\[\]\n]+\]\[(?=[^\[\]\n]+\])(?P<label>[^\[\]\n]+)\]|(?<!\])\[(?P<note>\^[\w-]+)\](?!:)"
    r"|^[ \t]*\|[^\n]*\|[ \t]*\n[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$",
    re.MULTILINE,
)
_CELL = lazy_re(r"<t[dhr]\b", re.IGNORECASE)
_BREAK = lazy_re(r"\S[ \t]*<br\s*/?>[ \t]*$", re.IGNORECASE)
_MARKED = lazy_re(r"<[A-Za-z][^<>]*\smarkdown(?=[\s=>])")
# The elements that kramdown and Python-Markdown leave alone with all that is in them.
_BLOCKS = lazy_re(
    "address|article|aside|blockquote|center|d[dlt]|details|div|fieldset|figcaption|figure|footer|form|h[1-6]|header|li"
    "|main|menu|nav|ol|p|section|summary|table|t[dhr]|tbody|tfoot|thead|ul",
    re.IGNORECASE,
)
_Span = tuple[int, int]


def find(reader: Reader) -> Iterator[Defect]:
    """The first construct of each block of HTML, in the order of the note."""
    kind, reads_it = reader.dialect.renderer, reader.dialect.markdown_in_html
    is_markdown = kind == "pandoc" or reads_it or not reader.viewer.understood
    if "<" not in reader.text or reader.features.mdx or is_markdown:
        return
    by_element = kind in ("kramdown", "python-markdown")
    if by_element and _MARKED.search(reader.text):
        return
    for token in reader.document.tokens:
        if token.type != "html_block" or (by_element and token.level) or _LITERAL_BLOCK.match(token.content):
            continue
        content = token.content
        if len(content) > TOO_LONG:
            continue
        if _MAYBE.search(content):
            code = (
                _FENCE.sub(_blanked, content) if kind == "python-markdown" or reader.viewer.fences_anywhere else content
            )
            masked = _OTHER.sub(_blanked, code)
            found = _first(reader, masked, by_element)
            if found:
                yield _defect(
                    reader, token, found, {"kramdown": "kramdown", "python-markdown": "attribute"}.get(kind, "blank")
                )
        if any(other[2] is not None for other in _OTHER.finditer(content)):
            return  # code goes on in what follows


def _blanked(other: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", other[0])


def _first(reader: Reader, content: str, by_element: bool) -> _Span | None:
    """The first construct outside of tags; in an element, where blocks end with theirs."""
    tags = list(_TAG.finditer(content))
    opened: list[str] = []
    at = 0
    for start, end in sorted([*_lines(content), *_inline(reader, content), *_others(reader.text, content)]):
        while at < len(tags) and tags[at].start() <= start:
            _pass(opened, tags[at])
            at += 1
        if (not at or tags[at - 1].end() <= start) and (opened or not by_element):
            return start, end
    return None


def _pass(opened: list[str], tag: re.Match[str]) -> None:
    """What is open behind a tag; nobody leaves more open than are looked at for the one that is closed."""
    name = tag[2].lower()
    if not _BLOCKS.fullmatch(name):
        return
    if not tag[1]:
        opened.append(name)
    elif name in opened[-50:]:
        while opened.pop() != name:
            pass


def _lines(content: str) -> Iterator[_Span]:
    """Headings, list items and fences; not the items of lines that are broken by hand, nor of a table's cells."""
    cells = _CELL.search(content) is not None
    for line in _LINE.finditer(content):
        kind = str(line.lastgroup)
        before = content[content.rfind("\n", 0, max(line.start() - 1, 0)) + 1 : line.start()].rstrip("\n")
        if kind == "list" and (cells or _BREAK.search(line[0]) or _BREAK.search(before)):
            continue
        start, end = line.span(kind)
        yield start, start + len(content[start:end].rstrip())


def _inline(reader: Reader, content: str) -> Iterator[_Span]:
    opened: list[Token] = []
    for piece in reader.document.pieces(content, friendly=True):
        if piece.type in ("em_open", "strong_open", "link_open"):
            opened.append(piece)
        elif piece.type in ("em_close", "strong_close", "link_close") and opened:
            start, end = opened.pop().start, piece.end
            if piece.type == "link_close":
                if _is_link(content, start, end):
                    yield start, end
            elif not content.startswith("</", start + len(piece.markup)) and "\n" not in content[start:end]:
                yield start, end
        elif (piece.type == "image" and content[piece.end - 1] == ")") or (
            piece.type == "code_inline" and not re.search(r"['\n]", content[piece.start : piece.end])
        ):
            yield piece.start, piece.end


def _others(text: str, content: str) -> Iterator[_Span]:
    """What only a pattern tells: marks of any viewer, tables, links and footnotes by label that are defined."""
    for other in _MORE.finditer(content):
        label = other["label"] or other["note"]
        if label is None or re.search(rf"^[ \t>]*\[{re.escape(label)}\]:", text, re.MULTILINE | re.IGNORECASE):
            yield other.span()


def _is_link(content: str, start: int, end: int) -> bool:
    """`[text](target)`, and no index of a name, no bare address."""
    before = content[start - 1 : start]
    return content[start] == "[" and content[end - 1] == ")" and not (before.isascii() and before.isalnum())


def _defect(reader: Reader, token: Token, found: _Span, case: str) -> Defect:
    start, end = token.span(*found)
    text = shortened(token.content[found[0] : found[1]])
    return Defect(path=reader.path, start=start, end=end, problem="raw-html", case=case, text=text)
