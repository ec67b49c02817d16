"""Raw HTML in a note: the links, images, anchors and comments that a reader's browser makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import msgspec

from notelint.text.lazy import lazy_re

_TAG = lazy_re(r"<([A-Za-z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
# Vue's `:src` holds a program.
_ATTRIBUTE = lazy_re(
    r"(?<![\w:@.-])(href|src|id|name|alt|srcset|poster|data|rel|type)\s*=\s*"
    r"(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))",
    re.IGNORECASE,
)
# What a browser loads of an element, or leads to: its attribute, and whether that is shown as an image.
_LEADS: dict[str, tuple[tuple[str, bool], ...]] = {
    "a": (("href", False),),
    "area": (("href", False),),
    "audio": (("src", False),),
    "embed": (("src", False),),
    "iframe": (("src", False),),
    "img": (("src", True), ("srcset", True)),
    "input": (("src", True),),
    "link": (("href", False),),
    "object": (("data", False),),
    "source": (("src", False), ("srcset", True)),
    "track": (("src", False),),
    "video": (("src", False), ("poster", True)),
}
_ONLY_A_HOST = lazy_re(r"\b(?:preconnect|dns-prefetch)\b", re.IGNORECASE)
_CANDIDATE = lazy_re(r"[\s,]*(\S+)[^,]*")
_COMMENT = lazy_re(r"<!--(.*?)(?:-->|\Z)", re.S)
_MARKUP = lazy_re(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.S)
# Markup that shows nothing by itself.
_INVISIBLE = lazy_re(
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


class Lead(msgspec.Struct, frozen=True, gc=False):
    """What an attribute leads to: the target, where it stands in the piece of HTML, and whether it is an image."""

    name: str  # of the attribute
    target: str
    start: int
    end: int
    image: bool


def leads(html: str, tag: Tag) -> Iterator[Lead]:
    """All that a tag of `html` loads or leads to; of what is empty only the link and the image, which are seen."""
    if tag.name == "link" and _ONLY_A_HOST.search(tag.attributes.get("rel", ("",))[0]):
        return
    for name, image in _LEADS.get(tag.name, ()):
        value, start, end = tag.attributes.get(name, ("", -1, -1))
        if start < 0 or not (value.strip() or tag.name in ("a", "img")):
            continue
        if name != "srcset":
            yield Lead(name, value, start, end, image)
            continue
        for a, b in _candidates(html[start:end]):
            yield Lead(name, unescape(html[start + a : start + b]), start + a, start + b, image)


def _candidates(srcset: str) -> Iterator[tuple[int, int]]:
    """Where the addresses of a `srcset` stand: parted by commas, as a browser reads it."""
    at = 0
    while match := _CANDIDATE.match(srcset, at):
        at = match.end(1) if match[1].endswith(",") else match.end()
        address = match[1].rstrip(",")
        if address:
            yield match.start(1), match.start(1) + len(address)


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
