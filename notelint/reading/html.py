"""Raw HTML in a note: the links, images, anchors and comments that a reader's browser makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import msgspec

_TAG = re.compile(r"<([A-Za-z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"(?<![\w-])(href|src|id|name|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.I)
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.S)
_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.S)
# Markup that shows nothing by itself.
_INVISIBLE = re.compile(
    r"<!--.*?(?:-->|\Z)|<br\s*/?>|<a\s+(?:id|name)\s*=[^<>]*>\s*</a>|</?p>|</?div[^<>]*>|&nbsp;", re.S | re.I
)


class Tag(msgspec.Struct, frozen=True, gc=False):
    """A tag with the attributes that matter: name -> (value, start, end). Offsets are those of the piece of HTML."""

    name: str
    start: int
    end: int
    attributes: dict[str, tuple[str, int, int]]


def tags(html: str) -> Iterator[Tag]:
    """The opening tags outside comments."""
    if "<!--" in html:
        html = _COMMENT.sub(lambda m: " " * len(m[0]), html)
    for match in _TAG.finditer(html):
        attributes = {}
        base = match.start(2)
        for attr in _ATTRIBUTE.finditer(match[2]):
            group = next(g for g in (2, 3, 4) if attr[g] is not None)
            attributes[attr[1].lower()] = (unescape(attr[group]), base + attr.start(group), base + attr.end(group))
        yield Tag(match[1].lower(), match.start(), match.end(), attributes)


def comments(html: str) -> Iterator[tuple[int, int, str]]:
    """The comments with their text."""
    for match in _COMMENT.finditer(html):
        yield match.start(), match.end(), match[1].strip()


def text(html: str) -> str:
    """What is left to read when markup is taken away."""
    return _MARKUP.sub(" ", html)


def shows_nothing(html: str) -> bool:
    """True where a reader sees nothing: comments, line breaks, bare anchors and empty blocks."""
    return not _INVISIBLE.sub("", html).strip()
