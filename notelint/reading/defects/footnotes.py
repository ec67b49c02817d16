"""Footnotes that the site shows as they are written: it has none, or none whose text stands in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notelint.markdown.cjk import is_cjk
from notelint.model.items import Defect
from notelint.reading.defects.common import blocks_at, shortened
from notelint.text.lazy import lazy_re
from notelint.text.spans import Spans

if TYPE_CHECKING:
    from notelint.reading.reader import Reader

_MARK = lazy_re(r"\[\^([^\[\]\s^]+)\](:?)")
_INLINE = lazy_re(r"\^\[(?!\^)((?:[^\[\]\n]|\[[^\[\]\n]*\])+)\]")
_WORDS = lazy_re(r"[^\W\d_]{2,}\W*\s\W*[^\W\d_]{2,}")


def find(reader: Reader) -> Iterator[Defect]:
    """In any order; nothing where the site is not known."""
    text = reader.text
    if "[^" in text and not reader.dialect.footnotes and _is_known(reader, "footnotes"):
        yield from _marks(reader)
    if "^[" in text and not reader.dialect.inline_footnotes and _is_known(reader, "inline_footnotes"):
        yield from _inline(reader)


def _is_known(reader: Reader, feature: str) -> bool:
    """What a site's configuration decides is known anyway."""
    return reader.viewer.footnotes_known or not reader.dialect.is_default(feature)


def _marks(reader: Reader) -> Iterator[Defect]:
    """`[^a]` whose `[^a]:` begins a line of text: anything else may be a set of characters."""
    found = list(_in_text(reader, _MARK))
    notes = {match[1] for match in found if match[2] and _begins_line(reader.text, match.start())}
    for match in found:
        if match[1] in notes and not (match[2] and _begins_line(reader.text, match.start())):
            start, end = match.start(), match.end(1) + 1
            yield _defect(reader, "mark", start, end)


def _inline(reader: Reader) -> Iterator[Defect]:
    """`^[text]` whose text is words: numbers and single letters are raised, or a set of characters."""
    for match in _in_text(reader, _INLINE):
        letters = [char for char in match[1] if char.isalpha() and is_cjk(char)]
        if len(letters) > 1 or _WORDS.search(match[1]):
            yield _defect(reader, "inline", *match.span())


def _in_text(reader: Reader, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches whose bracket is shown as it is written."""
    matches = {match.start(): match for match in pattern.finditer(reader.text)}
    for token, _, starts in blocks_at(reader, list(matches)):
        shown = Spans((child.start, child.end) for child in reader.document.inline(token) if child.type == "text")
        for start in starts:
            bracket = reader.text.index("[", start)
            if start in shown and bracket in shown:
                yield matches[start]


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" >")


def _defect(reader: Reader, case: str, start: int, end: int) -> Defect:
    text = shortened(reader.text[start:end])
    return Defect(path=reader.path, start=start, end=end, problem="footnote", case=case, text=text)
