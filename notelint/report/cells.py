"""How wide text is on a terminal, in cells, and how it is broken into lines or cut there."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from notelint.text.lazy import lazy_re

# Where a line may break: at a space, and beside a wide character, but not before the punctuation that closes it.
# Said by what is not wide: a class up to U+10FFFF takes `re` three times as long to compile.
_OPEN, _CLOSE = "“‘（《【「", "，。、；：？！）》】」”’…"
_TOKEN = lazy_re(
    rf"\s+|[{_OPEN}]*(?![{_OPEN}])[^\0-\u2e7f][{_CLOSE}]*|[{_OPEN}]*(?:(?![\s{_OPEN}])[\0-\u2e7f])+[{_CLOSE}]*|[{_OPEN}]+"
)


@lru_cache(maxsize=8192)
def _char(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me") or "\u1160" <= char <= "\u11ff":  # marks, medial and final jamo
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cells(text: str) -> int:
    """The cells of `visible` text. Characters of ambiguous width count as one, as terminals draw them by default."""
    return len(text) if text.isascii() else sum(map(_char, text))


def cut(text: str, width: int) -> str:
    """`text`, or as much of it as `width` cells hold with a mark of the cut."""
    if cells(text) <= width:
        return text
    kept, room = "", width - 3
    for char in text:
        room -= _char(char)
        if room < 0:
            break
        kept += char
    return kept + "..."


def wrap(text: str, width: int, first: int | None = None) -> list[str]:
    """Lines of at most `width` cells, the first of at most `first`; a longer word stays whole, as a URL must."""
    lines, line = [], ""
    room = width if first is None else first
    left = room
    for match in _TOKEN.finditer(text.strip()):
        token = match[0]
        size = cells(token)
        if size > left and (line or room < width):
            lines.append(line.rstrip())
            line, left, room = "", width, width
            token = token.lstrip()
            size = cells(token)
        line += token
        left -= size
    return [*lines, line.rstrip()]
