"""Passages of prose that other notes may hold too, and sections that end inside a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

from notelint.model.items import CutOff, Entry
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.reading.reader import Reader

# Code points. Shorter sections say too little to be anybody's, longer ones are hardly copied.
_SHORT, _SHORT_LATIN, _LONG = 50, 120, 320


def find(reader: Reader, entries: Sequence[Entry]) -> tuple[tuple[int, ...], list[CutOff]]:
    """The sections of entries that could stand in other notes too, and the sections that end inside a word.

    The first are a few sentences, and nothing else. Each is one number, since a collection has many of them: 32 bits
    tell the text from others, 32 are the offset of the heading. Only how the text begins and how long it is counts: to
    read all of each would cost too much.
    """
    noted = [(each.body_start, each.body_end) for each in entries if each.form in ("section", "note")]
    first, last = (min(noted)[0], max(end for _, end in noted)) if noted else (0, 0)
    text = reader.text
    passages: list[int] = []
    cut: list[CutOff] = []
    begin = heading = 0
    for section in (*reader.sections, None):
        end, close = (section.start, section.level + 4) if section else (len(text), 1)
        size = end - begin
        if size > _SHORT:
            if size > _CLIPPED and text[end - close] in _OPEN:
                cut += _cut(text, begin, end, reader.path)
            if size < _LONG and first <= begin < last:
                body = text[begin:end].strip("# \n")
                if _is_prose(body) and (len(noted) == 1 or any(a <= begin < b for a, b in noted)):
                    passages.append(crc32(body[:64].encode("utf-8", "replace"), len(body)) << 32 | heading)
        if section:
            begin, heading = section.end, section.start
    return tuple(passages), cut


def _is_prose(body: str) -> bool:
    """Is there nothing that leads elsewhere: no link, image, code, HTML, table, quote or callout?"""
    if "[" in body or "|" in body or "`" in body or "<" in body or "\n>" in body or "://" in body:
        return False
    return len(body) >= (_SHORT_LATIN if body.isascii() else _SHORT)


# Where words end so, they are not cut off: they have an ending.
_ENDINGS = lazy_re(
    r"(?:e?s|e?d|ing|e?rs?|ly|al|ion|ions|able|ment|ness|ity|ive|less|ful|ize|izer?|ise|ic|y|ist|ism|ed|en|est|age|like|wise"
    r"|\w*(?:space|board|word|line|set|base|book|page|time|work|name|ship|hood|ground)\w*)",
    re.IGNORECASE,
)
_LAST = lazy_re(r"(?<![\w/.@#\-])([a-z]{3,})(?:\.{3}|…+)?\s*\Z")
_SENTENCE = lazy_re(r"[.!?;][ \n]|[。！？；]")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz.…")
_OPEN = _LETTERS | {" ", "\n", "\t"}
_NO_PROSE = frozenset("#*|<>`~-+$! \t0123456789")  # fields, lists, quotes, tables, code
_CLIPPED = 100  # code points of a paragraph that a length could have cut


def _cut(text: str, begin: int, end: int, path: str) -> Iterator[CutOff]:
    end = begin + len(text[begin:end].rstrip("# \n"))
    start = max(begin, text.rfind("\n\n", begin, end) + 2)
    if end - start < _CLIPPED or text[end - 1] not in _LETTERS or text[start] in _NO_PROSE:
        return
    match = _LAST.search(text, end - 40, end)
    if match and _SENTENCE.search(text, start, match.start()) and (whole := _whole(text, match[1])):
        yield CutOff(path=path, start=match.start(1), end=match.end(1), word=match[1], whole=whole)


def _whole(text: str, part: str) -> str:
    """The word of the text that begins with `part`, "" where `part` is a word itself, as far as can be seen."""
    if text.count(part) < 2 or len(re.findall(rf"\b{part}\b", text, re.IGNORECASE)) != 1:
        return ""
    longer: set[str] = set(re.findall(rf"\b{part}[a-z]+", text))
    if not longer or any(_ENDINGS.fullmatch(word[len(part) :]) for word in longer):
        return ""
    return min(longer, key=lambda word: (len(word), word))
