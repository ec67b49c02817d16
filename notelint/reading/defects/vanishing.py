"""Text in angle brackets that browsers take for a tag, so that nobody sees it: `vector<int>`, `<name>`, `<think>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.model.items import Defect
from notelint.reading.defects.common import shortened
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.markdown import Token
    from notelint.reading.reader import Reader

# A tag without a value and without a slash: what has these is meant as markup.
_BARE = lazy_re(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[A-Za-z_:][\w:.-]*)*)\s*>")
# Drawings and formulas have elements of their own.
_OTHER_NAMES = lazy_re(r"<(?:svg|math)\b", re.IGNORECASE)
# The elements of the HTML standard, the obsolete ones too.
_ELEMENTS = frozenset(
    (
        *("a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont"),
        *("bdi", "bdo", "bgsound", "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption"),
        *("center", "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog"),
        *("dir", "div", "dl", "dt", "em", "embed", "fencedframe", "fieldset", "figcaption", "figure", "font"),
        *("footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup"),
        *("hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li", "link", "main", "map"),
        *("mark", "marquee", "math", "menu", "meta", "meter", "nav", "nobr", "noembed", "noframes", "noscript"),
        *("object", "ol", "optgroup", "option", "output", "p", "param", "picture", "plaintext", "pre", "progress"),
        *("q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "script", "search", "section", "select", "slot", "small"),
        *("source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td"),
        *("template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var"),
        *("video", "wbr", "xmp"),
    )
)
# Of these none is written without an attribute, or in a paragraph.
_EMPTY_WITHOUT = frozenset(
    ("area", "base", "body", "col", "embed", "head", "html", "img", "input", "link", "meta", "param", "source", "track")
)


def find(reader: Reader) -> Iterator[Defect]:
    """The tags that are none, each name once a block; nothing in MDX, which stops at them."""
    text = reader.text
    if "<" not in text or reader.features.mdx or _OTHER_NAMES.search(text):
        return
    for token in reader.document.tokens:
        if token.type == "html_block":
            match = _BARE.match(token.content)
            if match and _is_text(reader, match, block=True):
                yield _defect(reader, *token.span(*match.span()))
        elif token.type == "inline" and token.children and "<" in token.content:
            yield from _in_block(reader, token)


def _in_block(reader: Reader, token: Token) -> Iterator[Defect]:
    told = set()
    for child in token.children or ():
        match = _BARE.fullmatch(child.content) if child.type == "html_inline" else None
        if match and match[2] not in told and _is_text(reader, match, block=False):
            told.add(match[2])
            yield _defect(reader, child.start, child.end)


def _is_text(reader: Reader, match: re.Match[str], block: bool) -> bool:
    """Is a bare tag no element of HTML, and of no component, which stands in capitals or has a hyphen?"""
    name = match[2]
    if name.lower() in _ELEMENTS:
        return not block and name.lower() in _EMPTY_WITHOUT and not (match[1] or match[3])
    if "-" in name and (reader.viewer.components or f"</{name}>" in reader.text):
        return False
    is_component = name[0].isupper() and not name.isupper()
    return not (is_component and (reader.viewer.components or (block and not reader.viewer.known)))


def _defect(reader: Reader, start: int, end: int) -> Defect:
    return Defect(path=reader.path, start=start, end=end, problem="vanishing", text=shortened(reader.text[start:end]))
