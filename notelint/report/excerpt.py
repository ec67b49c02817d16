"""A line of a note with carets under the place that a finding is about."""

from __future__ import annotations

from notelint.report.cells import cells, cut
from notelint.report.safe import visible
from notelint.text.lazy import lazy_re

_VARIATION = lazy_re("[\ufe00-\ufe0f]")  # with it some terminals draw an emoji wider than others
_TAB = "    "


def excerpt(text: str, column: int, end_column: int | None, width: int) -> tuple[str, str]:
    """The line and its carets, both within `width` cells; a longer line is cut around the place.

    Columns are 1-based code points of `text`, the end exclusive; None underlines to the line's end.
    """
    text = text.rstrip("\r\n")
    start = min(max(column - 1, 0), len(text))
    end = len(text) if end_column is None else min(max(end_column - 1, start), len(text))
    window = width + 1  # characters that could be shown: a line may hold megabytes
    before = _shown(text[max(0, start - window) : start]).lstrip()
    place = _shown(text[start : min(end, start + window)])
    after = _shown(text[end : end + window]).rstrip()
    room = max(width // 3, width - cells(place) - cells(after))
    before = cut(before[::-1], room)[::-1]  # its end is kept
    rest = cut(place + after, width - cells(before))
    carets = max(1, min(cells(place), cells(rest)))
    return before + rest, " " * cells(before) + "^" * carets


def _shown(text: str) -> str:
    return visible(_VARIATION.sub("", text).replace("\t", _TAB))
